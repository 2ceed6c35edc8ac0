"""The pager: what `MALIBRIEF_PAGER` or `PAGER` says, run by the shell as POSIX has it for man, and as git does; else less."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import IO

_NOT_RUN = (126, 127)
"""The exit codes of a shell that found no command, or none that can be run (POSIX, Shell Command Language 2.8.2)."""
_LEFT = (0, 128 + 13)
"""The exit codes of a pager that did its work; SIGPIPE (13) ends a part of it when another is left early."""


def page(text: str, environ: Mapping[str, str]) -> tuple[bool, str]:
    """Show a text in the pager; returns whether the pager took it, and what is to be said if something went wrong.

    An empty pager and `cat` are none. Raises SystemExit where Ctrl-C ended the pager.
    """
    command = environ.get("MALIBRIEF_PAGER", environ.get("PAGER", _usual(environ))).strip()
    if command in ("", "cat"):
        return False, ""
    try:
        code, taken = _run(command, text, {"LESS": "FIRX", "LESSCHARSET": "utf-8"} | dict(environ))
    except OSError as error:
        return False, f"the pager {command!r} cannot be run: {error.strerror or error}"
    if code == 128 + signal.SIGINT:
        sys.exit(code)
    if code in _LEFT:
        return True, ""
    if code in _NOT_RUN or not taken:
        return False, f"the pager {command!r} failed with exit code {code}; the answer was printed without it"
    return True, f"the pager {command!r} ended with exit code {code}"


def _usual(environ: Mapping[str, str]) -> str:
    """Return the pager of those who chose none, "" where it is not installed: that is no failure of theirs."""
    from shutil import which

    return "less" if which("less", path=environ.get("PATH")) else ""


def _run(command: str, text: str, environ: Mapping[str, str]) -> tuple[int, int]:
    """Run a shell's command on a text; returns its exit code, and how many bytes of the text it has read.

    Its input is a file: two processes that share one also share the place up to which it was read, so that it can be told
    whether the pager looked at it. The exit code of one that a signal ended is as the shell has it: 128 and its number.
    """
    with _nameless_file() as answer:
        answer.write(text.encode("utf-8", errors="replace"))
        answer.seek(0)
        pager = subprocess.Popen(command, shell=True, stdin=answer, env=environ)
        # Ctrl-C is the pager's while it runs.
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            code = pager.wait()
        except SystemExit:
            pager.terminate()
            raise
        finally:
            signal.signal(signal.SIGINT, before)
        return (128 - code if code < 0 else code), os.lseek(answer.fileno(), 0, os.SEEK_CUR)


def _nameless_file() -> IO[bytes]:
    """Return a file to write and read, of which nothing is left: in memory where the system has that, else on disk."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("answer"), "w+b")
    from tempfile import TemporaryFile

    return TemporaryFile()
