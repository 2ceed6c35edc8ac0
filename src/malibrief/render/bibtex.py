"""BibTeX: an entry for each source, its key the source's id; publishers are corporate authors, in braces.

A date is written twice: as BibTeX's year and month, and as biblatex's `date`, which has the day (EDTF level 0).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from malibrief.facts.dates import MONTHS
from malibrief.text import encoded

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
_NOT_IN_KEY = re.compile(r"[^A-Za-z0-9.:+/-]")
_LANGUAGES = {
    "ar": "arabic", "da": "danish", "de": "german", "en": "english", "es": "spanish", "fr": "french", "it": "italian", "nl": "dutch",
    "pl": "polish", "pt": "portuguese", "ru": "russian", "sw": "swahili", "tr": "turkish", "zh": "chinese",
}  # fmt: skip
"""The names that babel and polyglossia have for languages; one that is not here is left out, for biblatex would not know it."""


def cited(sources: Iterable[Source]) -> str:
    """Return an entry for each source, in their order, blank lines between; "" for none."""
    return "\n".join(map(_entry, sources))


def _entry(source: Source) -> str:
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(source))
    kind = "techreport" if source.symbol else "misc"
    key = _NOT_IN_KEY.sub(lambda sign: f"_{ord(sign[0]):x}", source.id)
    return f"@{kind}{{{key},\n{fields}}}\n"


def _fields(source: Source) -> Iterator[tuple[str, str]]:
    # Braces within keep a corporate name together and a title's capitals as they are; months are BibTeX's own names.
    yield "author", _braced(_braced(_tex(source.publisher)))
    yield "title", _braced(_braced(_tex(source.title)))
    if source.symbol:
        yield "institution", _braced(_tex(source.publisher))
        yield "number", _braced(_tex(source.symbol))
    if source.date:
        yield "date", _braced(source.date)
        year, month, day = source.date.parts
        yield "year", str(year)
        if month:
            yield "month", MONTHS[month - 1][:3].lower()
        if day:
            yield "day", str(day)
    if source.url:
        yield "url", _braced(encoded(source.url))
    if source.lang in _LANGUAGES:
        yield "langid", _braced(_LANGUAGES[source.lang])


def _tex(text: str) -> str:
    return text.translate(_SPECIAL)


def _braced(text: str) -> str:
    return f"{{{text}}}"
