"""Draw a briefing, and the difference between two days, with Rich."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from malibrief.facts.dates import UNKNOWN, iso
from malibrief.render.canvas import heading, render_text, source_notes
from malibrief.text import age
from malibrief.views.citations import numbered

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType

    from malibrief.briefing.lines import Line
    from malibrief.briefing.report import Brief, Change, Difference
    from malibrief.index.results import FactBaseNote
    from malibrief.render.page import Page

_CHANGE_COLOURS = {"began": "green", "ended": "red", "changed": "yellow", "happened": "cyan"}


def draw_brief(view: Brief, page: Page) -> str:
    """Return a whole briefing: its sections one below the other, then the numbered sources and the date of the facts."""
    numbers = numbered(view.sources)
    parts = _head(f"{view.base.place} on {iso(view.day).in_words}", view.base.beyond(view.day))
    for name, title, lines in view.sections:
        content = _lines(lines, numbers, view, name) if lines else Text("nothing is recorded")
        parts += [heading(title), content, Text()]
    parts += [
        *_key(view.key),
        heading("Sources"),
        source_notes(list(view.sources.values()), page, view.ids),
        Text(),
        _footer(view.base),
    ]
    return render_text(parts, page)


def _head(title: str, beyond: str) -> list[RenderableType]:
    """Return the heading of a page, below it what to say of a day that the base does not cover, and an empty line."""
    return [Text(title, style="bold"), *([Text(beyond, style="yellow")] if beyond else []), Text()]


def _key(key: str) -> list[RenderableType]:
    """Return what the sign "~" means and an empty line; nothing where there is no such sign."""
    return [Text(key, style="dim"), Text()] if key else []


def _footer(base: FactBaseNote) -> Text:
    return Text(f"{base.title} · {base.reach}", style="dim")


def _lines(lines: Iterable[Line], numbers: dict[str, int], view: Brief, section: str) -> Grid:
    """Return the lines of a section beside their dates: since when, or, of what lies ahead, until when."""
    grid = Grid.grid(padding=(0, 2), pad_edge=False)
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column()
    for line in lines:
        text = Text().append("" if line.certain else "~ ", style="yellow")
        text.append(line.title, style="" if line.under else "bold")
        if line.until and section != "ahead":
            text.append(f" · until {line.until.short}", style="cyan")
        if line.detail:
            text.append(f" · {line.detail}")
        if line.reported:
            text.append(f" · {line.last_reported}", style="yellow")
        if section == "figures" and line.since and (old := age(line.since.last, view.day)):
            text.append(f" · {old}", style="dim")
        text.append(f"  {_source_numbers(line.sources, numbers)}{f' {line.id}' if view.ids else ''}", style="dim")
        date = line.until if section == "ahead" else line.since
        grid.add_row(
            Text(date.short if date else "", style="cyan"), Padding(text, (0, 0, 0, 4)) if line.under else text
        )
    return grid


def _source_numbers(sources: Iterable[str], numbers: dict[str, int]) -> str:
    return "".join(f"[{numbers[name]}]" for name in sources)


def draw_diff(view: Difference, page: Page) -> str:
    """Return the changes between two days by section, then the numbered sources and the date of the facts."""
    numbers = numbered(view.sources)
    days = f"from {iso(view.first).in_words} to {iso(view.second).in_words}"
    parts = _head(f"{view.base.place}: {days}", view.base.beyond(view.second))
    if view.none:
        return render_text([*parts, Text(view.none), Text(), _footer(view.base)], page)
    for _, title, changes in view.sections:
        if changes:
            parts += [heading(title), _changes(changes, numbers, view.ids), Text()]
    parts += [
        *_key(view.key),
        heading("Sources"),
        source_notes(list(view.sources.values()), page, view.ids),
        Text(),
        _footer(view.base),
    ]
    return render_text(parts, page)


def _changes(changes: Iterable[Change], numbers: dict[str, int], ids: bool) -> Grid:
    grid = Grid.grid(padding=(0, 2), pad_edge=False)
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column(no_wrap=True)
    grid.add_column()
    for change in changes:
        date = change.date.short if change.date and change.date != UNKNOWN else ""
        text = Text(change.title, style="bold")
        if change.detail:
            text.append(f" · {change.detail}", style="not bold")
        name = f" {change.line.id}" if ids else ""
        text.append(f"  {_source_numbers(change.sources, numbers)}{name}", style="not bold dim")
        kind = Text().append("" if change.certain else "~ ", style="yellow")
        kind.append(change.kind, style=_CHANGE_COLOURS[change.kind])
        grid.add_row(Text(date, style="cyan"), kind, text)
    return grid
