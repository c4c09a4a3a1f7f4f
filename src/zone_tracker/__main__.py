"""`python -m zone_tracker` is the command itself."""

from zone_tracker.cli.main import entry

entry()
