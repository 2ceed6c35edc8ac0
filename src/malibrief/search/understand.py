"""What a person's words mean: dates, numbers, the kind of fact that is asked for, and the words to look for.

English and French. Nothing that is typed is ever query syntax: whatever is not understood is a word to look for, and
punctuation only separates words. Numbers and dates keep the precision in which they were written.
"""

from __future__ import annotations

import re
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from malibrief.facts.dates import MONTHS, PartialDate
from malibrief.search.asking import ending, neighbour, order, topics_asked, total
from malibrief.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from malibrief.search.asking import Way

VOCABULARY = Path(__file__).with_name("vocabulary.txt")
"""A line for each meaning: what people type for it, folded and without stop words, each between bars, and what the facts
may say, with semicolons between."""
MOST_WORDS = 24
MOST_CHARACTERS = 2000
"""How many words of a query are looked at, and for numbers and dates how many characters; what comes after is left out."""


class Term(msgspec.Struct, frozen=True):
    """One thing to look for: the words as typed, what may stand in their place, and how much it counts."""

    words: tuple[str, ...]
    equivalents: tuple[tuple[str, ...], ...] = ()
    weight: float = 1.0


class Question(msgspec.Struct, frozen=True):
    """A query understood. Spans are (first, last) bounds of days; amounts are (least, most) for the precision given."""

    folded: str
    terms: tuple[Term, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    amounts: tuple[tuple[float, float], ...] = ()
    topics: frozenset[str] = frozenset()
    neighbour: Way = 0
    """1 where it asks for who came after somebody, -1 for who was there before."""
    order: Way = 0
    """1 where it asks for the latest or present one, -1 for the first."""
    total: bool = False
    """Whether it asks for what there was in all."""
    ending: bool = False
    """Whether it asks when something ended."""


_MONTHS = {month[:3].casefold(): n for n, month in enumerate(MONTHS, start=1)} | {
    fold(name): n
    for n, names in enumerate(
        (
            "janvier janv january", "fevrier fevr fev february febr", "mars march", "avril avr april", "mai may", "juin june",
            "juillet juil july", "aout august", "septembre sept september", "octobre october", "novembre november",
            "decembre december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_YEAR = r"(?:19[5-9]\d|20[0-4]\d)"
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
_PARTS = {
    **dict.fromkeys("early beginning start debut".split(), (101, 430)),
    **dict.fromkeys("mid middle mi milieu".split(), (501, 831)),
    **dict.fromkeys("late end fin".split(), (901, 1231)),
}
_QUARTERS = {
    **dict.fromkeys(("q1", "1q", "first quarter", "1st quarter", "premier trimestre", "1er trimestre"), (101, 331)),
    **dict.fromkeys(("q2", "2q", "second quarter", "2nd quarter", "deuxieme trimestre", "second trimestre", "2e trimestre"), (401, 630)),
    **dict.fromkeys(("q3", "3q", "third quarter", "3rd quarter", "troisieme trimestre", "3e trimestre"), (701, 930)),
    **dict.fromkeys(("q4", "4q", "fourth quarter", "last quarter", "quatrieme trimestre", "4e trimestre"), (1001, 1231)),
    **dict.fromkeys(("first half", "premier semestre", "1er semestre"), (101, 630)),
    **dict.fromkeys(("second half", "second semestre", "deuxieme semestre"), (701, 1231)),
    **dict.fromkeys(("spring", "printemps"), (301, 531)), **dict.fromkeys(("summer", "ete"), (601, 831)),
    **dict.fromkeys(("autumn", "automne"), (901, 1130)),
}  # fmt: skip
_PARTS |= _QUARTERS
_PART = rf"\b(?P<part>{'|'.join(_PARTS)})[ -](?:of |in |de |en |d')?(?P<y>{_YEAR})\b"
_RANGES = (
    (rf"\b(?:between |from |entre |de )?(?P<a>{_YEAR}) ?(?:-|–|and|to|et|a) ?(?P<b>{_YEAR})\b", 0, 0),
    (rf"\b(?:since|depuis|from) (?P<a>{_YEAR})\b", 0, 0),
    (rf"\b(?:after|apres) (?P<a>{_YEAR})\b", 1, 0),
    (rf"\b(?:until|till|jusqu['’ ](?:en|a)) (?P<b>{_YEAR})\b", 0, 0),
    (rf"\b(?:before|avant) (?P<b>{_YEAR})\b", 0, -1),
)
"""What names a span of years, and how many years its two ends lie beside those that are written."""
_YEAR_ALONE = rf"(?<![\d,./-])(?P<y>{_YEAR})(?![\d,./])"
# These are compiled when a query with a digit needs them.

_UNITS = {
    "k": 1e3, "thousand": 1e3, "thousands": 1e3, "mille": 1e3, "milliers": 1e3,
    "m": 1e6, "mn": 1e6, "mln": 1e6, "mio": 1e6, "million": 1e6, "millions": 1e6,
    "bn": 1e9, "b": 1e9, "mds": 1e9, "md": 1e9, "mrd": 1e9, "billion": 1e9, "billions": 1e9, "milliard": 1e9, "milliards": 1e9,
}  # fmt: skip
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_GROUPED = r"[1-9]\d{0,2}(?:[, .\u00a0\u202f']\d{3})+(?!\d)"
_AMOUNT = rf"(?<![\w/.-])(?:[$€£]|usd|eur|us\$)? ?(?P<n>{_GROUPED}|\d+(?:[.,]\d+)?) ?(?P<u>(?:{_UNIT})(?![a-z]))?(?: ?[$€£])?(?![\w/-])"

_STOP = frozenset(
    # English
    "a an and are as at be been by can could did do does for from give had has have he her his how i if in into is it its "
    "just list me my of on or our out over please s say show t tell that the their them there these they this those to "
    "under up us was we were what when where which while who whom whose why will with within would you your about any all "
    "between during after before since until then than so not no exactly still currently latest last current now today recent newest "
    "ever mali many much really actually also "
    # French
    "au aux avec ce ces cette cet dans de des du d elle elles en entre est et eu il ils je l la le les leur leurs lors lui ma mais meme "
    "mes n ne nos notre nous on ont ou par pas pour qu que quel quelle quelles quels qui quand quoi sa sans se ses son sont "
    "sur ta te tes toi ton tu un une vos votre vous y a ete etait sont depuis apres avant pendant combien comment pourquoi "
    "quelqu donne moi montre liste date annee mois jour actuel actuelle actuellement aujourd hui dernier derniere derniers "
    "dernieres tot tres aussi encore deja toujours".split()
)  # fmt: skip
_LIGHT = frozenset(
    "head heads headed leads lead led leader chief boss chef patron dirige dirigeait qui who strength effectif effectifs number "
    "nombre start started begin begins began debut end ended ends fin happen happened happens happening passe arrive year "
    "million millions billion billions milliard milliards eur usd euros dollars euro dollar fcfa cfa francs xof resolution resolutions res "
    "many much person people name nom called became become becomes devient devenu situation crisis crise war guerre country pays "
    "new nouveau nouvelle total totals totaux altogether overall".split()
)
"""Words that help to order and rarely decide."""
_LIGHT_WEIGHT = 0.3
_FRENCH = frozenset(
    "le la les l des du de une est sont et ou dans sur au aux qui que quoi quel quelle quels quelles quand combien pourquoi par "
    "pour avec ont lieu".split()
)
"""Words by which a query is known to be French."""
_REQUESTS = frozenset("tell give show let".split())
"""Words beside which "us" is a pronoun."""
_ENDINGS = ("s", "x", "es", "d", "ed", "ing", "e")
"""What a word may have behind the form under which the vocabulary has it."""


def understand(query: str) -> Question:
    """Read a query. An empty one, or one of punctuation only, is a question without anything to look for."""
    folded = " ".join(fold(query).split()[: MOST_WORDS * 2])
    plain = _with_punctuation(query)
    spans, rest = _dates(plain) if any(map(str.isdecimal, plain)) else ((), plain)
    amounts = _amounts(rest)
    asked = set(folded.split())
    topics = topics_asked(folded.split())
    words = _words(rest)[:MOST_WORDS]
    terms = tuple(_terms(words, _acronyms(query, asked), bool(amounts)))
    latest = order(folded, asked, topics)
    return Question(
        folded, terms, spans, amounts, topics, neighbour(asked), latest, total(folded), ending(folded, asked)
    )


def _words(text: str) -> list[str]:
    """The words of a text, folded; a number with its separators, "15,209", is one."""
    words: list[str] = []
    start = 0
    for match in re.finditer(rf"\b{_GROUPED}\b", text) if any(map(str.isdecimal, text)) else ():
        words += [*fold(text[start : match.start()]).split(), fold(match[0])]
        start = match.end()
    return words + fold(text[start:]).split()


def _acronyms(query: str, words: set[str]) -> frozenset[str]:
    """The stop words that are acronyms here: those in capitals, unless all is; "un" and "eu" outside French, "us" as no pronoun."""
    acronyms = set()
    if query != query.upper() and any(map(str.isupper, query)):
        acronyms = {word.casefold() for word in re.findall(r"\b[A-Z]{2,}\b", query)}
    if not words & _FRENCH:
        acronyms |= {"un", "eu"}
    if not words & _REQUESTS:
        acronyms.add("us")
    return frozenset(acronyms)


def _with_punctuation(query: str) -> str:
    """The query without accents and in lower case, on one line, with its punctuation."""
    import unicodedata

    text = unicodedata.normalize("NFKD", query[:MOST_CHARACTERS]).casefold().replace("’", "'")
    return " ".join("".join(c for c in text if not unicodedata.combining(c)).split())


def _dates(text: str) -> tuple[tuple[tuple[int, int], ...], str]:
    """The spans of time that are named, and the text without them (a year alone stays in it)."""
    spans: list[tuple[int, int]] = []

    def taking(span_of: Callable[[dict[str, Any]], tuple[int, int] | None]) -> Callable[[re.Match[str]], str]:
        def take(match: re.Match[str]) -> str:
            span = span_of(match.groupdict())
            if span is None:
                return match[0]
            spans.append(span)
            return " "

        return take

    if _more_than_years(text):
        for pattern in _DATES:
            text = re.sub(pattern, taking(_date), text)
    quarters = [match["part"] for match in re.finditer(_PART, text) if match["part"] in _QUARTERS]
    text = re.sub(_PART, taking(lambda parts: _years(parts["y"], parts["y"], *_PARTS[parts["part"]])), text)
    for pattern, later, earlier in _RANGES:
        span_of = partial(_range, later=later, earlier=earlier)
        text = re.sub(pattern, taking(span_of), text)
    spans += [_years(match["y"], match["y"]) for match in re.finditer(_YEAR_ALONE, text)]
    return tuple(spans), " ".join([text, *quarters])


def _more_than_years(text: str) -> bool:
    """Whether a month or a number beside those of years is in a text: without one there is no date to look for."""
    written = re.findall(r"[a-z]+|\d+", text)
    return any(word in _MONTHS or (word.isdecimal() and not re.fullmatch(_YEAR, word)) for word in written)


def _date(parts: dict[str, Any]) -> tuple[int, int] | None:
    """The bounds of a day, of some days in a row or of a month; None for what does not exist."""
    word = parts.get("w")
    month = int(parts.get("m") or 0) if word is None else _MONTHS.get(word, 0)
    days = [f"-{int(parts[end]):02d}" for end in ("d", "e") if parts.get(end)] or [""]
    try:
        dates = [PartialDate.parse(f"{parts['y']}-{month:02d}{day}") for day in days]
    except ValueError:
        return None
    return (dates[0].first, dates[-1].last) if dates[0].first <= dates[-1].last else None


def _range(parts: dict[str, Any], later: int, earlier: int) -> tuple[int, int]:
    return _years(int(parts.get("a") or 0) + later, int(parts.get("b") or 9999) + earlier)


def _years(first: int | str, last: int | str, start: int = 101, end: int = 1231) -> tuple[int, int]:
    """Bounds of days: from one year's day to another's."""
    return int(first) * 10000 + start, int(last) * 10000 + end


def _amounts(text: str) -> tuple[tuple[float, float], ...]:
    """The numbers that are named; "615 million" reaches from 614 to 616 million, "5,100" is that number."""
    if not any(map(str.isdecimal, text)):
        return ()
    amounts: list[tuple[float, float]] = []
    for match in re.finditer(_AMOUNT, text):
        written, unit = match["n"], _UNITS.get(match["u"] or "")
        if unit is None and re.fullmatch(_YEAR, written):
            continue
        for digits in _readings(written, unit is not None):
            slack = 0.0 if unit is None else 10 ** -len(digits.partition(".")[2]) * unit
            middle = float(digits) * (unit or 1)
            amounts.append((middle - slack, middle + slack))
    return tuple(amounts)


def _readings(written: str, scaled: bool) -> list[str]:
    """The numbers that a written one can be: "5,100" has thousands, "3,285 milliards" may have decimals instead."""
    if not re.fullmatch(_GROUPED, written):
        return [written.replace(",", ".")]
    whole = re.sub(r"\D", "", written)
    separators = re.sub(r"\d", "", written)
    return [whole, re.sub(r"\D", ".", written)] if scaled and separators in (",", ".") else [whole]


def _terms(words: list[str], capitals: frozenset[str], has_amounts: bool) -> list[Term]:
    """The words to look for, with what may stand in their place; phrases of the vocabulary are one term.

    A stop word in capitals is an acronym: UN, EU, US. A year is a time, and a word only where there is no other.
    """
    significant = [word for word in words if word not in _STOP or word in capitals] or words
    rest = [word for word in significant if not _is_year(word)] or significant
    terms: list[Term] = []
    while rest:
        length = next((n for n in range(min(4, len(rest)), 1, -1) if equivalents(rest[:n])), 1)
        phrase, rest = rest[:length], rest[length:]
        light = length == 1 and (phrase[0] in _LIGHT or (has_amounts and phrase[0][0].isdecimal()))
        weight = _LIGHT_WEIGHT if light else 1.0
        terms.append(Term(tuple(" ".join(phrase).split()), equivalents(phrase), weight))
    return list({term.words: term for term in terms}.values())


def _is_year(word: str) -> bool:
    # The pattern is compiled only where a word has four digits.
    return len(word) == 4 and word.isdecimal() and re.fullmatch(_YEAR, word) is not None


def equivalents(phrase: list[str]) -> tuple[tuple[str, ...], ...]:
    """What the facts may say instead of a phrase, from `vocabulary.txt`; nothing for most. One word may have another ending."""
    forms = _forms(phrase[0]) if len(phrase) == 1 else [" ".join(phrase)]
    text = _vocabulary()
    for form in forms:
        start = text.find(f"|{form}|")
        if start >= 0:
            end = text.index("\n", start)
            said = text[text.rindex("|", start, end) + 1 : end]
            return tuple(significant_words(other) for other in said.split(";"))
    return ()


def _forms(word: str) -> list[str]:
    """The forms in which the vocabulary may have a word: as it is, in the plural, without an ending."""
    if len(word) < 5:
        return [word]
    return [word, word + "s", *(word.removesuffix(end) for end in _ENDINGS if word.endswith(end))]


@cache
def _vocabulary() -> str:
    return VOCABULARY.read_text(encoding="utf-8")


def significant_words(phrase: str) -> tuple[str, ...]:
    """The words of a phrase, folded and without its stop words, unless it has no others."""
    words = fold(phrase).split()
    return tuple(word for word in words if word not in _STOP) or tuple(words)
