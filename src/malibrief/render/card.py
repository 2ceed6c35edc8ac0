"""Draw a fact in full with Rich."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.table import Table as Grid
from rich.text import Text

from malibrief.facts.dates import UNKNOWN, PartialDate
from malibrief.render.canvas import MAX_WIDTH, heading, linked, render_text, source_list
from malibrief.render.paint import STYLES, pretty
from malibrief.views.card import Card

if TYPE_CHECKING:
    from rich.console import RenderableType

    from malibrief.index.results import Entry
    from malibrief.render.page import Page
    from malibrief.views.dossier import Dossier

_ID_BESIDE_FROM = 90
"""The page width, in cells, from which ids stand beside titles; below them on a narrower page."""

_DOCUMENT = "document"
"""What stands before the link to the document that a fact is."""


def draw(view: Card | Dossier, page: Page) -> str:
    """Return a card as text, as wide as the page up to `MAX_WIDTH`."""
    return render_text(_parts(view, page), page)


def _parts(view: Card | Dossier, page: Page) -> list[RenderableType]:
    head = _head(view, page) if isinstance(view, Card) else [Text(view.word, style=STYLES["aside"]), *_summary(view)]
    parts: list[RenderableType] = [Text(view.title, style=STYLES["heading"]), *head]
    width = min(page.width, MAX_WIDTH)
    for name, entries in view.neighbours:
        parts += _neighbours(name, entries, width)
    if view.sources:
        parts += [Text(), heading(f"sources ({len(view.sources)})"), source_list(view.sources, page)]
    parts += [Text(), Text(view.base.reach, style=STYLES["aside"])]
    return parts


def _head(view: Card, page: Page) -> list[RenderableType]:
    """Return what a fact says of itself, below its title."""
    parts: list[RenderableType] = [Text(f"{view.word}  {view.id}", style=STYLES["aside"])]
    if view.when:
        parts.append(Text(view.when, style=STYLES["date"]))
    return [*parts, *_summary(view), Text(), *_fields(view, page)]


def _summary(view: Card | Dossier) -> list[RenderableType]:
    return [Text(), Text(view.summary)] if view.summary else []


def _fields(view: Card, page: Page) -> list[RenderableType]:
    """Return a row for each field, then the link to the document that a fact is, in one piece, however long: it may be copied."""
    widest = max(len(name) for name in (*(name for name, _ in view.fields), _DOCUMENT if view.link else ""))
    grid = Grid.grid(padding=(0, 2), pad_edge=False)
    grid.add_column(no_wrap=True, min_width=widest)
    grid.add_column()
    if view.money:
        grid.add_row(Text("amount", style=STYLES["aside"]), Text(view.money, style=STYLES["number"]))
    for name, value in view.fields:
        if name not in ("amount", "currency"):
            text = value.in_words if isinstance(value, PartialDate) and value != UNKNOWN else pretty(value, name)
            grid.add_row(Text(name, style=STYLES["aside"]), Text(text))
    if not view.link:
        return [grid]
    line = Text(no_wrap=True, overflow="ignore").append(f"{_DOCUMENT:{widest + 2}}", style=STYLES["aside"])
    return [grid, line.append_text(linked(view.link, view.link, page))]


def _neighbours(name: str, entries: list[Entry], width: int) -> list[RenderableType]:
    """Return a heading and a row for each related fact; on a narrow page ids stand below the titles, to stay in one piece."""
    beside = width >= _ID_BESIDE_FROM
    grid = Grid.grid(padding=(0, 2), pad_edge=False)
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column()
    if beside:
        grid.add_column(style=STYLES["aside"], no_wrap=True)
    for entry in entries:
        date = Text(entry.date.short if entry.date else "", style=STYLES["date"])
        title = Text(entry.title, style=STYLES["milestone"] if entry.milestone else "")
        if entry.detail:
            title.append(f": {entry.detail}", style=STYLES["number"])
        if beside:
            grid.add_row(date, title, Text(entry.id))
        else:
            grid.add_row(date, Group(title, Text(entry.id, style=STYLES["aside"], overflow="fold")))
    return [Text(), heading(f"{name} ({len(entries)})"), grid]
