"""The index's file: what it was made from, whether it may be trusted, and when old ones go.

Beside each index lies its label, which says of which files the index was made, in what state they were, and in what state
the finished index was left. An index is trusted as long as all of this holds: whoever changes a byte of a file changes its
ctime (Windows has none: there, the time of change alone tells). Where only the index's own state differs, as after a copy, its
digest decides. What another user owns, or could have written, is never trusted.
"""

from __future__ import annotations

import os
import stat
import time
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_DAY = 86400
UNUSED = 30 * _DAY
"""Seconds after its last use at which an index is deleted."""
LEFT_BEHIND = 3600
"""Seconds after which the unfinished files of a killed run are deleted."""
MOST_BYTES = 200_000_000
"""The size of all indexes together above which the least recently used ones are deleted."""
_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
"""How a label is opened: a pipe or a link in its place is not waited for, nor followed."""
_NAME = "[0-9a-f]" * 8
"""What an index's file is called, as a pattern; files of other names in its directory are left alone."""
_UNSOUND = (OSError, ValueError, RecursionError, msgspec.MsgspecError)
"""What reading a missing, foreign or damaged label raises; text that is no UTF-8 is a ValueError."""


class State(msgspec.Struct, frozen=True, array_like=True):
    """What the file system says of a file; times in nanoseconds."""

    device: int
    inode: int
    size: int
    mtime: int
    ctime: int

    @classmethod
    def of(cls, status: os.stat_result) -> State:
        """Return the state that `os.stat` tells."""
        return cls(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


class Origin(msgspec.Struct, frozen=True, array_like=True):
    """What an index is made from: the program's tables, and each file of the fact base with its state.

    A file's name stands as its bytes in Latin-1: JSON takes no path that is no UTF-8.
    """

    schema: str
    files: list[tuple[str, State]]

    def is_there(self) -> bool:
        """Return whether all the files still exist, in whatever state. Raises UnicodeEncodeError for a damaged name."""
        return all(os.path.exists(name.encode("latin-1")) for name, _ in self.files)


class Label(msgspec.Struct, frozen=True):
    """What is written beside an index: its origin, its own state when it was finished, and the digest of its bytes."""

    origin: Origin
    index: State
    digest: str


def origin_of(paths: Sequence[Path], schema: str) -> Origin:
    """Return the origin of the index of these files as they are now. Raises FactBaseError where one cannot be read."""
    files = []
    for path in paths:
        try:
            name = os.fsencode(os.path.abspath(path)).decode("latin-1")
            files.append((name, State.of(os.stat(path))))
        except OSError as error:
            from malibrief.facts.content import unread

            raise unread(path, error) from error
    return Origin(schema, files)


def file_of(origin: Origin, directory: Path) -> Path:
    """Return the place of the index of an origin's files, whatever their state."""
    names = "/".join(name for name, _ in origin.files)
    return directory / f"{zlib.crc32(names.encode()):08x}.sqlite"


def is_trusted(file: Path, origin: Origin) -> bool:
    """Return whether an index is there, of this origin, undamaged, and written by nobody but this user.

    Notes once a day that it was used, where that can be noted.
    """
    try:
        seen, label = _label_of(file)
        status = os.lstat(file)
        if label.origin != origin or not (_is_ours(seen) and _is_ours(status) and _is_private(file.parent)):
            return False
        state = State.of(status)
        if label.index != state and label.digest != _digest(file):
            return False
    except _UNSOUND:
        return False
    with suppress(OSError):
        if label.index != state:
            _write_label(file, msgspec.structs.replace(label, index=state))
        elif time.time() - seen.st_mtime > _DAY:
            os.utime(_label(file))
    return True


def keep(aside: Path, file: Path, origin: Origin) -> None:
    """Move a finished index into its place, then write its label; a label that fits no index only means a rebuild."""
    with open(aside, "r+b") as opened:
        os.fsync(opened.fileno())  # so that no label outlives its index when the power fails
    digest, finished = _digest(aside), State.of(os.stat(aside))
    os.replace(aside, file)
    state = State.of(os.lstat(file))
    # The move has changed the ctime and nothing else; where more differs, another process has just put its own there.
    if state == msgspec.structs.replace(finished, ctime=state.ctime):
        _write_label(file, Label(origin, state, digest))


def prepare(directory: Path) -> None:
    """Make the directory of indexes one that only this user can write, and sweep it. OSError where that cannot be.

    Root makes none in what is another user's, who could not write there any more: sudo may keep that user's HOME.
    """
    nearest = next(place for place in (directory, *directory.parents) if place.exists())
    if hasattr(os, "geteuid") and os.geteuid() == 0 != os.stat(nearest).st_uid:
        raise PermissionError
    for place in (directory.parent, directory):
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not _is_private(directory):
        os.chmod(directory, 0o700)
        if not _is_private(directory):
            raise PermissionError
    with suppress(OSError):
        _sweep(directory)


def unfinished(file: Path) -> Path:
    """Return a name beside a file for what is to be moved into its place; no other process has it, here or in a container."""
    return file.with_name(f"{file.stem}.{os.urandom(8).hex()}.tmp")


def _label(file: Path) -> Path:
    return file.with_suffix(".label")


def _label_of(file: Path) -> tuple[os.stat_result, Label]:
    """Return the status and the content of an index's label. Raises one of `_UNSOUND` where there is no sound one."""
    with open(os.open(_label(file), _READ), "rb") as opened:
        return os.fstat(opened.fileno()), msgspec.json.decode(opened.read(MOST_BYTES), type=Label)


def _write_label(file: Path, label: Label) -> None:
    aside = unfinished(file)
    try:
        with open(create(aside), "wb") as opened:
            opened.write(msgspec.json.encode(label))
        os.replace(aside, _label(file))
    finally:
        aside.unlink(missing_ok=True)


def create(path: Path) -> int:
    """Create a file that only this user can read; returns its descriptor. FileExistsError where something is there."""
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)


def _digest(file: Path) -> str:
    from hashlib import file_digest

    with open(file, "rb") as opened:
        return file_digest(opened, "sha256").hexdigest()


def _is_ours(status: os.stat_result) -> bool:
    """Return whether a regular file is this user's and no other can write it."""
    return stat.S_ISREG(status.st_mode) and _is_written_by_us(status)


def _is_private(directory: Path) -> bool:
    """Return whether only this user can write into a directory."""
    return _is_written_by_us(os.stat(directory))


def _is_written_by_us(status: os.stat_result) -> bool:
    """Return whether only this user can write there; systems without user ids keep users apart by themselves."""
    if not hasattr(os, "geteuid"):
        return True
    return status.st_uid == os.geteuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _sweep(directory: Path) -> None:
    """Delete what killed runs left, and indexes that are unused, whose fact base is gone, or that are too many."""
    now = time.time()
    files = {label.with_suffix(".sqlite") for label in directory.glob(f"{_NAME}.label")}
    files.update(directory.glob(f"{_NAME}.sqlite"))
    total = 0
    for used, size, file in sorted(((*_use_of(file, now), file) for file in files), reverse=True):
        total += size
        if now - used > UNUSED or total > MOST_BYTES:
            for path in (_label(file), file):
                with suppress(OSError):
                    path.unlink(missing_ok=True)
    for left in directory.glob(f"{_NAME}.*.tmp"):
        with suppress(OSError):
            if now - left.lstat().st_mtime > LEFT_BEHIND:
                left.unlink()


def _use_of(file: Path, now: float) -> tuple[float, int]:
    """Return when an index was last used, 0 where it never will be again, and its size in bytes."""
    try:
        status = file.lstat()
    except OSError:  # a label alone
        return 0, 0
    try:
        seen, label = _label_of(file)
        used = seen.st_mtime if label.origin.is_there() else 0
    except _UNSOUND:
        # Another process may be about to label it; a killed one never will.
        used = status.st_ctime if now - status.st_ctime < LEFT_BEHIND else 0
    return used, status.st_size
