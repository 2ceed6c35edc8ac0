"""Write answers to files: either the whole answer is written, or the old file stays as it was.

A regular file, old or new, is written under a hidden name in the same directory and renamed. A device, a FIFO or an open
descriptor (`/dev/stdout`, `/dev/fd/N`, a shell's `>(command)`) has no old content to protect, and is written to directly.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from contextlib import suppress
from typing import TYPE_CHECKING

from malibrief.errors import UsageError, reason_of
from malibrief.language import say

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from malibrief.render.formats import Answer

_DESCRIPTOR = re.compile(r"/(?:dev|proc/self)/fd/(\d+)")
"""Paths of the process's own descriptors on Linux, macOS and the BSDs."""
_CANNOT_REPLACE = (errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY)
"""Errors for a file that can be written but not replaced: its directory belongs to someone else, or it is a mount point."""
_MOST_LINKS = 40
"""How many symbolic links to follow in one path; the same as Linux."""


def refuse_overwriting(output: Path, read: Iterable[Path], named: str = "--output") -> None:
    """Raise UsageError if `output`, `named` so on the line, is one of the files that the answer is read from, by whatever name or link."""
    for path in read:
        with suppress(OSError):  # a missing output is not an input, and opening the fact base reports a missing input
            if os.path.samefile(output, path):
                said = "{option}: {output} is the fact base {path} and would be overwritten; give another file"
                raise UsageError(say(said, option=named, output=output, path=path))


def is_regular(path: Path) -> bool:
    """Return whether a path is, or will be, a file that a spreadsheet may open: no descriptor, device or FIFO."""
    try:
        target = _resolve_links(path)
    except OSError:  # `write` reports it
        return False
    return not _DESCRIPTOR.fullmatch(target) and (os.path.isfile(target) or not os.path.exists(target))


def is_terminal(path: Path) -> bool:
    """Return whether a path is that of a terminal; False where that cannot be told."""
    try:
        if not stat.S_ISCHR(os.stat(path).st_mode):
            return False
        descriptor = os.open(path, os.O_WRONLY | getattr(os, "O_NOCTTY", 0))
    except OSError:
        return False
    try:
        return os.isatty(descriptor)
    finally:
        os.close(descriptor)


def write(path: Path, answer: Answer, named: str = "--output") -> None:
    """Write bytes, or a text as UTF-8, to a path; lone surrogates become "?", and a closed pipe is not an error.

    `named` is what the command line calls the path.

    Raises UsageError if the answer cannot be written completely; the file is then unchanged and no temporary file remains.
    """
    data = answer if isinstance(answer, bytes) else answer.encode("utf-8", errors="replace")
    try:
        target = _resolve_links(path)
        descriptor = _DESCRIPTOR.fullmatch(target)
        if descriptor:
            _write_to_descriptor(os.dup(int(descriptor[1])), data)
        elif os.path.exists(target) and not os.path.isfile(target):
            _write_to_descriptor(os.open(target, os.O_WRONLY), data)
        else:
            _replace(target, data)
    except BrokenPipeError:
        return
    except OSError as error:
        said = "{option}: {path} cannot be written: {reason}"
        raise UsageError(say(said, option=named, path=path, reason=reason_of(error))) from error


def rewrite(path: Path, text: str) -> None:
    """Put a text in the place of what a file holds; the file is as it was where that raises the system's OSError."""
    _replace(_resolve_links(path), text.encode())


def _resolve_links(path: Path) -> str:
    """Follow a path's symbolic links, but stop at a descriptor, whose own link leads nowhere.

    Raises the system's OSError if the links form a loop.
    """
    target = os.fspath(path)
    for _ in range(_MOST_LINKS):
        if _DESCRIPTOR.fullmatch(target) or not os.path.islink(target):
            return target
        target = os.path.join(os.path.dirname(target), os.readlink(target))
    os.stat(target)
    return target


def _write_to_descriptor(descriptor: int, data: bytes) -> None:
    """Write bytes to a descriptor and close it."""
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(data)


def _replace(target: str, data: bytes) -> None:
    """Create a file with these bytes, replacing an old one.

    The new file keeps the old one's mode and, if the system allows it, its owner.
    """
    old = _status_if_writable(target)
    mode = 0o666 if old is None else stat.S_IMODE(old.st_mode)
    # The target's name may already be as long as the system allows, so the temporary name does not contain it.
    temporary = os.path.join(os.path.dirname(target), f".malibrief-{os.getpid()}-{os.urandom(4).hex()}.part")
    try:
        with open(temporary, "xb", opener=lambda path, flags: os.open(path, flags, mode)) as stream:
            if old is not None:
                _copy_owner_and_mode(old, temporary)
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())  # some file systems report a full disk only here
        os.replace(temporary, target)
    except OSError as error:
        if old is None or error.errno not in _CANNOT_REPLACE:
            raise
        # Writing in place could lose the old content. That is for the user to choose, not the program.
        said = (
            "files in its directory cannot be replaced ({reason})\n"
            "    hint: write to another directory, or use --format and > instead of --output"
        )
        raise OSError(error.errno, say(said, reason=reason_of(error))) from error
    finally:
        with suppress(OSError):
            os.unlink(temporary)


def _status_if_writable(target: str) -> os.stat_result | None:
    """Return the status of the file to replace, None if there is none. Raises OSError if it is not writable."""
    try:
        descriptor = os.open(target, os.O_WRONLY)
    except FileNotFoundError:
        return None
    try:
        return os.fstat(descriptor)
    finally:
        os.close(descriptor)


def _copy_owner_and_mode(old: os.stat_result, temporary: str) -> None:
    """Give a file the owner and mode of another. The owner, which only root can change, comes first because it resets the mode."""
    with suppress(OSError, AttributeError):  # Windows has no owners
        os.chown(temporary, old.st_uid, old.st_gid)
    os.chmod(temporary, stat.S_IMODE(old.st_mode))
