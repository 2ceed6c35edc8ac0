"""The one layout of a fact base's text: the order of its tables, facts and keys, and how values are written.

Facts stand in the order of time, those without a date last; those of one day, and the rows of `UNORDERED`, stay in the order of
the file. Tables are `Any` as tomli gives them: a text is laid out whether its facts are sound or not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec

from malibrief.facts.comments import comments_of
from malibrief.facts.nested import Ceilings, Deaths, Task, Votes
from malibrief.facts.topics import TABLES, TOPICS
from malibrief.text import OBEYED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from malibrief.facts.comments import Comment, Comments, Place

_FIRST = {
    "events": "id title date end attested ends until deaths place",
    "missions": "id name full_name kind lead established start end attested headquarters tasks part_of rank place",
    "resolutions": "id title kind number symbol regime date attested meeting chapter_vii votes mission mandate_until ceilings place",
    "reports": "id title symbol author date attested place",
    "agreements": "id name date end completed attested place parties pillars",
    "funding": "id title kind donor recipient amount currency covers projects start end attested place part_of",
    "people": "id name office role organisation country acting start end attested place",
    "sanctions": "id name kind regime reference start end attested measures worldwide place",
    "figures": "id title series date attested value unit place",
    "statements": "id title role speaker date attested place",
    "actors": "id name full_name kind led_by start end attested part_of became place",
}
"""The keys that the facts of a topic begin with."""
_LAST = (
    "summary fr.title fr.full_name fr.name fr.summary fr.role aliases keywords tags about milestone disputed sources"
)
"""The keys that every fact ends with."""
KEYS = {
    "factbase": tuple("title place demonyms schema updated covered".split()),
    **{name: tuple(f"{keys} {_LAST}".split()) for name, keys in _FIRST.items()},
    "offices": tuple("id title fr.title organisation rank state deputy serves aliases keywords".split()),
    "series": tuple(
        "id title unit counts by period since of part_of strength_of rank definition fr.title fr.unit fr.definition aliases "
        "keywords".split()
    ),
    "sources": tuple("id title publisher date url lang kind symbol accessed".split()),
}
"""The keys of each table in their order; a French text that is not named stands after those that are, other keys at the end."""
_PARTS = tuple(
    field.encode_name for struct in (Task, Deaths, Votes, Ceilings) for field in msgspec.structs.fields(struct)
)
"""The keys of values with parts, in their order."""
_TABLES = ("factbase", "fr", "synonyms", "offices", "series", *TOPICS, "sources")
"""The tables in their order; others come after them."""
UNORDERED = ("actors", *TABLES)
"""The tables whose rows stand as somebody has grouped them."""

_BARE = re.compile(r"[A-Za-z0-9_-]+\Z")
_ESCAPED = re.compile(rf'[\\"\t\n{OBEYED}]')
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}


class Laid(msgspec.Struct, frozen=True):
    """A text in the one layout, and the lines of the comments of the old one for which it has no place."""

    text: str
    lost: list[int]


def laid_out(document: Mapping[str, Any], text: str) -> Laid:
    """Return a fact base's text in the one layout, with the comments of the text that the document was read from.

    That has line feeds for line ends, as the answer has. What is laid out already stays as it is.
    """
    comments = comments_of(text)
    loose = {name: value for name, value in document.items() if not _is_table(value)}
    names = sorted((name for name in document if name not in loose), key=_rank)
    blocks = [
        list(_lines(comments.heading)),
        list(_assignments(loose, (), (), comments)),
        *(lines for name in names for lines in _tables(name, document[name], comments)),
        list(_lines(comments.end)),
    ]
    left = sorted(comment.line for comment in comments.all)
    return Laid("\n".join("".join(block) for block in blocks if block), left)


def _lines(comments: list[Comment]) -> Iterator[str]:
    """Take comments out of their list, and yield a line for each."""
    while comments:
        yield f"{comments.pop(0).text}\n"


def _is_table(value: object) -> bool:
    """Return whether a value at the top is a table or a list of tables, which have headers."""
    return isinstance(value, dict) or (
        isinstance(value, list) and bool(value) and all(isinstance(each, dict) for each in value)
    )


def _rank(name: str) -> int:
    return _TABLES.index(name) if name in _TABLES else len(_TABLES)


def _tables(name: str, value: Any, comments: Comments) -> Iterator[list[str]]:
    """Yield the lines of each table of this name: those of a list, or the one and, of the French, those in it."""
    if isinstance(value, list):
        records = list(enumerate(value))
        if name not in UNORDERED:
            records.sort(key=lambda record: _day(record[1]))
        for position, record in records:
            yield _table(f"[[{_key(name)}]]", record, (name, position), KEYS.get(name, ()), comments)
    elif name == "fr":
        texts = {key: text for key, text in sorted(value.items()) if not isinstance(text, dict)}
        if texts or not value:
            yield _table("[fr]", texts, (name,), None, comments)
        for field, table in sorted(value.items()):
            if field not in texts:
                yield _table(f"[fr.{_key(field)}]", dict(sorted(table.items())), (name, field), (), comments)
    elif name == "synonyms":
        yield _table("[synonyms]", dict(sorted(value.items())), (name,), None, comments)
    else:
        yield _table(f"[{_key(name)}]", value, (name,), KEYS.get(name, ()), comments)


def _day(record: Mapping[str, Any]) -> str:
    """Return the day by which facts are ordered, as text; what has none comes last."""
    return str(record.get("date") or record.get("start") or "unknown")


def _table(
    header: str, values: Mapping[str, Any], place: Place, order: tuple[str, ...] | None, comments: Comments
) -> list[str]:
    """Return the lines of one table with its comments."""
    lines = [*_commented(header, place, comments), *_assignments(values, place, order, comments)]
    return [*lines, *_lines(comments.below.get(place, []))]


def _assignments(
    values: Mapping[str, Any], place: Place, order: tuple[str, ...] | None, comments: Comments
) -> Iterator[str]:
    """Yield the lines of the keys of a table: in this order, or, without one, as they are, each in quotation marks."""
    if order is None:
        for key, value in values.items():
            yield from _commented(f"{_quoted(key)} = {toml_of(value)}", (*place, key), comments)
        return
    flat: dict[str, tuple[str, Any]] = {}
    for key, value in values.items():
        if key == "fr" and isinstance(value, dict) and value:
            flat |= {f"fr.{field}": (f"fr.{_key(field)}", text) for field, text in value.items()}
        else:
            flat[key] = (_key(key), value)
    for key in sorted(flat, key=lambda key: place_in(order, key)):
        written, value = flat[key]
        yield from _commented(f"{written} = {toml_of(value)}", (*place, key), comments)


def place_in(order: tuple[str, ...], key: str) -> tuple[int, int]:
    """Return where a key stands among those that have an order."""
    if key in order:
        return order.index(key), 0
    french = [i for i, each in enumerate(order) if each.startswith("fr.")] if key.startswith("fr.") else []
    return (french[-1] if french else len(order)), 1


def _commented(line: str, place: Place, comments: Comments) -> Iterator[str]:
    """Yield a line with the comments above and beside it, which are taken out of theirs."""
    yield from _lines(comments.above.get(place, []))
    beside = comments.beside.pop(place, None)
    yield f"{line}  {beside.text}\n" if beside else f"{line}\n"


def _key(name: str) -> str:
    return name if _BARE.match(name) else _quoted(name)


def _quoted(text: str) -> str:
    """Return a text in quotation marks; what a terminal would obey is written as an escape."""
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    return _ESCAPES.get(match[0]) or f"\\u{ord(match[0]):04X}"


def toml_of(value: Any) -> str:
    """Return a value as TOML has it, on one line."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, list):
        return f"[{', '.join(map(toml_of, value))}]"
    if isinstance(value, dict):
        return f"{{ {', '.join(_parts(value))} }}" if value else "{}"
    return str(value.isoformat())


def _parts(value: Mapping[str, Any]) -> Iterable[str]:
    """Return the assignments of a value with parts."""
    return (f"{_key(key)} = {toml_of(value[key])}" for key in sorted(value, key=lambda key: place_in(_PARTS, key)))
