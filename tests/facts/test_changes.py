"""What a newer edition of a base says that an older one did not, in every format that tells it."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from malibrief.facts import load
from malibrief.facts.changes import Change, Field, changes
from malibrief.views.revision import told
from tests.conftest import EVENT, HEADER, SOURCE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Run, Shell, Terminal, Write

OLD = f"""{EVENT}
{EVENT.replace('"e"', '"gone"').replace('"T"', '"It goes"')}
{EVENT.replace('"e"', '"former"').replace('"T"', '"It is renamed"')}
{SOURCE}
[synonyms]
"a" = ["b"]
[fr]
"old" = "vieux"
[fr.tags]
coup = "coup"
"""
NEW = f"""
{EVENT.replace("2001-03-05", '"2001-03"').replace('["coup"]', '["politics", "coup"]')}deaths = {{ min = 1, max = 2 }}
fr.title = "Titre"
{EVENT.replace('"e"', '"now"').replace('"T"', '"It is renamed"')}aliases = ["former"]
{EVENT.replace('"e"', '"more"').replace('"T"', '"It comes"')}
{SOURCE}
[synonyms]
"a" = ["b", "c"]
[fr]
"new" = "neuf"
[fr.tags]
coup = "coup d’État"
"""


@pytest.fixture
def editions(write: Write) -> tuple[Path, Path]:
    """An old and a new edition."""
    return write(OLD, name="old.toml"), write(NEW, HEADER.replace("06-30", "07-31"), "new.toml")


@pytest.fixture
def found(editions: tuple[Path, Path]) -> list[Change]:
    old, new = (load.read([path])[0] for path in editions)
    assert old
    assert new
    return changes(old, new)


@pytest.fixture
def tell(run: Run, editions: tuple[Path, Path]) -> Callable[..., str]:
    """Returns what the command says of both."""

    def teller(*args: str, **env: str) -> str:
        done = run("changes", *map(str, editions), *args, facts=None, env=env)
        assert (done.code, done.err) == (0, "")
        return done.out

    return teller


def test_records_are_added_corrected_and_withdrawn_field_by_field(found: list[Change]) -> None:
    assert [(change.kind, change.table, change.id) for change in found] == [
        ("corrected", "factbase", ""),
        ("added", "events", "more"),
        ("corrected", "events", "e"),
        ("corrected", "events", "now"),
        ("withdrawn", "events", "gone"),
        ("added", "fr", "new"),
        ("corrected", "fr", "tags: coup"),
        ("withdrawn", "fr", "old"),
        ("corrected", "synonyms", "a"),
    ]
    by_id = {change.id: change for change in found}
    assert by_id[""].fields == [Field("updated", "2005-06-30", "2005-07-31")]
    assert [(field.name, str(field.old), str(field.new)) for field in by_id["e"].fields] == [
        ("date", "2001-03-05", "2001-03"),
        ("deaths", "None", "1-2"),
        ("fr.title", "None", "Titre"),
        ("tags", "['coup']", "['politics', 'coup']"),
    ]
    assert by_id["tags: coup"].fields == [Field("fr", "coup", "coup d’État")]
    assert by_id["a"].fields == [Field("synonyms", ["b"], ["b", "c"])]
    assert by_id["more"].fields == by_id["gone"].fields == []


def test_a_fact_with_a_new_id_that_keeps_the_old_one_as_an_alias_was_corrected(found: list[Change]) -> None:
    (renamed,) = (change for change in found if change.id == "now")
    assert renamed.fields == [Field("id", "former", "now"), Field("aliases", None, ["former"])]


def test_the_same_edition_has_no_changes(run: Run, base_path: Path) -> None:
    done = run("changes", str(base_path))
    assert (done.code, done.err) == (0, "malibrief: nothing has changed\n")
    assert done.rows == [["change", "table", "id", "title", "field", "old", "new"]]
    assert run("changes", str(base_path), "--exit-code").code == 0


def test_the_exit_code_tells_a_script_on_demand(run: Run, editions: tuple[Path, Path]) -> None:
    assert run("changes", *map(str, editions)).code == 0
    assert run("changes", *map(str, editions), "--exit-code").code == 1


def test_without_a_newer_one_it_is_the_base_in_use(run: Run, shell: Shell, editions: tuple[Path, Path]) -> None:
    old, new = map(str, editions)
    told = run("changes", old, new, facts=None)
    assert run("changes", old, facts=editions[1]) == told
    assert shell(f"malibrief changes - {new} < {old}") == told
    assert shell(f"malibrief changes <(cat {old}) {new}") == told


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("2012", "2012-03", "2012 → 2012-03"),
        (None, True, "+ true"),
        (12, None, "- 12"),
        (["a", "b"], ["b", "c"], "- a; + c"),
        (None, ["a"], "+ a"),
        (["a", "b"], ["b", "a"], "a; b → b; a"),
        (["a"], ["b"], "a → b"),
    ],
)
def test_a_field_is_told_in_one_line(old: Any, new: Any, line: str) -> None:
    assert told(Field("x", old, new), "→") == line


def test_tab_separated_text_and_csv_have_a_row_a_field(tell: Callable[..., str]) -> None:
    rows = [line.split("\t") for line in tell().splitlines()]
    assert {len(row) for row in rows} == {7}
    assert ["corrected", "events", "e", "T", "deaths", "", "{ min = 1, max = 2 }"] in rows
    assert ["added", "events", "more", "It comes", "", "", ""] in rows
    assert list(csv.reader(io.StringIO(tell("-f", "csv")))) == rows


def test_json_has_both_editions_and_values_of_their_own_type(tell: Callable[..., str]) -> None:
    document = json.loads(tell("--json"))
    assert list(document) == ["format_version", "old", "new", "changes"]
    assert document["new"] == {"title": "T", "updated": "2005-07-31", "covered": "2005-07-31", "facts": 3}
    event = next(change for change in document["changes"] if change["id"] == "e")
    assert event["fields"][1] == {"name": "deaths", "old": None, "new": {"min": 1, "max": 2}}
    assert event["fields"][3]["new"] == ["politics", "coup"]
    assert [json.loads(line) for line in tell("-f", "jsonl").splitlines()] == document["changes"]


def test_markdown_is_a_list_for_a_changelog(tell: Callable[..., str]) -> None:
    assert tell("-f", "md").startswith(
        "## T: from the edition of 30 June 2005 to that of 31 July 2005\n\n2 added, 5 corrected, 2 withdrawn\n\n"
        "### the base itself\n\n- corrected: T\n  - `updated`: 2005-06-30 → 2005-07-31\n\n"
        "### events\n\n- added: It comes (`more`)\n- corrected: T (`e`)\n  - `date`: 2001-03-05 → 2001-03\n"
    )


def test_a_text_is_a_list_that_fits_a_narrow_window(tell: Callable[..., str]) -> None:
    text = tell("-f", "table")
    blanks = [
        " " * (100 - len(left) - len(name)) for left, name in (("  added: It comes", "more"), ("  corrected: T", "e"))
    ]
    begin = (
        f"\nevents\n  added: It comes{blanks[0]}more\n  corrected: T{blanks[1]}e\n      date: 2001-03-05 → 2001-03\n"
    )
    assert begin in text
    assert "\n  added: It comes\n    more\n" in tell("-f", "table", COLUMNS="20")
    assert max(map(len, tell("-f", "table", COLUMNS="30").splitlines())) <= 30
    assert "2001-03-05 -> 2001-03" in tell("-f", "table", "--ascii")


def test_a_terminal_gets_the_text(terminal: Terminal, editions: tuple[Path, Path]) -> None:
    done = terminal("changes", *map(str, editions), "--no-pager")
    assert re.search(r"\n  corrected: It is renamed +\x1b\[2mnow\x1b\[0m\n      id: former → now\n", done.out)


def test_it_speaks_french(tell: Callable[..., str]) -> None:
    text = tell("-f", "md", "--lang", "fr")
    assert "de l’édition du 30 juin 2005 à celle du 31 juillet 2005" in text
    assert "### événements" in text
    assert "- corrigé : Titre (`e`)" in text.replace("\u00a0", " ")


def test_a_format_that_cannot_tell_it_is_refused(run: Run, base_path: Path) -> None:
    done = run("changes", str(base_path), "-f", "svg")
    assert (done.code, done.out) == (2, "")
    assert "formats here: table, tsv, csv, json, jsonl, md" in done.err


def test_a_base_with_faults_of_shape_is_refused_one_with_others_is_read(run: Run, write: Write) -> None:
    assert run("changes", str(write(f"{EVENT}x = 1\n"))).code == 3
    assert run("changes", str(write(EVENT, HEADER.replace("2\n", "1\n", 1)))).code == 3
    assert run("changes", str(write(EVENT))).code == 0


def test_no_base_that_is_read_is_overwritten(run: Run, editions: tuple[Path, Path]) -> None:
    done = run("changes", *map(str, editions), "-f", "json", "-o", str(editions[0]))
    assert done.code == 2
    assert "would be overwritten" in done.err


def test_offices_and_series_are_told_like_facts(run: Run, base_path: Path, tmp_path: Path) -> None:
    text = base_path.read_text(encoding="utf-8").replace("rank = 2\n", "rank = 4\n", 1)
    newer = tmp_path / "newer.toml"
    newer.write_text(text.replace("A survey of three", "A survey of four"), encoding="utf-8")
    surveys = ("A survey of three provinces.", "A survey of four provinces.")
    assert run("changes", str(base_path), str(newer)).rows[1:] == [
        ["corrected", "figures", "school-share-2004", "Children at school in 2004", "summary", *surveys],
        ["corrected", "offices", "defence-arda", "Minister of Defence", "rank", "2", "4"],
    ]


def test_no_text_of_a_base_reaches_the_terminal_as_a_command(run: Run, write: Write) -> None:
    hostile = write(EVENT.replace('"T"', r'"T\u001b[31m\u202e\tx"'), name="hostile.toml")
    for form in ("table", "tsv", "md", "json"):
        out = run("changes", str(write(EVENT)), str(hostile), "-f", form, "--color", "always").out
        assert "31m" in out
        assert "\x1b[31m" not in out
        assert "\u202e" not in out


def test_files_that_only_add_to_a_base_are_compared_without_a_header(
    run: Run, write: Write, terminal: Terminal
) -> None:
    old = write(EVENT, header=None, name="old.toml")
    new = write(EVENT.replace('"T"', '"U"'), header="[factbase]\nupdated = 2030-01-01\n", name="new.toml")
    assert run("changes", str(old), str(new), facts=None).rows[1:] == [
        ["corrected", "events", "e", "U", "title", "T", "U"]
    ]
    document = json.loads(run("changes", str(old), str(new), "--json", facts=None).out)
    assert document["old"] == {"title": "", "updated": None, "covered": None, "facts": 1}
    assert terminal("changes", str(old), str(new), "--no-pager").out.startswith(
        "\x1b[1mFrom the older file to the newer one"
    )


def test_a_file_that_only_adds_is_not_compared_with_a_base(run: Run, write: Write, base_path: Path) -> None:
    added = write(EVENT, header=None)
    for line in ([added], [added, base_path], [base_path, added]):
        done = run("changes", *map(str, line))
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith(f"malibrief: {added}: only adds to a fact base\n")


@pytest.mark.parametrize("name", ["facts.json", "facts.jsonl", "facts.db", "facts.zip"])
def test_an_export_is_refused_with_what_is_compared(run: Run, tmp_path: Path, base_path: Path, name: str) -> None:
    path = tmp_path / name
    assert run("export", str(path)).code == 0
    for line in ([path], [base_path, path]):
        done = run("changes", *map(str, line))
        assert (done.code, done.out) == (3, "")
        assert "give the TOML files" in done.err
