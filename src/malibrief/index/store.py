"""The index: one SQLite file made from the fact base, from which every question is answered without reading TOML.

The file lies in the user's cache directory and is named after the fact base's files. It is stamped with their sizes
and times and with this version's schema; when the stamp differs, or the file is damaged, it is made again, beside
the old one, and renamed. Where nothing can be written it is made in memory for the one run. Deleting it is always safe.
It is the only module that knows SQLite.
"""

from __future__ import annotations

import os
import sqlite3
import zlib
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any

from malibrief import __version__
from malibrief.errors import FactBaseError
from malibrief.facts.topics import ID, SOURCE_ID, SOURCES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from malibrief.facts.model import FactBase

    Progress = Callable[[str], None]

FILLERS = ("facts/dates.py", "facts/model.py", "facts/spans.py", "facts/topics.py", "index/rows.py", "text.py")
"""The modules that decide what is in the tables: when one of them has changed, the index is made again."""
_PACKAGE = os.path.dirname(os.path.dirname(__file__))
_UNTOUCHED = 946684800
"""The time of change that a finished index is given (1 January 2000): whatever writes into the file changes it."""

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

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        """All rows that answer a question in SQL."""
        try:
            return self._connection.execute(sql, values).fetchall()
        except sqlite3.DatabaseError:
            self.renew()
            return self._connection.execute(sql, values).fetchall()

    def renew(self) -> None:
        """Make it again, because what it holds turned out to be damaged."""
        self._connection = self._again()

    @cached_property
    def meta(self) -> dict[str, Any]:
        """What the index says of itself."""
        return dict(self.rows("SELECT name, value FROM meta"))


def _silent(doing: str) -> None:
    """Progress that nobody hears of."""


def open_index(paths: Sequence[Path], directory: Path, progress: Progress = _silent) -> Index:
    """The index of these fact base files, kept in `directory`; it is made when it is missing, stale or damaged.

    Making it calls `progress` with what is being done, and with "" at the end.
    Raises FactBaseError when a file is missing, unreadable or invalid.
    """
    stamp = _stamp(paths)
    name = f"{zlib.crc32(os.fsencode('/'.join(map(os.path.abspath, paths)))):08x}.sqlite"
    file = directory / name

    def again() -> sqlite3.Connection:
        return _make(paths, file, stamp, progress)

    return Index(_fresh(file, stamp) or again(), again)


def _stamp(paths: Sequence[Path]) -> str:
    """What an index is made from: this version's schema and code, and each file with its size and time of change."""
    code = [os.stat(os.path.join(_PACKAGE, name)).st_mtime_ns for name in FILLERS]
    lines = [f"{__version__} {zlib.crc32((_TABLES + _INDEXES + _WORDS).encode())} {code}"]
    for path in paths:
        try:
            status = path.stat()
        except OSError as error:
            raise FactBaseError.unreadable(path, error) from error
        lines.append(f"{os.path.abspath(path)!a} {status.st_size} {status.st_mtime_ns}")
    return "\n".join(lines)


def _fresh(file: Path, stamp: str) -> sqlite3.Connection | None:
    """The index on disk if it is there, untouched since it was made, and of this stamp."""
    try:
        if not file.is_file() or int(file.stat().st_mtime) != _UNTOUCHED:
            return None
        # The file is only ever replaced, never changed, so that SQLite need not lock it.
        connection = sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True)
        if connection.execute("SELECT value FROM meta WHERE name = 'stamp'").fetchone() == (stamp,):
            return connection
        connection.close()
    except (sqlite3.Error, ValueError, OSError):
        pass
    return None


def _make(paths: Sequence[Path], file: Path, stamp: str, progress: Progress) -> sqlite3.Connection:
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
        return _write(base, file, stamp)
    finally:
        progress("")


def _write(base: FactBase, file: Path, stamp: str) -> sqlite3.Connection:
    """Build the index beside its place and rename it; in memory where that fails."""
    aside = file.with_name(f"{file.stem}.{os.getpid()}.tmp")
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _sweep(file.parent)
        with open(aside, "xb"):
            pass
        connection = sqlite3.connect(aside)
        _fill(connection, base, stamp)
        connection.close()
        os.utime(aside, (_UNTOUCHED, _UNTOUCHED))
        os.replace(aside, file)
        return _fresh(file, stamp) or _in_memory(base, stamp)
    except (OSError, sqlite3.Error):
        return _in_memory(base, stamp)
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)


def _sweep(directory: Path) -> None:
    """Delete what a killed run left behind an hour ago or earlier."""
    import time

    for left in directory.glob("*.tmp"):
        if left.stat().st_mtime < time.time() - 3600:
            left.unlink(missing_ok=True)


def _in_memory(base: FactBase, stamp: str) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    _fill(connection, base, stamp)
    return connection


def _fill(connection: sqlite3.Connection, base: FactBase, stamp: str) -> None:
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
    _insert(connection, "meta", [("stamp", stamp), ("words", int(words))])
    connection.commit()
    connection.executescript(_INDEXES)


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Put rows into a table; the first one says how many columns they have. A repeated key is left out."""
    left = iter(rows)
    first = next(left, None)
    if first is None:
        return
    columns = "(rowid, title, aliases, names, summary)" if table == "words" else ""
    insert = f"INSERT OR IGNORE INTO {table}{columns} VALUES ({','.join('?' * len(first))})"
    connection.execute(insert, first)
    connection.executemany(insert, left)
