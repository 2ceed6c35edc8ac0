"""What the keys of `show` and `cite` mean: a fact by its name, all facts of a person or place, an office or a series, or what words say.

Names come first, and cost one look-up; what is not called so is looked for as a person, a place or an office, and then searched
for. Only one clear best is an answer; of several equals there is a short list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from malibrief.errors import NotFound
from malibrief.facts.model import Person, Sanction, label_of
from malibrief.facts.topics import OFFICES, SERIES, TOPICS
from malibrief.index import names, query
from malibrief.index.results import Filter, Resolved
from malibrief.text import fold, plural
from malibrief.views.card import told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from malibrief.index.store import Index
    from malibrief.search.pipeline import Answer

CLEAR = 0.9
"""The score, of a search, that words must reach to name a fact; and the share of the best score from which others are its equals."""
ALSO = 0.75
"""The share of the best score from which other hits are what the words could also mean."""
NEAR = 0.6
"""The score from which a hit is near enough to be suggested."""
MOST_LISTED = 8
"""At most this many equals are listed."""
_FEW = 3


class Meant(msgspec.Struct, frozen=True):
    """The facts that a key means, by number: one, or those of what has no record of its own: a `word` ("person") and its `title`.

    `also` are what else the key could mean.
    """

    numbers: tuple[int, ...]
    also: tuple[int, ...] = ()
    word: str = ""
    title: str = ""


def read(index: Index, keys: Sequence[str], command: str) -> tuple[list[Meant], list[NotFound]]:
    """Return what keys mean, each once, and an error for each that means nothing, or several things alike.

    Several keys are one where together they name something, or where one of them alone means nothing.
    `command` is the one to advise.
    """
    together = " ".join(keys)
    if len(keys) > 1 and (one := _named(index, together)):
        return _sorted([one])
    each = [_named(index, key) or _grouped(index, key) for key in keys]
    if len(keys) > 1 and not all(isinstance(meant, Meant) for meant in each):
        one = _grouped(index, together) or _said(index, together, _search(index, together))
        if one:
            return _sorted([one])
    return _sorted([meant or _searched(index, key, command) for key, meant in zip(keys, each, strict=True)])


def _sorted(readings: list[Meant | NotFound]) -> tuple[list[Meant], list[NotFound]]:
    found = {each.numbers: each for each in readings if isinstance(each, Meant)}
    return list(found.values()), [each for each in readings if isinstance(each, NotFound)]


def _named(index: Index, key: str) -> Meant | NotFound | None:
    """Return what has this name; None if nothing has."""
    named = names.named(index, key)
    if not named.best:
        return None
    if named.by_id:
        return Meant(named.best, named.also)
    few = query.get(index, named.best[: MOST_LISTED + 1])
    owners = {fold(label_of(found.fact)) for found in few if isinstance(found.fact, Person | Sanction)}
    of_one = len(owners) == 1 and all(isinstance(found.fact, Person | Sanction) for found in few)
    if of_one and (one := _person(index, label_of(few[0].fact), named.also)):
        return one
    return Meant(named.best, named.also) if len(named.best) == 1 else _several(index, key, named.best)


def _person(index: Index, name: str, also: Sequence[int] = ()) -> Meant | None:
    """Return the facts of a person; the only one, if there is no more than that; None for what is not the name of one."""
    from malibrief.index import groups

    own, others = groups.of_person(index, name)
    if len(own) < 2:
        return Meant(tuple(own), tuple(also)) if own else None
    numbers = (*own, *others)
    return Meant(numbers, tuple(n for n in also if n not in numbers), "person", name)


def _grouped(index: Index, key: str) -> Meant | NotFound | None:
    """Return the facts of the place or person that a key names, or an office or series by its words; None if it names none."""
    from malibrief.index import groups

    wanted = fold(key)
    places = groups.places(index, key)
    persons = {} if wanted in map(fold, places) else groups.persons(index, wanted)
    if len(persons) > 1:
        return _several_persons(index, key, list(persons.values()))
    if persons:
        return _person(index, next(iter(persons.values())))
    if places:
        numbers = tuple(sorted({n for held in places.values() for n in held}))
        return Meant(numbers) if len(numbers) == 1 else Meant(numbers, (), "place", ", ".join(places))
    return _office(index, key)


def _office(index: Index, key: str) -> Meant | NotFound | None:
    """Return the office or series that has all the words of a key in one of its names; None if there is none, or no telling."""
    wanted = set(fold(key).split())
    rows = query.select(index, Resolved(Filter((OFFICES.name, SERIES.name)))) if wanted else []
    best = [
        found.n for found in rows if any(wanted <= set(fold(name).split()) for name in names.names_beside(found.fact))
    ]
    if len(best) == 1:
        return Meant((best[0],))
    return _several(index, key, best) if 1 < len(best) <= MOST_LISTED else None


def _search(index: Index, text: str) -> Answer | None:
    """Return the best hits of a search for a text; None if it has words that no fact has."""
    if not index.meta["words"]:
        return None
    from malibrief.search.pipeline import search

    answer = search(index, text, Resolved(Filter(tuple(TOPICS))), MOST_LISTED)
    return None if answer.respelt or answer.unknown else answer


def _said(index: Index, key: str, answer: Answer | None) -> Meant | NotFound | None:
    """Return the fact that the words of a key clearly mean; None if they mean none."""
    hits = [hit for hit in answer.hits if hit.score >= CLEAR] if answer else []
    if not hits:
        return None
    best = hits[0].score
    equals = [hit.found.n for hit in hits if hit.score >= CLEAR * best]
    if len(equals) > 1:
        return _several(index, key, equals)
    return Meant((equals[0],), tuple(hit.found.n for hit in hits[1 : 1 + _FEW] if hit.score >= ALSO * best))


def _searched(index: Index, key: str, command: str) -> Meant | NotFound:
    """Return the fact that a key, which names nothing, means by its words, or an error that suggests what is near."""
    answer = _search(index, key)
    if said := _said(index, key, answer):
        return said
    near = [hit.found.fact.id for hit in answer.hits[:_FEW] if hit.score >= NEAR] if answer else []
    near = near or names.near_names(index, key)
    lines = [f"nearest: {', '.join(near)}", f"try: malibrief {command} {near[0]}"] if near else []
    words = " ".join(fold(key).split()[:6]) or "WORDS"
    lines.append(f"{'or' if near else 'try'}: malibrief search {words}")
    return NotFound("\n    ".join([f"nothing here is called {key!r}", *lines]))


def _several(index: Index, key: str, numbers: Sequence[int]) -> NotFound:
    """Return the error of a key that means several facts alike, with what tells them apart."""
    listed = query.get(index, numbers[:MOST_LISTED])
    lines = [f"{found.fact.id}  {told(found)}" for found in listed]
    return NotFound(
        _listed(f"{key!r} can mean {plural(len(numbers), 'fact')}; give the id of one:", lines, len(numbers))
    )


def _several_persons(index: Index, key: str, persons: list[str]) -> NotFound:
    """Return the error of a name that several persons have, with what each did last."""
    from malibrief.index import groups

    lines = []
    for name in persons[:MOST_LISTED]:
        own = query.get(index, groups.of_person(index, name)[0])
        last = max(own, key=lambda found: (isinstance(found.fact, Person), found.span.first if found.span else 0))
        lines.append(told(last))
    head = f"{key!r} can mean {len(persons)} persons; give more of the name:"
    return NotFound(_listed(head, lines, len(persons)))


def _listed(head: str, lines: list[str], count: int) -> str:
    more = [f"and {count - len(lines)} more"] if count > len(lines) else []
    return "\n    ".join([head, *lines, *more])
