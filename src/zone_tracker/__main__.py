"""The command, also as `python -m zone_tracker`: Ctrl-C is no traceback even while it is loaded."""

import gc
import sys

GARBAGE = 50_000
"""New objects after which cycles are looked for; at 700, loading the code has dozens of rounds."""


def entry() -> None:
    """Carry out the command line; the console script."""
    gc.set_threshold(GARBAGE)
    try:
        from zone_tracker.cli.main import carry_out

        carry_out()
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        gc.freeze()  # else the interpreter looks for cycles at its end: a tenth of a short run


if __name__ == "__main__":
    entry()
