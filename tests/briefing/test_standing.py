"""How things stood on a day: each section on the small base, and what holds for every day on the shipped one."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from malibrief.briefing import sections, standing
from malibrief.briefing.lines import SECTIONS
from malibrief.facts.dates import days_in
from malibrief.facts.told import label_of
from malibrief.facts.topics import TOPICS
from malibrief.index import query
from malibrief.index.results import FoundFact, Tables
from malibrief.index.store import open_index
from tests.conftest import BASE

SHIPPED = Path(__file__).parents[2] / "data" / "facts.toml"
At = Callable[[int], standing.Standing]


class Facts(tuple[list[FoundFact], Tables]):
    """All facts of a base, and the rows of the tables beside its topics."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Short, for the words of a test that fails."""
        return f"Facts({len(self[0])})"


def read(path: Path, cache: Path) -> Facts:
    index = open_index([path], cache)
    facts = query.everything(index)
    return Facts((facts, query.tables_of(index, facts)))


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    return read(SHIPPED, tmp_path_factory.mktemp("shipped"))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    return read(BASE, tmp_path_factory.mktemp("small"))


@pytest.fixture
def at(small: Facts) -> At:
    """How things stood on a day in the small base."""
    return lambda day: standing.standing(*small, day)


@st.composite
def days(draw: st.DrawFn, first: int = 1900, last: int = 2100) -> int:
    year, month = draw(st.integers(first, last)), draw(st.integers(1, 12))
    return year * 10000 + month * 100 + draw(st.integers(1, days_in(year, month)))


def told(stood: standing.Standing, section: str) -> list[tuple[str, str, str]]:
    return [("" if line.certain else "~", line.title, line.detail) for line in stood.section(section)]


def figures(stood: standing.Standing) -> list[str]:
    """The values that are told, under missions and beside them."""
    return [line.detail for line in stood.lines.values() if line.is_figure]


class TestOffices:
    def test_holders_on_the_day_are_listed_with_their_role(self, at: At) -> None:
        assert told(at(20000101), "offices") == [("", "Élodie Tamba", "President")]

    def test_on_the_day_of_a_handover_only_the_new_holder_is_listed(self, at: At) -> None:
        assert told(at(20010305), "offices") == [("", "Jean Moro", "President of the transition")]

    def test_a_vague_end_makes_the_last_months_uncertain(self, at: At) -> None:
        assert told(at(20031231), "offices")[0][0] == ""
        assert told(at(20040601), "offices")[0][0] == "~"
        assert [title for _, title, _ in told(at(20050101), "offices")] == ["Omar Dia"]

    def test_the_head_of_an_active_mission_is_listed_under_it(self, at: At) -> None:
        stood = at(20010801)
        assert "Ana Li" not in [line.title for line in stood.section("offices")]
        (head,) = (line for line in stood.section("missions") if line.id == "ana-li-srsg")
        assert head.under == "mission/minka"

    def test_who_may_have_left_is_listed_for_two_years_after_the_last_evidence(self, at: At) -> None:
        assert "office/ana-li-srsg" in at(20030731).lines
        assert "office/ana-li-srsg" not in at(20030801).lines

    def test_the_offices_of_the_state_come_first_in_their_order(self, shipped: Facts) -> None:
        stood = standing.standing(*shipped, 20210514)
        assert [line.group for line in stood.section("offices")][:5] == [
            "transition-president-mali", "transition-vice-president-mali", "prime-minister-mali",
            "foreign-minister-mali", "defence-minister-mali",
        ]  # fmt: skip


class TestMissions:
    def test_a_mission_with_its_mandate_its_ceilings_and_its_head(self, at: At) -> None:
        lines = [line for line in at(20010801).section("missions") if "minka" in line.key or line.under]
        assert [(line.key, line.title, line.detail, line.until) for line in lines] == [
            ("mission/minka", "MINKA", "UN peace operation", None),
            ("mission/minka/mandate", "Council establishes MINKA",
             "mandate, S/RES/9001 (2001). The Council creates MINKA for a first year.", "2002-06-30"),
            ("mission/minka/ceilings", "Ceilings", "9,000 military, 1,200 police", None),
            ("office/ana-li-srsg", "Ana Li", "Special Representative and head of MINKA", None),
        ]  # fmt: skip

    def test_ceilings_last_until_others_are_set(self, at: At) -> None:
        stood = at(20030101)
        assert stood.lines["mission/minka/mandate"].id == "sc-res-9002"
        assert stood.lines["mission/minka/ceilings"].id == "sc-res-9001"

    def test_a_mission_is_not_listed_on_the_day_of_its_end(self, at: At) -> None:
        assert "mission/minka" in at(20040629).lines
        assert "mission/minka" not in at(20040630).lines

    def test_a_contingent_is_listed_under_its_mission_while_that_is_active(self, at: At) -> None:
        assert at(20030301).lines["mission/coalition-2003"].under == "mission/operation-sirocco"
        assert at(20030901).lines["mission/coalition-2003"].detail == "France"

    def test_an_expired_mandate_is_said_to_have_expired(self, shipped: Facts) -> None:
        stood = standing.standing(*shipped, 20231001)
        assert stood.lines["mission/minusma/mandate"].detail.startswith("no mandate: the last one ran out, S/RES/2690")
        assert "mission/minusma/ceilings" not in stood.lines

    def test_later_tasks_are_left_out(self, shipped: Facts) -> None:
        def tasks(mission: str, day: int) -> str:
            return standing.standing(*shipped, day).lines[f"mission/{mission}"].detail

        assert "MINUSMA" not in tasks("uk-operation-newcombe", 20130201)
        assert "G5 Sahel Joint Force" not in tasks("barkhane", 20150701)
        assert "G5 Sahel Joint Force" in tasks("barkhane", 20210514)
        assert "centre" not in tasks("eucap-sahel-mali", 20180820)


class TestMeasures:
    def test_regimes_say_what_they_do_and_until_when(self, at: At) -> None:
        (regime, renewal, listed) = at(20040101).section("measures")
        assert (regime.detail, regime.until) == ("travel ban; asset freeze", None)
        assert (renewal.id, renewal.under) == ("sc-res-9003", regime.key)
        assert (renewal.detail, renewal.until) == ("in force, S/RES/9003 (2003)", "2004-09-05")
        assert listed.title == "Listed under UN 9003: 1 person"
        assert listed.detail == "Jean Moro under UN 9003"

    def test_a_regime_that_was_not_renewed_says_so(self, at: At) -> None:
        (_, renewal) = at(20050601).section("measures")
        assert renewal.detail == "has run out, S/RES/9003 (2003)"

    def test_a_measure_that_ended_in_a_month_is_uncertain_within_it(self, at: At) -> None:
        assert [told(at(day), "measures") for day in (20010930, 20011015, 20011101)] == [
            [("", "Sanctions of the neighbours", "closed borders")],
            [("~", "Sanctions of the neighbours", "closed borders")],
            [],
        ]

    def test_persons_and_entities_are_counted_separately(self, shipped: Facts) -> None:
        titles = [line.title for line in standing.standing(*shipped, 20210514).section("measures")]
        assert "Listed under UN 2374: 8 persons" in titles
        assert "Listed under UN 1267: 6 persons and 6 entities" in titles

    def test_listings_come_under_their_regime(self, at: At, shipped: Facts) -> None:
        (regime, _, listed) = at(20040101).section("measures")
        assert listed.under == regime.key
        lines = {line.title: line for line in standing.standing(*shipped, 20210514).section("measures")}
        assert lines["Listed under US E.O. 13224: 4 persons and 1 entity"].under == "measure/us-eo-13224"

    def test_a_global_regime_is_listed_only_while_it_lists_somebody(self, shipped: Facts) -> None:
        keys = [standing.standing(*shipped, day).lines for day in (20210514, 20230601)]
        assert [("measure/us-eo-14024" in lines) for lines in keys] == [False, True]


class TestAgreements:
    def test_an_agreement_that_not_all_parties_have_signed_says_so(self, at: At) -> None:
        before, after = (at(day).lines["agreement/kelan-accord"].detail for day in (20030601, 20030620))
        assert before == (
            "between Government of Arda, Movement of the North (not yet signed by all of them). Pillars: institutions; security"
        )
        assert "not yet" not in after

    def test_one_transition_charter_is_in_force_at_a_time(self, shipped: Facts) -> None:
        charters = ["transition-charter-2020", "transition-charter-2022", "transition-charter-2025"]
        for day, charter in zip((20210514, 20240201, 20261124), charters, strict=True):
            told = {line.id for line in standing.standing(*shipped, day).section("agreements")}
            assert [name for name in charters if name in told] == [charter]


class TestMoney:
    def test_money_is_listed_whose_period_covers_the_day_or_lay_in_the_year_before(self, at: At) -> None:
        budget = ("", "MINKA budget, 2002/03", "budget, USD 426,000,000.5")
        pledge = ("", "EU pledges development aid to Arda", "pledge, EUR 615,000,000, 12 projects")
        assert told(at(20030101), "money") == [pledge, budget]
        assert told(at(20030601), "money") == [budget]

    def test_money_is_not_listed_before_a_source_reported_it(self, at: At, shipped: Facts) -> None:
        assert told(at(20020101), "money") == []
        assert "money/afd-mali-authorisations-2020" not in standing.standing(*shipped, 20201231).lines

    def test_money_of_the_year_before_is_listed(self, shipped: Facts) -> None:
        assert "money/central-sahel-2020-total" in standing.standing(*shipped, 20210514).lines
        assert "money/central-sahel-2020-total" not in standing.standing(*shipped, 20211201).lines

    def test_older_money_is_listed_while_it_is_still_quoted(self, shipped: Facts) -> None:
        assert "money/afd-mali-55-projects" in standing.standing(*shipped, 20210514).lines
        assert "money/afd-mali-55-projects" not in standing.standing(*shipped, 20230101).lines

    def test_the_plan_of_a_year_is_not_listed_after_it_however_late_it_is_accounted_for(self, shipped: Facts) -> None:
        appeals = [
            line.title for line in standing.standing(*shipped, 20260504).section("money") if line.group == "appeal"
        ]
        assert appeals == ["Humanitarian response plan for Mali 2026: requirement"]


class TestFigures:
    def test_a_value_is_listed_once_its_date_is_past(self, at: At) -> None:
        assert figures(at(20030629)) == ["4,521 soldiers"]
        assert figures(at(20041230)) == []
        assert figures(at(20041231)) == ["0.426 share of children"]

    def test_values_of_one_date_are_all_listed_and_a_disputed_one_says_so(self, at: At) -> None:
        assert figures(at(20030630)) == ["8,900 soldiers", "8,700 soldiers, disputed"]

    def test_a_figure_for_a_year_counts_once_a_source_has_reported_it_in_that_year(self, shipped: Facts) -> None:
        ids = [standing.standing(*shipped, day).lines["figure/people-targeted"].id for day in (20260131, 20260601)]
        assert ids == ["people-targeted-2025", "people-targeted-2026"]

    def test_a_figure_older_than_two_years_is_left_out(self, at: At) -> None:
        assert figures(at(20061231)) == ["0.426 share of children"]
        assert figures(at(20070101)) == []


class TestStatementsAndMilestones:
    def test_statements_of_the_twelve_months_before_are_listed(self, at: At) -> None:
        assert [line.id for line in at(20020305).section("statements")] == ["moro-2001-03-06", "france-un-2002-03-01"]
        assert [line.id for line in at(20020306).section("statements")] == ["france-un-2002-03-01"]

    def test_milestones_are_listed_oldest_first(self, at: At) -> None:
        assert [line.title for line in at(20010801).section("milestones")] == [
            "Soldiers seize the palace in Kéran", "MINKA: decided", "Council establishes MINKA", "MINKA: begins",
        ]  # fmt: skip

    def test_what_an_event_tells_is_not_repeated(self, shipped: Facts) -> None:
        titles = [line.title for line in standing.standing(*shipped, 20240201).section("milestones")]
        assert "Mali's government ends the Algiers peace agreement with immediate effect" in titles
        assert "Agreement for Peace and Reconciliation in Mali (Algiers process): ends" not in titles


@settings(max_examples=60)
@given(day=days())
def test_any_day_from_1900_to_2100_can_be_asked_for(shipped: Facts, day: int) -> None:
    lines = standing.standing(*shipped, day).lines.values()
    assert {line.section for line in lines} <= set(SECTIONS)


@settings(max_examples=80)
@given(day=days(2011, 2026))
def test_nothing_from_after_the_day_is_told(shipped: Facts, day: int) -> None:
    facts, _ = shipped
    stood = standing.standing(*shipped, day)
    began = {found.fact.id for found in facts if found.span and found.span.first <= day}
    known = {label_of(found.fact) for found in facts if found.span and found.span.first <= day}
    later = {label_of(found.fact) for found in facts if found.span and found.span.first > day} - known
    undated = {found.fact.id for found in facts if found.span is None}
    for line in stood.lines.values():
        assert line.id in began | undated
        assert line.since is None or line.since.first <= day
        assert line.title not in later
        assert not any(title in line.title or title in line.detail for title in later if len(title) > 25)
        if line.topic == "missions":
            assert ", ended" not in line.detail


@settings(max_examples=60)
@given(day=days(2011, 2026))
def test_no_fact_is_listed_outside_its_time(shipped: Facts, day: int) -> None:
    facts = {found.fact.id: found for found in shipped[0]}
    for line in standing.standing(*shipped, day).lines.values():
        if line.key.endswith("/renewal"):
            continue
        if line.section in ("offices", "measures", "agreements") or line.key == f"mission/{line.id}":
            span = facts[line.id].span
            assert span is not None
            assert span.covers(day) == ("certain" if line.certain else "possible") or line.key.startswith("listings/")


def apply(difference: standing.Changes, first: standing.Standing) -> standing.Standing:
    """Return the second standing, made from the first and the changes; the order of lines is not kept."""
    gone = {line.key for line in difference.ended}
    lines = {key: line for key, line in first.lines.items() if key not in gone}
    lines |= {after.key: after for _, after in difference.changed} | {line.key: line for line in difference.began}
    return standing.Standing(difference.second, lines)


@settings(max_examples=60)
@given(first=days(2011, 2026), second=days(2011, 2026))
def test_the_changes_turn_the_first_standing_into_the_second(shipped: Facts, first: int, second: int) -> None:
    one, other = (standing.standing(*shipped, day) for day in (first, second))
    made = apply(standing.changes(one, other), one)
    assert (made.day, made.lines) == (other.day, other.lines)
    between = standing.changes(one, one)
    assert (between.began, between.ended, between.changed) == ([], [], [])


def test_the_kinds_of_money_that_have_an_order_exist() -> None:
    assert set(sections.MONEY_KINDS) <= set(TOPICS["funding"].kinds)
