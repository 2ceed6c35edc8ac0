"""Dates as people write them, in English and French: "14 May 2021", "early 2013", "depuis 2014", "premier trimestre 2020"."""

from __future__ import annotations

import re

from malibrief.facts.dates import PartialDate, days_in, iso, split

Span = tuple[int, int]
"""The first and the last day of a time, as bounds such as 20130401."""
MOST_CHARACTERS = 2000
"""In how many characters of a text dates are looked for."""
_MONTHS = {
    word: month
    for month, words in enumerate(
        (
            "jan january janv janvier", "feb febr february fev fevr fevrier", "mar march mars", "apr april avr avril", "mai may",
            "juin jun june", "juil juill juillet jul july", "aout aug august", "sep sept september septembre", "oct october octobre",
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
        (
            401,
            630,
        ): "q2, 2q, second quarter, 2nd quarter, deuxieme trimestre, second trimestre, 2e trimestre, 2eme trimestre",
        (701, 930): "q3, 3q, third quarter, 3rd quarter, troisieme trimestre, 3e trimestre, 3eme trimestre",
        (
            1001,
            1231,
        ): "q4, 4q, fourth quarter, 4th quarter, last quarter, quatrieme trimestre, 4e trimestre, 4eme trimestre",
        (101, 630): "first half, premier semestre, 1er semestre",
        (701, 1231): "second half, second semestre, deuxieme semestre, 2e semestre, 2eme semestre",
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
    rf"\b(?P<d>\d\d?)(?:er|st|nd|rd|th)? ?(?:-|–|to|and|au|a|et) ?(?:le )?(?P<e>\d\d?)(?:st|nd|rd|th)? (?P<w>[a-z]+) (?P<y>{_YEAR})\b",
    rf"\b(?P<w>[a-z]+) (?P<d>\d\d?) ?(?:-|–|to|and) ?(?P<e>\d\d?),? (?P<y>{_YEAR})\b",
    rf"\b(?P<y>{_YEAR})(?P<s>[-/.])(?P<m>\d\d?)(?P=s)(?P<d>\d\d?)\b",
    rf"(?<![\w.,/-])(?P<y>{_YEAR})(?P<m>\d\d)(?P<d>\d\d)(?!\w|[.,/-]\d)",
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


_BEFORE = (
    r"^(?:(?:in|on|of|the|every|each|between|en|les?|au|du|de|tous|chaque|entre|annee|l'an(?:nee)?|year|mois(?= d[e'])"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day,?|(?:lun|mar|mercre|jeu|vendre|same)di,?|dimanche,?) |d')+"
)
"""The words that may stand before a day and do not change it."""


def _bare(text: str) -> str:
    """Return a time without the words before it, the first of a month in figures: "le mardi premier mai 2012" -> "1er mai 2012"."""
    return re.sub(r"\b(?:premier|1 er)\b", "1er", re.sub(_BEFORE, "", text))


def span_of(text: str) -> Span | None:
    """Return the time that a text is, None where it says anything else; the text is as `plain` gives it."""
    spans, rest = times(_bare(text))
    said = rest.strip()
    alone = is_year(said) and len(spans) == 1
    return spans[0] if len(spans) == 1 and (not said or said in _SEASONS or alone) else None


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


_UNITS = {
    word: unit
    for unit, words in {
        "day": "day days jour jours", "week": "week weeks semaine semaines", "month": "month months mois",
        "year": "year years an ans annee annees",
    }.items()
    for word in words.split()
}  # fmt: skip
_COUNTS = {
    word: count
    for count, words in enumerate(
        (
            "a an one un une", "two deux", "three trois", "four quatre", "five cinq", "six", "seven sept", "eight huit", "nine neuf",
            "ten dix", "eleven onze", "twelve douze", "thirteen treize", "fourteen quatorze", "fifteen quinze",
        ),
        start=1,
    )
    for word in words.split()
}  # fmt: skip
_DAYS_AGO = {
    phrase: ago
    for ago, phrases in enumerate(
        (
            "today, now, aujourd'hui, aujourdhui, maintenant, a ce jour", "yesterday, hier",
            "the day before yesterday, day before yesterday, avant-hier, avant hier",
        )
    )
    for phrase in phrases.split(", ")
} | {"tomorrow": -1, "demain": -1}  # fmt: skip
_AGO = (
    r"(?P<n>\w+) (?P<unit>\w+) ago",
    r"(?:il )?y a (?P<n>\w+) (?P<unit>\w+)",
    r"(?:the )?(?:last|past) (?P<n>\w+) (?P<unit>\w+)",
    r"(?:[cdl]es )?(?P<n>\w+) derni(?:er|ere)s (?P<unit>\w+)",
    r"(?:[cdl]es )?derni(?:er|ere)s (?P<n>\w+) (?P<unit>\w+)",
    r"depuis (?P<n>\w+) (?P<unit>\w+)",
)
_LAST = (
    r"(?:the )?(?:last|past|previous) (?P<unit>\w+)",
    r"(?:de )?(?:l[ea] |l'|au |du )?(?P<unit>\w+) (?:derni(?:er|ere)|passee?|precedente?)",
    r"(?:de )?(?:l[ea] |au |du )?derni(?:er|ere) (?P<unit>\w+)",
)
_THIS = (r"(?:this|the current|cet?|cette) (?P<unit>\w+)(?:-ci)?", r"(?:l[ea] |l')?(?P<unit>\w+) en cours")


def counted(text: str, today: PartialDate) -> PartialDate | None:
    """Return the day, month or year that a text names by its distance from `today`, which is a day; None for any other text.

    The text is as `plain` gives it: "yesterday", "last month", "3 months ago", "il y a deux ans".
    """
    if text in _DAYS_AGO:
        return _before(today, _DAYS_AGO[text], "day")
    for pattern in _AGO:
        if match := re.fullmatch(pattern, text):
            count = int(match["n"]) if match["n"].isdecimal() else _COUNTS.get(match["n"], 0)
            unit = _UNITS.get(match["unit"], "")
            return _before(today, count, unit) if unit and 0 < count < 10_000 else None
    for before, patterns in enumerate((_THIS, _LAST)):
        for pattern in patterns:
            match = re.fullmatch(pattern, text)
            unit = _UNITS.get(match["unit"], "") if match else ""
            if unit and (date := _before(today, before, unit)):
                return PartialDate(date[: {"month": 7, "year": 4}.get(unit, 10)])
    return None


def _before(day: PartialDate, count: int, unit: str) -> PartialDate | None:
    """Return the day that lies so many days, weeks, months or years before another; None before the year 1."""
    from datetime import date, timedelta

    year, month, of_month = split(day.last)
    if unit in ("day", "week"):
        try:
            return PartialDate(date(year, month, of_month) - timedelta(days=count * (7 if unit == "week" else 1)))
        except OverflowError:
            return None
    months = year * 12 + month - 1 - count * (12 if unit == "year" else 1)
    year, month = months // 12, months % 12 + 1
    return iso(year * 10000 + month * 100 + min(of_month, days_in(year, month))) if year > 0 else None


_DAY_OF_YEAR = (
    r"(?:--)?(?P<m>\d\d?)-(?P<d>\d\d?)",
    r"(?P<d>\d\d?)[/.](?P<m>\d\d?)\.?",
    r"(?P<d>\d\d?)(?:er|st|nd|rd|th)?\.?(?: of)? (?P<w>[a-z]+)\.?",
    r"(?P<w>[a-z]+)\.? (?P<d>\d\d?)(?:st|nd|rd|th)?",
    r"(?P<w>[a-z]+)\.?",
)


def days_of_year(text: str) -> list[Span]:
    """Return the days of any year that a text can mean, as their first and last month and day; the text is as `plain` gives it.

    "08-18" and "18 August" are (818, 818), "August" is (801, 831), "4/5" can be two days: day first, then month first.
    """
    spans: list[Span] = []
    text = _bare(text)
    for pattern in _DAY_OF_YEAR:
        match = re.fullmatch(pattern, text)
        if not match:
            continue
        parts = match.groupdict()
        month = _MONTHS.get(parts.get("w") or "", 0) or int(parts.get("m") or 0)
        day = int(parts.get("d") or 0)
        readings = [(month, day)] if "w" in parts else [(month, day), (day, month)]
        spans += [each for each in (_of_year(*reading) for reading in readings) if each]
        return spans[:1] if text.lstrip("-").count("-") else list(dict.fromkeys(spans))
    return spans


def in_every_year(text: str) -> tuple[Span, ...]:
    """Return the day of each year from 1950 to 2049 that a text names, "18 August"; nothing where it says anything else."""
    words = text.split()
    days = days_of_year(text) if 1 < len(words) < 5 and any(word.strip(".") in _MONTHS for word in words) else []
    return tuple((year * 10000 + first, year * 10000 + last) for first, last in days for year in range(1950, 2050))


def no_day(text: str) -> str:
    """Return the first day, written as "2021-02-30", that a text names and no calendar has; "" for none."""
    for match in re.finditer(r"(?<![\w-])(\d{4})-(\d\d?)-(\d\d?)(?![\w-])", text):
        year, month, day = map(int, match.groups())
        if year and 1 <= month <= 12 and not 1 <= day <= days_in(year, month):
            return match[0]
    return ""


def is_beyond_month(text: str) -> bool:
    """Return whether a text is a day of a month by its name, with a year or without, that no such month has: "30 fevrier"."""
    match = re.fullmatch(r"(?:le )?(\d\d?)(?:er|st|nd|rd|th)? ([a-z]+)\.?(?: (\d{4}))?", text)
    month = _MONTHS.get(match[2]) if match else None
    return bool(match and month and not 1 <= int(match[1]) <= days_in(int(match[3] or 2000), month))


def _of_year(month: int, day: int) -> Span | None:
    """Return the first and last month and day of a month or of a day in it, None where no year has them; day 0 is the whole month."""
    if not 1 <= month <= 12 or day > days_in(2000, month):
        return None
    return (month * 100 + (day or 1), month * 100 + (day or days_in(2000, month)))


def is_year(word: str) -> bool:
    """Return whether a word is a year from 1950 to 2049."""
    return len(word) == 4 and word.isascii() and word.isdecimal() and 1950 <= int(word) < 2050
