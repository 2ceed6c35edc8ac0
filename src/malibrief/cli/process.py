"""The process: its standard streams and its signals, before anything else is imported.

Ctrl-C ends the program silently with exit code 130, SIGTERM with 143 and SIGHUP with 129, whatever it is doing; files
half made are taken away.
"""

import gc
import os
import signal
import sys

TYPE_CHECKING = False  # the module that has it would take longer to import than all of these
if TYPE_CHECKING:
    from types import FrameType

_ENDS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


def prepare() -> None:
    """Make the process ready for the imports of the program."""
    # A run ends after some tens of milliseconds; looking for reference cycles would take a tenth of that and find none.
    gc.disable()
    end_on_signals()
    open_streams()


def end_on_signals() -> None:
    """End with the exit code 128 and the signal's number; a signal that was ignored from the start, as by nohup, stays so."""
    sys.unraisablehook = _unraisable
    for number in _ENDS:
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _end)


def _end(number: int, frame: "FrameType | None") -> None:
    """End the program: at once where a module is being imported, else by SystemExit.

    Imports do not bear exceptions out of nowhere: compiled modules crash, and classes make a RuntimeError of them.
    """
    while frame:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            os._exit(128 + number)
        frame = frame.f_back
    for each in _ENDS:
        signal.signal(each, signal.SIG_IGN)  # a second signal does not disturb the first one's tidying up
    sys.exit(128 + number)


def _unraisable(failure: "sys.UnraisableHookArgs") -> None:
    """End at once where a signal came while Python ran what cannot raise, such as a `__del__`."""
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
