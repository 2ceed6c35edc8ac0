"""Why a fact was found: the field, its text, and the words in it that matched, as printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from malibrief.facts.model import Source, day_of, value_of
from malibrief.facts.told import detail_of, label_of
from malibrief.facts.topics import NAMING, SOURCES, topic_of
from malibrief.text import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from malibrief.index.results import AnyFound
    from malibrief.search.question import Question

MatchKind = Literal["id", "name", "number", "date", "words", "prefix", "spelling"]
"""How a fact can be found."""
HEAD = 4
"""How many letters two words must share to be one but for an ending."""
EXCERPT = 160
"""How many characters of a summary are shown at most."""


class Match(msgspec.Struct, frozen=True):
    """The field that matched, its text (of a summary an excerpt), how it was found, and the matched words as printed.

    A field whose name begins with "fr." is French: `fr.title`, whether the fact has a title or a name, `fr.summary`, `fr.place`.
    """

    field: str
    text: str
    kind: MatchKind
    words: tuple[str, ...] = ()


class Words(msgspec.Struct, frozen=True):
    """The words to highlight: those typed, or what they were respelt to, and their synonyms; how many terms they make."""

    typed: set[str]
    synonyms: set[str]
    terms: int


def words_of(question: Question, respelt: Mapping[str, str]) -> Words:
    """Return the words to highlight in the answers to a question."""
    typed = question.words.union(*(near.split() for near in respelt.values()))
    synonyms = {word for term in question.terms for phrase in term.synonyms for word in phrase}
    return Words(typed, synonyms - typed, len(question.terms))


def match_of(found: AnyFound, words: Words, kind: MatchKind) -> Match:
    """Return why a fact was found: the text with the most of the words typed, then of synonyms, the first of several."""
    if kind == "id":
        return Match("id", found.fact.id, kind)
    if kind == "date":
        return Match("date", str(day_of(found.fact) or ""), kind)
    most = (0, 0)
    match = Match("title", label_of(found.fact), kind)
    if kind == "number":
        match = Match("detail", detail_of(found.fact), kind)
    for field, text in _texts(found):
        plain = text.casefold() if text.isascii() else fold(text)
        typed, synonyms = (_words_in(text, plain, some, kind == "prefix") for some in (words.typed, words.synonyms))
        if (len(typed), len(synonyms)) > most:
            most = (len(typed), len(synonyms))
            matched = (*typed, *synonyms)
            match = Match(field, _around(text, matched) if field.endswith("summary") else text, kind, matched)
        if len(typed) >= words.terms:
            break
    return match


def _texts(found: AnyFound) -> list[tuple[str, str]]:
    """Return the texts of a fact with their fields, the weightiest first; those in French have fields such as `fr.title`."""
    fact = found.fact
    french = {} if isinstance(fact, Source) else fact.fr
    title = topic_of(found.topic).label
    names = NAMING if found.topic != SOURCES.name else ("publisher",)
    texts = [("title", _joined(value_of(fact, title))), ("fr.title", _joined(french.get(title)))]
    texts += [(field, text) for field in ("aliases", "keywords") for text in getattr(fact, field, ())]
    texts += [(name, _joined(getattr(fact, name, None))) for name in names]
    texts += [(f"fr.{field}", _joined(value)) for field, value in french.items() if field not in (title, "summary")]
    texts += [("summary", getattr(fact, "summary", "")), ("fr.summary", _joined(french.get("summary")))]
    return [(field, text) for field, text in texts if text]


def _joined(value: object) -> str:
    """Return a value as one text; "" for None."""
    return "; ".join(value) if isinstance(value, list) else str(value or "")


def _words_in(text: str, plain: str, wanted: Collection[str], prefix: bool) -> tuple[str, ...]:
    """Return the words of a text, as printed, that are wanted but for an ending, or where `prefix` that begin so.

    `plain` is the text in lower case and without accents.
    """
    # Most texts have none of the words: only those that may are taken apart.
    if not any(word[:HEAD] in plain for word in wanted):
        return ()
    matched = (
        word.strip(".,;:()\"'")
        for word in dict.fromkeys(text.replace("’", "'").split())
        for part in fold(word).split()
        if any(_alike(part, other) or (prefix and part.startswith(other)) for other in wanted)
    )
    return tuple(dict.fromkeys(matched))


def _alike(word: str, other: str) -> bool:
    """Return whether two words are one but for an ending."""
    if word == other:
        return True
    shorter, longer = sorted((word, other), key=len)
    head = shorter[: max(HEAD, len(shorter) - 2)]
    return len(shorter) >= HEAD and longer.startswith(head) and len(longer) - len(shorter) <= 3


def _around(text: str, matched: tuple[str, ...]) -> str:
    """Return the part of a long text that has the first of the words (a number before others), cut between words."""
    if len(text) <= EXCERPT:
        return text
    numbers = [word for word in matched if word[0].isdecimal()]
    position = text.find((numbers or matched)[0])
    start = 0 if position < EXCERPT // 2 else text.rfind(" ", 0, position - EXCERPT // 3) + 1
    end = len(text) if start + EXCERPT >= len(text) else text.rfind(" ", start, start + EXCERPT)
    return ("… " if start else "") + text[start:end] + (" …" if end < len(text) else "")
