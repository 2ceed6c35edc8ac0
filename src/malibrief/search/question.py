"""What a query means: its dates and numbers, the kind of fact that it asks for, and the words to look for.

English and French. User text is never query syntax: whatever is not understood is a word to look for, and punctuation
only separates words. Numbers and dates keep the precision in which they were written.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from malibrief.facts.dates import PartialDate
from malibrief.search.intent import LISTS, end_asked, neighbour_asked, numbers_of, placed, topics_asked, total_asked
from malibrief.text import fold

if TYPE_CHECKING:
    from malibrief.search.intent import Placed, Way

Span = tuple[int, int]
"""The first and the last day of a time, as bounds such as 20130401."""
VOCABULARY = Path(__file__).with_name("vocabulary.txt")
"""Synonyms, a line for each meaning; its first lines say how it is written."""
_SYNONYMS = VOCABULARY.read_text(encoding="utf-8")
MOST_WORDS = 24
"""How many words of a query are looked at; the others are left out."""
MOST_CHARACTERS = 2000
"""In how many characters of a query numbers and dates are looked for."""


class Term(msgspec.Struct, frozen=True):
    """One thing to look for: its words as typed, and the words of each phrase that means the same."""

    words: tuple[str, ...]
    synonyms: tuple[tuple[str, ...], ...] = ()
    light: bool = False
    """Whether it rarely decides, and so counts for less."""


class Question(msgspec.Struct, frozen=True):
    """A query understood."""

    folded: str
    terms: tuple[Term, ...] = ()
    spans: tuple[Span, ...] = ()
    amounts: tuple[tuple[float, float], ...] = ()
    """The least and the greatest number that each can mean, in the precision given."""
    topics: frozenset[str] = frozenset()
    neighbour: Way = 0
    placed: Placed = ""
    end: bool = False
    total: bool = False

    @property
    def words(self) -> set[str]:
        """The words to look for, as typed."""
        return {word for term in self.terms for word in term.words}


_MONTHS, _PARTS, _SEASONS, _UNITS = map(numbers_of, ("month", "part", "season", "unit"))
_YEAR = r"(?:19[5-9]\d|20[0-4]\d)"
# Patterns are compiled when a query with a digit needs them.
_DATES = (
    rf"\b(?P<d>\d\d?)(?:er|st|nd|rd|th)? ?(?:-|–|to|and|au|a|et) ?(?P<e>\d\d?)(?:st|nd|rd|th)? (?P<w>[a-z]+) (?P<y>{_YEAR})\b",
    rf"\b(?P<w>[a-z]+) (?P<d>\d\d?) ?(?:-|–|to|and) ?(?P<e>\d\d?),? (?P<y>{_YEAR})\b",
    rf"\b(?P<y>{_YEAR})-(?P<m>\d\d?)-(?P<d>\d\d?)\b",
    rf"\b(?P<d>\d\d?)[/.](?P<m>\d\d?)[/.](?P<y>{_YEAR})\b",
    rf"\b(?P<d>\d\d?)(?:er|st|nd|rd|th)?(?: of)? (?P<w>[a-z]+)\.?,? (?P<y>{_YEAR})\b",
    rf"\b(?P<w>[a-z]+)\.? (?P<d>\d\d?)(?:st|nd|rd|th)?,? (?P<y>{_YEAR})\b",
    rf"\b(?P<w>[a-z]+)\.?,? (?:of |de )?(?P<y>{_YEAR})\b",
    rf"\b(?P<y>{_YEAR})-(?P<m>\d\d)\b",
    rf"\b(?P<m>0\d|1[0-2])/(?P<y>{_YEAR})\b",
)
_YEARS = (
    rf"\b(?P<part>{'|'.join(_PARTS | _SEASONS)})[ -](?:of |in |de |en |d')?(?P<y>{_YEAR})\b",
    rf"\b(?:between |from |entre |de )?(?P<since>{_YEAR}) ?(?:-|–|and|to|et|a) ?(?P<until>{_YEAR})\b",
    rf"\b(?:since|depuis|from) (?P<since>{_YEAR})\b",
    rf"\b(?:after|apres) (?P<after>{_YEAR})\b",
    rf"\b(?:until|till|jusqu['’ ](?:en|a)) (?P<until>{_YEAR})\b",
    rf"\b(?:before|avant) (?P<before>{_YEAR})\b",
)
_YEAR_ALONE = rf"(?<![\d,./-])(?P<since>(?P<until>{_YEAR}))(?![\d,./])"
_GROUPED = r"[1-9]\d{0,2}(?:[, .\u00a0\u202f']\d{3})+(?!\d)"
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_AMOUNT = rf"(?<![\w/.-])(?:[$€£]|usd|eur|us\$)? ?(?P<n>{_GROUPED}|\d+(?:[.,]\d+)?) ?(?P<u>(?:{_UNIT})(?![a-z]))?(?: ?[$€£])?(?![\w/-])"

_ENDINGS = ("s", "x", "es", "d", "ed", "ing", "e")
"""Endings that a word may have beyond the form that the vocabulary lists."""


def understand(query: str) -> Question:
    """Return what a query means. An empty one, or one of punctuation only, means nothing to look for."""
    folded = " ".join(fold(query).split()[: MOST_WORDS * 2])
    plain = _with_punctuation(query)
    spans, rest = _times(plain) if any(map(str.isdecimal, plain)) else ((), plain)
    amounts = _amounts(rest)
    asked = set(folded.split())
    terms = tuple(_terms(_words(rest)[:MOST_WORDS], _acronyms(query, asked), bool(amounts)))
    return Question(
        folded=folded,
        terms=terms,
        spans=spans,
        amounts=amounts,
        topics=topics_asked(asked),
        neighbour=neighbour_asked(asked),
        placed=placed(asked),
        end=end_asked(folded),
        total=total_asked(folded),
    )


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


def _with_punctuation(query: str) -> str:
    """Return the query in lower case and without accents, on one line, with its punctuation."""
    import unicodedata

    text = unicodedata.normalize("NFKD", query[:MOST_CHARACTERS]).casefold().replace("’", "'")
    return " ".join("".join(c for c in text if not unicodedata.combining(c)).split())


def _times(text: str) -> tuple[tuple[Span, ...], str]:
    """Return the times that a text names, and the text without them (a year alone stays in it)."""
    spans: list[Span] = []

    def take(match: re.Match[str]) -> str:
        span = _span({name: text for name, text in match.groupdict().items() if text})
        if span is None:
            return match[0]
        spans.append(span)
        part = match.groupdict().get("part")
        return f" {part} " if part in _SEASONS else " "

    # Without a month, or a number that is no year, there is no date to look for.
    written = re.findall(r"[a-z]+|\d+", text)
    dated = any(word in _MONTHS or (word.isdecimal() and not _is_year(word)) for word in written)
    for pattern in (*(_DATES if dated else ()), *_YEARS):
        text = re.sub(pattern, take, text)
    years = [_span(match.groupdict()) for match in re.finditer(_YEAR_ALONE, text)]
    return (*spans, *filter(None, years)), text


def _span(parts: dict[str, str]) -> Span | None:
    """Return the bounds of the time that a pattern's groups name; None for a date that does not exist."""
    if "y" not in parts:
        first = int(parts["after"]) + 1 if "after" in parts else int(parts.get("since", 0))
        last = int(parts["before"]) - 1 if "before" in parts else int(parts.get("until", 9999))
        return first * 10000 + 101, last * 10000 + 1231
    if "part" in parts:
        first, last = (_PARTS | _SEASONS)[parts["part"]]
        return int(parts["y"]) * 10000 + first, int(parts["y"]) * 10000 + last
    (month,) = _MONTHS.get(parts["w"], (0,)) if "w" in parts else (int(parts["m"]),)
    days = [f"-{int(parts[day]):02d}" for day in ("d", "e") if day in parts] or [""]
    try:
        dates = [PartialDate.parse(f"{parts['y']}-{month:02d}{day}") for day in days]
    except ValueError:
        return None
    return (dates[0].first, dates[-1].last) if dates[0].first <= dates[-1].last else None


def _amounts(text: str) -> tuple[tuple[float, float], ...]:
    """Return the numbers that a text names: "615 million" is 614 to 616 million, "5,100" is that number."""
    if not any(map(str.isdecimal, text)):
        return ()
    amounts: list[tuple[float, float]] = []
    for match in re.finditer(_AMOUNT, text):
        written, unit = match["n"], match["u"]
        if unit is None and _is_year(written):
            continue
        (scale,) = _UNITS.get(unit, (1,))
        for digits in _readings(written, unit is not None):
            slack = 0.0 if unit is None else 10 ** -len(digits.partition(".")[2]) * scale
            middle = float(digits) * scale
            amounts.append((middle - slack, middle + slack))
    return tuple(amounts)


def _readings(written: str, scaled: bool) -> list[str]:
    """Return the numbers that a written one can be: "5,100" has thousands, "3,285 milliards" may have decimals instead."""
    if not re.fullmatch(_GROUPED, written):
        return [written.replace(",", ".")]
    whole = re.sub(r"\D", "", written)
    separators = re.sub(r"\d", "", written)
    return [whole, re.sub(r"\D", ".", written)] if scaled and separators in (",", ".") else [whole]


def _terms(words: list[str], acronyms: set[str], has_amounts: bool) -> list[Term]:
    """Return the words to look for with their synonyms; phrases of the vocabulary are one term.

    A year is a time, and a word to look for only where there is no other.
    """
    significant = [word for word in words if word not in LISTS["stop"] or word in acronyms] or words
    rest = [word for word in significant if not _is_year(word)] or significant
    terms: dict[tuple[str, ...], Term] = {}
    while rest:
        length = next((n for n in range(min(4, len(rest)), 1, -1) if synonyms_of(rest[:n])), 1)
        phrase, rest = rest[:length], rest[length:]
        light = length == 1 and (phrase[0] in LISTS["light"] or (has_amounts and phrase[0][0].isdecimal()))
        term = Term(tuple(" ".join(phrase).split()), synonyms_of(phrase), light)
        terms[term.words] = term
    return list(terms.values())


def _is_year(word: str) -> bool:
    """Return whether a word is a year from 1950 to 2049."""
    return len(word) == 4 and word.isascii() and word.isdecimal() and 1950 <= int(word) < 2050


def synonyms_of(phrase: list[str]) -> tuple[tuple[str, ...], ...]:
    """Return what the facts may say instead of a phrase, from the vocabulary; nothing for most. A single word may have an ending."""
    forms = [" ".join(phrase)]
    if len(phrase) == 1 and len(phrase[0]) >= 5:
        forms += [phrase[0] + "s", *(phrase[0].removesuffix(end) for end in _ENDINGS if phrase[0].endswith(end))]
    for form in forms:
        start = _SYNONYMS.find(f"|{form}|")
        if start >= 0:
            end = _SYNONYMS.index("\n", start)
            said = _SYNONYMS[_SYNONYMS.rindex("|", start, end) + 1 : end]
            return tuple(significant_words(other) for other in said.split(";"))
    return ()


def significant_words(phrase: str) -> tuple[str, ...]:
    """Return the words of a phrase, folded and without stop words; all of them where there are only stop words."""
    words = fold(phrase).split()
    return tuple(word for word in words if word not in LISTS["stop"]) or tuple(words)
