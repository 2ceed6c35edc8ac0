"""The program's entry: `malibrief`, and `python -m malibrief`."""

import gc
import os
import sys
from typing import NoReturn

# A run ends after some tens of milliseconds; looking for reference cycles would take a tenth of that and find none.
gc.disable()

from malibrief.cli.app import main  # noqa: E402  # the imports are what makes the garbage collector run


def run() -> NoReturn:
    """Run the program and end the process with its exit code.

    The interpreter is not taken apart, which would cost a fifth of a short run: all that is open was closed, and what
    was printed is flushed. Where that fails, the interpreter's own end says so.
    """
    code: int | str | None = 0
    try:
        main()
    except SystemExit as end:
        code = end.code
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream:
                stream.flush()
    except (OSError, ValueError):
        sys.exit(code)
    if isinstance(code, str):
        sys.exit(code)
    os._exit(code or 0)


if __name__ == "__main__":
    run()
