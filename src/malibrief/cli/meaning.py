"""What the keys of `show` and `cite` mean: a fact by its name, all facts of a person or place, an office or a series, or what words say.

Names come first, and cost one look-up; what is not called so is looked for as a person, a place or an office, and then searched
for. Only one clear best is an answer; of several equals there is a short list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from malibrief.errors import NotFound, tries
from malibrief.facts.model import Person, Sanction
from malibrief.facts.told import label_of
from malibrief.facts.topics import OFFICES, SERIES, TOPICS, names_in_table
from malibrief.index import names, query
from malibrief.index.results import Filter, Resolved
from malibrief.language import is_french, say
from malibrief.text import fold
from malibrief.views.card import told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from malibrief.index.results import AnyFound
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
_LONG = 6
"""How many letters a word must have for another spelling of it to be suggested."""


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
    each = [_named(index, key) or _grouped(index, key, command) for key in keys]
    if len(keys) > 1 and not all(isinstance(meant, Meant) for meant in each):
        one = _grouped(index, together, command) or _said(index, together, _search(index, together))
        if one or not any(each):
            return _sorted([one or _searched(index, together, command)])
    return _sorted([meant or _searched(index, key, command) for key, meant in zip(keys, each, strict=True)])


def is_known(index: Index, key: str) -> bool:
    """Return whether a key is the name of something, or means facts that belong together, without a search for its words."""
    if _named(index, key):
        return True
    meant = _grouped(index, key)
    return isinstance(meant, Meant) and max(meant.numbers) <= index.meta["facts"]


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
    owners = {fold(label_of(found.fact)) if _is_person(found) else "" for found in few}
    if len(owners) == 1 and "" not in owners and (one := _person(index, label_of(few[0].fact), named.also)):
        return one
    return Meant(named.best, named.also) if len(named.best) == 1 else _several(index, key, named.best)


def _is_person(found: AnyFound) -> bool:
    """Return whether a fact is the term of a person, or puts one on a list."""
    fact = found.fact
    return isinstance(fact, Person) or (isinstance(fact, Sanction) and fact.kind == "person")


def _person(index: Index, name: str, also: Sequence[int] = ()) -> Meant | None:
    """Return the facts of a person; the only one, if there is no more than that; None for what is not the name of one."""
    from malibrief.index import groups

    own, others = groups.of_person(index, name)
    if len(own) < 2:
        return Meant(tuple(own), tuple(also)) if own else None
    numbers = (*own, *others)
    last = max(query.get(index, own), key=_last_word)
    title = label_of(last.fact) if _is_person(last) else name
    return Meant(numbers, tuple(n for n in also if n not in numbers), "person", title)


def _grouped(index: Index, key: str, command: str = "show") -> Meant | NotFound | None:
    """Return the facts of the place or person that a key names, or an office or series by its words; None if it names none."""
    from malibrief.index import groups

    wanted = fold(key)
    country = index.meta["place"]
    french = index.meta["place_fr"] or country
    if wanted in (fold(country), fold(french)):
        place = french if is_french() else country
        return NotFound(say("all facts here are about {place}", place=place) + tries(_line("brief")))
    places = groups.places(index, key)
    persons = {} if wanted in map(fold, places) else groups.persons(index, wanted)
    if persons:
        return _one_of(index, key, list(persons.values()), command)
    if places:
        numbers = tuple(sorted({n for held in places.values() for n in held}))
        return Meant(numbers) if len(numbers) == 1 else Meant(numbers, (), "place", next(iter(places)))
    return _office(index, key)


def _one_of(index: Index, key: str, persons: list[str], command: str) -> Meant | NotFound | None:
    """Return the facts of the one person who has any of these names, or an error with what each of several did last."""
    from malibrief.index import groups

    lasts: dict[str, AnyFound] = {}
    seen: set[int] = set()
    for name in persons:
        own = groups.of_person(index, name)[0]
        if own and seen.isdisjoint(own):
            lasts[name] = max(query.get(index, own), key=_last_word)
        seen.update(own)
    if len(lasts) < 2:
        return _person(index, next(iter(lasts), ""))
    lines = [
        told(last) if _is_person(last) else say("{name}: {text}", name=name, text=told(last))
        for name, last in lasts.items()
    ]
    said = say("{key!r} can mean {count} persons; give more of the name:", key=key, count=len(lines))
    return NotFound(_listed(said, key, lines) + tries(*(_line(command, name) for name in list(lasts)[:_FEW])))


def _last_word(found: AnyFound) -> tuple[bool, bool, int]:
    """Return the key by which the newest term comes last, or where there is none the newest listing."""
    return isinstance(found.fact, Person), _is_person(found), found.span.first if found.span else 0


def _office(index: Index, key: str) -> Meant | NotFound | None:
    """Return the office or series that has all the words of a key in one of its names; None if there is none, or no telling."""
    wanted = set(fold(key).split())
    if all(map(str.isdecimal, wanted)):
        return None  # a number is that of a resolution
    rows = query.select(index, Resolved(Filter((OFFICES.name, SERIES.name)))) if wanted else []
    best = [found.n for found in rows if any(wanted <= set(fold(name).split()) for name in names_in_table(found.fact))]
    if len(best) == 1:
        return Meant((best[0],))
    return _several(index, key, best) if 1 < len(best) <= MOST_LISTED else None


def _search(index: Index, text: str) -> Answer | None:
    """Return the best hits of a search for a text; None if it has words that no fact has, or none of three letters."""
    if not index.meta["words"] or max(map(len, fold(text).split()), default=0) < 3:
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
    from malibrief.index import groups

    answer = _search(index, key)
    near = _slips(index, key) or (names.near_names(index, key) if answer and _is_cut(answer) else [])
    if not near and (said := _said(index, key, answer)):
        return said
    near = near or _near_hits(key, answer) or names.near_names(index, key) or _respelt(index, key)
    near = list({fold(name): name for name in [*near, *groups.near_places(index, key)]}.values())
    nothing = say("nothing here is called {key!r}", key=key)
    nearest = f"\n{say('    nearest: {names}', names=', '.join(near[:_FEW]))}" if near else ""
    words = fold(key).split()[:6] or [say("WORDS")]
    lines = [*(_line(command, name) for name in near[:1]), _line("search", *words)]
    return NotFound(nothing + nearest + tries(*lines))


def _slips(index: Index, key: str) -> list[str]:
    """Return the ids of what a key names but for a slip; nothing where all its words are words of the base, which mean what they say."""
    from malibrief.index import postings

    words = fold(key).split()
    if index.meta["words"] and all(word in postings.spellings(index, word[0]) for word in words):
        return []
    return names.misspelt(index, key)


def _is_cut(answer: Answer) -> bool:
    """Return whether the best hit only has a longer word than the one that was typed."""
    return bool(answer.hits) and answer.hits[0].match.kind == "prefix"


def _near_hits(key: str, answer: Answer | None) -> list[str]:
    """Return the ids of hits that are near enough to be suggested: with all words, and not where a text tells of them in passing.

    Of a few letters with which a longer word begins nothing is near.
    """
    if not answer or (_is_cut(answer) and len(fold(key)) < names.TELLING):
        return []
    good = [hit for hit in answer.hits if hit.score >= NEAR and not hit.lacks]
    return [hit.found.fact.id for hit in good if not hit.match.field.endswith(("summary", "keywords"))][:_FEW]


def _respelt(index: Index, key: str) -> list[str]:
    """Return a key in the spelling of words of the base, where something is called that; else nothing."""
    if not index.meta["words"]:
        return []
    from malibrief.search import spelling

    better = spelling.corrected(index, key)
    # A short word is nearly like many that mean something else.
    changed = [word for word in fold(key).split() if better and word not in better.split()]
    if not better or min(map(len, changed), default=0) < _LONG:
        return []
    return [better] if isinstance(_named(index, better) or _grouped(index, better), Meant) else []


def _line(*words: str) -> str:
    """Return a line to try in place of the one that was typed."""
    from malibrief.cli import lines

    return lines.afresh(*words)


def _several(index: Index, key: str, numbers: Sequence[int]) -> NotFound:
    """Return the error of a key that means several facts alike, with what tells them apart."""
    lines = [f"{found.fact.id}  {told(found)}" for found in query.get(index, numbers[:MOST_LISTED])]
    lines += [""] * (len(numbers) - len(lines))
    said = say("{key!r} can mean {count} facts; give the id of one:", key=key, count=len(numbers))
    return NotFound(_listed(said, key, lines))


def _listed(head: str, key: str, lines: list[str]) -> str:
    """Return a head and the first of the lines under it; and where there are more, how many, and the command that finds them."""
    count, command = len(lines) - MOST_LISTED, _line("search", *fold(key).split())
    more = [say("and {count} more: {command}", count=count, command=command)] if count > 0 else []
    return "\n    ".join([head, *lines[:MOST_LISTED], *more])
