"""Draw a fact in full: what it says and its sources first, then the facts that are related, by default a few of each topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from malibrief.facts.dates import UNKNOWN, PartialDate
from malibrief.facts.topics import TABLES
from malibrief.language import noun, say
from malibrief.render.layout import GAP
from malibrief.render.paint import hyperlink, pad, painter, pretty, wrap
from malibrief.render.prose import kind_text, titled
from malibrief.render.rows import MARKED, UNMARKED, row_lines, with_id
from malibrief.views.card import Card, telling
from malibrief.views.citations import publisher
from malibrief.views.columns import label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from malibrief.facts.model import Source
    from malibrief.index.results import Entry
    from malibrief.render.page import Page
    from malibrief.render.paint import Paint
    from malibrief.views.dossier import Dossier

MAX_WIDTH = 100
"""The maximum width of a card, in cells, so that it reads well in a wide window."""
MOST_NEIGHBOURS, MOST_OF_ITS_OWN, MOST_SOURCES = 3, 8, 5
"""How many facts of each topic are shown by default: those related to a fact, and those of a person, place, office or series; and
how many sources. One more is shown rather than counted."""


def draw(view: Card | Dossier, page: Page) -> str:
    """Return a card as text, as wide as the page up to `MAX_WIDTH`."""
    width = min(page.width, MAX_WIDTH)
    paint = painter(page.colour)
    lines = [paint(piece, "heading") for piece in wrap(view.title, width)]
    lines += _head(view, width, page, paint) if isinstance(view, Card) else [noun(1, view.word), *_summary(view, width)]
    if view.sources and isinstance(view, Card):
        lines += _sources(view, width, page, paint)
    for name, entries in view.neighbours:
        lines += _neighbours(view, name, entries, width, page)
    if view.sources and not isinstance(view, Card):
        lines += _sources(view, width, page, paint)
    lines += ["", *wrap(view.base.reach, width)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _head(view: Card, width: int, page: Page, paint: Paint) -> list[str]:
    """Return what a fact says of itself, below its title."""
    lines = wrap(f"{view.word}  {view.id}", width)
    lines += wrap(view.when, width) if view.when else []
    return [*lines, *_summary(view, width), "", *_fields(view, width, page)]


def _summary(view: Card | Dossier, width: int) -> list[str]:
    return ["", *wrap(view.summary, width)] if view.summary else []


def _fields(view: Card, width: int, page: Page) -> list[str]:
    """Return a line for each field, or more where its value is too long: its name, and the value beside it."""
    fields = [(label("amount"), view.money)] if view.money else []
    for name, value in view.fields:
        if name not in ("amount", "currency"):
            text = value.in_words if isinstance(value, PartialDate) and value != UNKNOWN else pretty(value, name)
            fields.append((label(name), text))
    document = [say("document")] if view.link else []
    names = max((cell_len(name) for name in (*(name for name, _ in fields), *document)), default=0)
    room = max(width - names - GAP, 10)
    lines: list[str] = []
    for name, text in fields:
        first, *rest = wrap(text, room)
        lines += [f"{pad(name, names)}  {first}", *(" " * (names + GAP) + piece for piece in rest)]
    if view.link:
        lines.append(f"{pad(document[0], names)}  {hyperlink(view.link, view.link, page.links)}")
    return lines


def _heading(text: str, width: int, paint: Paint) -> list[str]:
    """Return an empty line, and a heading with a rule to its right."""
    *before, last = wrap(text, width)
    rule = "─" * max(width - cell_len(last) - 1, 0)
    return ["", *(paint(piece, "heading") for piece in before), f"{paint(last, 'heading')} {paint(rule, 'aside')}"]


def _sources(view: Card | Dossier, width: int, page: Page, paint: Paint) -> list[str]:
    """Return numbered sources: publisher, date, kind, language, title, id, and the address."""
    shown = view.sources if page.every else _few(view.sources, MOST_SOURCES)
    digits = len(str(len(shown)))
    lines = _heading(f"{say('sources')} ({len(view.sources)})", width, paint)
    for position, source in enumerate(shown, start=1):
        lines += _source(f"{position:{digits}}. ", source, width, page, paint)
    if len(shown) < len(view.sources):
        lines += wrap(f"{' ' * (digits + GAP)}{_more(len(view.sources) - len(shown))}", width)
    return lines


def _source(number: str, source: Source, width: int, page: Page, paint: Paint) -> Iterator[str]:
    """Yield the lines of one source, its address in one piece, however long: it may be copied."""
    indent = " " * len(number)
    room = max(width - len(number), 10)
    pieces = wrap(f"{publisher(source)} {kind_text(source)}", room)
    first, *rest = with_id(pieces, cell_len(pieces[-1]), source.id, room, paint)
    yield number + first
    yield from (indent + line for line in (*rest, *wrap(source.title, room)))
    if source.url:
        yield indent + hyperlink(source.url, source.url, page.links)


def _neighbours(view: Card | Dossier, name: str, entries: list[Entry], width: int, page: Page) -> list[str]:
    """Return a heading and a row for each related fact, its id at the right end where there is room; then how to see the others."""
    paint = painter(page.colour)
    most = MOST_NEIGHBOURS if isinstance(view, Card) and view.topic not in TABLES else MOST_OF_ITS_OWN
    shown = entries if page.every or len(entries) <= most + 1 else telling(entries, most)
    dates = max(len(pretty(entry.date)) for entry in shown)
    widths = {"date": dates, "title": max(width - dates - GAP, 10)}
    lines = _heading(f"{say(name)} ({len(entries)})", width, paint)
    starred = any(entry.milestone for entry in shown)
    for entry in shown:
        mark = (MARKED if entry.milestone else UNMARKED) if starred else ""
        title = mark + titled(entry)
        style = "milestone" if entry.milestone else ""

        def look(column: str, piece: str, style: str = style) -> str:
            return paint(piece, style) if column == "title" else piece

        row, used = row_lines({"date": pretty(entry.date), "title": title}, widths, {"date"}, look)
        lines += with_id(row, used, entry.id, width, paint)
    if len(shown) < len(entries):
        how = view.command(name) if isinstance(view, Card) else ""
        more = _more(len(entries) - len(shown), how)
        lines += [" " * (dates + GAP) + piece for piece in wrap(more, max(width - dates - GAP, 10))]
    return lines


def _more(count: int, command: str = "") -> str:
    """Return how many more there are, and how to see them: by a command, or all by an option."""
    if command:
        return say("… {count} more: {command}", count=count, command=command)
    return say("… {count} more: --all shows all", count=count)


def _few(cited: Sequence[Source], most: int) -> Sequence[Source]:
    """Return the first sources, all of them where they are one more than the most."""
    return cited if len(cited) <= most + 1 else cited[:most]
