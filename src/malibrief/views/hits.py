"""The table of a search's hits, each with why it is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from malibrief.facts.dates import FOREVER
from malibrief.facts.model import day_of, end_of
from malibrief.facts.told import detail_of, label_of
from malibrief.facts.told import told as told_value
from malibrief.facts.topics import SOURCES, topic_of
from malibrief.language import noun, say
from malibrief.views.citations import all_cited, cited, cites_by_id, cites_of
from malibrief.views.columns import Marked, choose, field_name, record_of
from malibrief.views.happenings import english_title, happened
from malibrief.views.listing import Table, milestones_of, rows_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from malibrief.facts.model import Source
    from malibrief.index.results import FactBaseNote
    from malibrief.search.pipeline import Hit
    from malibrief.views.answer import Answered
    from malibrief.views.columns import Cell
    from malibrief.views.pictures import Sketch


def hits(
    found: list[Hit],
    sources: Mapping[str, Source],
    columns: Sequence[str],
    base: FactBaseNote,
    lead: str = "",
    day: int = FOREVER,
) -> Table:
    """Make the table of a search's hits, best first, each with what it tells and with the field, text and kind of its match.

    `lead` is a sentence on how well they fit, "" where they do; `day` is the bound by which what has no end is
    sourced. Raises UsageError for a column that the search does not have.
    """
    cells = _cells(sources, day)
    shown = choose(columns, cells, tuple(cells), cells, say("the search") if columns else "")
    facts = [hit.found for hit in found]

    def chart() -> Sketch:
        from malibrief.views.charts import hits_by_year, sourced

        told = [entry for entry in facts if entry.topic != SOURCES.name]
        return sourced(hits_by_year(facts), cites_by_id(told, sources))

    def drawn() -> Answered:
        from malibrief.views.answer import answered

        return answered(found, sources, day)

    return Table(
        name="search",
        word="hit",
        columns=shown,
        rows=rows_of(found, shown, cells),
        milestones=milestones_of(facts),
        base=base,
        cites=lambda: [cites_of(entry, sources) for entry in facts],
        facts=lambda: [(hit.found, hit.happened.word if hit.happened else None) for hit in found],
        cited=len({source.id for entry in facts for source in cites_of(entry, sources)}),
        records=lambda: [_record(hit, sources) for hit in found],
        sources=lambda: all_cited(facts, sources),
        text_chart=chart,
        svg_chart=chart,
        answer=drawn if found and not columns else None,
        lead=lead,
    )


def hit_columns() -> tuple[str, ...]:
    """Return the columns that a search may have."""
    return tuple(_cells({}))


def _cells(sources: Mapping[str, Source], day: int = FOREVER) -> dict[str, Callable[[Hit], Cell]]:
    """Return the columns of a search, each with the function that gives its cell."""
    from malibrief.views.answer import best_source, source_line, told

    return {
        "date": lambda hit: hit.happened.date if hit.happened else day_of(hit.found.fact),
        "end": lambda hit: end_of(hit.found.fact),
        "topic": lambda hit: noun(1, topic_of(hit.found.topic).word),
        "title": _title,
        "detail": lambda hit: detail_of(hit.found.fact) or None,
        "match_field": lambda hit: field_name(hit.match.field),
        "match_text": lambda hit: Marked(hit.match.text, hit.match.words),
        "match_kind": lambda hit: say(hit.match.kind),
        "sources": lambda hit: cited(hit.found.cites, sources),
        "id": lambda hit: hit.found.fact.id,
        "answer": lambda hit: told(hit.found),
        "summary": lambda hit: told_value(hit.found.fact, "summary"),
        "best_source": lambda hit: source_line(best_source(hit.found, sources, day)),
        "lacks": lambda hit: list(hit.lacks),
    }


def _title(hit: Hit) -> str:
    """Return the title of a hit, as in a timeline where the query asks what happened: `MINUSMA: begins`."""
    return happened(label_of(hit.found.fact), hit.happened.word if hit.happened else "")


def _record(hit: Hit, sources: Mapping[str, Source]) -> dict[str, object]:
    """Return the fact as JSON has it, with its match."""
    match = hit.match
    why = {"field": match.field, "text": match.text, "kind": match.kind, "lacks": hit.lacks}
    what = hit.happened
    happening = {"date": what.date, "title": english_title(hit.found, what.word)} if what else {}
    return record_of(hit.found, sources) | {"match": why} | happening
