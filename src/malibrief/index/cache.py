"""The index's file on disk: what it was built from, whether to trust it, and when to delete it.

Beside each index lies its label, which records the files that the index was built from, their state at that time, and the
state of the finished index itself. An index is trusted as long as all of these still match: changing a byte of a file
changes its ctime. If only the state of the index differs, as after a copy, its digest decides. A file that another user owns
or could have written is never trusted.
"""

from __future__ import annotations

import os
import stat
import time
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from malibrief.errors import FactBaseError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_DAY = 86400
UNUSED_AFTER = 30 * _DAY
"""How long after its last use an index is deleted, in seconds."""
ABANDONED_AFTER = 3600
"""How long the unfinished files of a killed run are kept, in seconds."""
MOST_BYTES = 200_000_000
"""Limit on the size of all indexes together, in bytes; beyond it the least recently used ones are deleted."""
_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
"""Flags for opening a label: do not wait for a pipe or follow a link that stands in its place."""


_LABEL_ERRORS = (OSError, ValueError, msgspec.MsgspecError)
"""What reading a missing, foreign or damaged label raises; text that is not UTF-8 raises ValueError."""


class State(msgspec.Struct, frozen=True, array_like=True):
    """A file's identity, size and times (in nanoseconds), as the file system reports them."""

    device: int
    inode: int
    size: int
    mtime: int
    ctime: int

    @classmethod
    def of(cls, status: os.stat_result) -> State:
        """Return the state in a result of `os.stat`."""
        return cls(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


class Origin(msgspec.Struct, frozen=True, array_like=True):
    """What an index is built from: the version of the tables, and each file of the fact base with its state."""

    schema: str
    files: list[tuple[str, State]]


class Label(msgspec.Struct, frozen=True):
    """The record kept beside an index: its origin, its own state when finished, and the SHA-256 of its bytes."""

    origin: Origin
    index: State
    digest: str


def origin_of(paths: Sequence[Path], schema: str) -> Origin:
    """Return the origin of an index of these files as they are now. Raises FactBaseError if one cannot be read."""
    files = []
    for path in paths:
        try:
            # A path may hold bytes that are not UTF-8; latin-1 carries any byte into JSON.
            name = os.fsencode(os.path.abspath(path)).decode("latin-1")
            files.append((name, State.of(os.stat(path))))
        except OSError as error:
            raise FactBaseError.unreadable(path, error) from error
    return Origin(schema, files)


def file_of(origin: Origin, directory: Path) -> Path:
    """Return the path of the index of an origin's files; it depends on their names, not on their state."""
    names = "/".join(name for name, _ in origin.files)
    return directory / f"{zlib.crc32(names.encode()):08x}.sqlite"


def is_trusted(file: Path, origin: Origin) -> bool:
    """Return whether an index exists, has this origin, is undamaged, and was written by nobody but this user.

    Records once a day, in the label's mtime, that the index is in use.
    """
    try:
        label_status, label = _label_of(file)
        status = os.lstat(file)
        if label.origin != origin or not (_is_ours(label_status) and _is_ours(status) and _is_private(file.parent)):
            return False
        if label.index != State.of(status):
            if label.digest != _digest(file):
                return False
            _write_label(file, msgspec.structs.replace(label, index=State.of(status)))
        elif time.time() - label_status.st_mtime > _DAY:
            os.utime(_label(file))
    except _LABEL_ERRORS:
        return False
    return True


def keep(temporary: Path, file: Path, origin: Origin) -> None:
    """Move a finished index into place, then write its label; a label that does not match only causes a rebuild."""
    digest, inode = _digest(temporary), os.stat(temporary).st_ino
    os.replace(temporary, file)
    status = os.lstat(file)
    if status.st_ino == inode:  # otherwise another process has just replaced it, and writes the label
        _write_label(file, Label(origin, State.of(status), digest))


def prepare(directory: Path) -> None:
    """Create the directory of indexes, writable by this user only, and sweep it. Raises OSError if that fails."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not _is_private(directory):
        os.chmod(directory, 0o700)
        if not _is_private(directory):
            raise PermissionError
    with suppress(OSError):
        _sweep(directory)


def _label(file: Path) -> Path:
    return file.with_suffix(".label")


def _label_of(file: Path) -> tuple[os.stat_result, Label]:
    """Return the status and content of an index's label. Raises one of `_LABEL_ERRORS` if it is missing or damaged."""
    with open(os.open(_label(file), _READ), "rb") as opened:
        return os.fstat(opened.fileno()), msgspec.json.decode(opened.read(MOST_BYTES), type=Label)


def _write_label(file: Path, label: Label) -> None:
    temporary = file.with_name(f"{file.stem}.{os.getpid()}.label.tmp")
    try:
        with open(create(temporary), "wb") as opened:
            opened.write(msgspec.json.encode(label))
        os.replace(temporary, _label(file))
    finally:
        temporary.unlink(missing_ok=True)


def create(path: Path) -> int:
    """Create a file that only this user can read, and return its descriptor. Raises FileExistsError if the path exists."""
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)


def _digest(file: Path) -> str:
    from hashlib import file_digest

    with open(file, "rb") as opened:
        return file_digest(opened, "sha256").hexdigest()


def _is_ours(status: os.stat_result) -> bool:
    """Return whether this is a regular file of this user. Always true without user ids, where the system separates users."""
    return stat.S_ISREG(status.st_mode) and (not hasattr(os, "geteuid") or status.st_uid == os.geteuid())


def _is_private(directory: Path) -> bool:
    """Return whether only this user can write to a directory."""
    if not hasattr(os, "geteuid"):
        return True
    status = os.stat(directory)
    return status.st_uid == os.geteuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _sweep(directory: Path) -> None:
    """Delete files left by killed runs, and indexes that are unused, have lost their fact base, or exceed `MOST_BYTES`."""
    now = time.time()
    size = 0
    for used, file, has_base in sorted(_indexes(directory), reverse=True):
        size += file.stat().st_size if file.is_file() else 0
        if not has_base or now - used > UNUSED_AFTER or size > MOST_BYTES:
            for path in (_label(file), file):
                with suppress(OSError):
                    path.unlink(missing_ok=True)
    for left in directory.glob("????????.*.tmp"):
        with suppress(OSError):
            if now - left.stat().st_mtime > ABANDONED_AFTER:
                left.unlink()


def _indexes(directory: Path) -> Iterator[tuple[float, Path, bool]]:
    """Yield each index: when it was last used (seconds since the epoch), its path, whether its fact base still exists."""
    for file in directory.glob("????????.sqlite"):
        try:
            label_status, label = _label_of(file)
        except _LABEL_ERRORS:
            # No label: another process is about to write it, or was killed before it could.
            with suppress(OSError):
                yield file.lstat().st_ctime, file, time.time() - file.lstat().st_ctime < ABANDONED_AFTER
        else:
            names = (os.fsdecode(name.encode("latin-1")) for name, _ in label.origin.files)
            yield label_status.st_mtime, file, all(map(os.path.exists, names))
