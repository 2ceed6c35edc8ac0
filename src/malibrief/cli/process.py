"""Set up the process's standard streams and signals before anything else is imported.

Whatever the program is doing, Ctrl-C ends it silently with exit code 130, SIGTERM with 143 and SIGHUP with 129, and
half-written files are removed.
"""

import gc
import os
import signal
import sys

TYPE_CHECKING = False  # importing it from `typing` would take longer than the imports above
if TYPE_CHECKING:
    from types import FrameType

_ENDING_SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


def prepare() -> None:
    """Prepare the process for importing the rest of the program."""
    # A run lasts some tens of milliseconds; collecting reference cycles would take a tenth of that and find none.
    gc.disable()
    end_on_signals()
    open_streams()


def end_on_signals() -> None:
    """Make signals exit with 128 plus their number; a signal that was ignored from the start, as under nohup, stays ignored."""
    sys.unraisablehook = _exit_if_unraisable
    for number in _ENDING_SIGNALS:
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _end)


def _end(number: int, frame: "FrameType | None") -> None:
    """End the program: at once if a module is being imported, otherwise by raising SystemExit.

    An import does not survive an unexpected exception: compiled modules crash, and class bodies turn it into RuntimeError.
    """
    while frame:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            os._exit(128 + number)
        frame = frame.f_back
    for each in _ENDING_SIGNALS:
        signal.signal(each, signal.SIG_IGN)  # a second signal must not interrupt the clean-up after the first
    sys.exit(128 + number)


def _exit_if_unraisable(failure: "sys.UnraisableHookArgs") -> None:
    """End at once if a signal arrived while Python ran code that cannot raise, such as `__del__`."""
    if isinstance(failure.exc_value, SystemExit):
        os._exit(int(failure.exc_value.code or 0))
    sys.__unraisablehook__(failure)


def open_streams() -> None:
    """Open any closed standard stream, so that no file gets its number and, with it, output meant for the stream.

    Reading such an input or writing to such an output fails; such a standard error discards what is written to it.
    """
    # As gnulib's stdopen() does: 0 and 1 are opened in the wrong mode, so that using them fails.
    for number, mode in enumerate((os.O_WRONLY, os.O_RDONLY, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, mode)
    if sys.stdin is None:
        sys.stdin = os.fdopen(0, closefd=False)
    if sys.stdout is None:
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    if sys.stderr is None:
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)
