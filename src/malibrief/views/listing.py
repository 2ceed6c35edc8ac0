"""Listings without styling: tables of typed cells, and facts as JSON has them. A renderer turns a view into text.

A view holds the same content for every format. Cells are values (a date, a number, the sources), not strings, so that a
terminal may write "18 Aug 2020" where a pipe gets "2020-08-18".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from malibrief.facts.model import (
    Figure,
    Source,
    day_of,
    detail_of,
    end_of,
    label_of,
    value_of,
)
from malibrief.facts.topics import Topic, topic_of
from malibrief.index.results import FactBaseNote, of_type
from malibrief.views.citations import cited, cited_by
from malibrief.views.columns import Marked, cell, chosen, columns_of, record_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from malibrief.index.results import AnyFound, Entry
    from malibrief.search.pipeline import Hit
    from malibrief.views.columns import Cell
    from malibrief.views.pictures import Picture, Sketch


class Table(msgspec.Struct, frozen=True):
    """Facts as rows of typed cells, and, when asked for, as JSON has them and as a picture.

    `picture` is what can be drawn with characters, `drawing` what a file shows: also curves and posters.
    `word` is what one of them is called. `narrow` are the columns to leave out first where there is little room, `needless`
    those that a terminal leaves out because they say the same of every row. `asked` is the filter in words, for a page that
    is read without its command; "" for everything.
    `milestones` says of each row whether it is one, `disputed` how many are; `remarks` say what the rows do not.
    """

    name: str
    word: str
    columns: tuple[str, ...]
    narrow: tuple[str, ...]
    rows: list[tuple[Cell, ...]]
    records: Callable[[], list[dict[str, object]]]
    sources: Callable[[], list[Source]]
    picture: Callable[[], Sketch]
    drawing: Callable[[], Picture]
    base: FactBaseNote
    milestones: tuple[bool, ...] = ()
    disputed: int = 0
    remarks: tuple[str, ...] = ()
    needless: tuple[str, ...] = ()
    asked: str = ""


def listing(
    topic: Topic,
    found: list[AnyFound],
    sources: Mapping[str, Source],
    columns: Sequence[str],
    base: FactBaseNote,
    day: int | None = None,
) -> Table:
    """Make the table of facts of one topic.

    As of a `day`, facts that have a start say in the column `standing` whether they stood for certain.
    """
    standing: dict[int, str | None] | None = None
    if day is not None and topic.starts:
        standing = {entry.n: entry.span.covers(day) if entry.span else None for entry in found}
    shown = columns_of(topic, columns, () if standing is None else ("standing",))

    def value(entry: AnyFound, name: str) -> Cell:
        return standing[entry.n] if standing is not None and name == "standing" else cell(entry, name, sources)

    def records() -> list[dict[str, object]]:
        if standing is None:
            return [record_of(entry, sources) for entry in found]
        return [record_of(entry, sources) | {"standing": standing[entry.n]} for entry in found]

    def cites() -> list[Source]:
        return [source for entry in found for source in cited_by(entry, sources)]

    def picture() -> Sketch:
        from malibrief.views import charts

        return charts.picture(topic.name, found, base.updated, day)

    def drawing() -> Picture:
        from malibrief.views import charts

        figures = of_type(found, Figure)
        return charts.curves(figures) if figures else picture()

    rows = [tuple(value(entry, name) for name in shown) for entry in found]
    marks = tuple(bool(value_of(entry.fact, "milestone")) for entry in found)
    disputed = sum(bool(value_of(entry.fact, "disputed")) for entry in found)
    all_certain = standing is not None and not columns and set(standing.values()) == {"certain"}
    return Table(
        topic.name, topic.word, shown, topic.narrow, rows, records, cites, picture, drawing, base, marks, disputed,
        needless=("standing",) if all_certain else (),
    )  # fmt: skip


def timeline(
    found: list[Entry],
    sources: Mapping[str, Source],
    columns: Sequence[str],
    base: FactBaseNote,
    facts: Callable[[], list[AnyFound]],
) -> Table:
    """Make the table of happenings, oldest first; `facts` gives their facts, for JSON, which has every field of them."""
    values: dict[str, Callable[[Entry], Cell]] = {
        "date": lambda entry: entry.date,
        "topic": lambda entry: topic_of(entry.topic).word,
        "title": happening_title,
        "sources": lambda entry: cited(entry.sources, sources),
        "id": lambda entry: entry.id,
        "milestone": lambda entry: entry.milestone,
    }
    shown = chosen(columns, values, ("date", "topic", "title", "sources", "id"), values, "the timeline")

    def records() -> list[dict[str, object]]:
        by_number = {fact.n: fact for fact in facts()}
        return [_happening_record(entry, by_number[entry.n], sources) for entry in found]

    def picture() -> Sketch:
        from malibrief.views import charts

        return charts.happenings(found)

    def drawing() -> Picture:
        from malibrief.views import charts

        few = len(found) <= charts.MOST_ON_POSTER
        return charts.poster(found, map(happening_title, found)) if few else picture()

    rows = [tuple(values[name](entry) for name in shown) for entry in found]
    marks = tuple(entry.milestone for entry in found)

    def cites() -> list[Source]:
        return [source for fact in facts() for source in cited_by(fact, sources)]

    return Table("timeline", "happening", shown, (), rows, records, cites, picture, drawing, base, marks)


def hits(found: list[Hit], sources: Mapping[str, Source], columns: Sequence[str], base: FactBaseNote) -> Table:
    """Make the table of what a search found, the best first, each with the field, the text and the kind of its match."""
    values: dict[str, Callable[[Hit], Cell]] = {
        "date": lambda hit: day_of(hit.found.fact),
        "end": lambda hit: end_of(hit.found.fact),
        "topic": lambda hit: topic_of(hit.found.topic).word,
        "title": lambda hit: label_of(hit.found.fact),
        "detail": lambda hit: detail_of(hit.found.fact) or None,
        "match_field": lambda hit: hit.match.field,
        "match_text": lambda hit: Marked(hit.match.text, hit.match.words),
        "match_kind": lambda hit: hit.match.kind,
        "sources": lambda hit: cited(hit.found.cites, sources),
        "id": lambda hit: hit.found.fact.id,
        "summary": lambda hit: value_of(hit.found.fact, "summary"),
    }
    default = tuple(name for name in values if name != "summary")
    shown = chosen(columns, values, default, values, "the search")

    def records() -> list[dict[str, object]]:
        return [_hit_record(hit, sources) for hit in found]

    def picture() -> Sketch:
        from malibrief.views import charts

        dates = [(topic_of(hit.found.topic).word, day_of(hit.found.fact)) for hit in found]
        return charts.counts_by_year("hits", dates)

    rows = [tuple(values[name](hit) for name in shown) for hit in found]
    marks = tuple(bool(value_of(hit.found.fact, "milestone")) for hit in found)

    def cites() -> list[Source]:
        return [source for hit in found for source in cited_by(hit.found, sources)]

    return Table("search", "hit", shown, (), rows, records, cites, picture, picture, base, marks)


def _hit_record(hit: Hit, sources: Mapping[str, Source]) -> dict[str, object]:
    match = hit.match
    return record_of(hit.found, sources) | {"match": {"field": match.field, "text": match.text, "kind": match.kind}}


def happening_title(entry: Entry) -> str:
    """`MINUSMA: begins`; where nothing needs to be added, the fact's own title."""
    return f"{entry.title}: {entry.word}" if entry.word else entry.title


def _happening_record(entry: Entry, found: AnyFound, sources: Mapping[str, Source]) -> dict[str, object]:
    """Return the fact as JSON has it, with the date and the title of the happening in front."""
    happening = {"topic": entry.topic, "id": entry.id, "date": entry.date, "title": happening_title(entry)}
    return happening | record_of(found, sources) | happening
