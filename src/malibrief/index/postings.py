"""Look up what search needs in the index: the facts of a word, a name, a number, a day. All SQL of search stands here.

Each look-up returns at most `MOST` facts, so that a search costs the same in a large fact base as in a small one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec import json

from malibrief.facts.topics import SOURCE_ID, TOPICS
from malibrief.index.query import condition, marks

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from malibrief.index.results import Resolved
    from malibrief.index.store import Index

ANYWHERE = "title aliases names summary"
"""The fields of words."""
MOST = 2000
"""How many facts of one word and field are looked at."""


class Row(NamedTuple):
    """What ranking needs of a record; `first` and `last` are 0 where it has no date."""

    n: int
    topic: str
    title: str
    first: int
    last: int
    milestone: int
    detail: str


def facts_with(index: Index, field: str, phrases: Sequence[Sequence[str]], prefix: bool = False) -> list[int]:
    """Return the facts that have, in one field, all words of one of the phrases, or where `prefix` words that begin so."""
    either = " OR ".join(f"({_all_of(phrase, prefix)})" for phrase in phrases)
    sql = "SELECT rowid FROM words WHERE words MATCH ? LIMIT ?"
    return [n for (n,) in index.rows(sql, (f"{{{field}}} : ({either})", MOST))]


def _all_of(words: Iterable[str], prefix: bool) -> str:
    """Return an FTS5 query for all of these folded words; each is quoted, so that it is never syntax."""
    star = "*" if prefix else ""
    return " AND ".join(f'"{word}"{star}' for word in words)


def spellings(index: Index, initial: str, others: bool = False) -> dict[str, int]:
    """Return the words of titles, aliases and keywords that have this first letter (or where `others` any but it).

    Each comes with the number of its occurrences.
    """
    rows = index.rows(f"SELECT words FROM spelt WHERE initial {'!=' if others else '='} ?", (initial,))
    return {word: count for (words,) in rows for word, count in json.decode(words, type=dict[str, int]).items()}


def facts_named(index: Index, names: Collection[str]) -> list[tuple[str, int, int]]:
    """Return (name, fact, rank of the name) for each of the folded names, the strongest rank first; no source by its id."""
    sql = f"SELECT folded, n, rank FROM called WHERE folded IN ({marks(names)}) AND rank != {SOURCE_ID} ORDER BY rank"
    return index.rows(sql, list(names))


def facts_with_amount(index: Index, least: float, most: float) -> list[tuple[int, bool]]:
    """Return the facts with a number in this range, and whether it is their own or one that their summary tells."""
    sql = "SELECT n, own FROM quantity WHERE amount BETWEEN ? AND ? LIMIT ?"
    return [(n, bool(own)) for n, own in index.rows(sql, (least, most, MOST))]


def facts_begun(index: Index, first: int, last: int) -> list[int]:
    """Return the facts, without sources, that happened or began in a time (bounds of days)."""
    sql = f"SELECT n FROM record WHERE topic IN ({marks(TOPICS)}) AND first BETWEEN ? AND ? LIMIT ?"
    return [n for (n,) in index.rows(sql, (*TOPICS, first, last, MOST))]


def facts_about(index: Index, targets: Collection[int]) -> set[int]:
    """Return the facts that are about one of these."""
    sql = f"SELECT n FROM link WHERE target IN ({marks(targets)}) AND field != 'sources' LIMIT ?"
    return {n for (n,) in index.rows(sql, [*targets, MOST])}


def same_office(index: Index, n: int) -> list[int]:
    """Return the people who have held a person's office, in no order; none for a person without one."""
    of_office = "SELECT each.value FROM value, json_each(held) one, json_each(held) each"
    return [other for (other,) in index.rows(f"{of_office} WHERE field = 'office' AND one.value = ?", (n,))]


def rows(index: Index, numbers: Collection[int], asked: Resolved) -> list[Row]:
    """Return the records of these numbers that pass a filter, in no order."""
    where, values = condition(asked)
    sql = "SELECT n, topic, title, ifnull(first, 0), ifnull(last, 0), milestone, detail FROM record r NOT INDEXED"
    found = index.rows(f"{sql} WHERE n IN ({marks(numbers)}) AND {where}", [*numbers, *values])
    return [Row._make(row) for row in found]
