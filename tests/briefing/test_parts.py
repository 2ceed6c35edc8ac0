"""What belongs to what in a briefing: fields say it, never a title, a lead or an id."""

from pathlib import Path

import pytest

from tests.conftest import Run, Write
from tests.tables import record

SOURCE = record("sources", "s", date="2001-03-05")
DEEP = 1500
"""Deeper than Python's stack."""

Line = dict[str, str]


class Told:
    """The lines of a briefing on a base of these records, as of the end of 2001."""

    def __init__(self, run: Run, facts: Path, day: str = "2001-12-31") -> None:
        """Ask for it."""
        head, *rows = run("brief", "--as-of", day, facts=facts).rows
        self.lines: list[Line] = [dict(zip(head, row, strict=True)) for row in rows]

    def ids(self, section: str) -> list[str]:
        """The ids of a section, in its order."""
        return [line["id"] for line in self.lines if line["section"] == section]

    def under(self) -> dict[str, str]:
        """The ids of the missions section, each with the id of what it is under."""
        return {line["id"]: line["under"] for line in self.lines if line["section"] == "missions"}


class TestMissions:
    def test_a_contingent_is_listed_under_what_it_is_part_of_whoever_leads_it(self, run: Run, write: Write) -> None:
        facts = write(
            record("missions", "whole", name="Whole")
            + record("missions", "other", name="Other")
            + record("missions", "part", part_of="whole", lead="Norden, within Other", about=["other"])
            + SOURCE
        )
        told = Told(run, facts)
        assert told.under() == {"whole": "", "part": "whole", "other": ""}
        assert [line["detail"] for line in told.lines if line["id"] == "part"] == ["Norden, within Other"]

    def test_what_only_reads_like_a_contingent_is_listed_by_itself(self, run: Run, write: Write) -> None:
        facts = write(
            record("missions", "whole", name="Whole")
            + record("missions", "whole-norden", lead="Norden, within Whole", about=["whole"])
            + SOURCE
        )
        assert Told(run, facts).under() == {"whole": "", "whole-norden": ""}

    def test_a_contingent_of_a_mission_that_is_over_is_listed_by_itself(self, run: Run, write: Write) -> None:
        facts = write(
            record("missions", "whole", end="2001-06-30")
            + record("missions", "part", part_of="whole", end="2002-06-30")
            + SOURCE
        )
        assert Told(run, facts).under() == {"part": ""}

    def test_contingents_may_be_parts_of_contingents_without_end(self, run: Run, write: Write) -> None:
        missions = (
            record("missions", f"m{n}", part_of=f"m{n - 1}" if n else None, end="2003-03-05") for n in range(DEEP)
        )
        facts = write("".join(missions) + SOURCE)
        told = Told(run, facts)
        assert told.ids("missions") == [f"m{n}" for n in range(DEEP)]
        assert told.under()[f"m{DEEP - 1}"] == f"m{DEEP - 2}"
        assert run("missions", "--part-of", "m7", facts=facts).ids == ["m8"]

    def test_whose_office_serves_a_mission_heads_it_by_the_rank_of_the_office(self, run: Run, write: Write) -> None:
        offices = (
            record("offices", "deputy-head-whole", title="Deputy head", rank=1, serves="whole"),
            record("offices", "office-2", title="Clerk", rank=2, serves="whole"),
            record("offices", "head-whole", title="Head of Whole", organisation="Whole", rank=3),
        )
        holders = (
            record("people", "second", office="office-2", start="2001-03-05"),
            record("people", "first", office="deputy-head-whole", start="2001-03-07"),
            record("people", "elsewhere", office="head-whole", about=["whole"]),
        )
        facts = write(record("missions", "whole", name="Whole") + "".join((*offices, *holders)) + SOURCE)
        told = Told(run, facts)
        assert told.ids("missions") == ["whole", "first", "second"]
        assert told.ids("offices") == ["elsewhere"]


class TestStrengths:
    @pytest.fixture
    def told(self, run: Run, write: Write) -> Told:
        """A mission with its strength and other numbers about it."""
        of = {"of": "whole"}
        series = (
            record("series", "a", unit="soldiers", strength_of="whole", **of),
            record("series", "whole-strength", unit="soldiers", counts="plan", **of),
            record("series", "b", unit="camps", **of),
            record("series", "c", unit="soldiers"),
        )
        figures = (record("figures", f"of-{name}", series=name) for name in ("a", "whole-strength", "b", "c"))
        return Told(run, write(record("missions", "whole") + "".join((*series, *figures)) + SOURCE))

    def test_the_series_that_is_the_strength_of_a_mission_is_told_under_it(self, told: Told) -> None:
        assert told.under() == {"whole": "", "of-a": "whole"}

    def test_other_numbers_of_its_personnel_are_left_to_the_listing_and_those_of_other_things_are_told(
        self, told: Told
    ) -> None:
        assert told.ids("figures") == ["of-b", "of-c"]

    def test_values_are_told_by_the_rank_of_their_series_then_newest_first(self, run: Run, write: Write) -> None:
        ranks = {"a": None, "b": None, "c": 9, "d": 1}
        dates = {"a": "2001-01-31", "b": "2001-02-28", "c": "2001-03-31", "d": "2000"}
        records = (
            record("series", name, rank=rank) + record("figures", f"of-{name}", series=name, date=dates[name])
            for name, rank in ranks.items()
        )
        assert Told(run, write("".join(records) + SOURCE)).ids("figures") == ["of-d", "of-c", "of-b", "of-a"]


def money(key: str, within: str | None = None, **fields: object) -> str:
    """A sum of the day on which its source tells it."""
    return record("funding", key, part_of=within, end="2001-03-05", **fields)


class TestParts:
    def test_a_part_is_not_told_beside_its_sum_whatever_its_id_and_kind(self, run: Run, write: Write) -> None:
        facts = write(
            money("all", kind="pledge") + money("x", "all", kind="commitment") + money("all-y", kind="pledge") + SOURCE
        )
        assert sorted(Told(run, facts).ids("money")) == ["all", "all-y"]

    def test_a_part_is_told_where_its_sum_is_not(self, run: Run, write: Write) -> None:
        facts = write(
            record("funding", "all", start="1990", end="1990") + money("x", "all") + money("y", "all") + SOURCE
        )
        assert Told(run, facts).ids("money") == ["x", "y"]

    @pytest.mark.parametrize(
        "between",
        [
            {},
            {"start": "1990", "end": "1990"},
            {"start": "2004-01-01", "end": "2004-01-01"},
            {"start": None, "end": None},
        ],
        ids=["told itself", "long ago", "later", "undated"],
    )
    def test_a_part_of_a_part_is_not_told_beside_the_whole_sum(
        self, run: Run, write: Write, between: dict[str, str | None]
    ) -> None:
        days = {"start": "2001-03-05", "end": "2001-03-05"} | between
        middle = record("funding", "middle", part_of="all", **days)
        facts = write(money("all") + middle + money("x", "middle") + SOURCE)
        assert Told(run, facts).ids("money") == ["all"]

    def test_sums_may_be_parts_of_sums_without_end(self, run: Run, write: Write) -> None:
        sums = (money(f"f{n}", f"f{n - 1}" if n else None) for n in range(DEEP))
        facts = write("".join(sums) + SOURCE)
        assert Told(run, facts).ids("money") == ["f0"]
        assert run("funding", "--part-of", "f0", facts=facts).ids == ["f1"]

    def test_a_part_of_a_series_is_not_told_beside_the_whole_at_any_depth(self, run: Run, write: Write) -> None:
        series = (record("series", f"s{n}", part_of=f"s{n - 1}" if n else None) for n in range(DEEP))
        figures = (record("figures", f"n{n}", series=f"s{n}") for n in (0, 1, DEEP - 1))
        facts = write("".join((*series, *figures)) + SOURCE)
        assert Told(run, facts).ids("figures") == ["n0"]

    def test_a_part_of_a_series_is_told_where_the_whole_has_no_recent_value(self, run: Run, write: Write) -> None:
        facts = write(
            record("series", "all")
            + record("series", "part", part_of="all")
            + record("figures", "old", series="all", date="1990")
            + record("figures", "new", series="part")
            + SOURCE
        )
        assert Told(run, facts).ids("figures") == ["new"]

    def test_no_part_is_told_beside_its_sum_in_the_shipped_base(self, run: Run) -> None:
        head, *rows = run("funding", "-c", "id,part_of", facts=None).rows
        assert head == ["id", "part_of"]
        wholes = {name: whole for name, whole in rows if whole}
        assert wholes
        for year in range(2012, 2027):
            answer = run("brief", "--as-of", f"{year}-05-04", "--section", "money", facts=None)
            told = set(answer.ids)
            assert [name for name in told if wholes.get(name) in told] == []
