"""Search: a query to facts in the order in which a person would want them, each with the reason why it matched.

A pipeline: what the query means (`question`, `intent`), the facts that may answer it (`candidates`, `spelling`), their
order (`ranking`), and why each was found (`highlight`). `weights` holds its numbers, `postings` its questions to the index.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from malibrief.errors import MalibriefError
from malibrief.facts.dates import FOREVER
from malibrief.index import postings, query
from malibrief.index.results import Filter, Resolved
from malibrief.search.candidates import find, named_in
from malibrief.search.happened import dated, happened
from malibrief.search.highlight import Match, match_of, words_of
from malibrief.search.question import understand
from malibrief.search.ranking import Scored, rank
from malibrief.search.weights import WEIGHTS
from malibrief.text import fold

if TYPE_CHECKING:
    from malibrief.facts.dates import PartialDate
    from malibrief.index.results import AnyFound
    from malibrief.index.store import Index
    from malibrief.search.happened import Happened
    from malibrief.search.question import Question
    from malibrief.search.weights import Weights

TOP = 8
"""Among how many of the best hits the person is looked for whose predecessor or successor is asked for."""
PLACING = Resolved(Filter(("people", "missions")))
"""What can be named to say when."""


class Hit(msgspec.Struct, frozen=True):
    """A fact with its score and its match; where the query asks what happened, with what did."""

    found: AnyFound
    score: float
    match: Match
    happened: Happened | None = None


class Answer(msgspec.Struct, frozen=True):
    """The best hits; how many there are in all (at least); words searched for in another spelling; words ignored.

    `happenings` says that they are what happened in the time named, in the order of time; `newest` is the date of the newest
    fact, where the time was counted from it.
    """

    hits: list[Hit]
    total: int
    respelt: dict[str, str]
    unknown: list[str] = []
    happenings: bool = False
    newest: PartialDate | None = None


def search(index: Index, text: str, asked: Resolved, limit: int | None) -> Answer:
    """Return the facts that answer a query and pass the filter, the best first, at most `limit` of them.

    Raises MalibriefError when the index has no words because this Python's SQLite lacks FTS5.
    """
    if not index.meta["words"]:
        raise MalibriefError(
            "search needs SQLite with FTS5, which this Python lacks; every other command works without it"
        )
    return answer(index, understand(text), asked, limit)


def answer(index: Index, question: Question, asked: Resolved, limit: int | None, weights: Weights = WEIGHTS) -> Answer:
    """Return the facts that answer a question, as `search` does, with these weights."""
    question, newest = dated(index, question)
    if question.only_time and (things := happened(index, question, asked, limit)) and things[1]:
        return _timeline(index, *things, newest)
    question = _time_of_named(index, question)
    found = find(index, question, weights)
    ranked = rank(postings.rows(index, found.most_likely(), asked), question, found, weights)
    if question.neighbour and "people" in question.topics:
        ranked = _neighbour_first(index, ranked, question, asked)
    best = ranked if limit is None else ranked[:limit]
    facts = query.get(index, [scored.row.n for scored in best])
    words = words_of(question, found.respelt)
    hits = [
        Hit(fact, scored.score, match_of(fact, words, found.kinds.get(fact.n, "words")))
        for fact, scored in zip(facts, best, strict=True)
    ]
    return Answer(hits, len(ranked), found.respelt, found.unknown, newest=newest)


def _timeline(index: Index, things: list[Happened], total: int, newest: PartialDate | None) -> Answer:
    """Return what happened as an answer; each thing is as good a hit as any other."""
    facts = query.get(index, [thing.n for thing in things])
    hits = [
        Hit(fact, 1.0, Match("date", str(thing.date), "date"), thing) for fact, thing in zip(facts, things, strict=True)
    ]
    return Answer(hits, total, {}, happenings=True, newest=newest)


def _time_of_named(index: Index, question: Question) -> Question:
    """Return what is asked beside a clause that says when by a mission or person, with their time: "minister when IBK fell"."""
    if not question.placed or "people" not in question.topics:
        return question
    asked = understand(question.folded.removesuffix(question.clause))
    for text in (question.clause, asked.folded):
        rows = [row for row in postings.rows(index, named_in(index, text), PLACING) if row.first and row.last < FOREVER]
        if question.spans:
            rows = [row for row in rows if any(first <= row.last <= last for first, last in question.spans)]
        if len({row.title for row in rows}) == 1:
            rows = [max(rows, key=lambda row: row.first)]
        else:
            rows = [row for row in rows if row.topic == "missions"]
        if rows:
            # The day before the last, or a bound that lies between the two: they are only compared.
            spans = tuple((row.first if question.placed == "during" else row.last - 1, row.last) for row in rows)
            return msgspec.structs.replace(asked, spans=spans, topics=question.topics, placed=question.placed)
    return question


def _neighbour_first(index: Index, ranked: list[Scored], question: Question, asked: Resolved) -> list[Scored]:
    """Put first who came before or after the person that the query names, in the same office."""
    people = (scored.row for scored in ranked[:TOP] if scored.row.topic == "people" and scored.row.first)
    named = next((row for row in people if question.words & set(fold(row.title).split())), None)
    way = question.neighbour
    holders = postings.rows(index, postings.same_office(index, named.n), asked) if named else []
    beyond = [row for row in holders if named and row.first and way * row.first > way * named.first]
    if not beyond:
        return ranked
    nearest = min(beyond, key=lambda row: (way * row.first, row.n))
    return [Scored(ranked[0].score, nearest), *(scored for scored in ranked if scored.row.n != nearest.n)]
