"""Provide what briefings need of Rich: text as wide as the window, headings, links, numbered sources."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from rich.console import Console, Group
from rich.rule import Rule
from rich.style import Style
from rich.table import Table as Grid
from rich.text import Text

from malibrief.render.paint import STYLES
from malibrief.text import web_link

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from malibrief.facts.model import Source
    from malibrief.render.page import Page

MAX_WIDTH = 100
"""The maximum width of running text, in cells, so that it reads well in a wide window."""


def render_text(parts: Sequence[RenderableType], page: Page) -> str:
    """Return the parts as text, one below the other, as wide as the page up to `MAX_WIDTH`."""
    out = io.StringIO()
    console = Console(
        file=out, width=min(page.width, MAX_WIDTH), force_terminal=page.colour, color_system="standard" if page.colour else None,
        no_color=not page.colour, highlight=False, markup=False, emoji=False, legacy_windows=False,
    )  # fmt: skip
    console.print(Group(*parts), crop=False)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def heading(text: str) -> Rule:
    """Return a heading with a rule to its right."""
    return Rule(Text(text, style=STYLES["heading"]), align="left", style=STYLES["aside"])


def linked(text: str, url: str | None, page: Page) -> Text:
    """Return a text as a link; without `page.links`, or an address of the web, it only looks like one."""
    link = web_link(url) if page.links else None
    return Text(text, style=Style(link=link), overflow="fold")


def source_notes(cited: Sequence[Source], page: Page, ids: bool) -> RenderableType:
    """Return numbered sources: publisher, date, title, with `ids` the id; with the link written out where none can be clicked."""
    parts: list[RenderableType] = []
    width = len(f"[{len(cited)}]")
    for position, source in enumerate(cited, start=1):
        date = f", {source.date.short}" if source.date else ""
        text = linked(f"{source.publisher}{date}", source.url, page)
        text.append(f": {source.title}", style=Style(color="default", link=None))
        text.append(f"  {source.id}" if ids else "", style=STYLES["aside"])
        parts.append(_beside(f"[{position}]", text, width))
        parts += _url_line(None if page.links else source.url, width + 1, page)
    return Group(*parts)


def _beside(number: str, text: RenderableType, width: int) -> Grid:
    """Return a text with its number in front of it, in a column as wide as `width` and one space."""
    grid = Grid.grid(padding=(0, 1), pad_edge=False)
    grid.add_column(justify="right", no_wrap=True, min_width=width)
    grid.add_column()
    grid.add_row(Text(number, style=STYLES["aside"]), text)
    return grid


def _url_line(url: str | None, indent: int, page: Page) -> list[RenderableType]:
    """Return a link on a line of its own, [] if there is none. It stays in one piece, however long: it may be copied."""
    if url is None:
        return []
    line = Text(" " * indent, no_wrap=True, overflow="ignore", end="\n")
    return [line.append_text(linked(url, url, page))]
