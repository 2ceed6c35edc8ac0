"""Every format tells the same: the dates, numbers, names and addresses of one view as a table, Markdown, HTML and JSON."""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from markdown_it import MarkdownIt

from malibrief.briefing.lines import SECTIONS
from malibrief.facts.dates import MONTHS
from malibrief.facts.topics import TABLES, TOPICS
from malibrief.views.citations import document_url
from tests.conftest import BASE, Run

LISTINGS = (
    *TOPICS, *TABLES, "timeline", "timeline --milestones", "missions --as-of 2002-03-01", "people --office president-arda",
    "events --place Kéran", "funding --disputed", "timeline --since 2003-01-01",
)  # fmt: skip
SEARCHES = tuple(
    f"search {words}" for words in ("coup", "soldiers in 2003", "accord", "harvest", "money", "EU", "who leads MINKA")
)
CARDS = (
    *(f"show {name}" for name in re.findall(r'^id = "(.+)"', BASE.read_text(encoding="utf-8"), re.MULTILINE)),
    "show Kéran", "show Jean Moro", "show minka kelan-accord",
)  # fmt: skip
DAYS = ("2000-06-01", "2001-03-05", "2002-03-01", "2003-07-01", "2005-06-15")
WHOLE = (
    *(f"brief {day} --full" for day in DAYS), "diff 2001 2004", "diff 2003 2005-06-15", "diff 2001-03-04 2001-03-06",
)  # fmt: skip
SHORT = tuple(f"brief {day}" for day in DAYS)
"""Briefings of one page, which a script gets whole."""
READING = ("table", "md", "html")
"""The formats for people."""

_MONTH = {name: n for n, month in enumerate(MONTHS, start=1) for name in (month, month[:3])}
_NAMED = "|".join(sorted(_MONTH, key=len, reverse=True))
_WORD = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(
    rf"(?P<url>https?://[^\s<>]+)|(?P<iso>\b\d{{4}}-\d\d(?:-\d\d)?(?!\w))|(?P<day>\b(?:\d\d? )?(?:{_NAMED}) \d{{4}}\b)"
    rf"|(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)|(?P<word>{_WORD.pattern})"
)
_RANGE = re.compile(rf"\b(\d\d? (?:{_NAMED})|{_NAMED}|\d\d?)(?= (?:to|and) (?:\d\d? )?({_NAMED}) (\d{{4}})\b)")
"""The start of a range whose end says its year, or its month and year."""
_COUNTED = re.compile(r"\(\d{1,3}\)|\b\d+ (?:month|year)s? before")
"""Numbers that a script counts for itself: neighbours and sources, how old a figure is."""
_NUMBERED = re.compile(r"\[\d+\]|^ *\d+\. |\+\d+\b(?![,%])|\b\d+ more source", re.MULTILINE)
"""The numbers of sources on a page, and how many more there are of a row."""


def names() -> set[str]:
    """Return the words of the base that are names or parts of one: those that neither it nor a heading writes with a small letter."""
    words = set(_WORD.findall(BASE.read_text(encoding="utf-8")))
    words |= {word.casefold() for word in _WORD.findall(" ".join(SECTIONS.values()))}
    return {word.casefold() for word in words if word[0].isupper() and word.casefold() not in words}


NAMES = names()


def told(text: str) -> set[str]:
    """Return the dates of a text in ISO form, its bare numbers, its names in small letters, and its addresses."""
    whole = _RANGE.sub(_with_the_end, " ".join(text.split()))
    found = {_token(match) for match in _TOKEN.finditer(whole)}
    return {token for token in found if not _WORD.fullmatch(token) or token in NAMES}


def _with_the_end(found: re.Match[str]) -> str:
    start, month, year = found.groups()
    return f"{start} {month} {year}" if start.isdecimal() else f"{start} {year}"


def _token(found: re.Match[str]) -> str:
    text = found[0]
    match found.lastgroup:
        case "day":
            *day, month, year = text.split()
            return "-".join([year, f"{_MONTH[month]:02}", *(f"{int(n):02}" for n in day)])
        case "number":
            return f"{float(text.replace(',', '')):.12g}"
        case "word":
            return text.casefold()
        case _:
            return text


def seen(text: str, form: str) -> str:
    """Return what a reader sees of an answer, and where its links lead; pictures draw what the page tells, and are left out."""
    if form == "html":
        text = re.sub(r"<style>.*?</style>|<title>.*?</title>|<svg.*?</svg>", " ", text, flags=re.DOTALL)
        return unescape(re.sub(r"<[^>]+>", " ", re.sub(r'<a href="(https?://[^"]*)"[^>]*>', r" \1 ", text)))
    return "".join(_of_markdown(text)) if form == "md" else _with_years(text)


def _of_markdown(text: str) -> Iterator[str]:
    for token in MarkdownIt().enable("table").parse(text):
        for child in token.children or ():
            yield f" {child.attrs['href']} " if child.type == "link_open" else child.content or " "
        yield " "


def _with_years(text: str) -> str:
    """Return a table in which each date at the beginning of a line has the year of the heading, or of the line, above it."""
    lines, year = [], ""
    for line in text.splitlines():
        heading = re.match(r"\d{4}\b", line)
        year = heading[0] if heading else year
        line = re.sub(rf"^\d{{4}}(?= *─| +(?:\d\d? )?(?:{_NAMED})\b(?! \d{{4}}))", "", line)
        lines.append(re.sub(rf"^(\W*(?:\d\d? )?(?:{_NAMED}))\b(?! \d{{4}})", rf"| \1 {year}", line) if year else line)
    return "\n".join(lines)


def recorded(value: Any) -> str:
    """Return all the values that a JSON document holds as one text, with the address that follows from a symbol."""
    match value:
        case dict():
            symbol = value.get("symbol")
            return " ".join([*map(recorded, value.values()), *([document_url(symbol)] if symbol else [])])
        case list():
            return " ".join(map(recorded, value))
        case bool() | None:
            return ""
        case _:
            return str(value)


def cited(value: Any) -> str:
    """Return the sources that a JSON document gives, as one text."""
    match value:
        case dict():
            return " ".join([recorded(value.get("sources")), *map(cited, value.values())])
        case list():
            return " ".join(map(cited, value))
        case _:
            return ""


def answer(run: Run, line: str, form: str) -> str:
    """Return the whole answer to a command line in a format, on a wide page."""
    every = ["--all"] if form == "table" and line.startswith("show") else []
    result = run(*line.split(), *every, "-f", form, env={"COLUMNS": "200"})
    assert result.code == 0, line
    return result.out


@pytest.mark.parametrize("line", [*LISTINGS, *SEARCHES, *CARDS, *WHOLE, *SHORT])
def test_a_view_tells_the_same_in_every_format(run: Run, line: str) -> None:
    """A terminal names few sources of a row or of a short briefing and does not count them, and neither the base nor the filter."""
    record = json.loads(answer(run, line, "json"))
    texts = {form: _NUMBERED.sub(" ", seen(answer(run, line, form), form)) for form in READING}
    pages = {form: told(text) for form, text in texts.items()}
    aside = told(f"{line} {record['factbase']['title']}")
    listed = set() if line in (*CARDS, *WHOLE) else told(cited(record))
    if line not in SHORT:
        for form in READING:
            assert told(_COUNTED.sub(" ", texts[form])) - told(recorded(record)) - counts(record) - aside == set(), form
    assert pages["md"] == pages["html"]
    assert pages["table"] - pages["md"] == set()
    assert pages["md"] - pages["table"] - aside - listed - counts(record) == set()


def counts(record: Any) -> set[str]:
    """Return how many facts a JSON document has, how many of them are disputed, how many sources they cite, and how many as the best."""
    facts = record.get("facts", [])
    disputed = sum(fact.get("disputed") is True for fact in facts)
    return {
        str(len(facts)),
        str(disputed),
        str(len({each["id"] for fact in facts for each in fact.get("sources", [])})),
        str(len({fact["sources"][0]["id"] for fact in facts if fact.get("sources")})),
    }
