"""Cite sources as footnotes, a line for each, in the style of the United Nations Editorial Manual.

The form is: Publisher, “title”, symbol, date. Available at link (accessed day). What a source does not state is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from malibrief.facts.model import Source

_INNER_QUOTES = str.maketrans({"“": "‘", "”": "’", '"': "'"})
"""The quotation marks within a quoted title."""


def cited(sources: Iterable[Source]) -> str:
    """Return a line for each source, in their order; "" for none."""
    return "".join(_footnote(source) + "\n" for source in sources)


def _footnote(source: Source) -> str:
    title = f"“{source.title.translate(_INNER_QUOTES)}”"
    date = source.date.in_words if source.date else None
    said = ", ".join(part for part in (source.publisher, title, source.symbol, date) if part)
    if not source.url:
        return f"{said}."
    accessed = f" (accessed {source.accessed.in_words})" if source.accessed else ""
    return f"{said}. Available at {source.url}{accessed}."
