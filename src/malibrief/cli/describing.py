"""The command that describes the fact base in use (`about`)."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from malibrief.cli import options, streams
from malibrief.cli.base import open_base
from malibrief.errors import FactBaseError
from malibrief.facts.topics import TOPICS
from malibrief.index import query
from malibrief.language import say
from malibrief.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    import typer

    from malibrief.cli.base import Base
    from malibrief.cli.given import Options


def command(name: str) -> Callable[..., None]:
    """Return the function that runs the command, with its options in the signature."""
    return options.with_options(about, options.ABOUT_OPTIONS, options.LANGUAGE_OPTION, options.BASE_OPTIONS)


def about(ctx: typer.Context, given: Options) -> None:
    """Show what the base has, up to which day it tells what matters, the day of its last edit, a digest of its files, and their paths."""
    base = open_base(ctx, given)
    counts = query.counts(base.index)
    counts = {"facts": sum(count for name, count in counts.items() if name in TOPICS), **counts}
    years = query.years(base.index)
    if given.json:
        text = _document(base, counts, years)
    else:
        written = [(name, clean(str(value))) for name, value in _lines(base, counts, years)]
        in_columns = streams.is_terminal(sys.stdout)
        text = _in_columns(written) if in_columns else "".join(f"{name}\t{value}\n" for name, value in written)
    streams.emit(text, streams.Shape(), os.environ)


def _lines(base: Base, counts: dict[str, int], years: tuple[int, int]) -> list[tuple[str, object]]:
    """Return what is told of a base, each by its name; the counts by topic and table, the first and the last year."""
    return [
        ("title", base.note.title),
        ("place", base.note.place),
        ("updated", base.note.updated),
        ("covered", base.note.covered),
        ("newest", base.note.newest or ""),
        *counts.items(),
        ("years", "{}-{}".format(*years)),
        ("sha256", _digest(base.paths)),
        *(("file", path) for path in base.paths),
        ("cache", os.path.dirname(base.index.file)),
    ]


def _document(base: Base, counts: dict[str, int], years: tuple[int, int]) -> str:
    """Return the same as JSON; paths without what no text may hold, `cache` null where no index is kept."""
    from malibrief.render import jsontext

    told = {
        "counts": counts,
        "years": dict(zip(("first", "last"), years, strict=True)),
        "sha256": _digest(base.paths),
        "files": [clean(str(path)) for path in base.paths],
        "cache": clean(os.path.dirname(base.index.file)) or None,
    }
    return jsontext.described(base.note, told)


def _in_columns(lines: Sequence[tuple[str, str]]) -> str:
    """Return names, in the language that is spoken, each with its value in a second column."""
    told = [(say(name), value) for name, value in lines]
    width = max(12, *(len(name) + 1 for name, _ in told))
    return "".join(f"{name:<{width}}{value}\n" for name, value in told)


def _digest(paths: Iterable[Path]) -> str:
    """Return the SHA-256 of the files one after the other, in hexadecimal. Raises FactBaseError if one cannot be read."""
    import hashlib

    return hashlib.sha256(b"".join(map(_content, paths))).hexdigest()


def _content(path: Path) -> bytes:
    """Return the bytes of a fact base file. Raises FactBaseError if it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise FactBaseError.unreadable(path, error) from error
