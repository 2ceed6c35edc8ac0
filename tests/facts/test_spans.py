"""When each fact stood: possibly, for certain, or not."""

import datetime
from typing import Any

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from malibrief.facts.dates import FOREVER, UNKNOWN, EndDate, PartialDate
from malibrief.facts.model import Agreement, Event, Figure, Funding, Mission, Person, Source
from malibrief.facts.spans import Span, spans, was_known

UPDATED = 20050630


def when(start: str | None, end: str | None) -> dict[str, Any]:
    return {
        "start": PartialDate.parse(start) if start else None,
        "end": UNKNOWN if end == "unknown" else EndDate.parse(end) if end else None,
    }


def money(start: str | None, end: str | None) -> Funding:
    return Funding(
        id="f", title="T", summary="S", sources=["s"], donor="D", recipient="R", kind="pledge", **when(start, end)
    )


def person(name: str, start: str | None, end: str | None, office: str = "o", about: tuple[str, ...] = ()) -> Person:
    return Person(
        id=name, name=name, summary="S", sources=["s"], role="R", office=office, organisation="O", about=list(about),
        **when(start, end),
    )  # fmt: skip


def mission(name: str, start: str, end: str | None, about: tuple[str, ...] = ()) -> Mission:
    return Mission(
        id=name, name=name, summary="S", sources=["s"], kind="french", lead="L", about=list(about), **when(start, end)
    )


def span(fact: Any, *others: Any) -> Span | None:
    return spans([fact, *others], UPDATED).get(fact.id)


@pytest.mark.parametrize(
    ("start", "end", "possible", "certain"),
    [
        ("2001-07-01", "2004-06-30", (20010701, 20040630), (20010701, 20040630)),
        ("2001", "2004", (20010101, 20041231), (20011231, 20040101)),
        ("2001-07-01", None, (20010701, FOREVER), (20010701, FOREVER)),
        ("2001-07", None, (20010701, FOREVER), (20010731, FOREVER)),
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
        ("2001-07-01", None, 20990101, "certain"),
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
    event = Event(id="e", title="T", summary="S", sources=["s"], date=PartialDate("2001-04"))
    assert span(event) == Span(20010401, 20010430, 20010430, 20010401)
    lasting = Event(
        id="e", title="T", summary="S", sources=["s"], date=PartialDate("2001-12-30"), end=PartialDate("2002-01-02")
    )
    assert span(lasting) == Span(20011230, 20020102, 20011230, 20020102)


def test_an_agreement_stands_from_its_first_signature_until_it_ends() -> None:
    agreement = Agreement(id="a", name="A", summary="S", sources=["s"], date=PartialDate("2003-05-15"), parties=["P"])
    assert span(agreement) == Span(20030515, FOREVER, 20030515, FOREVER)


def test_a_holder_whose_start_is_not_known_stands_from_the_day_on_which_he_is_attested() -> None:
    holder = Person(
        id="a",
        name="A",
        summary="S",
        sources=["s"],
        role="R",
        office="o",
        organisation="O",
        attested=PartialDate("2002-03"),
    )
    assert span(holder) == Span(20020301, FOREVER, 20020331, 20020331)


@pytest.mark.parametrize(
    ("end", "last"), [(None, FOREVER), ("unknown", UPDATED)], ids=["perhaps still in office", "left on an unknown day"]
)
def test_evidence_of_a_later_day_makes_the_time_until_then_certain(end: str | None, last: int) -> None:
    holder = msgspec.structs.replace(person("a", "2001-07-01", end), attested=PartialDate("2003-02"))
    assert span(holder) == Span(20010701, last, 20010701, 20030201)
    found = span(holder)
    assert found is not None
    assert [found.covers(day) for day in (20010630, 20030131, 20030201)] == [None, "certain", "possible"]


def test_evidence_counts_for_missions_agreements_and_sanctions_too() -> None:
    known = msgspec.structs.replace(mission("m", "2001-07-01", None), attested=PartialDate("2003-02-01"))
    agreed = Agreement(
        id="a", name="A", summary="S", sources=["s"], date=PartialDate("2001-07-01"), parties=["P"], end=UNKNOWN,
        attested=PartialDate("2003-02-01"),
    )  # fmt: skip
    assert span(known) == Span(20010701, FOREVER, 20010701, 20030201)
    assert span(agreed) == Span(20010701, UPDATED, 20010701, 20030201)


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

    def test_nobody_commands_a_mission_after_its_end(self) -> None:
        found = span(person("a", "2001-07", "unknown", about=("m",)), mission("m", "2001-01-01", "2004-06-30"))
        assert found == Span(20010701, 20040630, 20010731, 20010731)

    def test_no_contingent_serves_in_a_mission_after_its_end(self) -> None:
        found = span(mission("c", "2001-01-01", "unknown", about=("m",)), mission("m", "2001-01-01", "2004-06-30"))
        assert found is not None
        assert found.last == 20040630

    def test_money_is_not_bounded_by_the_mission_that_it_is_about(self) -> None:
        known = spans([money("2001-01-01", "unknown"), mission("m", "2001-01-01", "2004-06-30")], UPDATED)
        assert known["f"].last == UPDATED

    def test_a_vague_end_lies_before_the_day_on_which_the_next_one_is_there(self) -> None:
        found = span(person("a", "2001-01-01", "2003"), person("b", "2003-05-01", None))
        assert found == Span(20010101, 20030501, 20010101, 20030101)

    def test_who_stands_in_is_not_the_next_one(self) -> None:
        acting = msgspec.structs.replace(person("b", "2003-05-01", "2003-07-01"), role="Acting R")
        assert span(person("a", "2001-01-01", "2003"), acting) == Span(20010101, 20031231, 20010101, 20030101)

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


class TestVagueStarts:
    """Nobody serves in a mission that has not been decided."""

    @staticmethod
    def contingent(start: str) -> Mission:
        return msgspec.structs.replace(mission("c", start, None, about=("m", "n")), lead="A country, within N and M")

    def test_a_contingent_is_not_there_before_its_mission_is_decided(self) -> None:
        decided = msgspec.structs.replace(mission("m", "2001-07-01", None), established=PartialDate("2001-04-25"))
        found = span(self.contingent("2001"), decided)
        assert found == Span(20010425, FOREVER, 20011231, FOREVER)

    def test_of_two_missions_it_is_the_one_that_was_decided_first(self) -> None:
        found = span(self.contingent("2001"), mission("m", "2001-07-01", None), mission("n", "2001-03-01", None))
        assert found == Span(20010301, FOREVER, 20011231, FOREVER)

    def test_a_start_lies_no_later_than_the_last_day_that_it_can_mean(self) -> None:
        found = span(self.contingent("2001-02"), mission("m", "2001-07-01", None))
        assert found == Span(20010228, FOREVER, 20010228, FOREVER)

    def test_a_start_that_is_known_is_left_alone(self) -> None:
        found = span(self.contingent("2001-01-01"), mission("m", "2001-07-01", None))
        assert found == Span(20010101, FOREVER, 20010101, FOREVER)

    def test_a_mission_beside_another_may_be_older(self) -> None:
        beside = mission("c", "2001", None, about=("m",))
        assert span(beside, mission("m", "2001-07-01", None)) == Span(20010101, FOREVER, 20011231, FOREVER)


class TestFigures:
    """A value is known when its date is past, or when a source had told it within its date, as a plan for the year."""

    @staticmethod
    def known(date: str, day: int, *told: str | None) -> bool:
        sources = {
            f"s{n}": Source(
                id=f"s{n}", title="T", publisher="P", lang="en", kind="un", date=PartialDate(when) if when else None
            )
            for n, when in enumerate(told)
        }
        figure = Figure(
            id="n", title="T", summary="S", sources=list(sources), series="x", date=PartialDate(date), value=1, unit="u"
        )
        return was_known(figure, sources, day)

    @pytest.mark.parametrize(("day", "answer"), [(20031230, False), (20031231, True), (20040101, True)])
    def test_without_a_date_of_a_source_it_is_known_from_its_last_day_on(self, day: int, answer: bool) -> None:
        assert self.known("2003", day, None) is answer
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
        assert self.known("2003", 20030601, "2002-12-31", "2003-03", None, "2003-09")


DATES = st.sampled_from(
    ["2001", "2002", "2002-02", "2002-03", "2002-11", "2003-01-01", "2003-06-30", "2002-02-14", "2004"]
)


@given(st.lists(st.tuples(DATES, DATES | st.just("unknown")), min_size=1, max_size=8))
def test_a_vague_end_lies_where_the_terms_of_all_other_holders_put_it(terms: list[tuple[str, str]]) -> None:
    holders = [person(f"p{n}", start, end) for n, (start, end) in enumerate(terms)]
    found = spans(holders, UPDATED)
    came = [PartialDate(start).bounds for start, _ in terms]
    for holder, (begin, end) in zip(holders, terms, strict=True):
        start, sure = PartialDate(begin).bounds
        if end == "unknown":
            later = min(((first, there) for first, there in came if first > sure), default=(0, 99991231))
            bounds = (start, max(min(max(UPDATED, sure), later[1]), sure))
        else:
            over, last = max(PartialDate(end).first, start), max(PartialDate(end).last, sure)
            near = [there for first, there in came if first > sure and over < there < last]
            bounds = (start, min(near, default=last) if over < last else last)
        if end != begin:
            assert (found[holder.id].first, found[holder.id].last) == bounds
