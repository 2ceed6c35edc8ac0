"""The table of a timeline: what happened, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from malibrief.facts.told import label_of
from malibrief.facts.topics import topic_of
from malibrief.language import noun, say, speaking
from malibrief.views.citations import all_cited, cited
from malibrief.views.columns import choose, record_of
from malibrief.views.listing import Table, rows_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from malibrief.facts.model import Source
    from malibrief.index.results import AnyFound, Entry, FactBaseNote
    from malibrief.views.columns import Cell
    from malibrief.views.pictures import Picture, Sketch
    from malibrief.views.screen import Screen


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
    cells = _cells(sources)
    shown = choose(
        columns, cells, ("date", "topic", "title", "sources", "id"), cells, say("the timeline") if columns else ""
    )

    def of_rows() -> list[tuple[AnyFound, str | None]]:
        by_number = {fact.n: fact for fact in facts()}
        return [(by_number[entry.n], entry.word) for entry in found]

    def records() -> list[dict[str, object]]:
        return [_record(entry, fact, sources) for entry, (fact, _) in zip(found, of_rows(), strict=True)]

    text_chart, svg_chart = _charts(found, sources)
    rows = rows_of(found, shown, cells)

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


def _charts(found: list[Entry], sources: Mapping[str, Source]) -> tuple[Callable[[], Sketch], Callable[[], Picture]]:
    """Return the functions that give the two charts of happenings: counts by year, and for a file a poster where it has room."""

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

    return text_chart, svg_chart


def happening_columns() -> tuple[str, ...]:
    """Return the columns that a timeline may have."""
    return tuple(_cells({}))


def _cells(sources: Mapping[str, Source]) -> dict[str, Callable[[Entry], Cell]]:
    """Return the columns of the timeline, each with the function that gives its cell."""
    return {
        "date": lambda entry: entry.date,
        "topic": lambda entry: noun(1, topic_of(entry.topic).word),
        "title": happening_title,
        "sources": lambda entry: cited(entry.sources, sources),
        "id": lambda entry: entry.id,
        "milestone": lambda entry: entry.milestone,
    }


def happening_title(entry: Entry) -> str:
    """Return the title of a happening: `MINUSMA: begins`; the fact's own title where it says what happened."""
    return happened(entry.title, entry.word)


def happened(title: str, word: str) -> str:
    """Return a title with what happened, which is an English word of a topic; alone where it says that itself."""
    return say("{name}: {text}", name=title, text=say(word)) if word else title


def _record(entry: Entry, found: AnyFound, sources: Mapping[str, Source]) -> dict[str, object]:
    """Return the fact as JSON has it, with the date and the title of the happening in front."""
    title = english_title(found, entry.word)
    happening = {"topic": entry.topic, "id": entry.id, "date": entry.date, "title": title}
    return happening | record_of(found, sources) | happening


def english_title(found: AnyFound, word: str) -> str:
    """Return the title of a happening as JSON has it."""
    with speaking("en"):
        return happened(label_of(found.fact), word)
