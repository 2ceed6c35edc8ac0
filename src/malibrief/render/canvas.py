"""What the pages share that Rich draws: a canvas of the window's width, headings, links, numbered sources."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from rich.console import Console, Group
from rich.rule import Rule
from rich.style import Style
from rich.table import Table as Grid
from rich.text import Text

from malibrief.render.paint import STYLES
from malibrief.text import clean
from malibrief.topics import SOURCE_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import RenderableType

    from malibrief.model import Source
    from malibrief.render import Page

MOST = 100
"""The widest that running text is set."""


def drawn(parts: Sequence[RenderableType], page: Page) -> str:
    """The parts one below the other, as wide as the window allows and no wider than reads well."""
    out = io.StringIO()
    console = Console(
        file=out, width=min(page.width, MOST), force_terminal=page.colour, color_system="standard" if page.colour else None,
        no_color=not page.colour, highlight=False, markup=False, emoji=False, legacy_windows=False,
    )  # fmt: skip
    console.print(Group(*parts))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def heading(text: str) -> Rule:
    """A heading on a rule."""
    return Rule(Text(text, style=STYLES["heading"]), align="left", style=STYLES["aside"])


def linked(text: str, url: str | None, page: Page) -> Text:
    """A text with its link."""
    style = Style(color=STYLES["source"], link=url if page.links else None) if page.colour or page.links else Style()
    return Text(clean(text), style=style, overflow="fold")


def sources(cited: Iterable[Source], page: Page) -> RenderableType:
    """Numbered sources: publisher, date, kind and language, title, link, id."""
    grid = Grid.grid(padding=(0, 1), pad_edge=False)
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column()
    for position, source in enumerate(cited, start=1):
        date = f", {source.date.in_words}" if source.date else ""
        head = Text(f"{clean(source.publisher)}{date} ({SOURCE_KINDS[source.kind]}, {source.lang})")
        lines = [head, Text(clean(source.title), style="italic")]
        lines += [linked(source.url, source.url, page)] if source.url else []
        lines.append(Text(source.id, style=STYLES["aside"]))
        grid.add_row(Text(f"{position}.", style=STYLES["aside"]), Group(*lines))
    return grid


def notes(cited: Iterable[Source], page: Page) -> RenderableType:
    """Numbered sources in short: publisher and date, title, id."""
    grid = Grid.grid(padding=(0, 1), pad_edge=False)
    grid.add_column(justify="right", no_wrap=True, style=STYLES["aside"])
    grid.add_column()
    for position, source in enumerate(cited, start=1):
        date = f", {source.date.short}" if source.date else ""
        text = linked(f"{source.publisher}{date}", source.url, page)
        text.append(f": {clean(source.title)}", style=Style(color="default", link=None))
        text.append(f"  {source.id}", style=STYLES["aside"])
        grid.add_row(f"[{position}]", text)
    return grid
