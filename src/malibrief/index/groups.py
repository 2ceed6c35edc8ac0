"""Gather the facts of one person or one place, which have no record of their own.

A person is a name: that of terms and listings, of a speaker, of the leader of an actor. A place is a value of that field.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from malibrief.facts.model import Person, Sanction, Source, value_of
from malibrief.facts.told import label_of
from malibrief.facts.topics import NAME, NAMED_ALIAS, TOPICS
from malibrief.index import postings
from malibrief.index.names import TELLING
from malibrief.index.query import get
from malibrief.index.values import placeholders, values_of
from malibrief.text import edits, fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from malibrief.index.store import Index

_HELD = "SELECT each.value FROM value, json_each(held) each WHERE"
_LISTINGS = f"{_HELD} topic = 'sanctions' AND field = 'kind' AND text = 'person'"


def persons(index: Index, words: str) -> dict[str, str]:
    """Return the names of the persons whose name has all of these folded words, in any order, by how they are folded.

    A speaker, who may be a body, has to be given by the whole name. Aliases count where no name has the words.
    """
    wanted = set(words.split())
    if not wanted:
        return {}
    held = [
        value
        for topic, field in (("people", "name"), ("actors", "led_by"))
        for value in values_of(index, (topic,), field)
    ]
    known = [(text, folded) for _, text, folded, _ in held]
    listed = index.rows(f"SELECT DISTINCT title FROM record WHERE n IN ({_LISTINGS})")
    known += [(title, fold(title)) for (title,) in listed]
    speakers = index.rows("SELECT text, folded FROM value WHERE folded = ? AND field = 'speaker'", (words,))
    names = [(text, folded) for text, folded in known if wanted <= set(folded.split())]
    found: dict[str, str] = {}
    for text, folded in (*names, *speakers):
        found.setdefault(folded, text)
    return found or _by_alias(index, wanted)


def _by_alias(index: Index, wanted: set[str]) -> dict[str, str]:
    """Return the names of the persons with an alias that has all of these folded words, by how they are folded."""
    if not index.meta["words"]:
        return {}
    facts = [found.fact for found in get(index, postings.facts_with(index, "aliases", [sorted(wanted)]))]
    persons = [
        fact for fact in facts if isinstance(fact, Person) or (isinstance(fact, Sanction) and fact.kind == "person")
    ]
    return {
        fold(fact.name): fact.name
        for fact in persons
        if any(wanted <= set(fold(alias).split()) for alias in fact.aliases)
    }


def of_person(index: Index, name: str) -> tuple[list[int], list[int]]:
    """Return the facts of a person: the person's own (terms, listings, statements, actors led), and others about these or in them.

    What has one's name for an alias, or one's alias for a name, is of the same person.
    """
    folded = fold(name)
    own = _called(index, [folded], (NAME, NAMED_ALIAS))
    aliases = {
        fold(alias)
        for found in get(index, own)
        if isinstance(found.fact, Person | Sanction)
        for alias in found.fact.aliases
    }
    own = list(dict.fromkeys([*own, *_called(index, aliases, (NAME,))]))
    names = {fold(label_of(found.fact)) for found in get(index, own)} | {folded}
    about = postings.facts_about(index, own)
    own += _numbers(index, f"{_LISTINGS} AND each.value IN ({placeholders(about)})", *about)
    by = _numbers(index, f"{_HELD} folded IN ({placeholders(names)}) AND field IN ('speaker', 'led_by')", *names)
    events = _numbers(
        index,
        f"SELECT target FROM link JOIN record r ON r.n = target WHERE link.n IN ({placeholders(own)}) AND r.topic = 'events'",
        *own,
    )
    every = list(dict.fromkeys([*own, *by]))
    return every, sorted({*about, *events} - set(every))


def _called(index: Index, names: Collection[str], ranks: Collection[int]) -> list[int]:
    """Return the terms and listings with one of these folded names, of these ranks."""
    sql = (
        f"SELECT DISTINCT n FROM called JOIN record USING (n) WHERE folded IN ({placeholders(names)}) "
        f"AND rank IN ({placeholders(ranks)}) AND topic IN ('people', 'sanctions') ORDER BY n"
    )
    return _numbers(index, sql, *names, *ranks)


def _numbers(index: Index, sql: str, *values: str | int) -> list[int]:
    return [n for (n,) in index.rows(sql, values)]


def places(index: Index, key: str) -> dict[str, list[int]]:
    """Return the facts at each place that has a key for its name, or begins with it, in English or French; exact names first."""
    wanted = fold(key)
    if not wanted:
        return {}
    known = [(text, folded) for _, text, folded, _ in values_of(index, TOPICS, "place")]
    names = [text for text, folded in known if folded == wanted]
    names += [text for text, folded in known if folded.startswith(f"{wanted} ")] or (
        [] if names else _in_french(index, wanted)
    )
    return {name: _at(index, name) for name in dict.fromkeys(names)}


def near_places(index: Index, key: str) -> list[str]:
    """Return the place whose name, or the beginning of it, is a letter off a key of five letters or more, in a list; else nothing."""
    wanted = fold(key)
    if len(wanted) <= TELLING:
        return []
    length = len(wanted.split())
    beginnings = (" ".join(text.split()[:length]) for _, text, _, _ in values_of(index, TOPICS, "place"))
    near = (name for name in beginnings if len(fold(name)) >= TELLING and edits(wanted, fold(name), 1) == 1)
    return list(near)[:1]


def _at(index: Index, name: str) -> list[int]:
    """Return the facts at a place."""
    return _numbers(index, f"{_HELD} folded = ? AND field = 'place' AND text = ?", fold(name), name)


def _in_french(index: Index, wanted: str) -> Iterable[str]:
    """Return the places whose French is this folded text."""
    if not index.meta["words"]:
        return []
    found = get(index, postings.facts_with(index, "names_fr", [wanted.split()]))
    facts = [each.fact for each in found if not isinstance(each.fact, Source)]
    return [str(value_of(fact, "place")) for fact in facts if fold(str(fact.fr.get("place", ""))) == wanted]
