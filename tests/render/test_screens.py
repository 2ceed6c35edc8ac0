"""Listings and cards at a glance: a line a fact, ids and sources in the background, no more of a card than is read, no colours."""

import itertools
import re
from functools import partial

import pytest
from rich.cells import cell_len

from malibrief.facts.dates import PartialDate
from malibrief.facts.topics import TABLES, TOPICS
from malibrief.index.results import Entry, Filter
from malibrief.index.store import Index
from malibrief.render import formats
from malibrief.render.layout import column_widths, need
from malibrief.render.page import Page
from malibrief.render.paint import STYLES, painter
from malibrief.views.card import telling
from tests.conftest import MISSION, SOURCE, Run, Terminal, Write, selected
from tests.render.test_terminal import SEQUENCE, carded, listed, plain, pytestmark, shared
from tests.tables import record

__all__ = ("pytestmark", "shared")

TOPICS_AND_TABLES = (*TOPICS, *TABLES)


def on_screen(run: Run, *words: str, width: int = 100) -> list[str]:
    """The lines of an answer as a terminal of this width gets them, without colour and links."""
    return run(*words, "-f", "table", env={"COLUMNS": str(width)}).lines


def table_of(lines: list[str]) -> list[str]:
    """The rows of a listing: what is between its header and the empty line before its foot."""
    return lines[2 : lines.index("")]


def test_an_end_that_is_not_known_is_told_from_one_that_is_not_recorded(run: Run, write: Write) -> None:
    over = MISSION + 'end = "unknown"\nattested = 2002-01-01\n'
    base = write(over + MISSION.replace('"m"', '"n"') + "attested = 2003-01-01\n" + SOURCE)
    lines = run("missions", "-f", "table", facts=base).lines
    assert [line.split("  ")[1] for line in lines[2:4]] == ["? (1 Jan 2002)", "(1 Jan 2003)"]
    assert "“?”: ended, on a day that is not known" in lines


class TestALineAFact:
    @pytest.mark.parametrize("width", [100, 120, 200])
    @pytest.mark.parametrize("name", TOPICS_AND_TABLES)
    def test_few_rows_take_more_than_a_line(self, shared: Index, name: str, width: int) -> None:
        view = listed(shared, name)
        lines = formats.table(view, "table", Page(width=width)).splitlines()
        most = len(view.rows) + max(2, len(view.rows) // 2)
        assert len(table_of(lines)) <= most

    def test_columns_that_can_be_spared_come_with_the_width(self, run: Run) -> None:
        heads = [on_screen(run, "missions", width=width)[0].split() for width in (60, 100, 200)]
        assert [set(one) <= set(other) for one, other in itertools.pairwise(heads)] == [True, True]
        assert {"kind", "sources", "id"} <= set(heads[2])
        assert {"start", "end", "name", "lead"} <= set(heads[0])

    def test_a_pipe_gets_the_same_columns_whatever_the_width(self, run: Run) -> None:
        narrow, wide = (run("funding", env={"COLUMNS": width}).out for width in ("40", "300"))
        assert narrow == wide
        assert narrow.split("\n")[0].split("\t")[-3:] == ["disputed", "sources", "id"]

    def test_an_amount_has_its_currency_beside_it_and_an_end_is_told_where_it_differs(self, run: Run) -> None:
        lines = on_screen(run, "funding", width=160)
        assert not {"currency", "part of", "disputed"} & set(re.split("  +", lines[0]))
        assert any(line.split("  ")[0] == "6 May 2002" and "EUR 615,000,000" in line for line in lines)
        assert not any(re.match(r"6 May 2002 +6 May 2002", line) for line in lines)
        assert "currency" in on_screen(run, "funding", "-c", "amount,currency")[0]

    def test_what_is_the_same_in_every_row_is_said_once(self, run: Run, write: Write) -> None:
        sums = "".join(record("funding", f"f{n}", title=f"Sum {n}", donor="Norden") for n in range(3))
        path = write(sums + SOURCE)
        lines = run("funding", "-f", "table", facts=path, env={"COLUMNS": "200"}).lines
        assert "donor" not in lines[0]
        assert "donor: Norden" in lines
        assert "donor" in run("funding", "-n", "1", "-f", "table", facts=path, env={"COLUMNS": "200"}).lines[0]

    def test_columns_that_are_asked_for_are_never_left_out(self, run: Run) -> None:
        lines = on_screen(run, "missions", "-c", "kind,lead,sources,id", width=50)
        assert all(any(name in line for line in lines) for name in ("un-peacekeeping", "United Nations +1", "minka"))

    def test_a_column_wraps_few_of_its_values_before_others_grow(self) -> None:
        needs = {
            "lead": need("lead", [8] * 8 + [60] * 2, 4),
            "name": need("name", [30] * 10, 4),
        }
        assert (needs["lead"].usual, needs["lead"].most) == (12, 60)
        assert column_widths(["lead", "name"], needs, 50) == {"lead": 18, "name": 30}


class TestIds:
    @pytest.mark.parametrize("width", [60, 80, 100, 120, 200])
    @pytest.mark.parametrize("name", TOPICS_AND_TABLES)
    def test_all_rows_of_a_table_have_an_id_or_none(self, shared: Index, run: Run, name: str, width: int) -> None:
        ids = run(name).ids
        rows = table_of(formats.table(listed(shared, name), "table", Page(width=width)).splitlines())
        at_the_end = [each for each in ids if any(line.endswith(f"  {each}") for line in rows)]
        assert at_the_end in ([], ids)

    def test_in_the_timeline_an_id_stands_at_the_right_end_of_each_line_with_room(self, run: Run) -> None:
        lines = on_screen(run, "timeline", "--milestones", width=60)
        with_id = [line for line in lines if line.endswith((" minka", " 2001-03-05-coup", " flood-2001"))]
        assert with_id
        assert all(cell_len(line) == 60 for line in with_id)

    @pytest.mark.parametrize("name", [*TOPICS_AND_TABLES, "timeline"])
    def test_an_id_can_always_be_had(self, run: Run, name: str) -> None:
        lines = on_screen(run, name, "-c", "title,id", width=60)
        text = "\n".join(lines)
        assert all(re.search(rf"(?<!\S){re.escape(each)}(?!\S)", text) for each in run(name).ids)

    def test_they_are_dim_where_they_are_in_the_background_and_not_where_they_are_asked_for(self, run: Run) -> None:
        assert "\x1b[2mminka\x1b[0m" in run("timeline", "-f", "table", "--color", "always").out
        assert "\x1b[2mminka" not in run("missions", "-c", "id", "-f", "table", "--color", "always").out


class TestSources:
    ADDRESS = "https://eu.example.org/arda"

    def test_they_are_counted_at_the_foot_and_not_named(self, run: Run) -> None:
        lines = on_screen(run, "missions", width=80)
        assert re.search(r"^\d+ missions · \d+ sources? · covered", lines[-1] if "·" in lines[-1] else lines[-2])
        assert not any("European Union +" in line for line in lines)

    @pytest.mark.parametrize("width", [20, 60, 100, 200])
    @pytest.mark.parametrize("line", ["missions", "timeline", "missions -c name", "search trainers", "sources"])
    def test_sources_are_below_each_row_with_their_addresses_in_one_piece(
        self, run: Run, line: str, width: int
    ) -> None:
        lines = on_screen(run, *line.split(), "--sources", width=width)
        assert any(self.ADDRESS in each.split() for each in lines)
        assert not any(self.ADDRESS in each.split() for each in on_screen(run, "missions", width=width))

    def test_where_links_can_be_clicked_the_publisher_is_one(self, terminal: Terminal) -> None:
        answer = terminal("missions", "--sources", "--hyperlinks", "always").out
        assert f"\x1b]8;;{self.ADDRESS}\x1b\\European Union" in answer
        assert self.ADDRESS not in plain(answer)

    @pytest.mark.parametrize("form", ["tsv", "csv", "json", "md", "html"])
    def test_other_formats_stay_as_they_are(self, run: Run, form: str) -> None:
        assert run("missions", "--sources", "-f", form) == run("missions", "-f", form)


class TestTimeline:
    def test_years_are_headings_without_empty_lines_between(self, run: Run) -> None:
        lines = on_screen(run, "timeline")
        years = [line for line in lines if re.match(r"\d{4} ─", line)]
        assert len(years) == len(set(years)) > 3
        assert lines.index("") == len(lines) - 2

    def test_milestones_have_a_star_and_the_topic_is_a_word(self, run: Run) -> None:
        lines = on_screen(run, "timeline")
        milestones = on_screen(run, "timeline", "--milestones")
        starred = [line for line in lines if "★" in line]
        told = [[re.split("  +", line)[2] for line in some if "★" in line] for some in (lines, milestones)]
        assert told[0] == told[1]
        assert any(re.match(r" 5 Mar  event +★ ", line) for line in starred)

    def test_chosen_columns_are_a_table_with_whole_dates(self, run: Run) -> None:
        lines = on_screen(run, "timeline", "-c", "date,title,id")
        assert lines[0].split() == ["date", "title", "id"]
        assert any(line.startswith("5 Mar 2001") for line in lines)


class TestCard:
    @pytest.fixture
    def busy(self, write: Write, run: Run) -> Run:
        """Runs a command on a base in which eight events are about a mission."""
        events = "".join(
            record("events", f"e{n}", title=f"Event {n}", date=f"2002-0{n}-01", about=["m"], milestone=n == 1 or None)
            for n in range(1, 9)
        )
        path = write(record("missions", "m", name="M") + events + SOURCE)

        return partial(run, facts=path)

    def test_a_few_neighbours_of_each_topic_are_shown_and_a_command_for_the_others(self, busy: Run) -> None:
        lines = busy("show", "m", "-f", "table").lines
        start = next(n for n, line in enumerate(lines) if line.startswith("events (8) ─"))
        assert [re.sub(" +", " ", line.strip()) for line in lines[start + 1 : start + 5]] == [
            "1 Jan 2002 ★ Event 1 e1",
            "1 Jul 2002 Event 7 e7",
            "1 Aug 2002 Event 8 e8",
            "… 5 more: malibrief events --about m",
        ]
        assert busy("events", "--about", "m").ids == [f"e{n}" for n in range(1, 9)]

    def test_the_sources_come_before_the_neighbours(self, busy: Run) -> None:
        headings = [line.split(" (")[0] for line in busy("show", "m", "-f", "table").lines if line.endswith("──")]
        assert headings == ["sources", "events"]

    def test_a_person_has_more_of_them_as_they_are_what_the_card_is_about(self, run: Run, write: Write) -> None:
        terms = "".join(record("people", f"t{n}", name="Ada Moro", start=f"200{n}-01-01") for n in range(1, 10))
        path = write(record("offices", "office-1") + terms + SOURCE)
        assert "more:" not in run("show", "ada moro", "-f", "table", facts=path).out
        assert "more:" not in run("show", "office-1", "-f", "table", facts=path).out

    def test_all_shows_every_neighbour(self, busy: Run) -> None:
        text = busy("show", "m", "-f", "table", "--all").out
        assert all(f"Event {n}" in text for n in range(1, 9))
        assert "more:" not in text

    @pytest.mark.parametrize("form", ["tsv", "json", "md", "html"])
    def test_other_formats_have_all_of_them_anyway(self, busy: Run, form: str) -> None:
        answer = busy("show", "m", "-f", form)
        assert all(f"e{n}" in answer.out for n in range(1, 9))
        assert busy("show", "m", "-f", form, "--all") == answer

    def test_the_command_for_the_others_lists_just_those_of_the_group(self, shared: Index, run: Run) -> None:
        """Of every fact, office, series and source of the small base."""
        asked = 0
        for found in selected(shared, Filter(TOPICS_AND_TABLES)):
            view = carded(shared, found)
            for heading, entries in view.neighbours:
                if command := view.command(heading):
                    assert sorted(run(*command.split()[1:]).ids) == sorted(entry.id for entry in entries), command
                    asked += 1
        assert asked > 50

    def test_what_is_told_of_many_is_milestones_then_the_newest_of_each_title(self) -> None:
        entries = [
            Entry(n, "figures", f"f{n}", title, PartialDate(f"200{n}"), milestone=n == 1)
            for n, title in enumerate(["A", "A", "B", "A", "C", "C"])
        ]
        assert [entry.id for entry in telling(entries, 3)] == ["f1", "f3", "f5"]
        assert telling(entries, 9) == entries

    def test_of_what_is_ranked_the_first_in_rank_is_told(self) -> None:
        entries = [
            Entry(n, "people", f"f{n}", f"P{n}", PartialDate(f"200{n}"), rank=rank)
            for n, rank in enumerate([7, 3, None, 3, 12])
        ]
        assert [entry.id for entry in telling(entries, 3)] == ["f0", "f1", "f3"]

    def test_of_nothing_nothing_is_told(self) -> None:
        assert telling([], 3) == []


PALETTES = {
    "xterm": ("000000", "ffffff", "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff"),
    "VS Code, dark": ("1e1e1e", "1e1e1e", "000000 cd3131 0dbc79 e5e510 2472c8 bc3fbc 11a8cd e5e5e5 666666 f14c4c 23d18b f5f543 3b8eea d670d6 29b8db e5e5e5"),
    "VS Code, light": ("ffffff", "ffffff", "000000 cd3131 00bc00 949800 0451a5 bc05bc 0598bc 555555 666666 cd3131 14ce14 b5ba00 0451a5 bc05bc 0598bc a5a5a5"),
    "Terminal.app": ("000000", "ffffff", "000000 990000 00a600 999900 0000b2 b200b2 00a6b2 bfbfbf 666666 e50000 00d900 e5e500 0000ff e500e5 00e5e5 e5e5e5"),
    "GNOME": ("171421", "ffffff", "171421 c01c28 26a269 a2734c 12488b a347ba 2aa1b3 d0cfcc 5e5c64 f66151 33da7a e9ad0c 2a7bde c061cb 33c7de ffffff"),
    "Windows Terminal": ("0c0c0c", "ffffff", "0c0c0c c50f1f 13a10e c19c00 0037da 881798 3a96dd cccccc 767676 e74856 16c60c f9f1a5 3b78ff b4009e 61d6d6 f2f2f2"),
    "Solarized": ("002b36", "fdf6e3", "073642 dc322f 859900 b58900 268bd2 d33682 2aa198 eee8d5 002b36 cb4b16 586e75 657b83 839496 6c71c4 93a1a1 fdf6e3"),
}  # fmt: skip
"""The usual palettes: a dark and a light background, and the 16 colours (the eight of SGR 30 to 37, then 90 to 97)."""
ENOUGH = 4.5
"""The contrast that text needs (WCAG 2.2, 1.4.3)."""
READABLE = {"1": "bold", "4": "underline"}
"""What leaves the text in the terminal's own colour."""


def luminance(colour: str) -> float:
    """The relative luminance of a colour, as WCAG defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def least_contrast(number: int) -> float:
    """The least contrast of one of the 16 colours on the backgrounds of the palettes."""
    return min(
        contrast(colours.split()[number], background)
        for dark, light, colours in PALETTES.values()
        for background in (dark, light)
    )


class TestContrast:
    def test_none_of_the_sixteen_colours_can_be_read_on_every_usual_background(self) -> None:
        assert {number: least_contrast(number) for number in range(16) if least_contrast(number) >= ENOUGH} == {}

    def test_so_no_style_has_one_and_only_what_need_not_be_read_is_dim(self) -> None:
        codes = {style: set(re.findall(r"\d+", painter(True)("x", style).split("m")[0])) for style in STYLES}
        assert codes.pop("aside") == {"2"}
        assert all(code <= set(READABLE) for code in codes.values())

    @pytest.mark.parametrize(
        "line", ["missions", "funding", "timeline", "show minka", "search coup", "missions -f bars"]
    )
    def test_no_answer_has_one(self, run: Run, line: str) -> None:
        answer = run(*line.split(), *(() if "-f" in line else ("-f", "table")), "--color", "always").out
        codes = {code for each in SEQUENCE.findall(answer) for code in re.findall(r"\d+", each)}
        assert codes <= {"0", "1", "2", "4"}

    @pytest.mark.parametrize("line", ["missions", "timeline", "show minka", "search coup"])
    def test_what_is_dim_is_an_id_or_a_rule(self, run: Run, line: str) -> None:
        answer = run(*line.split(), "-f", "table", "--color", "always").out
        known = {each for name in TOPICS_AND_TABLES for each in run(name).ids}
        dim = {each.strip() for each in re.findall(r"\x1b\[2m(.*?)\x1b\[0m", answer)}
        assert {each for each in dim if each.strip("─ ")} <= known
