"""Provide what briefings share on a terminal: pieces of text that flow in lines, headings with a rule, text beside dates.

They are painted without Rich's console, which would take longer than the answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from malibrief.render.paint import hyperlink, pad, painter, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from malibrief.render.page import Page

GAP = 2
"""The space between a date and what it dates, in cells."""
_LEAST = 16
"""The least room for a text beside its date, in cells: where there is less, it stands below."""


class Piece(NamedTuple):
    """A text in one style of `paint.STYLES`, "" for none, the address that it links to, and the space before it, in cells.

    Without space it is never parted from the text before it.
    """

    text: str
    style: str = ""
    url: str | None = None
    gap: int = 1


class Text(NamedTuple):
    """A text beside a date, indented by so many cells."""

    indent: int
    pieces: list[Piece]


def heading(text: str, width: int, page: Page) -> str:
    """Return a heading with a rule to its right, in as many lines as it needs."""
    paint = painter(page.colour)
    pieces = wrap(text, width)
    rule = "─" * (width - cell_len(pieces[-1]) - 1)
    return "\n".join(paint(piece, "heading") for piece in pieces) + (f" {paint(rule, 'aside')}" if rule else "")


def aside(text: str, width: int, page: Page) -> list[str]:
    """Return a sentence about the page; nothing where there is none."""
    return flowing([Piece(text, "aside")], width, page) if text else []


def beside(dates: Sequence[str], texts: Iterable[Text], width: int, page: Page) -> Iterator[str]:
    """Yield the lines of texts, each beside its date, or below it on a narrow page; `width` is that of the page."""
    left = max(map(cell_len, dates), default=0)
    is_below = width - left - GAP < _LEAST
    for date, (indent, pieces) in zip(dates, texts, strict=True):
        before = " " * (GAP + indent + (0 if is_below else left))
        first, *rest = flowing(pieces, max(width - len(before), 1), page)
        if is_below:
            yield date.rstrip()
            yield before + first
        else:
            yield f"{pad(date, left, right=True)}{before[left:]}{first}"
        yield from (before + each for each in rest)


def flowing(pieces: Iterable[Piece], width: int, page: Page) -> list[str]:
    """Return the words of these pieces one after the other, each in its style, in lines of at most `width` cells.

    Words are parted at spaces, not at no-break spaces.
    """
    lines: list[list[Piece]] = [[]]
    used = 0
    for word in _words(pieces, width):
        length = sum(cell_len(part.text) for part in word)
        if lines[-1] and used + word[0].gap + length > width:
            lines.append([])
        used = used + word[0].gap + length if lines[-1] else length
        lines[-1] += word
    return [_painted(line, page) for line in lines]


def _words(pieces: Iterable[Piece], width: int) -> Iterator[list[Piece]]:
    """Yield the words of these pieces, each as the parts of it that differ in style; those wider than a line are broken."""
    word: list[Piece] = []
    for piece in pieces:
        gap = piece.gap
        for long in filter(None, piece.text.split(" ")):
            for part in wrap(long, width):
                if gap and word:
                    yield word
                    word = []
                word.append(piece._replace(text=part, gap=gap))
                gap = 1
    if word:
        yield word


def _painted(words: Iterable[Piece], page: Page) -> str:
    """Return the words of a line, those that follow each other in one style painted together."""
    paint = painter(page.colour)
    runs: list[tuple[int, Piece]] = []
    for word in words:
        if runs and runs[-1][1][1:3] == word[1:3]:
            gap, before = runs[-1]
            runs[-1] = gap, before._replace(text=f"{before.text}{' ' * word.gap}{word.text}")
        else:
            runs.append((word.gap if runs else 0, word))
    return "".join(" " * gap + hyperlink(paint(run.text, run.style), run.url, page.links) for gap, run in runs)
