"""Write a listing as the JSON that TimelineJS 3 loads (https://timeline.knightlab.com/docs/json-format.html).

Dates keep their precision: a month has no day there, a year no month. Texts are HTML, in which those of facts are escaped.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import msgspec

from malibrief.language import say
from malibrief.render.prose import heading_of_table
from malibrief.text import escaped, web_link
from malibrief.views.citations import publisher
from malibrief.views.dated import dated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from malibrief.facts.dates import PartialDate
    from malibrief.facts.model import Source
    from malibrief.render.page import Page
    from malibrief.views.dated import Dated, Moment
    from malibrief.views.listing import Table

COLOURS = {
    "events": "#8c2d04", "missions": "#08519c", "resolutions": "#54278f", "reports": "#3f4a54", "agreements": "#00592d",
    "funding": "#6b4c00", "people": "#7a0177", "sanctions": "#99000d", "figures": "#01565b", "statements": "#34495e",
    "actors": "#4d3b24", "sources": "#404040",
}  # fmt: skip
"""The background of each topic, on which TimelineJS writes in white: with a contrast of 7 to 1 at least (WCAG 2.2, 1.4.6)."""


def table(view: Table, form: str, page: Page) -> str:
    """Return a slide for each row that has a date, after one that says what is told and how far the base reaches."""
    said = [view.lead, *view.remarks, view.base.title, view.base.reach_in_words]
    title = {"unique_id": "title", "text": {"headline": escape(heading_of_table(view)), "text": _paragraphs(said)}}
    slides = [_slide(row, row.whole) for row in dated(view) if row.whole]
    document = {"scale": "human", "title": title, "events": slides}
    return escaped(msgspec.json.format(msgspec.json.encode(document), indent=2).decode()) + "\n"


def _slide(row: Dated, whole: Moment) -> dict[str, object]:
    reported = say("last reported {day:words}", day=row.reported) if row.reported else ""
    cites = "<br>".join(map(_source, row.sources))
    slide: dict[str, object] = {
        "unique_id": whole.name,
        "start_date": _date(whole.date),
        "group": escape(say(row.topic)),
        "text": {
            "headline": escape(whole.title),
            "text": _paragraphs([row.summary, reported]) + (f"<p>{cites}</p>" if cites else ""),
        },
        "background": {"color": COLOURS[row.topic]},
    }
    return slide | ({"end_date": _date(whole.end)} if whole.end and whole.end != whole.date else {})


def _date(date: PartialDate) -> dict[str, int]:
    """Return the parts of a date that are known."""
    return {name: part for name, part in zip(("year", "month", "day"), date.parts, strict=True) if part}


def _paragraphs(texts: Iterable[str]) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in texts if text)


def _source(source: Source) -> str:
    """Return who published a source and when, as a link where it has an address of the web."""
    said, link = escape(publisher(source)), web_link(source.url)
    return f'<a href="{escape(link)}" title="{escape(source.title)}">{said}</a>' if link else said
