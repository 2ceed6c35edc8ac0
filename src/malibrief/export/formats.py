"""The formats of an export: the suffix of each, and one function that calls its module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from malibrief.facts.topics import SOURCES, TABLES, TOPICS
from malibrief.render import formats

if TYPE_CHECKING:
    from malibrief.export.rows import Whole
    from malibrief.render.formats import Answer

FORMATS = ("sqlite", "datapackage", "json", "jsonl")
"""The names of the formats, in the order of the help."""
DIRECTORY = "datapackage"
"""The format that is a directory, or one ZIP file."""
ARCHIVE = ".zip"
"""The suffix of such a file."""
BINARY = ("sqlite", DIRECTORY)
"""The formats that no terminal can show."""
SUFFIXES = {
    ".db": "sqlite", ".sqlite": "sqlite", ".sqlite3": "sqlite", ARCHIVE: DIRECTORY,
    **{suffix: form for suffix, form in formats.SUFFIXES.items() if form in FORMATS},
}  # fmt: skip
"""The format of each suffix of a file's name; those of answers (`render.formats`) mean the same here."""


def one_file(whole: Whole, form: str) -> Answer:
    """Return a base in one of `FORMATS`, as the content of one file."""
    if form == "sqlite":
        from malibrief.export.database import database

        return database(whole)
    if form == DIRECTORY:
        from malibrief.export.package import archive

        return archive(whole)
    return _json(whole, form)


def directory(whole: Whole) -> dict[str, bytes]:
    """Return a base as the files of a directory, by their names."""
    from malibrief.export.package import package

    return package(whole)


def _json(whole: Whole, form: str) -> str:
    """Return the records as listings have them in JSON."""
    from malibrief.facts.model import Source
    from malibrief.index.results import of_type
    from malibrief.render import jsontext
    from malibrief.views.columns import record_of

    sources = {found.fact.id: found.fact for found in of_type(whole.records[SOURCES.name], Source)}
    records = {name: [record_of(each, sources) for each in found] for name, found in whole.records.items()}
    facts = [record for name in TOPICS for record in records[name]]
    return jsontext.whole(facts, {name: records[name] for name in TABLES}, whole.note, form, whole.licence)
