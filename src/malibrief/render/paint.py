"""What the terminal's renderers share: styles, widths, wrapping, and how values read for people.

Styles are names; only the sixteen colours of the terminal's own palette are used, so that they suit a light and a dark
background. Nothing is said by colour alone. Long lists are painted here rather than by Rich's tables, which cost
several times as much; cards are drawn by Rich with the same styles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from malibrief.facts.dates import UNKNOWN, PartialDate
from malibrief.text import number, web_link
from malibrief.views.citations import Cited

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from malibrief.views.columns import Cell

    Paint = Callable[[str, str], str]

STYLES = {
    "heading": "bold",
    "milestone": "bold",
    "date": "cyan",
    "number": "green",
    "source": "blue",
    "aside": "dim",
    "match": "bold underline",
    "mission": "green",
    "resolution": "blue",
    "report": "blue",
    "agreement": "cyan",
    "sanction": "red",
    "statement": "magenta",
    "funding": "yellow",
    "figure": "green",
    "person": "magenta",
}
"""How each style looks, in Rich's words."""
_SGR = {
    "bold": "1", "dim": "2", "underline": "4",
    "red": "31", "green": "32", "yellow": "33", "blue": "34", "magenta": "35", "cyan": "36",
}  # fmt: skip
"""The parameters of the terminal's SGR sequence (ECMA-48)."""
_CODES = {style: ";".join(_SGR[word] for word in look.split()) for style, look in STYLES.items()}


def painter(colour: bool) -> Paint:
    """Return a function that puts text into a style, or leaves it as it is."""

    def paint(text: str, style: str) -> str:
        code = _CODES.get(style)
        return f"\x1b[{code}m{text}\x1b[0m" if code and text else text

    def leave(text: str, style: str) -> str:
        return text

    return paint if colour else leave


def hyperlink(text: str, url: str | None, links: bool) -> str:
    """Return the text as a terminal hyperlink (OSC 8), where the terminal has them and the address is one of the web."""
    link = web_link(url) if links and text else None
    return f"\x1b]8;;{link}\x1b\\{text}\x1b]8;;\x1b\\" if link else text


def pad(text: str, width: int, right: bool = False) -> str:
    """Return the text filled up with spaces to a width in cells."""
    spaces = " " * (width - cell_len(text))
    return spaces + text if right else text + spaces


def wrap(text: str, width: int) -> list[str]:
    """Return the text in lines of at most `width` cells, broken between words; a longer word is broken where it must be."""
    if cell_len(text) <= width:
        return [text]
    lines: list[str] = []
    line = ""
    for word in text.split():
        if line and cell_len(line) + 1 + cell_len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
        if cell_len(line) > width:
            *full, line = _pieces(line, width)
            lines += full
    return [*lines, line]


def remarked(remarks: Sequence[str], width: int) -> list[str]:
    """Return the lines of a listing's remarks and an empty one after them; none where there are none."""
    lines = [line for remark in remarks for line in wrap(remark, width)]
    return [*lines, ""] if lines else []


def _pieces(text: str, width: int) -> Iterator[str]:
    """Yield the text in pieces of at most `width` cells, each of a character at least."""
    start = used = 0
    for place, character in enumerate(text):
        used += cell_len(character)
        if place > start and used > width:
            yield text[start:place]
            start, used = place, cell_len(character)
    yield text[start:]


def pretty(value: Cell, column: str = "") -> str:
    """Return a cell as people write it: "18 Aug 2020", "13,289", the first source's publisher and how many more."""
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    if isinstance(value, PartialDate):
        return "not known" if value == UNKNOWN else value.short
    if isinstance(value, int | float):
        # A resolution's number is its name.
        return str(value) if column == "number" else number(value)
    if isinstance(value, Cited):
        more = f" +{len(value) - 1}" if len(value) > 1 else ""
        return value[0].publisher + more if value else ""
    return "; ".join(value) if isinstance(value, list) else str(value)
