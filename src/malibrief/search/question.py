"""What a query means: its dates and numbers, the kind of fact that it asks for, and the words to look for.

English and French. User text is never query syntax: whatever is not understood is a word to look for, and punctuation
only separates words. Numbers and dates keep the precision in which they were written.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from malibrief.facts import written
from malibrief.facts.topics import NAMED
from malibrief.index.vocabulary import NONE
from malibrief.search.intent import (
    A_WHILE,
    DOCUMENTS,
    LISTS,
    bound_asked,
    edge_asked,
    end_asked,
    kind_named,
    neighbour_asked,
    only_time_asked,
    placed,
    recent_asked,
    ruler_asked,
    subject_of,
    topics_asked,
    total_asked,
)
from malibrief.text import fold

if TYPE_CHECKING:
    from collections.abc import Set

    from malibrief.facts.written import Span
    from malibrief.index.vocabulary import Vocabulary
    from malibrief.search.intent import Placed, Way

VOCABULARY = Path(__file__).with_name("vocabulary.txt")
"""Synonyms that serve any base, a line for each meaning; its first lines say how it is written."""
_SYNONYMS = VOCABULARY.read_text(encoding="utf-8")
MOST_WORDS = 24
"""How many words of a query are looked at; the others are left out."""


class Term(msgspec.Struct, frozen=True):
    """One thing to look for: its words as typed, and the words of each phrase that means the same."""

    words: tuple[str, ...]
    synonyms: tuple[tuple[str, ...], ...] = ()
    light: bool = False
    """Whether it rarely decides, and so counts for less."""


class Question(msgspec.Struct, frozen=True):
    """A query understood."""

    folded: str
    subject: str = ""
    """The words that may be a name: of a query that asks what something is only that, else all."""
    terms: tuple[Term, ...] = ()
    spans: tuple[Span, ...] = ()
    amounts: tuple[tuple[float, float], ...] = ()
    """The least and the greatest number that each can mean, in the precision given."""
    topics: frozenset[str] = frozenset()
    kind: str = ""
    """The topic of which one is asked for by name: "which resolution"."""
    neighbour: Way = 0
    edge: Way = 0
    """Whether it asks for the last (1) or the first (-1) of several."""
    placed: Placed = ""
    clause: str = ""
    """What says when, in a query that is `placed`: "when IBK fell"."""
    end: bool = False
    bound: bool = False
    present: bool = False
    now: bool = False
    since: int = 0
    """From which day on a fact is new, where it asks for what is."""
    leader: bool = False
    ruler: bool = False
    total: bool = False
    recent: int = 0
    """How many days before the newest fact are meant, 0 where no such time is."""
    every_year: tuple[Span, ...] = ()
    """A day in each year, where it asks for nothing but that: "18 August"."""
    no_day: str = ""
    """A day that it names and that does not exist; its month is meant."""
    only_time: bool = False
    """Whether it asks for nothing but what happened in a time."""
    place: frozenset[str] = frozenset()
    """Its words for the place that the base is about, which are not looked for."""

    @property
    def defining(self) -> bool:
        """Whether it asks what something is."""
        return self.subject != self.folded

    @property
    def leaving(self) -> bool:
        """Whether it asks when something ended, or somebody left."""
        return not LISTS["fall"].isdisjoint(self.words)

    @property
    def rest(self) -> set[str]:
        """The words of the query that ask neither who leads nor when something began or ended."""
        return {*self.subject.split()} - LISTS["stop"] - self.place - LISTS["leader"] - LISTS["bounds"]

    @property
    def words(self) -> set[str]:
        """The words to look for, as typed."""
        return {word for term in self.terms for word in term.words}


UNITS = {
    **dict.fromkeys("k thousand thousands mille milliers".split(), 10**3),
    **dict.fromkeys("m mn mln mio million millions".split(), 10**6),
    **dict.fromkeys("bn b mds md mrd billion billions milliard milliards".split(), 10**9),
}
"""What a unit behind a number multiplies it by."""
# Patterns are compiled when a query with a digit needs them.
_GROUPED = r"[1-9]\d{0,2}(?:[, .\u00a0\u202f']\d{3})+(?!\d)"
_UNIT = "|".join(sorted(UNITS, key=len, reverse=True))
_AMOUNT = rf"(?<![\w/.-])(?:[$€£]|usd|eur|us\$)? ?(?P<n>{_GROUPED}|\d+(?:[.,]\d+)?) ?(?P<u>(?:{_UNIT})(?![a-z]))?(?: ?[$€£])?(?![\w/-])"

_ENDINGS = ("s", "x", "es", "d", "ed", "ing", "e", "ee", "ees", "er", "ent", "ait", "aient", "ant")
"""Endings that a word may have beyond the form that the vocabulary lists."""


def understand(query: str, own: Vocabulary = NONE) -> Question:
    """Return what a query means to a base with a vocabulary of its own.

    An empty one, or one of punctuation only, means nothing to look for.
    """
    folded = " ".join(fold(query).split()[: MOST_WORDS * 2])
    plain, no_day = _mended(written.plain(query))
    spans, rest = written.times(plain) if any(map(str.isdecimal, plain)) else ((), plain)
    place = own.place_in(folded)
    question = _asked(folded, spans, place)
    words = _words(rest) if question.subject == folded else question.subject.split()
    recent, words = recent_asked(words[:MOST_WORDS])
    only_time = only_time_asked((word for word in words if not written.is_year(word)), place)
    if only_time and not spans and not recent and not LISTS["recent"].isdisjoint(folded.split()):
        recent = A_WHILE
    ruler = ruler_asked(words, place.union(filter(own.is_of_place, words)))
    if ruler and own.is_state:
        words = ["head", "state"]
    elif ruler:  # of what has no head of state: who leads something that bears its name is meant
        ruler, place = False, frozenset()
    if question.edge:
        words = [word for word in words if word not in LISTS["first"]]
    amounts = _amounts(rest)
    return msgspec.structs.replace(
        question,
        terms=tuple(_terms(words, _acronyms(query, set(folded.split())), bool(amounts), place, own)),
        amounts=amounts,
        ruler=ruler,
        recent=recent,
        every_year=() if spans else _every_year(plain, place),
        no_day=no_day,
        only_time=only_time and bool(spans or recent),
        place=place,
    )


def _asked(folded: str, spans: tuple[Span, ...], place: Set[str]) -> Question:
    """Return what a folded query with these times asks for, before its words are looked at; `place` are those for the place."""
    words = folded.split()
    asked = set(words)
    subject = folded if spans else subject_of(folded)
    total = total_asked(folded, asked, bool(spans))
    topics = topics_asked(asked, total)
    when, clause = placed(words, place)
    return Question(
        folded=folded,
        subject=subject,
        spans=spans,
        topics=topics if subject == folded or not topics.isdisjoint(DOCUMENTS | {"people"}) else NAMED,
        kind=kind_named(words),
        neighbour=neighbour_asked(asked),
        edge=0 if spans else edge_asked(words, topics),
        placed=when,
        clause=" ".join(words[clause:]),
        end=end_asked(folded),
        bound=bound_asked(folded),
        present=not asked.isdisjoint(LISTS["present"]),
        now=not spans and not asked.isdisjoint(LISTS["newest"]),
        leader=not asked.isdisjoint(LISTS["leader"]),
        total=total,
    )


def _mended(plain: str) -> tuple[str, str]:
    """Return a text with a day that does not exist, "2021-02-30", shortened to its month, and that day; "" for none."""
    no_day = written.no_day(plain)
    return (plain.replace(no_day, no_day.rpartition("-")[0]) if no_day else plain), no_day


def _every_year(plain: str, place: Set[str]) -> tuple[Span, ...]:
    """Return the day in each year that a text names beside words that ask for nothing; nothing for most texts."""
    return written.in_every_year(" ".join(word for word in plain.split() if not only_time_asked([word], place)))


def _words(text: str) -> list[str]:
    """Return the words of a text, folded; a number with its separators, "15,209", is one."""
    words: list[str] = []
    start = 0
    for match in re.finditer(rf"\b{_GROUPED}\b", text) if any(map(str.isdecimal, text)) else ():
        words += [*fold(text[start : match.start()]).split(), fold(match[0])]
        start = match.end()
    return words + fold(text[start:]).split()


def _acronyms(query: str, words: set[str]) -> set[str]:
    """Return the stop words that are acronyms here.

    Those are words in capitals, unless all is; "un" and "eu" where nothing shows the query to be French; and "us" unless
    it is a pronoun.
    """
    acronyms = set()
    if query != query.upper() and any(map(str.isupper, query)):
        acronyms = {word.casefold() for word in re.findall(r"\b[A-Z]{2,}\b", query)}
    if not words & LISTS["french"]:
        acronyms |= {"un", "eu"}
    if not words & LISTS["request"]:
        acronyms.add("us")
    return acronyms


def _amounts(text: str) -> tuple[tuple[float, float], ...]:
    """Return the numbers that a text names: "615 million" is 614 to 616 million, "5,100" is that number."""
    if not any(map(str.isdecimal, text)):
        return ()
    amounts: list[tuple[float, float]] = []
    for match in re.finditer(_AMOUNT, text):
        number, unit = match["n"], match["u"]
        if unit is None and written.is_year(number):
            continue
        scale = UNITS.get(unit, 1)
        for digits in _readings(number, unit is not None):
            slack = 0.0 if unit is None else 10 ** -len(digits.partition(".")[2]) * scale
            middle = float(digits) * scale
            amounts.append((middle - slack, middle + slack))
    return tuple(amounts)


def _readings(number: str, scaled: bool) -> list[str]:
    """Return the numbers that a written one can be: "5,100" has thousands, "3,285 milliards" may have decimals instead."""
    if not re.fullmatch(_GROUPED, number):
        return [number.replace(",", ".")]
    whole = re.sub(r"\D", "", number)
    separators = re.sub(r"\d", "", number)
    return [whole, re.sub(r"\D", ".", number)] if scaled and separators in (",", ".") else [whole]


def _terms(words: list[str], acronyms: set[str], has_amounts: bool, place: Set[str], own: Vocabulary) -> list[Term]:
    """Return the words to look for with their synonyms; phrases of the vocabulary are one term.

    A year is a time, and a word to look for only where there is no other.
    """
    ignored = LISTS["stop"] - acronyms | place
    significant = [word for word in words if word not in ignored] or words
    rest = [word for word in significant if not written.is_year(word)] or significant
    terms: dict[tuple[str, ...], Term] = {}
    while rest:
        length = next((n for n in range(min(4, len(rest)), 1, -1) if synonyms_of(rest[:n], own)), 1)
        phrase, rest = rest[:length], rest[length:]
        light = length == 1 and (phrase[0] in LISTS["light"] or (has_amounts and phrase[0][0].isdecimal()))
        term = Term(tuple(" ".join(phrase).split()), synonyms_of(phrase, own), light)
        terms[term.words] = term
    return list(terms.values())


def synonyms_of(phrase: list[str], own: Vocabulary = NONE) -> tuple[tuple[str, ...], ...]:
    """Return what the facts may say instead of a phrase, from the vocabulary and that of the base; nothing for most.

    A single word may have an ending.
    """
    forms = [" ".join(phrase)]
    if len(phrase) == 1 and len(phrase[0]) >= 5:
        forms += [phrase[0] + "s", *(phrase[0].removesuffix(end) for end in _ENDINGS if phrase[0].endswith(end))]
    for form in forms:
        if said := [*_said(_SYNONYMS, form), *_said(own.synonyms, form)]:
            return tuple(dict.fromkeys(map(significant_words, said)))
    return ()


def _said(vocabulary: str, typed: str) -> list[str]:
    """Return what the facts may say for what is typed, from the text of a vocabulary."""
    start = vocabulary.find(f"|{typed}|")
    if start < 0:
        return []
    end = vocabulary.index("\n", start)
    return vocabulary[vocabulary.rindex("|", start, end) + 1 : end].split("; ")


def significant_words(phrase: str) -> tuple[str, ...]:
    """Return the words of a phrase, folded and without stop words; all of them where there are only stop words."""
    words = fold(phrase).split()
    return tuple(word for word in words if word not in LISTS["stop"]) or tuple(words)
