"""The command, also as `python -m zone_tracker`: Ctrl-C is no traceback even while it is loaded."""

import sys


def entry() -> None:
    """Carry out the command line; the console script."""
    try:
        from zone_tracker.cli.main import carry_out

        carry_out()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    entry()
