"""TOML files to a `FactBase`: strict decoding, and findings about shape.

The first file is the fact base and has the `[factbase]` header; further ones add records to it, and their own headers say
only when they were last edited.
Everything that is wrong is found, not the first thing: each is a `Finding` with file, line, rule, id, message and hint.
Tables are `Any` as tomli gives them; a record's type follows from the table's name, which the type checker cannot know.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec
import tomli

from malibrief.errors import Finding
from malibrief.facts import complaints, shape
from malibrief.facts.content import content
from malibrief.facts.dates import PartialDate
from malibrief.facts.factbase import FactBase, FrenchTable, Placed, SynonymTable, Translations
from malibrief.facts.model import SCHEMA, Header
from malibrief.facts.places import Places
from malibrief.facts.topics import OFFICES, SERIES, SOURCES, TABLES, TOPICS, Topic
from malibrief.language import say
from malibrief.text import Hints, Near, clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path


HEADER = "factbase"
"""The name of the table that says what a fact base is about."""
FRENCH = "fr"
"""The name of the table with the French of values that recur."""
SYNONYMS = "synonyms"
"""The name of the table with what people type for words of the facts."""
MIGRATION = (
    "give each office and series a row in [[offices]] and [[series]], and have people and figures name it; "
    "CONTRIBUTING.md, “From schema 1 to schema 2”, says how"
)
"""What to do with a file of the schema before this one."""
FATAL = ("encoding", "syntax", "empty")
"""The rules whose findings mean that a file has no fact at all, beside those about the header of a base."""

_TABLES: dict[str, Topic] = {**TOPICS, **TABLES}
"""The tables that a file may hold, beside `[factbase]`, `[fr]` and `[synonyms]`."""
_SYNTAX_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)\Z")
_SUSPECT = (
    re.compile(rb"\xc2[\x80-\x9f]"),
    re.compile(rb"\xd8\x9c"),
    re.compile(rb"\xe2\x80[\x8e\x8f\xa8-\xae]"),
    re.compile(rb"\xe2\x81[\xa6-\xa9]"),
    re.compile(rb"\\[^\"\\]"),
    re.compile(rb"\t"),
    re.compile(rb'"""'),
    re.compile(rb"'''"),
)
"""Where a text may hold control characters, marks of direction or line breaks: as they are in UTF-8, or as an escape."""


class File(msgspec.Struct, frozen=True):
    """A file that was read: its tables, None where it is no TOML, which its findings say then."""

    path: str
    document: dict[str, Any] | None
    places: Places
    findings: list[Finding]
    suspect: bool

    @property
    def only_adds(self) -> bool:
        """Whether it only adds to a fact base: it has records, and its header says no more than `updated` and `covered`."""
        tables = self.document or {}
        header = tables.get(HEADER, {})
        return len(tables) > (HEADER in tables) and isinstance(header, dict) and header.keys() <= {"updated", "covered"}


def alone(read: File) -> File:
    """Return a file that only adds to a fact base as a base of its own, which has no title, to compare it with another edition of it."""
    tables = read.document or {}
    header = {"title": "", "place": "", "schema": SCHEMA, "updated": "0001-01-01"} | tables.get(HEADER, {})
    return msgspec.structs.replace(read, document={**tables, HEADER: header})


class _Gathered(msgspec.Struct):
    """What is read of the files so far."""

    findings: list[Finding] = []
    sound: list[Placed[Any]] = []
    partial: list[Placed[Any]] = []
    french: Translations = {}
    french_tables: list[FrenchTable] = []
    synonyms: list[SynonymTable] = []
    updates: dict[str, PartialDate] = {}
    hints: Hints = msgspec.field(default_factory=Hints)


def read(paths: Sequence[Path]) -> tuple[FactBase | None, list[Finding]]:
    """Return the fact base of these files, which must be regular ones; see `assembled`.

    Raises FactBaseError when a file cannot be read.
    """
    return assembled(map(file, paths))


def file(path: Path, pipes: bool = False) -> File:
    """Return what a file holds; with `pipes` also what comes out of an open one.

    Raises FactBaseError when it cannot be read.
    """
    data = content(path, pipes)
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n")
    findings: list[Finding] = []
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        findings.append(Finding(str(path), line, "encoding", "", say("not UTF-8"), say("save the file as UTF-8")))
        return File(str(path), None, Places(""), findings, suspect=False)
    suspect = any(form.search(data) for form in _SUSPECT)
    return File(str(path), _parsed(path, text, findings), Places(text), findings, suspect)


def _parsed(path: Path, text: str, findings: list[Finding]) -> dict[str, Any] | None:
    """Return the tables of a text; None where it is not TOML, which becomes a finding."""
    try:
        return tomli.loads(text)
    except (ValueError, RecursionError) as error:  # also of a number of thousands of digits
        place = _SYNTAX_PLACE.search(str(error))
        line = int(place[1]) if place and place[1] else text.count("\n") + 1
        message = complaints.told(_SYNTAX_PLACE.sub("", str(error))) or say("nested too deeply")
        if place and place[2]:
            message = say("{complaint} (column {column})", complaint=message, column=place[2])
        findings.append(Finding(str(path), line, "syntax", "", message))
        return None


def assembled(files: Iterable[File]) -> tuple[FactBase | None, list[Finding]]:
    """Return the fact base of these files and every fault of their shape; None where the first has no sound header.

    Records that are at fault are in no list of facts or sources, but what is sound of them is in `partial`.
    """
    base = _Gathered()
    head: Placed[Header] | None = None
    suspect = False
    first = ""
    for position, each in enumerate(files):
        first = first or each.path
        base.findings += each.findings
        suspect = suspect or each.suspect
        if each.document is None:
            continue
        table = each.document.pop(HEADER, None)
        if position:
            _add_update(each, table, base)
        else:
            head = _head(each, table, base.findings)
            if head is None and isinstance(table, dict) and table.get("schema") != SCHEMA:
                return None, base.findings  # of another schema, whose records would all be faults
        _add_french(each, each.document.pop(FRENCH, {}), base)
        _add_synonyms(each, each.document.pop(SYNONYMS, {}), base)
        _gather(each, each.document, base)
    facts = [place for place in base.sound if place.topic in TOPICS]
    if head and not facts and not base.findings:
        base.findings.append(Finding(first, 0, "empty", "", say("there is no fact in it")))
    if head is None:
        return None, base.findings
    sources, offices, series = (
        [place for place in base.sound if place.topic == topic.name] for topic in (SOURCES, OFFICES, SERIES)
    )
    read = FactBase(
        head.record, facts, sources, offices, series, base.french, base.updates, base.partial, head, suspect,
        base.french_tables, base.synonyms,
    )  # fmt: skip
    return read, base.findings


def _head(read: File, table: object, findings: list[Finding]) -> Placed[Header] | None:
    """Return the header that a table makes; None where it has faults, which become findings."""
    if not isinstance(table, dict):
        hint = say(
            "begin the file with [factbase], title, place, schema = {schema} and updated = 2026-01-31", schema=SCHEMA
        )
        findings.append(Finding(read.path, 1, "header", "", say("there is no [factbase] table"), hint))
        return None
    sound, faults = shape.parted(table, Header)
    if "schema" in sound and sound["schema"] != SCHEMA:
        hint = say(MIGRATION) if sound["schema"] == SCHEMA - 1 else ""
        message = say("schema is {schema}; this version reads {known}", schema=sound["schema"], known=SCHEMA)
        faults = [shape.Fault("header", "schema", message, hint)]
    hints = Hints()
    findings += [
        Finding(read.path, read.places.line(HEADER, 0), "header", HEADER, fault.message, hints.text(fault.hint))
        for fault in faults
    ]
    return None if faults else Placed(HEADER, Header(**sound), read.path, 0, read.places)


def _add_update(read: File, table: object, base: _Gathered) -> None:
    """Keep the day of the last edit that the header of a further file says."""
    if not isinstance(table, dict) or "updated" not in table:
        return
    try:
        base.updates[read.path] = shape.convert(table["updated"], PartialDate)
    except shape.UNSOUND as error:
        message = say("{place}: {complaint}", place="updated", complaint=complaints.told(str(error)))
        base.findings.append(Finding(read.path, read.places.line(HEADER, 0), "header", HEADER, message))


def _add_french(read: File, table: object, base: _Gathered) -> None:
    """Add the French of a file's values; an earlier file's comes before it."""
    try:
        french: Translations = shape.convert(table, dict[str, str | dict[str, str]])
    except shape.UNSOUND as error:
        base.findings.append(Finding(read.path, read.places.first(FRENCH), "type", FRENCH, complaints.told(str(error))))
        return
    if french:
        base.french_tables.append(FrenchTable(read.path, read.places, french))
    for value, text in french.items():
        before = base.french.setdefault(value, text)
        if isinstance(before, dict) and isinstance(text, dict):
            base.french[value] = text | before


def _add_synonyms(read: File, table: object, base: _Gathered) -> None:
    """Add what people type for words of a file's facts."""
    try:
        typed = shape.convert(table, dict[str, list[str]])
    except shape.UNSOUND as error:
        line = read.places.first(SYNONYMS)
        base.findings.append(Finding(read.path, line, "type", SYNONYMS, complaints.told(str(error))))
        return
    if typed:
        base.synonyms.append(SynonymTable(read.path, read.places, typed))


def _gather(read: File, document: dict[str, Any], base: _Gathered) -> None:
    """Add the facts and sources of a file; the faults of those that are not sound become findings."""
    for name, records in document.items():
        topic = _TABLES.get(name)
        if topic is None or not isinstance(records, list):
            message = say("{name!r} is not a table of facts", name=name)
            begin = say("begin each of its facts with [[{name}]]", name=name)
            hint = base.hints.text(begin if topic else Near(name, _TABLES))
            base.findings.append(Finding(read.path, read.places.first(name), "unknown-table", "", message, hint))
            continue
        try:
            sound = shape.convert(records, list[topic.struct])  # type: ignore[name-defined]  # a value
            base.sound += [Placed(name, record, read.path, n, read.places) for n, record in enumerate(sound)]
        except shape.UNSOUND:
            for position, record in enumerate(records):
                _gather_one(read, topic, record, position, base)


def _gather_one(read: File, topic: Topic, record: object, position: int, base: _Gathered) -> None:
    """Add one record to the sound ones, or to the partial ones and its faults to the findings."""
    try:
        found = shape.convert(record, topic.struct)
        base.sound.append(Placed(topic.name, found, read.path, position, read.places))
        return
    except shape.UNSOUND:
        pass
    if not isinstance(record, dict):
        line = read.places.line(topic.name, position)
        message = say("each of {topic} must be a table", topic=topic.name)
        base.findings.append(Finding(read.path, line, "type", "", message))
        return
    sound, faults = shape.parted(record, topic.struct)
    part, unsound = shape.partial(record, sound, topic.struct)
    place = Placed(topic.name, part, read.path, position, read.places, unsound=unsound)
    base.partial.append(place)
    subject = clean(sound.get("id", ""))
    base.findings += [
        Finding(read.path, place.at(fault.field).line, fault.rule, subject, fault.message, base.hints.text(fault.hint))
        for fault in faults
    ]
