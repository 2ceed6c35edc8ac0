"""Provide what the terminal's renderers share: styles, hyperlinks, widths, wrapping, and values as people read them.

Styles have names and no colours of their own, so that they suit every background; none carries meaning that the text does
not. Lists and cards are painted here rather than by Rich, which takes several times as long.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from malibrief.facts.dates import UNKNOWN, PartialDate
from malibrief.language import say
from malibrief.text import number, web_link
from malibrief.views.citations import Cited

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from malibrief.views.columns import Cell

    Paint = Callable[[str, str], str]

STYLES = {
    "heading": "bold",
    "milestone": "bold",
    "match": "bold underline",
    "aside": "dim",
}
"""The appearance of each style, in Rich's notation. What is dim need not be read: ids, rules.

There are no colours: none of the terminal's 16 has a contrast of 4.5:1 on black and on white in all of the usual palettes.
"""
_SGR = {"bold": "1", "dim": "2", "underline": "4"}
"""The parameters of a terminal's SGR sequence (ECMA-48) by Rich's names."""
_CODES = {style: ";".join(_SGR[word] for word in look.split()) for style, look in STYLES.items()}


def painter(colour: bool) -> Paint:
    """Return a function that puts text into a style of `STYLES`; without colour, one that returns it as it is."""

    def paint(text: str, style: str) -> str:
        code = _CODES.get(style)
        return f"\x1b[{code}m{text}\x1b[0m" if code and text else text

    def leave(text: str, style: str) -> str:
        return text

    return paint if colour else leave


def hyperlink(text: str, url: str | None, links: bool) -> str:
    """Return the text as a terminal hyperlink (OSC 8), or as it is without `links` or a web address."""
    link = web_link(url) if links and text else None
    return f"\x1b]8;;{link}\x1b\\{text}\x1b]8;;\x1b\\" if link else text


def pad(text: str, width: int, right: bool = False) -> str:
    """Pad the text with spaces to a width in cells, on the left if it is aligned to the `right`; a wider text stays."""
    spaces = " " * (width - cell_len(text))
    return spaces + text if right else text + spaces


def wrap(text: str, width: int) -> list[str]:
    """Break the text into lines of at most `width` cells: between words, and within a word only if it is wider than a line.

    A no-break space is within a word. An address of the web is never broken: to be copied, it has a line of its own and runs
    over. A text that fits stays as it is, an empty one is one empty line.
    """
    if cell_len(text) <= width:
        return [text]
    lines: list[str] = []
    line = ""
    for word in filter(None, text.split(" ")):
        if line and cell_len(line) + 1 + cell_len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
        if cell_len(line) > width and not web_link(line):
            *full, line = _split_word(line, width)
            lines += full
    return [*lines, line]


def remark_lines(remarks: Sequence[str], width: int) -> list[str]:
    """Return a listing's remarks, wrapped, and an empty line after them; [] if there are none."""
    lines = [line for remark in remarks for line in wrap(remark, width)]
    return [*lines, ""] if lines else []


def _split_word(text: str, width: int) -> Iterator[str]:
    """Yield pieces of a word of at most `width` cells, each of at least one character."""
    start = used = 0
    for place, character in enumerate(text):
        used += cell_len(character)
        if place > start and used > width:
            yield text[start:place]
            start, used = place, cell_len(character)
    yield text[start:]


def pretty(value: Cell, column: str = "") -> str:
    """Return a cell as people write it: "18 Aug 2020", "13,289", "United Nations +2" for three sources; "" for nothing."""
    if value is None or value is False:
        return ""
    if value is True:
        return say("yes")
    if isinstance(value, PartialDate):
        return say("not known") if value == UNKNOWN else value.short
    if isinstance(value, int | float):
        # A resolution's number is its name.
        return str(value) if column == "number" else number(value)
    if isinstance(value, Cited):
        more = f" +{len(value) - 1}" if len(value) > 1 else ""
        return value[0].publisher + more if value else ""
    return say("; ").join(value) if isinstance(value, list) else str(value)
