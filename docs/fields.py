"""The page `docs/fields.md`: what every record has in JSON and in tables, made from the structs of the model and what is said of keys.

`python docs/fields.py` writes it; `python docs/fields.py --check` writes nothing, and exits 1 if it is not what the model says now.
A field of which neither `MEANINGS` nor the guide for new records says what it means is a KeyError.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from malibrief.export.columns import kind_of, type_of
from malibrief.export.tables import Table, tables
from malibrief.facts.guide import WORDS, values_of
from malibrief.facts.topics import FACTS, TABLES, TOPICS, Topic, table_meant
from malibrief.views.columns import HORIZON, NESTED, TAIL, fields_of, part_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PAGE = Path(__file__).resolve().parent / "fields.md"
INTRO = """\
# Fields

What every record has, in JSON and in the columns of TSV, CSV and workbooks; `python docs/fields.py` makes this page from the model.
[Use in scripts](scripts.md) says what stays.

| type | in JSON | in a column |
| --- | --- | --- |
| text, id | a text | the same; the [dialect](scripts.md#tab-separated-text) says how |
| date | a text as precise as the source: `"2021-05-14"`, `"2021-05"` or `"2021"` | the same |
| end | a date, or `"unknown"` for what is over since a day that is not known | the same |
| number, whole number | a number | bare digits |
| truth | `true` or `false` | the same |
| list | a list | joined by `; ` |
| parts | an object that has them | a column for each, such as `deaths_min` |
| or none | `null` where there is no value | empty |
"""
NOTES = """\
- French stands in `fr` by the names of fields: `fr.title`, `fr.summary`, `fr.tags`; that of the states in `votes` is `fr.votes_abstained`
  and `fr.votes_opposed`. A field that is not in it is the same in both languages, or has no French: take `.fr.title // .title`. In
  columns the language of the answer chooses.
- `sources` are records in JSON, with all fields of [sources](#sources) but `topic`; in columns they are ids.
- What lasts no longer stood on the day of its `end`. Without one it is certain up to its `horizon`, which is `attested` or, where the
  base does not say that, the newest date of its sources; after it, it is only possible.
- With `--as-of`, what lasts has its `standing` on that day: `"certain"`, or `"possible"` where its dates are too vague to tell or the
  day lies after its horizon. What surely did not stand is not listed.
- Adding up sums, or figures, of which one is `part_of` another counts them twice.
"""
EXPORTS = """\
## Tables of an export

`malibrief export facts.db` and `export facts` have these tables with these columns; types stand in the database and in
`datapackage.json`. An arrow leads to the table whose `id` the column holds. Beside each date, which is in italics, stand the first and
the last day that it can mean, such as `date_first` and `date_last`.
"""
MEANINGS = {
    "topic": "the listing that it is in",
    "id": "its name for programs, which stays",
    "title": "what it is, in a few words",
    "name": "what it is called",
    "summary": "what matters about it, in one to three sentences",
    "place": "where it is or was",
    "tags": "its subjects",
    "disputed": "whether sources disagree about it",
    "milestone": "whether a history of one page must name it",
    "fr": "its French, by the names of fields",
    "sources": "what says so, the weightiest first",
    HORIZON: "the last date for which there is evidence that it stood; none where its end is known",
    "date": "when it was",
    "start": "its first day",
    "end": "when it ended; none where it is not known to have ended",
    "kind": "what sort it is",
    "symbol": "the symbol of the document, such as S/RES/2100 (2013)",
    "url": "the address of the document itself",
    "full_name": "its name in full",
    "role": "what the person was then",
    "organisation": "the body that the office belongs to",
    "events.end": "its last day, where it took several",
    "events.ends": "of a decision: the fact to which it sets an end",
    "events.until": "of a decision: that end, the last day included",
    "events.deaths": "how many died, from the lowest to the highest count",
    "missions.lead": "who leads it",
    "missions.established": "when it was decided",
    "missions.start": "when it began to operate",
    "missions.headquarters": "where its headquarters are or were",
    "missions.tasks": "what it was to do",
    "missions.part_of": "the mission in which a contingent serves",
    "resolutions.date": "when it was adopted or voted on",
    "resolutions.number": "its number",
    "resolutions.meeting": "the meeting of the Security Council",
    "resolutions.chapter_vii": "whether it was adopted under Chapter VII of the Charter",
    "resolutions.votes": "the vote: numbers, and the states that abstained or were against",
    "resolutions.mission": "the mission that it is about",
    "resolutions.regime": "the sanctions regime that it is about",
    "resolutions.mandate_until": "the last day of the mandate, which is included",
    "resolutions.ceilings": "the most uniformed personnel that it allows",
    "reports.date": "of which day it is",
    "reports.author": "who reports",
    "agreements.date": "when it was first signed",
    "agreements.parties": "who signed it",
    "agreements.completed": "when its last party signed",
    "agreements.pillars": "what it is about",
    "funding.donor": "who gives",
    "funding.recipient": "who gets",
    "funding.amount": "how much, in units of the currency",
    "funding.start": "when it was given or promised, or from when on it counts",
    "funding.projects": "how many projects it pays for",
    "funding.part_of": "the sum that it is contained in",
    "funding.covers": "whose money it is, where that is not one donor's",
    "people.name": "who it is",
    "people.office": "what the person held",
    "people.acting": "whether the person only stood in",
    "people.country": "the country that the person is from or represents",
    "sanctions.name": "who or what is listed; of a regime, what it is called",
    "sanctions.regime": "the legal basis, in words",
    "sanctions.reference": "the reference of the listing",
    "sanctions.measures": "what is imposed",
    "sanctions.worldwide": "whether the regime was made for more than the country of the base",
    "figures.date": "the day, month or year that the number is of",
    "figures.title": "what is counted: the title of its series, unless it has its own",
    "figures.series": "what it is a value of",
    "figures.value": "the number",
    "figures.unit": "what the number counts",
    "statements.speaker": "who said it",
    "actors.led_by": "who leads or led it",
    "actors.part_of": "the actors that it belongs or belonged to",
    "actors.became": "the actor that followed it",
    "offices.title": "what its holder is called",
    "offices.state": "whether it is an office of the State",
    "offices.deputy": "whether it is that of somebody's deputy",
    "offices.serves": "the mission that it belongs to",
    "series.title": "what is counted",
    "series.unit": "what its numbers count",
    "series.counts": "what sort of numbers they are",
    "series.by": "who counts",
    "series.definition": "what is counted and what is left out",
    "series.period": "of a flow: over what each number counts",
    "series.since": "of a cumulative count: since when",
    "series.of": "the fact that it measures",
    "series.strength_of": "the mission whose strength it is",
    "series.part_of": "the series that contains it",
    "sources.date": "when it was published",
    "sources.title": "its title, in its own language",
    "sources.publisher": "who published it",
    "sources.lang": "its language: two letters, as in ISO 639-1",
    "sources.kind": "what sort of publisher that is",
    "sources.url": "where it is or was",
    "sources.accessed": "the day on which it was read",
}
"""What fields mean, by their names, or by topic and name where another topic's field of that name means something else.

Of those that are not here `guide.WORDS` says it.
"""
TYPES = {
    "text": "text",
    "integer": "whole number",
    "number": "number",
    "truth": "truth",
    "date": "date",
    "end": "end",
}


def page() -> str:
    """Return the text of the page."""
    event = TOPICS["events"]
    shared = ("topic", "id", *(name for name in TAIL if name != "sources"), "fr", "sources")
    parts = [
        INTRO,
        _table("Every fact", "", event, shared),
        NOTES,
        *(_table(topic.name, _columns(topic), topic, _own(topic)) for topic in TOPICS.values()),
        "Rows of the tables beside the topics are no facts.\n",
        *(_table(topic.name, _columns(topic), topic, _own(topic)) for topic in TABLES.values()),
        EXPORTS + "".join(["\n| table | columns |\n| --- | --- |\n", *map(_exported, tables())]),
    ]
    return "\n".join(parts)


def json_fields(topic: Topic) -> tuple[str, ...]:
    """Return the fields that a record of a topic or a table has in JSON."""
    whole = (next((name for name in NESTED if column in part_names(name)), column) for column in fields_of(topic))
    french = ("fr",) if "fr" in topic.struct.__struct_fields__ else ()
    return tuple(dict.fromkeys(("topic", *whole, *french)))


def _own(topic: Topic) -> Iterator[str]:
    """Yield the fields that not every fact has, of a table beside the topics all."""
    for name in json_fields(topic):
        if topic.name in TABLES or name not in ("topic", "id", "fr", *TAIL):
            yield name


def _columns(topic: Topic) -> str:
    """Return the sentence on the columns that a listing has in a pipe if none are asked for."""
    names = [part for name in topic.columns for part in (part_names(name, numbers=True) or (name,))]
    return f"Columns without `-c`: {_listed(names)}.\n"


def _table(heading: str, before: str, topic: Topic, names: Iterable[str]) -> str:
    """Return a part of the page: a line for each field, with its type and what it means."""
    rows = "".join(f"| `{name}` | {type_of_field(topic, name)} | {meaning(topic, name)} |\n" for name in names)
    text = f"## {heading}\n\n{before}\n" if before else f"## {heading}\n\n"
    return f"{text}| field | type | meaning |\n| --- | --- | --- |\n{rows}"


def type_of_field(topic: Topic, name: str) -> str:
    """Return what a field holds, in words of the page's first table."""
    if name in ("topic", "fr", "sources"):
        return {"topic": "text", "fr": "texts and lists of texts", "sources": "list of sources"}[name]
    field = next((each for each in type_of(topic.struct).fields if each.encode_name == name), None)
    if field is None:  # made of other fields: the horizon, and the address of a document
        return ("date" if name == HORIZON else "text") + " or none"
    none = "" if field.required or field.default not in (None,) else " or none"
    if name in NESTED:
        return f"parts: {_listed(part.encode_name for part in type_of(NESTED[name]).fields)}{none}"
    return _kind(topic, name, field) + none


def _kind(topic: Topic, name: str, field: Any) -> str:  # msgspec says of it nothing more
    kind = kind_of(field.type)
    table = table_meant(topic.struct, name)
    words = "text" if kind is None else TYPES[kind]
    if table:
        word = "fact" if table == FACTS else TABLES[table].word
        words = f"id of a {word}" if word[0] not in "aeiou" else f"id of an {word}"
    if name == "id":
        words = "id"
    return words if kind else f"list of {words}s" if not table else f"list of ids of {table}"


def meaning(topic: Topic, name: str) -> str:
    """Return what a field means, with all values that it may have where there is a list of them."""
    said = MEANINGS.get(f"{topic.name}.{name}") or MEANINGS.get(name) or WORDS[name]
    values = values_of(topic.name, name)
    return f"{said}: {_listed(values)}" if values else said


def _exported(table: Table) -> str:
    """Return the line on a table of an export."""
    columns = (
        (f"*`{each.name}`*" if each.kind in ("date", "end") else f"`{each.name}`")
        + (f" → `{each.target}`" if each.target else "")
        for each in table.columns
        if each.part in ("", "fr")
    )
    return f"| `{table.name}` | {', '.join(columns)} |\n"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def main() -> int:
    """Write the page, or only say whether it is up to date."""
    text = page()
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == text:
        return 0
    if "--check" in sys.argv[1:]:
        print("docs/fields.md is not what the model says now: python docs/fields.py", file=sys.stderr)
        return 1
    PAGE.write_text(text, encoding="utf-8")
    print("docs/fields.md")
    return 0


if __name__ == "__main__":
    sys.exit(main())
