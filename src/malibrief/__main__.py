"""The program's entry: `malibrief`, and `python -m malibrief`.

From its first lines on, Ctrl-C ends the program silently with exit code 130. Before that, for some ten milliseconds, the
interpreter itself starts; what it does about Ctrl-C then (a traceback, death by the signal) no program can change.
"""

import _signal  # type: ignore[import-not-found]  # has no stubs; `signal` itself takes milliseconds to import
import os

if _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:
    _signal.signal(_signal.SIGINT, lambda number, frame: os._exit(130))


def run() -> None:
    """Run the program and end the process with its exit code.

    The interpreter is not taken apart, which would cost a fifth of a short run and end in exit code 120 where standard error
    is full: all that is open was closed, and what was printed is flushed.
    """
    from malibrief.cli import process

    code: int | str | None = 0
    process.prepare()
    try:
        from malibrief.cli.app import main

        main()
    except SystemExit as end:
        code = end.code
    os._exit(int(code or 0))


if __name__ == "__main__":
    run()
