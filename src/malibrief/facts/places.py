"""The lines of a TOML text at which its records and their keys stand, in whatever way TOML lets one write them.

The text is one that was parsed: what is no TOML is not looked for here. It is gone through once, when the first line is
asked for.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator

# Strings are matched without alternatives inside a repetition that could match one text in two ways: in linear time.
TOKEN = re.compile(
    r"""
    [\ \t\r]* (?:
      (?P<text> \"{3} [^"\\]* (?: (?: \\. | "{1,2} (?!") ) [^"\\]* )* "{3,5}
              | '{3} [^']* (?: '{1,2} (?!') [^']* )* '{3,5}
              | " [^"\\\n]* (?: \\. [^"\\\n]* )* "
              | ' [^'\n]* '
              | [^\s"'\#\[\]{},=]+ )
    | (?P<sign> [\[\]{},=\n] )
    | (?P<comment> \#[^\n]* )
    )""",
    re.VERBOSE | re.DOTALL,
)
"""A string or a word, a sign, or a comment, with the blanks before it."""


class Token(NamedTuple):
    """A string, a word or a sign of a TOML text, and its line."""

    text: str
    line: int


class _Record(NamedTuple):
    """The line at which a record begins, and those of its keys."""

    line: int
    keys: dict[str, int]


class _Table(msgspec.Struct):
    """The line at which a name at the top first stands, and the records under it."""

    line: int
    records: list[_Record] = []


class Places:
    """Where the tables, records and keys of a TOML text stand; line 0 is that of what is not in it."""

    def __init__(self, text: str) -> None:
        """`text` has line feeds for line ends."""
        self.text = text

    def first(self, name: str) -> int:
        """Return the line at which a table or another key at the top first stands."""
        return self._tables[name].line if name in self._tables else 0

    def line(self, name: str, position: int, key: str = "") -> int:
        """Return the line of a key of a record, that at which the record begins without a key or where it has no such key.

        `position` is the record's place among those of this name, from 0.
        """
        records = self._tables[name].records if name in self._tables else []
        if position >= len(records):
            return 0
        return records[position].keys.get(key, records[position].line)

    @cached_property
    def _tables(self) -> dict[str, _Table]:
        tables: dict[str, _Table] = {}
        here: list[str] = []
        for statement in statements(self.text):
            if statement[0].text == "[":
                here = _headed(tables, statement)
            else:
                _assigned(tables, here, statement)
        return tables


def _tokens(text: str) -> Iterator[Token]:
    line = 1
    for match in TOKEN.finditer(text):
        if match.lastgroup and match.lastgroup != "comment":
            found = match[match.lastgroup]
            yield Token(found, line)
            if "\n" in found:
                line += found.count("\n")


def statements(text: str) -> Iterator[list[Token]]:
    """Yield the tokens of each header and each assignment; line ends within brackets end nothing and are left out."""
    statement: list[Token] = []
    depth = 0
    for token in _tokens(text):
        if token.text == "\n":
            if statement and not depth:
                yield statement
                statement = []
            continue
        statement.append(token)
        if token.text in ("[", "{"):
            depth += 1
        elif token.text in ("]", "}"):
            depth -= 1
    if statement:
        yield statement


def _headed(tables: dict[str, _Table], statement: list[Token]) -> list[str]:
    """Enter what a header begins, `[name]`, `[[name]]` or a table within a record; returns its path."""
    path, line = path_of(token for token in statement if token.text not in ("[", "]")), statement[0].line
    table = tables.setdefault(path[0], _Table(line))
    if len(path) > 1:
        _last(table, line).keys.setdefault(path[1], line)
    elif statement[1].text == "[" or not table.records:
        table.records.append(_Record(line, {}))
    return path


def _assigned(tables: dict[str, _Table], here: list[str], statement: list[Token]) -> None:
    """Enter the key to which a value is given in the table `here`, and the records that a value at the top holds."""
    equals = next(place for place, token in enumerate(statement) if token.text == "=")
    path, line = [*here, *path_of(statement[:equals])], statement[0].line
    table = tables.setdefault(path[0], _Table(line))
    if len(path) > 1:
        keys = _last(table, line).keys
        keys.setdefault(path[1], line)
        keys.setdefault(".".join(path[1:]), line)
    else:
        table.records += _inline(statement[equals + 1 :])


def _last(table: _Table, line: int) -> _Record:
    """Return the record to which keys are being added; it begins at `line` where it is a new one."""
    if not table.records:
        table.records.append(_Record(line, {}))
    return table.records[-1]


def _inline(value: list[Token]) -> list[_Record]:
    """Return the records that a value holds: each element of a list, or the value itself."""
    listed = value[0].text == "["
    records: list[_Record] = []
    depth, begins = 0, True
    for token in value:
        if token.text in ("]", "}"):
            depth -= 1
        elif begins and depth == listed:
            records.append(_Record(token.line, {}))
        elif begins and depth == listed + 1:
            records[-1].keys.setdefault(path_of([token])[0], token.line)
        if token.text in ("[", "{"):
            depth += 1
        begins = token.text in ("[", "{", ",")
    return records


def path_of(tokens: Iterator[Token] | list[Token]) -> list[str]:
    """Return the parts of a key, bare or quoted, with dots between them."""
    parts: list[str] = []
    for token in tokens:
        if token.text[0] in "\"'":
            parts.append(_unquoted(token.text))
        else:
            parts += filter(None, token.text.split("."))
    return parts or [""]


def _unquoted(key: str) -> str:
    """Return what a quoted key says."""
    if "\\" not in key:
        return key[1:-1]
    try:
        return msgspec.json.decode(key, type=str)
    except msgspec.DecodeError:  # of an escape that JSON does not have
        return key[1:-1]
