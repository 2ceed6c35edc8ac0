"""Find the fact base that a run uses, and open its index."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from malibrief.cli import locale, streams
from malibrief.cli.shipped import shipped
from malibrief.facts.dates import PartialDate
from malibrief.index.results import FactBaseNote
from malibrief.index.store import Index, open_index

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    import typer

    from malibrief.cli.given import Options


_LARGE = 5_000_000
"""The size in bytes above which indexing takes longer than a second, so that progress is shown."""


class Base(msgspec.Struct, frozen=True):
    """An open fact base: its files, its index and the note that answers carry about it."""

    paths: tuple[Path, ...]
    index: Index
    note: FactBaseNote

    def newest(self, topics: Collection[str] = ()) -> PartialDate | None:
        """Return the date of the newest happening, or where one topic or table is named that of its newest record."""
        from malibrief.index import postings

        date = postings.newest_record(self.index, *topics) if len(topics) == 1 else None
        date = date or postings.newest_happening(self.index)
        return PartialDate(date) if date else None


def paths_of(ctx: typer.Context, facts: Path | None, add: list[Path] | None) -> tuple[Path, ...]:
    """Return the files to read, each once: what the command says, else what stands before it or in the environment, else the shipped base.

    Raises FactBaseError where that is missing.
    """
    before: dict[str, Any] = ctx.obj or {}  # Typer says of it nothing more
    return once((facts or before.get("facts") or shipped(), *(add or before.get("add") or ())))


def once(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the paths in their order, without those that lead to a file that another one has led to: a link, or another spelling."""
    seen: dict[object, Path] = {}
    for path in paths:
        seen.setdefault(_identity(path), path)
    return tuple(seen.values())


def _identity(path: Path) -> object:
    """Return what tells files apart; the path itself where there is no such file."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return path
    return (status.st_dev, status.st_ino) if status.st_ino else os.path.realpath(path)


def open_base(ctx: typer.Context, options: Options) -> Base:
    """Open the fact base that a command's options name, building its index if necessary.

    Raises FactBaseError as `open_index` does, and UsageError if the answer would overwrite one of the base's files.
    """
    settle_language(ctx, options)
    paths = paths_of(ctx, options.facts, options.add)
    if options.output is not None:
        from malibrief.cli import files

        files.refuse_overwriting(options.output, paths)
    large = sum(map(_size, paths)) > _LARGE
    index = open_index(paths, cache_directory(), *([streams.progress] if large else []))
    meta = index.meta
    newest = PartialDate(meta["newest"]) if meta["newest"] else None
    updated, covered = (PartialDate(meta[name]) for name in ("updated", "covered"))
    french = {name: meta[f"{name}_fr"] for name in ("title", "place") if meta[f"{name}_fr"]}
    return Base(paths, index, FactBaseNote(meta["title"], meta["place"], updated, covered, newest, french))


def settle_language(ctx: typer.Context, options: Options) -> None:
    """Speak the language in which a command answers; see `locale.settle`. Raises UsageError for one that there is not."""
    before: dict[str, Any] = ctx.obj or {}
    locale.settle(options.lang or before.get("lang"), options)


def _size(path: Path) -> int:
    """Return the size of a file in bytes; 0 if it cannot be read, which opening the fact base reports."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def cache_directory() -> Path | None:
    """Return where indexes are kept: `malibrief` in the user's cache directory, None where there is none.

    That is XDG_CACHE_HOME on every system, and else what the system has. The XDG Base Directory Specification says to ignore
    a relative one. A home that is not there is not made.
    """
    named = os.environ.get("XDG_CACHE_HOME", "")
    if os.path.isabs(named):
        return Path(named, "malibrief")
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", "")
        return Path(local, "malibrief", "Cache") if os.path.isabs(local) else None
    home = os.path.expanduser("~") if os.environ.get("HOME") != "" else ""
    if not (os.path.isabs(home) and os.path.isdir(home)):
        return None
    return Path(home, "Library/Caches" if sys.platform == "darwin" else ".cache", "malibrief")


def today() -> PartialDate:
    """Return today's date by the local clock."""
    from datetime import date

    return PartialDate(date.today())
