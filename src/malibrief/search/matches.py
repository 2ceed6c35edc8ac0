"""Why a fact was found: the field, its text, and the words as they stand there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from malibrief.facts.model import day_of, detail_of, label_of
from malibrief.facts.topics import NAMING, SOURCES
from malibrief.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from malibrief.index.results import AnyFound
    from malibrief.search.understand import Question

MatchKind = Literal["id", "name", "number", "date", "words", "prefix", "spelling"]
"""How a fact can be found."""
LONG = frozenset(("summary", "sources"))
"""The fields of which a hit shows the part that matched."""
HEAD = 4
"""How many letters two words must share to be one but for an ending."""


class Match(msgspec.Struct, frozen=True):
    """Why a fact was found: the field, its text, how, and the words as they stand there."""

    field: str
    text: str
    kind: MatchKind
    words: tuple[str, ...] = ()


class Words(msgspec.Struct, frozen=True):
    """Words that count as found, and their first letters, without which a text has none of them."""

    words: frozenset[str]
    heads: frozenset[str]


class Sought(msgspec.Struct, frozen=True):
    """The words asked for (and what they were taken for), and what may stand in their place."""

    typed: Words
    others: Words
    terms: int


def sought(question: Question, respelt: Mapping[str, str]) -> Sought:
    """What to look for in the texts of what was found."""
    typed = {word for term in question.terms for word in term.words} | {
        word for near in respelt.values() for word in near.split()
    }
    others = {word for term in question.terms for phrase in term.equivalents for word in phrase}
    return Sought(_with_heads(typed), _with_heads(others - typed), len(question.terms))


def _with_heads(words: set[str]) -> Words:
    return Words(frozenset(words), frozenset(word[:HEAD] for word in words))


def match_of(found: AnyFound, wanted: Sought, kind: MatchKind, titles: Callable[[], list[str]]) -> Match:
    """The text with the most of the words, its field, and the words as they stand there.

    `titles` gives the titles of the fact's sources, for a fact that has the words nowhere else.
    """
    if kind == "id":
        return Match("id", found.fact.id, kind)
    if kind == "date":
        return Match("date", str(day_of(found.fact) or ""), kind)
    match = _fullest(_texts(found), wanted, kind)
    if match is None and kind == "number":
        return Match("detail", detail_of(found.fact), kind)
    return (
        match
        or _fullest([("sources", title) for title in titles()], wanted, kind)
        or Match("title", label_of(found.fact), kind)
    )


def _fullest(texts: list[tuple[str, str]], wanted: Sought, kind: MatchKind) -> Match | None:
    """The text with the most of the words as typed, then of the others, the first of several; None where no text has any."""
    best = (0, 0)
    match = None
    for field, text in texts:
        plain = text.casefold() if text.isascii() else fold(text)
        typed = _words_in(text, plain, wanted.typed, beginnings=kind == "prefix")
        others = _words_in(text, plain, wanted.others, beginnings=kind == "prefix")
        if (len(typed), len(others)) > best:
            best = (len(typed), len(others))
            held = (*typed, *others)
            match = Match(field, _around(text, held) if field in LONG else text, kind, held)
        if len(typed) >= wanted.terms:
            break
    return match


def _texts(found: AnyFound) -> list[tuple[str, str]]:
    """The texts of a fact with their fields, the weightiest first."""
    fact = found.fact
    texts = [("title", label_of(fact))]
    texts += [(field, text) for field in ("aliases", "keywords") for text in getattr(fact, field, ())]
    for name in NAMING if found.topic != SOURCES.name else ("publisher",):
        if value := getattr(fact, name, None):
            texts.append((name, "; ".join(value) if isinstance(value, list) else str(value)))
    return [*texts, ("summary", getattr(fact, "summary", ""))]


def _words_in(text: str, plain: str, wanted: Words, beginnings: bool) -> tuple[str, ...]:
    """The words of a text that are among those wanted, but for an ending, or where `beginnings` that only begin so.

    `plain` is the text in lower case and without accents.
    """
    # Most texts have none of the words, nor have most words of the others: only those that may are folded.
    if not any(head in plain for head in wanted.heads):
        return ()
    held = []
    for word in dict.fromkeys(text.replace("’", "'").split()):
        small = word.casefold()
        if word.isascii() and not any(head in small for head in wanted.heads):
            continue
        if any(_is_wanted(part, wanted, beginnings) for part in fold(word).split()):
            held.append(word.strip(".,;:()\"'"))
    return tuple(held)


def _is_wanted(word: str, wanted: Words, beginnings: bool) -> bool:
    alike = word[:HEAD] in wanted.heads and any(_alike(word, other) for other in wanted.words)
    return alike or (beginnings and word.startswith(tuple(wanted.words)))


def _alike(word: str, other: str) -> bool:
    """Whether two words are one but for an ending."""
    if word == other:
        return True
    shorter, longer = sorted((word, other), key=len)
    head = shorter[: max(HEAD, len(shorter) - 2)]
    return len(shorter) >= HEAD and longer.startswith(head) and len(longer) - len(shorter) <= 3


def _around(text: str, held: tuple[str, ...], width: int = 160) -> str:
    """The part of a long text that has the first of the words (a number before others), cut between words."""
    if len(text) <= width:
        return text
    numbers = [word for word in held if word[0].isdecimal()]
    position = text.find((numbers or held)[0]) if held else 0
    start = 0 if position < width // 2 else text.rfind(" ", 0, position - width // 3) + 1
    end = len(text) if start + width >= len(text) else text.rfind(" ", start, start + width)
    return ("… " if start else "") + text[start:end] + (" …" if end < len(text) else "")
