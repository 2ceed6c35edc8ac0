"""The process: its standard streams and its signals, before anything else is imported.

Ctrl-C ends the program silently with exit code 130, SIGTERM with 143 and SIGHUP with 129, whatever it is doing: at once while
it is still importing, and by an exception when it runs, so that files half made are taken away.
"""

import gc
import os
import signal
import sys

TYPE_CHECKING = False  # the module that has it would take longer to import than all of these
if TYPE_CHECKING:
    from collections.abc import Callable

_ENDS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


def prepare() -> None:
    """Make the process ready for the imports of the program."""
    # A run ends after some tens of milliseconds; looking for reference cycles would take a tenth of that and find none.
    gc.disable()
    # No exception: compiled modules crash where one meets them while they are imported.
    _end_by(lambda number, frame: os._exit(128 + number))
    open_streams()


def tidy_up_on_signals() -> None:
    """From now on, end by an exception: SystemExit with the exit code, 128 and the signal's number."""
    sys.unraisablehook = _unraisable
    _end_by(_exit)


def _end_by(handler: "Callable[[int, object], None]") -> None:
    """Have a function called at signals that end the program; one that was ignored from the start, as by nohup, stays so."""
    for number in _ENDS:
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, handler)


def _exit(number: int, frame: object) -> None:
    """End the program; a second signal does not disturb the first one's tidying up."""
    for each in _ENDS:
        signal.signal(each, signal.SIG_IGN)
    sys.exit(128 + number)


def _unraisable(failure: "sys.UnraisableHookArgs") -> None:
    """End at once where a signal came while Python ran what cannot raise, as it does at the end of each import."""
    if isinstance(failure.exc_value, SystemExit):
        os._exit(int(failure.exc_value.code or 0))
    sys.__unraisablehook__(failure)


def open_streams() -> None:
    """Open standard streams that are closed, in order that no file gets their numbers, and with them what is meant for them.

    Reading from such an input and writing to such an output fails; such a standard error swallows what it gets.
    """
    # As gnulib's stdopen() does it: each is open in the mode that does not serve.
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
