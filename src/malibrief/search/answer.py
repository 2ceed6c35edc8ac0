"""Search: a query to facts in the order in which a person would want them, each with the reason why it matched.

The score of a fact is the share of the query's weight that it answers: rare words weigh more than common ones, words in
the title or an alias more than words in the summary. What the query names outright (an id, a name, a number, a date) and
the kind of fact that it asks for are added. The work has a ceiling: of a word's facts at most `MOST` are looked at, so
that a search costs the same in a large fact base as in a small one.
"""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from math import log
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from malibrief.errors import MalibriefError
from malibrief.facts.dates import year_of
from malibrief.facts.topics import NAME, SOURCE_ID, SYMBOL, TOPICS
from malibrief.index import query
from malibrief.search.hints import MOST, hints_of, placed_in_time, runs_of
from malibrief.search.matches import Match, match_of, sought
from malibrief.search.ranking import LINKED, LINKED_ASKED, MANY_YEARS, Row, final
from malibrief.search.spelling import near_words
from malibrief.search.understand import MOST_WORDS, Question, Term, equivalents, understand
from malibrief.text import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from malibrief.index.results import AnyFound, Filter
    from malibrief.index.store import Index
    from malibrief.search.hints import Hints
    from malibrief.search.matches import MatchKind, Sought


FIELDS = {"title": 1.0, "aliases": 0.95, "names": 0.7, "summary": 0.6}
"""The fields in which words are looked for, and what a word in them is worth."""
CITED = 0.4
"""What a word is worth in the title of a fact's source, which may say it in other words or in another language."""
COVERAGE = 0.65
"""How much of the words' worth depends on how many of them a fact has."""
WHOLE_NAME, PART_NAMED = 1.6, 0.35
"""What a name is worth that is the whole query, and one that is a part of it, by its share of the words."""
WEAKER_NAME, SHARED = 0.12, 0.35
"""How much less a name is worth, rank by rank; the power of their count by which it is less worth to facts that share it."""
AMOUNT, OWN_AMOUNT, SMALL_AMOUNT = 0.3, 0.5, 0.1
"""What a number is worth that was named, what more where it is the fact's own, and what either is where it is small."""
SMALL, AT_THE_EDGE = 100, 0.6
"""Whole numbers below this are small; how much less a number is worth at the edge of the precision that was given."""
THEN = 0.3
"""What it is worth to have begun in the time that was named, where there is nothing else to go by."""
COMMON = 8
"""This many is added to the count of facts that have a word: a word that one fact has by chance tells little."""
PLACING = 0.4
"""What it costs to be named only to say when: "minister under somebody"."""
FEW = 5
"""At most this many facts are what a query names; a name that more of them share, as that of an office, names none."""
SAME_YEARS = 0.6
"""What it is worth to be money for the very years that were named."""
AS_GOOD = 0.1
"""How much less than the best of an office or series a first or latest one may have: "the first Belgian" is no Frenchman."""
PEERS, NEARBY, TIED = frozenset(("people", "figures")), 0.35, 0.015
"""The topics of which one can be the first or latest of several; how far from the best hit such a one may be, and from one another."""
AMONG_NAMED, AMONG_NEAR = 8, 60
"""Among how many of the best hits the one is looked for who came before or after, and one of the first or latest."""
AHEAD = 0.01
"""How far the first or latest is put before the best hit."""
MOST_RANKED = 4 * MOST
"""At most this many records are ranked; fewer than `query.MOST_ASKED`, so that one question asks for them."""
_CITING = "SELECT n FROM words JOIN link ON target = words.rowid WHERE words MATCH ? AND words.rowid > ? LIMIT ?"
"""The facts that cite a source, from what is said in its title and the number of the last fact."""
PREFIX, SPELLING, EQUIVALENT = 0.75, 0.7, 0.8
"""What a word is worth that only begins so, is only spelt so, or only means the same."""


class Scored(NamedTuple):
    """A record and its score."""

    score: float
    row: Row


class Hit(msgspec.Struct, frozen=True):
    """A fact with its score and its match."""

    found: AnyFound
    score: float
    match: Match


class Answer(msgspec.Struct, frozen=True):
    """The best hits, how many there are in all (at least), the words taken for others, and those that no fact has."""

    hits: list[Hit]
    total: int
    respelt: dict[str, str]
    unknown: list[str] = []


class Looked(msgspec.Struct):
    """What was found of one term: for each fact what the term is worth in it, and how it was found."""

    worth: dict[int, float]
    kind: MatchKind
    respelt: str = ""


class Tally:
    """What each fact has earned so far, and how it was first found where that was not by its words."""

    def __init__(self) -> None:
        """No fact has earned anything yet."""
        self.scores: dict[int, float] = defaultdict(float)
        self.kinds: dict[int, MatchKind] = {}

    def add(self, n: int, worth: float, kind: MatchKind | None = None) -> None:
        """Give a fact more, for what was found so; a first finding is not forgotten."""
        self.scores[n] += worth
        if kind:
            self.kinds.setdefault(n, kind)


def search(index: Index, text: str, wanted: Filter, limit: int | None) -> Answer:
    """The facts that answer a query and pass the filter, the best first, at most `limit` of them.

    Raises MalibriefError when the index has no words because this Python's SQLite lacks FTS5.
    """
    if not index.meta["words"]:
        raise MalibriefError(
            "search needs SQLite with FTS5, which this Python lacks; every other command works without it"
        )
    question = understand(text)
    looked = [_look(index, term) for term in question.terms]
    respelt = {
        " ".join(term.words): look.respelt for term, look in zip(question.terms, looked, strict=True) if look.respelt
    }
    folded = " ".join(respelt.get(word, word) for word in question.folded.split())
    tally = Tally()
    _add_words(index, question, looked, tally)
    named = _add_names(index, folded, tally)
    _add_amounts(index, question, tally)
    _add_dates(index, question, tally)
    question, placing = placed_in_time(index, question, named)
    for n in placing:
        tally.add(n, -PLACING)
    hints = hints_of(index, question, folded, named)
    ranked = _ranked(_rows(index, tally.scores, wanted), tally.scores, question, hints)
    if ranked and (question.neighbour or question.order):
        ranked = _in_order(index, ranked, question, hints.asked, wanted)
    best = ranked if limit is None else ranked[:limit]
    hits = _hits(index, best, sought(question, respelt), tally.kinds)
    return Answer(hits, len(ranked), respelt, _unknown(question, looked, tally))


def _unknown(question: Question, looked: Sequence[Looked], tally: Tally) -> list[str]:
    """The words that no fact has, and that were left out; not those that only help to order, nor parts of a number that one has."""
    counted = "number" in tally.kinds.values()
    unknown = []
    for term, look in zip(question.terms, looked, strict=True):
        is_number = any(map(str.isdecimal, term.words[0]))
        if not look.worth and (not counted if is_number else term.weight == 1 and len(term.words[0]) > len("bn")):
            unknown.append(" ".join(term.words))
    return unknown


def _hits(index: Index, best: Sequence[Scored], wanted: Sought, kinds: Mapping[int, MatchKind]) -> list[Hit]:
    """The facts of the best records, each with the reason why it was found."""
    hits = []
    for found, (score, _) in zip(query.get(index, [scored.row.n for scored in best]), best, strict=True):
        titles = partial(_titles, index, found)
        hits.append(Hit(found, score, match_of(found, wanted, kinds.get(found.n, "words"), titles)))
    return hits


def _titles(index: Index, found: AnyFound) -> list[str]:
    return [source.title for source in query.sources_of(index, found.cites).values()]


def _ranked(rows: Sequence[Row], scores: Mapping[int, float], question: Question, hints: Hints) -> list[Scored]:
    """The records with their final scores, the best first; of equal ones the more important, of people and figures the later."""
    named_is_asked = any(row.n in hints.named and row.topic in question.topics for row in rows)
    link_worth = LINKED if named_is_asked else LINKED_ASKED
    by_time = frozenset() if question.spans else frozenset(("people",)) | (PEERS & question.topics)

    def order(scored: Scored) -> tuple[float, int, int]:
        row = scored.row
        return -round(scored.score, 3), -row.first if row.topic in by_time else 0, row.n

    return sorted((Scored(final(row, scores[row.n], question, hints, link_worth), row) for row in rows), key=order)


def _in_order(index: Index, ranked: list[Scored], question: Question, asked: set[str], wanted: Filter) -> list[Scored]:
    """Where it is asked who came before or after somebody, or for the first or latest of several: that one first."""
    if question.neighbour and "people" in question.topics:
        people = (scored for scored in ranked[:AMONG_NAMED] if scored.row.topic == "people")
        named = (scored for scored in people if asked & set(fold(scored.row.title).split()))
        best, direction = next(named, None), question.neighbour
    elif question.order and not question.spans and not question.amounts:
        topics, least = PEERS & question.topics, ranked[0].score - NEARBY
        near = (scored for scored in ranked[:AMONG_NEAR] if scored.row.topic in topics and scored.score > least)
        best, direction = next(near, None), -question.order
    else:
        return ranked
    if best is None or not best.row.first:
        return ranked
    score, one = best
    peers = [row for row in _peers(index, one, wanted) if row.first]
    if question.neighbour:
        peers = [row for row in peers if direction * row.first > direction * one.first]
    else:
        reached = {row.n: score for score, row in ranked}
        peers = [row for row in peers if one.topic != "people" or reached.get(row.n, score) > score - AS_GOOD]
        peers += [row for other, row in ranked if row.topic == one.topic and row.first and abs(other - score) < TIED]
    if not peers:
        return ranked
    first = min(peers, key=lambda row: (direction * row.first, row.n))
    return [Scored(ranked[0].score + AHEAD, first), *(scored for scored in ranked if scored.row.n != first.n)]


def _peers(index: Index, row: Row, wanted: Filter) -> list[Row]:
    """The records of the same office, or of the same series of figures."""
    sql = "SELECT each.value FROM value, json_each(held) one, json_each(held) each WHERE field IN (?, ?) AND one.value = ?"
    return _rows(index, dict.fromkeys((n for (n,) in index.rows(sql, ("office", "series", row.n))), 0.0), wanted)


def _look(index: Index, term: Term) -> Looked:
    """Where a term occurs: as typed or in other words, else as the beginning of a word, else nearly spelt so."""
    exact = _worth(index, [term.words], 1.0)
    for n, worth in _worth(index, term.equivalents, EQUIVALENT).items():
        exact[n] = max(exact.get(n, 0.0), worth)
    if exact or all(word.isdecimal() for word in term.words):
        return Looked(exact, "words")
    word = term.words[0]
    if len(term.words) == 1 and len(word) >= 3 and term.weight == 1:
        begun = _worth(index, [term.words], PREFIX, prefix=True)
        if begun:
            return Looked(begun, "prefix")
        for near in near_words(index, word):
            spelt = _worth(index, [(near,)], SPELLING)
            if spelt:
                for n, worth in _worth(index, equivalents([near]), SPELLING * EQUIVALENT).items():
                    spelt.setdefault(n, worth)
                return Looked(spelt, "spelling", near)
    return Looked({}, "words")


def _worth(index: Index, phrases: Sequence[tuple[str, ...]], factor: float, prefix: bool = False) -> dict[int, float]:
    """For each fact that has all words of one of the phrases in one field: what the best such field is worth."""
    if not phrases:
        return {}
    star = "*" if prefix else ""
    either = " OR ".join("(" + " AND ".join(f'"{word}"{star}' for word in phrase) + ")" for phrase in phrases if phrase)
    worth: dict[int, float] = {}
    for field, value in FIELDS.items():
        for (n,) in index.rows(
            "SELECT rowid FROM words WHERE words MATCH ? LIMIT ?", (f"{{{field}}} : ({either})", MOST)
        ):
            if n not in worth:
                worth[n] = value * factor
    for (n,) in index.rows(_CITING, (f"{{title}} : ({either})", index.meta["facts"], MOST)):
        if n not in worth:
            worth[n] = CITED * factor
    return worth


def _add_words(index: Index, question: Question, looked: list[Looked], tally: Tally) -> None:
    """The share of the query's weight that each fact answers, more than in proportion."""
    count = max(index.meta["records"], 1)
    weights = [
        term.weight * log(1 + count / (COMMON + len(look.worth)))
        for term, look in zip(question.terms, looked, strict=True)
    ]
    whole = sum(weights) or 1.0
    answered: dict[int, float] = defaultdict(float)
    covered: dict[int, float] = defaultdict(float)
    for weight, look in zip(weights, looked, strict=True):
        for n, worth in look.worth.items():
            answered[n] += weight * worth
            covered[n] += weight
            if look.kind != "words":
                tally.kinds[n] = look.kind  # the last word decides
    for n, worth in answered.items():
        tally.add(n, worth / whole * (1 - COVERAGE + COVERAGE * covered[n] / whole))


def _add_names(index: Index, folded: str, tally: Tally) -> list[int]:
    """What the query calls by its name, in whole or in part.

    Returns the facts that it names, the surest first, at most `FEW`; none of a group that share a name and are more.
    """
    words = folded.split()[:MOST_WORDS]
    if not words:
        return []
    parts = runs_of(words)
    where = f"folded IN ({query.marks(parts)}) AND rank != {SOURCE_ID}"
    rows = index.rows(f"SELECT folded, n, rank FROM called WHERE {where} ORDER BY rank", list(parts))
    shared: dict[str, int] = defaultdict(int)
    for name, _, _ in rows:
        shared[name] += 1
    named: dict[int, float] = {}
    for name, n, rank in rows:
        share = parts[name] / len(words)
        in_part = PART_NAMED * share * (1 - WEAKER_NAME * max(rank - NAME, 0))
        worth = WHOLE_NAME - WEAKER_NAME * rank if share == 1 else in_part
        if rank > SYMBOL:
            worth /= shared[name] ** SHARED
        named[n] = max(named.get(n, 0.0), worth)
    by_id = {n for _, n, rank in rows if rank <= SYMBOL}
    for n, worth in named.items():
        tally.add(n, worth, "id" if n in by_id else "name")
    by_worth = sorted(named, key=lambda n: -named[n])
    return [n for n in by_worth[:FEW] if len(by_worth) <= FEW or named[n] > named[by_worth[FEW]]]


def _add_amounts(index: Index, question: Question, tally: Tally) -> None:
    """Facts with a number that was named: the nearer the better, a fact's own number before one in its summary.

    Small whole numbers tell little.
    """
    for least, most in question.amounts:
        small = least == most and least < SMALL and least.is_integer()
        any_worth, own_worth = (SMALL_AMOUNT, SMALL_AMOUNT) if small else (AMOUNT, OWN_AMOUNT)
        middle, reach = (least + most) / 2, max((most - least) / 2, 1e-9)
        for n, own, amount in index.rows(
            "SELECT n, own, amount FROM quantity WHERE amount BETWEEN ? AND ? LIMIT ?", (least, most, MOST)
        ):
            near = 1 - AT_THE_EDGE * abs(amount - middle) / reach
            tally.add(n, (any_worth + own_worth * own) * near, "number")


def _add_dates(index: Index, question: Question, tally: Tally) -> None:
    """Money for the many years that were named; and with nothing but a time to go by, what happened then.

    The worth of a time beside words is added at the end.
    """
    if "funding" in question.topics:
        sql = "SELECT n FROM record WHERE topic = 'funding' AND first BETWEEN ? AND ? AND last BETWEEN ? AND ? LIMIT ?"
        for first, last in question.spans:
            if last - first > MANY_YEARS:
                years = (first, year_of(first) * 10000 + 1231, year_of(last) * 10000, last)
                for (n,) in index.rows(sql, (*years, MOST)):
                    tally.add(n, SAME_YEARS)
    if tally.scores and question.terms:
        return
    for first, last in question.spans:
        sql = f"SELECT n FROM record WHERE topic IN ({query.marks(TOPICS)}) AND first BETWEEN ? AND ? LIMIT ?"
        for (n,) in index.rows(sql, (*TOPICS, first, last, MOST)):
            tally.add(n, THEN, "date")


def _rows(index: Index, scores: Mapping[int, float], wanted: Filter) -> list[Row]:
    """The records that have a score and pass the filter; of very many those with the highest scores."""
    where, values = query.condition(index, wanted)
    numbers = sorted(scores, key=lambda n: -scores[n])[:MOST_RANKED]
    sql = "SELECT n, topic, title, ifnull(first, 0), ifnull(last, 0), milestone, detail FROM record r NOT INDEXED"
    rows = index.rows(f"{sql} WHERE n IN ({query.marks(numbers)}) AND {where}", [*numbers, *values])
    return [Row._make(row) for row in rows]
