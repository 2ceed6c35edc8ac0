"""What a record is worth beside its words: its time, its kind, and what a fact's own standing adds."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from malibrief.facts.dates import FOREVER, year_of
from malibrief.facts.topics import NAMED, SOURCES
from malibrief.text import fold

if TYPE_CHECKING:
    from malibrief.search.hints import Hints
    from malibrief.search.understand import Question

OF_SOURCE, BELOW_FACTS = 0.3, 1
"""How much of its score a source keeps, and what is then taken from it: sources are listed after the facts."""
LINKED, LINKED_ASKED = 0.08, 0.3
"""What it is worth to be about what was named, and more where it is of the kind that was asked for and what was named is not."""
TITLE, MILESTONE = 0.06, 0.1
"""What it is worth that the whole title was named, and that a fact is a milestone, less the more words there are to go by."""
NAMED_BY_A_WORD, PART_OF_TITLE = 0.12, 0.25
"""What it is worth to be called by a query of one word, most likely part of a name; how much of the title that must be."""
NOT_WHO = 0.2
"""What it costs to be what a query names that asks for somebody: "commander of the joint force" is not the force."""
JOINING = frozenset("of the and to in for a".split())
"""Words that join those of a title and are not counted among them."""
OFFICE, DEPUTY = 0.2, 0.15
"""What it is worth that the whole name of an office was asked for, and what it costs to be a deputy where none was."""
ENDING = frozenset(("missions", "sanctions", "agreements", "people"))
"""The topics of what lasts and ends; a person's term counts where the person is named."""
COUNTING = frozenset(("figures", "funding"))
"""The topics that count."""
OF_ALL, ALL_ASKED, ALL_UNASKED = frozenset(("since", "total")), 0.25, 0.05
"""Words of what counts all that there was; what that is worth where all was asked for, and where no time was named. It
costs as much to count only a year or a quarter."""
PREFERRED, ASKED_KIND = {"people": 0.15, "events": 0.03, "resolutions": 0.06, "statements": 0.3}, 0.12
"""What it is worth to be of the kind that the query asks for, by topic, and for the other topics."""
A_MONTH, A_YEAR, MANY_YEARS = 100, 10000, 20000
"""A month, a year and two years as differences of bounds: less than the first is within a month or from one to the next."""
PERIOD, YEARS, OUTLASTING = 0.4, 0.6, 0.15
"""What it is worth to be of exactly the period that was named, or of the same many years, and for a count to have begun
then but to last more than a year longer."""
ENDED = 0.35
"""What it is worth to last and to have ended, where it is asked when something did."""
ON_THE_DAY, IN_THE_TIME, AMID = 0.8, 0.3, 0.15
"""What it is worth to have begun on the day that was named, in a time that was named, somewhere in many years."""
THROUGH_IT_OF, THROUGH_IT = {"people": 0.28, "missions": 0.28, "figures": 0.1, "funding": 0.1}, 0.15
"""What it is worth to have lasted into the time that was named, by topic, and for the other topics."""
ANOTHER_TIME = 0.2
"""What it costs to be of another time than was named."""
TELLING_YEAR = 0.15
"""What it is worth to tell of a year that was named without being of it."""


class Row(NamedTuple):
    """What ranking knows of a record; `first` and `last` are 0 where it has no date."""

    n: int
    topic: str
    title: str
    first: int
    last: int
    milestone: int
    detail: str


def final(row: Row, score: float, question: Question, hints: Hints, link_worth: float) -> float:
    """The score of a record with what the query says of time and kind.

    `link_worth` is what it is worth to be about what was named.
    """
    n, topic, title, first, last, milestone, detail = row
    if topic == SOURCES.name:
        return score * OF_SOURCE - BELOW_FACTS
    if question.spans and first:
        timely = max(_timely(first, last, span, topic, bool(question.terms)) for span in question.spans)
        score += max(timely, TELLING_YEAR) if n in hints.telling_years else timely
    if n in hints.valued and (len(question.terms) > 1 or topic not in COUNTING):
        score += hints.valued[n]
    if topic in question.topics:
        score += PREFERRED.get(topic, ASKED_KIND)
    if n in hints.linked:
        score += link_worth if topic in question.topics else LINKED
    if n in hints.named and "people" in question.topics and topic not in question.topics:
        score -= NOT_WHO
    if question.ending and topic in ENDING and last < FOREVER and (topic != "people" or _share(title, hints.asked)):
        score += ENDED
    if topic == "people":
        score += _office_worth(detail, question, hints)
    share = _share(title, hints.asked)
    if len(question.terms) == 1 and topic in NAMED and (share >= PART_OF_TITLE or n in hints.named):
        score += NAMED_BY_A_WORD
    if topic in COUNTING:
        score += _reach_worth(title, question)
    known = MILESTONE / max(1, len(question.terms)) if milestone else 0.0
    return score + TITLE * share + known


def _office_worth(role: str, question: Question, hints: Hints) -> float:
    """What a person's office is worth: the more of its name was asked for, and less for a deputy where none was."""
    worth = -DEPUTY if role.startswith(("Deputy", "Acting")) and "deputy" not in question.folded else 0.0
    return worth + OFFICE * _share(role, hints.asked) if "people" in question.topics else worth


def _reach_worth(title: str, question: Question) -> float:
    """What the reach of a count is worth: one of all that there was, or one of a year or a quarter."""
    if question.spans:
        return 0.0
    worth = ALL_ASKED if question.total else ALL_UNASKED
    words = title.casefold().replace(",", " ").split()
    if not OF_ALL.isdisjoint(words) or title.startswith("All donors"):
        return worth
    return -worth if " in the year" in title or " in the quarter" in title else 0.0


def _share(title: str, asked: set[str]) -> float:
    """How much of a title was asked for."""
    # Most titles have none of the words: only those that may are folded.
    plain = title.casefold()
    if title.isascii() and not any(word in plain for word in asked):
        return 0.0
    words = [word for word in fold(title).split() if word not in JOINING]
    return sum(word in asked for word in words) / max(len(words), 1)


def _timely(first: int, last: int, span: tuple[int, int], topic: str, worded: bool) -> float:
    """What it is worth that a fact is of the time that was named: most when it began then, less when it lasted through it."""
    start, end = span
    if end - start > MANY_YEARS and (year_of(first), year_of(last)) == (year_of(start), year_of(end)):
        return YEARS
    if (first, last) == span and start != end and (worded or topic not in COUNTING):
        return PERIOD
    if topic in COUNTING and start <= first and last > end + A_YEAR:
        return OUTLASTING
    if start <= first <= end:
        if start == end:
            return ON_THE_DAY
        return IN_THE_TIME if end - start <= MANY_YEARS else AMID
    if first <= end and last >= start:
        return IN_THE_TIME if last - first < A_MONTH else THROUGH_IT_OF.get(topic, THROUGH_IT)
    return -ANOTHER_TIME
