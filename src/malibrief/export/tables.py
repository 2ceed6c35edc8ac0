"""The tables of an export, their columns and keys: one description, made from the model, for SQLite and for data packages.

A topic, and each table beside the topics, is a table. A list is a table of its own, whose rows keep the list's order in
`position`; what all topics have is listed for all facts together (`facts_tags`). `facts` has what facts have in common, and is
what their ids refer to; `factbase` is one row about the base.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import msgspec

from malibrief.export.columns import Column, columns_of, columns_of_field, kind_of, type_of
from malibrief.facts.model import Fact
from malibrief.facts.nested import Task
from malibrief.facts.topics import FACTS, TABLES, TOPICS, TRANSLATED, table_meant
from malibrief.views.columns import NESTED, fields_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from malibrief.facts.topics import Topic

FACTBASE = "factbase"
"""The table with one row about the base."""
POSITION = "position"
"""The column with the place of an item in its list, from 1."""
SPAN = ("first", "sure_first", "sure_last", "last")
"""The columns of `facts` with the bounds of the time at which each stood (see `facts.spans.Span`)."""
_ITEMS = {
    "tags": "tag", "aliases": "alias", "keywords": "keyword", "sources": "source", "parties": "party", "pillars": "pillar",
    "measures": "measure", "led_by": "leader", "votes_abstained": "state", "votes_opposed": "state",
}  # fmt: skip
"""The column of each list's items, where it is not called as the list."""
_TASK_MISSION = "while_mission"
"""The column with the mission that had to be there for a task: `mission` is the one that has the task."""
_SHARED = frozenset(field.name for field in msgspec.structs.fields(Fact))


class Table(msgspec.Struct, frozen=True):
    """A table: its columns, those that are its key, the topics whose records it has, and the list whose items are its rows, if any."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    topics: tuple[str, ...] = ()
    field: str = ""


@cache
def tables() -> tuple[Table, ...]:
    """Return all tables, those to which others refer before those that do."""
    topics = (*TOPICS.values(), *TABLES.values())
    beside = [_records(topic) for topic in TABLES.values()]
    lists = [link for topic in topics for link in _lists(topic)]
    return (_factbase(), _facts(), *beside, *map(_records, TOPICS.values()), *_lists_of_facts(), *lists)


def _factbase() -> Table:
    texts = [column for name in ("title", "place") for column in columns_of(name, "text", required=True)]
    dates = [
        column for name in ("updated", "covered", "newest") for column in columns_of(name, "date", name != "newest")
    ]
    return Table(FACTBASE, (*texts, *dates, Column("licence", field="licence")), ("title",))


def _facts() -> Table:
    """Return the table of what facts of all topics have in common; `date` is the day by which they are listed."""
    columns = [Column("id", field="id", required=True), Column("topic", field="topic", required=True)]
    columns += [*columns_of("title", "text", required=True), *columns_of("summary", "text", required=True)]
    columns += [*columns_of("date", "date"), *columns_of("end", "end"), *columns_of("place", "text")]
    columns += [Column(name, "truth", name, required=True) for name in ("milestone", "disputed")]
    columns += [Column(name, "day", name) for name in SPAN]
    return Table(FACTS, tuple(columns), ("id",), tuple(TOPICS))


def _records(topic: Topic) -> Table:
    """Return the table of a topic, or of a table beside the topics: a row a record, with the columns of an export in their order."""
    columns = [column for name in fields_of(topic) for column in columns_of_field(topic, name)]
    return Table(topic.name, tuple(columns), ("id",), (topic.name,))


def _lists_of_facts() -> Iterator[Table]:
    """Yield the tables of the lists that facts of every topic have."""
    for name in ("about", "sources", "tags", "aliases", "keywords"):
        yield _link(FACTS, "fact", name, table_meant(Fact, name), tuple(TOPICS))


def _lists(topic: Topic) -> Iterator[Table]:
    """Yield the tables of the lists that records of a topic have of their own."""
    for name in fields_of(topic):
        if (topic.name in TABLES or name not in _SHARED) and not columns_of_field(topic, name):
            yield _link(topic.name, topic.word, name, table_meant(topic.struct, name), (topic.name,))


def _link(table: str, word: str, name: str, target: str, topics: tuple[str, ...]) -> Table:
    """Return the table of a list: whose it is (`word`), the place of each item in it, and the item."""
    item = _ITEMS.get(name, name)
    items = [Column(item, "text", item, required=True, target=target)]
    if name in TRANSLATED or name.partition("_")[0] in NESTED:
        items.append(Column(f"{item}_fr", "text", item, "fr"))
    if name == "tasks":
        items = _task()
    owner = Column(word, "text", "id", required=True, target=table)
    return Table(
        f"{table}_{name}", (owner, Column(POSITION, "integer", required=True), *items), (word, POSITION), topics, name
    )


def _task() -> list[Column]:
    """Return the columns of a mission's task; that in words has its French."""
    columns: list[Column] = []
    for field in type_of(Task).fields:
        columns += columns_of(field.name, kind_of(field.type) or "text", field.required, table_meant(Task, field.name))
    named = [msgspec.structs.replace(each, name=_TASK_MISSION) if each.name == "mission" else each for each in columns]
    return [named[0], Column("task_fr", "text", "task", "fr"), *named[1:]]
