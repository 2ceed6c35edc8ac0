"""Write views as HTML: one self-contained page without scripts, for screens of any width and for paper."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from malibrief.facts.dates import PartialDate
from malibrief.language import noun, say, spoken
from malibrief.render.prose import (
    and_more,
    cell_text,
    counted,
    dated,
    day_text,
    field_text,
    foot,
    heading_of_table,
    kind_text,
    last_reported,
    said_of,
    titled,
    worded,
)
from malibrief.render.svg import drawing
from malibrief.render.svg.shapes import NARROW, WIDTH
from malibrief.text import age, joined, plural, web_link
from malibrief.views.charts import missions_on
from malibrief.views.citations import Cited, numbered, publisher
from malibrief.views.columns import is_number, label
from malibrief.views.pictures import is_empty

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
    from malibrief.views.pictures import Picture

STYLE = """
:root{color-scheme:light dark;--ink:#1b1b1b;--soft:#5a5a5a;--line:#d4d4d4;--link:#0b57a4;--paper:#fff}
@media(prefers-color-scheme:dark){:root{--ink:#e8e8e8;--soft:#a9a9a9;--line:#444;--link:#8ab8f0;--paper:#16181b}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:80rem;padding:1.2rem;background:var(--paper);color:var(--ink);
font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif}
h1{font-size:1.6rem;line-height:1.2;margin:.2rem 0 1rem}h2{font-size:1.15rem;margin:2rem 0 .5rem;border-bottom:1px solid var(--line)}
h3{font-size:1rem;margin:1.4rem 0 .4rem}h1,h2,h3,li,p,dd{overflow-wrap:anywhere}
h2,h3,main>p,dl,ul,ol{max-width:54rem}a{color:var(--link)}code,.soft{color:var(--soft);font-size:.85em}
code{display:inline-block;max-width:100%}ul,ol{padding-left:1.4rem}li{margin:.25rem 0}
.wide{overflow-x:auto}table{border-collapse:collapse;font-size:.92rem;width:100%}
th{text-align:left;position:sticky;top:0;background:var(--paper)}th,td{padding:.35rem .6rem;vertical-align:top;
border-bottom:1px solid var(--line)}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}td.d{white-space:nowrap}td.t{min-width:13rem}
td.i{white-space:nowrap}td.i,td.c{font-size:.82rem}td.i{color:var(--soft)}
figure{margin:0 0 1rem;max-width:66rem}figure.narrow{display:none}svg{display:block;width:100%;height:auto}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.3rem 1.2rem}dt{color:var(--soft)}dd{margin:0}
sup a{text-decoration:none}.under{margin-left:1.4rem}
@media screen and (max-width:40rem){body{padding:.7rem}dl{gap:.2rem .8rem}
thead,td:empty{display:none}table,tbody{display:block}tr{display:flex;flex-wrap:wrap;gap:0 1rem;padding:.6rem 0;
border-bottom:1px solid var(--line)}td{border:0;padding:0;text-align:left!important;overflow-wrap:anywhere;max-width:100%}
td::before{content:attr(data-label) ": ";color:var(--soft)}td.t{order:-1;flex:0 0 100%;font-weight:600}td.t::before{content:none}
td.i{white-space:normal}figure.broad{display:none}figure.narrow{display:block}}
@page{size:A4;margin:12mm}
@media print{:root{color-scheme:light;--ink:#000;--soft:#444;--line:#bbb;--link:#000;--paper:#fff}
body{max-width:none;padding:0;font-size:10pt;line-height:1.35}h1{font-size:14pt}h2{font-size:11pt;margin:1rem 0 .3rem}
table{font-size:8pt}td.i,td.c{font-size:7pt}.wide{overflow:visible}td.i{white-space:normal}td.t{min-width:0}
th,td{position:static;padding:.15rem .3rem}thead{display:table-header-group}a{text-decoration:none}
h1,h2,h3{break-after:avoid}li,tr,dt,dd,figure{break-inside:avoid}ul,ol,dl,h2,h3,main>p{max-width:none}
.refs a::after,td.c a::after{content:" <" attr(href) ">";overflow-wrap:anywhere;color:var(--soft)}td.c{width:36%}}
"""
"""The style of every page: light, dark, narrow (titles first, then a line of fields), and on paper."""


_ONE_PAGE = """@media print{body{font-size:8.5pt;line-height:1.3}h1{font-size:14pt;margin:0 0 4pt}
h2{font-size:10pt;margin:6pt 0 2pt}ul{margin:0}li{margin:0}p{margin:3pt 0}sup{line-height:0}p.refs{font-size:6pt;line-height:1.15}}
"""
"""The style of a briefing that goes on one sheet of paper, beside that of every page."""


def _page(title: str, parts: Iterable[str], base: FactBaseNote, style: str = "") -> str:
    body = "\n".join(parts)
    return (
        f'<!DOCTYPE html>\n<html lang="{spoken()}">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" '
        f'content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_style()}{style}</style>\n</head>\n<body>\n<main>\n<h1>{escape(title)}</h1>\n{body}\n</main>\n"
        f'<footer class="soft">{escape(foot(base))}</footer>\n</body>\n</html>\n'
    )


def _style() -> str:
    """Return the style, with the sign after a field's name in the language that is spoken."""
    return STYLE.replace('": "', f'"{say(": ")}"')


def _link(source: Source) -> str:
    """Return a source's publisher, as a link if the source has an address of the web."""
    name = escape(source.publisher)
    link = web_link(source.url)
    return f'<a href="{escape(link)}" title="{escape(source.title)}">{name}</a>' if link else name


def _figure(picture: Picture, base: FactBaseNote, title: str) -> str:
    """Return a picture for the page with this title, drawn twice: the style shows the taller drawing on a narrow screen only."""
    broad = drawing.embedded(picture, base, title, WIDTH, "")
    narrow = drawing.embedded(picture, base, title, NARROW, "narrow-")
    return f'<figure class="broad">{broad}</figure><figure class="narrow">{narrow}</figure>'


def table(view: Table, form: str, page: Page) -> str:
    """Return a page with the chart of a listing, if it has one, the listing as a table, its remarks and its number of facts.

    A search's answer is a section and a list, without a chart.
    """
    title = heading_of_table(view)
    linked: int | None = None
    if view.answer:
        answer = view.answer()
        shown, linked = _answer(answer), len(answer.best)
    else:
        picture = view.svg_chart()
        shown = [] if is_empty(picture) else [_figure(picture, view.base, title)]
        shown.append(_rows(view))
    below = [*(f"<p>{escape(remark)}</p>" for remark in view.remarks), f'<p class="soft">{counted(view, linked)}</p>']
    return _page(title, [*_soft(view.lead), *shown, *below], view.base)


def _rows(view: Table) -> str:
    """Return the rows of a listing as a table."""
    styles = [_column_class(view, position) for position in range(len(view.columns))]
    titles = zip(styles, view.columns, strict=True)
    head = "".join(f'<th scope="col"{style}>{escape(label(name))}</th>' for style, name in titles)
    cells = [[_cell(value, name) for name, value in zip(view.columns, row, strict=True)] for row in view.rows]
    for (row, column), horizon in view.last_reported.items():
        cells[row][column] = last_reported(horizon)
    body = "\n".join(_row(view.columns, styles, row) for row in cells)
    return (
        f'<div class="wide" tabindex="0"><table><thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody></table></div>'
    )


def _answer(view: Answered) -> list[str]:
    """Return the parts of an answer: the best hit as a section, the others as a list."""
    texts = [f"<b>{escape(view.told)}</b>", escape(view.summary), and_more(_published(view.source), view.more)]
    texts.append(said_of(view.word, _id(view.id)))
    texts.append(escape(view.elsewhere))
    parts = [f"<h2>{escape(view.title)}</h2>", *(f"<p>{text}</p>" for text in texts if text not in ("", "<b></b>"))]
    lines = (
        f"<li>{day_text(hit.date, after=', ')}{worded(hit.word, escape(hit.text))} {_id(hit.id)}<br>{_published(cites[0])}</li>"
        for hit, cites in zip(view.others, view.cites[1:], strict=True)
    )
    return [*parts, f"<ul>{''.join(lines)}</ul>"] if view.others else parts


def _published(source: Source) -> str:
    """Return who published a source, and when, as a link if the source has an address of the web."""
    link = web_link(source.url)
    said = escape(publisher(source))
    named = f'<a href="{escape(link)}" title="{escape(source.title)}">{said}</a>' if link else said
    return f'<span class="refs">{named}</span>'


def _row(columns: tuple[str, ...], styles: list[str], cells: list[str]) -> str:
    drawn = (
        f'<td{style} data-label="{escape(label(name))}">{text}</td>'
        for name, style, text in zip(columns, styles, cells, strict=True)
    )
    return f"<tr>{''.join(drawn)}</tr>"


def _column_class(view: Table, position: int) -> str:
    """Return the class attribute of a column's cells: n (numbers), d (dates), t (titles), c (sources), i (ids), or ""."""
    values = [row[position] for row in view.rows]
    if any(map(is_number, values)):
        return ' class="n"'
    if any(isinstance(value, PartialDate) for value in values):
        return ' class="d"'
    style = {"title": "t", "name": "t", "sources": "c", "id": "i"}.get(view.columns[position])
    return f' class="{style}"' if style else ""


def _cell(value: Cell, column: str) -> str:
    if isinstance(value, Cited):
        return joined(_link(source) for source in value)
    return _linked_text(cell_text(value, column))


def _linked_text(text: str) -> str:
    """Return an escaped text, as a link if it is an address of the web."""
    link = web_link(text)
    return f'<a href="{escape(link)}">{escape(text)}</a>' if link else escape(text)


def _id(name: str) -> str:
    return f"<code>{escape(name)}</code>"


def cards(views: list[Card | Dossier], form: str, page: Page) -> str:
    """Return a page with one fact, or all of one person or place; or with a section for each of several."""
    from malibrief.views.card import Card

    title = views[0].title if len(views) == 1 else said_of(views[0].base.place, plural(len(views), "fact"))
    titled = len(views) > 1
    drawn = (_card(view, titled) if isinstance(view, Card) else _dossier(view, titled) for view in views)
    return _page(title, (part for parts in drawn for part in parts), views[0].base)


def _dossier(view: Dossier, titled: bool) -> list[str]:
    """Return the parts of the card of a person or place, under a heading if it is `titled`."""
    heading = [f"<h2>{escape(view.title)}</h2>"] if titled else []
    summary = [f"<p>{escape(view.summary)}</p>"] if view.summary else []
    return [*heading, f'<p class="soft">{noun(1, view.word)}</p>', *summary, *_around(view, titled)]


def _card(view: Card, titled: bool) -> list[str]:
    """Return the parts of a fact in full, under a heading if it is `titled`."""
    document = _linked_text(view.link) if view.link else ""
    first = [(view.word, _id(view.id)), (say("when"), escape(view.when)), (label("amount"), escape(view.money))]
    fields = ((name, value) for name, value in view.fields if name not in ("amount", "currency"))
    told = ((label(name), _linked_text(field_text(value, name))) for name, value in fields)
    shown = [*first, *told, (say("document"), document)]
    listed = "".join(f"<dt>{escape(name)}</dt><dd>{text}</dd>" for name, text in shown if text)
    heading = [f"<h2>{escape(view.title)}</h2>"] if titled else []
    summary = [f"<p>{escape(view.summary)}</p>"] if view.summary else []
    return [*heading, *summary, f"<dl>{listed}</dl>", *_around(view, titled)]


def _around(view: Card | Dossier, titled: bool) -> list[str]:
    """Return the neighbours and the sources of a card, each under a heading; below that of the card if it is `titled`."""
    level = "h3" if titled else "h2"
    lists = [
        f"<{level}>{escape(say(name).capitalize())} ({len(entries)})</{level}><ul>{''.join(map(_neighbour, entries))}</ul>"
        for name, entries in view.neighbours
    ]
    items = "".join(_source(source, "", full=True) for source in view.sources)
    return [
        *lists,
        *([f'<{level}>{say("Sources")} ({len(view.sources)})</{level}><ol class="refs">{items}</ol>'] if items else []),
    ]


def _neighbour(entry: Entry) -> str:
    return f"<li>{dated(entry.date, escape(titled(entry)))} {_id(entry.id)}</li>"


def _sources(sources: Iterable[Source], ids: bool) -> str:
    """Return the numbered sources of a briefing, if any, with `ids` their ids, the targets of its marks."""
    items = [_source(source, f' id="source-{n}"', full=False, ids=ids) for n, source in enumerate(sources, start=1)]
    return f'<h2>{say("Sources")}</h2><ol class="refs">{"".join(items)}</ol>' if items else ""


def _source(source: Source, anchor: str, full: bool, ids: bool = True) -> str:
    """Return a source: publisher as a link, date, in `full` kind and language, title in that language, with `ids` its id."""
    title = escape(source.title)
    if source.lang != spoken():
        title = f'<span lang="{escape(source.lang)}">{title}</span>'
    kind = f" {escape(kind_text(source))}" if full else ""
    said = said_of(f"{_link(source)}{day_text(source.date, before=', ')}{kind}", title)
    return f"<li{anchor}>{said}{f' {_id(source.id)}' if ids else ''}</li>"


def brief(view: Brief, form: str, page: Page) -> str:
    """Return a page with a briefing: the sections and numbered sources; before a whole one, a chart of the missions up to the day."""
    numbers = numbered(view.sources)
    title = view.title
    drawn = None if view.short else missions_on(view)
    parts = [*_soft(view.base.beyond(view.day)), *([_figure(drawn, view.base, title)] if drawn else [])]
    for name, heading, lines in view.sections:
        items = "".join(_line(line, numbers, view, name) for line in lines)
        content = f"<ul>{items}</ul>" if lines else f"<p>{say('Nothing is recorded.')}</p>"
        parts.append(f"<h2>{escape(heading)}</h2>{content}")
    if view.short:
        notes = _notes(view)
        parts += [f"<h2>{say('Sources')}</h2>", f'<p class="refs">{notes}</p>'] if notes else []
        parts += [*_soft(view.key), *_soft(view.more)]
        return _page(title, parts, view.base, _ONE_PAGE)
    return _page(title, [*parts, *_soft(view.key), _sources(view.sources.values(), view.ids)], view.base)


def _notes(view: Brief) -> str:
    """Return the sources of a briefing of one page in short: publisher as a link, date, with `ids` the id."""
    notes: list[str] = []
    for n, source in enumerate(view.sources.values(), start=1):
        name = f" {_id(source.id)}" if view.ids else ""
        notes.append(f'<span id="source-{n}">[{n}] {_link(source)}{day_text(source.date, before=", ")}{name}</span>')
    return joined(notes)


def _soft(text: str) -> list[str]:
    """Return a sentence about the page as a paragraph; nothing where there is none."""
    return [f'<p class="soft">{escape(text)}.</p>'] if text else []


def _line(line: Line, numbers: dict[str, int], view: Brief, section: str) -> str:
    mark = "" if line.certain else "~ "
    style = ' class="under"' if line.under else ""
    title = f"{mark}<b>{escape(line.title)}</b>"
    said = said_of(title, escape(line.detail)) if line.detail else title
    content = f"{said}{_dates(line, view, section)}{_source_marks(line.sources, numbers)}"
    return f"<li{style}>{content}{f' {_id(line.id)}' if view.ids else ''}</li>"


def _dates(line: Line, view: Brief, section: str) -> str:
    """Return a note with the start and the end of a line, and the age of a figure on the day; "" if there is nothing to say."""
    parts: list[str] = []
    if line.since and section != "ahead":
        lasting = section in ("offices", "missions", "measures")
        parts.append(say("since {start:words}", start=line.since) if lasting else line.since.in_words)
    if line.until:
        parts.append(say("until {day:words}", day=line.until))
    if line.reported:
        parts.append(say("last reported {day:words}", day=line.reported))
    if line.since and section == "figures" and not view.short and (old := age(line.since.last, view.day)):
        parts.append(old)
    return f' <span class="soft">({joined(parts)})</span>' if parts else ""


def _source_marks(sources: Iterable[str], numbers: dict[str, int]) -> str:
    return "".join(f'<sup><a href="#source-{numbers[name]}">[{numbers[name]}]</a></sup>' for name in sources)


def diff(view: Difference, form: str, page: Page) -> str:
    """Return a page with the changes between two days, section by section, and numbered sources."""
    numbers = numbered(view.sources)
    parts = _soft(view.base.beyond(view.second))
    title = view.title
    if view.none:
        return _page(title, [*parts, f"<p>{view.none[:1].upper()}{view.none[1:]}.</p>"], view.base)
    for _, heading, changes in view.sections:
        items = "".join(_change(change, numbers, view.ids) for change in changes)
        parts += [f"<h2>{escape(heading)}</h2><ul>{items}</ul>"] if changes else []
    return _page(title, [*parts, *_soft(view.key), _sources(view.sources.values(), view.ids)], view.base)


def _change(change: Change, numbers: dict[str, int], ids: bool) -> str:
    title = f"<b>{escape(change.title)}</b>"
    said = said_of(title, escape(change.detail)) if change.detail else title
    marks = f"{_source_marks(change.sources, numbers)}{f' {_id(change.line.id)}' if ids else ''}"
    kind = f"{'' if change.certain else '~ '}{change.word}"
    return f"<li>{dated(change.date, said_of(kind, said))}{marks}</li>"
