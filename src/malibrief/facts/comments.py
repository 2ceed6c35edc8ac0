"""The comments of a TOML text, each with the table or the key that it belongs to, so that a text written anew keeps them.

A comment belongs to what it stands beside, or else to what follows it; one that ends a table, with an empty line after it, to
that table.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from malibrief.facts.places import TOKEN, path_of, statements

if TYPE_CHECKING:
    from collections.abc import Iterator

    from malibrief.facts.places import Token

Place = tuple[str | int, ...]
"""A table (`("fr",)`), a record (`("events", 3)`), or a key of one: `("events", 3, "fr.title")`, `("fr", "tags", "north")`."""


class Comment(NamedTuple):
    """A comment as it is written, with its line."""

    line: int
    text: str


class Comments(msgspec.Struct):
    """The comments of a text by the place that they belong to.

    `heading` begins the text and has an empty line after it, `end` ends it. `below` are those that end a table. `lost` are those
    for which there is no place: within a value, or at a table within a record.
    """

    heading: list[Comment] = []
    above: dict[Place, list[Comment]] = {}
    beside: dict[Place, Comment] = {}
    below: dict[Place, list[Comment]] = {}
    end: list[Comment] = []
    lost: list[Comment] = []

    @property
    def all(self) -> list[Comment]:
        """Every one of them."""
        listed = (self.heading, *self.above.values(), *self.below.values(), self.end, self.lost)
        return [*self.beside.values(), *(comment for comments in listed for comment in comments)]


class _Statement(NamedTuple):
    """A header or an assignment: its first and last line, where it is, and the table or record that it is in or begins."""

    first: int
    last: int
    place: Place | None
    table: Place | None


def comments_of(text: str) -> Comments:
    """Return the comments of a TOML text that was parsed and has line feeds for line ends."""
    left = deque(_all(text))
    found = Comments()
    before = _Statement(0, 0, None, None)
    for statement in _placed(text):
        above = _rest(found, _until(left, statement.first), before, statement)
        found.lost += _until(left, statement.last)
        beside = _until(left, statement.last + 1)
        if statement.place is None:
            found.lost += [*above, *beside]
        else:
            if statement.place in found.beside:  # of a value that is written in parts
                above += beside
            elif beside:
                found.beside[statement.place] = beside[0]
            found.above.setdefault(statement.place, []).extend(above)
        before = statement
    end = _Statement(text.count("\n") + 3, 0, None, None)
    found.end = _rest(found, list(left), before, end)
    return found


def _until(left: deque[Comment], line: int) -> list[Comment]:
    """Take the comments that stand before a line."""
    taken = []
    while left and left[0].line < line:
        taken.append(left.popleft())
    return taken


def _rest(found: Comments, above: list[Comment], before: _Statement, statement: _Statement) -> list[Comment]:
    """Return the comments above a statement that belong to it, having kept the heading, or what ends the table before it."""
    count = next((i for i, each in enumerate(above) if each.line != above[0].line + i), len(above))
    if not above or above[count - 1].line + 1 == statement.first:
        return above
    if not before.last:
        found.heading = above[:count]
    elif before.table is not None and before.table != statement.table and above[0].line == before.last + 1:
        found.below.setdefault(before.table, []).extend(above[:count])
    else:
        return above
    return above[count:]


def _all(text: str) -> Iterator[Comment]:
    """Yield every comment."""
    line = 1
    for match in TOKEN.finditer(text):
        if match.lastgroup == "comment":
            yield Comment(line, match["comment"].strip())
        elif match.lastgroup:
            line += match[match.lastgroup].count("\n")


def _placed(text: str) -> Iterator[_Statement]:
    """Yield the headers and assignments of a text, each with its place; None where a comment has none."""
    counts: dict[str, int] = {}
    here: list[str] = []
    for tokens in statements(text):
        first, last = tokens[0].line, tokens[-1].line + tokens[-1].text.count("\n")
        if tokens[0].text == "[":
            here = path_of(token for token in tokens if token.text not in ("[", "]"))
            if tokens[1].text == "[" and len(here) == 1:
                counts[here[0]] = counts.get(here[0], -1) + 1
            within = len(here) > 1 and (here[0] in counts or len(here) > 2)
            table = None if within else _table(here, counts)
            yield _Statement(first, last, table, table)
        else:
            path = [*here, *_key(tokens)]
            whole = len(path) > 1
            yield _Statement(
                first, last, _place(path, counts) if whole else None, _table(here, counts) if here else None
            )


def _key(tokens: list[Token]) -> list[str]:
    """Return the path of the key that an assignment begins with."""
    return path_of(tokens[: next(i for i, token in enumerate(tokens) if token.text == "=")])


def _record(name: str, counts: dict[str, int]) -> Place:
    """Return the place of a table at the top, or of the last record of that name."""
    return (name, counts[name]) if name in counts else (name,)


def _table(path: list[str], counts: dict[str, int]) -> Place:
    """Return the place of the table that a header names."""
    return _record(path[0], counts) + (() if path[0] in counts else tuple(path[1:]))


def _place(path: list[str], counts: dict[str, int]) -> Place:
    """Return the place of a key: within a record a value with parts is one, but each French text of it is one of its own."""
    if path[0] not in counts:
        return tuple(path)
    key = ".".join(path[1:3]) if path[1] == "fr" else path[1]
    return (*_record(path[0], counts), key)
