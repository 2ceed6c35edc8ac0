"""What happened in a time: the answer to a query that names a time and asks for nothing else.

A time such as "last month" is counted from the newest happening, not from today: the same query has the same answer for as long
as the fact base stays the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from malibrief.facts.dates import PartialDate
from malibrief.index import postings

if TYPE_CHECKING:
    from malibrief.index.results import Resolved
    from malibrief.index.store import Index
    from malibrief.search.question import Question


A_YEAR = 365
"""For so many days before the newest happening a fact is new."""


class Happened(NamedTuple):
    """Something that happened: to which fact, when, and what, where the fact's title does not say so ("begins")."""

    n: int
    date: PartialDate
    word: str


def dated(index: Index, question: Question) -> tuple[Question, PartialDate | None]:
    """Return the question with the days of a time that is counted from the newest happening, and the date of that; else None."""
    date = postings.newest_happening(index) if question.recent or question.now else None
    if date is None:
        return question, None
    newest = PartialDate(date)
    if not question.recent:
        return msgspec.structs.replace(question, since=_before(newest.first, A_YEAR)), newest
    span = (_before(newest.first, question.recent), newest.last)
    return msgspec.structs.replace(question, spans=(*question.spans, span)), newest


def happened(index: Index, question: Question, asked: Resolved, limit: int | None) -> tuple[list[Happened], int]:
    """Return what happened in the times named, in the order of time, and how much there was.

    Where that is more than `limit`, the weightiest are returned, of a time that is counted from the newest the newest.
    """
    rows = {row for first, last in question.spans for row in postings.happenings(index, first, last, asked)}
    first = sorted(rows, key=lambda row: (-row[1], row[0]) if question.recent else (row[0], row[1]))[:limit]
    in_order = sorted(first, key=lambda row: (row[1], row[0]))
    return [Happened(n, PartialDate(date), word) for n, _, date, word in in_order], len(rows)


def _before(day: int, days: int) -> int:
    """Return the day so many days before one, both bounds such as 20210514."""
    from datetime import date, timedelta

    year, rest = divmod(day, 10000)
    return int((date(year, *divmod(rest, 100)) - timedelta(days)).strftime("%Y%m%d"))
