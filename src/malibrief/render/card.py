"""A fact in full, drawn by Rich."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from rich.console import Console, Group
from rich.padding import Padding
from rich.rule import Rule
from rich.style import Style
from rich.table import Table as Grid
from rich.text import Text

from malibrief.dates import PartialDate
from malibrief.model import STANDING
from malibrief.render.paint import pretty
from malibrief.text import clean, money

if TYPE_CHECKING:
    from rich.console import RenderableType

    from malibrief.model import Source
    from malibrief.query import Entry
    from malibrief.render import Page
    from malibrief.views import Card

_MOST = 100
"""The widest that running text is set."""
_BESIDE = 90
"""From this width on an id stands beside its title."""


def draw(view: Card, page: Page) -> str:
    """The card as text, as wide as the window allows and no wider than reads well."""
    out = io.StringIO()
    console = Console(
        file=out, width=min(page.width, _MOST), force_terminal=page.colour, color_system="standard" if page.colour else None,
        no_color=not page.colour, highlight=False, markup=False, emoji=False, legacy_windows=False,
    )  # fmt: skip
    console.print(Group(*_parts(view, page)))
    lines = (line.rstrip() for line in out.getvalue().splitlines())
    return "\n".join(lines) + "\n"


def _parts(view: Card, page: Page) -> list[RenderableType]:
    parts: list[RenderableType] = [Text(clean(view.title), style="bold"), Text(f"{view.word}  {view.id}", style="dim")]
    if view.when:
        parts.append(Text(view.when, style="cyan"))
    if view.summary:
        parts += [Text(), Text(clean(view.summary))]
    parts += [Text(), _fields(view, page)]
    width = min(page.width, _MOST)
    for name, entries in (("about", view.concerned), *view.concerning.items()):
        parts += _neighbours(name, entries, width)
    parts += [Text(), _heading("sources", len(view.sources)), _sources(view.sources, page)]
    parts += [Text(), Text(f"facts up to {view.base.updated.short}", style="dim")]
    return parts


def _heading(name: str, count: int) -> Rule:
    return Rule(Text(f"{name} ({count})", style="bold"), align="left", style="dim")


def _fields(view: Card, page: Page) -> Grid:
    grid = Grid.grid(padding=(0, 2), pad_edge=False)
    grid.add_column(no_wrap=True)
    grid.add_column()
    values = dict(view.fields)
    if "amount" in values:
        grid.add_row(Text("amount", style="dim"), Text(money(values["amount"], values["currency"]), style="green"))
    for name, value in view.fields:
        if name not in ("amount", "currency"):
            text = value.in_words if isinstance(value, PartialDate) else pretty(value)
            grid.add_row(Text(name, style="dim"), Text(text))
    if view.link:
        grid.add_row(Text("document", style="dim"), _linked(view.link, view.link, page))
    return grid


def _linked(text: str, url: str | None, page: Page) -> Text:
    style = Style(color="blue", link=url if page.links else None) if page.colour or page.links else Style()
    return Text(clean(text), style=style, overflow="fold")


def _neighbours(name: str, entries: list[Entry], width: int) -> list[RenderableType]:
    """A line a fact; in a narrow window the id stands below the title, so that it is never broken."""
    if not entries:
        return []
    beside = width >= _BESIDE
    grid = Grid.grid(padding=(0, 2), pad_edge=False)
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column()
    if beside:
        grid.add_column(style="dim", no_wrap=True)
    for entry in entries:
        date = Text(entry.date.short if entry.date else "", style="cyan")
        title = Text(clean(entry.title), style="bold" if entry.milestone else "")
        if entry.detail:
            title.append(f": {clean(entry.detail)}", style="green")
        if beside:
            grid.add_row(date, title, Text(entry.id))
        else:
            grid.add_row(date, Group(title, Text(entry.id, style="dim", overflow="fold")))
    return [Text(), _heading(name, len(entries)), grid]


def _sources(sources: tuple[Source, ...], page: Page) -> Padding:
    grid = Grid.grid(padding=(0, 1), pad_edge=False)
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column()
    for position, source in enumerate(sources, start=1):
        date = f", {source.date.in_words}" if source.date else ""
        head = Text(f"{clean(source.publisher)}{date} ({STANDING[source.kind]}, {source.lang})")
        lines = [head, Text(clean(source.title), style="italic")]
        lines += [_linked(source.url, source.url, page)] if source.url else []
        lines.append(Text(source.id, style="dim"))
        grid.add_row(Text(f"{position}.", style="dim"), Group(*lines))
    return Padding(grid, (0, 0))
