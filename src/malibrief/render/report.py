"""Draw a whole briefing, and the difference between two days, on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from malibrief.briefing.page import WIDTH
from malibrief.facts.dates import UNKNOWN
from malibrief.language import say
from malibrief.render.canvas import Piece, Text, aside, beside, flowing, heading
from malibrief.render.paint import pad
from malibrief.text import age
from malibrief.views.citations import numbered

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from malibrief.briefing.lines import Line
    from malibrief.briefing.report import Brief, Change, Difference
    from malibrief.facts.model import Source
    from malibrief.render.page import Page

_INDENT = 4
"""How far a line that belongs to another is indented, in cells."""


def draw_brief(view: Brief, page: Page) -> str:
    """Return a whole briefing: its sections one below the other, then the numbered sources and the date of the facts."""
    width = min(page.width, WIDTH)
    numbers = numbered(view.sources)
    lines = _head(view.title, view.base.beyond(view.day), width, page)
    for name, title, of_section in view.sections:
        drawn = _lines(of_section, numbers, view, name, width, page) if of_section else [say("nothing is recorded")]
        lines += [heading(title, width, page), *drawn, ""]
    return "\n".join([*lines, *_foot(view, width, page)]) + "\n"


def _head(title: str, beyond: str, width: int, page: Page) -> list[str]:
    """Return the heading of a page, below it what to say of a day that the base does not cover, and an empty line."""
    said = flowing([Piece(beyond)], width, page) if beyond else []
    return [*flowing([Piece(title, "heading")], width, page), *said, ""]


def _foot(view: Brief | Difference, width: int, page: Page) -> Iterator[str]:
    """Yield what the sign "~" means, where there is one, the numbered sources if any, and the date of the facts."""
    if view.key:
        yield from (*aside(view.key, width, page), "")
    if view.sources:
        yield heading(say("Sources"), width, page)
        yield from _sources(list(view.sources.values()), view.ids, width, page)
        yield ""
    yield from _base(view, width, page)


def _base(view: Brief | Difference, width: int, page: Page) -> list[str]:
    """Return the title of the base and how far its facts reach."""
    return aside(f"{view.base.title} · {view.base.reach}", width, page)


def _sources(cited: Sequence[Source], ids: bool, width: int, page: Page) -> Iterator[str]:
    """Yield numbered sources: publisher, date, title, with `ids` the id; with the link written out where none can be clicked.

    A link has a line of its own and stays in one piece, however long: it may be copied.
    """
    marks = [f"[{n}]" for n in range(1, len(cited) + 1)]
    room = max(map(len, marks), default=0)
    for mark, source in zip(marks, cited, strict=True):
        date = f", {source.date.short}" if source.date else ""
        pieces = [
            Piece(f"{source.publisher}{date}", "source", source.url),
            Piece(say("{name}: {text}", name="", text=source.title), gap=0),
            Piece(source.id if ids else "", "aside", gap=2),
        ]
        first, *rest = flowing(pieces, max(width - room - 1, 1), page)
        (number,) = aside(mark, room, page)
        yield f"{' ' * (room - len(mark))}{number} {first}"
        yield from (" " * (room + 1) + line for line in rest)
        if source.url and not page.links:
            yield " " * (room + 1) + source.url


def _lines(
    lines: Sequence[Line], numbers: dict[str, int], view: Brief, section: str, width: int, page: Page
) -> Iterator[str]:
    """Return the lines of a section beside their dates: since when, or, of what lies ahead, until when."""
    dates = [line.until if section == "ahead" else line.since for line in lines]
    return beside(
        [date.short if date else "" for date in dates],
        (Text(_INDENT if line.under else 0, _pieces(line, numbers, view, section)) for line in lines),
        width,
        page,
    )


def _pieces(line: Line, numbers: dict[str, int], view: Brief, section: str) -> list[Piece]:
    """Return what a line tells: title, an end that was set, detail, when it was last reported, the age of a figure, sources."""
    said = [line.set_end if section != "ahead" else "", line.detail, line.last_reported]
    old = age(line.since.last, view.day) if section == "figures" and line.since else ""
    return [
        Piece("" if line.certain else "~"),
        Piece(line.title, "" if line.under else "heading"),
        *(Piece(f"· {text}") for text in said if text),
        Piece(f"· {old}" if old else "", "aside"),
        _marks(line.sources, numbers, line.id if view.ids else ""),
    ]


def _marks(sources: Iterable[str], numbers: dict[str, int], name: str) -> Piece:
    """Return the numbers of sources, then an id, or "" for none."""
    marks = "".join(f"[{numbers[source]}]" for source in sources)
    return Piece(f"{marks} {name}", "aside", gap=2)


def draw_diff(view: Difference, page: Page) -> str:
    """Return the changes between two days by section, then the numbered sources and the date of the facts."""
    width = min(page.width, WIDTH)
    numbers = numbered(view.sources)
    lines = _head(view.title, view.base.beyond(view.second), width, page)
    if view.none:
        return "\n".join([*lines, *flowing([Piece(view.none)], width, page), "", *_base(view, width, page)]) + "\n"
    for _, title, changes in view.sections:
        if changes:
            lines += [heading(title, width, page), *_changes(changes, numbers, view.ids, width, page), ""]
    return "\n".join([*lines, *_foot(view, width, page)]) + "\n"


def _changes(changes: Sequence[Change], numbers: dict[str, int], ids: bool, width: int, page: Page) -> Iterator[str]:
    """Return changes beside their dates and what kind of change they are."""
    dates = [change.date.short if change.date and change.date != UNKNOWN else "" for change in changes]
    kinds = [f"{'' if change.certain else '~ '}{change.word}" for change in changes]
    left, room = max(map(cell_len, dates)), max(map(cell_len, kinds))
    head = [f"{pad(date, left, right=True)}  {pad(kind, room)}" for date, kind in zip(dates, kinds, strict=True)]
    return beside(head, (Text(0, _change_pieces(change, numbers, ids)) for change in changes), width, page)


def _change_pieces(change: Change, numbers: dict[str, int], ids: bool) -> list[Piece]:
    """Return what a change tells: title, detail, sources, with `ids` its id."""
    detail = Piece(f"· {change.detail}" if change.detail else "")
    return [Piece(change.title, "heading"), detail, _marks(change.sources, numbers, change.line.id if ids else "")]
