"""Show a text in a pager: the command in `MALIBRIEF_PAGER` or `PAGER`, run by the shell as man and git do, or else less."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

from malibrief.errors import reason_of
from malibrief.language import say

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import IO

_CANNOT_RUN = (126, 127)
"""A shell's exit codes for a command that cannot be executed or found (POSIX, Shell Command Language 2.8.2)."""
_FINISHED = (0, 128 + 13)
"""Exit codes of a pager that did its work; in a pipeline whose last command is quit early, the others die of SIGPIPE (13)."""


def page(text: str, environ: Mapping[str, str]) -> tuple[bool, str]:
    """Show a text in the pager; return whether it was shown there, and a remark if something went wrong, else "".

    An empty command and `cat` mean no pager. Raises SystemExit if Ctrl-C ended the pager.
    """
    command = environ.get("MALIBRIEF_PAGER", environ.get("PAGER", _default_pager(environ))).strip()
    if command in ("", "cat"):
        return False, ""
    try:
        code, bytes_read = _run(command, text, {"LESS": "FIRX", "LESSCHARSET": "utf-8"} | dict(environ))
    except OSError as error:
        return False, say("the pager {command!r} cannot be run: {reason}", command=command, reason=reason_of(error))
    if code == 128 + signal.SIGINT:
        sys.exit(code)
    if code in _FINISHED:
        return True, ""
    if code in _CANNOT_RUN or not bytes_read:
        failed = "the pager {command!r} failed with exit code {code}; the answer was printed without it"
        return False, say(failed, command=command, code=code)
    return True, say("the pager {command!r} ended with exit code {code}", command=command, code=code)


def _default_pager(environ: Mapping[str, str]) -> str:
    """Return the pager for users who have chosen none: less, or "" if it is not installed, which needs no remark."""
    from shutil import which

    return "less" if which("less", path=environ.get("PATH")) else ""


def _run(command: str, text: str, environ: Mapping[str, str]) -> tuple[int, int]:
    """Run a shell command with a text as its input; return its exit code and how many bytes of the text it has read.

    The input is an open file: parent and child share its offset, which shows whether the pager has read anything. If a
    signal ended the command, the exit code is 128 plus its number, as in a shell.
    """
    with _temporary_file() as input_file:
        input_file.write(text.encode("utf-8", errors="replace"))
        input_file.seek(0)
        pager = subprocess.Popen(command, shell=True, stdin=input_file, env=environ)
        # While the pager runs, Ctrl-C is meant for it.
        old_handler = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            code = pager.wait()
        except SystemExit:
            pager.terminate()
            raise
        finally:
            signal.signal(signal.SIGINT, old_handler)
        return (128 - code if code < 0 else code), os.lseek(input_file.fileno(), 0, os.SEEK_CUR)


def _temporary_file() -> IO[bytes]:
    """Open an unnamed file for writing and reading, which vanishes when closed: in memory if the system allows, else on disk."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("answer"), "w+b")
    from tempfile import TemporaryFile

    return TemporaryFile()
