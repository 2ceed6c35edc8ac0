"""Look up what a name, number or symbol means; suggest near names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from malibrief.facts.topics import ID, IN_TABLES, SERIES, SOURCES, STANDS_FOR, TABLE_ID, TOPICS
from malibrief.index.values import allowed, initials, placeholders, values_of
from malibrief.language import is_french
from malibrief.text import clean, edits, fold, nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from malibrief.index.results import Resolved
    from malibrief.index.store import Index


_THOUSANDS = r"(?<=\d)[,\u202f\u00a0](?=\d{3}\b)"
"""Thousands separators, ignored in names: "2,100" means "2100"."""
_LAST_LETTER = "\U0010ffff"
"""The highest code point: every string with the prefix `text` lies between `text` and `text + _LAST_LETTER`."""
_CITING = frozenset(
    "resolution resolutions res unscr scr unsc un onu csnu rcsnu cs sc s security council conseil de securite no n nr of the du".split()
)
"""The words with which the number of a resolution is cited, in English and French."""
MOST_NAMED = 8
"""How many existing values to suggest when the given one does not exist."""
TELLING = 4
"""How many letters a key must have for part of a word, or a word spelt nearly so, to be near it."""
_SHORT, _LONG = 5, 8
"""How many letters a key may have for another letter to make it another word, and must have for two to be a slip."""
_TOPICS_NAMED_BY = {
    "sources": (SOURCES.name,), "mission": ("missions",), "regime": ("sanctions",), "serves": ("missions",), "strength_of": ("missions",),
}  # fmt: skip
"""The topics that a field's ids may come from; a part is of the topic of the whole, and a field not listed here may name any fact."""


def titles_of_series(index: Index) -> dict[str, str]:
    """Return the titles of all series in the language that is spoken, by id."""
    title = "title_fr" if is_french() else "title"
    return dict(index.rows(f"SELECT id, {title} FROM record WHERE topic = ?", (SERIES.name,)))


def worded(index: Index, topics: tuple[str, ...], field: str, values: Iterable[str]) -> list[str]:
    """Return values of a field in the language that is spoken, as its filter takes them; those without French as they are."""
    french: dict[str, str] = {}
    if is_french() and field not in IN_TABLES:  # whose values are ids
        french = {text: also.partition("\n")[0] for _, text, _, also in values_of(index, topics, field)}
    return [french.get(text) or text for text in values]


def near_names(index: Index, key: str, topics: tuple[str, ...] = tuple(TOPICS)) -> list[str]:
    """Return up to five ids whose names begin with a key or contain it, or failing that are spelt similarly.

    Of a key of up to three letters only whole words are near.
    """
    folded = fold(key)
    if not folded:
        return []
    select_ids = f"SELECT DISTINCT id FROM called JOIN record USING (n) WHERE topic IN ({placeholders(topics)}) AND"
    # A name or an alias is a better suggestion than part of an id.
    order = f"ORDER BY rank IN ({ID}, {TABLE_ID}), rank, length(folded), called.n LIMIT 5"
    if len(folded) < TELLING:
        rows = index.rows(f"{select_ids} instr(' ' || folded || ' ', ?) {order}", (*topics, f" {folded} "))
    else:
        rows = index.rows(f"{select_ids} folded >= ? AND folded < ? {order}", (*topics, folded, folded + _LAST_LETTER))
        rows += index.rows(f"{select_ids} instr(folded, ?) {order}", (*topics, folded)) if len(rows) < 5 else []
    ids = [row[0] for row in rows]
    if not ids:
        spelt = {name: id_ for name, id_, _ in _beginning_alike(index, folded, topics)}
        ids = [spelt[name] for name in nearest(folded, spelt, 5, 0.8)]
    return list(dict.fromkeys(ids))[:5]


def misspelt(index: Index, key: str) -> list[str]:
    """Return up to three ids of facts of whose names a key is a slip, the nearest first: a letter off, of eight letters two.

    Of a key of up to five letters a slip is a letter left out, one too many, or two swapped: another letter makes another word.
    """
    folded = fold(key)
    if len(folded) < TELLING:
        return []
    most = 1 if len(folded) < _LONG else 2
    slips = []
    for name, id_, rank in _beginning_alike(index, folded, tuple(TOPICS)):
        off = edits(folded, name, most)
        if off <= most and (len(folded) > _SHORT or len(name) != len(folded) or sorted(name) == sorted(folded)):
            slips.append((off, rank, len(name), id_))
    return list(dict.fromkeys(id_ for *_, id_ in sorted(slips)))[:3]


def _beginning_alike(index: Index, folded: str, topics: tuple[str, ...]) -> list[tuple[str, str, int]]:
    """Return (name, id, rank) for each name with the first letter of a folded one, and its numbers: another number is no other spelling."""
    sql = (
        "SELECT folded, id, rank FROM called JOIN record USING (n) "
        f"WHERE topic IN ({placeholders(topics)}) AND folded >= ? AND folded < ? LIMIT 20000"
    )
    numbers = re.findall("[0-9]+", folded)
    rows = index.rows(sql, (*topics, folded[0], folded[0] + _LAST_LETTER))
    return [row for row in rows if re.findall("[0-9]+", row[0]) == numbers]


class Named(msgspec.Struct, frozen=True):
    """What has a name: the facts or rows that it names most strongly, none, one or several equals, and what it names less strongly.

    `by_id` says that it is an id, which means one fact only.
    """

    best: tuple[int, ...] = ()
    also: tuple[int, ...] = ()
    by_id: bool = False


def named(index: Index, key: str) -> Named:
    """Return what a key names by id, symbol, number, name or alias, the strongest kind of name first (see `facts.topics`).

    A number may stand in any of the forms in which resolutions are cited.
    """
    folded = fold(re.sub(_THOUSANDS, "", key))
    return _named(index, folded) or _named(index, _cited_by(folded)) or Named()


def _named(index: Index, folded: str) -> Named | None:
    """Return what has a folded name, None if nothing has."""
    sql = "SELECT n, rank, topic FROM called JOIN record USING (n) WHERE folded = ? ORDER BY rank, n"
    rows = index.rows(sql, (folded,)) if folded else []
    if not rows:
        return None
    strongest = rows[0][1]
    best = [n for n, rank, _ in rows if rank == strongest]
    # A source never is what else a name means: it is known by its id alone.
    others = [n for n, rank, topic in rows if rank != strongest and topic != SOURCES.name]
    if len(best) > 1 and any(topic == "sanctions" for n, _, topic in rows if n in best):
        listings = _listings(index, best)
        if len(listings) < len(best):
            best, others = [n for n in best if n not in listings], [*listings, *others]
    also = tuple(n for n in dict.fromkeys(others) if n not in best)
    return Named(tuple(best), also, strongest in (ID, TABLE_ID))


def _listings(index: Index, numbers: list[int]) -> list[int]:
    """Return which of these facts put a person or body on a list: they have its name, and are not it."""
    held = "SELECT each.value FROM value, json_each(held) each WHERE field = 'kind' AND text IN ('person', 'entity')"
    sql = f"SELECT n FROM record WHERE n IN ({placeholders(numbers)}) AND topic = 'sanctions' AND n IN ({held}) ORDER BY n"
    return [n for (n,) in index.rows(sql, numbers)]


def _cited_by(folded: str) -> str:
    """Return the name of the resolution that words such as "un res 2100" or "resolution 2100 2013" cite; "" for other words."""
    words = folded.split()
    numbers = [word for word in words if word.isdecimal()]
    if len(words) < 2 or not _CITING.issuperset(word for word in words if not word.isdecimal()):
        return ""
    if len(numbers) == 1:
        return f"resolution {numbers[0]}"
    return f"s res {' '.join(numbers)}" if len(numbers) == 2 else ""


def ids_starting_with(index: Index, topics: Collection[str], prefix: str, most: int) -> list[str]:
    """Return up to `most` ids in these topics and tables with this prefix, in alphabetical order; hyphens match blanks."""
    # The sign keeps SQLite from going through all facts of the topics.
    return _ids(index, f"+topic IN ({placeholders(topics)})", topics, prefix, most)


def targets_starting_with(index: Index, topics: Collection[str], field: str, prefix: str, most: int) -> list[str]:
    """Return up to `most` ids of the facts that records of these topics name in a field, as `ids_starting_with` does."""
    linked = f"SELECT target FROM link JOIN record USING (n) WHERE field = ? AND topic IN ({placeholders(topics)})"
    return _ids(index, f"n IN ({linked})", (field, *topics), prefix, most)


def _ids(index: Index, where: str, values: Iterable[str], prefix: str, most: int) -> list[str]:
    """Return up to `most` ids of the records that meet a condition, each once, with this prefix."""
    folded = prefix.casefold().replace("-", " ")
    called = "replace(id, '-', ' ')"
    sql = f"SELECT DISTINCT id FROM record WHERE {where} AND {called} >= ? AND {called} < ? ORDER BY {called} LIMIT ?"
    return [row[0] for row in index.rows(sql, (*values, folded, folded + _LAST_LETTER, most))]


class Unmatched(msgspec.Struct, frozen=True):
    """A value of a filter that no fact has: similar values or ids, examples of existing ones, other fields that have it.

    There is one example more than `MOST_NAMED` where there are more values. Each of the other fields comes with a topic that
    has the value in it.
    """

    field: str
    text: str
    near: list[str]
    examples: list[str]
    other_fields: list[tuple[str, str]]


def unmatched(index: Index, asked: Resolved) -> list[Unmatched]:
    """Return the filter values and links that match nothing, in the filter's order, each with suggestions."""
    wanted = asked.wanted
    links = {field for field, _ in wanted.links}
    named_by = {**_TOPICS_NAMED_BY, "part_of": wanted.topics}
    return [
        Unmatched(
            field,
            text,
            near_names(index, text, named_by.get(field, tuple(TOPICS))),
            [],
            _other_fields(index, wanted.topics, text),
        )
        if field in links
        else _unmatched(index, wanted.topics, field, text)
        for field, text in asked.missing
    ]


def _unmatched(index: Index, topics: tuple[str, ...], field: str, text: str) -> Unmatched:
    rows = values_of(index, topics, field)
    known = list(dict.fromkeys(value for _, value, _, _ in rows))
    wordings = {name: value for _, value, _, also in reversed(rows) for name in also.split("\n") if name}
    wordings |= {value: value for value in (*allowed(topics, field), *known)}
    acronyms = {short: value for name, value in wordings.items() for short in initials(name)}
    words = {word: value for name, value in reversed(wordings.items()) for word in fold(name).split()}
    near = [wordings[name] for name in nearest(text, wordings)]
    near = near or [acronyms[other] for other in nearest(text, acronyms, alike=0.8)]
    near = near or [words[word] for word in nearest(text, words, alike=0.75)]
    examples = known or list(allowed(topics, field))
    others = _other_fields(index, topics, text)
    return Unmatched(field, text, list(dict.fromkeys(near)), examples[: MOST_NAMED + 1], others)


def _other_fields(index: Index, topics: tuple[str, ...], text: str) -> list[tuple[str, str]]:
    """Return (field, topic) for each field that has a value in these topics, also by another wording; each field once."""
    wording = clean(text.strip())
    if not wording:
        return []
    sql = (
        "SELECT field, min(topic) FROM value WHERE topic IN "
        f"({placeholders(topics)}) AND (folded = ? OR instr(char(10) || also || char(10), char(10) || ? || char(10))) GROUP BY field"
    )
    fields = index.rows(sql, (*topics, fold(text), wording))
    return [(field, topic) for field, topic in fields if field not in STANDS_FOR.values()]
