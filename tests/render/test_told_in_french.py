"""Listings, cards and hits where French is spoken, on a terminal and in a pipe, and what stays English there.

The small base has French for some of its texts only: the others are English, and sentences are marked so.
"""

import json
from io import BytesIO

import pytest
from syrupy.assertion import SnapshotAssertion

from malibrief.facts.nested import Ceilings
from malibrief.language import speaking
from malibrief.render.page import Page
from malibrief.render.paint import wrap
from malibrief.views.columns import label
from tests.conftest import Run, Terminal, Write, pty_works
from tests.tables import record

FRENCH = {"MALIBRIEF_LANG": "fr"}
WIDE = {**FRENCH, "COLUMNS": "120"}
LINES = (
    "timeline", "missions", "missions --as-of 2003-10-01", "people --office president-arda", "funding", "series",
    "show minka", "show jean moro", "show eu-pledge-2002", "show kelan-accord", "search march 2001", "search minka --all",
)  # fmt: skip
VOTED = """
fr.title = "Titre"
votes = { for = 13, against = 1, abstain = 1, abstained = ["China"], opposed = ["Russia"] }
"""


@pytest.mark.parametrize("line", LINES)
def test_an_answer_in_french(line: str, run: Run, snapshot: SnapshotAssertion) -> None:
    assert run(*line.split(), "-f", "table", env=WIDE).out == snapshot(name="table")
    if "--" not in line:
        assert run(*line.split(), "-f", "md", env=FRENCH).out == snapshot(name="md")


@pytest.mark.skipif(not pty_works(), reason="this system has no pseudo-terminals")
@pytest.mark.parametrize("line", ["missions", "search march 2001", "show minka"])
def test_a_terminal_shows_the_french_of_a_pipe_that_asks_for_it(line: str, run: Run, terminal: Terminal) -> None:
    shown = terminal(*line.split(), "--color", "never", "--hyperlinks", "never", "--no-pager", env=FRENCH)
    assert shown.out == run(*line.split(), "-f", "table", env=FRENCH).out


@pytest.mark.parametrize(
    ("language", "english", "french", "said"),
    [
        ("fr", "Iyad Ag Ghali", None, ""),
        ("fr", "Iyad Ag Ghali", "Iyad Ag Ghâli", ""),
        ("fr", "Ghali's Friends", "Amis de Moro", "en anglais\u00a0: Ghali's Friends"),
        ("en", "Iyad ag Ghali", "Iyad Ag Ghâli", ""),
        ("en", "Friends of Moro", "Amis de Ghali", "in French: Amis de Ghali"),
    ],
)
def test_an_answer_names_the_other_language_only_where_it_says_something_else(
    run: Run, write: Write, language: str, english: str, french: str | None, said: str
) -> None:
    name = f'fr.title = "{french}"\n' if french else ""
    facts = write(record("events", "told", title=english) + name + SOURCE)
    shown = run("search", "ghali", "-f", "table", "--lang", language, facts=facts).lines
    assert shown[0].removesuffix(" [en]") == (french if language == "fr" and french else english)
    assert [line for line in shown if line.startswith(("en anglais", "in French"))] == ([said] if said else [])


def test_a_pipe_gets_english_keys_and_french_values(run: Run) -> None:
    english, french = (run("missions", "-f", "tsv", env={"MALIBRIEF_LANG": each}).rows for each in ("en", "fr"))
    assert english[0] == french[0] == ["start", "end", "name", "kind", "lead", "sources", "id"]
    sirocco = next(row for row in french if row[-1] == "operation-sirocco")
    assert sirocco == [
        "2001-05",
        "unknown",
        "Operation Sirocco",
        "opération française",
        "France",
        "press-coup",
        sirocco[-1],
    ]
    assert [row[:2] for row in english] == [row[:2] for row in french]


def test_a_card_in_a_pipe_has_french_values_and_the_french_of_the_record(run: Run) -> None:
    rows = {tuple(row[:2]): row[2] for row in run("show", "minka-strength-2001", "-f", "tsv", env=FRENCH).rows}
    assert rows["minka-strength-2001", "unit"] == rows["minka-strength-2001", "fr.unit"] == "soldats"
    assert rows["minka-strength-2001", "value"] == "4521"


@pytest.mark.parametrize("line", ["missions", "resolutions", "timeline", "search march 2001", "people"])
def test_facts_in_json_are_the_same_in_both_languages(line: str, run: Run) -> None:
    english, french = (
        json.loads(run(*line.split(), "--json", env={"MALIBRIEF_LANG": each}).out)["facts"] for each in ("en", "fr")
    )
    assert english == french


def test_a_workbook_has_french_headings_and_names_of_sheets(run: Run) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(BytesIO(run("missions", "-f", "xlsx", env=FRENCH).data))
    assert book.sheetnames == ["missions", "sources", "à propos"]
    assert [cell.value for cell in book["missions"][1]] == ["début", "fin", "nom", "type", "direction", "sources", "id"]
    about = {row[0].value: row[1].value for row in book["à propos"].rows}
    assert about["base de faits"] == "Arde : une crise inventée"


def test_a_page_says_its_language_and_that_of_titles_of_sources(run: Run) -> None:
    page = run("show", "minka", "-f", "html", env=FRENCH).out
    assert '<html lang="fr">' in page
    assert '<span lang="en">Resolution 9001 (2001)</span>' in page
    assert '"fr">La récolte' not in page
    assert 'content:attr(data-label) " : "' in page
    assert 'content:attr(data-label) ": "' in run("show", "minka", "-f", "html").out


def test_an_english_sentence_is_marked_and_a_name_is_not(run: Run) -> None:
    assert "Soldiers seize the palace in Kéran [en]" in run("timeline", "-f", "table", env=WIDE).out
    assert "Operation Sirocco  " in run("missions", "-f", "table", env=WIDE).out


def test_states_that_voted_are_told_in_french(run: Run, write: Write) -> None:
    french = '[fr]\nChina = "Chine"\nRussia = "Russie"\n\n'
    resolution = RESOLUTION.replace("title =", VOTED.lstrip() + "title =")
    path = write(french + resolution + SOURCE)
    assert (
        "13 pour, 1 contre (Russie), abstentions : 1 (Chine)"
        in run("show", "r", "-f", "md", facts=path, env=FRENCH).out
    )
    assert "1 against (Russia), 1 abstaining (China)" in run("show", "r", "-f", "md", facts=path).out
    assert run("resolutions", "-c", "votes_abstained,votes_opposed", facts=path, env=FRENCH).rows[1] == [
        "Chine",
        "Russie",
    ]


RESOLUTION = """
[[resolutions]]
id = "r"
kind = "draft-vetoed"
date = 2001-03-05
title = "T"
summary = "S"
tags = ["un"]
sources = ["s"]
"""
SOURCE = '\n[[sources]]\nid = "s"\ntitle = "T"\npublisher = "P"\nlang = "en"\nkind = "un"\n'


@pytest.mark.parametrize(
    ("field", "heading"), [("mandate_until", "fin du mandat"), ("series", "série"), ("lead", "direction")]
)
def test_a_column_is_headed_in_french(field: str, heading: str) -> None:
    with speaking("fr"):
        assert label(field) == heading


def test_numbers_within_values_have_french_separators() -> None:
    ceilings = Ceilings(military=11200, police=1440)
    assert str(ceilings) == "11,200 military, 1,440 police"
    with speaking("fr"):
        assert str(ceilings) == "11 200 militaires, 1 440 policiers"


def test_a_line_is_not_broken_at_a_no_break_space() -> None:
    assert wrap("voici 5 100 soldats", 12) == ["voici 5 100", "soldats"]
    assert wrap("voici donc 5 100 soldats", 14) == ["voici donc", "5 100 soldats"]


def test_plain_characters_stand_for_french_signs_where_a_terminal_has_no_others() -> None:
    from malibrief.render.formats import _plain

    assert _plain("« 5 100 » → l’ONU", "table", Page(ascii=True)) == '" 5 100 " -> l\'ONU'
