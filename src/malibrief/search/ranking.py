"""Put candidates in order: the features of each record, and their weighted sum."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from malibrief.facts.dates import FOREVER, year_of
from malibrief.facts.topics import A_PART, COUNTING_ALL, LED, NAMED, SOURCES, STANDING_BY
from malibrief.text import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from malibrief.facts.written import Span
    from malibrief.index.postings import Row
    from malibrief.search.candidates import Candidates
    from malibrief.search.question import Question
    from malibrief.search.weights import Weights

A_MONTH, MANY_YEARS = 100, 20000
"""A month and two years as differences of bounds of days (20130401)."""
LEAST_OF_NAME = 0.25
"""The least share of its name by which a query of one word means a fact, as a surname does."""
MOST_OF_QUERY = 0.75
"""The share of the words of a query for a leader from which somebody in an office is the leader, not one told of with what is led."""
STANDING = frozenset(("people", "missions"))
ENDING = STANDING | {"sanctions", "agreements", "actors"}
"""The topics of what stands for a time, and of what ends."""
COUNTED = frozenset(("figures", "funding"))
"""The topics of what is counted over a time."""
JOINING = frozenset("of the and to in for a de du des d la le les l et a au aux en pour".split())
"""Words of a title that nobody is expected to type."""


class Scored(NamedTuple):
    """A record and its score."""

    score: float
    row: Row


def rank(rows: Sequence[Row], question: Question, found: Candidates, weights: Weights) -> list[Scored]:
    """Return the records with their scores, the best first.

    Of equal ones the nearest to the time that is named comes first, then the latest of people, figures and what happens now, then
    the most important.
    """
    table: dict[str, float] = msgspec.structs.asdict(weights)
    about = [row.n for row in rows if row.topic == "people" and row.n in found.about_named]
    if question.leader and any(found.words.get(n, 0) > MOST_OF_QUERY for n in about):
        question = msgspec.structs.replace(question, leader=False)
    latest_first = {"people"} if question.amounts else {"people", "figures"}
    if question.present or question.now:
        latest_first.add("events")
    if question.spans and question.placed != "at the end":
        latest_first = set()

    def order(scored: Scored) -> tuple[float, int, int, int]:
        row = scored.row
        return -scored.score, _away(row, question), -row.first if row.topic in latest_first else 0, row.n

    asked = question.words
    scores = (
        sum(table[name] * value for name, value in features(row, question, asked, found, table).items()) for row in rows
    )
    return sorted((Scored(round(score, 3), row) for score, row in zip(scores, rows, strict=True)), key=order)


def _away(row: Row, question: Question) -> int:
    """Return how far from the times that a query names a record is, as a difference of bounds of days; 0 if it has none of them."""
    if not row.first:
        return 0
    return min((max(start - row.last, row.first - end, 0) for start, end in question.spans), default=0)


def features(
    row: Row, question: Question, asked: Collection[str], found: Candidates, table: dict[str, float]
) -> dict[str, float]:
    """Return the features of a record by the names that `Weights` has for them; those left out are 0.

    `asked` are the words of the query; by `table`, the weights, the time is chosen of several that were named.
    """
    n, topic, title, first, last, milestone, detail, traits, french = row
    name = found.names.get(n, 0.0)
    evidence = {
        "words": found.words.get(n, 0.0),
        "whole_name" if name == 1 else "part_name": name,
        "own_amount": found.own_amounts.get(n, 0),
        "told_amount": found.told_amounts.get(n, 0),
    }
    if topic == SOURCES.name:
        return evidence | {"source": 1}
    in_french = _share_of(french, asked)
    share = _share(title, asked) if topic == "people" else max(_share(title, asked), in_french)
    holds = {
        "topic_asked": topic in question.topics,
        "kind_named": topic == question.kind,
        "about_named": n in found.about_named,
        "named_aside": n in found.named and _is_aside(topic, name, question),
        "counts_all": question.total and COUNTING_ALL in traits,
        "part": A_PART in traits and not question.amounts,
        "holding": question.ruler and topic == "people" and last == FOREVER and not question.spans,
        "ended": question.end and topic in ENDING and last < FOREVER and (topic != "people" or share > 0),
        "bound": question.bound and topic in ENDING and n in found.bare and not (question.leaving and last == FOREVER),
        "new": "people" not in question.topics and FOREVER > first > question.since > 0,
        "led": question.leader and LED in traits and n in found.bare,
        "one_word_name": len(question.terms) == 1 and topic in NAMED and (share >= LEAST_OF_NAME or n in found.named),
        "deputy": STANDING_BY in traits and "deputy" not in question.folded,
    }
    evidence |= dict.fromkeys((feature for feature, held in holds.items() if held), 1)
    evidence |= {"title_share": share, "milestone": milestone / max(1, len(question.terms))}
    if topic == "people" and "people" in question.topics:
        evidence["office_share"] = max(_share(detail, asked), in_french)
    if question.spans and first:
        evidence |= _of_times(row, question, table)
    return evidence


def _is_aside(topic: str, name: float, question: Question) -> bool:
    """Return whether a query names a fact but asks for another: for a person, or for what an actor did."""
    if "people" in question.topics and topic not in question.topics:
        return True
    return topic == "actors" and name < 1 and len(question.terms) > 1 and not question.defining


def _of_times(row: Row, question: Question, table: dict[str, float]) -> dict[str, float]:
    """Return the features of a record beside the times that are named: those of the time that fits it best."""
    stands = row.topic in STANDING and (not question.topics or row.topic in question.topics)
    times = [_times(row.first, row.last, span, stands) for span in question.spans]
    held = max(times, key=lambda held: sum(table[feature] for feature in held))
    if row.topic in COUNTED & question.topics and (row.first, row.last) in question.spans:
        held = *held, "the_very_time"
    return dict.fromkeys(held, 1)


def _times(first: int, last: int, span: Span, stands: bool) -> tuple[str, ...]:
    """Return the features that say how the time of a record, which `stands` or only happened, lies to one that was named."""
    start, end = span
    if start == end == first:
        return ("on_the_day",)
    if first > end or last < start:
        return ("another_time",)
    if end - start > MANY_YEARS and (year_of(first), year_of(last)) == (year_of(start), year_of(end)):
        return "in_many_years", "same_years"
    if first >= start and end - start > MANY_YEARS:
        return ("in_many_years",)
    if first >= start or last - first < A_MONTH:
        return ("in_the_time",)
    return ("standing_then",) if stands else ()


def _share(title: str, asked: Collection[str]) -> float:
    """Return which share of a title's words the query has, from 0 to 1."""
    # Most titles have none of the words: only those that may are folded.
    plain = title.casefold()
    if title.isascii() and not any(word in plain for word in asked):
        return 0.0
    return _share_of(fold(title), asked)


def _share_of(folded: str, asked: Collection[str]) -> float:
    """Return which share of a folded text's words the query has, from 0 to 1."""
    if not any(word in folded for word in asked):
        return 0.0
    words = [word for word in folded.split() if word not in JOINING]
    return sum(word in asked for word in words) / max(len(words), 1)
