"""Which chart a listing becomes, and what its notes say of what is not drawn."""

from typing import Any

import pytest

from malibrief.briefing import report, standing
from malibrief.briefing.lines import Line
from malibrief.briefing.report import Brief
from malibrief.facts.dates import FOREVER, PartialDate
from malibrief.facts.model import Figure, Source
from malibrief.facts.spans import Span
from malibrief.index import names, query
from malibrief.index.results import AnyFound, FactBaseNote, Filter, Found
from malibrief.index.store import Index
from malibrief.views import charts, citations, pictures, series
from malibrief.views.happenings import timeline
from malibrief.views.pictures import (
    Amounts,
    Counts,
    Curves,
    Poster,
    Spans,
    end_of,
    is_empty,
    legend_of,
    year_step,
    years_of,
)
from tests.conftest import happenings, selected
from tests.facts.records import mission, money

UPDATED, COVERED = PartialDate("2005-06-30"), PartialDate("2005-05-31")
NOTE = FactBaseNote("T", "P", UPDATED, COVERED)


def source(name: str, publisher: str) -> Source:
    return Source(id=name, title="T", publisher=publisher, lang="en", kind="un")


def drawn(index: Index, name: str, **choice: Any) -> Any:
    return charts.chart_of_topic(name, selected(index, Filter((name,), **choice)), COVERED)


def bars(index: Index, name: str) -> dict[str, pictures.Bar]:
    return {bar.id: bar for bar in drawn(index, name).bars}


def spans_of(found: list[AnyFound], covered: PartialDate) -> Spans:
    picture = charts.chart_of_topic("missions", found, covered)
    assert isinstance(picture, Spans)
    return picture


def figure(series: str, date: str, value: float, unit: str = "people") -> Found[Figure]:
    fact = Figure(
        id=f"{series}-{date}", series=series, date=PartialDate(date), value=value, unit=unit, title=f"Title of {series}",
        summary="s", sources=["s"], tags=["un"],
    )  # fmt: skip
    day = PartialDate(date)
    return Found(1, "figures", fact, Span(day.first, day.last, day.first, day.last))


class TestTime:
    @pytest.mark.parametrize(
        ("day", "start", "end"),
        [
            (20130101, 2013, 2013 + 1 / 365),
            (20131231, 2014 - 1 / 365, 2014),
            (20121231, 2013 - 1 / 366, 2013),
            (20130702, 2013 + 182 / 365, 2013 + 183 / 365),
        ],
    )
    def test_a_day_has_a_start_and_an_end(self, day: int, start: float, end: float) -> None:
        assert years_of(day) == pytest.approx(start, abs=1e-9)
        assert end_of(day) == pytest.approx(end, abs=1e-9)

    def test_a_year_fills_a_year(self, index: Index) -> None:
        bar = bars(index, "missions")["coalition-2003"]
        assert [bar.first, bar.last] == pytest.approx([2003, 2003 + 273 / 365])


class TestAxis:
    @pytest.mark.parametrize(
        ("scale", "room", "step"), [(40, 38, 1), (38, 38, 1), (37, 38, 2), (4, 38, 10), (1, 38, 50), (0.5, 5, 10)]
    )
    def test_years_are_labelled_as_often_as_there_is_room(self, scale: float, room: float, step: int) -> None:
        assert year_step(scale, room) == step

    def test_a_legend_explains_what_is_drawn_and_no_more(self, index: Index) -> None:
        assert legend_of(drawn(index, "resolutions")) == ["certain"]
        assert legend_of(drawn(index, "missions")) == ["certain", "possible", "no_end", "open_end"]


class TestSpans:
    def test_what_lasts_is_drawn_as_spans(self, index: Index) -> None:
        for name in ("missions", "people", "agreements", "sanctions", "resolutions", "actors"):
            assert isinstance(drawn(index, name), Spans)

    def test_dates_are_written_as_people_write_them(self, index: Index) -> None:
        dates = {name: bar.dates for name, bar in bars(index, "missions").items()}
        assert dates == {
            "minka": "1 Jul 2001 – 30 Jun 2004",
            "operation-sirocco": "May 2001 – ?",
            "eu-trainers": "since 18 Feb 2002, last reported 18 Feb 2002",
            "coalition-2003": "2003 – Sep 2003",
        }

    def test_ends_that_are_not_recorded_and_unknown_ones_are_kept_apart(self, index: Index) -> None:
        found = bars(index, "missions")
        assert {name for name, bar in found.items() if bar.no_end} == {"eu-trainers"}
        assert {name for name, bar in found.items() if bar.open_end} == {"operation-sirocco"}

    def test_a_bar_is_never_drawn_past_its_own_end(self, index: Index) -> None:
        """The holder is known to have begun in 2003 and to have left in September 2003: not in December."""
        for name in ("missions", "people", "sanctions", "agreements", "actors"):
            for bar in bars(index, name).values():
                assert bar.first <= bar.sure_first
                assert bar.sure_last <= bar.last

    def test_the_span_of_a_resolution_is_its_mandate_and_those_without_are_noted(self, index: Index) -> None:
        picture = drawn(index, "resolutions")
        assert [(bar.id, bar.dates) for bar in picture.bars] == [
            ("sc-res-9001", "1 Jun 2001 – 30 Jun 2002"),
            ("sc-res-9002", "28 Jun 2002 – 30 Jun 2004"),
            ("sc-res-9003", "5 Sep 2003 – 5 Sep 2004"),
        ]
        assert picture.notes == ["1 fact without a mandate's end not drawn"]

    def test_holders_of_different_offices_have_their_roles_in_the_label(self, index: Index) -> None:
        assert "Jean Moro: President of the transition" in [bar.label for bar in drawn(index, "people").bars]
        one = drawn(index, "people", values=(("office", ("president-arda",)),))
        assert [bar.label for bar in one.bars] == ["Élodie Tamba", "Jean Moro"]

    def test_the_day_that_is_asked_for_is_marked(self, index: Index) -> None:
        found = selected(index, Filter(("missions",), as_of=20020301))
        picture = charts.chart_of_topic("missions", found, COVERED, 20020301)
        assert isinstance(picture, Spans)
        assert (picture.mark_label, picture.mark) == ("1 March 2002, the day asked for", years_of(20020301))

    def test_the_axis_holds_every_bar_and_the_mark(self, index: Index) -> None:
        picture = drawn(index, "missions")
        assert all(bar.last <= picture.stop for bar in picture.bars)
        assert picture.start <= picture.mark <= picture.stop


class TestNoEnd:
    """What has no end recorded is drawn up to the day that the base covers, pale from its horizon on."""

    @staticmethod
    def drawn(span: Span, horizon: str, covered: PartialDate = COVERED, end: str | None = None) -> pictures.Bar:
        fact = mission("m", "2001-07-01", end)
        found = Found(1, "missions", fact, span, PartialDate(horizon) if horizon else None)
        (bar,) = spans_of([found], covered).bars
        return bar

    def test_it_is_certain_up_to_the_end_of_its_horizon_and_then_possible(self) -> None:
        bar = self.drawn(Span(20010701, FOREVER, 20010701, 20040211), "2004-02-10")
        assert (bar.first, bar.sure_first) == (years_of(20010701), years_of(20010701))
        assert bar.sure_last == pytest.approx(end_of(20040210))
        assert bar.last == years_of(20050531)
        assert (bar.no_end, bar.open_end) == (True, False)
        assert bar.dates == "since 1 Jul 2001, last reported 10 Feb 2004"

    def test_where_the_base_covers_no_day_after_its_horizon_nothing_of_it_is_pale(self) -> None:
        for covered in ("2004-02-10", "2003-01-01"):
            bar = self.drawn(Span(20010701, FOREVER, 20010701, 20040211), "2004-02-10", PartialDate(covered))
            assert bar.sure_last == bar.last == years_of(20040211)
            assert legend_of(Spans("T", [bar], 2001, 2005, 2004, "now")) == ["certain", "no_end"]

    def test_a_holder_whom_another_followed_is_drawn_up_to_that_day_without_the_sign(self) -> None:
        bar = self.drawn(Span(20010701, 20040501, 20010701, 20040211), "2004-02-10")
        assert bar.last == end_of(20040501)
        assert (bar.no_end, bar.open_end) == (False, False)
        assert bar.sure_last < bar.last

    def test_an_unknown_end_is_pale_after_what_is_attested(self) -> None:
        bar = self.drawn(Span(20010701, 20050630, 20010701, 20030202), "2003-02", end="unknown")
        assert bar.last == years_of(20050531)
        assert bar.sure_last == years_of(20030202)
        assert (bar.no_end, bar.open_end) == (False, True)
        assert bar.dates == "1 Jul 2001 – ?, last reported Feb 2003"

    @pytest.mark.parametrize("end", [None, "unknown"])
    def test_nothing_is_pale_after_the_day_that_was_asked_for(self, end: str | None) -> None:
        last = FOREVER if end is None else 20050630
        found = Found(1, "missions", mission("m", "2001-07-01", end), Span(20010701, last, 20010701, 20030202))
        picture = charts.chart_of_topic("missions", [found], COVERED, 20030601)
        assert isinstance(picture, Spans)
        assert picture.bars[0].last == picture.mark == years_of(20030601)
        later = charts.chart_of_topic("missions", [found], COVERED, 20020601)
        assert isinstance(later, Spans)
        assert later.bars[0].last == later.bars[0].sure_last == years_of(20030202)

    def test_the_day_up_to_which_the_base_tells_what_matters_is_marked(self, index: Index) -> None:
        picture = drawn(index, "missions")
        assert (picture.mark_label, picture.mark) == ("covered up to 31 May 2005", years_of(20050531))


class TestMissionsOfABriefing:
    """Bars up to the day of the briefing, and nothing from after it."""

    @staticmethod
    def drawn(**more: Any) -> pictures.Bar:
        said: dict[str, Any] = {"section": "missions", "key": "mission/m", "topic": "missions", "id": "m", "title": "M"}
        said |= {"since": PartialDate("2001-07-01"), "span": Span(20010701, FOREVER, 20010701, 20041231)}
        line = Line(**(said | {"sources": ("a",)} | more))
        picture = charts.missions_on(
            Brief(20040601, [("missions", "Missions", [line])], {"a": source("a", "UN")}, NOTE)
        )
        assert picture is not None
        (bar,) = picture.bars
        return bar

    def test_what_stood_for_certain_is_certain_up_to_the_day(self) -> None:
        bar = self.drawn()
        assert (bar.first, bar.sure_first, bar.sure_last, bar.last) == (
            years_of(20010701), years_of(20010701), years_of(20040601), years_of(20040601),
        )  # fmt: skip
        assert (bar.no_end, bar.dates) == (False, "since 1 Jul 2001")

    def test_what_was_last_reported_before_is_pale_from_the_first_day_that_this_can_mean(self) -> None:
        span = Span(20010701, FOREVER, 20010701, 20030102)
        bar = self.drawn(certain=False, reported=PartialDate("2003"), span=span)
        assert (bar.sure_last, bar.last) == (years_of(20030102), years_of(20040601))
        assert bar.dates == "since 1 Jul 2001, last reported 2003"

    def test_a_vague_end_is_pale_where_it_is_vague_alone(self) -> None:
        bar = self.drawn(certain=False, span=Span(20010701, 20041231, 20010701, 20040101))
        assert (bar.sure_first, bar.sure_last, bar.last) == (years_of(20010701), years_of(20040101), years_of(20040601))

    def test_a_vague_start_is_pale_and_nothing_after_the_day_is_told(self) -> None:
        span = Span(20040101, 20051231, 20041231, 20050101)
        bar = self.drawn(certain=False, since=PartialDate("2004"), span=span)
        now = years_of(20040601)
        assert (bar.first, bar.sure_first, bar.sure_last, bar.last) == (years_of(20040101), now, now, now)

    def test_it_is_drawn_as_the_listing_draws_it(self, index: Index) -> None:
        """On the last day that the base covers, of what stood then."""
        facts = query.everything(index)
        tables = query.tables_of(index, facts)
        stood = standing.standing(facts, tables, COVERED.last)
        picture = charts.missions_on(report.brief(stood, ("missions",), tables.sources, NOTE))
        assert picture is not None
        listed = bars(index, "missions")
        assert picture.bars
        for bar in picture.bars:
            spots = ("first", "sure_first", "sure_last")
            assert [getattr(bar, spot) for spot in spots] == [getattr(listed[bar.id], spot) for spot in spots]
        assert picture.notes[-1].startswith("Sources: ")


class TestAmounts:
    def test_currencies_are_drawn_apart_and_never_added(self, index: Index) -> None:
        picture = drawn(index, "funding")
        assert [(group.unit, len(group.amounts)) for group in picture.groups] == [("EUR", 1), ("USD", 1), ("NOK", 1)]
        assert "currencies are drawn apart, each on its own scale, and never added up" in picture.notes

    def test_a_label_of_money_has_its_date_and_its_text_the_currency_and_kind(self, index: Index) -> None:
        amounts = [amount for group in drawn(index, "funding").groups for amount in group.amounts]
        assert [(amount.label, amount.text, amount.kind) for amount in amounts] == [
            ("6 May 2002 · EU pledges development aid to Arda", "EUR 615,000,000 pledge", "pledge"),
            ("1 Jul 2002 · MINKA budget, 2002/03", "USD 426,000,000.5 budget", "budget"),
            ("Grain for the east, on a day not given", "NOK 1,500 disbursement", "disbursement"),
        ]

    @pytest.mark.parametrize(
        ("parts", "said"),
        [
            (0, []),
            (1, ["1 of these sums is part of another: do not add them up"]),
            (2, ["2 of these sums are part of others: do not add them up"]),
        ],
    )
    def test_sums_that_are_part_of_others_in_the_picture_are_noted(self, parts: int, said: list[str]) -> None:
        sum_of = {"amount": 5, "currency": "EUR"}
        sums = [money("2001", None, id="whole", **sum_of), money("2001", None, id="other", part_of="none", **sum_of)]
        sums += [money("2001", None, id=f"part-{n}", part_of="whole", **sum_of) for n in range(parts)]
        picture = charts.chart_of_topic("funding", [Found(1, "funding", fact) for fact in sums], COVERED)
        assert picture.notes == said

    def test_money_without_an_amount_is_noted(self, index: Index) -> None:
        assert "1 fact without an amount not drawn" in drawn(index, "funding").notes

    def test_figures_are_grouped_by_series_and_gaps_are_noted(self, index: Index) -> None:
        picture = drawn(index, "figures")
        assert [group.heading for group in picture.groups] == [
            "MINKA: soldiers in June 2003, by the press", "Children at school in 2004",
        ]  # fmt: skip
        assert picture.notes[0] == "MINKA: soldiers in June 2003, by the press: no value for 2002"

    def test_a_series_has_its_own_title_and_figures_that_count_something_else_are_noted(self, index: Index) -> None:
        found = selected(index, Filter(("figures",)))
        picture = charts.chart_of_topic("figures", found, COVERED, titles=names.titles_of_series(index))
        assert isinstance(picture, Amounts)
        assert [group.heading for group in picture.groups] == ["MINKA: soldiers", "Children at school"]
        assert picture.notes == [
            "MINKA: soldiers: no value for 2002",
            "31 Dec 2001: MINKA: soldiers at the end of 2001",
            "Jun 2003: MINKA: soldiers in June 2003",
            "Jun 2003: MINKA: soldiers in June 2003, by the press",
            "2004: Children at school in 2004",
        ]

    def test_one_series_alone_is_the_title(self, index: Index) -> None:
        found = selected(index, Filter(("figures",), values=(("series", ("school-share",)),)))
        picture = charts.chart_of_topic("figures", found, COVERED, titles=names.titles_of_series(index))
        assert isinstance(picture, Amounts)
        assert (picture.title, [group.heading for group in picture.groups]) == (
            "Children at school",
            ["share of children"],
        )

    def test_a_disputed_count_of_deaths_is_a_range(self, index: Index) -> None:
        picture = drawn(index, "events")
        assert [(each.low, each.high, each.text) for each in picture.groups[0].amounts] == [
            (1, 1, "1 death"), (12, 30, "12-30 deaths"),
        ]  # fmt: skip
        assert picture.notes == ["3 events without a count of deaths not drawn"]


class TestCounts:
    def test_happenings_are_counted_by_year_and_topic_with_empty_years(self, index: Index) -> None:
        picture = charts.happenings_by_year(happenings(index, Filter(("events", "missions", "resolutions"))))
        assert isinstance(picture, Counts)
        assert [year for year, _ in picture.years] == [2000, 2001, 2002, 2003, 2004]
        assert picture.kinds == ["event", "mission", "resolution"]
        assert sum(sum(counts) for _, counts in picture.years) == len(
            happenings(index, Filter(("events", "missions", "resolutions")))
        )

    def test_undated_facts_are_noted(self) -> None:
        picture = charts.counts_by_year("hits", [("event", PartialDate("2001")), ("source", None)])
        assert (picture.years, picture.notes) == ([(2001, [1])], ["1 undated not counted"])


class TestCurves:
    def test_figures_of_several_dates_are_curves_in_a_file(self) -> None:
        picture = series.curves([figure("a", "2001", 1), figure("a", "2002", 2)], {})
        assert isinstance(picture, Curves)
        assert (picture.title, picture.start, picture.stop) == ("Title of a", 2001, 2003)

    def test_figures_of_one_date_only_are_amounts(self) -> None:
        assert isinstance(series.curves([figure("a", "2001", 1), figure("b", "2002", 2)], {}), Amounts)

    def test_a_long_gap_is_noted(self) -> None:
        near = series.curves([figure("a", "2001", 1), figure("a", "2003", 2)], {})
        far = series.curves([figure("a", "2001", 1), figure("a", "2004", 2)], {})
        assert near.notes == []
        assert far.notes == ["values more than two years apart are not joined"]

    def test_too_many_curves_are_left_out_and_noted(self) -> None:
        """Those with the most values stay, in their own order; a note tells the way to see the others."""
        found = [figure(f"s{n:02}", f"{2001 + year}", n) for n in range(20) for year in range(2 + (n > 15))]
        picture = series.curves(found, {})
        assert isinstance(picture, Curves)
        assert [curve.series for curve in picture.curves] == ["s00", "s01", "s02", "s03", "s16", "s17", "s18", "s19"]
        assert picture.notes == [
            "12 of 20 series not drawn (at most 8 of a unit and 6 units, those with the most values); "
            "choose some with --series, malibrief series lists them"
        ]

    def test_too_many_units_are_left_out(self) -> None:
        found = [figure(f"s{n}", f"{2001 + year}", n, f"unit {n}") for n in range(9) for year in range(2)]
        picture = series.curves(found, {})
        assert isinstance(picture, Curves)
        assert len(picture.curves) == series.MOST_UNITS
        assert picture.notes[0].startswith("3 of 9 series not drawn")


def test_a_few_happenings_are_a_poster_and_many_are_counts(index: Index) -> None:
    found = happenings(index, Filter(("events",)))
    sources = query.sources_of(index, (cite for entry in found for cite in entry.sources))
    assert isinstance(timeline(found, sources, ("id",), NOTE, list).svg_chart(), Poster)
    assert isinstance(timeline(found, sources, ("id",), NOTE, list).text_chart(), Counts)
    many = found * (charts.MOST_ON_POSTER // len(found) + 1)
    picture = timeline(many, sources, ("id",), NOTE, list).svg_chart()
    assert isinstance(picture, Counts)
    assert picture.title == "Happenings counted by year"


class TestSources:
    """The publishers at the foot of a picture: of what is drawn, those cited most first."""

    def test_the_publisher_cited_most_comes_first_and_each_is_named_once(self) -> None:
        cited = [source("a", "IOM"), source("b", "UN"), source("c", "UN"), source("b", "UN")]
        assert citations.publishers(cited) == "Sources: UN, IOM"

    @pytest.mark.parametrize(("count", "end"), [(1, "P0"), (5, "P3, P4"), (6, "P3 and 2 more"), (90, "P3 and 86 more")])
    def test_many_publishers_are_counted(self, count: int, end: str) -> None:
        assert citations.publishers(source(f"s{n}", f"P{n}") for n in range(count)).endswith(end)

    def test_a_note_in_brackets_is_no_part_of_the_name(self) -> None:
        cited = [source("a", "United Nations"), source("b", "United Nations (copy at example.org)")]
        assert citations.publishers(cited) == "Sources: United Nations"

    def test_what_has_no_sources_has_no_such_note(self) -> None:
        assert citations.publishers([]) == ""

    def test_facts_that_are_not_drawn_do_not_count(self) -> None:
        picture = Amounts(
            "T", [pictures.Group("EUR", "EUR", [pictures.Amount("l", "drawn", 1, 1, "EUR 1")])], ["a note"]
        )
        cites = [("drawn", [source("a", "UN")]), ("left-out", [source("b", "IOM")])]
        assert charts.sourced(picture, cites).notes == ["a note", "Sources: UN"]

    def test_all_facts_that_are_counted_count_each_once(self) -> None:
        picture = Counts("T", ["event"], [(2001, [2])])
        cites = [
            ("one", [source("a", "IOM")]),
            ("one", [source("a", "IOM")]),
            ("two", [source("b", "UN"), source("c", "UN")]),
        ]
        assert charts.sourced(picture, cites).notes == ["Sources: UN, IOM"]


@pytest.mark.parametrize("name", ["missions", "funding", "figures", "events", "statements", "resolutions"])
def test_no_facts_give_an_empty_chart(name: str) -> None:
    assert is_empty(charts.chart_of_topic(name, [], COVERED))
