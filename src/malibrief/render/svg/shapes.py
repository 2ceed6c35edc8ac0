"""What the pictures share: text and its width, lines, boxes, marks, legends, axes.

Widths of text are bounds from above: those of DejaVu Sans and Verdana, which the style names first, rounded up so that
Noto Sans, Liberation Sans and Arial, which may stand in for them, are not wider. So nothing overlaps.
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

WIDTH = 960
"""The width of a picture in user units; it scales to where it is put."""
EDGE = 16
"""The margin to the left and right."""
ROW, LINE = 22, 15
"""The height of a row, and of each further line of its label."""
BASELINE, BAR_TOP, BAR = 14, 4, 12
"""How far below the top of a row its text stands and its bar begins, and the height of the bar."""
YEAR = 38
"""The room of a year's name on an axis."""
SIZE, TITLE, TITLE_LINE = 12, 16, 20
"""The sizes of letters: of all text, and of the title; and the height of a line of the title."""
STYLE = (
    f"text{{font:{SIZE}px 'DejaVu Sans',Verdana,'Segoe UI',Roboto,sans-serif;fill:#1b1b1b}}"
    f".h{{font-size:{TITLE}px;font-weight:bold}}"
    ".g{font-weight:bold}.s{fill:#5a5a5a}.l{stroke:#c9c9c9}"
    ".m{stroke:#b00020;stroke-dasharray:3 3}.b{fill:#ffffff}.e{text-anchor:end}.c{text-anchor:middle}"
    # LibreOffice takes the rules of a @media block for its own, whatever the medium: those that begin with `svg` it knows not.
    "@media(prefers-color-scheme:dark){svg text{fill:#e8e8e8}svg .s{fill:#a9a9a9}svg .l{stroke:#4a4a4a}svg .m{stroke:#ff7a8a}"
    "svg .b{fill:#16181b}}"
)
COLOURS = (
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8a6d00", "#7a7a7a", "#aa4499", "#44aa99", "#999933", "#c04848",
)  # fmt: skip
"""Those of Okabe and Ito, then of Paul Tol: people who do not see all colours can tell them apart, on light and on dark."""
MARKS = ("circle", "square", "diamond", "triangle")

_WIDTHS = {
    character: width
    for width, characters in (
        (0.36, "'ijlI ,.:;f"), (0.42, "-/\\()[]t!r"), (0.56, '"*_`szcJ?|'), (0.64, "LFkvxyoaehnubdgpq$0123456789{}"),
        (0.70, "PTYESKAVXZB"), (0.76, "RCUNH"), (0.79, "DGOQ&"), (0.91, "w#+<=>^~M"), (1.02, "%mW@"), (0.5, "–°"),
        (0.36, "‘’·"), (0.56, "“”"), (0.64, "€£"),
    )
    for character in characters
}  # fmt: skip
_OTHER, _WIDE = 1.1, 1.4
_NOT_XML = re.compile(r"[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


class Label(NamedTuple):
    """A text in lines, and the width of the widest."""

    lines: list[str]
    width: float


@lru_cache(maxsize=1024)
def _width(character: str) -> float:
    if character in _WIDTHS:
        return _WIDTHS[character]
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    base = unicodedata.normalize("NFD", character)[0]
    return _WIDTHS.get(base, _WIDE if unicodedata.east_asian_width(character) in "WF" else _OTHER)


@lru_cache(maxsize=1024)
def _bold_width(character: str) -> float:
    width = _width(character)
    return width * (1.25 if width < 0.5 else 1.12)


def text_width(words: str, size: float = SIZE, bold: bool = False) -> float:
    """Return an upper bound of the width of a text."""
    return sum(map(_bold_width if bold else _width, words)) * size


def folded(words: str, room: float, size: float = SIZE, bold: bool = False) -> Label:
    """Return a text in lines that fit into `room`, broken between words, and a longer word where it must be."""
    lines: list[str] = []
    begun = ""
    for word in words.split():
        joined = f"{begun} {word}" if begun else word
        if begun and text_width(joined, size, bold) > room:
            lines.append(begun)
            joined = word
        *full, begun = _pieces(joined, room / size, _bold_width if bold else _width)
        lines += full
    lines += [begun] if begun or not lines else []
    return Label(lines, max(text_width(whole, size, bold) for whole in lines))


def _pieces(words: str, room: float, width: Callable[[str], float]) -> Iterator[str]:
    """Yield a text in pieces that fit into `room`, each of a letter at least."""
    start, reach = 0, 0.0
    for place, letter in enumerate(words):
        reach += width(letter)
        if place > start and reach > room:
            yield words[start:place]
            start, reach = place, width(letter)
    yield words[start:]


def xml(words: str) -> str:
    """Return a text as XML has it: escaped, without what XML cannot hold."""
    return escape(_NOT_XML.sub("", words))


def text(x: float, y: float, words: str, style: str = "") -> str:
    """Return a line of text whose baseline is `y`; its style: h, g (bold), s (soft), e (ends at x), c (centred)."""
    name = f' class="{style}"' if style else ""
    return f'<text x="{x:.1f}" y="{y:.1f}"{name}>{xml(words)}</text>'


def texts(x: float, y: float, lines: list[str], style: str = "") -> list[str]:
    """Lines of text below each other."""
    return [text(x, y + LINE * i, words, style) for i, words in enumerate(lines)]


def line(x1: float, y1: float, x2: float, y2: float, style: str = "l") -> str:
    """Return a thin line: l of a grid, m the marked day."""
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" class="{style}"/>'


def box(x: float, y: float, width: float, height: float, colour: str, pale: bool = False) -> str:
    """Return a filled box, never thinner than can be seen; a pale one has an outline."""
    outline = f' fill-opacity="0.25" stroke="{colour}"' if pale else ""
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 1):.1f}" height="{height:.1f}" fill="{colour}"{outline}/>'


def mark(form: str, x: float, y: float, colour: str, name: str = "") -> str:
    """Return a small mark around a point, with what it stands for."""
    title = f"<title>{xml(name)}</title>" if name else ""
    if form == "circle":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}">{title}</circle>'
    shapes = {"square": "m-4-4h8v8h-8z", "diamond": "m0-5l5 5l-5 5l-5-5z", "triangle": "m0-5l5 9h-10z"}
    return f'<path d="M{x:.1f} {y:.1f}{shapes[form]}" fill="{colour}">{title}</path>'


def look(i: int) -> tuple[str, str]:
    """Return the colour and the mark of the i-th curve or kind: no two of the first forty look alike."""
    return COLOURS[i % len(COLOURS)], MARKS[(i + i // len(COLOURS)) % len(MARKS)]


def row_height(label: Label) -> int:
    """Return the height of a row with this label."""
    return max(len(label.lines) * LINE + 7, ROW)


def years(start: int, stop: int, x: float, scale: float, rows: tuple[float, float], below: bool = False) -> list[str]:
    """Return the axis of years: a line for each that has room, from top to bottom, and its name above or below it."""
    top, bottom = rows
    step = year_step(scale, YEAR)
    drawn = []
    for year in range(start, stop + 1):
        if year % step == 0 or stop - start < 2:
            begin = x + (year - start) * scale
            drawn += [line(begin, top, begin, bottom), text(begin, bottom + 16 if below else top - 6, str(year), "s c")]
    return drawn


def legend(signs: list[tuple[str, str, str]], y: float) -> tuple[list[str], float]:
    """Names beside their colours and marks, in as many rows as they need; and the baseline of the last."""
    rows: list[str] = []
    x = float(EDGE)
    for name, colour, form in signs:
        label = folded(name, WIDTH - 2 * EDGE - 18)
        if x > EDGE and x + label.width + 18 > WIDTH - EDGE:
            x, y = float(EDGE), y + 20
        rows += [mark(form, x + 6, y - 4, colour), *texts(x + 18, y, label.lines)]
        y += LINE * (len(label.lines) - 1)
        x += label.width + 34
    return rows, y


def ticks(least: float, most: float) -> list[float]:
    """About four to ten round values, the first at or below `least`, the last at or above `most`."""
    if not isfinite(2 * (most - least)):  # the last value may be so far above the highest
        return [least, 0, most]
    size = most - least if most - least > 1e-12 else 1
    step = 10.0 ** floor(log10(size / 4))
    step = next(step * factor for factor in (1, 2, 5, 10) if size / (step * factor) <= 8)
    first = floor(least / step)
    values = [float(f"{n * step:.12g}") for n in range(first, max(ceil(most / step), first + 1) + 1)]
    return [int(value) if value == int(value) else value for value in values]
