"""The index: one SQLite file built from the fact base, so that queries need not read TOML.

It is kept in the user's cache directory (see `cache`). If it is missing, stale or damaged, a new one is built beside it and
renamed into place; if nothing can be written, it is built in memory for this run. Deleting it is always safe.
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
from malibrief.facts.topics import ID, TABLE_ID, TABLES
from malibrief.index import cache
from malibrief.language import say, speaking

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from malibrief.facts.factbase import FactBase
    from malibrief.index.cache import Origin
    from malibrief.index.rows import Row, SqlValue

    Progress = Callable[[str], None]

ROW_MODULES = (
    "facts/completed.py", "facts/dates.py", "facts/model.py", "facts/nested.py", "facts/spans.py", "facts/told.py", "facts/topics.py",
    "index/cleaning.py", "index/numbered.py", "index/rows.py", "index/traits.py", "index/vocabulary.py", "index/wordings.py",
    "language.py", "text.py",
)  # fmt: skip
"""The modules that decide what the tables contain: when one of them changes, the index is rebuilt."""
_PACKAGE = os.path.dirname(os.path.dirname(__file__))

_BESIDE = ", ".join(f"'{name}'" for name in TABLES)
_TABLES = f"""
PRAGMA page_size=16384;
CREATE TABLE meta(name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE record(n INTEGER PRIMARY KEY, topic TEXT, id TEXT, title TEXT, date TEXT,
    first INTEGER, last INTEGER, sure_first INTEGER, sure_last INTEGER, horizon TEXT,
    sources TEXT, detail TEXT, milestone INTEGER, disputed INTEGER, traits TEXT, french TEXT, body TEXT,
    title_fr TEXT, detail_fr TEXT, ranked INTEGER);
CREATE TABLE name(folded TEXT, rank INTEGER, n INTEGER, PRIMARY KEY(folded, rank, n)) WITHOUT ROWID;
CREATE TABLE value(topic TEXT, field TEXT, text TEXT, folded TEXT, facts INTEGER, held TEXT, also TEXT);
CREATE TABLE link(target INTEGER, n INTEGER, field TEXT, PRIMARY KEY(target, n, field)) WITHOUT ROWID;
CREATE TABLE happening(first INTEGER, last INTEGER, n INTEGER, date TEXT, word TEXT);
CREATE TABLE quantity(amount REAL, n INTEGER, own INTEGER, PRIMARY KEY(amount, n)) WITHOUT ROWID;
CREATE VIEW called(folded, rank, n) AS SELECT folded, rank, n FROM name
    UNION ALL SELECT replace(id, '-', ' '), CASE WHEN topic IN ({_BESIDE}) THEN {TABLE_ID} ELSE {ID} END, n FROM record;
CREATE TABLE vocabulary(name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE spelt(initial TEXT PRIMARY KEY, words TEXT) WITHOUT ROWID;
"""
_INDEXES = """
CREATE INDEX record_topic ON record(topic, first);
CREATE INDEX record_called ON record(replace(id, '-', ' '));
CREATE INDEX happening_first ON happening(first);
CREATE INDEX value_folded ON value(folded);
"""
WORD_COLUMNS = "title, aliases, keywords, names, summary, title_fr, names_fr, summary_fr"
"""The searchable texts of a fact; aliases and keywords are in both languages, the last three are French."""
# Larger pages and a larger buffer than FTS5's defaults, so that a large fact base is indexed with few merges.
_WORDS = f"""
CREATE VIRTUAL TABLE words USING fts5({WORD_COLUMNS}, content='', columnsize=0, detail=column,
    tokenize='porter unicode61 remove_diacritics 2');
INSERT INTO words(words, rank) VALUES('hashsize', 16777216), ('pgsz', 16000);
"""


class Index:
    """An open, read-only index; it is rebuilt when a query finds it damaged."""

    def __init__(self, connection: sqlite3.Connection, rebuild: Callable[[], sqlite3.Connection]) -> None:
        """Use this connection until the index turns out to be damaged, then the one that `rebuild` returns."""
        self._connection = connection
        self._rebuild = rebuild

    def rows(self, sql: str, values: Sequence[SqlValue] = ()) -> list[Any]:  # each query knows the types of its columns
        """Run an SQL query and return all its rows."""
        try:
            return self._connection.execute(sql, values).fetchall()
        except sqlite3.DatabaseError:
            self.rebuild()
            return self._connection.execute(sql, values).fetchall()

    def rebuild(self) -> None:
        """Build the index anew, because it turned out to be damaged."""
        self._connection = self._rebuild()

    @property
    def file(self) -> str:
        """Where it lies; "" for one in memory."""
        # As bytes: a path need not be UTF-8.
        ((file,),) = self.rows("SELECT CAST(file AS BLOB) FROM pragma_database_list")
        return os.fsdecode(file or b"")

    @cached_property
    def meta(self) -> dict[str, Any]:  # texts and numbers, each name's type its own
        """The table `meta`: what the index says about itself and its fact base."""
        return dict(self.rows("SELECT name, value FROM meta"))


def _no_progress(doing: str) -> None:
    """Report no progress."""


def open_index(paths: Sequence[Path], directory: Path | None, progress: Progress = _no_progress) -> Index:
    """Open the index of these fact base files in `directory`, building it if it is missing, stale or damaged.

    If `directory` is None or cannot be written, the index is built in memory. Building calls `progress` with a description of
    each step, and with "" at the end. Raises FactBaseError if a file is missing, unreadable or invalid.
    """
    origin = cache.origin_of(paths, _schema())
    file = cache.file_of(origin, directory) if directory else None

    def rebuild() -> sqlite3.Connection:
        return _build(paths, file, origin, progress)

    return Index((file and _open_cached(file, origin)) or rebuild(), rebuild)


def _schema() -> str:
    """Return a text that changes whenever the tables, or the code that fills them, change."""
    code = [os.stat(os.path.join(_PACKAGE, name)).st_mtime_ns for name in ROW_MODULES]
    return f"{__version__} {zlib.crc32((_TABLES + _INDEXES + _WORDS).encode())} {code}"


def _open_cached(file: Path, origin: Origin) -> sqlite3.Connection | None:
    """Open the index on disk; None if there is none that can be trusted."""
    if not cache.is_trusted(file, origin):
        return None
    try:
        # The file is only ever replaced, never modified, so SQLite need not lock it.
        return sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True)
    except sqlite3.Error:
        return None


def _build(paths: Sequence[Path], file: Path | None, origin: Origin, progress: Progress) -> sqlite3.Connection:
    """Load and check the fact base, and build its index in `file`, or in memory if that is None.

    Raises FactBaseError if the fact base cannot be read or has errors.
    """
    from malibrief.facts import checks, load

    try:
        progress(say("reading {names}", names=say(" and ").join(path.name for path in paths)))
        base, faults = load.read(paths)
        if base and not faults:
            progress(say("checking the facts"))
            faults = checks.findings(base, ("error",))
        if base is None or faults:
            raise FactBaseError.invalid(faults)
        progress(say("indexing {count} facts, once", count=len(base.facts)))
        # What is indexed is the same whatever language is spoken.
        with speaking("en"):
            return _build_on_disk(base, file, origin) if file else _build_in_memory(base)
    finally:
        progress("")


_IMPORTED_FIRST = ("hashlib", "malibrief.index.rows")
"""Modules to import before the file is begun: a signal during an import ends the program at once, and would leave the file behind."""


def _build_on_disk(base: FactBase, file: Path, origin: Origin) -> sqlite3.Connection:
    """Build the index beside its place and rename it; in memory if that fails."""
    temporary = cache.unfinished(file)
    for module in _IMPORTED_FIRST:
        import_module(module)
    try:
        cache.prepare(file.parent)
        os.close(cache.create(temporary))
        connection = sqlite3.connect(temporary)
        _fill(connection, base)
        connection.close()
        cache.keep(temporary, file, origin)
        return _open_cached(file, origin) or _build_in_memory(base)
    except (OSError, sqlite3.Error):
        return _build_in_memory(base)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _build_in_memory(base: FactBase) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    _fill(connection, base)
    return connection


def _fill(connection: sqlite3.Connection, base: FactBase) -> None:
    """Create and fill the tables. Without FTS5 in Python's SQLite the table `words` is left out; only search needs it."""
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
    """Insert rows into a table, all as long as the first one; a row whose key exists is skipped."""
    left = iter(rows)
    first = next(left, None)
    if first is None:
        return
    columns = f"(rowid, {WORD_COLUMNS})" if table == "words" else ""
    insert = f"INSERT OR IGNORE INTO {table}{columns} VALUES ({','.join('?' * len(first))})"
    connection.execute(insert, first)
    connection.executemany(insert, left)
