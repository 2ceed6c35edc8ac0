"""Fold notes to the width of a terminal, which would break them within words."""

from __future__ import annotations

from textwrap import wrap

_INDENT = "    "
"""What stands before what is told below the first line of a note."""
_TO_PASTE = ": malibrief "
"""What stands before a command line to paste, which must stay in one piece."""


def folded(text: str, width: int) -> str:
    """Return a text with its lines folded between words, but for those to paste; what follows is indented further."""
    return "\n".join(part for line in text.split("\n") for part in _parts(line, width))


def _parts(line: str, width: int) -> list[str]:
    if len(line) <= width or _TO_PASTE in line:
        return [line]
    indent = line[: len(line) - len(line.lstrip())]
    text = line.strip()
    return wrap(
        text,
        width,
        initial_indent=indent,
        subsequent_indent=indent + _INDENT,
        break_long_words=False,
        break_on_hyphens=False,
    )
