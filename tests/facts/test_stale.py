"""What `check --stale` lists: ends that nobody has looked for, series that are behind, mandates that lapse; the most overdue first."""

from pathlib import Path

import pytest

from malibrief.facts import load, stale
from tests.conftest import BASE, EVENT, MISSION, SOURCE, Run, Write

HOLDER = """\
[[offices]]
id = "o"
title = "R"
organisation = "O"
rank = 1

[[people]]
id = "p"
name = "N"
office = "o"
start = 2001-01-01
summary = "S"
tags = ["un"]
sources = ["s"]
"""
NEXT_HOLDER = HOLDER[HOLDER.index("[[people]]") :].replace('"p"', '"q"').replace("2001-01-01", "2002-01-01")
MANDATE = EVENT.replace("events", "resolutions") + 'kind = "resolution"\nmission = "m"\nmandate_until = 2002-03-31\n'


def series(counts: str, *dates: str, more: str = "") -> str:
    """A series with a value on each date."""
    head = f'[[series]]\nid = "z"\ntitle = "T"\nunit = "people"\ncounts = "{counts}"\nby = "B"\ndefinition = "D"\n'
    figures = (
        f'[[figures]]\nid = "n-{date}"\nseries = "z"\ndate = "{date}"\nvalue = 1\nsummary = "S"\ntags = ["un"]\nsources = ["s"]\n'
        for date in dates
    )
    return head + more + "".join(figures)


def found(write: Write, text: str, day: int) -> list[str]:
    """What is to be looked at on a day, each without its hint."""
    path = write(text + SOURCE)
    base, faults = load.read([path])
    assert faults == []
    assert base is not None
    return [str(finding).replace(f"{path.parent}/", "").split("\n")[0] for finding in stale.stale(base, day)]


class TestOpenEnds:
    @pytest.mark.parametrize(("day", "listed"), [(20030131, False), (20030201, True)])
    def test_what_was_last_reported_over_a_year_before_is_listed(self, write: Write, day: int, listed: bool) -> None:
        text = MISSION + 'attested = "2002-01"\n'
        line = "facts.toml:7: [stale] m: no end is recorded, and it was last reported Jan 2002, 1 year before "
        assert found(write, text, day) == ([line + "1 Feb 2003"] if listed else [])

    def test_the_newest_of_its_sources_tells_when_it_was_last_reported(self, write: Write) -> None:
        sources = (
            SOURCE.replace('"s"', '"t"') + "date = 2004-05-01\n" + SOURCE.replace('"s"', '"u"') + 'date = "2003"\n'
        )
        text = MISSION.replace('["s"]', '["s", "t", "u"]') + sources
        assert found(write, text, 20050401) == []
        (line,) = found(write, text, 20050601)
        assert line.endswith("last reported 1 May 2004, 1 year before 1 Jun 2005")

    @pytest.mark.parametrize(
        "text",
        [
            MISSION + "end = 2002-01-01\n",
            MISSION + 'end = "unknown"\n',
            EVENT,
            HOLDER + "end = 2002-01-01\n",
            HOLDER.replace("rank = 1", 'rank = 1\nserves = "m"') + MISSION + "end = 2002-01-01\n",
        ],
        ids=["ended", "over, day not known", "an event", "a holder who left", "a holder in a mission that ended"],
    )
    def test_what_is_over_is_not(self, write: Write, text: str) -> None:
        assert found(write, text, 20200101) == []

    def test_nor_is_a_holder_whom_the_next_one_followed(self, write: Write) -> None:
        assert [line.split()[2] for line in found(write, HOLDER + NEXT_HOLDER, 20050101)] == ["q:"]

    def test_the_hint_is_to_move_attested_where_that_is_given(self, write: Write) -> None:
        hints = {}
        for more in ("", "attested = 2001-05-01\n"):
            base, _ = load.read([write(MISSION + more + SOURCE)])
            assert base is not None
            (finding,) = stale.stale(base, 20050101)
            hints[more] = finding.hint
        assert list(hints.values()) == ["give its end, or cite a newer source", "give its end, or move `attested` on"]


class TestSeries:
    @pytest.mark.parametrize(
        ("text", "quiet", "listed"),
        [
            # Twice the time between its values, and twice its period where that is longer.
            (series("flow", "2001", "2002", more='period = "year"\n'), 20041230, 20041231),
            (series("flow", "2002-01", "2002-02", more='period = "month"\n'), 20020429, 20020430),
            (series("flow", "2001-11", "2001-12", more='period = "half-year"\n'), 20021230, 20021231),
            (series("flow", "2001-06", "2001-09", "2001-12", more='period = "week"\n'), 20020703, 20020704),
            # At least a year for what is no flow.
            (series("stock", "2002-01", "2002-02"), 20030228, 20030301),
            (series("stock", "1998-01-01", "2000-01-01", "2002-01-01"), 20060101, 20060102),
            (series("price", "2002-01", "2002-02", more='period = "month"\n'), 20030228, 20030301),
            (series("share", "2002-01", "2002-02", more='period = "year"\n'), 20040228, 20040229),
        ],
    )
    def test_one_is_listed_after_twice_its_rhythm(self, write: Write, text: str, quiet: int, listed: int) -> None:
        assert found(write, text, quiet) == []
        (line,) = found(write, text, listed)
        assert line.startswith("facts.toml:7: [stale] z: its last value, 'n-200")

    def test_the_last_value_and_its_age_are_told(self, write: Write) -> None:
        assert found(write, series("stock", "2002-02", "2002-01"), 20050301) == [
            "facts.toml:7: [stale] z: its last value, 'n-2002-02', is of Feb 2002, 3 years before 1 Mar 2005"
        ]

    def test_of_less_than_a_month_no_age_is_told(self, write: Write) -> None:
        weekly = series("flow", "2002-02-01", "2002-02-08", more='period = "week"\n')
        assert found(write, weekly, 20020223) == [
            "facts.toml:7: [stale] z: its last value, 'n-2002-02-08', is of 8 Feb 2002"
        ]

    def test_several_values_of_one_day_make_no_rhythm(self, write: Write) -> None:
        twice = series("stock", "2002-01", "2002-01").replace('"n-2002-01"', '"n"', 1)
        assert found(write, twice, 20200101) == []
        assert found(write, series("stock", "2002-01"), 20200101) == []
        assert found(write, series("stock") + EVENT, 20200101) == []

    @pytest.mark.parametrize("field", ["of", "strength_of"])
    def test_what_counts_something_that_has_ended_is_not_listed(self, write: Write, field: str) -> None:
        text = series("stock", "2002-01", "2002-02", more=f'{field} = "m"\n')
        assert len(found(write, text + MISSION + "end = 2004-01-01\n", 20030601)) == 1
        assert found(write, text + MISSION + "end = 2004-01-01\n", 20040601) == []
        assert found(write, text + MISSION + 'end = "unknown"\n', 20060601) == []

    def test_a_plan_for_a_year_to_come_is_not_behind(self, write: Write) -> None:
        assert found(write, series("plan", "2001", "2005"), 20030101) == []


class TestMandates:
    @pytest.mark.parametrize(
        ("day", "word"),
        [
            (20020129, None),
            (20020131, "runs out"),
            (20020331, "runs out"),
            (20020401, "ran out"),
            (20020601, "ran out"),
        ],
    )
    def test_one_that_runs_out_within_60_days_or_did_is_listed(self, write: Write, day: int, word: str | None) -> None:
        lines = found(write, MISSION + MANDATE, day)
        assert [line for line in lines if "mandate" in line] == (
            [f"facts.toml:7: [stale] m: its mandate {word} on 2002-03-31 (e)"] if word else []
        )

    def test_the_last_decision_counts(self, write: Write) -> None:
        renewal = MANDATE.replace('"e"', '"f"').replace("2002-03-31", "2003-03-31").replace("2001-03-05", "2002-03-01")
        assert [line for line in found(write, MISSION + renewal + MANDATE, 20020415) if "mandate" in line] == []

    @pytest.mark.parametrize("end", ["2002-03-31", '"unknown"', "2004-01-01"])
    def test_one_of_a_mission_with_an_end_is_not(self, write: Write, end: str) -> None:
        assert found(write, MISSION + f"end = {end}\n" + MANDATE, 20020415) == []


def test_the_most_overdue_comes_first_whatever_it_is(write: Write) -> None:
    text = (
        MISSION
        + "attested = 2003-12-01\n"
        + MANDATE.replace("2002-03-31", "2005-02-01")
        + series("stock", "2001", "2002")
    )
    lines = found(write, text + HOLDER + "attested = 2003-06-01\n", 20050101)
    assert [line.split()[2] for line in lines] == ["p:", "m:", "z:", "m:"]
    assert "mandate" in lines[-1]


def test_what_is_due_on_the_same_day_stays_in_order(write: Write) -> None:
    text = MISSION + MISSION.replace('"m"', '"l"') + MISSION.replace('"m"', '"n"')
    assert [line.split()[2] for line in found(write, text, 20050101)] == ["m:", "l:", "n:"]


class TestCommand:
    def test_the_list_comes_after_the_faults_and_is_counted_apart(self, run: Run, write: Write) -> None:
        path = write(MISSION + SOURCE + SOURCE.replace('"s"', '"t"'))
        listed = run("check", "--stale", "--as-of", "2005-01-01", str(path))
        assert listed.code == 0
        assert listed.lines == [
            f"{path}:22: [unused-source] t: no fact cites it",
            "    hint: cite it or delete it",
            f"{path}:7: [stale] m: no end is recorded, and it was last reported 5 Mar 2001, 3 years before 1 Jan 2005",
            "    hint: give its end, or cite a newer source",
        ]
        assert listed.err == "malibrief: 1 fact read, 0 errors, 1 warning, 1 to look at again\n"

    def test_without_the_option_nothing_of_it_is_told(self, run: Run, write: Write) -> None:
        path = write(MISSION + SOURCE)
        assert run("check", str(path)) == (0, "", "malibrief: 1 fact read, 0 errors, 0 warnings\n")

    def test_the_day_is_today_unless_it_is_given_in_any_way_of_writing(self, run: Run, write: Write) -> None:
        path = write(MISSION + SOURCE)
        assert "before" in run("check", "--stale", str(path)).out
        for day, listed in (("2002-03", 1), ("2002", 1), ("14 February 2002", 0), ("février 2002", 0)):
            out = run("check", "--stale", "--as-of", day, str(path)).err
            assert out.endswith(f", {listed} to look at again\n"), day

    def test_a_day_without_the_option_is_a_usage_error(self, run: Run) -> None:
        shown = run("check", "--as-of", "2005")
        assert (shown.code, shown.out) == (2, "")
        assert shown.err == "malibrief: --as-of: there is nothing to see from a day without --stale\n"

    def test_what_is_no_day_is_one_too(self, run: Run) -> None:
        shown = run("check", "--stale", "--as-of", "soon")
        assert (shown.code, shown.out) == (2, "")
        assert shown.err.startswith("malibrief: --as-of: 'soon' is not a date")

    def test_a_base_with_errors_is_told_of_those_alone(self, run: Run, write: Write) -> None:
        path = write(MISSION + EVENT.replace("coup", "coups") + SOURCE)
        shown = run("check", "--stale", "--as-of", "2005", str(path))
        assert shown.code == 1
        assert [line.split()[1] for line in shown.lines if not line.startswith(" ")] == ["[unknown-tag]"]

    def test_of_facts_that_are_added_only_their_own_are_told(self, run: Run, write: Write) -> None:
        own = write(MISSION.replace('"s"', '"gov-coup"'), header=None, name="own.toml")
        shown = run("check", "--stale", "--as-of", "2010", str(own))
        assert [line.split(":")[0] for line in shown.lines if not line.startswith(" ")] == [str(own)]
        both = run("check", "--stale", "--as-of", "2010", "--add", str(own))
        assert {Path(line.split(":")[0]) for line in both.lines if not line.startswith(" ")} == {own, BASE}
