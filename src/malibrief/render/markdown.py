"""Write views as Markdown: a listing as a table, facts and briefings as sections, sources as links."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from malibrief.facts.dates import UNKNOWN, iso
from malibrief.text import plural, web_link
from malibrief.views.citations import Cited, numbered
from malibrief.views.columns import is_number, label, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from malibrief.briefing.lines import Line
    from malibrief.briefing.report import Brief, Change, Difference
    from malibrief.facts.model import Source
    from malibrief.index.results import Entry, FactBaseNote
    from malibrief.render.page import Page
    from malibrief.views.answer import Answered
    from malibrief.views.card import Card
    from malibrief.views.columns import Cell
    from malibrief.views.dossier import Dossier
    from malibrief.views.listing import Table

_SPECIAL = re.compile(
    r"""
    ([\\`*_\[\]<>|\#~&$@]   # what CommonMark, GitHub or pandoc interpret anywhere in a line
    | :(?=//|[\w+-]+:)      # an address that GitHub would link, an emoji
    | (?<=\bwww)\.)
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""The characters that Markdown would interpret."""
_BLOCK_START = re.compile(r"^(\d{0,9})([-+=.)])(?=[-+=\s]|$)")
"""A beginning that would turn a text into a list, a rule or a heading."""


def escape(text: str) -> str:
    """Escape a text so that Markdown shows it as it is, anywhere in a line; blanks at its ends are removed."""
    return _BLOCK_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", text.strip()))


def code(text: str) -> str:
    """Return a text as code, between more backticks than the text has in a row."""
    marks = "`" * (1 + max(map(len, re.findall("`+", text)), default=0))
    room = " " if "`" in text else ""
    return f"{marks}{room}{text}{room}{marks}"


def link(source: Source) -> str:
    """Return a source's publisher, as a link if the source has an address of the web."""
    return linked(source.publisher, source.url)


def linked(text: str, url: str | None) -> str:
    """Return an escaped text as a link to an address of the web, or without a link if `url` is none."""
    target = web_link(url)
    return f"[{escape(text)}](<{target.replace('&', '&amp;')}>)" if target else escape(text)


def table(view: Table, form: str, page: Page) -> str:
    """Return a table of GitHub-flavoured Markdown, with numbers aligned to the right; a search's answer as paragraphs and a list."""
    if view.answer:
        return _answer(view.answer(), view.lead)
    rows = [[_cell(value) for value in row] for row in view.rows]
    for (row, column), horizon in view.last_reported.items():
        rows[row][column] = f"last reported {horizon}"
    if page.header:
        numeric = [any(map(is_number, column)) for column in zip(*view.rows, strict=True)] or [False] * len(
            view.columns
        )
        rules = ["---:" if to_right else "---" for to_right in numeric]
        rows = [[label(name) for name in view.columns], rules, *rows]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _answer(view: Answered, lead: str) -> str:
    """Return the best hit as a section, and the others as a list."""
    from malibrief.views.answer import publisher

    told = escape(view.told)
    more = f" and {plural(view.more, 'more source')}" if view.more else ""
    source = f"{linked(publisher(view.source), view.source.url)}{more}"
    parts = [*_emphasis(lead), f"## {escape(view.title)}", "", *([f"**{told}**", ""] if told else [])]
    parts += [escape(view.summary), ""] if view.summary else []
    parts += [source, "", f"{view.word}: {code(view.id)}", ""]
    if view.elsewhere:
        parts += [escape(view.elsewhere), ""]
    parts += [f"- {hit.date or 'undated'}, {hit.word}: {escape(hit.text)} ({code(hit.id)})" for hit in view.others]
    return "\n".join(parts).rstrip("\n") + "\n"


def _cell(value: Cell) -> str:
    if isinstance(value, Cited):
        return "; ".join(link(source) for source in value)
    return escape(plain(value))


def cards(views: list[Card | Dossier], form: str, page: Page) -> str:
    """Return a section for each fact, or for all facts of a person or place, blank lines between."""
    from malibrief.views.card import Card

    return "\n".join(_card(view) if isinstance(view, Card) else _dossier(view) for view in views)


def _dossier(view: Dossier) -> str:
    lines = [
        f"## {escape(view.title)}",
        "",
        *([escape(view.summary), ""] if view.summary else []),
        f"- **{view.word}**",
    ]
    for heading, entries in view.neighbours:
        lines += _neighbours(heading.capitalize(), entries)
    return "\n".join([*lines, "", "### Sources", "", *_sources(view.sources)]) + "\n"


def _card(view: Card) -> str:
    lines = [f"## {escape(view.title)}", "", *([escape(view.summary), ""] if view.summary else [])]
    lines.append(f"- **{view.word}**: {code(view.id)}")
    if view.when:
        lines.append(f"- **when**: {view.when}")
    lines += [f"- **{name}**: {_cell(value)}" for name, value in view.fields if name not in ("amount", "currency")]
    if view.money:
        lines.append(f"- **amount**: {escape(view.money)}")
    if view.link:
        lines.append(f"- **document**: {linked(view.link, view.link)}")
    for heading, entries in view.neighbours:
        lines += _neighbours(heading.capitalize(), entries)
    if view.sources:
        lines += ["", "### Sources", "", *_sources(view.sources)]
    return "\n".join(lines) + "\n"


def _sources(sources: Iterable[Source]) -> list[str]:
    """Return a numbered line for each source: its publisher as a link, its title and its date."""
    dated = ((source, f", {source.date}" if source.date else "") for source in sources)
    return [f"{n}. {link(source)}: {escape(source.title)}{date}" for n, (source, date) in enumerate(dated, start=1)]


def _neighbours(heading: str, entries: list[Entry]) -> list[str]:
    details = [f": {escape(entry.detail)}" if entry.detail else "" for entry in entries]
    items = [
        f"- {entry.date or 'undated'}: {escape(entry.title)}{detail} ({code(entry.id)})"
        for entry, detail in zip(entries, details, strict=True)
    ]
    return ["", f"### {heading}", "", *items]


def brief(view: Brief, form: str, page: Page) -> str:
    """Return a briefing: its sections, each as a list, then numbered sources and the date of the facts."""
    numbers = numbered(view.sources)
    lines = [f"# {escape(view.base.place)} on {iso(view.day).in_words}", "", *_emphasis(view.base.beyond(view.day))]
    for _, heading, items in view.sections:
        lines += [f"## {heading}", ""]
        lines += [_line(line, numbers) for line in items] or ["Nothing is recorded."]
        lines.append("")
    return "\n".join([*lines, *_emphasis(view.key), *_closing(view.sources, view.base)]) + "\n"


def _emphasis(text: str) -> list[str]:
    """Return a sentence about the page as a paragraph, emphasised; nothing where there is none."""
    return [f"*{escape(text)}*", ""] if text else []


def _line(line: Line, numbers: dict[str, int]) -> str:
    since = f" ({line.since.in_words})" if line.since else ""
    until = f", until {line.until.in_words}" if line.until else ""
    detail = f": {escape(line.detail)}" if line.detail else ""
    detail += f" (last reported {line.reported.in_words})" if line.reported else ""
    indent = "  " if line.under else ""
    mark = "" if line.certain else "~ "
    return f"{indent}- {mark}**{escape(line.title)}**{since}{until}{detail} {_source_numbers(line.sources, numbers)} {code(line.id)}"


def _source_numbers(sources: Iterable[str], numbers: dict[str, int]) -> str:
    return "".join(f"\\[{numbers[name]}\\]" for name in sources)


def _closing(sources: dict[str, Source], base: FactBaseNote) -> list[str]:
    foot = f"{escape(base.title)} · {base.reach_in_words}"
    return ["## Sources", "", *_sources(sources.values()), "", foot]


def diff(view: Difference, form: str, page: Page) -> str:
    """Return the changes between two days: sections, each as a list, then numbered sources and the date of the facts."""
    numbers = numbered(view.sources)
    lines = [f"# {escape(view.base.place)}: from {iso(view.first).in_words} to {iso(view.second).in_words}", ""]
    lines += _emphasis(view.base.beyond(view.second))
    for _, heading, items in view.sections:
        lines += [f"## {heading}", ""]
        lines += [_change(change, numbers) for change in items] or ["No change is recorded."]
        lines.append("")
    return "\n".join([*lines, *_emphasis(view.key), *_closing(view.sources, view.base)]) + "\n"


def _change(change: Change, numbers: dict[str, int]) -> str:
    date = f" ({change.date.in_words})" if change.date and change.date != UNKNOWN else ""
    detail = f": {escape(change.detail)}" if change.detail else ""
    kind = f"{'' if change.certain else '~ '}{change.kind}{date}"
    return f"- {kind}: **{escape(change.title)}**{detail} {_source_numbers(change.sources, numbers)} {code(change.line.id)}"
