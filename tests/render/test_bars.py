"""Charts drawn with characters: within the width, true to scale, and clear without colour."""

import re
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion

from malibrief.render.bars import (
    ARROW,
    EARLIER,
    FULL,
    LIGHT,
    MARK,
    MAX_WIDTH,
    MIN_WIDTH,
    amount_cells,
    draw,
    span_cells,
)
from malibrief.render.page import Page
from malibrief.views.pictures import Amount, Amounts, Bar, Counts, Group, Spans
from tests.conftest import Run, Terminal, pty_works
from tests.render.test_terminal import plain, steady

WIDTHS = (40, 41, 60, 71, 72, 80, 95, 96, 120, 250)
SIGNS = f"{FULL}{LIGHT}▏▎▍▌▋▊▉▐▕"


def bar(first: float, last: float, **more: Any) -> Bar:
    """Return a bar between two points in time, certain unless `more` says otherwise."""
    said: dict[str, Any] = {"label": "Name", "id": "an-id", "dates": "then", "sure_first": first, "sure_last": last}
    return Bar(first=first, last=last, **(said | more))


def spans(*some: Bar, start: int = 2000, stop: int = 2010, mark: float = 2009.5) -> Spans:
    return Spans("Spans", list(some), start, stop, mark, "1 July 2009")


def amounts(*values: float, unit: str = "EUR", text: str = "") -> Amounts:
    return Amounts(
        "Sums", [Group(unit, unit, [Amount(f"n {i}", "x", v, v, text or f"{v:g}") for i, v in enumerate(values)])]
    )


def length(cells: str) -> float:
    """Return the length of a drawn bar, in eighths of a cell."""
    eighths = dict(zip("▏▎▍▌▋▊▉█", range(1, 9), strict=True))
    return sum(eighths.get(sign, 0) for sign in cells)


def lines(picture: Any, width: int, **page: Any) -> list[str]:
    return draw(picture, Page(width=width, **page)).splitlines()


class TestSnapshots:
    """The small base as it is drawn; `pytest --snapshot-update` writes these anew."""

    @pytest.mark.parametrize("width", [40, 80, 120])
    @pytest.mark.parametrize("line", ["missions", "funding", "figures", "timeline", "events", "people"])
    def test_picture(self, run: Run, snapshot: SnapshotAssertion, line: str, width: int) -> None:
        assert run(line, "-f", "bars", env={"COLUMNS": str(width)}).out == snapshot

    @pytest.mark.parametrize("width", [40, 80, 120])
    @pytest.mark.parametrize("line", ["missions", "funding"])
    def test_in_colour(self, run: Run, snapshot: SnapshotAssertion, line: str, width: int) -> None:
        assert steady(run(line, "-f", "bars", "--color", "always", env={"COLUMNS": str(width)}).out) == snapshot

    @pytest.mark.parametrize("line", ["missions", "funding", "timeline"])
    def test_in_plain_characters(self, run: Run, snapshot: SnapshotAssertion, line: str) -> None:
        assert run(line, "-f", "bars", "--ascii", env={"COLUMNS": "80"}).out == snapshot


class TestSameContent:
    @pytest.mark.parametrize(
        "line", ["missions", "funding", "figures", "timeline", "events", "people", "sanctions", "actors"]
    )
    @pytest.mark.parametrize("width", [39, 40, 80, 120, 300])
    def test_colour_changes_nothing_but_colour(self, run: Run, line: str, width: int) -> None:
        coloured = run(line, "-f", "bars", "--color", "always", env={"COLUMNS": str(width)}).out
        uncoloured = run(line, "-f", "bars", env={"COLUMNS": str(width)}).out
        assert [text.rstrip() for text in plain(coloured).splitlines()] == uncoloured.splitlines()

    @pytest.mark.parametrize("line", ["missions", "funding", "figures", "timeline", "events", "people", "resolutions"])
    @pytest.mark.parametrize("width", [20, 39, *WIDTHS, 300])
    def test_no_line_is_wider_than_the_window(self, run: Run, line: str, width: int) -> None:
        for text in run(line, "-f", "bars", env={"COLUMNS": str(width)}).lines:
            assert cell_len(text) <= min(width, MAX_WIDTH)

    @pytest.mark.parametrize("width", [20, 39, *WIDTHS])
    def test_every_fact_is_shown_with_its_dates_or_its_figure(self, run: Run, width: int) -> None:
        text = " ".join(run("missions", "-f", "bars", env={"COLUMNS": str(width)}).out.split())
        for word in ("MINKA", "Sirocco", "trainers", "Coalition", "1 Jul 2001 – 30 Jun 2004", "since 18 Feb 2002"):
            assert word in text.replace(f" {MARK} ", " ").replace(f" {MARK}", "")
        money = " ".join(run("funding", "-f", "bars", env={"COLUMNS": str(width)}).out.split())
        for word in ("EUR 615,000,000 pledge", "USD 426,000,000.5 budget", "NOK 1,500 disbursement"):
            assert word in money

    @pytest.mark.parametrize("line", ["missions", "funding", "figures", "timeline", "events", "people"])
    def test_plain_characters_draw_with_ascii_alone(self, run: Run, line: str) -> None:
        """Any other character belongs to the text of a fact."""
        known = set(run(line, "-f", "json").out) | set(run("sources", "-f", "json").out)
        for width in WIDTHS:
            text = run(line, "-f", "bars", "--ascii", env={"COLUMNS": str(width)}).out
            assert {sign for sign in text if not sign.isascii()} <= known

    @pytest.mark.skipif(not pty_works(), reason="this system has no pseudo-terminals")
    def test_a_terminal_that_is_not_utf_8_gets_plain_characters(self, terminal: Terminal) -> None:
        text = terminal("missions", "-f", "bars", env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}).out
        assert "####" in text
        assert text.isascii()

    @pytest.mark.skipif(not pty_works(), reason="this system has no pseudo-terminals")
    def test_a_terminal_gets_the_same_picture(self, terminal: Terminal, run: Run) -> None:
        screen = plain(terminal("missions", "-f", "bars", width=90).out)
        piped = run("missions", "-f", "bars", env={"COLUMNS": "90"}).out
        assert [line.rstrip() for line in screen.splitlines()] == piped.splitlines()

    def test_below_forty_columns_it_is_text(self, run: Run) -> None:
        for line in ("missions", "funding", "figures", "timeline"):
            text = run(line, "-f", "bars", env={"COLUMNS": "39"}).out
            assert not set(text) & set(SIGNS)
        assert run("timeline", "-f", "bars", env={"COLUMNS": "39"}).lines[2:4] == ["2000: 1", "2001: 11"]

    @pytest.mark.parametrize("width", [39, 40, 80, 120])
    def test_dates_say_when_what_has_no_end_was_last_reported(self, run: Run, width: int) -> None:
        text = " ".join(run("actors", "-f", "bars", env={"COLUMNS": str(width)}).out.replace(MARK, " ").split())
        assert "since 1 Oct 2003, last reported Nov 2004" in text
        assert ("no end recorded" in text) == (width >= MIN_WIDTH)

    def test_the_last_line_gives_the_date_of_the_facts(self, run: Run) -> None:
        assert (
            run("missions", "-f", "bars").lines[-1]
            == "covered up to 31 May 2005, edited 30 Jun 2005 · sources: -f table --sources"
        )

    def test_an_empty_listing_says_so(self, run: Run) -> None:
        answer = run("missions", "--since", "2006", "--until", "2007", "--kind", "un-peacekeeping", "-f", "bars")
        assert (answer.code, answer.lines[:3]) == (
            0,
            ["Missions: kind un-peacekeeping, since 1 January 2006, until 31 December 2007", "", "nothing to draw"],
        )
        assert not any(line.startswith("Sources:") for line in answer.lines)

    @pytest.mark.parametrize(
        ("line", "title"),
        [
            ("missions", "Missions"), ("funding", "Funding"), ("figures --series school-share", "Children at school"),
            ("timeline", "Happenings counted by year"), ("statements", "Statements counted by year"),
        ],
    )  # fmt: skip
    def test_the_first_line_is_the_title(self, run: Run, line: str, title: str) -> None:
        assert run(*line.split(), "-f", "bars").lines[0] == title

    def test_publishers_are_named_before_the_date_of_the_facts(self, run: Run) -> None:
        lines = run("missions", "-f", "bars", env={"COLUMNS": "120"}).lines
        assert (
            lines[-2]
            == "Sources: L'Écho de Kéran, United Nations, Institut d'études d'Arda, European Union, 東方 Daily"
        )

    def test_a_listing_that_is_only_counted_says_so_once_on_standard_error(self, run: Run) -> None:
        said = "malibrief: drawn as counts by year, not one by one; -f table lists them\n"
        for line in ("timeline", "statements", "reports", "search kéran"):
            assert run(*line.split(), "-f", "bars").err.count(said) == 1
        for line in ("missions", "funding", "figures"):
            assert "counts" not in run(line, "-f", "bars").err


YEARS = st.floats(2000, 2010)


@st.composite
def any_bar(draw: st.DrawFn) -> Bar:
    """Return a bar with its four points in order, the first of them perhaps before the axis."""
    first, sure_first, sure_last, last = sorted(draw(st.lists(st.floats(1990, 2010), min_size=4, max_size=4)))
    no_end = draw(st.booleans())
    return bar(
        first, last, sure_first=sure_first, sure_last=sure_last, no_end=no_end,
        open_end=not no_end and draw(st.booleans()), label=draw(st.text(min_size=1, max_size=60)),
    )  # fmt: skip


class TestSpanCells:
    @given(any_bar(), st.integers(8, 240), st.integers(0, 239))
    def test_any_span_is_drawn_inside_the_frame(self, each: Bar, room: int, mark: int) -> None:
        cells = span_cells(each, 2000, room / 10, room, min(mark, room - 1))
        assert len(cells) == room
        assert set(cells) - {" ", MARK}, "something of it is seen"

    @given(YEARS, YEARS, st.integers(8, 240))
    def test_a_certain_span_covers_its_time_and_no_more_than_a_cell_beside_it(
        self, one: float, other: float, room: int
    ) -> None:
        first, last = sorted((one, other))
        cells = span_cells(bar(first, last), 2000, room / 10, room, room - 1)
        scale = room / 10
        for cell, sign in enumerate(cells):
            start, end = 2000 + cell / scale, 2000 + (cell + 1) / scale
            if first + 0.01 < start and end < last - 0.01:
                assert sign == FULL
            if end < first - 1 / scale or start > last + 1 / scale:
                assert sign in " │"

    @given(YEARS, YEARS, st.integers(8, 240))
    def test_equal_spans_are_drawn_alike(self, one: float, other: float, room: int) -> None:
        first, last = sorted((one, other))
        assert span_cells(bar(first, last), 2000, room / 10, room, 0) == span_cells(
            bar(first, last, label="Another"), 2000, room / 10, room, 0
        )

    @pytest.mark.parametrize(
        ("each", "cells"),
        [
            (bar(2002, 2005), "  ███    │"),
            (bar(2002.5, 2005.5), "  ▐██▌   │"),
            (bar(2002, 2005, sure_first=2003, sure_last=2004), "  ░█░    │"),
            (bar(2002, 2005, sure_first=2005, sure_last=2002), "  ░░░    │"),
            (bar(2002, 2009.5, no_end=True), "  ███████▶"),
            (bar(2002, 2009.5, sure_last=2005, no_end=True), "  ███░░░░▶"),
            (bar(2002, 2009.5, sure_last=2002, no_end=True), "  ░░░░░░░▶"),
            (bar(2002, 2006, sure_last=2003, open_end=True), "  █░░░?  │"),
            (bar(2002, 2006, sure_last=2003), "  █░░░   │"),
            (bar(1950, 2003), "◀██      │"),
            (bar(1950, 1960), "◀        │"),
            (bar(2004.4, 2004.4), "    ▏    │"),
            (bar(2010, 2010), "         ▏"),
            (bar(2009.9, 2012), "         █"),
        ],
    )
    def test_what_each_kind_of_end_looks_like(self, each: Bar, cells: str) -> None:
        drawn = span_cells(each, 2000, 1, 10, 9)
        if cells.endswith("█"):
            assert drawn[:-1] == cells[:-1]
        else:
            assert drawn == cells

    def test_unknown_and_unrecorded_and_certain_ends_differ_without_colour(self) -> None:
        ends = {
            span_cells(each, 2000, 4, 40, 39)
            for each in (
                bar(2002, 2006),
                bar(2002, 2006, no_end=True),
                bar(2002, 2006, sure_last=2004, no_end=True),
                bar(2002, 2006, open_end=True),
                bar(2002, 2006, sure_last=2005),
            )
        }
        assert len(ends) == 5


class TestSpans:
    @given(st.lists(any_bar(), min_size=1, max_size=6), st.integers(1, 300))
    def test_any_spans_fit_into_any_width(self, some: list[Bar], width: int) -> None:
        for text in lines(spans(*some), width):
            assert cell_len(text) <= max(min(width, MAX_WIDTH), 2)

    @pytest.mark.parametrize("width", [*WIDTHS, 200])
    @pytest.mark.parametrize(("start", "stop"), [(2012, 2027), (2020, 2021), (1, 9999), (1900, 2027), (2019, 2024)])
    def test_the_years_of_the_axis_stand_apart_at_equal_steps(self, width: int, start: int, stop: int) -> None:
        picture = spans(bar(start, stop), start=start, stop=stop, mark=start)
        years = [int(text) for text in re.findall(r"\d+", lines(picture, width)[0])]
        assert years == sorted(set(years))
        assert len({after - before for before, after in pairwise(years)}) <= 1
        assert all(start <= year <= stop for year in years)

    def test_the_marked_day_is_on_the_axis_and_on_every_free_line(self) -> None:
        drawn = lines(spans(bar(2001, 2003), bar(2004, 2005)), 120)
        place = drawn[1].index("▼")
        assert all(text[place] == MARK for text in drawn[2:4])

    @pytest.mark.parametrize(
        ("each", "named"),
        [
            (bar(2001, 2003), [FULL]),
            (bar(2001, 2003, sure_first=2002), [FULL, LIGHT]),
            (bar(2001, 2003, sure_first=2003, sure_last=2001), [LIGHT]),
            (bar(1990, 2003), [FULL, EARLIER]),
            (bar(2001, 2009.5, no_end=True), [FULL, ARROW]),
            (bar(2001, 2009.5, sure_last=2004, no_end=True), [FULL, LIGHT, ARROW]),
            (bar(2001, 2003, open_end=True), [FULL, "?"]),
        ],
    )
    @pytest.mark.parametrize("width", WIDTHS)
    def test_the_legend_names_what_is_drawn_and_nothing_else(self, each: Bar, named: list[str], width: int) -> None:
        text = "\n".join(lines(spans(each), width)).split("\n\n")[-1]
        shown = [
            sign
            for sign in (MARK, FULL, LIGHT, EARLIER, ARROW, "?")
            if re.search(rf"(?m)(^|   ){re.escape(sign)} ", text)
        ]
        assert shown == [MARK, *named]


class TestAmountCells:
    @given(st.floats(0, 1e15), st.floats(0, 1e15), st.integers(8, 240))
    def test_a_larger_value_has_no_shorter_bar(self, one: float, other: float, room: int) -> None:
        less, more = sorted((one, other))
        short, long = (amount_cells(value, value, (0.0, more), room) for value in (less, more))
        assert length(short) <= length(long)
        assert length(long) == (room * 8 if more else 0)

    @given(st.floats(-1e15, 1e15), st.floats(0, 1e15), st.integers(8, 240))
    def test_equal_values_have_equal_bars_of_the_rooms_width(self, low: float, more: float, room: int) -> None:
        high = low + more
        reach = (min(0.0, low), max(0.0, high))
        assert amount_cells(low, high, reach, room) == amount_cells(low, high, reach, room)
        assert cell_len(amount_cells(low, high, reach, room)) == room

    @given(st.floats(-1e15, -1e-3), st.integers(8, 240))
    def test_a_negative_value_goes_to_the_left(self, value: float, room: int) -> None:
        cells = amount_cells(value, value, (value, -value), room)
        assert set(cells.rstrip()) == {FULL}
        assert abs(len(cells.rstrip()) - room / 2) <= 1

    @pytest.mark.parametrize(
        ("low", "high", "cells"),
        [
            (0, 0, "          "), (100, 100, "██████████"), (50, 50, "█████     "), (55, 55, "█████▌    "),
            (0.001, 0.001, "▏         "), (50, 100, "█████░░░░░"), (0, 50, "░░░░░     "), (0, 0.001, "░         "),
        ],
    )  # fmt: skip
    def test_a_value_and_a_range(self, low: float, high: float, cells: str) -> None:
        assert amount_cells(low, high, (0, 100), 10) == cells

    @pytest.mark.parametrize(
        ("low", "high", "cells"),
        [(-100, -100, "█████     "), (-50, -50, "   ██     "), (100, 100, "     █████"), (-100, 100, "░░░░░░░░░░"),
         (-100, -50, "░░░██     "), (-0.001, -0.001, "    █     "), (0, 0, "          ")],
    )  # fmt: skip
    def test_a_scale_with_values_below_zero(self, low: float, high: float, cells: str) -> None:
        assert amount_cells(low, high, (-100, 100), 10) == cells


class TestAmounts:
    @given(
        st.lists(st.floats(-1e18, 1e18), min_size=1, max_size=8),
        st.integers(1, 300),
        st.text(max_size=40),
    )
    def test_any_values_fit_into_any_width(self, values: list[float], width: int, figure: str) -> None:
        for text in lines(amounts(*values, text=f"EUR {figure.strip()}".replace("\n", "")), width):
            assert cell_len(text) <= max(min(width, MAX_WIDTH), 2) or width < MIN_WIDTH or cell_len(figure) > 20

    def test_groups_of_one_unit_share_a_scale_and_others_do_not(self) -> None:
        def group(unit: str, value: float) -> Group:
            return Group(f"in {unit}", unit, [Amount("label", "x", value, value, "so much")])

        drawn = lines(Amounts("Sums", [group("EUR", 50), group("EUR", 100), group("USD", 10)]), 80)
        first, second, third = (length(text) for text in drawn if "label" in text)
        assert first == pytest.approx(second / 2, abs=4)
        assert second == third

    def test_a_range_is_named_in_the_legend(self) -> None:
        picture = Amounts("Deaths", [Group("deaths", "deaths", [Amount("Fire", "x", 12, 30, "12-30 deaths")])])
        drawn = lines(picture, 60)
        assert LIGHT in drawn[1]
        assert FULL in drawn[1]
        assert drawn[-1] == f"{FULL} lowest figure given   {LIGHT} up to the highest"

    def test_a_label_stands_beside_its_bar_where_there_is_room_else_above_it(self) -> None:
        label = "A pledge that has a rather long title for a bar"
        picture = Amounts("Sums", [Group("EUR", "EUR", [Amount(label, "x", 5, 5, "EUR 5 pledge")])])
        assert lines(picture, 120)[1].startswith(label)
        assert FULL in lines(picture, 120)[1]
        assert lines(picture, 60)[1] == label
        assert lines(picture, 60)[2].endswith("EUR 5 pledge")


class TestCounts:
    PICTURE = Counts(
        "By year",
        ["event", "election", "x"],
        [(1950, [1, 0, 0]), *((n, [0, 0, 0]) for n in range(1951, 1960)), (1960, [2, 3, 1])],
    )

    def test_each_kind_has_its_own_letter_and_a_long_gap_is_one_line(self) -> None:
        assert lines(self.PICTURE, 60) == [
            "1950       e 1", "1951-1959  0", "1960       eelllx 6", "",
            "e event   l election   x x   each letter is one",
        ]  # fmt: skip

    @given(
        st.lists(st.lists(st.integers(0, 10**6), min_size=4, max_size=4), min_size=1, max_size=9), st.integers(40, 250)
    )
    def test_any_counts_fit_and_none_is_lost(self, counts: list[list[int]], width: int) -> None:
        picture = Counts("By year", ["event", "émeute", "市場", "event 2"], list(enumerate(counts, start=2001)))
        drawn = lines(picture, width)
        assert all(cell_len(text) <= width for text in drawn)
        for year, some in picture.years:
            shown = [text for text in drawn if text.startswith(f"{year} ")]
            assert not any(some) or len(set(shown[0].split()[1])) == sum(map(bool, some)) or len(shown[0].split()) == 2
