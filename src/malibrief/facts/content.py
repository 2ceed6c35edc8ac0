"""The bytes of a fact base's file: a regular file, or a pipe that is open already, never without bound."""

from __future__ import annotations

import os
import re
import stat
from itertools import islice
from typing import TYPE_CHECKING

from malibrief.errors import FactBaseError
from malibrief.language import say
from malibrief.text import nearest, number

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES = 256_000_000
"""A file of more bytes than this is not read."""
_MOST_BESIDE = 1000
"""Among how many of the files of a directory one of nearly the same name is looked for."""
_OPEN = re.compile(r"-|/dev/stdin|(?:/dev/fd|/proc/self/fd)/([0-9]{1,9})")
"""The names of what a process has open already: `-` and /dev/stdin are its standard input, a shell's <(...) another."""

_NO_FILE = "{path}: is not a file\n    hint: give a TOML file, or pipe one into `malibrief check -`"
_TOO_LARGE = "{path}: is larger than {most} bytes\n    hint: divide it, and read the parts together with --add"


def content(path: Path, pipes: bool = False) -> bytes:
    """Return the bytes of a regular file; with `pipes` also of a pipe that is open under `-`, /dev/stdin or /dev/fd/N.

    Raises FactBaseError, at once, for what is missing, unreadable, or too large, and for a device or a named pipe, which might
    never end or never begin.
    """
    opened = _OPEN.fullmatch(str(path)) if pipes else None
    descriptor = int(opened[1] or 0) if opened else None
    try:
        status = os.stat(path) if descriptor is None else os.fstat(descriptor)
        piped = descriptor is not None and (stat.S_ISFIFO(status.st_mode) or stat.S_ISSOCK(status.st_mode))
        if not (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode) or piped):
            raise FactBaseError(say(_NO_FILE, path=path))
        data = b""
        if status.st_size <= MOST_BYTES:
            with open(path if descriptor is None else descriptor, "rb", closefd=descriptor is None) as file:
                data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise unread(path, error) from error
    if max(status.st_size, len(data)) > MOST_BYTES:
        raise FactBaseError(say(_TOO_LARGE, path=path, most=number(MOST_BYTES)))
    return data


def unread(path: Path, error: OSError) -> FactBaseError:
    """Return the error of a file that could not be read; of one that is not there with a file beside it of nearly its name."""
    if isinstance(error, FileNotFoundError):
        return FactBaseError.missing(path, error, _near(path))
    return FactBaseError.unreadable(path, error)


def _near(path: Path) -> Path | None:
    """Return the TOML file beside a missing one whose name is the nearest, None where none is near."""
    try:
        beside = {each.stem: each for each in islice(path.parent.iterdir(), _MOST_BESIDE) if each.suffix == ".toml"}
    except OSError:
        return None
    return next((beside[name] for name in nearest(path.stem, beside)), None)
