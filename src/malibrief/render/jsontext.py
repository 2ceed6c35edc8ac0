r"""Write views as JSON or JSON Lines: every field of every fact, sources expanded, dates as ISO text.

Texts are exactly those of the facts; characters that a terminal would obey are written as escapes (`\u009b`).
`format_version` follows semantic versioning: within 1.x keys are only added.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from malibrief.facts.dates import iso
from malibrief.text import escaped
from malibrief.views.citations import source_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from malibrief.briefing.lines import Line
    from malibrief.briefing.report import Brief, Change, Difference
    from malibrief.facts.model import Source
    from malibrief.index.results import Entry, FactBaseNote
    from malibrief.render.page import Page
    from malibrief.views.card import Card
    from malibrief.views.dossier import Dossier
    from malibrief.views.listing import Table

FORMAT_VERSION = "1.1"
"""The version of the documents' structure."""

_encode = msgspec.json.Encoder(enc_hook=str).encode


def table(view: Table, form: str, page: Page) -> str:
    """Return `{"format_version": ..., "factbase": ..., "facts": [...]}`, with `remarks` if there are any.

    JSON Lines have one fact on each line and nothing else.
    """
    remarks = [remark for remark in (view.lead, *view.remarks) if remark]
    return _text(view.records(), view.base, form, {"remarks": remarks} if remarks else {})


def whole(
    facts: list[dict[str, object]],
    tables: Mapping[str, list[dict[str, object]]],
    base: FactBaseNote,
    form: str,
    licence: str | None,
) -> str:
    """Return a whole base: its facts as `table` does, and the rows of the tables beside the topics, by the tables' names.

    JSON Lines have one fact or row on each line. `licence` is that of the base, null where it is not known.
    """
    if form == "jsonl":
        return _json_lines([*facts, *(row for rows in tables.values() for row in rows)])
    return _document({"licence": licence, "facts": facts, **tables}, base)


def described(base: FactBaseNote, told: Mapping[str, object]) -> str:
    """Return what is told of a base itself, after the note on it: `{"format_version": ..., "factbase": ..., "counts": ...}`."""
    return _document(dict(told), base)


def cards(views: list[Card | Dossier], form: str, page: Page) -> str:
    """Return facts as `table` does, each with its neighbours: `concerned`, `concerning`, `others` and `also` (see `Card`).

    `under` is the person or place under which a fact is shown, null for one that was asked for itself.
    """
    from malibrief.views.dossier import each

    records = [
        card.record
        | {
            "concerned": _neighbours(card.concerned),
            "concerning": _neighbours(entry for entries in card.concerning.values() for entry in entries),
            "others": _neighbours(card.others),
            "also": _neighbours(dossier.also if dossier else card.also),
            "under": {"kind": dossier.word, "title": dossier.title} if dossier else None,
        }
        for card, dossier in each(views)
    ]
    return _text(records, views[0].base, form) if views else ""


def brief(view: Brief, form: str, page: Page) -> str:
    """Return the day and the lines of each section of a briefing; JSON Lines have one line of it on each line."""
    records = [_line_record(line, view.sources) for _, _, lines in view.sections for line in lines]
    if form == "jsonl":
        return _json_lines(records)
    sections = {name: [record for record in records if record["section"] == name] for name, _, _ in view.sections}
    return _document({"as_of": iso(view.day), "sections": sections}, view.base)


def diff(view: Difference, form: str, page: Page) -> str:
    """Return the two days and the changes in each section, each with its line on the first and on the second day, or null.

    JSON Lines have one change on each line.
    """
    changes = [_change_record(change, view.sources) for _, _, items in view.sections for change in items]
    if form == "jsonl":
        return _json_lines(changes)
    sections = {name: [change for change in changes if change["section"] == name] for name, _, _ in view.sections}
    return _document({"from": iso(view.first), "to": iso(view.second), "sections": sections}, view.base)


def _line_record(line: Line, sources: Mapping[str, Source]) -> dict[str, object]:
    """Return a line of a briefing as JSON has it, without what only orders and matches lines."""
    record: dict[str, object] = msgspec.structs.asdict(line)
    del record["key"], record["group"], record["span"], record["horizon"], record["brief"]
    return record | {"sources": [source_record(sources[name]) for name in line.sources]}


def _change_record(change: Change, sources: Mapping[str, Source]) -> dict[str, object]:
    days = {"before": change.before, "after": change.after}
    record: dict[str, object] = {
        "section": change.line.section,
        "change": change.kind,
        "certain": change.certain,
        "date": change.date,
        "id": change.line.id,
        "title": change.title,
        "detail": change.detail,
    }
    return record | {name: _line_record(line, sources) if line else None for name, line in days.items()}


def _document(content: dict[str, object], base: FactBaseNote) -> str:
    document = {"format_version": FORMAT_VERSION, "factbase": base, **content}
    return escaped(msgspec.json.format(_encode(document), indent=2).decode()) + "\n"


def _neighbours(entries: Iterable[Entry]) -> list[dict[str, object]]:
    fields = ("topic", "id", "date", "title", "detail")
    return [{name: getattr(entry, name) for name in fields} for entry in entries]


def _text(
    records: list[dict[str, object]], base: FactBaseNote, form: str, more: Mapping[str, object] | None = None
) -> str:
    """Return facts as a document, with `more` keys after them, or as JSON Lines without these."""
    if form == "jsonl":
        return _json_lines(records)
    return _document({"facts": records, **(more or {})}, base)


def _json_lines(records: list[dict[str, object]]) -> str:
    return escaped("".join(_encode(record).decode() + "\n" for record in records))
