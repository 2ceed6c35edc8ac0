"""What other programs read of an export is what the program itself tells of the same base in JSON: every fact, every field."""

from __future__ import annotations

import json
import sqlite3
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from malibrief.cli.shipped import shipped
from malibrief.facts.topics import TABLES, TOPICS
from tests.conftest import BASE
from tests.export.readers import READERS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Run
    from tests.export.readers import Rows, Tables

BASES = {"small": BASE, "shipped": shipped()}
SHARED = ("about", "sources", "tags", "aliases", "keywords")
"""The lists that facts of all topics have in one table."""


@pytest.fixture(params=BASES)
def facts(request: pytest.FixtureRequest) -> Path:
    """The small base, then the shipped one."""
    return BASES[request.param]


def told(run: Run, facts: Path) -> dict[str, Rows]:
    """The records of each topic and table in JSON, in the order of the base's file."""
    written = tomllib.loads(facts.read_text(encoding="utf-8"))
    records = {}
    for name in (*TOPICS, *TABLES):
        listed = {each["id"]: each for each in json.loads(run(name, "--json", facts=facts).out)["facts"]}
        records[name] = [listed.pop(each["id"]) for each in written[name]]
        assert not listed
    return records


def flat(record: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """What a record has in JSON but lists, by the names of columns: parts and French have their own."""
    for field, value in record.items():
        if field == "fr":
            yield from ((f"{name}_fr", text) for name, text in value.items() if isinstance(text, str))
        elif isinstance(value, dict):
            yield from ((f"{field}_{name}", part) for name, part in value.items() if not isinstance(part, list))
        elif not isinstance(value, list) and field != "topic" and field not in ("deaths", "votes", "ceilings"):
            yield field, value


def lists(record: dict[str, Any]) -> Iterator[tuple[str, list[Any], list[str] | None]]:
    """The lists of a record in JSON, by the names of their tables, each with its French."""
    for field, value in record.items():
        topic = record["topic"]
        if isinstance(value, list):
            name = f"facts_{field}" if field in SHARED and topic in TOPICS else f"{topic}_{field}"
            yield name, value, record["fr"].get(field)
        elif isinstance(value, dict) and field != "fr":
            for name, part in value.items():
                if isinstance(part, list):
                    yield f"{topic}_{field}_{name}", part, record["fr"].get(f"{field}_{name}")


def assert_same(found: Tables, records: dict[str, Rows]) -> None:
    """Hold what was read against what JSON tells."""
    items: dict[tuple[str, str], Rows] = {}
    for name, rows in found.items():
        for row in rows:
            if "position" in row:
                items.setdefault((name, next(iter(row.values()))), []).append(row)
    for topic, wanted in records.items():
        assert [row["id"] for row in found[topic]] == [record["id"] for record in wanted], "in the order of the base"
        for row, record in zip(found[topic], wanted, strict=True):
            values = dict(flat(record))
            assert {name: row[name] for name in values} == values
            french = {column for column, value in row.items() if column.endswith("_fr") and value is not None}
            assert french == {name for name in values if name.endswith("_fr")}
            for name, value, translated in lists(record):
                rows = items.pop((name, record["id"]), [])
                assert [each["position"] for each in rows] == [*range(1, len(value) + 1)]
                cells = [list(each.values())[2:] for each in rows]
                if name == "facts_sources":
                    assert sorted(cell for (cell,) in cells) == sorted(source["id"] for source in value)
                else:
                    assert [cell[0] for cell in cells] == value
                if translated is not None:
                    assert [cell[1] for cell in cells] == translated
                elif name != "missions_tasks":
                    assert {cell for _, *french in cells for cell in french} <= {None}
    assert items == {}, "nothing that JSON does not tell"


@pytest.mark.parametrize("reader", READERS)
def test_another_program_reads_every_field_of_every_record(run: Run, facts: Path, reader: str, tmp_path: Path) -> None:
    name, read = READERS[reader]
    assert run("export", str(tmp_path / name), facts=facts) == (0, "", "")
    found = read(tmp_path / name)
    records = told(run, facts)
    assert_same(found, records)
    assert [(row["id"], row["topic"]) for row in found["facts"]] == [
        (record["id"], record["topic"]) for topic in TOPICS for record in records[topic]
    ]
    assert [row["title"] for row in found["facts"]] == [
        record.get("title") or record.get("name") for topic in TOPICS for record in records[topic]
    ]


def test_json_has_the_records_as_listings_have_them(run: Run, facts: Path, tmp_path: Path) -> None:
    records = told(run, facts)
    run("export", str(tmp_path / "facts.json"), facts=facts)
    document = json.loads((tmp_path / "facts.json").read_text(encoding="utf-8"))
    listing = json.loads(run("events", "--json", facts=facts).out)
    assert document["facts"] == [record for topic in TOPICS for record in records[topic]]
    assert {name: document[name] for name in TABLES} == {name: records[name] for name in TABLES}
    assert {name: document[name] for name in ("format_version", "factbase")} == {
        name: listing[name] for name in ("format_version", "factbase")
    }


def test_json_lines_have_a_record_a_line(run: Run, facts: Path, tmp_path: Path) -> None:
    run("export", str(tmp_path / "facts.jsonl"), facts=facts)
    lines = (tmp_path / "facts.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == [record for rows in told(run, facts).values() for record in rows]


def test_every_reference_in_the_database_holds(run: Run, facts: Path, tmp_path: Path) -> None:
    run("export", str(tmp_path / "facts.db"), facts=facts)
    connection = sqlite3.connect(tmp_path / "facts.db")
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()


def test_the_database_has_no_json_in_its_cells(run: Run, facts: Path, tmp_path: Path) -> None:
    run("export", str(tmp_path / "facts.db"), facts=facts)
    for rows in READERS["sqlite-utils"][1](tmp_path / "facts.db").values():
        assert [row for row in rows for value in row.values() if str(value).startswith(('["', '{"', "[]", "{}"))] == []


@pytest.mark.parametrize("name", ["facts.db", "facts.zip", "facts.json", "facts.jsonl"])
def test_the_same_facts_give_the_same_bytes(run: Run, facts: Path, tmp_path: Path, name: str) -> None:
    for directory in ("one", "two"):
        (tmp_path / directory).mkdir()
        run("export", str(tmp_path / directory / name), facts=facts)
    assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
