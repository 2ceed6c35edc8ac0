"""What the best hit lacks of the query: the words, the sentence that says so, and whether it is too little for an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from malibrief.facts.dates import time_in_words
from malibrief.facts.topics import SOURCES
from malibrief.language import say
from malibrief.search.intent import LISTS
from malibrief.search.question import UNITS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from malibrief.index.postings import Row
    from malibrief.search.candidates import Candidates, Weighed
    from malibrief.search.question import Question

LOW_SCORE, MOST_LACKED = 0.6, 0.35
"""A hit that scores less than the first is weak if it lacks more than the second of the query, in which rare words count for more.

Whatever it scores, it is weak if it lacks more than half of the words.
"""
MOST_LISTED = 4
"""At most so many words are said not to stand together in one fact."""
_NOT_ALL = "no fact has all of {words}: the nearest lacks {lacking}"
RELATING = LISTS["after"] | LISTS["before"] | LISTS["while"] | LISTS["fall"]
"""Words that lead from a fact that is named to the one that is asked for, and stand in neither."""


def lacks(row: Row, question: Question, found: Candidates) -> tuple[str, ...]:
    """Return the significant words of a query that a fact lacks, phrases as one, and last the time if it is of another.

    Words in another spelling are not lacked.
    """
    words = (" ".join(weighed.term.words) for weighed in _lacked(row.n, found))
    return tuple(text for text in (*words, _time_missed(row, question)) if text)


def is_weak(n: int, score: float, found: Candidates) -> bool:
    """Return whether a fact with this score has too little of the query to be what is meant."""
    significant, lacked = _significant(found), _lacked(n, found)
    if len(lacked) > len(significant) / 2:
        return True
    rarity = sum(weighed.rarity for weighed in significant)
    return score < LOW_SCORE and sum(weighed.rarity for weighed in lacked) > MOST_LACKED * rarity


def shortcoming(rows: Sequence[Row], question: Question, found: Candidates) -> str:
    """Return a sentence on what the first of the hits lacks, and on whether any other has it all; "" if it lacks nothing."""
    time = _time_missed(rows[0], question)
    missed = say("the nearest is not of {time}", time=time) if time else ""
    no_day = say("{day} is no day", day=question.no_day) if question.no_day else ""
    first, *others = [part for part in (no_day, _words_missed(rows, found), missed) if part] or [""]
    for other in others:
        first = say("{said}; {more}", said=first, more=other)
    return first


def _words_missed(rows: Sequence[Row], found: Candidates) -> str:
    """Return a sentence on the words that the first of the hits lacks; "" if it lacks none."""
    lacked = _lacked(rows[0].n, found)
    if not lacked:
        return ""
    nowhere = [weighed for weighed in lacked if not weighed.facts]
    if nowhere:
        others = [weighed for weighed in lacked if weighed.facts]
        said = say("no fact has {words}", words=_listed(nowhere, say(" or ")))
        if not others:
            return said
        more = say("the nearest lacks {words} too", words=_listed(others, say(" and ")))
        return say("{said}; {more}", said=said, more=more)
    significant = _significant(found)
    if any(row.topic != SOURCES.name and all(row.n in weighed.facts for weighed in significant) for row in rows):
        return say("the best hit lacks {words}", words=_listed(lacked, say(" and ")))
    every, lacking = (_listed(some, say(" and ")) for some in (significant, lacked))
    if len(significant) > MOST_LISTED:
        return say("no fact has all of these words: the nearest lacks {lacking}", lacking=lacking)
    both = len(significant) == 2
    said = "no fact has both {words}: the nearest lacks {lacking}" if both else _NOT_ALL
    return say(said, words=every, lacking=lacking)


def _time_missed(row: Row, question: Question) -> str:
    """Return the time that a query names, if a fact is surely of another; "" otherwise, and where it names several."""
    if len(question.spans) != 1 or question.placed or not row.first:
        return ""
    first, last = question.spans[0]
    return time_in_words(first, last) if row.first > last or row.last < first else ""


def _significant(found: Candidates) -> list[Weighed]:
    """Return what of a query decides: all that rarely decides is left out, unless there is nothing else."""
    return [weighed for weighed in found.terms if not weighed.term.light] or found.terms


def _lacked(n: int, found: Candidates) -> list[Weighed]:
    """Return what of a query a fact lacks, neither as a word or number of its own nor in a fact that only leads to it."""
    if found.names.get(n) == 1 or n in found.begun:
        return []
    counted = n in found.own_amounts or n in found.told_amounts
    return [
        weighed
        for weighed in _significant(found)
        if n not in weighed.facts
        and not (n in found.deadly and not LISTS["toll"].isdisjoint(weighed.term.words))
        and not (n in found.lasting and not LISTS["bounds"].isdisjoint(weighed.term.words))
        and not (counted and _is_of_number(weighed))
        and not (found.stood_for and _leads(weighed, found.stood_for))
    ]


def _is_of_number(weighed: Weighed) -> bool:
    """Return whether a term is a number, or may be the unit or currency of one."""
    word = weighed.term.words[0]
    return weighed.term.light or word[0].isdecimal() or word in UNITS


def _leads(weighed: Weighed, stood_for: set[int]) -> bool:
    """Return whether a term only names the facts that lead to the answer, or says in which way they do."""
    return not RELATING.isdisjoint(weighed.term.words) or any(n in weighed.facts for n in stood_for)


def _listed(some: Sequence[Weighed], last: str) -> str:
    """Return the words in quotation marks, the last behind " and " or another such word: `'icc', 'arrest' and 'warrant'`."""
    words = [say("'{words}'", words=" ".join(weighed.term.words)) for weighed in some]
    return last.join(part for part in (", ".join(words[:-1]), words[-1]) if part)
