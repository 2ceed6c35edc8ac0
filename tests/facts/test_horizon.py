"""Up to which day there is evidence of a fact without a known end: certain up to its horizon, possible after it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malibrief.facts.dates import FOREVER, PartialDate, day_after
from malibrief.facts.model import Actor, AnyFact, Event, Lasting, Sanction
from malibrief.facts.spans import Span, horizon_of, horizons_of
from tests.facts.records import UPDATED, base_of, figure, mission, money, person, source, stood


def horizon(fact: AnyFact) -> str | None:
    return horizon_of(fact, {name: source(name) for name in fact.sources})


def span(fact: AnyFact, *others: AnyFact, **base: Any) -> Span:
    return stood(fact, *others, **base)[fact.id]


def attested(day: str) -> dict[str, PartialDate]:
    return {"attested": PartialDate(day)}


class TestEvidence:
    """What the horizon is: `attested`, or else the newest date of the sources."""

    def test_it_is_the_newest_date_of_the_sources(self) -> None:
        assert horizon(person("a", "2001-07-01", None, sources=["2002-03-01", "2004-02-10", "2003-05"])) == "2004-02-10"

    @pytest.mark.parametrize("day", ["2003-02-01", "2004-12-31"])
    def test_attested_is_said_on_purpose_and_comes_before_the_sources(self, day: str) -> None:
        """Be it earlier than their dates, as of a study that tells of years before, or later."""
        assert horizon(person("a", "2001-07-01", None, sources=["2004-02-10"], **attested(day))) == day

    def test_a_vague_date_of_a_source_counts_by_the_first_day_that_it_can_mean(self) -> None:
        known = person("a", "2001-07-01", None, sources=["2004"])
        assert horizon(known) == "2004"
        assert span(known) == Span(20010701, FOREVER, 20010701, 20040102)
        assert horizon(person("a", "2001-07-01", None, sources=["2003-11-30", "2003"])) == "2003-11-30"

    def test_of_two_dates_that_begin_together_it_is_the_more_precise_one(self) -> None:
        for sources in (["2004", "2004-01", "2004-01-01"], ["2004-01-01", "2004-01", "2004"]):
            assert horizon(person("a", "2001-07-01", None, sources=sources)) == "2004-01-01"

    @pytest.mark.parametrize("told", ["2001-05-31", "2001", "undated"])
    def test_it_is_never_before_the_start(self, told: str) -> None:
        """A plan may be told before it comes true."""
        known = person("a", "2001-07-01", None, sources=[told])
        assert horizon(known) == "2001-07-01"
        assert span(known) == Span(20010701, FOREVER, 20010701, 20010702)

    def test_sources_without_a_date_leave_nothing_but_the_start(self) -> None:
        assert horizon(person("a", "2001-07", None)) == "2001-07"
        assert span(person("a", "2001-07", None)) == Span(20010701, FOREVER, 20010731, 20010731)
        assert horizon(person("a", None, None)) is None

    def test_what_has_a_known_end_has_none(self) -> None:
        assert horizon(person("a", "2001-07-01", "2003", sources=["2004-02-10"])) is None

    def test_an_unknown_end_has_only_what_is_attested(self) -> None:
        """Whoever tells that something is over does not say that it stood on the day of telling it."""
        assert horizon(person("a", "2001-07-01", "unknown", sources=["2004-02-10"])) is None
        known = person("a", "2001-07-01", "unknown", sources=["2004-02-10"], **attested("2003-02"))
        assert horizon(known) == "2003-02"
        assert span(known) == Span(20010701, UPDATED, 20010701, 20030202)

    @pytest.mark.parametrize("end", ["2003-05-01", "unknown"])
    def test_evidence_of_the_last_day_of_all_changes_no_bound_but_the_sure_ones(self, end: str) -> None:
        bare, known = (person("a", "2001-07-01", end, **more) for more in ({}, attested("2005-06-30")))
        assert (span(known).first, span(known).last) == (span(bare).first, span(bare).last)
        assert span(known).sure_last <= span(known).last

    def test_facts_of_every_topic_that_lasts_have_one(self) -> None:
        listed = Sanction(
            id="s", name="N", summary="S", sources=["2004-02-10"], kind="person", regime="R", start=PartialDate("2003")
        )
        group = Actor(id="g", name="N", summary="S", sources=["2004-02-10"], kind="junta", start=PartialDate("2003"))
        more = {"sources": ["2004-02-10"]}
        lasting: list[Lasting] = [listed, group, mission("m", "2003", None, **more), money("2003", None, **more)]
        for fact in lasting:
            assert horizon(fact) == "2004-02-10"

    def test_money_without_any_date_has_none(self) -> None:
        """Nobody says that a payment stood, only that it was made."""
        assert horizon(money(None, None, sources=["2004-02-10"])) is None

    def test_what_is_of_a_date_has_none(self) -> None:
        event = Event(id="e", title="T", summary="S", sources=["2004-02-10"], date=PartialDate("2003"))
        assert horizon(event) is None
        assert horizon(figure("n", sources=["2004-02-10"])) is None

    def test_a_movement_whose_start_nobody_knows_has_one_too(self) -> None:
        group = Actor(id="g", name="N", summary="S", sources=["2004-02-10"], kind="junta")
        assert horizon(group) == "2004-02-10"

    def test_those_of_a_base_are_of_the_facts_that_have_one(self) -> None:
        facts: list[AnyFact] = [person("a", "2001-07-01", None, sources=["2004-02-10"]), mission("m", "2001", "2003")]
        assert horizons_of(base_of(*facts)) == {"a": "2004-02-10"}


class TestStanding:
    """What the horizon means for a day."""

    @pytest.mark.parametrize(
        ("day", "answer"),
        [
            (20010630, None),
            (20010701, "certain"),
            (20040209, "certain"),
            (20040210, "certain"),
            (20040211, "possible"),
            (20990101, "possible"),
        ],
    )
    @pytest.mark.parametrize("said", [{"sources": ["2004-02-10"]}, attested("2004-02-10")], ids=["sources", "attested"])
    def test_a_fact_without_an_end_is_certain_up_to_its_horizon_included_and_then_possible(
        self, said: dict[str, Any], day: int, answer: str | None
    ) -> None:
        assert span(person("a", "2001-07-01", None, **said)).covers(day) == answer

    @pytest.mark.parametrize(
        ("told", "after"), [("2003-12-31", 20040101), ("2004-02-29", 20040301), ("2003", 20030102)]
    )
    def test_the_day_after_it_is_a_day_of_the_calendar(self, told: str, after: int) -> None:
        assert span(person("a", "2001-07-01", None, sources=[told])).sure_last == after


class TestNextHolder:
    """A holder without an end has left when somebody came after the last day on which he is known to have been there."""

    HOLDER = person("a", "2001-07-01", None, sources=["2003-02-10"])

    def test_who_came_after_the_horizon_is_the_next_one(self) -> None:
        assert span(self.HOLDER, person("b", "2003-05-01", None)) == Span(20010701, 20030501, 20010701, 20030211)

    def test_who_came_up_to_the_horizon_was_there_beside_him(self) -> None:
        for came in ("2002-01-01", "2003-02-10"):
            assert span(self.HOLDER, person("b", came, None)) == span(self.HOLDER)

    def test_the_first_of_those_who_came_after_it_counts(self) -> None:
        others = [
            person("d", "2004-01-01", None),
            person("c", "2003-03", "2003-12-01"),
            person("b", "2002-01-01", None),
        ]
        assert span(self.HOLDER, *others) == Span(20010701, 20030331, 20010701, 20030211)

    def test_who_only_stands_in_is_not_the_next_one(self) -> None:
        assert span(self.HOLDER, person("b", "2003-05-01", None, acting=True)) == span(self.HOLDER)

    def test_who_only_stands_in_is_not_followed(self) -> None:
        acting = person("a", "2001-07-01", None, sources=["2003-02-10"], acting=True)
        assert span(acting, person("b", "2003-05-01", None)).last == FOREVER

    def test_holders_of_other_offices_do_not_count(self) -> None:
        assert span(self.HOLDER, person("b", "2003-05-01", None, office="other")) == span(self.HOLDER)


class TestMissions:
    """Who and what is in a mission ends with it."""

    ENDED = mission("m", "2001-01-01", "2004-06-30")

    def test_who_serves_in_a_mission_has_left_when_it_ended(self) -> None:
        found = span(person("a", "2001-07-01", None, sources=["2003-02-10"]), self.ENDED, serves={"o": "m"})
        assert found == Span(20010701, 20040630, 20010701, 20030211)

    def test_a_contingent_has_left_when_its_mission_ended(self) -> None:
        found = span(mission("c", "2001-07-01", None, part_of="m", sources=["2003-02-10"]), self.ENDED)
        assert found == Span(20010701, 20040630, 20010701, 20030211)

    def test_evidence_from_after_the_end_of_the_mission_does_not_outlast_it(self) -> None:
        found = span(mission("c", "2001-07-01", None, part_of="m", sources=["2005-02-10"]), self.ENDED)
        assert found == Span(20010701, 20040630, 20010701, 20040630)

    def test_a_vague_end_of_the_mission_counts_by_its_last_day(self) -> None:
        found = span(person("a", "2001-07-01", None), mission("m", "2001-01-01", "2004-06"), serves={"o": "m"})
        assert found.last == 20040630

    def test_a_mission_without_an_end_bounds_nobody(self) -> None:
        found = span(person("a", "2001-07-01", None), mission("m", "2001-01-01", None), serves={"o": "m"})
        assert found.last == FOREVER


DATES = st.sampled_from(
    ["2001", "2002", "2002-02", "2002-03", "2002-11", "2003-01-01", "2003-06-30", "2002-02-14", "2004", "2005-06-30"]
)
CITES = st.lists(DATES | st.just("undated"), min_size=1, max_size=3, unique=True)


@st.composite
def any_base(draw: st.DrawFn) -> list[AnyFact]:
    """Holders of two offices, the second of which serves a mission, and contingents of that mission, with any dates."""
    ends = st.none() | st.just("unknown") | DATES
    facts: list[AnyFact] = [mission("m", draw(DATES), draw(ends), sources=draw(CITES))]
    for n in range(draw(st.integers(1, 8))):
        said: dict[str, Any] = {"sources": draw(CITES), "attested": draw(st.none() | DATES.map(PartialDate))}
        if draw(st.booleans()):
            said |= {"office": draw(st.sampled_from("op")), "acting": draw(st.booleans())}
            facts.append(person(f"a{n}", draw(st.none() | DATES), draw(ends), **said))
        else:
            facts.append(mission(f"c{n}", draw(DATES), draw(ends), part_of="m", **said))
    return facts


@given(any_base())
def test_sure_bounds_lie_within_the_possible_ones(facts: list[AnyFact]) -> None:
    for found in stood(*facts, serves={"p": "m"}).values():
        assert found.first <= found.sure_first <= found.last
        assert found.first <= found.sure_last <= found.last


@given(st.lists(st.tuples(DATES, CITES), min_size=1, max_size=8))
def test_an_open_end_lies_where_its_sources_and_all_other_holders_put_it(terms: list[tuple[str, list[str]]]) -> None:
    holders = [person(f"p{n}", start, None, sources=told) for n, (start, told) in enumerate(terms)]
    found = stood(*holders)
    came = [PartialDate(start).bounds for start, _ in terms]
    for holder, (begin, told) in zip(holders, terms, strict=True):
        start, sure = PartialDate(begin).bounds
        known = max(start, *(PartialDate(day).first for day in told if day != "undated"), 0)
        _, last = min(((first, there) for first, there in came if first > max(sure, known)), default=(0, FOREVER))
        assert found[holder.id] == Span(start, last, sure, min(max(sure, day_after(known)), last))
