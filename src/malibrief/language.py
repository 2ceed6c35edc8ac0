"""The language of the interface: English, or French from the tables in `malibrief.french`.

A process speaks one language, which `cli.locale` chooses as it starts. Phrases stand in the code in English and are the keys
of the French tables, as with gettext; here a table is a plain dict, because a dict from a compiled module is read in a fraction
of a millisecond and needs no step of building. `tests/test_french.py` finds phrases that are missing there or no longer used.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LANGUAGES = ("en", "fr")
"""The languages of the interface, by their codes (ISO 639-1)."""

ROOMS = ("screens", "citations", "briefs", "messages", "reading", "checks", "own", "export", "rules", "help")
"""The tables of phrases in `malibrief.french`, in the order in which they are looked through."""

_spoken = "en"


def speak(language: str) -> None:
    """Speak one of `LANGUAGES` from now on."""
    global _spoken
    _spoken = language


def spoken() -> str:
    """Return the language that is spoken, one of `LANGUAGES`."""
    return _spoken


def is_french() -> bool:
    """Return whether French is spoken."""
    return _spoken == "fr"


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language for as long as the context lasts."""
    before = _spoken
    speak(language)
    try:
        yield
    finally:
        speak(before)


def say(phrase: str, **values: object) -> str:
    """Return a phrase in the language that is spoken, with the values in its braces: `say("{count} more", count=3)`.

    A date's format says how it is written: `{day:words}`, `{day:short}`, and in French with its article (see
    `facts.dates.PartialDate`). A text that a phrase quotes, `{text!r}`, stands in French between « and ». A phrase without
    French stays as it is.
    """
    if _spoken == "fr":
        phrase = _phrases()[phrase]
        if "!r}" in phrase:
            values = {name: Typed(value) if type(value) is str else value for name, value in values.items()}
    return phrase.format(**values) if values else phrase


def noun(count: float, word: str) -> str:
    """Return an English noun for so many things in the language that is spoken: `noun(2, "fact")` is "facts" or "faits".

    In French zero is singular. A noun without French gets an English plural.
    """
    if _spoken == "fr" and word in (known := _nouns()):
        return known[word][count >= 2]
    return word if count == 1 else f"{word}s"


class Typed(str):
    """A text whose `repr` has French quotation marks."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Escape what Python's own escapes."""
        return "\N{NO-BREAK SPACE}".join(filter(None, ("«", super().__repr__()[1:-1], "»")))


class Tables(dict[str, str]):
    """The French of phrases, read room by room: a room is read when the rooms before it do not have a phrase."""

    def __missing__(self, phrase: str) -> str:
        """Read on until a phrase is found; without French it is its own."""
        for room in _unread():
            self.update(room)
            if phrase in self:
                return self[phrase]
        return phrase


@cache
def _unread() -> Iterator[Mapping[str, str]]:
    """Return the tables that no phrase has asked for yet; what look-ups say comes first."""
    from importlib import import_module

    return (import_module(f"malibrief.french.{room}").PHRASES for room in ROOMS)


@cache
def _phrases() -> Mapping[str, str]:
    """Return the French of phrases, read as far as they have been asked for."""
    return Tables()


@cache
def _nouns() -> Mapping[str, tuple[str, str]]:
    """Return the French of nouns that are counted, in the singular and the plural."""
    from malibrief.french.nouns import NOUNS

    return NOUNS
