"""Readers of exports that are not ours, each to the same thing: rows by table, a dict a row, None for what is not there."""

from __future__ import annotations

import datetime
import json
import warnings
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Rows = list[dict[str, Any]]
    Tables = dict[str, Rows]

DUCKDB = {"integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE"}
"""DuckDB's types for those of a data package."""
PANDAS = {"integer": "Int64", "number": "Float64", "boolean": "boolean"}


def plain(value: Any) -> Any:
    """A value without what only the reader makes of it: a date as its ISO text, a decimal as a number."""
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]
    return float(value) if isinstance(value, Decimal) else value


def schemas(package: Path) -> dict[str, dict[str, str]]:
    """The columns of each table of a package with their types, as its descriptor has them."""
    told = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    return {
        each["name"]: {field["name"]: field["type"] for field in each["schema"]["fields"]} for each in told["resources"]
    }


def by_sqlite_utils(path: Path) -> Tables:
    """Read a database with sqlite-utils."""
    from sqlite_utils import Database

    database = Database(path)
    names = [name for name in database.table_names() if not name.startswith("facts_fts")]
    found = {name: list(database[name].rows) for name in names}
    database.close()
    return found


def by_frictionless(path: Path) -> Tables:
    """Validate a data package, a directory or an archive, with frictionless and read it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import frictionless

        with frictionless.system.use_context(trusted=True):
            package = frictionless.Package(str(path / "datapackage.json" if path.is_dir() else path))
            report = package.validate()
            assert report.valid, report.flatten(["type", "note"])
            tables = {name: package.get_table_resource(name).read_rows() for name in package.resource_names}
    return {
        name: [{column: plain(value) for column, value in row.to_dict().items()} for row in rows]
        for name, rows in tables.items()
    }


def by_pandas(path: Path) -> Tables:
    """Read the CSV files of a data package with pandas, with the types of its descriptor."""
    pandas = pytest.importorskip("pandas")
    found = {}
    for name, fields in schemas(path).items():
        types = {column: PANDAS.get(kind, "string") for column, kind in fields.items()}
        frame = pandas.read_csv(path / f"{name}.csv", dtype=types, keep_default_na=False, na_values=[""])
        found[name] = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return found


def by_duckdb(path: Path) -> Tables:
    """Read the CSV files of a data package with DuckDB, with the types of its descriptor."""
    duckdb = pytest.importorskip("duckdb")
    found = {}
    for name, fields in schemas(path).items():
        types = {column: DUCKDB.get(kind, "VARCHAR") for column, kind in fields.items()}
        read = duckdb.read_csv(str(path / f"{name}.csv"), header=True, columns=types, delimiter=",", quotechar='"')
        found[name] = [
            {column: plain(value) for column, value in zip(read.columns, row, strict=True)} for row in read.fetchall()
        ]
    return found


READERS: dict[str, tuple[str, Callable[[Path], Tables]]] = {
    "sqlite-utils": ("facts.db", by_sqlite_utils),
    "frictionless": ("facts", by_frictionless),
    "frictionless, of an archive": ("facts.zip", by_frictionless),
    "pandas": ("facts", by_pandas),
    "duckdb": ("facts", by_duckdb),
}
"""What is written for each reader, and the reader."""
