"""Views to text: one module a format, each with `table` and `cards`. The registry maps a format's name to its module.

Modules are imported when they are asked for; only the terminal's ones import Rich.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from malibrief.views import Card, Table


class Page(msgspec.Struct, frozen=True):
    """What a renderer may use: the width in cells, colour, hyperlinks, a header line, and the base's name for its header."""

    width: int = 100
    colour: bool = False
    links: bool = False
    header: bool = True


class Format(msgspec.Struct, frozen=True):
    """A format's module, the suffixes of its files, and what it is for."""

    module: str
    suffixes: tuple[str, ...]
    about: str


FORMATS = {
    "table": Format("terminal", (".txt",), "aligned columns for reading (a terminal's default)"),
    "tsv": Format("delimited", (".tsv", ".tab"), "tab-separated, full text, ISO dates (a pipe's default)"),
    "csv": Format("delimited", (".csv",), "comma-separated, quoted where needed (RFC 4180)"),
    "json": Format("jsontext", (".json",), "every field of every fact, sources expanded"),
    "jsonl": Format("jsontext", (".jsonl", ".ndjson"), "the same, one fact a line"),
    "md": Format("markdown", (".md",), "a Markdown table with linked sources"),
}
"""The formats by name."""

SUFFIXES = {suffix: name for name, entry in FORMATS.items() for suffix in entry.suffixes}


def table(view: Table, form: str, page: Page) -> str:
    """A listing in a format; the text ends with a line break unless it is empty."""
    return str(import_module(f"malibrief.render.{FORMATS[form].module}").table(view, form, page))


def cards(views: list[Card], form: str, page: Page) -> str:
    """Facts in full, in a format."""
    return str(import_module(f"malibrief.render.{FORMATS[form].module}").cards(views, form, page))
