"""The index look-ups that search needs: facts by word, name, number or day. All SQL of search is here.

A look-up by word, number or day returns at most `MOST` facts, so that a search costs the same however large the base is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct, json

from malibrief.facts.dates import PartialDate
from malibrief.facts.topics import SHARED, TABLE_ID, TOPICS
from malibrief.index.query import condition
from malibrief.index.values import placeholders
from malibrief.index.vocabulary import vocabulary_of
from malibrief.text import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from malibrief.index.results import Resolved
    from malibrief.index.store import Index
    from malibrief.index.vocabulary import Vocabulary

FIELDS = {
    "title": "title title_fr",
    "aliases": "aliases keywords",
    "names": "names names_fr",
    "summary": "summary summary_fr",
}
"""The columns of the `words` table, by the weight that they have in common.

Acronyms that are stop words, as "un", are looked for in the first of each alone: in English texts, and in names.
"""
ANYWHERE = " ".join(FIELDS.values())
"""All columns of the `words` table, separated by blanks."""
MOST = 2000
"""At most this many facts are returned for one word and field, or for one range."""


class Row(NamedTuple):
    """What ranking needs of a record; `first` and `last` are 0 if it has no date."""

    n: int
    topic: str
    title: str
    first: int
    last: int
    milestone: int
    detail: str
    traits: str
    french: str


class Aliased(Struct):
    """The other names of a record."""

    aliases: list[str] = []


def vocabulary(index: Index) -> Vocabulary:
    """Return the words of the base for its place, and its synonyms."""
    return vocabulary_of(dict(index.rows("SELECT name, value FROM vocabulary")))


def facts_with(index: Index, columns: str, phrases: Sequence[Sequence[str]], prefix: bool = False) -> list[int]:
    """Return the facts with all words of any of the phrases in these columns; with `prefix`, words that begin so count too."""
    either = " OR ".join(f"({_all_of(phrase, prefix)})" for phrase in phrases)
    sql = "SELECT rowid FROM words WHERE words MATCH ? LIMIT ?"
    return [n for (n,) in index.rows(sql, (f"{{{columns}}} : ({either})", MOST))]


def _all_of(words: Iterable[str], prefix: bool) -> str:
    """Return an FTS5 query for all of these folded words, each quoted so that it is never read as syntax."""
    star = "*" if prefix else ""
    return " AND ".join(f'"{word}"{star}' for word in words)


def spellings(index: Index, initial: str, others: bool = False) -> dict[str, int]:
    """Return the words of titles, aliases and keywords with this first letter, and how often each occurs.

    With `others`, return the words with any other first letter instead.
    """
    rows = index.rows(f"SELECT words FROM spelt WHERE initial {'!=' if others else '='} ?", (initial,))
    return {word: count for (words,) in rows for word, count in json.decode(words, type=dict[str, int]).items()}


def facts_named(index: Index, names: Collection[str]) -> list[tuple[str, int, int]]:
    """Return (name, fact, rank) for each fact with one of these folded names, or whose office or series has it as an alias.

    The strongest rank comes first.
    """
    having = f"folded IN ({placeholders(names)}) AND rank"
    sql = (
        f"SELECT folded, n, rank FROM called WHERE {having} < {TABLE_ID} UNION ALL "
        f"SELECT folded, link.n, rank FROM name JOIN link ON target = name.n WHERE {having} = {SHARED} "
        "AND field IN ('office', 'series') ORDER BY rank"
    )
    return index.rows(sql, [*names, *names])


def facts_with_amount(index: Index, least: float, most: float) -> list[tuple[int, bool]]:
    """Return each fact with a number in this range, and whether that is its own value or one from its summary."""
    sql = "SELECT n, own FROM quantity WHERE amount BETWEEN ? AND ? LIMIT ?"
    return [(n, bool(own)) for n, own in index.rows(sql, (least, most, MOST))]


def facts_begun(index: Index, first: int, last: int) -> list[int]:
    """Return the facts, not sources, that happened or began between two days (such as 20210514), both included."""
    sql = f"SELECT n FROM record WHERE topic IN ({placeholders(TOPICS)}) AND first BETWEEN ? AND ? LIMIT ?"
    return [n for (n,) in index.rows(sql, (*TOPICS, first, last, MOST))]


def happenings(index: Index, first: int, last: int, asked: Resolved) -> list[tuple[int, int, str, str]]:
    """Return (fact, first day, date, word) for each happening within two days, both included, of the facts that pass a filter."""
    where, values = condition(asked)
    sql = (
        "SELECT h.n, h.first, h.date, word FROM happening h CROSS JOIN record r ON r.n = h.n "
        f"WHERE h.first BETWEEN ? AND ? AND h.last <= ? AND {where} ORDER BY h.n LIMIT ?"
    )
    return index.rows(sql, [first, last, last, *values, MOST])


def newest_happening(index: Index) -> str | None:
    """Return the date of the newest thing that happened, if anything did; what is to come is left out."""
    sql = "SELECT date FROM happening WHERE first <= ? ORDER BY first DESC LIMIT 1"
    newest = index.meta["newest"]
    found = index.rows(sql, (PartialDate(newest).last,)) if newest else []
    return found[0][0] if found else None


def newest_record(index: Index, topic: str) -> str | None:
    """Return the date of the newest record of a topic or table, if one has a date; what is to come is left out."""
    sql = "SELECT date FROM record WHERE topic = ? AND first <= ? ORDER BY first DESC LIMIT 1"
    newest = index.meta["newest"]
    found = index.rows(sql, (topic, PartialDate(newest).last)) if newest else []
    return found[0][0] if found else None


def facts_about(index: Index, targets: Collection[int]) -> set[int]:
    """Return the facts that refer to one of these."""
    sql = f"SELECT n FROM link WHERE target IN ({placeholders(targets)}) AND field NOT IN ('sources', 'office', 'series') LIMIT ?"
    return {n for (n,) in index.rows(sql, [*targets, MOST])}


def same_office(index: Index, n: int) -> set[int]:
    """Return everyone who has held the office of this person, or one with an alias in common; nobody for a fact without an office."""
    sql = (
        "SELECT held, body FROM value v, json_each(held) one JOIN record r ON r.topic = 'offices' AND r.id = v.text "
        "WHERE field = 'office' AND one.value = ?"
    )
    holders: set[int] = set()
    for held, body in index.rows(sql, (n,)):
        holders.update(json.decode(held, type=list[int]))
        aliases = [fold(alias) for alias in json.decode(body, type=Aliased).aliases]
        holders.update(n for _, n, rank in facts_named(index, aliases) if rank == SHARED)
    return holders


def rows(index: Index, numbers: Collection[int], asked: Resolved) -> list[Row]:
    """Return those of these records that pass a filter, in no order."""
    where, values = condition(asked)
    sql = "SELECT n, topic, title, ifnull(first, 0), ifnull(last, 0), milestone, detail, traits, french FROM record r NOT INDEXED"
    found = index.rows(f"{sql} WHERE n IN ({placeholders(numbers)}) AND {where}", [*numbers, *values])
    return [Row._make(row) for row in found]
