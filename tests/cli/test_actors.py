"""Actors, and the offices and series beside the topics: their options, their cards, and what refers to them."""

import json
from pathlib import Path

import pytest

from tests.conftest import BASE, SOURCE, Run, Write
from tests.tables import record


@pytest.fixture
def facts(write: Write) -> Path:
    """An alliance and its members, with what is about them."""
    return write(
        record("actors", "alliance", name="The Alliance", kind="alliance", start="2002-01-01", aliases=["l'Alliance"])
        + record("actors", "member", led_by=["Ada Moro", "Ben Li"], part_of=["alliance", "other"], start="2001")
        + record("actors", "former", part_of=["alliance"], start="1999", end="2003-06-30", became="member")
        + record("actors", "other", kind="junta", start="2000", end="unknown")
        + record("actors", "undated", kind="junta")
        + record("events", "founding", about=["alliance"])
        + record("sanctions", "listing", about=["alliance"])
        + record("people", "chief", about=["alliance"])
        + record("events", "elsewhere", about=["member"])
        + record("offices", "office-1")
        + SOURCE
    )


def fields(run: Run, key: str, facts: Path) -> dict[str, list[str]]:
    """The values of each field of a card, as a pipe gets them."""
    card: dict[str, list[str]] = {}
    for _, field, value in run("show", key, "--no-header", facts=facts).rows:
        card.setdefault(field, []).append(value)
    return card


class TestListing:
    @pytest.mark.parametrize(
        ("line", "expected"),
        [
            ("--kind junta", "other undated"),
            ("--kind alliance --kind armed-movement", "former member alliance"),
            ("--part-of alliance", "former member"),
            ("--part-of l'Alliance", "former member"),
            ("--part-of other", "member"),
            ("--part-of member", ""),
            ("--led-by ben", "member"),
            ("--as-of 2000-06-30", "former other"),
            ("--as-of 2003-06-29", "former other member alliance"),
            ("--as-of 2003-06-30", "other member alliance"),
            ("--about member", "former"),
        ],
    )
    def test_options_choose_actors(self, run: Run, facts: Path, line: str, expected: str) -> None:
        assert run("actors", *line.split(), facts=facts).ids == expected.split()

    def test_what_was_last_reported_before_the_day_possibly_stands(self, run: Run, facts: Path) -> None:
        head, *rows = run("actors", "--as-of", "2003-06-29", "-c", "id,standing", facts=facts).rows
        assert head == ["id", "standing"]
        assert rows == [["former", "certain"], ["other", "possible"], ["member", "possible"], ["alliance", "possible"]]

    def test_what_ended_on_the_day_is_named(self, run: Run, facts: Path) -> None:
        assert run("actors", "--as-of", "2003-06-30", facts=facts).err == (
            "malibrief: ended on that day, so left out: former\n"
        )

    @pytest.mark.parametrize(
        ("topic", "expected"), [("events", "founding"), ("sanctions", "listing"), ("people", "chief")]
    )
    @pytest.mark.parametrize("name", ["alliance", "the alliance", "L'alliance"])
    def test_what_is_about_an_actor_is_found_by_any_of_its_names(
        self, run: Run, facts: Path, topic: str, name: str, expected: str
    ) -> None:
        assert run(topic, "--about", name, facts=facts).ids == [expected]

    def test_the_timeline_has_no_actors_and_says_so(self, run: Run, facts: Path) -> None:
        answer = run("timeline", "--topic", "actors", facts=facts)
        assert answer.rows[1:] == []
        assert "the timeline has no actors: try malibrief actors" in answer.err


class TestCards:
    def test_an_actor_is_shown_with_its_fields_and_what_refers_to_it(self, run: Run, facts: Path) -> None:
        member = fields(run, "member", facts)
        assert (member["kind"], member["led_by"]) == (["armed-movement"], ["Ada Moro; Ben Li"])
        assert member["part_of"] == ["alliance; other"]
        assert (member["actors"], member["events"]) == (["former"], ["elsewhere"])
        alliance = fields(run, "The Alliance", facts)
        assert alliance["actors"] == ["former", "member"]
        assert [alliance[topic] for topic in ("events", "sanctions", "people")] == [
            ["founding"],
            ["listing"],
            ["chief"],
        ]

    def test_an_actor_of_unknown_time_has_none_on_its_card(self, run: Run, facts: Path) -> None:
        assert not fields(run, "undated", facts).keys() & {"start", "end", "horizon"}

    def test_an_office_is_shown_with_its_holders(self, run: Run) -> None:
        office = fields(run, "president-arda", BASE)
        assert (office["topic"], office["title"], office["state"]) == (["offices"], ["President"], ["true"])
        assert office["people"] == ["jean-moro-president", "elodie-tamba-president"]

    def test_a_series_is_shown_with_its_definition_and_its_figures(self, run: Run) -> None:
        series = fields(run, "minka-strength", BASE)
        assert series["definition"] == ["Soldiers of the mission who were in the country on the day."]
        assert series["figures"] == ["minka-strength-2001", "minka-strength-2003", "minka-strength-2003-press"]

    @pytest.mark.parametrize("key", ["president-arda", "minka-strength", "northern-front"])
    @pytest.mark.parametrize("form", ["table", "md", "html", "json"])
    def test_each_has_a_card_in_every_form(self, run: Run, key: str, form: str) -> None:
        answer = run("show", key, "-f", form)
        assert (answer.code, answer.err) == (0, "")
        assert key in answer.out

    def test_the_id_of_a_fact_is_stronger_than_that_of_an_office_a_series_or_a_source(
        self, run: Run, write: Write
    ) -> None:
        tables = ("offices", "series", "sources")
        same = "".join(record(table, "x") for table in tables)
        facts = write(record("events", "x") + record("people", "p", office="x") + same + SOURCE)
        assert fields(run, "x", facts)["topic"] == ["events"]
        assert run("events", "--about", "x", facts=facts).ids == []
        assert run("people", "--office", "x", facts=facts).ids == ["p"]

    @pytest.mark.parametrize("key", ["president-arda", "minka-strength"])
    def test_what_cites_nothing_is_said_to_have_no_source(self, run: Run, key: str) -> None:
        assert run("cite", key) == (0, "", f"malibrief: {key} has no source of its own\n")
        cited = run("cite", key, "northern-front")
        assert cited.out == run("cite", "northern-front").out
        assert cited.err == f"malibrief: {key} has no source of its own\n"


class TestMoney:
    @pytest.fixture
    def facts(self, write: Write) -> Path:
        """A sum of all donors, and its parts."""
        return write(
            record("funding", "all", covers="all-donors", title="The appeal", aliases=["Appeal 2001"])
            + record("funding", "half", part_of="all")
            + record("funding", "quarter", part_of="half")
            + SOURCE
        )

    @pytest.mark.parametrize(
        ("line", "expected"),
        [
            ("--part-of all", "half"),
            ("--part-of half", "quarter"),
            ("--part-of all --part-of half", "half quarter"),
            ("--covers all-donors", "all"),
            ("--about all", "half"),
        ],
    )
    def test_parts_and_reach_are_chosen(self, run: Run, facts: Path, line: str, expected: str) -> None:
        assert run("funding", *line.split(), facts=facts).ids == expected.split()

    def test_a_sum_may_be_named_by_an_alias(self, run: Run, facts: Path) -> None:
        assert run("funding", "--part-of", "appeal 2001", facts=facts).ids == ["half"]

    def test_what_was_asked_for_is_said_in_words(self, run: Run, facts: Path) -> None:
        page = run("funding", "--part-of", "all", "-f", "html", facts=facts).out
        assert "part of all" in page

    def test_json_has_the_fields(self, run: Run, facts: Path) -> None:
        found = {fact["id"]: fact for fact in json.loads(run("funding", "--json", facts=facts).out)["facts"]}
        assert [found[name]["part_of"] for name in ("all", "half", "quarter")] == [None, "all", "half"]
        assert [found[name]["covers"] for name in ("all", "half")] == ["all-donors", None]
