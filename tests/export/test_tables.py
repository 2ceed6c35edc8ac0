"""What stands in the tables of an export, by the small base."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from malibrief.export import database
from malibrief.export.tables import tables
from tests.conftest import BASE, EVENT, MISSION, SOURCE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Run, Write

    Ask = Callable[[str], list[tuple[Any, ...]]]


@pytest.fixture
def ask(run: Run, tmp_path: Path) -> Ask:
    """Returns the rows of a query to the exported database."""
    return asking(run, tmp_path)


def asking(run: Run, directory: Path, *before: str, facts: Path | None = BASE) -> Ask:
    """Export a base, and return what asks its database."""
    path = directory / "facts.db"
    assert run(*before, "export", str(path), facts=facts) == (0, "", "")

    def rows(sql: str) -> list[tuple[Any, ...]]:
        connection = sqlite3.connect(path)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    return rows


@pytest.fixture
def descriptor(run: Run, tmp_path: Path) -> dict[str, Any]:
    """The description of an exported data package."""
    run("export", str(tmp_path / "facts"))
    told: dict[str, Any] = json.loads((tmp_path / "facts" / "datapackage.json").read_text(encoding="utf-8"))
    return told


class TestDates:
    @pytest.mark.parametrize(
        ("fact", "wanted"),
        [
            ("drought-2000", ("2000", "2000-01-01", "2000-12-31")),
            ("flood-2001", ("2001-04", "2001-04-01", "2001-04-30")),
            ("talks-fail", ("2004-02-29", "2004-02-29", "2004-02-29")),
        ],
    )
    def test_a_date_keeps_its_precision_beside_the_first_and_the_last_day(
        self, ask: Ask, fact: str, wanted: tuple[str, ...]
    ) -> None:
        assert ask(f"SELECT date, date_first, date_last FROM events WHERE id = '{fact}'") == [wanted]
        assert ask(f"SELECT date, date_first, date_last FROM facts WHERE id = '{fact}'") == [wanted]

    def test_an_end_on_a_day_not_known_has_neither_and_one_that_has_not_come_has_nothing(self, ask: Ask) -> None:
        ends = "SELECT id, \"end\", end_first, end_last FROM missions WHERE id IN ('operation-sirocco', 'eu-trainers') ORDER BY rowid"
        assert ask(ends) == [("operation-sirocco", "unknown", None, None), ("eu-trainers", None, None, None)]

    def test_facts_say_when_each_stood_for_certain_and_possibly(self, ask: Ask) -> None:
        spans = "SELECT first, sure_first, sure_last, last FROM facts WHERE id = '{}'"
        assert ask(spans.format("minka")) == [("2001-07-01", "2001-07-01", "2004-06-30", "2004-06-30")]
        assert ask(spans.format("eu-trainers"))[0][:2] == ("2002-02-18", "2002-02-18")
        assert ask(spans.format("eu-trainers"))[0][3] is None
        assert ask(spans.format("grain-undated")) == [(None, None, None, None)]

    def test_what_stood_on_a_day_can_be_asked_as_a_listing_is(self, run: Run, ask: Ask) -> None:
        day = "2003-06-01"
        stood = f"first <= '{day}' AND (last IS NULL OR '{day}' < last OR '{day}' = first)"
        found = ask(f"SELECT id FROM facts JOIN missions USING (id) WHERE {stood}")
        assert {name for (name,) in found} == set(run("missions", "--as-of", day).ids)


class TestCells:
    def test_numbers_are_numbers_and_an_amount_that_is_whole_stays_so(self, ask: Ask) -> None:
        assert ask("SELECT amount, typeof(amount) FROM funding WHERE amount IS NOT NULL ORDER BY amount") == [
            (1500, "integer"),
            (426000000.5, "real"),
            (615000000, "integer"),
        ]

    def test_values_with_parts_have_a_column_a_part(self, ask: Ask) -> None:
        assert ask("SELECT deaths_min, deaths_max FROM events WHERE id = 'market-fire'") == [(12, 30)]
        parts = "votes_for, votes_against, votes_abstain, ceilings_military, ceilings_police"
        assert ask(f"SELECT {parts} FROM resolutions WHERE number = 9001") == [(15, 0, 0, 9000, 1200)]
        assert ask("SELECT resolution, state FROM resolutions_votes_abstained") == [
            ("sc-res-9002", "China"),
            ("sc-res-9002", "Russia"),
        ]

    def test_what_a_fact_takes_from_its_office_or_series_is_there(self, ask: Ask) -> None:
        assert ask("SELECT role, role_fr FROM people WHERE id = 'elodie-tamba-president'") == [
            ("President", "Président")
        ]
        assert ask("SELECT unit, unit_fr FROM figures WHERE id = 'minka-strength-2003'") == [("soldiers", "soldats")]

    def test_a_task_has_its_time_and_the_mission_that_had_to_be_there(
        self, run: Run, write: Write, tmp_path: Path
    ) -> None:
        mission = """\
[[missions]]
id = "n"
name = "N"
kind = "french"
lead = "L"
start = 2001-03-05
tasks = ["watch", { task = "train", since = "2002", mission = "m" }]
fr.tasks = ["veiller", "former"]
summary = "S"
tags = ["un"]
sources = ["s"]
"""
        ask = asking(run, tmp_path, facts=write(MISSION + mission + SOURCE))
        assert ask("SELECT * FROM missions_tasks") == [
            ("n", 1, "watch", "veiller", None, None, None, None, None, None, None),
            ("n", 2, "train", "former", "2002", "2002-01-01", "2002-12-31", None, None, None, "m"),
        ]

    def test_texts_are_exactly_those_of_the_facts(self, run: Run, write: Write, tmp_path: Path) -> None:
        title = '=HYPERLINK("x"), "quoted"; 1|2'
        facts = write(EVENT.replace('"T"', json.dumps(title)) + SOURCE)
        assert asking(run, tmp_path, facts=facts)("SELECT title FROM events") == [(title,)]
        run("export", str(tmp_path / "p"), facts=facts)
        assert '"=HYPERLINK(""x""), ""quoted""; 1|2"' in (tmp_path / "p" / "events.csv").read_text(encoding="utf-8")

    def test_an_empty_text_is_nothing_said(self, run: Run, write: Write, tmp_path: Path) -> None:
        ask = asking(run, tmp_path, facts=write(EVENT + 'place = ""\n' + SOURCE))
        assert ask("SELECT place FROM events") == [(None,)]


class TestOrder:
    def test_sources_keep_the_order_of_their_fact(self, ask: Ask) -> None:
        assert ask("SELECT source FROM facts_sources WHERE fact = '2001-03-05-coup' ORDER BY position") == [
            ("press-coup",),
            ("gov-coup",),
        ]

    def test_added_facts_come_after_those_of_the_base(self, run: Run, write: Write, tmp_path: Path) -> None:
        added = write(EVENT + SOURCE, header="", name="more.toml")
        ask = asking(run, tmp_path, "--add", str(added))
        *_, (last,) = ask("SELECT id FROM events ORDER BY rowid")
        assert (last, ask("SELECT count(*) FROM events")) == ("e", [(6,)])


class TestSearch:
    def test_words_of_both_languages_are_found_with_and_without_accents(
        self, run: Run, write: Write, tmp_path: Path
    ) -> None:
        french = 'fr.title = "Des soldats s’emparent du palais"\nfr.summary = "Un garde a été tué à Kéran."\n'
        ask = asking(run, tmp_path, facts=write(EVENT + french + SOURCE))
        for word in ("soldats", "keran", "Kéran", "t"):
            found = f"SELECT id FROM facts WHERE rowid IN (SELECT rowid FROM facts_fts WHERE facts_fts MATCH '{word}')"
            assert ask(found) == [("e",)]

    def test_sqlite_utils_takes_it_for_the_search_of_the_facts(self, ask: Ask, tmp_path: Path) -> None:
        from sqlite_utils import Database

        assert ask("SELECT count(*) FROM facts_fts") == ask("SELECT count(*) FROM facts")
        database = Database(tmp_path / "facts.db")
        assert database.table("facts").detect_fts() == "facts_fts"
        database.close()

    def test_without_fts5_the_rest_is_there(self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(database, "_WORDS", database._WORDS.replace("USING fts5", "USING none"))
        ask = asking(run, tmp_path)
        assert ask("SELECT count(*) FROM sqlite_master WHERE name LIKE '%fts%'") == [(0,)]
        assert ask("SELECT count(*) FROM missions") == [(4,)]


class TestDescription:
    def test_what_refers_to_another_table_does_so_in_both(self, ask: Ask, descriptor: dict[str, Any]) -> None:
        for resource in descriptor["resources"]:
            keys = ask(f'SELECT "from", "table", "to" FROM pragma_foreign_key_list(\'{resource["name"]}\')')
            wanted = [
                (key["fields"][0], key["reference"]["resource"], key["reference"]["fields"][0])
                for key in resource["schema"].get("foreignKeys", [])
            ]
            assert sorted(keys) == sorted(wanted)
            primary = ask(f"SELECT name FROM pragma_table_info('{resource['name']}') WHERE pk ORDER BY pk")
            assert [name for (name,) in primary] == resource["schema"]["primaryKey"]

    @pytest.mark.parametrize(
        ("table", "column", "target"),
        [
            ("events", "id", "facts"),
            ("facts_about", "about", "facts"),
            ("facts_sources", "source", "sources"),
            ("people", "office", "offices"),
            ("figures", "series", "series"),
            ("missions", "part_of", "facts"),
            ("missions_tasks", "mission", "missions"),
            ("missions_tasks", "while_mission", "facts"),
            ("actors_part_of", "part_of", "facts"),
            ("actors", "became", "facts"),
            ("events", "ends", "facts"),
            ("resolutions", "regime", "facts"),
            ("sanctions", "regime", ""),
            ("offices", "serves", "facts"),
            ("series", "of", "facts"),
            ("series", "part_of", "series"),
            ("offices_aliases", "office", "offices"),
        ],
    )
    def test_every_id_refers_to_its_table(self, table: str, column: str, target: str) -> None:
        (found,) = (each for each in tables() if each.name == table)
        assert {each.name: each.target for each in found.columns}[column] == target

    def test_a_column_has_a_type_and_says_whether_it_may_be_empty(self, descriptor: dict[str, Any]) -> None:
        (events,) = (each for each in descriptor["resources"] if each["name"] == "events")
        fields = {field["name"]: (field["type"], field.get("constraints", {})) for field in events["schema"]["fields"]}
        assert {
            name: fields[name] for name in ("id", "date", "end", "end_first", "deaths_max", "milestone", "place")
        } == {
            "id": ("string", {"required": True, "unique": True}),
            "date": ("string", {"required": True, "pattern": "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"}),
            "end": ("string", {"pattern": "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"}),
            "end_first": ("date", {}),
            "deaths_max": ("integer", {}),
            "milestone": ("boolean", {"required": True}),
            "place": ("string", {}),
        }

    def test_every_file_has_its_size_and_digest(self, descriptor: dict[str, Any], tmp_path: Path) -> None:
        from hashlib import sha256

        for resource in descriptor["resources"]:
            data = (tmp_path / "facts" / resource["path"]).read_bytes()
            assert (resource["bytes"], resource["hash"]) == (len(data), f"sha256:{sha256(data).hexdigest()}")

    def test_an_archive_has_the_files_of_the_directory(
        self, run: Run, descriptor: dict[str, Any], tmp_path: Path
    ) -> None:
        run("export", str(tmp_path / "facts.zip"))
        with zipfile.ZipFile(tmp_path / "facts.zip") as archive:
            assert {name: archive.read(name) for name in archive.namelist()} == {
                path.name: path.read_bytes() for path in (tmp_path / "facts").iterdir()
            }

    def test_the_base_says_what_it_is_about(self, ask: Ask, descriptor: dict[str, Any]) -> None:
        assert ask("SELECT title, title_fr, place, place_fr, updated, covered, newest_last FROM factbase") == [
            (
                "Arda: an invented crisis",
                "Arde : une crise inventée",
                "Arda",
                "Arde",
                "2005-06-30",
                "2005-05-31",
                "2004-02-29",
            )
        ]
        told = {name: descriptor[name] for name in ("name", "title", "version", "covered")}
        assert told == {
            "name": "facts-arda",
            "title": "Arda: an invented crisis",
            "version": "2005-06-30",
            "covered": "2005-05-31",
        }

    def test_only_the_shipped_base_alone_has_a_known_licence(self, run: Run, write: Write, tmp_path: Path) -> None:
        added = write(EVENT + SOURCE, header="", name="more.toml")
        licences = []
        for facts, more in ((None, ()), (None, ("--add", str(added))), (BASE, ())):
            run(*more, "export", str(tmp_path / "p"), facts=facts)
            told = json.loads((tmp_path / "p" / "datapackage.json").read_text(encoding="utf-8"))
            ask = asking(run, tmp_path, *more, facts=facts)
            told_too = json.loads(run(*more, "export", "-", "-f", "json", facts=facts).out)
            licences.append(
                (
                    [each["name"] for each in told.get("licenses", [])],
                    *ask("SELECT licence FROM factbase"),
                    told_too["licence"],
                )
            )
        assert licences == [(["CC-BY-4.0"], ("CC-BY-4.0",), "CC-BY-4.0"), ([], (None,), None), ([], (None,), None)]
