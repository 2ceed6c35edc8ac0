"""Write the tables of an export as a Frictionless data package: a CSV file a table, and `datapackage.json` with schemas and keys.

The files are for programs: RFC 4180 with plain line feeds, UTF-8 without a byte-order mark, and texts exactly those of the
facts. An empty cell is a missing value. See https://specs.frictionlessdata.io/tabular-data-package/.
"""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from typing import TYPE_CHECKING

import msgspec

from malibrief.export.rows import rows
from malibrief.export.tables import tables
from malibrief.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from malibrief.export.columns import Column
    from malibrief.export.rows import Row, Whole
    from malibrief.export.tables import Table

DESCRIPTOR = "datapackage.json"
"""The file that describes the others."""
PROGRAM = "malibrief"
"""What a descriptor says of who wrote it, by which a package of ours is known (`is_ours`)."""
_DATE = "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
_TYPES: dict[str, dict[str, object]] = {
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "truth": {"type": "boolean"},
    "day": {"type": "date"},
    "date": {"type": "string", "description": "A day, a month or a year (ISO 8601), as precise as it is known."},
    "end": {
        "type": "string",
        "description": "A day, a month or a year (ISO 8601); unknown: over, since a day not known.",
    },
}
"""The type of each kind of column; string for the others."""
_PATTERNS = {"date": _DATE, "end": f"{_DATE}|unknown"}
_LICENCES = {
    "CC-BY-4.0": {
        "name": "CC-BY-4.0",
        "path": "https://creativecommons.org/licenses/by/4.0/",
        "title": "Creative Commons Attribution 4.0 International",
    },
}
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time of every file in an archive: the first that ZIP knows, so that the same facts give the same bytes."""


def package(whole: Whole) -> dict[str, bytes]:
    """Return the files of a data package by their names, the descriptor first."""
    files = {f"{table.name}.csv": _csv(table, rows(table, whole)) for table in tables()}
    resources = [_resource(table, files[f"{table.name}.csv"]) for table in tables()]
    return {DESCRIPTOR: _descriptor(whole, resources), **files}


def archive(whole: Whole) -> bytes:
    """Return a data package in one ZIP file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in package(whole).items():
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # as on Unix, wherever it is written
            entry.external_attr = 0o644 << 16
            file.writestr(entry, data)
    return stream.getvalue()


def is_ours(descriptor: bytes, names: Iterable[str]) -> bool:
    """Return whether a directory of these names, and with this descriptor, is a data package of this program and nothing else."""
    try:
        told = msgspec.json.decode(descriptor, type=dict[str, object])
        paths = {str(each["path"]) for each in msgspec.convert(told.get("resources"), list[dict[str, object]])}
    except (msgspec.DecodeError, KeyError):
        return False
    return told.get("generator") == PROGRAM and set(names) <= {DESCRIPTOR, *paths}


def _descriptor(whole: Whole, resources: list[dict[str, object]]) -> bytes:
    note = whole.note
    about: dict[str, object] = {
        "profile": "tabular-data-package",
        "name": "-".join(word for word in ("facts", *fold(note.english_place).split()) if word.isascii()),
        "title": note.english_title,
        "version": note.updated,
        "updated": note.updated,
        "covered": note.covered,
        "generator": PROGRAM,
    }
    if whole.licence:
        about["licenses"] = [_LICENCES[whole.licence]]
    return msgspec.json.format(msgspec.json.encode(about | {"resources": resources}, enc_hook=str), indent=2) + b"\n"


def _resource(table: Table, data: bytes) -> dict[str, object]:
    schema: dict[str, object] = {
        "fields": [_field(column, table) for column in table.columns],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }
    refers = [
        {"fields": [column.name], "reference": {"resource": column.target, "fields": ["id"]}}
        for column in table.columns
        if column.target
    ]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "schema": schema | ({"foreignKeys": refers} if refers else {}),
    }


def _field(column: Column, table: Table) -> dict[str, object]:
    described = {"name": column.name, "type": "string"} | _TYPES.get(column.kind, {})
    constraints: dict[str, object] = {"required": True} if column.required else {}
    if (column.name,) == table.key:
        constraints["unique"] = True
    if pattern := _PATTERNS.get(column.kind):
        constraints["pattern"] = pattern
    return described | ({"constraints": constraints} if constraints else {})


def _csv(table: Table, lines: Iterable[Row]) -> bytes:
    """Return rows as CSV, under a header line; truths are `true` and `false`."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(column.name for column in table.columns)
    writer.writerows([_word(value) if isinstance(value, bool) else value for value in line] for line in lines)
    return stream.getvalue().encode()


def _word(truth: bool) -> str:
    return "true" if truth else "false"
