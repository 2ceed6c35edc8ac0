"""Draw a briefing of one page on a terminal: aligned lines without empty ones between, and sources one after the other.

Like long lists, and unlike a whole briefing, it is painted without Rich's console, which would take longer than the answer.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from malibrief.briefing.page import WIDTH
from malibrief.facts.dates import iso
from malibrief.render.paint import hyperlink, pad, painter, wrap
from malibrief.views.citations import numbered

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from malibrief.briefing.lines import Line
    from malibrief.briefing.report import Brief
    from malibrief.render.page import Page

_GAP = 2
"""The space between a date and what it dates, in cells."""


class Piece(NamedTuple):
    """A text in one style of `paint.STYLES`, "" for none, and the address that it links to."""

    text: str
    style: str = ""
    url: str | None = None


def draw(view: Brief, page: Page) -> str:
    """Return a page: its heading and how far the base reaches, its sections, its sources in short, and what it leaves out."""
    width = min(page.width, WIDTH)
    head = [Piece(f"{view.base.place} on {iso(view.day).in_words}", "heading")]
    lines = [*_flowing(head, width, page), *_aside(view.base.beyond(view.day), width, page)]
    lines += _aside(f"{view.base.title} · {view.base.reach}", width, page)
    for name, title, of_section in view.sections:
        lines += [_heading(title, width, page), *_section(name, of_section, view, width, page)]
    lines += [_heading("Sources", width, page), *_flowing(_sources(view), width, page)]
    lines += [*_aside(view.key, width, page), *_aside(view.more, width, page)]
    return "\n".join(lines) + "\n"


def _heading(text: str, width: int, page: Page) -> str:
    """Return a heading with a rule to its right."""
    paint = painter(page.colour)
    return f"{paint(text, 'heading')} {paint('─' * (width - cell_len(text) - 1), 'aside')}"


def _aside(text: str, width: int, page: Page) -> list[str]:
    """Return a sentence about the page; nothing where there is none."""
    return _flowing([Piece(text, "aside")], width, page) if text else []


def _section(name: str, lines: Iterable[Line], view: Brief, width: int, page: Page) -> Iterator[str]:
    """Yield the lines of a section beside their dates: since when, or, of what lies ahead, until when."""
    numbers = numbered(view.sources)
    paint = painter(page.colour)
    dated = [(line, line.until if name == "ahead" else line.since) for line in lines]
    dates = [date.short if date else "" for _, date in dated]
    beside = max(map(cell_len, dates))
    for (line, _), date in zip(dated, dates, strict=True):
        first, *rest = _flowing(_pieces(line, numbers, name, view.ids), max(width - beside - _GAP, 1), page)
        yield f"{paint(pad(date, beside, right=True), 'date')}{' ' * _GAP}{first}"
        yield from (" " * (beside + _GAP) + each for each in rest)


def _pieces(line: Line, numbers: dict[str, int], section: str, ids: bool) -> list[Piece]:
    """Return what a line tells: title, an end that was set, detail, when it was last reported, sources, with `ids` its id."""
    pieces = [Piece("" if line.certain else "~"), Piece(line.title, "heading")]
    if line.until and section != "ahead":
        pieces += [Piece("·"), Piece(f"until {line.until.short}", "date")]
    for text in (line.detail, line.last_reported):
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


def _flowing(pieces: Iterable[Piece], width: int, page: Page) -> list[str]:
    """Return the words of these pieces one after the other, each in its style, in lines of at most `width` cells."""
    lines: list[list[Piece]] = [[]]
    used = 0
    for piece in pieces:
        for word in [part for long in piece.text.split() for part in wrap(long, width)]:
            if lines[-1] and used + 1 + cell_len(word) > width:
                lines.append([])
            used = used + 1 + cell_len(word) if lines[-1] else cell_len(word)
            lines[-1].append(piece._replace(text=word))
    return [" ".join(_painted(line, page)) for line in lines]


def _painted(words: Iterable[Piece], page: Page) -> Iterator[str]:
    """Yield the words of a line, those that follow each other in one style together."""
    paint = painter(page.colour)
    for (style, url), group in groupby(words, key=lambda word: word[1:]):
        yield hyperlink(paint(" ".join(word.text for word in group), style), url, page.links)
