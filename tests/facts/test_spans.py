"""When each fact stood: possibly, for certain, or not. Up to when there is evidence of it is in `test_horizon.py`."""

import datetime
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from malibrief.facts.dates import FOREVER, PartialDate
from malibrief.facts.model import Agreement, AnyFact, Event
from malibrief.facts.spans import Span, was_known
from tests.facts.records import UPDATED, figure, mission, money, person, source, stood


def span(fact: Any, *others: Any, **base: Any) -> Span | None:
    return stood(fact, *others, **base).get(fact.id)


@pytest.mark.parametrize(
    ("start", "end", "possible", "certain"),
    [
        ("2001-07-01", "2004-06-30", (20010701, 20040630), (20010701, 20040630)),
        ("2001", "2004", (20010101, 20041231), (20011231, 20040101)),
        ("2001-07-01", None, (20010701, FOREVER), (20010701, 20010702)),
        ("2001-07", None, (20010701, FOREVER), (20010731, 20010731)),
        ("2001-07-01", "unknown", (20010701, UPDATED), (20010701, 20010701)),
        (None, "2004", (20040101, 20041231), (20041231, 20040101)),
    ],
)
def test_a_span_is_as_wide_as_it_may_be_and_as_it_is_for_certain(
    start: str | None, end: str | None, possible: tuple[int, int], certain: tuple[int, int]
) -> None:
    found = span(money(start, end))
    assert found is not None
    assert (found.first, found.last) == possible
    assert (found.sure_first, found.sure_last) == certain


def test_what_has_no_date_has_no_span() -> None:
    assert span(money(None, None)) is None
    assert span(money(None, "unknown")) is None


@pytest.mark.parametrize(
    ("start", "end", "day", "answer"),
    [
        ("2001-07-01", "2004-06-30", 20010630, None),
        ("2001-07-01", "2004-06-30", 20010701, "certain"),
        ("2001-07-01", "2004-06-30", 20040629, "certain"),
        ("2001-07-01", "2004-06-30", 20040630, None),
        ("2001-07-01", "2001-07-01", 20010701, "certain"),
        ("2001-07-01", "2001-07-01", 20010702, None),
        ("2001-07", "2004", 20010715, "possible"),
        ("2001-07", "2004", 20010731, "certain"),
        ("2001-07", "2004", 20031231, "certain"),
        ("2001-07", "2004", 20040101, "possible"),
        ("2001-07", "2004", 20041230, "possible"),
        ("2001-07", "2004", 20041231, None),
        ("2001-07-01", None, 20010701, "certain"),
        ("2001-07-01", None, 20990101, "possible"),
        ("2001-07-01", "unknown", 20010701, "certain"),
        ("2001-07-01", "unknown", 20020101, "possible"),
        ("2001-07-01", "unknown", UPDATED - 1, "possible"),
        ("2001-07-01", "unknown", UPDATED, None),
    ],
)
def test_a_fact_stood_on_a_day_for_certain_possibly_or_not(
    start: str, end: str | None, day: int, answer: str | None
) -> None:
    found = span(money(start, end))
    assert found is not None
    assert found.covers(day) == answer


days = st.dates(min_value=datetime.date(1900, 1, 1), max_value=datetime.date(2100, 1, 1)).map(PartialDate)
dates = st.builds(lambda day, cut: PartialDate(day[:cut]), days, st.sampled_from((4, 7, 10)))


@given(dates, dates, days)
def test_what_is_certain_lies_within_every_reading_of_the_ends(
    start: PartialDate, end: PartialDate, day: PartialDate
) -> None:
    if end.last < start.first:
        start, end = end, start
    found = span(money(start, end))
    assert found is not None
    answer = found.covers(day.first)
    if answer is None:
        assert day.first < start.first or day.first >= end.last
    if answer == "certain":
        assert start.last <= day.first < end.first or day.first == start.last


@example(PartialDate("2003"), PartialDate("2003-05"))
@example(PartialDate("2003-05"), PartialDate("2003"))
@given(dates, dates)
def test_it_began_before_its_last_day_and_was_over_after_its_first(start: PartialDate, end: PartialDate) -> None:
    """Even where the two dates overlap, as of something that began in 2003 and ended in May 2003."""
    if end.last < start.first:
        start, end = end, start
    found = span(money(start, end))
    assert found is not None
    assert found.first <= found.sure_first <= found.last
    assert found.first <= found.sure_last <= found.last


def test_a_point_stands_through_its_own_date() -> None:
    event = Event(id="e", title="T", summary="S", sources=["undated"], date=PartialDate("2001-04"))
    assert span(event) == Span(20010401, 20010430, 20010430, 20010401)
    lasting = Event(
        id="e",
        title="T",
        summary="S",
        sources=["undated"],
        date=PartialDate("2001-12-30"),
        end=PartialDate("2002-01-02"),
    )
    assert span(lasting) == Span(20011230, 20020102, 20011230, 20020102)


def test_an_agreement_stands_from_its_first_signature_until_it_ends() -> None:
    agreement = Agreement(
        id="a", name="A", summary="S", sources=["2004-02-01"], date=PartialDate("2003-05-15"), parties=["P"]
    )
    assert span(agreement) == Span(20030515, FOREVER, 20030515, 20040202)


def test_a_holder_whose_start_is_not_known_stands_from_the_day_on_which_he_is_attested() -> None:
    holder = person("a", None, None, attested=PartialDate("2002-03"))
    assert span(holder) == Span(20020301, FOREVER, 20020331, 20020331)


class TestUnknownEnds:
    """An end that is not known is bounded by what is known otherwise."""

    def test_a_holder_has_left_when_the_next_one_is_there(self) -> None:
        first = person("a", "2001-01-01", "unknown")
        assert span(first, person("b", "2003-05", None)) == Span(20010101, 20030531, 20010101, 20010101)

    def test_the_nearest_successor_counts_and_those_before_do_not(self) -> None:
        others = [
            person("z", "2000-01-01", "2000-12-31"),
            person("c", "2004-01-01", None),
            person("b", "2002-01-01", "2003-12-31"),
        ]
        found = span(person("a", "2001-01-01", "unknown"), *others)
        assert found is not None
        assert found.last == 20020101

    def test_who_came_in_the_year_in_which_a_holder_came_may_have_been_the_one_before(self) -> None:
        found = span(person("a", "2001", "unknown"), person("b", "2001-06-01", None))
        assert found == Span(20010101, UPDATED, 20011231, 20011231)

    def test_holders_of_other_offices_do_not_count(self) -> None:
        found = span(person("a", "2001-01-01", "unknown"), person("b", "2003-05-01", None, office="other"))
        assert found is not None
        assert found.last == UPDATED

    def test_a_vague_end_lies_before_the_day_on_which_the_next_one_is_there(self) -> None:
        found = span(person("a", "2001-01-01", "2003"), person("b", "2003-05-01", None))
        assert found == Span(20010101, 20030501, 20010101, 20030101)

    def test_a_known_end_is_left_alone(self) -> None:
        found = span(person("a", "2001-01-01", "2004-01-01"), person("b", "2003-01-01", None))
        assert found is not None
        assert found.last == 20040101

    def test_a_vague_end_is_bounded_by_the_first_of_several_who_follow(self) -> None:
        later = [
            person("c", "2003-09-01", None),
            person("b", "2003-05-01", "2003-09-01"),
            person("d", "2003-11-01", None),
        ]
        assert span(person("a", "2001-01-01", "2003"), *later) == Span(20010101, 20030501, 20010101, 20030101)

    def test_who_came_while_a_holder_was_there_for_certain_does_not_bound_a_vague_end(self) -> None:
        found = span(person("a", "2001-01-01", "2003"), person("b", "2002-05-01", None))
        assert found == Span(20010101, 20031231, 20010101, 20030101)

    def test_a_term_within_one_year_is_not_bounded_by_who_came_in_that_year(self) -> None:
        found = span(person("a", "2003", "2003"), person("b", "2003-05-01", None))
        assert found == Span(20030101, 20031231, 20031231, 20030101)


class TestStandingIn:
    """Somebody who only stands in follows nobody, and nobody follows: a field says so, not a role."""

    @pytest.mark.parametrize("end", ["2003", "unknown"])
    def test_who_stands_in_is_not_the_next_one(self, end: str) -> None:
        first, acting = person("a", "2001-01-01", end), person("b", "2003-05-01", "2003-07-01", acting=True)
        assert span(first, acting) == span(first)

    @pytest.mark.parametrize("end", ["2003", "unknown"])
    def test_a_role_that_says_acting_makes_nobody_stand_in(self, end: str) -> None:
        found = span(person("a", "2001-01-01", end), person("b", "2003-05-01", None, role="Acting President"))
        assert found is not None
        assert found.last == 20030501

    def test_the_unknown_end_of_who_stands_in_is_not_bounded_by_who_comes(self) -> None:
        acting = person("a", "2003-01-01", "unknown", acting=True)
        assert span(acting, person("b", "2003-05-01", None)) == Span(20030101, UPDATED, 20030101, 20030101)


class TestMissions:
    """Nobody commands a mission, and no contingent serves in it, before it is decided and after its end."""

    ENDED = mission("m", "2001-01-01", "2004-06-30")

    def test_who_holds_an_office_that_serves_a_mission_has_left_when_it_ended(self) -> None:
        found = span(person("a", "2001-07", "unknown"), self.ENDED, serves={"o": "m"})
        assert found == Span(20010701, 20040630, 20010731, 20010731)

    def test_a_contingent_that_is_part_of_a_mission_has_left_when_it_ended(self) -> None:
        found = span(mission("c", "2001-02-01", "unknown", part_of="m"), self.ENDED)
        assert found == Span(20010201, 20040630, 20010201, 20010201)

    def test_being_about_a_mission_bounds_nothing(self) -> None:
        for fact in (
            person("a", "2001-07-01", "unknown", about=["m"]),
            mission("c", "2001-07-01", "unknown", about=["m"], lead="A country, within M"),
            money("2001-07-01", "unknown", about=["m"], part_of="m"),
        ):
            assert span(fact, self.ENDED) == Span(20010701, UPDATED, 20010701, 20010701)

    def test_an_office_that_serves_no_mission_is_not_bounded_by_one(self) -> None:
        found = span(
            person("a", "2001-07-01", "unknown"),
            self.ENDED,
            person("b", "2001-01-01", None, office="p"),
            serves={"p": "m"},
        )
        assert found == Span(20010701, UPDATED, 20010701, 20010701)

    def test_who_stands_in_leaves_with_the_mission_too(self) -> None:
        found = span(person("a", "2001-07-01", "unknown", acting=True), self.ENDED, serves={"o": "m"})
        assert found is not None
        assert found.last == 20040630

    @pytest.mark.parametrize("first", ["a", "c", "m"])
    def test_who_commands_a_contingent_leaves_with_the_mission_that_it_is_part_of(self, first: str) -> None:
        """In whatever order they stand in the file."""
        facts: list[AnyFact] = [
            person("a", "2001-07-01", "unknown"),
            mission("c", "2001-02-01", "unknown", part_of="m"),
            self.ENDED,
        ]
        facts.sort(key=lambda fact: fact.id != first)
        found = stood(*facts, serves={"o": "c"})
        assert (found["a"].last, found["c"].last) == (20040630, 20040630)

    def test_missions_that_are_part_of_one_another_bound_nobody(self) -> None:
        """No base is read with such a circle, but looking for its end must have one."""
        circle = [mission("m", "2001-01-01", None, part_of="n"), mission("n", "2001-01-01", None, part_of="m")]
        assert span(person("a", "2001-07-01", None), *circle, serves={"o": "m"}) == Span(
            20010701, FOREVER, 20010701, 20010702
        )

    def test_a_contingent_is_not_there_before_its_mission_is_decided(self) -> None:
        decided = mission("m", "2001-07-01", None, established=PartialDate("2001-04-25"))
        found = span(mission("c", "2001", "unknown", part_of="m"), decided)
        assert found == Span(20010425, UPDATED, 20011231, 20011231)

    def test_a_contingent_of_an_unknown_part_of_one_year_is_not_there_before_either(self) -> None:
        decided = mission("m", "2001-07-01", None, established=PartialDate("2001-04-25"))
        assert span(mission("c", "2001", "2001", part_of="m"), decided) == Span(20010425, 20011231, 20011231, 20010425)

    def test_nobody_commands_a_mission_before_it_is_decided(self) -> None:
        found = span(person("a", "2001", "2003"), mission("m", "2001-07-01", None), serves={"o": "m"})
        assert found == Span(20010701, 20031231, 20011231, 20030101)

    def test_a_start_lies_no_later_than_the_last_day_that_it_can_mean(self) -> None:
        found = span(mission("c", "2001-02", "2003-01-01", part_of="m"), mission("m", "2001-07-01", None))
        assert found == Span(20010228, 20030101, 20010228, 20030101)

    def test_a_start_that_is_known_is_left_alone(self) -> None:
        found = span(mission("c", "2001-01-01", "2003-01-01", part_of="m"), mission("m", "2001-07-01", None))
        assert found == Span(20010101, 20030101, 20010101, 20030101)

    def test_a_mission_beside_another_may_be_older(self) -> None:
        beside = mission("c", "2001", "2003-01-01", about=["m"])
        assert span(beside, mission("m", "2001-07-01", None)) == Span(20010101, 20030101, 20011231, 20030101)


class TestFigures:
    """A value is known when its date is past, or when a source had told it within its date, as a plan for the year."""

    @staticmethod
    def known(date: str, day: int, *told: str) -> bool:
        sources = {name: source(name) for name in told}
        return was_known(figure("n", sources=list(sources), date=PartialDate(date)), sources, day)

    @pytest.mark.parametrize(("day", "answer"), [(20031230, False), (20031231, True), (20040101, True)])
    def test_without_a_date_of_a_source_it_is_known_from_its_last_day_on(self, day: int, answer: bool) -> None:
        assert self.known("2003", day, "undated") is answer
        assert self.known("2003", day) is answer

    @pytest.mark.parametrize(
        ("told", "day", "answer"),
        [
            ("2003-01-01", 20030101, True),
            ("2003-01-01", 20030601, True),
            ("2003-02-10", 20030210, True),
            ("2003-02-10", 20030209, False),
            ("2003-02", 20030228, True),
            ("2003-02", 20030215, False),
            ("2002-12-31", 20030601, False),
            ("2003", 20030601, False),
        ],
    )
    def test_a_plan_is_known_from_the_last_day_that_its_source_can_be_of(
        self, told: str, day: int, answer: bool
    ) -> None:
        assert self.known("2003", day, told) is answer

    def test_one_of_several_sources_is_enough(self) -> None:
        assert self.known("2003", 20030601, "2002-12-31", "2003-03", "undated", "2003-09")


DATES = st.sampled_from(
    ["2001", "2002", "2002-02", "2002-03", "2002-11", "2003-01-01", "2003-06-30", "2002-02-14", "2004"]
)


@given(st.lists(st.tuples(DATES, DATES | st.just("unknown")), min_size=1, max_size=8))
def test_a_vague_end_lies_where_the_terms_of_all_other_holders_put_it(terms: list[tuple[str, str]]) -> None:
    holders = [person(f"p{n}", start, end) for n, (start, end) in enumerate(terms)]
    found = stood(*holders)
    came = [PartialDate(start).bounds for start, _ in terms]
    for holder, (begin, end) in zip(holders, terms, strict=True):
        start, sure = PartialDate(begin).bounds
        if end == "unknown":
            later = min(((first, there) for first, there in came if first > sure), default=(0, FOREVER))
            bounds = (start, max(min(max(UPDATED, sure), later[1]), sure))
        else:
            over, last = max(PartialDate(end).first, start), max(PartialDate(end).last, sure)
            near = [there for first, there in came if first > sure and over < there < last]
            bounds = (start, min(near, default=last) if over < last else last)
        if end != begin:
            assert (found[holder.id].first, found[holder.id].last) == bounds
