"""The command that writes the whole base for other tools (`export`)."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import typer

from malibrief.cli import files, folders, options, streams
from malibrief.cli.base import Base, open_base
from malibrief.cli.shipped import shipped
from malibrief.errors import FactBaseError, UsageError
from malibrief.export import formats
from malibrief.export.package import DESCRIPTOR, is_ours
from malibrief.export.rows import Whole
from malibrief.facts import load
from malibrief.facts.topics import TABLES, TOPICS
from malibrief.index import query
from malibrief.index.results import Filter, Resolved
from malibrief.language import say, speaking

if TYPE_CHECKING:
    from collections.abc import Callable

    from malibrief.cli.given import Options

LICENCE = "CC-BY-4.0"
"""The licence of the shipped base (`data/LICENSE`); another base does not say its own."""
_UNKNOWN = "{name!r} does not end in the suffix of a format\n    give {ways}, a directory, or --format: {known}"
_OUTPUT = Path("-")
"""What stands for standard output."""


def command(name: str) -> Callable[..., None]:
    """Return the function that runs the command, with its options in the signature."""
    declared = typer.Argument(
        metavar="WHERE",
        help="A file (.db, .zip, .json, .jsonl), a directory for CSV with a description, - for standard output.",
    )
    where = options.argument("where", Path, declared)
    form = msgspec.structs.replace(
        options.SHAPE_OPTIONS["form"], help=f"{', '.join(formats.FORMATS)}.", values=formats.FORMATS
    )
    return options.with_options(export, {"form": form}, options.LANGUAGE_OPTION, options.BASE_OPTIONS, first=[where])


def export(ctx: typer.Context, given: Options, where: Path) -> None:
    """Write every fact, office, series and source, in both languages, in the order of the base.

    The suffix of WHERE chooses the format, and --format names it. A file or directory is whole, or as it was before.
    """
    form = _form(given.form, where)
    if where == _OUTPUT and form in formats.BINARY and streams.is_terminal(sys.stdout):
        raise UsageError(say("--format {form}: a terminal cannot show this; give a file", form=form))
    base = open_base(ctx, given)
    files.refuse_overwriting(where, base.paths, say("WHERE"))
    whole = _whole(base)
    in_directory = form == formats.DIRECTORY and where != _OUTPUT and where.suffix.casefold() != formats.ARCHIVE
    # What is written is the same whatever language is spoken.
    with speaking("en"):
        answer = formats.directory(whole) if in_directory else formats.one_file(whole, form)
    if isinstance(answer, dict):
        folders.write(where, answer, _is_package, say("WHERE"))
    elif where == _OUTPUT:
        streams.emit(answer, streams.Shape(pager=False), {})
    else:
        files.write(where, answer, say("WHERE"))


def _form(asked: str | None, where: Path) -> str:
    """Return the format: the one asked for, else that of the suffix, else the one that is a directory.

    Raises UsageError for an unknown format or suffix, for a format that contradicts the suffix, and without one for standard output.
    """
    of_suffix = formats.SUFFIXES.get(where.suffix.casefold())
    known = ", ".join(formats.FORMATS)
    if asked is not None:
        form = asked.casefold()
        if form not in formats.FORMATS:
            from malibrief.cli import spoken

            raise spoken.no_format(asked, formats.FORMATS)
        if of_suffix not in (None, form):
            raise UsageError(
                say("--format {form} and {path} contradict each other: give only one", form=form, path=where)
            )
        return form
    if where == _OUTPUT:
        raise UsageError(say("which format is standard output to have?\n    add --format: {known}", known=known))
    if of_suffix is None and where.suffix and not where.is_dir():
        raise UsageError(say(_UNKNOWN, name=where.name, ways=" ".join(formats.SUFFIXES), known=known))
    return of_suffix or formats.DIRECTORY


def _whole(base: Base) -> Whole:
    """Return the whole base, with its records in the order in which its files have them."""
    found = {
        (each.topic, each.fact.id): each for each in query.select(base.index, Resolved(Filter((*TOPICS, *TABLES))))
    }
    read, _ = load.read(base.paths)
    places = [*read.facts, *read.offices, *read.series, *read.sources] if read else []
    order = [(placed.topic, placed.record.id) for placed in places]
    records = {
        name: [found[topic, key] for topic, key in order if topic == name and (topic, key) in found]
        for name in (*TOPICS, *TABLES)
    }
    return Whole(base.note, records, _licence(base.paths))


def _licence(paths: tuple[Path, ...]) -> str | None:
    """Return the licence of the shipped base; None for another, and where something is added, which may have its own."""
    with suppress(FactBaseError, OSError):
        if len(paths) == 1 and paths[0].samefile(shipped()):
            return LICENCE
    return None


def _is_package(directory: Path) -> bool:
    """Return whether a directory holds an earlier export and nothing else."""
    descriptor = directory / DESCRIPTOR
    names = [path.name for path in directory.iterdir()]
    return descriptor.is_file() and is_ours(descriptor.read_bytes(), names)
