"""Search: a query to facts in the order in which a person would want them, each with the reason why it matched.

A pipeline: what the query means (`question`, `intent`), the facts that may answer it (`candidates`, `spelling`), their
order (`ranking`), what they lack (`lacking`), and why each was found (`highlight`). `weights` holds its numbers, `postings`
its questions to the index.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from malibrief.errors import MalibriefError
from malibrief.facts.dates import FOREVER
from malibrief.facts.model import LASTING, value_of
from malibrief.facts.topics import ADOPTED, SOURCES
from malibrief.index import postings, query
from malibrief.index.results import Filter, Resolved
from malibrief.language import say
from malibrief.search import lacking
from malibrief.search.candidates import find, named_in
from malibrief.search.happened import dated, happened
from malibrief.search.highlight import Match, match_of, words_of
from malibrief.search.intent import DOCUMENTS
from malibrief.search.question import understand
from malibrief.search.ranking import A_MONTH, Scored, rank
from malibrief.search.weights import WEIGHTS
from malibrief.text import fold

if TYPE_CHECKING:
    from malibrief.facts.dates import PartialDate
    from malibrief.facts.written import Span
    from malibrief.index.postings import Row
    from malibrief.index.results import AnyFound
    from malibrief.index.store import Index
    from malibrief.search.candidates import Candidates
    from malibrief.search.happened import Happened
    from malibrief.search.intent import Placed, Way
    from malibrief.search.question import Question
    from malibrief.search.weights import Weights

RESOLUTION = frozenset(("resolution", "resolutions"))
AS_MANY_WORDS = 0.95
"""Which share of the query's words of the best of several documents makes another one answer as many."""
TOP = 8
"""Among how many of the best hits the person is looked for whose predecessor or successor is asked for."""
PLACING = Resolved(Filter(("people", "missions")))
"""What can be named to say when."""


class Hit(msgspec.Struct, frozen=True):
    """A fact with its score, its match, and the significant words of the query that it lacks.

    Where the query asks what happened, `happened` is what did.
    """

    found: AnyFound
    score: float
    match: Match
    lacks: tuple[str, ...] = ()
    happened: Happened | None = None


class Answer(msgspec.Struct, frozen=True):
    """The best hits; how many there are in all (at least); words searched for in another spelling; words ignored.

    `happenings` says that they are what happened in the time named, in the order of time; `newest` is the date of the newest
    fact, where the time was counted from it. `weak` says that not even the best hit is likely to be meant, `shortcoming` what
    it lacks, as a sentence; "" for nothing.
    """

    hits: list[Hit]
    total: int
    respelt: dict[str, str]
    unknown: list[str] = []
    happenings: bool = False
    newest: PartialDate | None = None
    weak: bool = False
    shortcoming: str = ""


def search(index: Index, text: str, asked: Resolved, limit: int | None, least: float = 0.0) -> Answer:
    """Return the facts that answer a query and pass the filter, the best first, at most `limit` of them.

    Hits that score less than `least` times the best are left out.
    Raises MalibriefError when the index has no words because this Python's SQLite lacks FTS5.
    """
    if not index.meta["words"]:
        raise MalibriefError(
            say("search needs SQLite with FTS5, which this Python lacks; every other command works without it")
        )
    return answer(index, understand(text, postings.vocabulary(index)), asked, limit, least=least)


def answer(
    index: Index, question: Question, asked: Resolved, limit: int | None, weights: Weights = WEIGHTS, least: float = 0.0
) -> Answer:
    """Return the facts that answer a question, as `search` does, with these weights."""
    question, newest = dated(index, question)
    if timeline := _timeline(index, question, asked, limit, newest):
        return timeline
    question = _time_of_named(index, question)
    found = find(index, question, weights)
    ranked = rank(postings.rows(index, found.most_likely(), asked), question, found, weights)
    if question.neighbour and "people" in question.topics:
        ranked = _neighbour_first(index, ranked, question, asked, found)
    if question.edge:
        ranked = _edge_first(ranked, question, found)
    best = _close(ranked, least, weights)[:limit]
    facts = query.get(index, [scored.row.n for scored in best])
    found.deadly = {fact.n for fact in facts if value_of(fact.fact, "deaths") is not None}
    if question.bound or question.end:
        found.lasting = {fact.n for fact in facts if isinstance(fact.fact, LASTING)}
    words = words_of(question, found.respelt)
    hits = [
        Hit(
            fact,
            scored.score,
            match_of(fact, words, found.kinds.get(fact.n, "words")),
            lacking.lacks(scored.row, question, found),
        )
        for fact, scored in zip(facts, best, strict=True)
    ]
    if not ranked:
        return Answer(hits, 0, found.respelt, found.unknown, newest=newest)
    n, strength = ranked[0].row.n, _strength(ranked[0], weights)
    return Answer(
        hits,
        len(ranked),
        found.respelt,
        found.unknown,
        newest=newest,
        weak=lacking.is_weak(n, strength, found),
        shortcoming=lacking.shortcoming([scored.row for scored in ranked], question, found),
    )


def _close(ranked: list[Scored], least: float, weights: Weights) -> list[Scored]:
    """Return the hits that score at least `least` times the best."""
    if not (ranked and least):
        return ranked
    bound = least * _strength(ranked[0], weights)
    return [scored for i, scored in enumerate(ranked) if not i or scored.score >= bound]


def _strength(scored: Scored, weights: Weights) -> float:
    """Return the score of a hit without that by which sources come last."""
    return scored.score - (weights.source if scored.row.topic == SOURCES.name else 0)


def _timeline(
    index: Index, question: Question, asked: Resolved, limit: int | None, newest: PartialDate | None
) -> Answer | None:
    """Return what happened in the time that is asked for as an answer, each thing as good a hit as any other; None for nothing."""
    if question.every_year:
        question = msgspec.structs.replace(question, spans=question.every_year, only_time=True)
    things, total = happened(index, question, asked, limit) if question.only_time else ([], 0)
    if not things:
        return None
    facts = query.get(index, [thing.n for thing in things])
    hits = [
        Hit(fact, 1.0, Match("date", str(thing.date), "date"), happened=thing)
        for fact, thing in zip(facts, things, strict=True)
    ]
    shortcoming = ""
    if question.no_day:
        shortcoming = say("{day} is no day; this is what happened in that month", day=question.no_day)
    return Answer(hits, total, {}, happenings=True, newest=newest, shortcoming=shortcoming)


def _time_of_named(index: Index, question: Question) -> Question:
    """Return what is asked beside a clause that says when by a mission or person, with their time: "minister when IBK fell"."""
    if not question.placed or "people" not in question.topics:
        return question
    asked = understand(question.folded.removesuffix(question.clause), postings.vocabulary(index))
    for text in (question.clause, asked.folded):
        rows = [row for row in postings.rows(index, named_in(index, text), PLACING) if row.first and row.last < FOREVER]
        if question.spans:
            rows = [row for row in rows if any(first <= row.last <= last for first, last in question.spans)]
        if len({row.title for row in rows}) == 1:
            rows = [max(rows, key=lambda row: row.first)]
        else:
            rows = [row for row in rows if row.topic == "missions"]
        if rows:
            spans = tuple(_placed_in(row, question.placed) for row in rows)
            return msgspec.structs.replace(asked, spans=spans, topics=question.topics, placed=question.placed)
    return question


def _neighbour_first(
    index: Index, ranked: list[Scored], question: Question, asked: Resolved, found: Candidates
) -> list[Scored]:
    """Put first who came before or after the person that the query names, in the same office."""
    people = [scored.row for scored in ranked[:TOP] if scored.row.topic == "people"]
    named = next((row for row in people if row.n in found.named or question.words & set(fold(row.title).split())), None)
    if named is None:
        return ranked
    nearest = _nearest(index, named, question.neighbour, asked)
    if nearest is None:
        return ranked
    found.stood_for.add(named.n)
    return [Scored(ranked[0].score, nearest), *(scored for scored in ranked if scored.row.n != nearest.n)]


def _edge_first(ranked: list[Scored], question: Question, found: Candidates) -> list[Scored]:
    """Put first the last, or the first, of the documents that the query asks for, of those that answer most of its words.

    A resolution that is asked for by that name is one that was adopted.
    """
    topics = question.topics & DOCUMENTS
    documents = [scored for scored in ranked if scored.row.topic in topics]
    if RESOLUTION & {*question.folded.split()}:
        documents = [scored for scored in documents if ADOPTED in scored.row.traits]
    most = max((found.words.get(scored.row.n, 0) for scored in documents), default=0)
    near = [scored for scored in documents if found.words.get(scored.row.n, 0) >= AS_MANY_WORDS * most]
    near.sort(key=lambda scored: -question.edge * scored.row.first)
    chosen = {scored.row.n for scored in near}
    others = [scored for scored in ranked if scored.row.n not in chosen]
    return [*(Scored(ranked[0].score, scored.row) for scored in near), *others]


def _nearest(index: Index, named: Row, way: Way, asked: Resolved) -> Row | None:
    """Return who came after or before somebody in the same office, the nearest; None for nobody."""
    holders = postings.rows(index, postings.same_office(index, named.n), asked)
    beyond = [row for row in holders if way * _began(row) > way * _began(named)]
    if way > 0:  # who only stood in for a while came before the end
        beyond = [row for row in beyond if row.first > named.last - A_MONTH] or beyond
    return min(beyond, key=lambda row: (way * _began(row), row.n), default=None)


def _began(row: Row) -> int:
    """Return when a term began; of one of which a single day is known, which is its last, 0: before all others."""
    return row.first if row.first < row.last else 0


def _placed_in(row: Row, placed: Placed) -> Span:
    """Return the time that is meant by a fact that says when: all of its own, its first day, or its last."""
    if placed == "at the start":
        return row.first, row.first
    # The day before the last, or a bound that lies between the two: they are only compared.
    return (row.first if placed == "during" else row.last - 1), row.last
