"""Write the tables of an export as one SQLite file, with full-text search (FTS5) over the facts in both languages.

`facts_fts` is an index of the table `facts`. Dates are ISO texts, truths 1 and 0.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from malibrief.export.rows import rows
from malibrief.export.tables import tables
from malibrief.facts.topics import FACTS

if TYPE_CHECKING:
    from malibrief.export.columns import Column
    from malibrief.export.rows import Whole
    from malibrief.export.tables import Table

_TYPES = {"integer": "INTEGER", "truth": "INTEGER", "number": "NUMERIC"}
"""SQLite's type for each kind of column; TEXT for the others."""
_SEARCHED = "title, title_fr, summary, summary_fr"
# `content="..."`, as Datasette and sqlite-utils look for the index of a table.
_WORDS = f"""
CREATE VIRTUAL TABLE {FACTS}_fts USING fts5({_SEARCHED}, content="{FACTS}", tokenize='unicode61 remove_diacritics 2');
INSERT INTO {FACTS}_fts({FACTS}_fts) VALUES('rebuild');
INSERT INTO {FACTS}_fts({FACTS}_fts) VALUES('optimize');
"""


def database(whole: Whole) -> bytes:
    """Return a base as the bytes of an SQLite file. Where Python's SQLite has no FTS5, it has no `facts_fts`."""
    with closing(sqlite3.connect(":memory:")) as connection:
        for table in tables():
            connection.executescript(_definition(table))
            places = ",".join("?" * len(table.columns))
            connection.executemany(f'INSERT INTO "{table.name}" VALUES ({places})', rows(table, whole))
            connection.commit()
        with suppress(sqlite3.OperationalError):
            connection.executescript(_WORDS)
        return connection.serialize()


def _definition(table: Table) -> str:
    """Return the statements that create a table and, for each column that refers to another, an index."""
    lines = [_column(column) for column in table.columns]
    lines.append(f"PRIMARY KEY ({_names(table.key)})")
    refers = [column for column in table.columns if column.target]
    lines += [f'FOREIGN KEY ("{column.name}") REFERENCES "{column.target}"("id")' for column in refers]
    body = ",\n  ".join(lines)
    indexes = "".join(
        f'CREATE INDEX "{table.name}_{column.name}" ON "{table.name}"("{column.name}");\n'
        for column in refers
        if column.name != table.key[0]
    )
    return f'CREATE TABLE "{table.name}" (\n  {body}\n);\n{indexes}'


def _column(column: Column) -> str:
    needed = " NOT NULL" if column.required else ""
    return f'"{column.name}" {_TYPES.get(column.kind, "TEXT")}{needed}'


def _names(columns: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in columns)
