"""Write answers that are a directory: either all its files are written, or the old ones stay as they were.

The files are written into a hidden directory beside it, which is then renamed. Only a directory that is empty, or holds an
earlier answer and nothing else, is replaced.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from malibrief.errors import UsageError, reason_of
from malibrief.language import say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def write(path: Path, files: Mapping[str, bytes], replaceable: Callable[[Path], bool], named: str) -> None:
    """Write files, by their names, into a directory of their own at a path, `named` so on the line; a link to one is followed.

    `replaceable` says of a directory with files in it whether it may be replaced. Raises UsageError where it may not, and where
    the files cannot be written completely; what was there is then unchanged, and nothing else remains.
    """
    target = Path(os.path.realpath(path))
    try:
        if target.exists():
            _refuse_other(path, target, replaceable)
        _replace(target, files)
    except OSError as error:
        said = "{option}: {path} cannot be written: {reason}"
        raise UsageError(say(said, option=named, path=path, reason=reason_of(error))) from error


def _refuse_other(path: Path, target: Path, replaceable: Callable[[Path], bool]) -> None:
    """Raise UsageError for what is no directory, or one that is not to be replaced."""
    if not target.is_dir():
        raise UsageError(say("{path} is no directory; give a new one", path=path))
    if any(target.iterdir()) and not replaceable(target):
        raise UsageError(say("{path} holds other files, which stay as they are; give a new directory", path=path))
    if target == Path.cwd() or target in Path.cwd().parents:
        raise UsageError(say("{path} is the directory of this shell; give a new one in it", path=path))


def _replace(target: Path, files: Mapping[str, bytes]) -> None:
    """Create a directory with these files, replacing an old one, whose mode it keeps."""
    stem = f".malibrief-{os.getpid()}-{os.urandom(4).hex()}"
    new, old = target.with_name(f"{stem}.part"), target.with_name(f"{stem}.old")
    try:
        new.mkdir()
        for name, data in files.items():
            with open(new / name, "xb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
        if target.exists():
            shutil.copymode(target, new)
            _swap(new, target, old)
        else:
            new.rename(target)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _swap(new: Path, target: Path, old: Path) -> None:
    """Put one directory in the place of another, which is moved aside first, and back if that fails."""
    try:
        target.rename(old)
        new.rename(target)
    except BaseException:
        if old.exists() and not target.exists():
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)
