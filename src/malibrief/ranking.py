"""What a record is worth beside its words: its time, its kind, and what a fact's own standing adds."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from malibrief.text import fold
from malibrief.topics import NAMED, SOURCES

if TYPE_CHECKING:
    from malibrief.hints import Hints
    from malibrief.understand import Question

LINKED, LINKED_ASKED = 0.08, 0.3
"""What it is worth to be about what was named, and more where it is of the kind that was asked for and what was named is not."""
TITLE, MILESTONE = 0.06, 0.1
"""What it is worth that the whole title was named, and that a fact is a milestone, less the more words there are to go by."""
NOT_WHO = 0.2
"""What it costs to be what a query names that asks for somebody: "commander of the joint force" is not the force."""
JOINING = frozenset("of the and to in for a".split())
"""Words that join those of a title and are not counted among them."""
OFFICE = 0.2
"""What it is worth that the whole name of an office was asked for."""
COUNTED = frozenset(("figures", "funding"))
"""The topics that count; and what it is worth to have counted all, or only a year, where all was asked for or no time named."""
WHOLE, ALL_ASKED, ALL_TOLD = frozenset(("since", "total")), 0.25, 0.05
PERIOD, YEARS, OUTLASTING, AMID = 0.4, 0.6, 0.15, 0.15
"""What it is worth to be of exactly the period that was named, or the same years, to have begun then but to last
more than a year longer, and to have begun somewhere in many years that were named."""
PREFERRED = {"people": 0.15, "events": 0.03, "resolutions": 0.06, "statements": 0.3}
"""What it is worth to be of the kind that the query asks for, where it is not 0.12."""
TOLD = 0.15
"""What it is worth to tell of a year that was named without being of it."""


class Row(NamedTuple):
    """What ranking knows of a record."""

    n: int
    topic: str
    title: str
    first: int
    last: int
    milestone: int
    detail: str


def final(row: Row, score: float, question: Question, hints: Hints, link: float) -> float:
    """The score of a record (n, topic, title, first, last, milestone, detail) with what the query says of time and kind.

    `link` is what it is worth to be about what was named.
    """
    _, topic, title, first, last, milestone, detail = row
    if topic == SOURCES.name:
        return score * 0.3 - 1
    if question.spans and first:
        timely = max(_timely(first, last, span, topic, bool(question.terms)) for span in question.spans)
        score += max(timely, TOLD) if row[0] in hints.telling_years else timely
    if row[0] in hints.valued and (len(question.terms) > 1 or topic not in COUNTED):
        score += hints.valued[row[0]]
    if topic in question.topics:
        score += PREFERRED.get(topic, 0.12)
    if row[0] in hints.linked:
        score += link if topic in question.topics else LINKED
    if row[0] in hints.named and "people" in question.topics and topic not in question.topics:
        score -= NOT_WHO
    if topic == "people":
        score += _of_office(detail, question, hints)
    share = _share(title, hints.asked)
    if len(question.terms) == 1 and topic in NAMED and (share >= 0.25 or row[0] in hints.named):
        score += 0.12
    if topic in COUNTED:
        score += _counted(title, question)
    known = MILESTONE / max(1, len(question.terms)) if milestone else 0.0
    return score + TITLE * share + known


def _of_office(role: str, question: Question, hints: Hints) -> float:
    """What a person's office is worth: the more of its name was asked for, and less for a deputy where none was."""
    worth = -0.15 if role.startswith(("Deputy", "Acting")) and "deputy" not in question.folded else 0.0
    return worth + OFFICE * _share(role, hints.asked) if "people" in question.topics else worth


def _counted(title: str, question: Question) -> float:
    """What the reach of a count is worth: one of all that there was, or one of a year or a quarter."""
    if question.spans:
        return 0.0
    worth = ALL_ASKED if question.total else ALL_TOLD
    words = title.casefold().replace(",", " ").split()
    if not WHOLE.isdisjoint(words) or title.startswith("All donors"):
        return worth
    return -worth if " in the year" in title or " in the quarter" in title else 0.0


def _share(title: str, asked: set[str]) -> float:
    """How much of a title was asked for."""
    if title.isascii() and not any(map(title.casefold().__contains__, asked)):
        return 0.0
    words = [word for word in fold(title).split() if word not in JOINING]
    return sum(word in asked for word in words) / max(len(words), 1)


def _timely(first: int, last: int, span: tuple[int, int], topic: str, worded: bool) -> float:
    """What it is worth that a fact is of the time that was named: most when it began then, less when it lasted through it."""
    if span[1] - span[0] > 20000 and (first // 10000, last // 10000) == (span[0] // 10000, span[1] // 10000):
        return YEARS
    if (first, last) == span and span[0] != span[1] and (worded or topic not in COUNTED):
        return PERIOD
    if topic in COUNTED and span[0] <= first and last > span[1] + 10000:
        return OUTLASTING
    if span[0] <= first <= span[1]:
        return 0.8 if span[0] == span[1] else 0.3 if span[1] - span[0] <= 20000 else AMID
    if first <= span[1] and last >= span[0]:
        if last - first < 100:  # within a month or from one to the next
            return 0.3
        return 0.28 if topic in ("people", "missions") else 0.1 if topic in COUNTED else 0.15
    return -0.2
