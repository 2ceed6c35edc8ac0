"""Write what one edition of a fact base says that another did not, as a list for people, as Markdown, or as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from malibrief.language import say
from malibrief.render.jsontext import FORMAT_VERSION
from malibrief.text import escaped
from malibrief.views.revision import line_of, told

if TYPE_CHECKING:
    from malibrief.facts.changes import Change
    from malibrief.render.page import Page
    from malibrief.render.paint import Paint
    from malibrief.views.revision import Revision

_WIDEST = 100
"""The longest line of a text, in cells, however wide the window."""


def changes(view: Revision, form: str, page: Page) -> str:
    """Return a revision in the format `form`: table, md, json or jsonl."""
    if form == "md":
        return _markdown(view)
    return _table(view, page) if form == "table" else _json(view, form)


def _table(view: Revision, page: Page) -> str:
    """Return a line for each record, its id at the right end or below, and then those of its fields that have another value."""
    from malibrief.render.paint import painter, wrap

    paint = painter(page.colour)
    width = min(page.width, _WIDEST)
    lines = [*(paint(line, "heading") for line in wrap(view.heading, width)), *wrap(view.counted, width)]
    for name, of_table in view.sections:
        lines += ["", paint(name, "heading")]
        for change in of_table:
            lines += _record(change, width, paint)
            for field in change.fields:
                text = say("{field}: {change}", field=field.name, change=told(field, "->" if page.ascii else "→"))
                lines += (f"      {line}" for line in wrap(text, width - 6))
    return "".join(f"{line}\n" for line in lines)


def _record(change: Change, width: int, paint: Paint) -> list[str]:
    """Return what became of a record, with its id at the right end of the last line or, where there is no room, below it."""
    from rich.cells import cell_len

    from malibrief.render.paint import wrap
    from malibrief.render.rows import with_id

    first, *more = wrap(line_of(change, change.title), width - 4)
    lines = [f"  {first}", *(f"    {line}" for line in more)]
    name = change.id if change.id != change.title else ""
    placed = with_id(lines, cell_len(lines[-1]), name, width, paint)
    return placed if placed != lines or not name else [*lines, f"    {paint(name, 'aside')}"]


def _markdown(view: Revision) -> str:
    """Return a section for each table, with a list of records and, under each, of their fields."""
    from malibrief.render.markdown import escape

    parts = [f"## {escape(view.heading)}", "", escape(view.counted)]
    for name, of_table in view.sections:
        parts += ["", f"### {escape(name)}", ""]
        for change in of_table:
            parts += _item(change)
    return "\n".join(parts) + "\n"


def _item(change: Change) -> list[str]:
    """Return a record as an item of a Markdown list, and its fields as a list in it."""
    from malibrief.render.markdown import code, escape

    name = f" ({code(change.id)})" if change.id not in ("", change.title) else ""
    fields = [
        say("{field}: {change}", field=code(field.name), change=escape(told(field, "→"))) for field in change.fields
    ]
    return [f"- {line_of(change, escape(change.title))}{name}", *(f"  - {field}" for field in fields)]


def _json(view: Revision, form: str) -> str:
    """Return a document with both editions and every change, or, as JSON Lines, one change on each line."""
    encode = msgspec.json.Encoder(enc_hook=str).encode
    if form == "jsonl":
        return escaped("".join(encode(change).decode() + "\n" for change in view.changes))
    document = {"format_version": FORMAT_VERSION, "old": view.old, "new": view.new, "changes": view.changes}
    return escaped(msgspec.json.format(encode(document), indent=2).decode()) + "\n"
