"""Briefings, differences and pictures where French is spoken: what they say, and that no word of the program stays English."""

import json
import re
import tomllib
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
from syrupy.assertion import SnapshotAssertion

from malibrief.briefing.lines import SECTIONS
from malibrief.facts.dates import _SHORT_MOIS, MOIS
from malibrief.facts.topics import TABLES, TOPICS
from tests.conftest import BASE, Run
from tests.marked import unmarked

FRENCH = {"MALIBRIEF_LANG": "fr"}
SPACE = "\u00a0"
PAGES = ("brief 2003-12-31", "brief 2003-12-31 --full", "brief 2005 --ids", "diff 2001 2003", "diff 2003 2003")
CHARTS = (*TOPICS, *TABLES, "timeline", "timeline --milestones", "search march", "missions --as-of 2003-10-01")
WRITTEN = ("table", "md", "html", "tsv")


@pytest.mark.parametrize("line", PAGES)
def test_a_page_in_french(line: str, run: Run, snapshot: SnapshotAssertion) -> None:
    assert run(*line.split(), "-f", "table", env=FRENCH).out == snapshot(name="table")
    assert run(*line.split(), "-f", "md", env=FRENCH).out == snapshot(name="md")


@pytest.mark.parametrize("line", ["missions", "people", "funding", "figures", "events", "timeline"])
def test_a_chart_of_characters_in_french(line: str, run: Run, snapshot: SnapshotAssertion) -> None:
    assert run(*line.split(), "-f", "bars", env=FRENCH).out == snapshot


def test_a_pipe_gets_english_keys_and_french_texts(run: Run) -> None:
    english, french = (run("brief", "2003-12-31", env={"MALIBRIEF_LANG": each}).rows for each in ("en", "fr"))
    assert english[0] == french[0]
    assert [row[0] for row in english] == [row[0] for row in french]
    line = next(row for row in french if row[-3] == "minka-strength-2003")
    assert f"8{SPACE}900 soldats" in line


def test_a_difference_in_json_has_english_kinds_of_changes(run: Run) -> None:
    english, french = (
        json.loads(run("diff", "2001", "2003", "--json", env={"MALIBRIEF_LANG": each}).out) for each in ("en", "fr")
    )
    kinds = [
        [change["change"] for changes in each["sections"].values() for change in changes] for each in (english, french)
    ]
    assert kinds[0] == kinds[1]
    assert set(kinds[0]) <= {"began", "ended", "changed", "happened"}


def test_a_value_that_grew_is_told_with_french_numbers(run: Run) -> None:
    told = run("diff", "2001", "2003", "--section", "missions", "-f", "md", env=FRENCH).out
    assert f"4{SPACE}521 (31 déc. 2001), puis 8{SPACE}900 soldats (+4{SPACE}379, +97{SPACE}%)" in told


@pytest.mark.parametrize("line", ["missions", "timeline --milestones", "funding", "figures", "events", "statements"])
def test_a_picture_says_that_it_is_french(line: str, run: Run) -> None:
    root = ElementTree.fromstring(run(*line.split(), "-f", "svg", env=FRENCH).out)
    assert root.get("lang") == root.get("{http://www.w3.org/XML/1998/namespace}lang") == "fr"
    assert "lang=" not in run(*line.split(), "-f", "svg").out


def strings(value: object) -> Iterator[str]:
    """The texts of a table of TOML at any depth, without its keys."""
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from strings(each)
    else:
        yield str(value)


def words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]{2,}", text.casefold()))


OF_FACTS = words(" ".join([*strings(tomllib.loads(BASE.read_text(encoding="utf-8"))), *MOIS, *_SHORT_MOIS]))
"""The words of the base, and the months."""
OF_PROGRAM = {*SECTIONS, "er", "full", "section", "table", "sources"}
"""Names of sections, commands and options, and what French puts after the first day of a month."""
HEADS = words("section standing since title detail until sources id under reported change date")
"""The names of columns in a pipe."""


def shown(text: str, form: str) -> str:
    """What a reader sees of an answer, without the letters that count happenings of a year."""
    if form == "bars":
        text = re.sub(r"^\d{4}.*$", "", text, flags=re.MULTILINE)
    body = re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL)
    body = re.sub(r"https?://[^\s)>\"]+", " ", body)
    return re.sub(r"<[^>]*>|&\w+;", " ", body) if form in ("html", "svg") else body


@pytest.mark.usefixtures("marked_phrases")
@pytest.mark.parametrize("form", WRITTEN)
@pytest.mark.parametrize("line", PAGES)
def test_a_page_has_no_word_that_is_neither_said_nor_of_the_base(line: str, form: str, run: Run) -> None:
    told = unmarked(shown(run(*line.split(), "-f", form).out, form))
    assert words(told) - OF_FACTS - OF_PROGRAM - (HEADS if form == "tsv" else set()) == set()


@pytest.mark.usefixtures("marked_phrases")
@pytest.mark.parametrize("form", ["bars", "svg"])
@pytest.mark.parametrize("line", CHARTS)
def test_a_picture_has_no_word_that_is_neither_said_nor_of_the_base(line: str, form: str, run: Run) -> None:
    told = unmarked(shown(run(*line.split(), "-f", form, env={"COLUMNS": "200"}).out, form))
    assert words(told) - OF_FACTS - OF_PROGRAM == set()
