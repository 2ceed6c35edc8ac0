"""Dates as people write them, in English and French: "14 May 2021", "early 2013", "depuis 2014", "premier trimestre 2020"."""

from __future__ import annotations

import re

from malibrief.facts.dates import PartialDate

Span = tuple[int, int]
"""The first and the last day of a time, as bounds such as 20130401."""
MOST_CHARACTERS = 2000
"""In how many characters of a text dates are looked for."""
_MONTHS = {
    word: month
    for month, words in enumerate(
        (
            "jan january janv janvier", "feb febr february fev fevr fevrier", "mar march mars", "apr april avr avril", "mai may",
            "juin jun june", "juil juillet jul july", "aout aug august", "sep sept september septembre", "oct october octobre",
            "nov november novembre", "dec december decembre",
        ),
        start=1,
    )
    for word in words.split()
}  # fmt: skip
_PARTS = {
    word: bounds
    for bounds, words in {
        (101, 430): "early beginning start debut", (501, 831): "mid middle mi milieu", (901, 1231): "late end fin",
    }.items()
    for word in words.split()
}  # fmt: skip
_SEASONS = {
    phrase: bounds
    for bounds, phrases in {
        (101, 331): "q1, 1q, first quarter, 1st quarter, premier trimestre, 1er trimestre",
        (401, 630): "q2, 2q, second quarter, 2nd quarter, deuxieme trimestre, second trimestre, 2e trimestre",
        (701, 930): "q3, 3q, third quarter, 3rd quarter, troisieme trimestre, 3e trimestre",
        (1001, 1231): "q4, 4q, fourth quarter, 4th quarter, last quarter, quatrieme trimestre, 4e trimestre",
        (101, 630): "first half, premier semestre, 1er semestre",
        (701, 1231): "second half, second semestre, deuxieme semestre",
        (301, 531): "spring, printemps",
        (601, 831): "summer, ete",
        (901, 1130): "autumn, automne",
    }.items()
    for phrase in phrases.split(", ")
}
"""Parts of a year, by their month and day; seasons stay in the text, as words that may be looked for."""
# Patterns are compiled when a text with a digit needs them.
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
_YEARS = (
    rf"\b(?P<part>{'|'.join(_PARTS | _SEASONS)})[ -](?:of |in |de |en |d')?(?P<y>{_YEAR})\b",
    rf"\b(?:between |from |entre |de )?(?P<since>{_YEAR}) ?(?:-|–|and|to|et|a) ?(?P<until>{_YEAR})\b",
    rf"\b(?:since|depuis|from) (?P<since>{_YEAR})\b",
    rf"\b(?:after|apres) (?P<after>{_YEAR})\b",
    rf"\b(?:until|till|jusqu['’ ](?:en|a)) (?P<until>{_YEAR})\b",
    rf"\b(?:before|avant) (?P<before>{_YEAR})\b",
)
_YEAR_ALONE = rf"(?<![\d,./-])(?P<since>(?P<until>{_YEAR}))(?![\d,./])"


def plain(text: str) -> str:
    """Return the text in lower case and without accents, on one line, with its punctuation."""
    import unicodedata

    text = unicodedata.normalize("NFKD", text[:MOST_CHARACTERS]).casefold().replace("’", "'")
    return " ".join("".join(c for c in text if not unicodedata.combining(c)).split())


def times(text: str) -> tuple[tuple[Span, ...], str]:
    """Return the times that a text names, and the text without them (a year alone stays in it).

    The text is as `plain` gives it.
    """
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
    dated = any(word in _MONTHS or (word.isdecimal() and not is_year(word)) for word in written)
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
    month = _MONTHS.get(parts["w"], 0) if "w" in parts else int(parts["m"])
    days = [f"-{int(parts[day]):02d}" for day in ("d", "e") if day in parts] or [""]
    try:
        dates = [PartialDate.parse(f"{parts['y']}-{month:02d}{day}") for day in days]
    except ValueError:
        return None
    return (dates[0].first, dates[-1].last) if dates[0].first <= dates[-1].last else None


def is_year(word: str) -> bool:
    """Return whether a word is a year from 1950 to 2049."""
    return len(word) == 4 and word.isascii() and word.isdecimal() and 1950 <= int(word) < 2050
