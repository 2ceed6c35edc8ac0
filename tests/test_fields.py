"""The page on fields says of every record what it has in JSON and in columns, and is what the model says now."""

import json
import re
import runpy
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from malibrief.facts.topics import TABLES, TOPICS
from tests.conftest import BASE, Run

DOCS = Path(__file__).parents[1] / "docs"
PAGE = (DOCS / "fields.md").read_text(encoding="utf-8")
RECORDS = (*TOPICS, *TABLES)

DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
FITS: dict[str, Callable[[Any], bool]] = {
    "text": lambda value: isinstance(value, str),
    "id": lambda value: re.fullmatch("[a-z0-9-]+", value) is not None,
    "date": lambda value: DATE.fullmatch(value) is not None,
    "end": lambda value: value == "unknown" or DATE.fullmatch(value) is not None,
    "truth": lambda value: isinstance(value, bool),
    "whole number": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "sources": lambda value: set(value) == set(fields("sources")) - {"topic"},
    "texts and lists of texts": lambda value: all(
        isinstance(text, str) or all(isinstance(each, str) for each in text) for text in value.values()
    ),
}
"""Whether a value of JSON is of a type, by the type's name on the page."""


def section(heading: str) -> str:
    """A part of the page."""
    return PAGE.partition(f"## {heading}\n")[2].partition("\n## ")[0]


def fields(name: str) -> dict[str, str]:
    """The fields of a topic or table by the page, each with its type."""
    shared = section("Every fact") if name in TOPICS else ""
    return dict(re.findall(r"^\| `(\w+)` \| (.*?) \| .+ \|$", shared + section(name), re.MULTILINE))


def fits(value: Any, kind: str) -> bool:
    """Whether a value of JSON is of a type that the page names."""
    if kind.endswith(" or none"):
        return value is None or fits(value, kind.removesuffix(" or none"))
    if kind.startswith("parts: "):
        return set(value) == set(re.findall(r"`(\w+)`", kind))
    if kind.startswith("list of "):
        item = re.sub(r"^ids of \w+", "id", kind.removeprefix("list of ")).replace("texts", "text")
        return isinstance(value, list) and all(fits(each, item) for each in value)
    return FITS[re.sub(r"^id of an? \w+", "id", kind)](value)


def test_it_is_what_the_model_says_now() -> None:
    made = [sys.executable, str(DOCS / "fields.py"), "--check"]
    done = subprocess.run(made, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("facts", [BASE, None], ids=["small", "shipped"])
@pytest.mark.parametrize("name", RECORDS)
def test_every_record_in_json_has_these_fields_with_values_of_these_types(
    run: Run, name: str, facts: Path | None
) -> None:
    told = fields(name)
    records = json.loads(run(name, "--json", facts=facts).out)["facts"]
    assert records
    for record in records:
        assert set(record) == set(told), record["id"]
        assert [field for field in told if not fits(record[field], told[field])] == [], record["id"]


@pytest.mark.parametrize("name", RECORDS)
def test_columns_without_a_choice_are_these(run: Run, name: str) -> None:
    (line,) = re.findall(r"^Columns without `-c`: (.*)\.$", section(name), re.MULTILINE)
    assert re.findall(r"`(\w+)`", line) == run(name).rows[0]


@pytest.mark.parametrize("name", RECORDS)
def test_every_column_is_a_field_or_a_part_of_one(run: Run, name: str) -> None:
    columns = set()
    for field, kind in fields(name).items():
        parts = re.findall(r"`(\w+)`", kind) if kind.startswith("parts: ") else ()
        columns |= {f"{field}_{part}" for part in parts} or {field}
    assert columns - {"topic", "fr"} == set(run(name, "-c", "all").rows[0])


def test_no_meaning_is_left_over_from_a_field_that_is_gone() -> None:
    meanings = runpy.run_path(str(DOCS / "fields.py"))["MEANINGS"]
    every = {field for name in RECORDS for field in fields(name)}
    of_topics = {f"{name}.{field}" for name in RECORDS for field in fields(name)}
    assert set(meanings) - every - of_topics == set()


def test_every_topic_and_table_has_its_part_of_the_page() -> None:
    assert re.findall(r"^## (\w+)$", PAGE, re.MULTILINE) == list(RECORDS)
