"""Answers into files: whole, or the old file stays as it was.

What is a file, or will be one, is written beside its place under a hidden name and renamed. A device, a FIFO and an open
descriptor (`/dev/stdout`, `/dev/fd/N`, a shell's `>(command)`) have no old content to keep, and are written to directly.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from contextlib import suppress
from typing import TYPE_CHECKING

from malibrief.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_DESCRIPTOR = re.compile(r"/(?:dev|proc/self)/fd/(\d+)")
"""How Linux, macOS and the BSDs call a descriptor of one's own."""
_KEPT = (errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY)
"""What the system says of a file that may be written but not replaced: the directory is another's, or the file is a mount."""
_MOST_LINKS = 40
"""As many symbolic links as Linux follows in one path."""


def spare(output: Path, read: Iterable[Path]) -> None:
    """Raise UsageError where an answer would be written onto a file that it is drawn from, by whatever name or link."""
    for path in read:
        with suppress(OSError):  # what does not exist is no file that is read, and opening the fact base tells the rest
            if os.path.samefile(output, path):
                raise UsageError(f"--output: {output} is the fact base {path}, which would be lost; give another file")


def write(path: Path, text: str) -> None:
    """Write a text as UTF-8 to what a path names; what UTF-8 has no bytes for becomes "?". A closed pipe is no error.

    Raises UsageError where not all of it can be written; then a file is as it was before, and nothing is left beside it.
    """
    data = text.encode("utf-8", errors="replace")
    try:
        target = _followed(path)
        descriptor = _DESCRIPTOR.fullmatch(target)
        if descriptor:
            _pour(os.dup(int(descriptor[1])), data)
        elif os.path.exists(target) and not os.path.isfile(target):
            _pour(os.open(target, os.O_WRONLY), data)
        else:
            _replace(target, data)
    except BrokenPipeError:
        return
    except OSError as error:
        raise UsageError(f"--output: {path} cannot be written: {error.strerror or error}") from error


def _followed(path: Path) -> str:
    """Return the path at the end of a path's symbolic links, or the descriptor that they come to: its own link leads nowhere.

    Raises OSError where they lead in a circle, which the system then says.
    """
    target = os.fspath(path)
    for _ in range(_MOST_LINKS):
        if _DESCRIPTOR.fullmatch(target) or not os.path.islink(target):
            return target
        target = os.path.join(os.path.dirname(target), os.readlink(target))
    os.stat(target)
    return target


def _pour(descriptor: int, data: bytes) -> None:
    """Write bytes to a descriptor and close it."""
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(data)


def _replace(target: str, data: bytes) -> None:
    """Put a file of these bytes in the place of another, or where there is none.

    The new file has the old one's mode, and its owner as far as the system allows that.
    """
    old = _old(target)
    mode = 0o666 if old is None else stat.S_IMODE(old.st_mode)
    # The answer's own name may be as long as the system allows, so that this one does not contain it.
    part = os.path.join(os.path.dirname(target), f".malibrief-{os.getpid()}-{os.urandom(4).hex()}.part")
    try:
        with open(part, "xb", opener=lambda path, flags: os.open(path, flags, mode)) as stream:
            if old is not None:
                _take_after(old, part)
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())  # some file systems find only here that there is no room
        os.replace(part, target)
    except OSError as error:
        if old is None or error.errno not in _KEPT:
            raise
        # Written in place, it would be lost by the next failure. The user may choose that; the program does not.
        hint = "write to another directory, or give --format and > instead of --output"
        raise OSError(
            error.errno, f"its directory lets no file be replaced ({error.strerror})\n    hint: {hint}"
        ) from error
    finally:
        with suppress(OSError):
            os.unlink(part)


def _old(target: str) -> os.stat_result | None:
    """Return the file that is to be replaced, None where there is none. Raises OSError where it may not be written."""
    try:
        descriptor = os.open(target, os.O_WRONLY)
    except FileNotFoundError:
        return None
    try:
        return os.fstat(descriptor)
    finally:
        os.close(descriptor)


def _take_after(old: os.stat_result, part: str) -> None:
    """Give a file the owner and the mode of another; the owner, who may be given only by root, first: it resets the mode."""
    with suppress(OSError, AttributeError):  # Windows has no owners
        os.chown(part, old.st_uid, old.st_gid)
    os.chmod(part, stat.S_IMODE(old.st_mode))
