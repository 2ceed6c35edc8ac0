"""Views to text: one module a format, which the registry names, with the functions `table`, `cards`, `brief` and `diff`.

A format that draws has `table` alone; one that cites has `cited`, from sources to text. Modules are imported when they
are asked for; only the terminal's import Rich.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import msgspec

from malibrief.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import ModuleType

    from malibrief.briefing.report import Brief, Difference
    from malibrief.facts.model import Source
    from malibrief.views.card import Card
    from malibrief.views.listing import Table


class Page(msgspec.Struct, frozen=True):
    """What a renderer may use: the width in cells, colour, hyperlinks, a header line, plain characters only."""

    width: int = 100
    colour: bool = False
    links: bool = False
    header: bool = True
    ascii: bool = False


class Format(msgspec.Struct, frozen=True):
    """A format's module and the suffixes of its files."""

    module: str
    suffixes: tuple[str, ...]


FORMATS = {
    "table": Format("terminal", (".txt",)),
    "tsv": Format("delimited", (".tsv", ".tab")),
    "csv": Format("delimited", (".csv",)),
    "json": Format("jsontext", (".json",)),
    "jsonl": Format("jsontext", (".jsonl", ".ndjson")),
    "md": Format("markdown", (".md",)),
    "html": Format("html", (".html", ".htm")),
    "bars": Format("bars", ()),
    "svg": Format("svg", (".svg",)),
    "footnote": Format("footnote", ()),
    "bibtex": Format("bibtex", (".bib",)),
    "csl": Format("csl", ()),
    "ris": Format("ris", (".ris",)),
}
"""The formats by name."""

SUFFIXES = {suffix: name for name, form in FORMATS.items() for suffix in form.suffixes}
"""The format of each suffix of a file's name."""

PICTURES = frozenset(("bars", "svg"))
"""The formats that draw; they take listings only."""

CITATIONS = frozenset(("footnote", "bibtex", "csl", "ris"))
"""The formats that give the sources of what is shown."""

_ASCII = str.maketrans(
    {
        **dict.fromkeys("█▉▊▋▌▍▎▏▐▕", "#"), "░": "-", "▶": ">", "◀": "<", "│": "|", "─": "-", "┬": "+",
        "▼": "v", "★": "*", "·": "-", "…": "...", "–": "-", "’": "'",
    }
)  # fmt: skip
"""What stands for the characters of tables and pictures that are not ASCII."""


def table(view: Table, form: str, page: Page) -> str:
    """A listing in a format; the text ends with a line break unless it is empty."""
    if form in CITATIONS:
        return cited(view.sources(), form)
    return _plain(_module(form).table(view, form, page), form, page)


def cards(views: list[Card], form: str, page: Page) -> str:
    """Facts in full, in a format; UsageError for one that draws listings only."""
    if form in CITATIONS:
        return cited((source for view in views for source in view.citations), form)
    return _plain(_written(form).cards(views, form, page), form, page)


def brief(view: Brief, form: str, page: Page) -> str:
    """A briefing, in a format; UsageError for one that draws listings only."""
    if form in CITATIONS:
        return cited(view.sources.values(), form)
    return _plain(_written(form).brief(view, form, page), form, page)


def diff(view: Difference, form: str, page: Page) -> str:
    """What changed between two days, in a format; UsageError for one that draws listings only."""
    if form in CITATIONS:
        return cited(view.sources.values(), form)
    return _plain(_written(form).diff(view, form, page), form, page)


def cited(sources: Iterable[Source], form: str) -> str:
    """Sources in one of `CITATIONS`, each once, in the order in which they first come."""
    each = {source.id: source for source in sources}
    return str(_module(form).cited(list(each.values())))


def _module(form: str) -> ModuleType:
    return import_module(f"malibrief.render.{FORMATS[form].module}")


def _written(form: str) -> ModuleType:
    """The module of a format that is not a picture."""
    if form in PICTURES:
        others = ", ".join(name for name in FORMATS if name not in PICTURES)
        raise UsageError(f"--format {form} draws listings only\n    formats here: {others}")
    return _module(form)


def _plain(text: str, form: str, page: Page) -> str:
    """The text in plain characters where the page has no others; only what is drawn for a terminal has any to change."""
    return text.translate(_ASCII) if page.ascii and form in ("table", "bars") else text
