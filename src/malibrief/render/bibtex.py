"""Cite sources as BibTeX: an entry for each source, with its id as the key and its publisher as a corporate author.

A date is written twice: as BibTeX's year and month, and as biblatex's `date`, which includes the day (EDTF level 0). The day on
which a link was read is biblatex's `urldate`.
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
"""The characters that TeX would interpret; braces have names, because BibTeX counts them even after a backslash."""
_NOT_ALLOWED_IN_KEY = re.compile(r"[^A-Za-z0-9.:+/-]")
_LANGUAGES = {
    "ar": "arabic", "da": "danish", "de": "german", "en": "english", "es": "spanish", "fr": "french", "it": "italian", "nl": "dutch",
    "no": "norsk", "pl": "polish", "pt": "portuguese", "ru": "russian", "sw": "swahili", "tr": "turkish", "zh": "chinese",
}  # fmt: skip
"""The names of languages in babel and polyglossia; others are left out of an entry, because biblatex may not know them."""


def cited(sources: Iterable[Source]) -> str:
    """Return an entry for each source, in their order, blank lines between; "" for none."""
    return "\n".join(map(_entry, sources))


def _entry(source: Source) -> str:
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(source))
    kind = "techreport" if source.symbol else "misc"
    key = _NOT_ALLOWED_IN_KEY.sub(lambda sign: f"_{ord(sign[0]):x}", source.id)
    return f"@{kind}{{{key},\n{fields}}}\n"


def _fields(source: Source) -> Iterator[tuple[str, str]]:
    # Inner braces keep a corporate name in one piece and a title's capitals as they are. Months are BibTeX's own macros.
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
        if source.accessed:
            yield "urldate", _braced(source.accessed)
    if source.lang in _LANGUAGES:
        yield "langid", _braced(_LANGUAGES[source.lang])


def _tex(text: str) -> str:
    return text.translate(_SPECIAL)


def _braced(text: str) -> str:
    return f"{{{text}}}"
