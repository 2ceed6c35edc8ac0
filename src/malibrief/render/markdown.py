"""Write views as Markdown: a listing as a table, facts and briefings as sections, sources as links."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from malibrief.language import noun, say
from malibrief.render.prose import (
    and_more,
    cell_text,
    counted,
    dated,
    day_text,
    field_text,
    foot,
    kind_text,
    last_reported,
    said_of,
    titled,
    worded,
)
from malibrief.text import age, joined, web_link
from malibrief.views.citations import Cited, numbered, publisher
from malibrief.views.columns import is_number, label

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
    """Return a table of GitHub-flavoured Markdown, with numbers aligned to the right; a search's answer as paragraphs and a list.

    Below it are the remarks of the listing, and how many facts there are, by which filter and of which date; without a header
    line there are the rows alone.
    """
    if view.answer:
        return _answer(view.answer(), view)
    rows = [[_cell(value, name) for name, value in zip(view.columns, row, strict=True)] for row in view.rows]
    for (row, column), horizon in view.last_reported.items():
        rows[row][column] = last_reported(horizon)
    if not page.header:
        return _rows(rows)
    numeric = [any(map(is_number, column)) for column in zip(*view.rows, strict=True)] or [False] * len(view.columns)
    rules = ["---:" if to_right else "---" for to_right in numeric]
    lead = "".join(f"{line}\n" for line in _emphasis(view.lead))
    return lead + _rows([[label(name) for name in view.columns], rules, *rows]) + "\n" + _foot(view)


def _rows(rows: Iterable[list[str]]) -> str:
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _foot(view: Table, shown: int | None = None) -> str:
    """Return what stands below a listing, or below an answer that shows so many sources."""
    count = counted(view, shown)
    said = [count, view.asked] if view.asked and not view.answer else [count]
    remarks = "".join(f"{escape(remark)}\n\n" for remark in view.remarks)
    return f"{remarks}{escape(' · '.join(said))} · {escape(foot(view.base))}\n"


def _answer(view: Answered, listed: Table) -> str:
    """Return the best hit as a section, the others as a list, and what stands below a listing."""
    told = escape(view.told)
    best = and_more(linked(publisher(view.source), view.source.url), view.more)
    parts = [*_emphasis(listed.lead), f"## {escape(view.title)}", "", *([f"**{told}**", ""] if told else [])]
    parts += [escape(view.summary), ""] if view.summary else []
    parts += [best, "", said_of(view.word, code(view.id)), ""]
    if view.elsewhere:
        parts += [escape(view.elsewhere), ""]
    for hit, cites in zip(view.others, view.cites[1:], strict=True):
        told = f"{day_text(hit.date, after=', ')}{worded(hit.word, escape(hit.text))}"
        source = linked(publisher(cites[0]), cites[0].url)
        parts.append(f"- {said_of(f'{told} ({code(hit.id)})', source)}")
    parts += [""] if view.others else []
    return "\n".join(parts) + "\n" + _foot(listed, len(view.best))


def _cell(value: Cell, column: str) -> str:
    if isinstance(value, Cited):
        return joined(link(source) for source in value)
    return escape(cell_text(value, column))


def cards(views: list[Card | Dossier], form: str, page: Page) -> str:
    """Return a section for each fact, or for all facts of a person or place, blank lines between, and the date of the facts."""
    from malibrief.views.card import Card

    sections = [_card(view) if isinstance(view, Card) else _dossier(view) for view in views]
    return "\n".join([*sections, escape(foot(views[0].base)) + "\n"]) if views else ""


def _dossier(view: Dossier) -> str:
    lines = [
        f"## {escape(view.title)}",
        "",
        *([escape(view.summary), ""] if view.summary else []),
        f"- **{noun(1, view.word)}**",
    ]
    for heading, entries in view.neighbours:
        lines += _neighbours(heading, entries)
    return "\n".join([*lines, *_full_sources(view)]) + "\n"


def _card(view: Card) -> str:
    lines = [f"## {escape(view.title)}", "", *([escape(view.summary), ""] if view.summary else [])]
    said = [(view.word, code(view.id)), (say("when"), view.when), (label("amount"), escape(view.money))]
    fields = ((name, value) for name, value in view.fields if name not in ("amount", "currency"))
    said += [(label(name), escape(field_text(value, name))) for name, value in fields]
    said.append((say("document"), linked(view.link, view.link) if view.link else ""))
    lines += [f"- {said_of(f'**{name}**', text)}" for name, text in said if text]
    for heading, entries in view.neighbours:
        lines += _neighbours(heading, entries)
    if view.sources:
        lines += _full_sources(view)
    return "\n".join(lines) + "\n"


def _full_sources(view: Card | Dossier) -> list[str]:
    """Return the sources of a card under their heading."""
    return ["", f"### {say('Sources')} ({len(view.sources)})", "", *_sources(view.sources, full=True)]


def _sources(sources: Iterable[Source], full: bool, ids: bool = True) -> list[str]:
    """Return a numbered line for each source: publisher as a link, date, in `full` kind and language, title, with `ids` the id."""
    return [f"{n}. {_source(source, full, ids)}" for n, source in enumerate(sources, start=1)]


def _source(source: Source, full: bool, ids: bool) -> str:
    name = f" ({code(source.id)})" if ids else ""
    kind = f" {escape(kind_text(source))}" if full else ""
    said = said_of(f"{link(source)}{day_text(source.date, before=', ')}{kind}", escape(source.title))
    return f"{said}{name}"


def _neighbours(heading: str, entries: list[Entry]) -> list[str]:
    return ["", f"### {say(heading).capitalize()} ({len(entries)})", "", *map(_neighbour, entries)]


def _neighbour(entry: Entry) -> str:
    title = escape(titled(entry))
    return f"- {dated(entry.date, title)} ({code(entry.id)})"


def brief(view: Brief, form: str, page: Page) -> str:
    """Return a briefing: its sections, each as a list, then numbered sources and the date of the facts."""
    numbers = numbered(view.sources)
    lines = [f"# {escape(view.title)}", "", *_emphasis(view.base.beyond(view.day))]
    for _, heading, items in view.sections:
        lines += [f"## {heading}", ""]
        lines += [_line(line, numbers, view) for line in items] or [say("Nothing is recorded.")]
        lines.append("")
    if view.short:
        notes = joined(f"\\[{numbers[name]}\\] {_note(source, view.ids)}" for name, source in view.sources.items())
        cited = [f"## {say('Sources')}", "", notes, ""] if notes else []
        closing = [*cited, *_emphasis(view.more), escape(foot(view.base))]
    else:
        closing = _closing(view.sources, view.base, view.ids)
    return "\n".join([*lines, *_emphasis(view.key), *closing]) + "\n"


def _note(source: Source, ids: bool) -> str:
    """Return a source in short: its publisher as a link, and its date."""
    return f"{link(source)}{day_text(source.date, before=', ')}{f' {code(source.id)}' if ids else ''}"


def _emphasis(text: str) -> list[str]:
    """Return a sentence about the page as a paragraph, emphasised; nothing where there is none."""
    return [f"*{escape(text)}*", ""] if text else []


def _line(line: Line, numbers: dict[str, int], view: Brief) -> str:
    start = line.since if line.section != "ahead" else None
    old = age(start.last, view.day) if start and line.section == "figures" and not view.short else ""
    since = f" ({joined(filter(None, [start.in_words, old]))})" if start else ""
    until = f", {say('until {day:words}', day=line.until)}" if line.until else ""
    said = f"**{escape(line.title)}**{since}{until}"
    said = said_of(said, escape(line.detail)) if line.detail else said
    said += f" ({say('last reported {day:words}', day=line.reported)})" if line.reported else ""
    indent = "  " if line.under else ""
    mark = "" if line.certain else "~ "
    name = f" {code(line.id)}" if view.ids else ""
    return f"{indent}- {mark}{said} {_source_numbers(line.sources, numbers)}{name}"


def _source_numbers(sources: Iterable[str], numbers: dict[str, int]) -> str:
    return "".join(f"\\[{numbers[name]}\\]" for name in sources)


def _closing(sources: dict[str, Source], base: FactBaseNote, ids: bool) -> list[str]:
    """Return the numbered sources under their heading, if there are any, and the date of the facts."""
    cited = [f"## {say('Sources')}", "", *_sources(sources.values(), full=False, ids=ids), ""] if sources else []
    return [*cited, escape(foot(base))]


def diff(view: Difference, form: str, page: Page) -> str:
    """Return the changes between two days: sections, each as a list, then numbered sources and the date of the facts."""
    numbers = numbered(view.sources)
    lines = [f"# {escape(view.title)}", ""]
    lines += _emphasis(view.base.beyond(view.second))
    if view.none:
        return "\n".join([*lines, f"{view.none[:1].upper()}{view.none[1:]}.", "", escape(foot(view.base))]) + "\n"
    for _, heading, items in view.sections:
        if items:
            lines += [f"## {heading}", "", *(_change(change, numbers, view.ids) for change in items), ""]
    return "\n".join([*lines, *_emphasis(view.key), *_closing(view.sources, view.base, view.ids)]) + "\n"


def _change(change: Change, numbers: dict[str, int], ids: bool) -> str:
    date = day_text(change.date, before=" (", after=")")
    title = f"**{escape(change.title)}**"
    said = said_of(title, escape(change.detail)) if change.detail else title
    kind = f"{'' if change.certain else '~ '}{change.word}{date}"
    name = f" {code(change.line.id)}" if ids else ""
    return f"- {said_of(kind, said)} {_source_numbers(change.sources, numbers)}{name}"
