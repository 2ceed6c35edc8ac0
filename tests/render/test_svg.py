"""Charts as SVG: valid, self-contained, nothing overlaps and nothing lies outside, whatever the facts say."""

import re
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from malibrief.facts.dates import PartialDate
from malibrief.index.results import FactBaseNote
from malibrief.render.svg import drawing
from malibrief.render.svg.shapes import (
    COLOURS,
    DARK,
    INK,
    MARKERS,
    NARROW,
    PAPER,
    SOFT_INK,
    WIDTH,
    colour_and_marker,
    text_width,
    ticks,
    wrap,
)
from malibrief.text import clean
from malibrief.views import charts
from malibrief.views.pictures import (
    Amount,
    Amounts,
    Bar,
    Counts,
    Curve,
    Curves,
    Group,
    Happening,
    Picture,
    Point,
    Poster,
    Spans,
)
from tests.conftest import Run

GALLERY = sorted((Path(__file__).parents[2] / "docs").glob("*.svg"))
BASE = FactBaseNote(
    'Arda: <an> invented & "tested" crisis', "Arda", PartialDate("2005-06-30"), PartialDate("2005-05-31")
)
NS = "{http://www.w3.org/2000/svg}"
NASTY = clean("]]> <b>&\"'</b> \x1b[31m\x07\x00 \ufffe \u202eabc {x} %s -- é 市場 👩‍👧 WWWWWWWWWW " + "m" * 90)
LISTINGS = (
    "missions", "people", "agreements", "sanctions", "resolutions", "funding", "figures", "events", "statements",
    "reports", "actors", "offices", "series", "sources", "timeline",
)  # fmt: skip


class Box(NamedTuple):
    """The area that an element covers, and what it is."""

    left: float
    top: float
    right: float
    bottom: float
    what: str

    def touches(self, other: "Box") -> bool:
        """Return whether two boxes overlap by more than a rounding error."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > 0.5 and down > 0.5


def text_box(element: ET.Element) -> Box:
    """Return an upper bound of the box of a text, from the tops of accents to the descenders."""
    content = element.text or ""
    size = float(element.get("font-size", "12"))
    width = text_width(content, size, bold=element.get("font-weight") == "bold")
    x, y = float(element.get("x", "")), float(element.get("y", ""))
    left = x - {"end": width, "middle": width / 2}.get(element.get("text-anchor", ""), 0)
    return Box(left, y - 0.8 * size, left + width, y + 0.2 * size, content)


def rect_box(element: ET.Element) -> Box:
    x, y, width, height = (float(element.get(name, "0")) for name in ("x", "y", "width", "height"))
    return Box(x, y, x + width, y + height, element.tag)


class Drawn:
    """A chart that was read back by an XML parser."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.root = ET.fromstring(text)
        _, _, self.width, self.height = map(float, self.root.get("viewBox", "").split())
        self.texts = [text_box(each) for each in self.root.iter(f"{NS}text")]
        self.bars = [rect_box(each) for each in self.root.iter(f"{NS}rect") if each.get("class") != "b"]

    @property
    def words(self) -> str:
        return "\n".join(box.what for box in self.texts)

    def overlaps(self) -> Iterator[tuple[Box, Box]]:
        """Return pairs of texts that overlap, and bars under a text that is not their own sign."""
        shown = sorted((box for box in self.texts if box.what.strip()), key=lambda box: box.top)
        for i, box in enumerate(shown):
            for other in shown[i + 1 :]:
                if other.top >= box.bottom:
                    break
                if box.touches(other):
                    yield box, other
        for bar in self.bars:
            yield from ((bar, box) for box in shown if bar.touches(box) and box.what != "?")

    def outside(self) -> list[Box]:
        return [
            box
            for box in (*self.texts, *self.bars)
            if box.left < 0 or box.top < 0 or box.right > self.width + 0.1 or box.bottom > self.height + 0.1
        ]


def drawn(picture: Picture) -> Drawn:
    """Return a chart, read back, after the checks that hold for all charts, as wide as a page and as a phone."""
    narrow, read = (Drawn(drawing.svg_document(picture, BASE, width=width)) for width in (NARROW, WIDTH))
    for each in (narrow, read):
        assert list(each.overlaps())[:3] == []
        assert each.outside() == []
    assert (narrow.width, read.width) == (NARROW, WIDTH)
    assert len(narrow.bars) == len(read.bars)
    return read


def bar(n: int, first: float = 2000, last: float = 2004, **more: Any) -> Bar:
    said: dict[str, Any] = {
        "label": f"Mission {n}",
        "dates": "1 Jan 2000 – 31 Dec 2003",
        "sure_first": first,
        "sure_last": last,
    }
    return Bar(id=f"id-{n}", first=first, last=last, **(said | more))


def spans(bars: Sequence[Bar], start: int = 2000, stop: int = 2010) -> Spans:
    return Spans("Missions", list(bars), start, stop, min(2009.5, stop), "1 July 2009", ["a note"])


def amounts(
    values: Sequence[float], label: str = "A pledge", text: str = "EUR 5 pledge", kind: str = "pledge"
) -> Amounts:
    group = Group("EUR", "EUR", [Amount(f"{label} {i}", f"id-{i}", v, v, text, kind) for i, v in enumerate(values)])
    return Amounts("Funding", [group], ["a note"])


def curves(values: Sequence[float], series: int = 2, label: str = "Displaced people", unit: str = "people") -> Curves:
    points = [Point(2000.5 + i, value, f"{2000 + i}: {value}", f"id-{i}") for i, value in enumerate(values)]
    lines = [Curve(f"s{n}", f"{label} {n}", unit, points) for n in range(series)]
    return Curves("Figures", lines, 2000, 2000 + len(values))


class TestListings:
    """Every listing of the small base, drawn by the program."""

    def test_shows_the_filter_in_its_title(self, run: Run) -> None:
        line = ("funding", "--kind", "budget", "--since", "2002")
        assert Drawn(run(*line, "-f", "svg").out).texts[0].what == "Funding: kind budget, since 1 January 2002"
        assert run(*line, "-f", "bars").lines[0] == "Funding: kind budget, since 1 January 2002"
        assert "<h1>Arda: funding, kind budget, since 1 January 2002</h1>" in run(*line, "-f", "html").out
        assert Drawn(run("funding", "-f", "svg").out).texts[0].what == "Funding"

    @pytest.mark.parametrize("line", [*LISTINGS, "timeline --milestones", "missions --as-of 2002-03-01", "events -n 0"])
    def test_is_valid_and_self_contained_and_nothing_overlaps(self, run: Run, line: str) -> None:
        answer = run(*line.split(), "-f", "svg")
        read = Drawn(answer.out)
        assert list(read.overlaps()) == []
        assert read.outside() == []
        names = {element.tag.removeprefix(NS) for element in read.root.iter()}
        assert names <= {"svg", "title", "desc", "style", "g", "rect", "path", "circle", "line", "text"}
        assert re.findall(r"https?:|url\(|@import|@font-face|href|data:|on\w+=", read.text) == ["http:"]

    @pytest.mark.parametrize("line", ["missions", "people", "funding", "actors", "figures", "timeline --milestones"])
    def test_nothing_overlaps_in_the_long_listings_of_the_shipped_base(self, run: Run, line: str) -> None:
        read = Drawn(run(*line.split(), "-f", "svg", facts=None).out)
        assert len(read.texts) > 40
        assert list(read.overlaps())[:3] == []
        assert read.outside() == []

    @pytest.mark.parametrize("line", LISTINGS)
    def test_describes_its_content_and_its_origin_in_words(self, run: Run, line: str) -> None:
        read = Drawn(run(line, "-f", "svg").out)
        title, desc = read.root.find(f"{NS}title"), read.root.find(f"{NS}desc")
        assert title is not None
        assert title.text
        assert title.text.endswith(": Arda: an invented crisis")
        assert desc is not None
        assert desc.text
        assert read.root.get("role") == "img"
        assert read.root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
        foot = "malibrief: Arda: an invented crisis, covered up to 31 May 2005, edited 30 June 2005; for sources: malibrief show ID"
        assert read.words.endswith(foot)

    @pytest.mark.parametrize("line", ["missions", "funding", "figures", "timeline", "people", "statements", "sources"])
    def test_names_its_publishers_above_the_last_line(self, run: Run, line: str) -> None:
        notes = Drawn(run(line, "-f", "svg").out).words.split("malibrief: ")[0]
        assert re.search(r"(?s)\nSources: .*\n$", notes)

    def test_names_a_series_by_its_title(self, run: Run) -> None:
        read = Drawn(run("figures", "--series", "minka-strength", "-f", "svg").out)
        assert read.texts[0].what == "MINKA: soldiers"
        assert "shown: series MINKA: soldiers" in read.words
        assert "minka-strength" not in read.words

    def test_hits_are_counted_under_what_was_searched_for_and_sources_are_none(self, run: Run) -> None:
        for form in ("svg", "bars"):
            out = run("search", "coup", "-f", form).out
            assert "Hits counted by year: “coup”" in out
            assert re.search(r"\d+ sources? not counted", out)
            assert not re.search(r"(?m)^(.*   )?s source\b|>source<", out)

    def test_a_timeline_that_is_too_long_for_a_poster_is_said_to_be_counted(
        self, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert run("timeline", "-f", "svg").err == ""
        monkeypatch.setattr(charts, "MOST_ON_POSTER", 3)
        answer = run("timeline", "-f", "svg")
        assert Drawn(answer.out).texts[0].what == "Happenings counted by year"
        assert answer.err == (
            "malibrief: drawn as counts by year, as a picture tells 3 happenings at most; "
            "choose fewer with --milestones, --since or --until\n"
        )

    def test_every_drawn_fact_has_its_id_and_its_words(self, run: Run) -> None:
        read = Drawn(run("missions", "-f", "svg").out)
        titles = [element.text for group in read.root.iter(f"{NS}g") for element in group.findall(f"{NS}title")]
        assert "MINKA: 1 Jul 2001 – 30 Jun 2004 (minka)" in titles
        assert len(titles) == 4

    def test_an_empty_listing_says_so(self, run: Run) -> None:
        for line in ("missions", "funding", "figures", "events", "timeline"):
            assert "nothing to draw" in Drawn(run(line, "-n", "0", "-f", "svg").out).words

    def test_a_file_of_this_suffix_gets_the_same(self, run: Run, tmp_path: Path) -> None:
        path = tmp_path / "missions.svg"
        run("missions", "-o", str(path))
        assert path.read_text(encoding="utf-8") == run("missions", "-f", "svg").out


class TestColours:
    """A light page by attributes, which every viewer reads; a dark one by rules, which a viewer may skip."""

    @pytest.mark.parametrize("line", LISTINGS)
    def test_whatever_is_drawn_has_its_colour_as_an_attribute_of_its_own_or_of_the_document(
        self, run: Run, line: str
    ) -> None:
        root = ET.fromstring(run(line, "-f", "svg").out)
        assert {root.get(name) for name in ("fill", "font-size")} == {INK, "12"}
        assert "DejaVu Sans" in root.get("font-family", "")
        for element in root.iter():
            name = element.tag.removeprefix(NS)
            if name in ("rect", "path", "circle"):
                assert element.get("fill"), f"{name} has a colour"
            assert name != "line" or element.get("stroke")
            assert element.get("style") is None
            assert name != "text" or element.get("class") in (None, "s")
            assert element.get("class") != "s" or element.get("fill") == SOFT_INK

    def test_a_style_sheet_holds_rules_of_dark_pages_alone_each_in_a_block_of_its_own(self, run: Run) -> None:
        """LibreOffice skips the first rule of a @media block and applies the others, whatever the page."""
        (sheet,) = re.findall("<style>(.*)</style>", run("missions", "-f", "svg").out)
        block = r"@media\(prefers-color-scheme:dark\)\{svg [.a-z]+\{[a-z]+:#\w{6}\}\}"
        assert re.fullmatch(f"({block})+", sheet)

    def test_texts_stand_out_from_the_page_light_or_dark(self) -> None:
        dark = {selector.split()[1]: rule.partition(":")[2] for selector, rule in DARK.items()}
        for ink, paper in ((INK, PAPER), (SOFT_INK, PAPER), (dark["text"], dark[".b"]), (dark[".s"], dark[".b"])):
            assert contrast(ink, paper) >= 4.5

    def test_bars_and_curves_are_seen_on_either_page_in_each_of_their_colours(self) -> None:
        for colour in COLOURS:
            assert contrast(colour, PAPER) >= 2
            assert contrast(colour, DARK["svg .b"].partition(":")[2]) >= 3


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21, as the WCAG define it."""

    def luminance(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("path", GALLERY, ids=lambda path: path.name)
def test_the_gallery_is_self_contained(path: Path) -> None:
    """Whether it is up to date is checked by `docs/gallery.py --check`."""
    read = Drawn(path.read_text(encoding="utf-8"))
    assert re.findall(r"https?:|url\(|@import|@font-face|href|data:", read.text) == ["http:"]
    assert read.outside() == [] or "Mono" in read.text


class TestSpans:
    @pytest.mark.parametrize("count", [1, 2, 24, 25, 40, 400])
    def test_any_number_of_rows(self, count: int) -> None:
        read = drawn(spans([bar(n) for n in range(count)]))
        assert sum(box.what.startswith("Mission ") for box in read.texts) == count

    @pytest.mark.parametrize(("start", "stop"), [(2000, 2001), (2000, 2002), (1, 9999), (1900, 2030), (2000, 2011)])
    def test_very_short_and_very_long_times(self, start: int, stop: int) -> None:
        read = drawn(spans([bar(1, start, stop), bar(2, start, start + 1e-6), bar(3, stop, stop)], start, stop))
        years = [int(box.what) for box in read.texts if re.fullmatch(r"\d{1,4}", box.what)]
        assert years == sorted(years)

    def test_bars_that_begin_or_lie_before_the_axis_stay_within_it(self) -> None:
        read = drawn(spans([bar(1, 1950, 2003), bar(2, 1950, 1960), bar(3, 1950, 1990, open_end=True)]))
        assert min(box.left for box in read.bars) >= max(
            box.right for box in read.texts if box.what.startswith("Mission ")
        )

    @pytest.mark.parametrize(
        ("more", "words"),
        [
            ({}, "dashed line: 1 July 2009"),
            ({"sure_last": 2003}, "dashed line: 1 July 2009; pale: possible"),
            ({"no_end": True}, "dashed line: 1 July 2009; ▶ no end recorded"),
            ({"no_end": True, "sure_last": 2003}, "dashed line: 1 July 2009; pale: possible; ▶ no end recorded"),
            ({"open_end": True}, "dashed line: 1 July 2009; ? ended, day not known"),
            ({"first": 1990}, "dashed line: 1 July 2009; ◀ began earlier"),
        ],
    )
    def test_the_legend_names_what_is_drawn(self, more: dict[str, Any], words: str) -> None:
        assert words in drawn(spans([bar(1, **({"first": 2000} | more))])).words.splitlines()

    def test_ends_differ_without_colour(self) -> None:
        looks: list[dict[str, Any]] = [{}, {"no_end": True}, {"open_end": True}, {"sure_last": 2002}]
        shapes = {
            re.sub(
                r"<title>.*?</title>|id-\d",
                "",
                drawing.svg_document(spans([bar(1, **more)]), BASE).split("<g>")[1].split("</g>")[0],
            )
            for more in looks
        }
        assert len(shapes) == 4

    def test_what_has_no_end_is_pale_after_its_horizon(self) -> None:
        """The pale bar is as long as all of it, the solid one upon it as what is certain."""
        whole, sure = drawn(spans([bar(1, sure_last=2003, no_end=True)])).bars
        assert whole.left == sure.left
        assert (sure.right - sure.left) / (whole.right - whole.left) == pytest.approx(3 / 4, abs=0.01)

    def test_equal_spans_have_equal_bars_and_longer_ones_are_longer(self) -> None:
        read = drawn(spans([bar(1), bar(2), bar(3, 2000, 2006)]))
        widths = [box.right - box.left for box in read.bars]
        assert widths[0] == widths[2] < widths[4]


class TestNarrow:
    """A chart for a phone: names stand above their bars, and letters stay as large as they are."""

    @pytest.mark.parametrize("picture", [spans([bar(1), bar(2)]), amounts([3, 4], label="Mission")])
    def test_each_name_stands_above_its_bar(self, picture: Picture) -> None:
        read = Drawn(drawing.svg_document(picture, BASE, width=NARROW))
        names = [box for box in read.texts if box.what.startswith("Mission ")]
        tops = sorted({box.top for box in read.bars})
        assert len(names) == len(tops) == 2
        assert [name.bottom < top for name, top in zip(names, tops, strict=True)] == [True, True]
        assert {name.left for name in names} == {16}

    def test_several_on_one_page_have_ids_of_their_own(self) -> None:
        both = [drawing.svg_document(spans([bar(1)]), BASE, name=name) for name in ("", "narrow-")]
        ids = [name for text in both for name in re.findall(r'id="([^"]+)"', text)]
        assert ids == ["title", "desc", "narrow-title", "narrow-desc"]
        assert 'aria-labelledby="narrow-title narrow-desc"' in both[1]


class TestAmounts:
    @pytest.mark.parametrize("count", [1, 40, 400])
    def test_any_number_of_rows(self, count: int) -> None:
        drawn(
            amounts([n + 1 for n in range(count)], label="EU: humanitarian aid to Mali, 2012 to October 2021, and more")
        )

    @pytest.mark.parametrize(
        "values", [[0], [0, 0], [-5], [-5, 5], [1e18, 1], [-1e18, 1e-9], [1e-300], [5, 5, 5], [0.001, 1000]]
    )
    def test_zero_negative_and_huge_values(self, values: list[float]) -> None:
        drawn(amounts(values))

    def test_equal_values_have_equal_bars_and_larger_ones_longer_bars(self) -> None:
        widths = [box.right - box.left for box in drawn(amounts([5, 5, 10])).bars]
        assert widths[0] == widths[1] == pytest.approx(widths[2] / 2, abs=0.2)

    def test_a_scale_is_shared_by_the_groups_of_a_unit_alone(self) -> None:
        groups = [
            Group(name, unit, [Amount(label, "x", value, value, "so much")])
            for name, unit, label, value in (
                ("a", "people", "2001", 50),
                ("b", "people", "December 2002", 100),
                ("c", "USD", "2001", 7),
            )
        ]
        one, two, three = (box.right - box.left for box in drawn(Amounts("Figures", groups)).bars)
        assert one == pytest.approx(two / 2, abs=0.2)
        assert three > one

    def test_a_range_is_pale_and_explained(self) -> None:
        read = drawn(Amounts("Deaths", [Group("deaths", "deaths", [Amount("Fire", "x", 12, 30, "12-30 deaths")])]))
        sure, pale = read.bars
        assert sure.right == pytest.approx(pale.left, abs=0.2)
        assert "pale: from the lowest to the highest figure given" in read.words

    def test_kinds_of_money_have_colours_with_a_legend_and_words(self) -> None:
        amounts = [Amount(f"n {kind}", "x", 5, 5, f"EUR 5 {kind}", kind) for kind in ("commitment", "pledge")]
        read = drawn(Amounts("Funding", [Group("EUR", "EUR", amounts)]))
        assert {"pledge", "commitment", "EUR 5 pledge", "EUR 5 commitment"} <= set(read.words.splitlines())
        bars = [each.get("fill") for each in read.root.iter(f"{NS}rect") if each.get("class") != "b"]
        assert len(set(bars)) == 2

    def test_a_kind_has_the_same_colour_in_every_picture(self) -> None:
        alone = drawing.svg_document(amounts([5], kind="disbursement"), BASE)
        colour = re.findall(r'<rect x=.* fill="(#\w+)"', alone)
        both = Amounts(
            "F",
            [Group("EUR", "EUR", [Amount("a", "x", 5, 5, "t", "pledge"), Amount("b", "x", 5, 5, "t", "disbursement")])],
        )
        assert colour == re.findall(r'<rect x=.* fill="(#\w+)"', drawing.svg_document(both, BASE))[1:]


class TestCounts:
    @pytest.mark.parametrize("years", [1, 2, 15, 40, 400])
    @pytest.mark.parametrize("most", [0, 1, 79, 10**7])
    def test_any_years_and_numbers(self, years: int, most: int) -> None:
        kinds = ["event", "mission", "resolution"]
        picture = Counts("By year", kinds, [(1990 + n, [most, most // 2, n % 2]) for n in range(years)])
        assert "By year" in drawn(picture).words

    def test_years_before_a_long_gap_are_listed_and_not_drawn(self) -> None:
        picture = Counts("By year", ["event"], [(1950, [1]), *((n, [0]) for n in range(1951, 2012)), (2012, [3])])
        assert "earlier, not drawn: 1950: 1" in drawn(picture).words

    def test_eleven_kinds_have_eleven_colours(self) -> None:
        read = drawn(Counts("By year", [f"kind {n}" for n in range(11)], [(2001, [1] * 11)]))
        colours = [each.get("fill") for each in read.root.iter(f"{NS}rect") if each.get("class") != "b"]
        assert len(set(colours)) == 11


class TestCurves:
    @pytest.mark.parametrize(
        "values",
        [[0, 0], [0, 1], [-5, 5], [-5, -3], [1e18, 1], [0.407, 0.421], [13289] * 15, [1, 2] * 30, [-1.5e6, 1.8e9, 4]],
    )
    @pytest.mark.parametrize("series", [1, 2, 8])
    def test_any_values(self, values: list[float], series: int) -> None:
        read = drawn(curves(values, series))
        places = [float(each.get("cy", "0")) for each in read.root.iter(f"{NS}circle")]
        assert all(0 < place < read.height for place in places)

    def test_each_curve_has_its_own_colour_and_mark(self) -> None:
        assert len({colour_and_marker(n) for n in range(40)}) == 40
        assert [colour_and_marker(n)[1] for n in range(4)] == list(MARKERS)

    def test_points_far_apart_are_not_joined(self) -> None:
        points = [Point(year + 0.5, 1.0, "said", "id") for year in (2000, 2002, 2005)]
        text = drawing.svg_document(Curves("F", [Curve("s", "S", "people", points)], 2000, 2006), BASE)
        assert text.count('stroke-width="2"') == 1
        assert text.count("<circle") == 3

    def test_a_curve_alone_is_named_by_the_title_several_by_a_legend(self) -> None:
        assert drawn(curves([1, 2], series=1)).words.count("Displaced people") == 0
        assert drawn(curves([1, 2], series=2)).words.count("Displaced people") == 2

    def test_each_unit_has_its_own_panel(self) -> None:
        lines = [*curves([1, 2], 1).curves, *curves([1, 2], 1, unit="percent").curves]
        assert {"people", "percent"} <= set(drawn(Curves("Figures", lines, 2000, 2002)).words.splitlines())


class TestPoster:
    @pytest.mark.parametrize("count", [1, 40, 150])
    def test_any_number_of_happenings(self, count: int) -> None:
        title = "Agreement for Peace and Reconciliation in Mali (Algiers process): signed by its last party, at last, in Bamako"
        listed = [
            Happening(f"{n % 28 + 1} September {2000 + n // 9}", f"{title} {n}" * (1 + n % 2), f"id-{n}", n % 3 == 0)
            for n in range(count)
        ]
        read = drawn(Poster("Timeline", listed))
        assert "27 September" in read.words or count < 27

    def test_milestones_are_bold_and_explained_among_other_happenings(self) -> None:
        both = drawn(Poster("T", [Happening("2001", "One", "a", True), Happening("2002", "Two", "b", False)]))
        assert "bold, orange: milestones" in both.words
        assert "bold" not in drawn(Poster("T", [Happening("2001", "One", "a", True)])).words


class TestText:
    @pytest.mark.parametrize(
        "picture",
        [
            spans([bar(1, label=NASTY, dates=NASTY[:20])]),
            amounts([5, 6], label=NASTY, text=NASTY, kind=NASTY[:30]),
            curves([1, 2], label=NASTY, unit=NASTY),
            Counts(NASTY, [NASTY, "b"], [(2001, [1, 2])]),
            Poster(NASTY, [Happening("2001", NASTY, NASTY, True), Happening("2002", NASTY, NASTY, False)]),
        ],
        ids=["spans", "amounts", "curves", "counts", "poster"],
    )
    def test_nasty_text_is_escaped_and_kept_within(self, picture: Picture) -> None:
        read = drawn(picture)
        assert not {sign for sign in read.text if unicodedata.category(sign) in ("Cc", "Cs") and sign != "\n"}
        assert "\ufffe" not in read.text
        assert "<b>" not in read.text
        assert "<b>&\"'</b>" in " ".join(read.words.split())

    @given(st.text(max_size=200), st.floats(20, 900))
    def test_wrapped_text_keeps_every_word_within_the_room(self, text: str, room: float) -> None:
        label = wrap(clean(text), room)
        assert "".join("".join(label.lines).split()) == "".join(clean(text).split())
        assert all(text_width(line) <= room or len(line) == 1 for line in label.lines)

    @given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80))
    @settings(max_examples=60)
    def test_any_title_and_label_is_xml(self, text: str) -> None:
        text = clean(text)
        Drawn(drawing.svg_document(Spans(text, [bar(1, label=text)], 2000, 2010, 2009.5, text, [text]), BASE))

    @pytest.mark.parametrize(
        ("text", "pixels", "bold"),
        [
            ("Operation Barkhane", 120.9, 136.2), ("EUR 1,350,000,000 pledge", 161.1, 178.9), ("MINUSMA", 57.8, 66.1),
            ("WWWWWWWWWW", 118.7, 132.4), ("illicit, fifth: jail", 84.9, 100.4), ("É è ç ï œ – “” ’", 86.1, 96.3),
            ("S/RES/2100 (2013), @50%", 159.8, 174.9), ("12 Apr 2012 – 11 Dec 2012", 164.5, 180.3),
        ],
    )  # fmt: skip
    def test_widths_are_close_upper_bounds(self, text: str, pixels: float, bold: float) -> None:
        """Measured with DejaVu Sans and DejaVu Sans Bold, the widest of the fonts that the style names, at 12 units."""
        assert pixels <= text_width(text) <= 1.2 * pixels
        assert bold <= text_width(text, bold=True) <= 1.25 * bold


@given(st.floats(-1e12, 0, allow_subnormal=False), st.floats(0, 1e12, allow_subnormal=False))
def test_ticks_are_few_round_and_around_the_values(least: float, most: float) -> None:
    scaled = ticks(least, most)
    assert scaled[0] <= least + 1e-6 * abs(least)
    assert scaled[-1] >= most - 1e-6 * most
    assert 2 <= len(scaled) <= 11


def test_values_at_the_end_of_what_a_number_holds_have_three_ticks() -> None:
    most = 1.7976931348623157e308
    assert ticks(-1.0, most) == [-1.0, 0, most]
    assert ticks(-most, most) == [-most, 0, most]
