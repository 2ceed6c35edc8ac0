"""`timeline`: every dated happening, oldest first."""

import json

import pytest
from rich.cells import cell_len

from tests.conftest import SOURCE, Run, Write
from tests.tables import record


def test_it_has_events_and_the_beginnings_and_ends_of_lasting_facts(run: Run) -> None:
    answer = run("timeline", "--since", "2001-05", "--until", "2001-10")
    assert (answer.code, answer.err) == (0, "")
    assert (
        answer.out
        == """\
date	topic	title	sources	id
2001-05	mission	Operation Sirocco: begins	press-coup	operation-sirocco
2001-06-01	mission	MINKA: decided	un-9001; academic-study	minka
2001-06-01	resolution	Council establishes MINKA	un-9001	sc-res-9001
2001-07-01	mission	MINKA: begins	un-9001; academic-study	minka
2001-09	agreement	Transition Charter: signed	gov-coup	transition-charter
2001-10	sanction	Sanctions of the neighbours: ends	press-coup	neighbours-2001
"""
    )


@pytest.mark.parametrize("width", [20, 24, 28, 32, 40, 80])
def test_no_line_is_wider_than_the_window(run: Run, width: int) -> None:
    lines = run("timeline", "-f", "table", env={"COLUMNS": str(width)}).lines
    assert [line for line in lines if cell_len(line) > width] == []


def test_in_the_narrowest_windows_titles_stand_below_their_dates(run: Run) -> None:
    answer = run("timeline", "--since", "2001-07", "--until", "2001-07", "-f", "table", env={"COLUMNS": "24"})
    assert answer.lines[:4] == [
        "2001 ───────────────────",
        " 1 Jul  mission",
        "★ MINKA: begins    minka",
        "",
    ]


def test_reports_money_people_figures_and_actors_are_not_in_it(run: Run) -> None:
    topics = {row[1] for row in run("timeline", "--no-header").rows}
    assert topics == {"event", "mission", "resolution", "agreement", "sanction", "statement"}


@pytest.mark.parametrize("topic", ["agreements", "agreement", "AGREEMENTS"])
def test_a_topic_can_be_given_in_the_singular_or_the_plural(run: Run, topic: str) -> None:
    assert run("timeline", "--topic", topic).ids == ["transition-charter", "kelan-accord", "kelan-accord"]


def test_several_topics_mean_any_of_them(run: Run) -> None:
    assert len(run("timeline", "--topic", "events", "--topic", "statements").ids) == 7


def test_an_unknown_end_is_not_in_it(run: Run) -> None:
    assert run("timeline", "--topic", "mission", "-c", "title", "--no-header").out.count("Sirocco") == 1


def test_milestones_tell_the_story_in_short(run: Run) -> None:
    assert (
        run("timeline", "--milestones", "-c", "date,title", "--no-header").out
        == """\
2001-03-05	Soldiers seize the palace in Kéran
2001-06-01	MINKA: decided
2001-06-01	Council establishes MINKA
2001-07-01	MINKA: begins
2003-05-15	Kelan Accord: signed
2003-06-20	Kelan Accord: signed by its last party
2004-06-30	MINKA: ends
"""
    )


def test_it_can_be_sorted_reversed_and_cut(run: Run) -> None:
    assert run("timeline", "--reverse", "-n", "1").ids == ["un-9003-moro"]
    assert run("timeline", "--sort", "title", "-n", "2").ids == ["drought-2000", "coalition-2003"]


def test_json_names_the_topic_as_the_listings_do(run: Run) -> None:
    facts = json.loads(run("timeline", "--milestones", "--json").out)["facts"]
    assert facts[0]["topic"] == "events"
    assert facts[0]["title"] == "Soldiers seize the palace in Kéran"
    assert facts[0]["milestone"] is True
    assert [source["id"] for source in facts[0]["sources"]] == ["gov-coup", "press-coup"]


def test_the_filters_of_all_listings_work_here_too(run: Run) -> None:
    assert run("timeline", "--place", "Kelan").ids == ["kelan-accord", "kelan-accord"]
    assert run("timeline", "--source", "ngo-flood").ids == ["flood-2001"]
    assert run("timeline", "--about", "2001-03-05-coup").ids == [
        "neighbours-2001", "moro-2001-03-06", "transition-charter", "neighbours-2001", "market-fire",
    ]  # fmt: skip
    assert run("timeline", "--disputed").ids == ["market-fire"]
    assert run("timeline", "--as-of", "2000").ids == ["drought-2000"]


def test_what_begins_and_ends_on_one_day_is_told_in_that_order_and_its_decision_once(run: Run, write: Write) -> None:
    facts = write(record("missions", "m", established="2001-01-01", start="2001-01-01", end="2001-01-01") + SOURCE)
    assert run("timeline", "-c", "title", "--no-header", facts=facts).lines == ["M: begins", "M: ends"]


class TestOn:
    """`--on` lists what happened on a day, in a month or year, or on a day of every year."""

    @pytest.mark.parametrize("day", ["2001-06-01", "1 June 2001", "01/06/2001", "2001-06", "2001"])
    def test_what_is_dated_within_it(self, run: Run, day: str) -> None:
        answer = run("timeline", "--on", "2001-06-01") if day == "01/06/2001" else run("timeline", "--on", day)
        assert "minka" in answer.ids

    def test_what_is_dated_less_precisely_is_counted_in_a_note(self, run: Run) -> None:
        answer = run("timeline", "--on", "2001-05-02")
        assert "operation-sirocco" not in answer.ids
        assert (
            "dated less precisely, may be of then: --since 2001-05-02 --until 2001-05-02 lists them too" in answer.err
        )
        assert "operation-sirocco" in run("timeline", "--since", "2001-05-02", "--until", "2001-05-02").ids

    @pytest.mark.parametrize("day", ["06-01", "1 June", "June 1st", "1er juin"])
    def test_a_day_without_a_year_is_that_day_in_every_year(self, run: Run, day: str) -> None:
        rows = run("timeline", "--on", day, "--no-header").rows
        assert rows
        assert {row[0][4:] for row in rows} == {"-06-01"}

    def test_a_month_without_a_year_is_that_month_in_every_year(self, run: Run) -> None:
        rows = run("timeline", "--on", "June", "--no-header").rows
        assert {row[0][4:7] for row in rows} == {"-06"}
        assert len({row[0][:4] for row in rows}) > 1

    def test_a_page_says_what_was_asked_for(self, run: Run) -> None:
        for day, said in (
            ("06-01", "on 1 June in every year"),
            ("June", "on June in every year"),
            ("2001-06", "on June 2001"),
        ):
            assert said in run("timeline", "--on", day, "-f", "html").out
