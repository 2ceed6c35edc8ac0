"""Draw a briefing of one page on a terminal: aligned lines without empty ones between, and sources one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from malibrief.briefing.page import WIDTH
from malibrief.language import say
from malibrief.render.canvas import Piece, Text, aside, beside, flowing, heading
from malibrief.views.citations import numbered

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from malibrief.briefing.lines import Line
    from malibrief.briefing.report import Brief
    from malibrief.render.page import Page


def draw(view: Brief, page: Page) -> str:
    """Return a page: its heading and how far the base reaches, its sections, its sources in short, and what it leaves out."""
    width = min(page.width, WIDTH)
    head = [Piece(view.title, "heading")]
    lines = [*flowing(head, width, page), *aside(view.base.beyond(view.day), width, page)]
    lines += aside(f"{view.base.title} · {view.base.reach}", width, page)
    for name, title, of_section in view.sections:
        lines += [heading(title, width, page), *_section(name, of_section, view, width, page)]
    if view.sources:
        lines += [heading(say("Sources"), width, page), *flowing(_sources(view), width, page)]
    lines += [*aside(view.key, width, page), *aside(view.more, width, page)]
    return "\n".join(lines) + "\n"


def _section(name: str, lines: Sequence[Line], view: Brief, width: int, page: Page) -> Iterator[str]:
    """Return the lines of a section beside their dates: since when, or, of what lies ahead, until when."""
    numbers = numbered(view.sources)
    dates = [line.until if name == "ahead" else line.since for line in lines]
    return beside(
        [date.short if date else "" for date in dates],
        (Text(0, _pieces(line, numbers, name, view.ids)) for line in lines),
        width,
        page,
    )


def _pieces(line: Line, numbers: dict[str, int], section: str, ids: bool) -> list[Piece]:
    """Return what a line tells: title, an end that was set, detail, when it was last reported, sources, with `ids` its id."""
    pieces = [Piece("" if line.certain else "~"), Piece(line.title, "heading")]
    for text in (line.set_end if section != "ahead" else "", line.detail, line.last_reported):
        pieces += [Piece(f"· {text}")] if text else []
    marks = "".join(f"[{numbers[name]}]" for name in line.sources)
    return [*pieces, Piece(f"{marks} {line.id}" if ids else marks, "aside")]


def _sources(view: Brief) -> Iterator[Piece]:
    """Yield the number of each source, then its publisher and date as a link, with `ids` its id."""
    for n, source in enumerate(view.sources.values(), start=1):
        date = f", {source.date.short}" if source.date else ""
        yield Piece(f"[{n}]", "aside")
        yield Piece(f"{source.publisher}{date}", "source", source.url)
        yield Piece(source.id if view.ids else "", "aside")
