"""Cite sources as footnotes, a line for each, in the style of the United Nations Editorial Manual and of its French documents.

The form is: Publisher, “title”, symbol, date. Available at link (accessed day). What a source does not state is left out.
In French: Publisher, « title », symbol, date. Disponible à l’adresse : link (consulté le day). Titles are never translated.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from malibrief.language import is_french, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from malibrief.facts.model import Source

_INNER_QUOTES = str.maketrans({"“": "‘", "”": "’", '"': "'"})
"""The quotation marks within a quoted title."""
_INNER_GUILLEMETS = r'«\s*([^«»]*?)\s*»|"([^"]*)"'
"""What stands between “ and ” within « and »."""


def cited(sources: Iterable[Source]) -> str:
    """Return a line for each source, in their order; "" for none."""
    return "".join(_footnote(source) + "\n" for source in sources)


def _footnote(source: Source) -> str:
    date = source.date.in_words if source.date else None
    said = ", ".join(part for part in (source.publisher, _quoted(source.title), source.symbol, date) if part)
    if not source.url:
        return f"{said}."
    if not source.accessed:
        return say("{source}. Available at {url}.", source=said, url=source.url)
    return say("{source}. Available at {url} (accessed {day:words}).", source=said, url=source.url, day=source.accessed)


def _quoted(title: str) -> str:
    """Return a title in quotation marks, those within it of the other kind."""
    if is_french():
        return f"«\u00a0{re.sub(_INNER_GUILLEMETS, lambda inner: f'“{inner[1] or inner[2]}”', title)}\u00a0»"
    return f"“{title.translate(_INNER_QUOTES)}”"
