"""Markdown: a table, or a section for each fact; sources as links."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from malibrief.text import clean, money
from malibrief.views import Cited, label, plain

if TYPE_CHECKING:
    from malibrief.model import Source
    from malibrief.query import Entry
    from malibrief.render import Page
    from malibrief.views import Card, Table

_SIGNS = re.compile(r"([\\`*_\[\]<>|#~])")


def escape(text: str) -> str:
    """Text that Markdown shows as it is."""
    return _SIGNS.sub(r"\\\1", clean(text))


def link(source: Source) -> str:
    """A source as a link, or as its publisher and title where it has none."""
    name = escape(source.publisher)
    return f"[{name}](<{clean(source.url)}>)" if source.url else name


def table(view: Table, form: str, page: Page) -> str:
    """A GitHub-flavoured table; numbers to the right."""
    right = [any(isinstance(row[i], int | float) and not isinstance(row[i], bool) for row in view.rows) for i in range(len(view.columns))]
    lines = ["| " + " | ".join(label(name) for name in view.columns) + " |"] * page.header
    lines += ["|" + "|".join(" ---: " if to_right else " --- " for to_right in right) + "|"] * page.header
    lines += ["| " + " | ".join(_cell(value) for value in row) + " |" for row in view.rows]
    return "".join(line + "\n" for line in lines)


def _cell(value: Any) -> str:
    if isinstance(value, Cited):
        return "; ".join(link(source) for source in value)
    return escape(plain(value))


def cards(views: list[Card], form: str, page: Page) -> str:
    """A section for each fact."""
    return "\n".join(_card(view) for view in views)


def _card(view: Card) -> str:
    lines = [f"## {escape(view.title)}", "", escape(view.summary), ""]
    lines += [f"- **{view.word}**: `{view.id}`"]
    lines += [f"- **when**: {view.when}"] if view.when else []
    lines += [f"- **{name}**: {_cell(value)}" for name, value in view.fields if name not in ("amount", "currency")]
    values = dict(view.fields)
    lines += [f"- **amount**: {money(values['amount'], values['currency'])}"] if "amount" in values else []
    lines += [f"- **document**: <{view.link}>"] if view.link else []
    lines += _neighbours("About", view.concerned)
    for topic, entries in view.concerning.items():
        lines += _neighbours(topic.capitalize(), entries)
    lines += ["", "### Sources", ""]
    lines += [f"{n}. {link(source)}: {escape(source.title)}{_dated(source)}" for n, source in enumerate(view.sources, start=1)]
    return "\n".join(lines) + "\n"


def _dated(source: Source) -> str:
    return f", {source.date}" if source.date else ""


def _neighbours(heading: str, entries: list[Entry]) -> list[str]:
    if not entries:
        return []
    return ["", f"### {heading}", "", *(f"- {entry.date or 'undated'}: {escape(entry.title)} (`{entry.id}`)" for entry in entries)]
