"""TOML files to a `FactBase`: strict decoding, the line of every fact, and findings about shape.

The first file is the fact base and has the `[factbase]` header; further ones add records to it, and of
their headers only a later `updated` counts.
Everything that is wrong is found, not the first thing: each is a `Finding` with file, line, rule, id, message and hint.
"""

from __future__ import annotations

import datetime
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec
import tomli

from malibrief.errors import FactBaseError, Finding
from malibrief.facts.dates import UNKNOWN, EndDate, PartialDate
from malibrief.facts.model import SCHEMA, FactBase, Header, Placed
from malibrief.facts.topics import SOURCES, TOPICS, Topic
from malibrief.text import clean, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

_TABLES: dict[str, Topic] = {**TOPICS, SOURCES.name: SOURCES}
"""The tables that a file may hold, beside `[factbase]`."""

# The first form starts with a literal, which `re` finds fast; the second also knows indented and quoted headers.
_HEADERS = (
    re.compile(r"\n\[\[([\w-]+)\]\]"),
    re.compile(r"\n[ \t]*\[\[[ \t]*[\"']?([\w-]+)[\"']?[ \t]*\]\]"),
)
_HEADER = r"^[ \t]*\[factbase\]"
_MULTILINE = re.compile(r"\"\"\"(?:\\.|[^\\])*?\"\"\"|'''.*?'''", re.DOTALL)
_SYNTAX_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)\Z")
_FIELD = re.compile(r" - at `\$\.?([^`]*)`\Z")


def read(paths: Sequence[Path]) -> tuple[FactBase | None, list[Finding]]:
    """Read the files; the fact base is None when a file cannot be parsed or has no sound header.

    Raises FactBaseError when a file cannot be opened. Records that are at fault are left out of the fact base.
    """
    findings: list[Finding] = []
    header: Header | None = None
    facts: list[Placed[Any]] = []
    sources: list[Placed[Any]] = []
    for position, path in enumerate(paths):
        text = _text_of(path, findings)
        document = None if text is None else _parse(path, text, findings)
        if text is None or document is None:
            continue
        table = document.pop("factbase", None)
        if position == 0:
            header = _header(path, text, table, findings)
        elif header and isinstance(table, dict) and "updated" in table:
            updated = _updated(path, text, table["updated"], findings)
            if updated and updated.last > header.updated.last:
                header = msgspec.structs.replace(header, updated=updated)
        placed = list(_records(path, text, document, findings))
        facts += [record for record in placed if record.topic != SOURCES.name]
        sources += [record for record in placed if record.topic == SOURCES.name]
    if header and not facts and not findings:
        findings.append(Finding(str(paths[0]), 0, "empty", "", "there is no fact in it"))
    base = FactBase(header, facts, sources) if header else None
    return base, findings


def only_adds(path: Path) -> bool:
    """Whether a file only adds to a fact base: its header says no more than `updated`. Not where it cannot be read."""
    try:
        header = tomli.loads(path.read_text(encoding="utf-8-sig")).get("factbase")
    except (OSError, ValueError, RecursionError):
        return False
    return header is None or (isinstance(header, dict) and header.keys() <= {"updated"})


def _text_of(path: Path, findings: list[Finding]) -> str | None:
    """The text of a file, with its faults added to the findings; None where it is not UTF-8."""
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):
            raise FactBaseError(f"{clean(str(path))}: is not a file\n    hint: give a TOML file with --facts PATH")
        data = path.read_bytes()
    except OSError as error:
        raise FactBaseError.unreadable(path, error) from error
    try:
        if b"\r" in data:
            data = data.replace(b"\r\n", b"\n")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        findings.append(Finding(str(path), line, "encoding", "", "not UTF-8", "save the file as UTF-8"))
        return None


def _parse(path: Path, text: str, findings: list[Finding]) -> dict[str, Any] | None:
    """The tables of a text; None where it is not TOML, which becomes a finding."""
    try:
        return tomli.loads(text)
    except (ValueError, RecursionError) as error:  # also of a number of thousands of digits
        message = str(error) or "nested too deeply"
        place = _SYNTAX_PLACE.search(message)
        line = int(place[1]) if place and place[1] else text.count("\n") + 1
        column = f" (column {place[2]})" if place and place[2] else ""
        findings.append(Finding(str(path), line, "syntax", "", _SYNTAX_PLACE.sub("", message) + column))
        return None


def _header(path: Path, text: str, table: object, findings: list[Finding]) -> Header | None:
    """The header that a table makes; None where it has faults, which become findings."""
    if not isinstance(table, dict):
        hint = "begin the file with [factbase], title, place, schema = 1 and updated = 2026-01-31"
        findings.append(Finding(str(path), 1, "header", "", "there is no [factbase] table", hint))
        return None
    line = _header_line(text)
    faults = list(_faults(table, Header))
    if not faults and table["schema"] != SCHEMA:
        faults.append(("header", "schema", f"schema is {table['schema']!r}; this version reads {SCHEMA}", ""))
    findings += [Finding(str(path), line, "header", "factbase", message, hint) for _, _, message, hint in faults]
    return None if faults else msgspec.convert(table, Header, dec_hook=_date)


def _updated(path: Path, text: str, value: object, findings: list[Finding]) -> PartialDate | None:
    """The day up to which a further file's facts were gathered; None for what is no date, which becomes a finding."""
    try:
        return msgspec.convert(value, PartialDate, dec_hook=_date)
    except (msgspec.ValidationError, ValueError) as error:
        findings.append(Finding(str(path), _header_line(text), "header", "factbase", f"updated: {error}"))
        return None


def _header_line(text: str) -> int:
    start = re.search(_HEADER, text, re.MULTILINE)
    return text.count("\n", 0, start.start()) + 1 if start else 1


def _records(path: Path, text: str, document: dict[str, Any], findings: list[Finding]) -> Iterator[Placed[Any]]:
    """The facts and sources of a file; the faults of those that cannot be read become findings."""
    counted = cache(lambda: _header_lines(text, document))

    def lines(name: str) -> list[int]:
        return counted().get(name, [])

    for name, records in document.items():
        topic = _TABLES.get(name)
        if topic is None or not isinstance(records, list):
            line = next(iter(lines(name)), 0) or _line_of(text, name)
            message = f"{name!r} is not a table of facts"
            hint = f"begin each of its facts with [[{name}]]" if topic else did_you_mean(name, _TABLES)
            findings.append(Finding(str(path), line, "unknown-table", "", message, hint))
            continue
        try:
            sound = msgspec.convert(records, list[topic.struct], dec_hook=_date)  # type: ignore[name-defined]  # a value
            written = str(path)
            yield from (Placed(name, record, written, position, lines) for position, record in enumerate(sound))
        except (msgspec.ValidationError, ValueError):
            yield from _sound_ones(path, text, records, lines, topic, findings)


def _sound_ones(
    path: Path, text: str, records: list[Any], lines: Callable[[str], list[int]], topic: Topic, findings: list[Finding]
) -> Iterator[Placed[Any]]:
    """The records that have no fault, where not all are so; the faults of the others become findings."""
    for position, record in enumerate(records):
        try:
            yield Placed(topic.name, msgspec.convert(record, topic.struct, dec_hook=_date), str(path), position, lines)
        except (msgspec.ValidationError, ValueError):
            findings += _record_faults(path, text, lines(topic.name)[position], record, topic)


def _record_faults(path: Path, text: str, line: int, record: object, topic: Topic) -> Iterator[Finding]:
    """Every fault of the record whose header is on `line`, each with its own line."""
    if not isinstance(record, dict):
        yield Finding(str(path), line, "type", "", f"each of {topic.name} must be a table")
        return
    name = record.get("id")
    subject = clean(name) if isinstance(name, str) else ""
    for rule, field, message, hint in _faults(record, topic.struct):
        yield Finding(str(path), _field_line(text, line, field), rule, subject, message, hint)


def _faults(record: dict[str, Any], struct: type[msgspec.Struct]) -> Iterator[tuple[str, str, str, str]]:
    """Every fault of one table, as rule, field, message and hint."""
    fields = {field.name: field for field in msgspec.structs.fields(struct)}
    for key in record:
        if key not in fields:
            yield "unknown-key", key, f"unknown key {key!r}", did_you_mean(key, fields)
    for name, field in fields.items():
        if name not in record:
            if field.required:
                yield "missing-key", "", f"{name!r} is missing", ""
            continue
        try:
            msgspec.convert(record[name], field.type, dec_hook=_date)
        except (msgspec.ValidationError, ValueError) as error:
            reason = str(error)
            inner = _FIELD.search(reason)
            place = f"{name}.{inner[1]}" if inner else name
            yield "type", name, f"{place}: {_FIELD.sub('', reason)}", ""


def _date(wanted: type[PartialDate], value: object) -> object:
    """A TOML day, or the text of a month or year, as a `PartialDate` (msgspec's hook for types that it does not know).

    ValueError says what is wrong with any other value.
    """
    if wanted is EndDate and value == UNKNOWN:
        return UNKNOWN
    if isinstance(value, datetime.datetime):
        raise ValueError("a date without a time of day is wanted")
    if isinstance(value, (datetime.date, str)):
        return _dated(wanted, value)
    raise ValueError(f'{value!r} is not a date: write 2013-04-25, "2013-04" or "2013"')


@cache
def _dated(wanted: type[PartialDate], value: datetime.date | str) -> PartialDate:
    """A date from its day or its text: one object for each date, which many facts share."""
    return wanted.parse(value) if isinstance(value, str) else wanted(value)


def _header_lines(text: str, document: dict[str, Any]) -> dict[str, list[int]]:
    """The line of each `[[table]]` header; 0 for records that are written in another way."""
    if '"""' in text or "'''" in text:
        text = _MULTILINE.sub(lambda match: "\n" * match[0].count("\n"), text)
    counts = {name: len(records) if isinstance(records, list) else 1 for name, records in document.items()}
    lines: dict[str, list[int]] = {}
    for pattern in _HEADERS:
        lines = {name: [] for name in counts} | _lines_of_headers("\n" + text, pattern)
        if all(len(lines[name]) == count for name, count in counts.items()):
            return lines
    return {name: lines[name] if len(lines[name]) == count else [0] * count for name, count in counts.items()}


def _lines_of_headers(text: str, pattern: re.Pattern[str]) -> dict[str, list[int]]:
    """The lines of the headers that a pattern finds, by table; the text begins with an additional line break."""
    lines: dict[str, list[int]] = {}
    line, seen = 1, 0
    for match in pattern.finditer(text):
        line += text.count("\n", seen, match.start())
        seen = match.start()
        lines.setdefault(match[1], []).append(line)
    return lines


def _line_of(text: str, name: str) -> int:
    """The line of a key or header outside of all records; 0 where it is not found."""
    match = re.search(rf"^[ \t]*(?:\[+[ \t]*)?[\"']?{re.escape(name)}\b", text, re.MULTILINE)
    return text.count("\n", 0, match.start()) + 1 if match else 0


def _field_line(text: str, line: int, field: str) -> int:
    """The line of a key within the record whose header is on `line`; the header's own when the key is not found."""
    if not line or not field:
        return line
    for offset, content in enumerate(text.split("\n")[line:], start=1):
        if content.lstrip().startswith("[["):
            break
        if re.match(rf"\s*[\"']?{re.escape(field)}[\"']?\s*[=.]", content):
            return line + offset
    return line
