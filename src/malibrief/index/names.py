"""Resolve a name, number or symbol to one fact; suggest near names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from malibrief.errors import NotFound
from malibrief.facts.topics import ID, SOURCES, STANDS_FOR, TABLE_ID, TOPICS
from malibrief.index.query import entries, initials, placeholders, values_of
from malibrief.text import fold, nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from malibrief.index.results import Resolved
    from malibrief.index.store import Index


_THOUSANDS = r"(?<=\d)[,\u202f\u00a0](?=\d{3}\b)"
"""Thousands separators, ignored in names: "2,100" means "2100"."""
_LAST_LETTER = "\U0010ffff"
"""The highest code point: every string with the prefix `text` lies between `text` and `text + _LAST_LETTER`."""
MOST_NAMED = 8
"""How many existing values to suggest when the given one does not exist."""
_TOPICS_NAMED_BY = {
    "sources": (SOURCES.name,), "mission": ("missions",), "regime": ("sanctions",), "serves": ("missions",), "strength_of": ("missions",),
}  # fmt: skip
"""The topics that a field's ids may come from; a part is of the topic of the whole, and a field not listed here may name any fact."""


def near_names(index: Index, key: str, topics: tuple[str, ...] = tuple(TOPICS)) -> list[str]:
    """Return up to five ids whose names begin with a key or contain it, or failing that are spelt similarly."""
    folded = fold(key)
    if not folded:
        return []
    select_ids = f"SELECT DISTINCT id FROM called JOIN record USING (n) WHERE topic IN ({placeholders(topics)}) AND"
    # A name or an alias is a better suggestion than part of an id.
    order = f"ORDER BY rank IN ({ID}, {TABLE_ID}), rank, length(folded), called.n LIMIT 5"
    begins = index.rows(f"{select_ids} folded >= ? AND folded < ? {order}", (*topics, folded, folded + _LAST_LETTER))
    within = index.rows(f"{select_ids} instr(folded, ?) {order}", (*topics, folded)) if len(begins) < 5 else []
    ids = [row[0] for row in begins + within]
    if not ids:
        sql = (
            "SELECT folded, id FROM called JOIN record USING (n) "
            f"WHERE topic IN ({placeholders(topics)}) AND folded >= ? AND folded < ? LIMIT 20000"
        )
        spelt = dict(index.rows(sql, (*topics, folded[0], folded[0] + _LAST_LETTER)))
        ids = [spelt[name] for name in nearest(folded, spelt, 5, 0.7)]
    return list(dict.fromkeys(ids))[:5]


def resolve(index: Index, key: str, near: Callable[[Index, str], list[str]] = near_names) -> int:
    """Return the number of the one fact or source that a key names by id, symbol, number, name or alias.

    The strongest kind of name wins (see `facts.topics`). Raises NotFound if nothing has the name, suggesting the ids that
    `near` returns, or if several facts share it equally, listing them all.
    """
    folded = fold(re.sub(_THOUSANDS, "", key))
    rows = index.rows("SELECT n, rank FROM called WHERE folded = ? ORDER BY rank, n", (folded,)) if folded else []
    if not rows:
        ids = near(index, key)
        suggestions = f"\n    nearest: {', '.join(ids)}\n    try: malibrief show {ids[0]}" if ids else ""
        words = " ".join(folded.split()[:6]) or "WORDS"
        raise NotFound(f"nothing here is called {key!r}{suggestions}\n    or: malibrief search {words}")
    strongest = [n for n, rank in rows if rank == rows[0][1]]
    if len(strongest) > 1:
        lines = "\n".join(f"    {entry.id}  {entry.title}" for entry in entries(index, strongest))
        raise NotFound(f"{key!r} can mean {len(strongest)} facts; give the id of one:\n{lines}")
    return int(strongest[0])


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
    """A value of a filter that no fact has: similar values or ids, examples of existing ones, other fields that have it."""

    field: str
    text: str
    near: list[str]
    examples: list[str]
    other_fields: list[str]


def unmatched(index: Index, asked: Resolved) -> list[Unmatched]:
    """Return the filter values and links that match nothing, in the filter's order, each with suggestions."""
    links = {field for field, _ in asked.wanted.links}
    named_by = {**_TOPICS_NAMED_BY, "part_of": asked.wanted.topics}
    return [
        Unmatched(field, text, near_names(index, text, named_by.get(field, tuple(TOPICS))), [], [])
        if field in links
        else _unmatched(index, asked.wanted.topics, field, text)
        for field, text in asked.missing
    ]


def _unmatched(index: Index, topics: tuple[str, ...], field: str, text: str) -> Unmatched:
    known = list(dict.fromkeys(value for _, value, _, _ in values_of(index, topics, field)))
    acronyms = {short: value for value in reversed(known) for short in initials(value)}
    near = nearest(text, known) or [acronyms[other] for other in nearest(text, acronyms, alike=0.8)]
    sql = f"SELECT DISTINCT field FROM value WHERE folded = ? AND topic IN ({placeholders(topics)})"
    other_fields = [row[0] for row in index.rows(sql, (fold(text), *topics)) if row[0] not in STANDS_FOR.values()]
    return Unmatched(field, text, near, known[:MOST_NAMED], other_fields)
