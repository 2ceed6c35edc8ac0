"""Listings without styling: tables of facts, of a timeline's happenings and of a search's hits.

A table holds the same content for every format; a renderer turns it into text.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

import msgspec

from malibrief.facts.model import Figure, Source, day_of, end_of, value_of
from malibrief.facts.told import detail_of, label_of
from malibrief.facts.told import told as told_value
from malibrief.facts.topics import Topic, topic_of
from malibrief.index.results import FactBaseNote, of_type
from malibrief.language import noun, say, speaking
from malibrief.views.citations import all_cited, cited, cites_by_id, cites_of
from malibrief.views.columns import Marked, cell, choose, columns_of, field_name, record_of, standing_in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from malibrief.facts.dates import PartialDate
    from malibrief.index.results import AnyFound, Entry
    from malibrief.search.pipeline import Hit
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
        word=topic.word,
        columns=shown,
        rows=_rows(found, shown, cells),
        milestones=_milestones(found),
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


def timeline(
    found: list[Entry],
    sources: Mapping[str, Source],
    columns: Sequence[str],
    base: FactBaseNote,
    facts: Callable[[], list[AnyFound]],
) -> Table:
    """Make the table of happenings, in the order of `found`; `facts` gives their facts, each once, for JSON and citations.

    Raises UsageError for a column that the timeline does not have.
    """
    cells = _happening_cells(sources)
    shown = choose(
        columns, cells, ("date", "topic", "title", "sources", "id"), cells, say("the timeline") if columns else ""
    )

    def of_rows() -> list[tuple[AnyFound, str | None]]:
        by_number = {fact.n: fact for fact in facts()}
        return [(by_number[entry.n], entry.word) for entry in found]

    def records() -> list[dict[str, object]]:
        return [_happening_record(entry, fact, sources) for entry, (fact, _) in zip(found, of_rows(), strict=True)]

    def text_chart() -> Sketch:
        from malibrief.views.charts import happenings_by_year, sourced

        return sourced(happenings_by_year(found), cites())

    def svg_chart() -> Picture:
        from malibrief.views.charts import MOST_ON_POSTER, poster, sourced

        if len(found) > MOST_ON_POSTER:
            return text_chart()
        return sourced(poster(found, map(happening_title, found)), cites())

    def cites() -> Iterable[tuple[str, Sequence[Source]]]:
        return ((entry.id, cited(entry.sources, sources)) for entry in found)

    rows = _rows(found, shown, cells)

    def screen() -> Screen:
        from malibrief.views.screen import Screen

        return Screen(columns=shown, rows=rows, spare=("sources", "id"))

    return Table(
        name="timeline",
        word="happening",
        columns=shown,
        rows=rows,
        screen=None if columns else screen,
        milestones=tuple(entry.milestone for entry in found),
        base=base,
        cites=lambda: [cited(entry.sources, sources) for entry in found],
        facts=of_rows,
        cited=len({cite for entry in found for cite in entry.sources}),
        records=records,
        sources=lambda: all_cited(facts(), sources),
        text_chart=text_chart,
        svg_chart=svg_chart,
    )


def happening_columns() -> tuple[str, ...]:
    """Return the columns that a timeline may have."""
    return tuple(_happening_cells({}))


def _happening_cells(sources: Mapping[str, Source]) -> dict[str, Callable[[Entry], Cell]]:
    """Return the columns of the timeline, each with the function that gives its cell."""
    return {
        "date": lambda entry: entry.date,
        "topic": lambda entry: noun(1, topic_of(entry.topic).word),
        "title": happening_title,
        "sources": lambda entry: cited(entry.sources, sources),
        "id": lambda entry: entry.id,
        "milestone": lambda entry: entry.milestone,
    }


def hits(
    found: list[Hit], sources: Mapping[str, Source], columns: Sequence[str], base: FactBaseNote, lead: str = ""
) -> Table:
    """Make the table of a search's hits, best first, each with what it tells and with the field, text and kind of its match.

    `lead` is a sentence on how well they fit, "" where they do. Raises UsageError for a column that the search does not have.
    """
    cells = _hit_cells(sources)
    shown = choose(columns, cells, tuple(cells), cells, say("the search") if columns else "")
    facts = [hit.found for hit in found]

    def chart() -> Sketch:
        from malibrief.views.charts import hits_by_year, sourced

        return sourced(hits_by_year(facts), cites_by_id(facts, sources))

    def drawn() -> Answered:
        from malibrief.views.answer import answered

        return answered(found, sources)

    return Table(
        name="search",
        word="hit",
        columns=shown,
        rows=_rows(found, shown, cells),
        milestones=_milestones(facts),
        base=base,
        cites=lambda: [cites_of(entry, sources) for entry in facts],
        facts=lambda: [(hit.found, hit.happened.word if hit.happened else None) for hit in found],
        cited=len({cite for entry in facts for cite in entry.cites}),
        records=lambda: [_hit_record(hit, sources) for hit in found],
        sources=lambda: all_cited(facts, sources),
        text_chart=chart,
        svg_chart=chart,
        answer=drawn if found and not columns else None,
        lead=lead,
    )


def hit_columns() -> tuple[str, ...]:
    """Return the columns that a search may have."""
    return tuple(_hit_cells({}))


def _hit_cells(sources: Mapping[str, Source]) -> dict[str, Callable[[Hit], Cell]]:
    """Return the columns of a search, each with the function that gives its cell."""
    from malibrief.views.answer import best_source, source_line, told

    return {
        "date": lambda hit: hit.happened.date if hit.happened else day_of(hit.found.fact),
        "end": lambda hit: end_of(hit.found.fact),
        "topic": lambda hit: noun(1, topic_of(hit.found.topic).word),
        "title": _hit_title,
        "detail": lambda hit: detail_of(hit.found.fact) or None,
        "match_field": lambda hit: field_name(hit.match.field),
        "match_text": lambda hit: Marked(hit.match.text, hit.match.words),
        "match_kind": lambda hit: say(hit.match.kind),
        "sources": lambda hit: cited(hit.found.cites, sources),
        "id": lambda hit: hit.found.fact.id,
        "answer": lambda hit: told(hit.found),
        "summary": lambda hit: told_value(hit.found.fact, "summary"),
        "best_source": lambda hit: source_line(best_source(hit.found, sources)),
        "lacks": lambda hit: list(hit.lacks),
    }


def _hit_title(hit: Hit) -> str:
    """Return the title of a hit, as in a timeline where the query asks what happened: `MINUSMA: begins`."""
    return happened(label_of(hit.found.fact), hit.happened.word if hit.happened else "")


def _rows(
    entries: Iterable[_EntryT], columns: Sequence[str], cells: Mapping[str, Callable[[_EntryT], Cell]]
) -> list[tuple[Cell, ...]]:
    """Return the rows of a table, one an entry; `cells` has the function that gives the cell of each column."""
    getters = [cells[name] for name in columns]
    return [tuple(getter(entry) for getter in getters) for entry in entries]


def _milestones(found: Iterable[AnyFound]) -> tuple[bool, ...]:
    """Return whether each fact is a milestone; sources are none."""
    return tuple(value_of(entry.fact, "milestone") is True for entry in found)


def happening_title(entry: Entry) -> str:
    """Return the title of a happening: `MINUSMA: begins`; the fact's own title where it says what happened."""
    return happened(entry.title, entry.word)


def happened(title: str, word: str) -> str:
    """Return a title with what happened, which is an English word of a topic; alone where it says that itself."""
    return say("{name}: {text}", name=title, text=say(word)) if word else title


def _happening_record(entry: Entry, found: AnyFound, sources: Mapping[str, Source]) -> dict[str, object]:
    """Return the fact as JSON has it, with the date and the title of the happening in front."""
    title = _english_title(found, entry.word)
    happening = {"topic": entry.topic, "id": entry.id, "date": entry.date, "title": title}
    return happening | record_of(found, sources) | happening


def _english_title(found: AnyFound, word: str) -> str:
    """Return the title of a happening as JSON has it."""
    with speaking("en"):
        return happened(label_of(found.fact), word)


def _hit_record(hit: Hit, sources: Mapping[str, Source]) -> dict[str, object]:
    """Return the fact as JSON has it, with its match."""
    match = hit.match
    why = {"field": match.field, "text": match.text, "kind": match.kind, "lacks": hit.lacks}
    happened = hit.happened
    happening = {"date": happened.date, "title": _english_title(hit.found, happened.word)} if happened else {}
    return record_of(hit.found, sources) | {"match": why} | happening
