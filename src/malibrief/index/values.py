"""What the texts of a filter mean: values of a field, found by themselves, by their other names, or by words of them.

A value's other names are data: its French, the names of the office or series, those of the actor, mission or person of that
name. Where nothing else matches, the caller may say which words mean the same (`Synonyms`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from malibrief.facts.topics import (
    COUNTS,
    EVERYWHERE,
    IN_TABLES,
    NAMED,
    NAMED_ALIAS,
    PERIODS,
    STANDS_FOR,
    TAGS,
    TOPICS,
    topic_of,
)
from malibrief.index.results import Meant
from malibrief.text import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from malibrief.index.store import Index

Synonyms = Callable[[str], Sequence[Sequence[Sequence[str]]]]
"""Returns the terms of a text, each as phrases that mean the same, each as its words, folded."""

_CURRENCIES = {
    "EUR": ("€", "euro", "euros"),
    "USD": ("$", "us$", "dollar", "dollars", "us dollar", "us dollars"),
    "GBP": ("£", "pound", "pounds", "pound sterling", "livre sterling"),
    "XOF": ("cfa", "fcfa", "franc cfa", "francs cfa", "cfa franc", "cfa francs"),
    "CAD": ("canadian dollar", "canadian dollars", "dollar canadien"),
    "CNY": ("yuan", "renminbi"),
    "SEK": ("swedish krona", "couronne suédoise"),
    "XDR": ("sdr", "dts", "special drawing rights"),
}
_CODES = {name: code for code, names in _CURRENCIES.items() for name in names}
"""The codes of currencies by how people write them."""
_TRUTH = ("true", "false")
_CLOSED = {
    "tags": TAGS,
    "counts": COUNTS,
    "period": PERIODS,
    "state": _TRUTH,
    "deputy": _TRUTH,
    "covers": ("all-donors",),
}


class _Value:
    """A value of a field: its number, its text, its other wordings."""

    def __init__(self, n: int, text: str, folded: str, also: str) -> None:
        self.n = n
        self.text = text
        self.folded = folded
        self.also = also

    @cached_property
    def names(self) -> list[str]:
        """Its other wordings, folded."""
        return [fold(name) for name in self.also.split("\n")] if self.also else []

    @cached_property
    def initials(self) -> set[str]:
        """The initials of each of its wordings."""
        return {short for name in (self.text, *self.also.split("\n")) for short in initials(name)}

    @cached_property
    def stems(self) -> set[str]:
        """All words of all its wordings, in the singular."""
        return {singular(word) for name in (self.folded, *self.names) for word in name.split()}

    def has(self, words: str) -> bool:
        """Return whether one of its wordings contains these words in a row."""
        return has_words(self.folded, words) or any(has_words(name, words) for name in self.names)


def placeholders(values: Collection[object]) -> str:
    """Return SQL placeholders for these values: "?,?,?"."""
    return ",".join("?" * len(values))


def values_of(index: Index, topics: Iterable[str], field: str) -> list[tuple[int, str, str, str]]:
    """Return (number, text, folded text, other wordings a line each) for each value of a field in these topics, commonest first."""
    names = tuple(topics)
    where = f"field = ? AND topic IN ({placeholders(names)})"
    sql = f"SELECT rowid, text, folded, also FROM value WHERE {where} ORDER BY facts DESC, text"
    return index.rows(sql, (field, *names))


def allowed(topics: Iterable[str], field: str) -> tuple[str, ...]:
    """Return all values that a field may have in these topics, where they are a list that is closed; else nothing."""
    if field == "kind":
        return tuple(dict.fromkeys(kind for name in topics for kind in topic_of(name).kinds))
    return _CLOSED.get(field, ())


def meant(
    index: Index, topics: tuple[str, ...], field: str, text: str, synonyms: Synonyms | None = None
) -> Meant | None:
    """Return which values a user's text means; None where it can only be a mistake.

    The text is no mistake, even if no fact here has the value, if it is one of a closed list, an office or a series, or if a
    fact of another topic has it, or if no fact has any value in that field.
    """
    text_or_code = _CODES.get(text.strip().casefold(), text) if field == "currency" else text
    wanted = fold(text_or_code)
    known = [_Value(*row) for row in values_of(index, topics, field)]
    if wanted and (found := _matching(index, topics, field, text_or_code, known, synonyms)):
        return msgspec.structs.replace(found, text=text)
    closed = allowed(topics, field)
    if wanted in map(fold, closed) or _is_in_table(index, field, wanted):
        return Meant(field, text)
    if field in EVERYWHERE and not set(TOPICS) <= set(topics):
        return meant(index, tuple(TOPICS), field, text, synonyms)
    return Meant(field, text) if wanted and not (known or closed) else None


def _is_in_table(index: Index, field: str, wanted: str) -> bool:
    """Return whether an office or a series has this id or title, though no fact names it."""
    rows = index.rows("SELECT id, title FROM record WHERE topic = ?", (IN_TABLES.get(field, ""),))
    return any(wanted in (fold(name), fold(title)) for name, title in rows)


def _matching(
    index: Index, topics: tuple[str, ...], field: str, text: str, known: list[_Value], synonyms: Synonyms | None
) -> Meant | None:
    """Return the values that a text means, found in the surest way that finds any; None if none does.

    A value is the same but for case and accents; or has another name that is; or, in a field of words, these initials or these
    words in a row, unless only its other names have them and a word that means the same is a value. An office or series may
    also be given by words of its names or of what they stand for, and both by words in any order. A place is in every place
    that names it.
    """
    wanted = fold(text)
    worded = field == "place" or any(field in topic_of(name).words for name in topics)
    called = _called(index, wanted) if worded and all(value.folded != wanted for value in known) else set()
    if same := _same(field, wanted, known, called, worded):
        return _with_beside(field, text, same, known) if worded else _meant(field, text, same)
    own = [value for value in known if has_words(value.folded, wanted)]
    terms = synonyms(text) if synonyms and not own and field not in STANDS_FOR else []
    alike = _by_phrase(known, terms)
    if alike and field == "kind" and "funding" in topics and not _only_kinds(topics, terms):
        return None  # a gift may be a pledge or a payment: what money is must not be guessed
    if alike:
        found = _with_beside(field, text, alike, known) if worded else _meant(field, text, alike)
        return msgspec.structs.replace(found, guessed=True)
    if not worded and field not in STANDS_FOR:
        return None
    ways: tuple[Callable[[], list[_Value]], ...] = (
        lambda: [] if worded else own,
        lambda: [value for value in known if value.has(wanted)],
        lambda: [value for value in _stood_for(index, topics, field) if value.has(wanted)],
        lambda: [value for value in known if any(has_words(value.folded, name) for name in called)],
    )
    for way in ways:
        if values := way():
            return _meant(field, text, values)
    values = _by_words(known, text, synonyms)
    return _meant(field, text, values, guessed=True) if values else None


def _same(field: str, wanted: str, known: list[_Value], called: set[str], worded: bool) -> list[_Value]:
    """Return the values that are a text, else those with a name that is, else those with these initials; places of either sort."""
    same = [value for value in known if value.folded == wanted]
    if not same or field == "place":
        same += [value for value in known if value not in same and wanted in value.names]
    same = same or [value for value in known if value.folded in called]
    if worded and not same and len(wanted) > 1:
        same = [value for value in known if wanted in value.initials]
    return same


def _stood_for(index: Index, topics: tuple[str, ...], field: str) -> list[_Value]:
    """Return the values of the field whose words say what short names stand for, such as persons' own roles."""
    return [_Value(*row) for row in values_of(index, topics, STANDS_FOR[field])] if field in STANDS_FOR else []


def _meant(field: str, text: str, values: list[_Value], beside: Iterable[str] = (), guessed: bool = False) -> Meant:
    taken = tuple(dict.fromkeys(value.text for value in values))
    return Meant(field, text, tuple(value.n for value in values), taken, tuple(dict.fromkeys(beside)), guessed)


def _with_beside(field: str, text: str, same: list[_Value], known: list[_Value]) -> Meant:
    """Return these values with those that contain one of them, or the text: a place takes them in, other fields leave them out."""
    names = {fold(text), *(value.folded for value in same)}
    more = [value for value in known if value not in same and any(value.has(name) for name in names)]
    return _meant(field, text, [*same, *more] if field == "place" else same, [value.text for value in more])


def _called(index: Index, wanted: str) -> set[str]:
    """Return all names, folded, of the actors, missions and people that have this name; if the index is damaged, rebuild it."""
    sql = (
        "SELECT body FROM record WHERE n IN "
        f"(SELECT n FROM called WHERE folded = ? AND rank <= {NAMED_ALIAS}) AND topic IN ({placeholders(NAMED)})"
    )

    def read() -> set[str]:
        records = [msgspec.json.decode(body, type=_Called) for (body,) in index.rows(sql, (wanted, *sorted(NAMED)))]
        names = [name for record in records for name in (record.name, record.full_name or "", *record.aliases)]
        return {folded for name in names if len(folded := fold(name)) > 1}

    try:
        return read()
    except (msgspec.DecodeError, UnicodeDecodeError):
        index.rebuild()
        return read()


class _Called(msgspec.Struct):
    """The names of a record that has one."""

    name: str
    full_name: str | None = None
    aliases: tuple[str, ...] = ()


def _by_words(known: list[_Value], text: str, synonyms: Synonyms | None) -> list[_Value]:
    """Return the values that have all words of a text, in any order, or such as mean the same: in themselves, else in any wording."""
    typed = [[[word]] for word in fold(text).split()]
    same = synonyms(text) if synonyms else []
    for stems_of in (lambda value: {singular(word) for word in value.folded.split()}, lambda value: value.stems):
        for terms in (typed, same):
            stems = [[{singular(word) for word in phrase} for phrase in term] for term in terms]
            found = [v for v in known if stems and all(any(phrase <= stems_of(v) for phrase in term) for term in stems)]
            if found:
                return found
    return []


def _by_phrase(known: list[_Value], terms: Sequence[Sequence[Sequence[str]]]) -> list[_Value]:
    """Return the values that are a phrase of the only term."""
    phrases = {" ".join(phrase) for phrase in terms[0]} if len(terms) == 1 else set()
    return [value for value in known if value.folded in phrases]


def _only_kinds(topics: tuple[str, ...], terms: Sequence[Sequence[Sequence[str]]]) -> bool:
    """Return whether all phrases that mean the same as the typed one, which is the first of the only term, are kinds of facts."""
    kinds = set(map(fold, allowed(topics, "kind")))
    return all(" ".join(phrase) in kinds for term in terms for phrase in term[1:])


def has_words(text: str, words: str) -> bool:
    """Return whether a folded text contains these words in a row."""
    return f" {words} " in f" {text} "


def singular(word: str) -> str:
    """Return a folded word without the ending of a plural."""
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word


def initials(text: str) -> set[str]:
    """Return the initials of a name, folded, if they are two or more: of its capitalised words and of those of four or more letters.

    "European Union" -> "eu", "Agence française de développement" -> "afd", "European Union and member states" -> "eums".
    """
    folded = fold("".join(word[0] for word in text.split() if word[0].isupper() or len(word) > 3))
    return {folded} if len(folded) > 1 else set()
