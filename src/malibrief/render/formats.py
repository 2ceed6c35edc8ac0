"""The registry of formats: which there are, the module of each, and one function a view that calls it.

Modules are imported when they are asked for; only the terminal's import Rich.
Texts come in here without anything that a terminal obeys: `index.cleaning` cleans those of facts, `cli.finish` those typed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias, overload

from malibrief.errors import UsageError
from malibrief.language import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from malibrief.briefing.report import Brief, Difference
    from malibrief.facts.model import Source
    from malibrief.render.page import Page
    from malibrief.views.card import Card
    from malibrief.views.dossier import Dossier
    from malibrief.views.listing import Table
    from malibrief.views.revision import Revision


Answer: TypeAlias = "str | bytes"
"""A view in a format: text, or bytes for one of `BINARY` and for a calendar, whose line ends no stream may change."""


class Artist(Protocol):
    """A module that draws listings."""

    def table(self, view: Table, form: str, page: Page) -> Answer:
        """Return a listing in the format `form`, one of those that the module writes."""


class Writer(Artist, Protocol):
    """A module that writes every view."""

    def cards(self, views: list[Card | Dossier], form: str, page: Page) -> Answer:
        """Return facts in full, those of a person or place on one card."""

    def brief(self, view: Brief, form: str, page: Page) -> Answer:
        """Return a briefing."""

    def diff(self, view: Difference, form: str, page: Page) -> Answer:
        """Return what changed between two days."""


class Planner(Artist, Protocol):
    """A module that writes listings, and what a briefing says is set to end."""

    def brief(self, view: Brief, form: str, page: Page) -> Answer:
        """Return what is set to end."""


class Citer(Protocol):
    """A module that cites."""

    def cited(self, sources: Iterable[Source]) -> str:
        """Return these sources, each as an entry of its own."""


# A function a module, so that only the one that is needed is imported, and the type checker holds it against its protocol.


def _terminal() -> Writer:
    from malibrief.render import terminal

    return terminal


def _delimited() -> Writer:
    from malibrief.render import delimited

    return delimited


def _workbook() -> Writer:
    from malibrief.render import workbook

    return workbook


def _json() -> Writer:
    from malibrief.render import jsontext

    return jsontext


def _markdown() -> Writer:
    from malibrief.render import markdown

    return markdown


def _html() -> Writer:
    from malibrief.render import html

    return html


def _bars() -> Artist:
    from malibrief.render import bars

    return bars


def _svg() -> Artist:
    from malibrief.render.svg import drawing

    return drawing


def _calendar() -> Planner:
    from malibrief.render import calendar

    return calendar


def _timelinejs() -> Artist:
    from malibrief.render import timelinejs

    return timelinejs


def _footnote() -> Citer:
    from malibrief.render import footnote

    return footnote


def _bibtex() -> Citer:
    from malibrief.render import bibtex

    return bibtex


def _csl() -> Citer:
    from malibrief.render import csl

    return csl


def _ris() -> Citer:
    from malibrief.render import ris

    return ris


WRITERS = {
    "table": _terminal, "tsv": _delimited, "csv": _delimited, "xlsx": _workbook, "json": _json, "jsonl": _json,
    "md": _markdown, "html": _html,
}  # fmt: skip
"""The formats that write every view, by name."""
BINARY = ("xlsx",)
"""The formats that are no text, which no terminal can show."""
PICTURES = {"bars": _bars, "svg": _svg}
"""The formats that draw; they take listings only."""
CITATIONS = {"footnote": _footnote, "bibtex": _bibtex, "csl": _csl, "ris": _ris}
"""The formats that give the sources of what is shown."""
REVISIONS = ("table", "tsv", "csv", "json", "jsonl", "md")
"""The formats that write what changed between two editions of a base."""
DATED = {"ics": _calendar, "timelinejs": _timelinejs}
"""The formats of what has a date, for calendars and timelines; they take listings, and `ics` a briefing."""
HEADED = ("table", "md", "html")
"""The formats in which a briefing, or a difference, has a heading."""
MACHINES = frozenset(("tsv", "csv", "xlsx", "json", "jsonl", "bibtex", "csl", "ris", "ics", "timelinejs"))
"""The formats that programs read, whose language does not follow the user's locale."""
FORMATS = (*WRITERS, *PICTURES, *CITATIONS, *DATED)
"""The names of all formats, in the order of the help."""
OF_CARDS = (*WRITERS, *CITATIONS)
"""The formats that take more than listings: facts in full, and what changed between two days."""
OF_BRIEFS = (*OF_CARDS, "ics")
"""The formats of a briefing."""

SUFFIXES = {
    ".txt": "table", ".tsv": "tsv", ".tab": "tsv", ".csv": "csv", ".xlsx": "xlsx", ".json": "json", ".jsonl": "jsonl",
    ".ndjson": "jsonl", ".md": "md", ".html": "html", ".htm": "html", ".svg": "svg", ".bib": "bibtex", ".ris": "ris",
    ".ics": "ics",
}  # fmt: skip
"""The format of each suffix of a file's name."""

_ASCII = str.maketrans(
    {
        **dict.fromkeys("█▉▊▋▌▍▎▏▐▕", "#"), "░": "-", "▶": ">", "◀": "<", "│": "|", "─": "-", "┬": "+",
        "▼": "v", "★": "*", "·": "-", "…": "...", "–": "-", "’": "'",
        "\u00a0": " ", "«": '"', "»": '"', "→": "->",
    }
)  # fmt: skip
"""What stands for the characters of tables and pictures that are not ASCII."""


@overload
def table(view: Table, form: Literal["table"], page: Page) -> str: ...
@overload
def table(view: Table, form: str, page: Page) -> Answer: ...
def table(view: Table, form: str, page: Page) -> Answer:
    """Return a listing in a format; the text ends with a line break unless it is empty."""
    if form in CITATIONS:
        return cited(view.sources(), form)
    module: Artist = (PICTURES | DATED | WRITERS)[form]()
    return _plain(module.table(view, form, page), form, page)


@overload
def cards(views: list[Card | Dossier], form: Literal["table"], page: Page) -> str: ...
@overload
def cards(views: list[Card | Dossier], form: str, page: Page) -> Answer: ...
def cards(views: list[Card | Dossier], form: str, page: Page) -> Answer:
    """Return facts in full, in a format; UsageError for one that takes listings only."""
    if form in CITATIONS:
        return cited((source for view in views for source in view.citations), form)
    return _plain(_writer(form).cards(views, form, page), form, page)


def brief(view: Brief, form: str, page: Page) -> Answer:
    """Return a briefing in a format; UsageError for one that takes listings only."""
    if form in CITATIONS:
        return cited(view.sources.values(), form)
    if form == "ics":
        return _calendar().brief(view, form, page)
    return _plain(_writer(form, OF_BRIEFS).brief(view, form, page), form, page)


def diff(view: Difference, form: str, page: Page) -> Answer:
    """Return what changed between two days in a format; UsageError for one that takes listings only."""
    if form in CITATIONS:
        return cited(view.sources.values(), form)
    return _plain(_writer(form).diff(view, form, page), form, page)


def changes(view: Revision, form: str, page: Page) -> Answer:
    """Return what changed between two editions of a base in a format, one of `REVISIONS`."""
    if form in ("tsv", "csv"):
        from malibrief.render import delimited

        return delimited.changes(view, form, page)
    from malibrief.render import revision

    return _plain(revision.changes(view, form, page), form, page)


def cited(sources: Iterable[Source], form: str) -> str:
    """Return sources in one of `CITATIONS`, each once, in the order in which they first come."""
    each = {source.id: source for source in sources}
    return CITATIONS[form]().cited(list(each.values()))


def _writer(form: str, known: Iterable[str] = OF_CARDS) -> Writer:
    """Return the module of a format that writes every view; UsageError, which names those `known` here, for another."""
    if form not in WRITERS:
        others = ", ".join(known)
        raise UsageError(
            say("--format {form} takes listings only\n    formats here: {others}", form=form, others=others)
        )
    return WRITERS[form]()


def _plain(answer: Answer, form: str, page: Page) -> Answer:
    """Return the text in plain characters where the page has no others; only what is drawn for a terminal has any to change."""
    if page.ascii and isinstance(answer, str) and form in ("table", "bars"):
        return answer.translate(_ASCII)
    return answer
