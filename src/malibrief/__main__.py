"""The entry point of `malibrief` and `python -m malibrief`.

From the first lines here on, Ctrl-C ends the program silently with exit code 130. For some ten milliseconds before that the
interpreter itself is starting, and no program can change how it reacts to Ctrl-C (a traceback, or death by the signal).
"""

import _signal  # type: ignore[import-not-found]  # it has no stubs; `signal` would take milliseconds to import
import os

if _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:
    _signal.signal(_signal.SIGINT, lambda number, frame: os._exit(130))


def run() -> None:
    """Run the program and end the process with its exit code.

    This skips the interpreter's shutdown (`os._exit`), which takes a fifth of a short run and would turn the exit code into 120
    if standard error cannot be flushed. By then every file is closed and all output flushed.
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
