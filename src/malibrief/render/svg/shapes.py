"""Provide the shapes that all charts are built from: text and its width, lines, boxes, markers, legends, axes.

Lengths are in the user units of SVG, in which a chart is `WIDTH` or `NARROW` wide. Widths of text are upper bounds: those of DejaVu
Sans and Verdana, the first fonts that the style names, rounded up so that the likely substitutes (Noto Sans, Liberation
Sans, Arial) are not wider. This is what keeps texts from overlapping.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from math import ceil, floor, isfinite, log10
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape

from malibrief.views.pictures import year_step

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WIDTH, NARROW = 960, 380
"""The width of a chart, which a viewer scales to the space at hand, and that of one for a phone."""
BESIDE_FROM = 640
"""The width of a chart from which names stand beside their bars; in a narrower one they stand above."""
MARGIN = 16
"""The margin on the left and on the right."""
ROW_HEIGHT, LINE_HEIGHT = 22, 15
"""The minimum height of a row, and the height of a line of its label."""
BASELINE, BAR_TOP, BAR_HEIGHT = 14, 4, 12
"""The distances from the top of a row to the baseline of its text and to its bar, and the height of the bar."""
YEAR_WIDTH = 38
"""The width that the number of a year takes up on an axis."""
FONT_SIZE, TITLE_SIZE, TITLE_LINE_HEIGHT = 12, 16, 20
"""The font sizes of text and of the title, and the height of a line of the title."""
FONTS = "DejaVu Sans, Verdana, Segoe UI, Roboto, sans-serif"
INK, SOFT_INK, GRID, MARK, PAPER = "#1b1b1b", "#5a5a5a", "#c9c9c9", "#b00020", "#ffffff"
"""The colours of text, of text in the background, of the grid, of the marked day and of the page, on a light page."""
DARK = {
    "svg text": "fill:#e8e8e8", "svg .s": "fill:#a9a9a9", "svg .l": "stroke:#4a4a4a", "svg .m": "stroke:#ff7a8a",
    "svg .b": "fill:#16181b",
}  # fmt: skip
"""The same on a dark page, by selector."""
STYLE = "".join(f"@media(prefers-color-scheme:dark){{{selector}{{{rule}}}}}" for selector, rule in DARK.items())
"""What a style sheet says, which is what a dark page changes; all else are attributes, which every viewer reads.

LibreOffice knows no @media: it skips the first rule of such a block and applies the others, whatever the page, so each is alone.
"""
COLOURS = (
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8a6d00", "#7a7a7a", "#aa4499", "#44aa99", "#999933", "#c04848",
)  # fmt: skip
"""The colours of kinds and curves, from the palettes of Okabe and Ito and of Paul Tol.

They can be told apart by colour-blind readers, on a light and on a dark background.
"""
MARKERS = ("circle", "square", "diamond", "triangle")

_CHAR_WIDTHS = {
    character: width
    for width, characters in (
        (0.36, "'ijlI ,.:;f"), (0.42, "-/\\()[]t!r"), (0.56, '"*_`szcJ?|'), (0.64, "LFkvxyoaehnubdgpq$0123456789{}"),
        (0.70, "PTYESKAVXZB"), (0.76, "RCUNH"), (0.79, "DGOQ&"), (0.91, "w#+<=>^~M"), (1.02, "%mW@"), (0.5, "–°"),
        (0.36, "‘’·\u00a0"), (0.56, "“”"), (0.64, "€£«»"),
    )
    for character in characters
}  # fmt: skip
"""Upper bounds of the widths of characters, in ems."""
_DEFAULT_WIDTH, _WIDE_WIDTH = 1.1, 1.4
"""The bounds for a character that is not listed, and for one that is wide in East Asian text, in ems."""
_NOT_XML = re.compile(r"[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


class Label(NamedTuple):
    """A text broken into lines, and the width of the widest line."""

    lines: list[str]
    width: float


@lru_cache(maxsize=1024)
def _char_width(character: str) -> float:
    if character in _CHAR_WIDTHS:
        return _CHAR_WIDTHS[character]
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    base = unicodedata.normalize("NFD", character)[0]
    return _CHAR_WIDTHS.get(base, _WIDE_WIDTH if unicodedata.east_asian_width(character) in "WF" else _DEFAULT_WIDTH)


@lru_cache(maxsize=1024)
def _bold_char_width(character: str) -> float:
    width = _char_width(character)
    return width * (1.25 if width < 0.5 else 1.12)


def text_width(words: str, size: float = FONT_SIZE, bold: bool = False) -> float:
    """Return an upper bound of the width of a text in one line."""
    return sum(map(_bold_char_width if bold else _char_width, words)) * size


def wrap(words: str, room: float, size: float = FONT_SIZE, bold: bool = False) -> Label:
    """Break a text into lines no wider than `room`: between words, and within a word only if it is wider than a line.

    An empty text is one empty line. A no-break space is kept.
    """
    lines: list[str] = []
    current = ""
    for word in filter(None, words.split(" ")):
        joined = f"{current} {word}" if current else word
        if current and text_width(joined, size, bold) > room:
            lines.append(current)
            joined = word
        *full, current = _pieces(joined, room / size, _bold_char_width if bold else _char_width)
        lines += full
    lines += [current] if current or not lines else []
    return Label(lines, max(text_width(whole, size, bold) for whole in lines))


def _pieces(words: str, room: float, width: Callable[[str], float]) -> Iterator[str]:
    """Yield pieces of a text no wider than `room` (in ems), each of at least one character."""
    start, used = 0, 0.0
    for place, letter in enumerate(words):
        used += width(letter)
        if place > start and used > room:
            yield words[start:place]
            start, used = place, width(letter)
    yield words[start:]


def escape_xml(words: str) -> str:
    """Escape a text for XML, without the characters that XML does not allow."""
    return escape(_NOT_XML.sub("", words))


_LOOKS = {
    "h": f'font-size="{TITLE_SIZE}" font-weight="bold"', "g": 'font-weight="bold"', "s": f'fill="{SOFT_INK}" class="s"',
    "e": 'text-anchor="end"', "c": 'text-anchor="middle"',
}  # fmt: skip
"""The attributes of each style of text."""


def text(x: float, y: float, words: str, style: str = "") -> str:
    """Return a line of text with its baseline at `y`.

    `style` holds names: h (title), g (bold), s (soft colour), e (ends at `x`), c (centred on `x`).
    """
    looks = "".join(f" {_LOOKS[name]}" for name in style.split())
    return f'<text x="{x:.1f}" y="{y:.1f}"{looks}>{escape_xml(words)}</text>'


def text_lines(x: float, y: float, lines: list[str], style: str = "") -> list[str]:
    """Return lines of text, one below the other, the first with its baseline at `y`."""
    return [text(x, y + LINE_HEIGHT * i, words, style) for i, words in enumerate(lines)]


def line(x1: float, y1: float, x2: float, y2: float, style: str = "l") -> str:
    """Return a thin line of the style l (grid) or m (the marked day)."""
    looks = f'stroke="{GRID}"' if style == "l" else f'stroke="{MARK}" stroke-dasharray="3 3"'
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" {looks} class="{style}"/>'


def box(x: float, y: float, width: float, height: float, colour: str, pale: bool = False) -> str:
    """Return a filled box, at least one unit wide so that it is visible; a pale one has an outline."""
    outline = f' fill-opacity="0.25" stroke="{colour}"' if pale else ""
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 1):.1f}" height="{height:.1f}" fill="{colour}"{outline}/>'


def marker(shape: str, x: float, y: float, colour: str, name: str = "") -> str:
    """Return a marker of one of the shapes in `MARKERS`, centred on a point; `name` is its tooltip."""
    title = f"<title>{escape_xml(name)}</title>" if name else ""
    if shape == "circle":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}">{title}</circle>'
    shapes = {"square": "m-4-4h8v8h-8z", "diamond": "m0-5l5 5l-5 5l-5-5z", "triangle": "m0-5l5 9h-10z"}
    return f'<path d="M{x:.1f} {y:.1f}{shapes[shape]}" fill="{colour}">{title}</path>'


def colour_and_marker(i: int) -> tuple[str, str]:
    """Return the colour and the marker of the i-th curve; no two of the first 48 have both in common."""
    return COLOURS[i % len(COLOURS)], MARKERS[(i + i // len(COLOURS)) % len(MARKERS)]


def row_height(label: Label) -> int:
    """Return the height of a row with this label, at least `ROW_HEIGHT`."""
    return max(len(label.lines) * LINE_HEIGHT + 7, ROW_HEIGHT)


def text_above(words: str, aside: str, y: float, width: float) -> tuple[list[str], float]:
    """Return a text as wide as a chart of this width, from `y` down, and the `y` below it.

    What stands `aside`, in a soft colour at the right end, takes lines of its own where the last one has no room for it.
    """
    room = width - 2 * MARGIN
    lines = wrap(words, room).lines
    drawn = text_lines(MARGIN, y + BASELINE, lines)
    y += LINE_HEIGHT * len(lines)
    pieces = wrap(aside, room).lines
    if len(pieces) == 1 and text_width(lines[-1]) + 12 + text_width(aside) <= room:
        y -= LINE_HEIGHT
    drawn += text_lines(width - MARGIN, y + BASELINE, pieces, "s e")
    return drawn, y + LINE_HEIGHT * len(pieces) + 4


def labelled_years(start: int, stop: int, scale: float) -> list[int]:
    """Return the years that have a number on an axis whose years are `scale` wide: all, or every second, fifth, tenth ..."""
    step = year_step(scale, YEAR_WIDTH)
    return [year for year in range(start, stop + 1) if year % step == 0 or stop - start < 2]


def year_axis(
    start: int, stop: int, x: float, scale: float, rows: tuple[float, float], below: bool = False
) -> list[str]:
    """Return an axis of years: a vertical line for each year that is labelled, and its number above or below the line.

    `x` is where the year `start` begins and `scale` the width of a year; `rows` are the top and the bottom of the lines.
    Where years are narrow, only every second, fifth, tenth ... is labelled.
    """
    top, bottom = rows
    drawn = []
    for year in labelled_years(start, stop, scale):
        at = x + (year - start) * scale
        drawn += [line(at, top, at, bottom), text(at, bottom + 16 if below else top - 6, str(year), "s c")]
    return drawn


def legend(signs: list[tuple[str, str, str]], y: float, width: float) -> tuple[list[str], float]:
    """Return the legend of a chart of this width from the baseline `y` down, and the baseline of its last row.

    `signs` are the entries: the name, the colour and the marker of each.
    """
    rows: list[str] = []
    x = float(MARGIN)
    for name, colour, shape in signs:
        label = wrap(name, width - 2 * MARGIN - 18)
        if x > MARGIN and x + label.width + 18 > width - MARGIN:
            x, y = float(MARGIN), y + 20
        rows += [marker(shape, x + 6, y - 4, colour), *text_lines(x + 18, y, label.lines)]
        y += LINE_HEIGHT * (len(label.lines) - 1)
        x += label.width + 34
    return rows, y


def ticks(least: float, most: float) -> list[float]:
    """Return about four to ten round values, the first at or below `least`, the last at or above `most`.

    A range that is too large for a float has three: `least`, 0 and `most`.
    """
    if not isfinite(2 * (most - least)):  # the last tick may lie this far above `most`
        return [least, 0, most]
    size = most - least if most - least > 1e-12 else 1
    step = 10.0 ** floor(log10(size / 4))
    step = next(step * factor for factor in (1, 2, 5, 10) if size / (step * factor) <= 8)
    first = floor(least / step)
    values = [float(f"{n * step:.12g}") for n in range(first, max(ceil(most / step), first + 1) + 1)]
    return [int(value) if value == int(value) else value for value in values]
