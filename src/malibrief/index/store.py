"""The index: one SQLite file made from the fact base, from which every question is answered without reading TOML.

It lies in the user's cache directory (see `cache`) and is made again, beside the old one, and renamed, when it is missing,
stale or damaged. Where nothing can be written it is made in memory for the one run. Deleting it is always safe.
"""

from __future__ import annotations

import os
import sqlite3
import zlib
from contextlib import suppress
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

from malibrief import __version__
from malibrief.errors import FactBaseError
from malibrief.facts.topics import ID, SOURCE_ID, SOURCES
from malibrief.index import cache

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from malibrief.facts.factbase import FactBase
    from malibrief.index.cache import Origin
    from malibrief.index.rows import Row

    Progress = Callable[[str], None]

SQLValue = str | int | float | bytes | None
"""What a question in SQL may hold in the place of a question mark."""

FILLERS = ("facts/dates.py", "facts/model.py", "facts/spans.py", "facts/topics.py", "index/rows.py", "text.py")
"""The modules that decide what is in the tables: when one of them has changed, the index is made again."""
_PACKAGE = os.path.dirname(os.path.dirname(__file__))

_TABLES = f"""
PRAGMA page_size=16384;
CREATE TABLE meta(name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE record(n INTEGER PRIMARY KEY, topic TEXT, id TEXT, title TEXT, date TEXT,
    first INTEGER, last INTEGER, sure_first INTEGER, sure_last INTEGER,
    sources TEXT, detail TEXT, milestone INTEGER, disputed INTEGER, body TEXT);
CREATE TABLE name(folded TEXT, rank INTEGER, n INTEGER, PRIMARY KEY(folded, rank, n)) WITHOUT ROWID;
CREATE TABLE value(topic TEXT, field TEXT, text TEXT, folded TEXT, facts INTEGER, held TEXT);
CREATE TABLE link(target INTEGER, n INTEGER, field TEXT, PRIMARY KEY(target, n)) WITHOUT ROWID;
CREATE TABLE happening(first INTEGER, last INTEGER, n INTEGER, date TEXT, word TEXT);
CREATE TABLE quantity(amount REAL, n INTEGER, own INTEGER, PRIMARY KEY(amount, n)) WITHOUT ROWID;
CREATE VIEW called(folded, rank, n) AS SELECT folded, rank, n FROM name
    UNION ALL SELECT replace(id, '-', ' '), CASE topic WHEN '{SOURCES.name}' THEN {SOURCE_ID} ELSE {ID} END, n FROM record;
CREATE TABLE spelt(initial TEXT PRIMARY KEY, words TEXT) WITHOUT ROWID;
"""
_INDEXES = """
CREATE INDEX record_topic ON record(topic, first);
CREATE INDEX record_called ON record(replace(id, '-', ' '));
CREATE INDEX value_folded ON value(folded);
"""
# Larger pages and a larger buffer than FTS5's own: a large fact base is indexed with few merges.
_WORDS = """
CREATE VIRTUAL TABLE words USING fts5(title, aliases, names, summary, content='', columnsize=0, detail=column,
    tokenize='porter unicode61 remove_diacritics 2');
INSERT INTO words(words, rank) VALUES('hashsize', 16777216), ('pgsz', 16000);
"""


class Index:
    """An open, read-only index. A damaged file is noticed at the first question that meets it, and made again."""

    def __init__(self, connection: sqlite3.Connection, again: Callable[[], sqlite3.Connection]) -> None:
        """`again` makes the index anew, for when the file turns out to be damaged."""
        self._connection = connection
        self._again = again

    def rows(self, sql: str, values: Sequence[SQLValue] = ()) -> list[Any]:  # what the columns hold, sqlite3 cannot say
        """Return all rows that answer a question in SQL."""
        try:
            return self._connection.execute(sql, values).fetchall()
        except sqlite3.DatabaseError:
            self.renew()
            return self._connection.execute(sql, values).fetchall()

    def renew(self) -> None:
        """Make the index again, because it turned out to be damaged."""
        self._connection = self._again()

    @cached_property
    def meta(self) -> dict[str, Any]:  # as for `rows`
        """What the index says of itself."""
        return dict(self.rows("SELECT name, value FROM meta"))


def _silent(doing: str) -> None:
    """Report no progress."""


def open_index(paths: Sequence[Path], directory: Path | None, progress: Progress = _silent) -> Index:
    """Return the index of these fact base files, kept in `directory`; it is made where it is missing, stale or damaged.

    Without a directory, or where it cannot be written, the index is made in memory. Making it calls `progress` with what is
    being done, and with "" at the end. Raises FactBaseError when a file is missing, unreadable or invalid.
    """
    origin = cache.origin_of(paths, _schema())
    file = cache.file_of(origin, directory) if directory else None

    def again() -> sqlite3.Connection:
        return _make(paths, file, origin, progress)

    return Index((file and _kept(file, origin)) or again(), again)


def _schema() -> str:
    """Return what this version makes of facts: its tables, and the state of the code that fills them."""
    code = [os.stat(os.path.join(_PACKAGE, name)).st_mtime_ns for name in FILLERS]
    return f"{__version__} {zlib.crc32((_TABLES + _INDEXES + _WORDS).encode())} {code}"


def _kept(file: Path, origin: Origin) -> sqlite3.Connection | None:
    """Open the index on disk, None where there is none to be trusted."""
    if not cache.is_trusted(file, origin):
        return None
    try:
        # The file is only ever replaced, never changed, so that SQLite need not lock it.
        return sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True)
    except sqlite3.Error:
        return None


def _make(paths: Sequence[Path], file: Path | None, origin: Origin, progress: Progress) -> sqlite3.Connection:
    """Read and check the fact base, and write its index.

    Raises FactBaseError when the fact base cannot be read or has faults.
    """
    from malibrief.facts import checks, load

    try:
        progress(f"reading {' and '.join(path.name for path in paths)}")
        base, faults = load.read(paths)
        if base and not faults:
            progress("checking the facts")
            faults = checks.findings(base, ("error",))
        if base is None or faults:
            raise FactBaseError.invalid(faults)
        progress(f"making the index of {len(base.facts)} facts, once")
        return _write(base, file, origin) if file else _in_memory(base)
    finally:
        progress("")


_NEEDED = ("hashlib", "malibrief.index.rows")
"""What is imported before a file is begun: a signal that meets an import ends the program at once, and would leave the file."""


def _write(base: FactBase, file: Path, origin: Origin) -> sqlite3.Connection:
    """Build the index beside its place and rename it; in memory where that fails."""
    aside = file.with_name(f"{file.stem}.{os.getpid()}.tmp")
    for module in _NEEDED:
        import_module(module)
    try:
        cache.prepare(file.parent)
        os.close(cache.create(aside))
        connection = sqlite3.connect(aside)
        _fill(connection, base)
        connection.close()
        cache.keep(aside, file, origin)
        return _kept(file, origin) or _in_memory(base)
    except (OSError, sqlite3.Error):
        return _in_memory(base)
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)


def _in_memory(base: FactBase) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    _fill(connection, base)
    return connection


def _fill(connection: sqlite3.Connection, base: FactBase) -> None:
    """Make the tables. A Python without FTS5 gets an index without words: everything but search answers from it."""
    from malibrief.index.rows import rows_of

    connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _TABLES)
    try:
        connection.executescript(_WORDS)
        words = True
    except sqlite3.OperationalError:
        words = False
    connection.execute("BEGIN")
    for table, rows in rows_of(base):
        if table != "words" or words:
            _insert(connection, table, rows)
    _insert(connection, "meta", [("words", int(words))])
    connection.commit()
    connection.executescript(_INDEXES)


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    """Put rows into a table; the first one says how many columns they have. A repeated key is left out."""
    left = iter(rows)
    first = next(left, None)
    if first is None:
        return
    columns = "(rowid, title, aliases, names, summary)" if table == "words" else ""
    insert = f"INSERT OR IGNORE INTO {table}{columns} VALUES ({','.join('?' * len(first))})"
    connection.execute(insert, first)
    connection.executemany(insert, left)
