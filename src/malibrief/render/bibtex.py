"""BibTeX: an entry for each source, its key the source's id; publishers are corporate authors, in braces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from malibrief.facts.dates import MONTHS
from malibrief.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from malibrief.facts.model import Source

_SPECIAL = str.maketrans(
    {
        **{sign: f"\\{sign}" for sign in "&%$#_"},
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
"""The characters that TeX reads as something else; BibTeX counts braces even behind a backslash."""
_UNBALANCED = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})
"""What a link may not have within braces."""


def cited(sources: Iterable[Source]) -> str:
    """An entry for each source, in their order, blank lines between; "" for none."""
    return "\n".join(map(_entry, sources))


def _entry(source: Source) -> str:
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(source))
    kind = "techreport" if source.symbol else "misc"
    return f"@{kind}{{{source.id},\n{fields}}}\n"


def _fields(source: Source) -> Iterator[tuple[str, str]]:
    # Braces within keep a corporate name together and a title's capitals as they are; months are BibTeX's own names.
    yield "author", _braced(_braced(_tex(source.publisher)))
    yield "title", _braced(_braced(_tex(source.title)))
    if source.symbol:
        yield "institution", _braced(_tex(source.publisher))
        yield "number", _braced(_tex(source.symbol))
    if source.date:
        year, month, day = source.date.parts
        yield "year", str(year)
        if month:
            yield "month", MONTHS[month - 1][:3].lower()
        if day:
            yield "day", str(day)
    if source.url:
        yield "url", _braced(source.url.translate(_UNBALANCED))
    yield "language", _braced(clean(source.lang))


def _tex(text: str) -> str:
    return clean(text).translate(_SPECIAL)


def _braced(text: str) -> str:
    return f"{{{text}}}"
