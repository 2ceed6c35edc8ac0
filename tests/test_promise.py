"""What `docs/scripts.md` says that scripts may rely on, written out by hand so that none of it appears or vanishes unnoticed.

Fields, columns and formats stand in `tests/render/test_formats.py`, their types in `tests/test_fields.py`, exit codes in
`tests/cli/test_errors.py`.
"""

import csv
import io
import json
import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from malibrief.briefing.lines import SECTIONS
from malibrief.cli.app import COMMANDS, app
from malibrief.facts.topics import COUNTS, PERIODS, TABLES, TAGS, TOPICS
from tests.conftest import BASE, EVENT, SOURCE, Run, Write
from tests.render.test_formats import FIELDS

PAGE = (Path(__file__).parents[1] / "docs" / "scripts.md").read_text(encoding="utf-8")

FILE = "output ascii no-pager color hyperlinks lang facts add"
TABLE = f"json sort reverse limit no-header format sources columns bom spans {FILE}"
FACTS = f"tag place source milestones disputed about since until as-of {TABLE}"
LASTING = f"{FACTS} begun ended"
OPTIONS = {
    "timeline": f"topic on {FACTS}",
    "search": FACTS.replace(" sort reverse", " all") + " topic",
    "show": f"json no-header format bom all {FILE}",
    "cite": f"format {FILE}",
    "brief": f"as-of section full ids json no-header format bom spans {FILE}",
    "diff": f"section ids exit-code json no-header format bom {FILE}",
    "events": FACTS,
    "missions": f"kind lead part-of {LASTING}",
    "resolutions": f"kind number mission regime {FACTS}",
    "reports": f"author {FACTS}",
    "agreements": f"party {LASTING}",
    "funding": f"kind currency covers donor recipient part-of {LASTING}",
    "people": f"office organisation country name {LASTING}",
    "sanctions": f"kind regime {LASTING}",
    "figures": f"series unit {FACTS}",
    "statements": f"speaker {FACTS}",
    "actors": f"kind led-by part-of {LASTING}",
    "offices": f"state deputy organisation serves {TABLE}",
    "series": f"unit counts period by of strength-of {TABLE}",
    "sources": f"kind language publisher since until {TABLE}",
    "about": "json lang facts add",
    "check": "stale as-of strict json github explain list lang facts add",
    "export": "format lang facts add",
    "new": "lang",
    "fmt": "check lang",
    "changes": f"exit-code json no-header format bom {FILE}",
    "schema": "lang",
}
"""The options of each command, by their long names."""
SHORT = {"-o": "output", "-f": "format", "-c": "columns", "-n": "limit"}

SAID = "summary summary_fr place place_fr milestone disputed attested"
EXPORTED = {
    "factbase": "title title_fr place place_fr updated covered newest licence",
    "facts": "id topic title title_fr summary summary_fr date end place place_fr milestone disputed first sure_first sure_last last",
    "offices": "id title title_fr organisation organisation_fr rank state deputy serves",
    "series": "id title title_fr unit unit_fr counts by by_fr definition definition_fr period since of strength_of part_of rank",
    "sources": "id date title publisher lang kind url symbol accessed",
    "events": f"id date end title title_fr ends until deaths_min deaths_max {SAID}",
    "missions": (
        "id start end name name_fr kind kind_fr lead lead_fr established full_name full_name_fr headquarters headquarters_fr "
        f"part_of rank {SAID} horizon"
    ),
    "resolutions": (
        "id date title title_fr kind kind_fr number symbol meeting chapter_vii votes_for votes_against votes_abstain mission regime "
        f"mandate_until ceilings_military ceilings_police {SAID} url"
    ),
    "reports": f"id date title title_fr author author_fr symbol {SAID} url",
    "agreements": f"id date end name name_fr completed {SAID} horizon",
    "funding": (
        "id start end title title_fr donor donor_fr recipient recipient_fr kind kind_fr amount currency projects part_of covers "
        f"{SAID} horizon"
    ),
    "people": (
        "id start end name name_fr office role role_fr organisation organisation_fr acting country country_fr "
        f"{SAID} horizon"
    ),
    "sanctions": f"id start end name name_fr kind kind_fr regime regime_fr reference worldwide {SAID} horizon",
    "figures": f"id date title title_fr series value unit unit_fr {SAID}",
    "statements": f"id date title title_fr speaker speaker_fr role role_fr {SAID}",
    "actors": f"id start end name name_fr kind kind_fr full_name full_name_fr became {SAID} horizon",
    "facts_about": "fact position about",
    "facts_sources": "fact position source",
    "facts_tags": "fact position tag tag_fr",
    "facts_aliases": "fact position alias",
    "facts_keywords": "fact position keyword",
    "missions_tasks": "mission position task task_fr since until while_mission",
    "resolutions_votes_abstained": "resolution position state state_fr",
    "resolutions_votes_opposed": "resolution position state state_fr",
    "agreements_parties": "agreement position party party_fr",
    "agreements_pillars": "agreement position pillar pillar_fr",
    "sanctions_measures": "sanction position measure measure_fr",
    "actors_led_by": "actor position leader leader_fr",
    "actors_part_of": "actor position part_of",
    "offices_aliases": "office position alias",
    "offices_keywords": "office position keyword",
    "series_aliases": "series position alias",
    "series_keywords": "series position keyword",
}
"""The columns of each table of an export; beside each date stand its first and last day."""

KINDS = {
    "missions": "un-peacekeeping au-ecowas eu-csdp french coalition regional private-military paramilitary humanitarian",
    "resolutions": "resolution presidential-statement draft-vetoed draft-not-adopted",
    "funding": (
        "pledge commitment disbursement budget appropriation cost suspension appeal received debt-relief default settlement"
    ),
    "sanctions": "person entity state regime",
    "actors": (
        "armed-movement jihadist-group self-defence-group alliance junta political-movement organisation state-body armed-forces"
    ),
    "sources": "un government regional academic ngo press",
}
TAGGED = (
    "politics military peacekeeping peace-process sanctions humanitarian development human-rights terrorism elections coup "
    "diplomacy france eu un ecowas au g5-sahel aes russia algeria usa north centre south economy"
)
COUNTED = "stock flow cumulative ceiling plan share index price estimate"
COUNTED_OVER = "year half-year quarter month week"
BRIEFED = "offices missions measures agreements money figures statements milestones ahead"
"""The values of fixed lists."""
BOUNDS = re.compile("_(first|last)$")


def section(heading: str) -> str:
    """A section of the page on scripts."""
    return PAGE.partition(f"## {heading}\n")[2].partition("\n## ")[0]


def listed(heading: str) -> dict[str, list[str]]:
    """The names in the second column of a section's table, by the first column without its signs of code."""
    rows = re.findall(r"^\| (.+?) \| (.+) \|$", section(heading), re.MULTILINE)
    return {name.replace("`", ""): re.findall(r"`([\w.]+)`", re.sub(r"\(.*?\)", "", told)) for name, told in rows}


def test_every_command_has_its_options() -> None:
    program = get_command(app)
    params = {name: program.get_command(None, name).params for name in COMMANDS}  # type: ignore[attr-defined]  # a group of commands
    options = {name: [param for param in told if param.param_type_name == "option"] for name, told in params.items()}
    assert {name: {max(each.opts, key=len)[2:] for each in told} for name, told in options.items()} == {
        name: set(told.split()) for name, told in OPTIONS.items()
    }
    short = {opt: max(each.opts, key=len)[2:] for told in options.values() for each in told for opt in each.opts}
    assert {name: meant for name, meant in short.items() if not name.startswith("--")} == SHORT


def test_every_table_of_an_export_has_its_columns(run: Run, tmp_path: Path) -> None:
    run("export", str(tmp_path / "facts.db"))
    connection = sqlite3.connect(tmp_path / "facts.db")
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    columns = {
        name: [row[1] for row in connection.execute(f"PRAGMA table_info({name})")]
        for name in names
        if not name.startswith("facts_fts")
    }
    connection.close()
    dates = {"first", "last", "sure_first", "sure_last"}
    assert {
        name: [each for each in told if each in dates or not BOUNDS.search(each)] for name, told in columns.items()
    } == {name: told.split() for name, told in EXPORTED.items()}


def test_every_fixed_list_has_its_values() -> None:
    kinds = {name: set(topic.kinds) for name, topic in (TOPICS | TABLES).items() if topic.kinds}
    assert kinds == {name: set(values.split()) for name, values in KINDS.items()}
    assert (set(TAGS), set(COUNTS)) == (set(TAGGED.split()), set(COUNTED.split()))
    assert (set(PERIODS), set(SECTIONS)) == (set(COUNTED_OVER.split()), set(BRIEFED.split()))


@pytest.mark.parametrize("name", [*TOPICS, *TABLES])
@pytest.mark.parametrize(("form", "mark"), [("tsv", "\t"), ("csv", ",")])
def test_columns_that_are_named_come_in_this_order(run: Run, name: str, form: str, mark: str) -> None:
    columns = FIELDS[name].split()[::-1]
    head, *rows = csv.reader(io.StringIO(run(name, "-c", ",".join(columns), "-f", form).out), delimiter=mark)
    assert head == columns
    every = csv.reader(io.StringIO(run(name, "-c", "all", "-f", form).out), delimiter=mark)
    assert rows == [row[::-1] for row in every][1:]


ANSWERS = {"search": "search minka", "show": "show minka", "brief": "brief 2002-03-01", "diff": "diff 2001 2003"}


@pytest.mark.parametrize("name", ["timeline", *ANSWERS])
def test_the_columns_of_other_answers_are_those_of_the_page(run: Run, name: str) -> None:
    assert listed("Tab-separated text")[name] == run(*ANSWERS.get(name, name).split()).rows[0]


def test_the_columns_of_what_has_changed_are_those_of_the_page(run: Run, write: Write) -> None:
    assert listed("Tab-separated text")["changes"] == run("changes", str(write(EVENT + SOURCE))).rows[0]


def test_the_keys_of_json_are_those_of_the_page(run: Run) -> None:
    told = {name: set(keys) for name, keys in listed("JSON").items()}
    answers = {name: json.loads(run(*line.split(), "--json").out) for name, line in ANSWERS.items()}
    shown, hit = answers["show"]["facts"][0], answers["search"]["facts"][0]
    fact = set(json.loads(run("missions", "--json").out)["facts"][0])
    assert told["every one but changes: factbase"] == set(answers["show"]["factbase"])
    assert told["search: match of each fact"] - {"date", "title"} == set(hit["match"])
    assert told["show: of each fact also"] - {"kind", "title", "null"} == set(shown) - fact
    assert told["concerned and the other lists: of each"] == set(shown["concerning"][0])
    for name, item in (("brief", "line"), ("diff", "change")):
        assert told[name] | {"format_version", "factbase"} == set(answers[name])
        (first, *_) = (each for items in answers[name]["sections"].values() for each in items)
        assert told[f"{name}: of each {item}"] - {"null"} == set(first)


def test_the_keys_of_what_is_told_of_a_base_itself_are_those_of_the_page(run: Run, write: Write) -> None:
    def told(start: str) -> set[str]:
        (text,) = re.findall(rf"{start}(.*?)(?: \||\.\n|\Z)", section("A base of one's own"), re.DOTALL)
        return set(re.findall(r"`(\w+)`", text))

    checked = json.loads(run("check", "--json", str(write(EVENT))).out)
    assert told(r"check --json my\.toml` \| ") == {*checked, *checked["findings"][0], "stale"} - {"format_version"}
    about = json.loads(run("about", "--json").out)
    assert told(r"about --json` \| ") == {*about, *about["years"]} - {"format_version"}
    older = BASE.read_text(encoding="utf-8").replace("Soldiers seize the palace", "Soldiers seize a palace")
    changes = json.loads(run("changes", str(write(older, header=None)), "--json").out)
    (changed,) = changes["changes"]
    assert told("JSON has ") == {*changes, *changes["old"], *changed, *changed["fields"][0]} - {"format_version"}


def test_a_fact_whose_id_was_changed_is_found_by_the_old_one(run: Run, write: Write) -> None:
    renamed = write(EVENT.replace("title", 'aliases = ["e-of-old"]\ntitle') + SOURCE)
    assert run("show", "e-of-old", facts=renamed).out == run("show", "e", facts=renamed).out
    assert run("cite", "e-of-old", facts=renamed) == run("cite", "e", facts=renamed)


@pytest.mark.parametrize("line", ["missions", "timeline --json", "show minka -f csv", "search minka", "brief 2002"])
def test_neither_terminal_nor_locale_nor_day_changes_what_a_pipe_gets(run: Run, line: str) -> None:
    elsewhere = {"COLUMNS": "20", "TERM": "dumb", "LANG": "fr_FR.UTF-8", "LC_ALL": "fr_FR.UTF-8", "TZ": "Asia/Tokyo"}
    command = [sys.executable, "-m", "malibrief", "--facts", str(BASE), *line.split()]
    done = subprocess.run(command, env=os.environ | elsewhere, capture_output=True, check=True)
    assert done.stdout == run(*line.split()).data


def test_notes_stand_on_standard_error_and_leave_the_answer_alone(run: Run) -> None:
    noted, plain = run("missions", "francce", "--json"), run("missions", "--lead", "France", "--json")
    assert (noted.code, noted.out) == (2, "")
    named = run("missions", "france", "--json")
    assert named.err != plain.err == ""
    assert json.loads(named.out)["facts"] == json.loads(plain.out)["facts"]
