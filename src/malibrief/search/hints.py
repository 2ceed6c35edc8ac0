"""What speaks for a fact beside its words: that it is about what was named, has a value that was named, tells of a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from malibrief.facts.dates import FOREVER, year_of
from malibrief.index.query import marks
from malibrief.search.understand import MOST_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from malibrief.index.store import Index
    from malibrief.search.understand import Question

MOST = 2000
"""How many facts of one word and field are looked at."""
VALUED = {"place": 0.2, "donor": 0.12, "recipient": 0.06, "speaker": 0.2, "author": 0.1, "country": 0.06}
"""What it is worth to have a value that was named, by field."""
_WHILE = frozenset("when during under amid quand pendant sous durant lorsque".split())
"""Words that name a time by what else there was then."""
_ENDING = frozenset(
    "fell closed ended end ends left overthrown toppled ousted deposed tombe renverse finit fin".split()
)
"""Words by which that time is when something ended, not while it lasted."""


class Hints(msgspec.Struct, frozen=True):
    """What speaks for a fact beside its words.

    `asked` are the words of the query, by which titles are weighed, `named` the facts that it names, `linked` those that
    are about these, `telling_years` those whose words tell of a year that was named; `valued` is what it is worth to a
    fact to have a value that was named.
    """

    asked: set[str]
    named: set[int]
    linked: set[int]
    telling_years: set[int]
    valued: dict[int, float]


def hints_of(index: Index, question: Question, folded: str, named: Sequence[int]) -> Hints:
    """The hints of a query that names these facts."""
    asked = {word for term in question.terms for word in term.words}
    return Hints(asked, set(named), _linked(index, named), _telling_years(index, question), _valued(index, folded))


def placed_in_time(index: Index, question: Question, named: Sequence[int]) -> tuple[Question, list[int]]:
    """The question with the time of what it names, and that: "minister when IBK fell", "who led it during Serval", "sous Touré"."""
    words = set(question.folded.split())
    if question.spans or "people" not in question.topics or words.isdisjoint(_WHILE) or not named:
        return question, []
    timed = f"topic IN ('people', 'missions') AND first IS NOT NULL AND last < {FOREVER}"
    rows = index.rows(f"SELECT topic, first, last, n FROM record WHERE n IN ({marks(named)}) AND {timed}", named)
    rows = [row for row in rows if row[0] == "missions"] or (rows if len(rows) == 1 else [])
    # The day before, or a bound that lies between it and the last day: they are only compared.
    spans = tuple((last - 1 if words & _ENDING else first, last) for _, first, last, _ in rows)
    return msgspec.structs.replace(question, spans=spans) if rows else question, [n for *_, n in rows]


def _linked(index: Index, named: Sequence[int]) -> set[int]:
    """The facts that are about those named."""
    sql = f"SELECT n FROM link WHERE target IN ({marks(named)}) AND field != 'sources' LIMIT ?"
    return {n for (n,) in index.rows(sql, [*named, MOST])}


def _telling_years(index: Index, question: Question) -> set[int]:
    """The facts whose words tell of a year that was named, whenever they are dated."""
    years = {str(year_of(first)) for first, last in question.spans if year_of(first) == year_of(last)}
    return {
        n
        for year in years
        for (n,) in index.rows("SELECT rowid FROM words WHERE words MATCH ? LIMIT ?", (f'"{year}"', MOST))
    }


def _valued(index: Index, folded: str) -> dict[int, float]:
    """What it is worth to the facts that have a value that was named, of a field in `VALUED`."""
    parts = runs_of(folded.split()[:MOST_WORDS])
    rows = index.rows(f"SELECT field, held FROM value WHERE folded IN ({marks(parts)}) AND facts < ?", [*parts, MOST])
    valued: dict[int, float] = {}
    for field, held in rows:
        if field in VALUED:
            for n in msgspec.json.decode(held):
                valued[n] = max(valued.get(n, 0.0), VALUED[field])
    return valued


def runs_of(words: Sequence[str]) -> dict[str, int]:
    """Every run of up to seven words, and how many words it has."""
    count = len(words)
    return {" ".join(words[i:j]): j - i for i in range(count) for j in range(i + 1, min(i + 7, count) + 1)}
