"""Listings without styling: the table that each of them is, and those of the facts of one topic.

A table holds the same content for every format; a renderer turns it into text. Those of happenings and of a search's hits
are made in `happenings` and `hits`.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

import msgspec

from malibrief.facts.model import Figure, Source, value_of
from malibrief.index.results import FactBaseNote, of_type
from malibrief.views.citations import all_cited, cites_by_id, cites_of
from malibrief.views.columns import cell, columns_of, record_of, standing_in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from malibrief.facts.dates import PartialDate
    from malibrief.facts.topics import Topic
    from malibrief.index.results import AnyFound
    from malibrief.views.answer import Answered
    from malibrief.views.citations import Cited
    from malibrief.views.columns import Cell
    from malibrief.views.pictures import Picture, Sketch
    from malibrief.views.screen import Screen

_EntryT = TypeVar("_EntryT")
"""What a row is made from: a found fact, an entry of the timeline or a hit."""


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """Facts as rows of typed cells and, worked out only when a format asks for them, as JSON, citations and charts.

    `name` is the name of the listing, such as "missions", and `word` that of one row's fact, such as "mission". Each row
    has a cell for each of the `columns`. `milestones` says of each row whether it is one, `horizons` the last date for which
    there is evidence of a fact without a known end; `cited` is how many sources the rows have together, `disputed` how many
    rows are. `remarks` are sentences on what the rows do not say. `asked` is the filter in words, for a page that is read
    without its command; "" where everything was asked for. `answer` gives what people read in place of the rows of a search;
    `lead` is a sentence on how well these fit, which comes first. `screen` gives what a terminal shows; None where columns were
    asked for, which it shows as they are.

    `records` gives the facts for JSON, `sources` what to cite for them, in the order of the rows, with repetitions.
    `cites` gives the sources of each row, `facts` its fact with the word for what happened to it, "" where the title says that;
    None where the row is of no single happening. `text_chart` gives the chart that is drawn with characters, `svg_chart` that of a
    file, which may also be curves or a poster.
    """

    name: str
    word: str
    columns: tuple[str, ...]
    rows: list[tuple[Cell, ...]]
    milestones: tuple[bool, ...]
    base: FactBaseNote
    records: Callable[[], list[dict[str, object]]]
    sources: Callable[[], list[Source]]
    text_chart: Callable[[], Sketch]
    svg_chart: Callable[[], Picture]
    cites: Callable[[], list[Cited]]
    facts: Callable[[], list[tuple[AnyFound, str | None]]]
    screen: Callable[[], Screen] | None = None
    cited: int = 0
    disputed: int = 0
    horizons: tuple[PartialDate | None, ...] = ()
    remarks: tuple[str, ...] = ()
    asked: str = ""
    answer: Callable[[], Answered] | None = None
    lead: str = ""

    @property
    def last_reported(self) -> dict[tuple[int, int], PartialDate]:
        """When facts without an end were last reported: for people, in place of the empty cell at this row and column."""
        if "end" not in self.columns:
            return {}
        end = self.columns.index("end")
        rows = enumerate(zip(self.rows, self.horizons, strict=False))
        return {(n, end): horizon for n, (row, horizon) in rows if horizon and row[end] is None}


def listing(
    topic: Topic,
    found: list[AnyFound],
    sources: Mapping[str, Source],
    columns: Sequence[str],
    base: FactBaseNote,
    day: int | None = None,
    titles: Callable[[], Mapping[str, str]] = dict,
) -> Table:
    """Make the table of facts of one topic; `columns` are those asked for, none for the topic's own.

    `titles` gives the titles of series, by id, for charts of figures.

    As of a `day` (a bound such as 20210514), facts that last have a column `standing`: "certain" or "possible".
    Raises UsageError for a column that the topic does not have.
    """
    standing = _standing(found, day) if day is not None and topic.lasting else {}
    extra = ("standing",) if day is not None and topic.lasting else ()
    shown = columns_of(topic, columns, extra)
    cells: dict[str, Callable[[AnyFound], Cell]] = {name: partial(cell, column=name, sources=sources) for name in shown}
    if extra:
        cells["standing"] = lambda entry: standing_in_words(standing[entry.n])
    text_chart, svg_chart = _charts_of_topic(topic.name, found, sources, base.covered, day, titles)

    def screen() -> Screen:
        from malibrief.views.screen import screen_of

        return screen_of(topic, found, sources, standing)

    return Table(
        name=topic.name,
        word=topic.row or topic.word,
        columns=shown,
        rows=rows_of(found, shown, cells),
        milestones=milestones_of(found),
        base=base,
        records=lambda: [_fact_record(entry, sources, standing) for entry in found],
        sources=lambda: all_cited(found, sources),
        text_chart=text_chart,
        svg_chart=svg_chart,
        cites=lambda: [cites_of(entry, sources) for entry in found],
        facts=lambda: [(entry, None) for entry in found],
        screen=None if columns else screen,
        cited=len({cite for entry in found for cite in entry.cites}),
        disputed=sum(value_of(entry.fact, "disputed") is True for entry in found),
        horizons=tuple(entry.horizon for entry in found),
    )


def _charts_of_topic(
    name: str,
    found: list[AnyFound],
    sources: Mapping[str, Source],
    covered: PartialDate,
    day: int | None,
    titles: Callable[[], Mapping[str, str]],
) -> tuple[Callable[[], Sketch], Callable[[], Picture]]:
    """Return the functions that give the two charts of a topic's facts: the one drawn with characters, the one of a file."""

    def text_chart() -> Sketch:
        from malibrief.views.charts import chart_of_topic, sourced

        drawn = chart_of_topic(name, found, covered, day, titles() if of_type(found, Figure) else {})
        return sourced(drawn, cites_by_id(found, sources))

    def svg_chart() -> Picture:
        figures = of_type(found, Figure)
        if not figures:
            return text_chart()
        from malibrief.views.charts import sourced
        from malibrief.views.series import curves

        return sourced(curves(figures, titles()), cites_by_id(found, sources))

    return text_chart, svg_chart


def _standing(found: Iterable[AnyFound], day: int) -> dict[int, str | None]:
    """Return whether each fact stood on a day, by its number in the index; None where its time is not known."""
    return {entry.n: entry.span.covers(day) if entry.span else None for entry in found}


def _fact_record(
    found: AnyFound, sources: Mapping[str, Source], standing: Mapping[int, str | None]
) -> dict[str, object]:
    """Return the fact as JSON has it, with its standing where that was asked for."""
    record = record_of(found, sources)
    return record | {"standing": standing[found.n]} if standing else record


def rows_of(
    entries: Iterable[_EntryT], columns: Sequence[str], cells: Mapping[str, Callable[[_EntryT], Cell]]
) -> list[tuple[Cell, ...]]:
    """Return the rows of a table, one an entry; `cells` has the function that gives the cell of each column."""
    getters = [cells[name] for name in columns]
    return [tuple(getter(entry) for getter in getters) for entry in entries]


def milestones_of(found: Iterable[AnyFound]) -> tuple[bool, ...]:
    """Return whether each fact is a milestone; sources are none."""
    return tuple(value_of(entry.fact, "milestone") is True for entry in found)
