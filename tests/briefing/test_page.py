"""The briefing of one page: what it tells, that it says what it leaves out, and that it fits on its page on any day."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from rich.cells import cell_len

from malibrief.briefing import page, report, standing
from malibrief.briefing.lines import SECTIONS, Line
from malibrief.briefing.page import LENGTH, MOST, WIDTH
from malibrief.briefing.report import Brief
from malibrief.facts.dates import iso
from malibrief.facts.told import label_of
from malibrief.index.results import FactBaseNote
from malibrief.language import LANGUAGES, speaking
from malibrief.render import formats
from malibrief.render.page import Page
from tests.briefing.test_standing import SHIPPED, Facts, days, read
from tests.conftest import Run, Terminal, Write, pty_works
from tests.tables import record

NOTE = FactBaseNote("Mali: crisis and international response", "Mali", iso(20261128), iso(20260504))
PEOPLE = ("table", "md", "html")
"""The formats that have a page: those that people read."""
SOURCE = record("sources", "s", date="2001-03-05")


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    return read(SHIPPED, tmp_path_factory.mktemp("shipped"))


def of(shipped: Facts, day: int) -> Brief:
    facts, tables = shipped
    return page.page(standing.standing(facts, tables, day), facts, tables, NOTE)


class TestAnyDay:
    @settings(max_examples=60, deadline=None)
    @given(day=days(2012, 2026))
    @example(day=20120601)
    @example(day=20130615)
    @example(day=20140901)
    @example(day=20210514)
    @example(day=20230601)
    @example(day=20240201)
    @example(day=20260504)
    @example(day=20261129)
    def test_a_page_has_at_most_sixty_lines_of_a_hundred_characters(self, shipped: Facts, day: int) -> None:
        for language in LANGUAGES:
            with speaking(language):
                lines = str(formats.brief(of(shipped, day), "table", Page(width=WIDTH))).splitlines()
            assert len(lines) <= LENGTH
            assert max(cell_len(line) for line in lines) <= WIDTH

    @settings(max_examples=60, deadline=None)
    @given(day=days(2012, 2026))
    def test_it_tells_nothing_from_after_the_day(self, shipped: Facts, day: int) -> None:
        began = {found.fact.id for found in shipped[0] if found.span and found.span.first <= day}
        known = {label_of(found.fact) for found in shipped[0] if found.fact.id in began}
        later = {label_of(found.fact) for found in shipped[0]} - known
        for _, _, lines in of(shipped, day).sections:
            for line in lines:
                assert line.id in began
                assert line.since is None or line.since.first <= day
                assert not any(title in line.title or title in line.detail for title in later if len(title) > 25)

    @settings(max_examples=30, deadline=None)
    @given(day=days(2012, 2026))
    def test_each_line_cites_a_source_and_each_source_is_cited(self, shipped: Facts, day: int) -> None:
        view = of(shipped, day)
        cites = [name for _, _, lines in view.sections for line in lines for name in line.sources]
        assert all(line.sources for _, _, lines in view.sections for line in lines)
        assert list(dict.fromkeys(cites)) == list(view.sources)

    @settings(max_examples=30, deadline=None)
    @given(day=days(2012, 2026))
    def test_a_later_source_is_cited_only_where_all_are_later(self, shipped: Facts, day: int) -> None:
        facts, tables = shipped
        stood = standing.standing(facts, tables, day)

        def is_later(name: str) -> bool:
            date = tables.sources[name].date
            return date is not None and date.first > day

        for _, _, lines in report.brief(stood, tuple(SECTIONS), tables.sources, NOTE).sections:
            for line in lines:
                if any(map(is_later, line.sources)):
                    assert all(map(is_later, stood.lines[line.key].sources))

    @settings(max_examples=30, deadline=None)
    @given(day=days(2012, 2026))
    def test_it_names_the_sections_of_which_it_leaves_lines_out(self, shipped: Facts, day: int) -> None:
        view = of(shipped, day)
        stood = standing.standing(*shipped, day)
        assert {"money", "statements"} & {line.section for line in stood.lines.values()} <= set(view.left_out)
        for name, _, lines in view.sections:
            assert len(lines) <= MOST[name]
        assert set(view.left_out) <= set(SECTIONS)
        assert all(f"{name} {count}" in view.more for name, count in view.left_out.items())


class TestChoice:
    """Fields say what comes on the page, and in which order."""

    def test_offices_of_the_state_come_by_rank_without_deputies_and_others(self, run: Run, write: Write) -> None:
        offices = (
            record("offices", "second", title="Second", rank=3, state=True),
            record("offices", "first", title="First", rank=2, state=True),
            record("offices", "deputy", title="Deputy", rank=1, state=True, deputy=True),
            record("offices", "other", title="Other", rank=1),
        )
        holders = (
            record("people", f"of-{name}", name=name.upper(), office=name)
            for name in ("second", "first", "deputy", "other")
        )
        told = page_of(run, write("".join((*offices, *holders)) + SOURCE))
        assert re.findall(r"^5 Mar 2001  (?:~ )?(\w+)", told, re.MULTILINE) == ["FIRST", "SECOND"]
        assert "More lines with --full, or --section NAME: offices 2" in told

    def test_missions_come_by_rank_those_without_one_last(self, run: Run, write: Write) -> None:
        ranks = {"none": None, "second": 2, "first": 1}
        missions = (record("missions", name, name=name.upper(), rank=rank) for name, rank in ranks.items())
        told = page_of(run, write("".join(missions) + SOURCE))
        assert re.findall(r"^5 Mar 2001  (?:~ )?(\w+)", told, re.MULTILINE) == ["FIRST", "SECOND", "NONE"]

    def test_a_line_on_a_mission_has_its_mandate_strength_and_head_but_no_lower_office(
        self, run: Run, write: Write
    ) -> None:
        facts = write(
            record("missions", "m", name="MISSION", lead="Lead")
            + record("resolutions", "r", symbol="S/1", mission="m", mandate_until="2001-12-31")
            + record("offices", "head", rank=1, serves="m")
            + record("offices", "commander", rank=2, serves="m")
            + record("people", "ada", name="Ada", office="head", acting=True, attested="2001-03-10")
            + record("people", "ben", name="Ben", office="commander", attested="2001-03-10")
            + record("series", "series-1", title="Soldiers", unit="soldiers", strength_of="m")
            + record("figures", "f", value=1200)
            + SOURCE
        )
        told = " ".join(page_of(run, facts, "2001-03-10").split())
        line = "MISSION · until 31 Dec 2001 · Lead; mandate, S/1; Soldiers: 1,200 (5 Mar 2001); under Ada (acting) · last reported 5 Mar 2001"
        assert line in told
        assert "Ben" not in told
        assert "Set to end within twelve months" in told
        assert "31 Dec 2001 MISSION · S/1" in told

    def test_regimes_of_the_whole_world_come_last_and_each_counts_whom_it_lists(self, run: Run, write: Write) -> None:
        facts = write(
            record("sanctions", "world", name="WORLD", kind="regime", worldwide=True)
            + record("sanctions", "mali", name="MALI", kind="regime")
            + record("sanctions", "one", name="One", kind="person", about=["world"])
            + record("sanctions", "two", name="Two", kind="entity", about=["world"])
            + SOURCE
        )
        told = page_of(run, facts)
        assert re.findall(r"^5 Mar 2001  ~ (.*?) \[", told, re.MULTILINE) == [
            "MALI · last reported 5 Mar 2001",
            "WORLD · 2 listed · last reported 5 Mar 2001",
        ]

    def test_the_last_milestones_may_be_older_than_a_year(self, run: Run, write: Write) -> None:
        events = (
            record("events", f"e{year}", title=f"In {year}", date=f"{year}-01-01", milestone=True)
            for year in range(1990, 2001)
        )
        told = page_of(run, write("".join(events) + SOURCE))
        assert re.findall(r"In (\d+)", told) == ["1996", "1997", "1998", "1999", "2000"]


def page_of(run: Run, facts: Path, day: str = "2001-12-30") -> str:
    """The page of a day as a table."""
    return run("brief", day, "-f", "table", facts=facts).out


class TestSources:
    """A line cites what was told by its day, and of what still stood what says so."""

    EARLY = record("sources", "early", publisher="Early", date="2001-03-06", kind="press")
    LATER = record("sources", "later", publisher="Later", date="2002-01-01", kind="un")
    UNDATED = record("sources", "undated", publisher="Undated", kind="government")

    def cited(self, run: Run, facts: Path, day: str, *more: str) -> list[str]:
        """The publishers at the foot of a briefing in their order."""
        told = run("brief", day, *more, "-f", "table", facts=facts).out
        return re.findall(r"\[\d\] (Early|Later|Undated)", told)

    @pytest.mark.parametrize("more", [(), ("--full",)])
    def test_a_source_of_the_day_or_before_is_cited_rather_than_a_later_one(
        self, run: Run, write: Write, more: tuple[str, ...]
    ) -> None:
        facts = write(
            record("events", "e", milestone=True, sources=["later", "undated", "early"])
            + self.EARLY + self.LATER + self.UNDATED
        )  # fmt: skip
        assert self.cited(run, facts, "2001-03-05", *more) == ["Undated"]
        assert self.cited(run, facts, "2001-12-31", *more)[0] == "Early"
        assert "Later" not in self.cited(run, facts, "2001-12-31", *more)

    def test_where_all_are_later_the_first_is_cited(self, run: Run, write: Write) -> None:
        facts = write(record("events", "e", milestone=True, sources=["early", "later"]) + self.EARLY + self.LATER)
        assert self.cited(run, facts, "2001-03-05") == ["Later"]

    @pytest.mark.parametrize("table", ["people", "missions", "sanctions"])
    def test_what_has_no_known_end_is_cited_from_the_newest_of_the_day(
        self, run: Run, write: Write, table: str
    ) -> None:
        facts = write(
            record("offices", "office-1", state=True)
            + record(table, "x", sources=["early", "middle", "late"])
            + record("sources", "early", publisher="Early", date="2001-03-06")
            + record("sources", "middle", publisher="Undated", date="2001-06-01", kind="press")
            + record("sources", "late", publisher="Later", date="2001-09-01", kind="press")
        )
        assert self.cited(run, facts, "2001-05-31") == ["Early"]
        assert self.cited(run, facts, "2001-06-02") == ["Undated"]
        assert self.cited(run, facts, "2001-12-01") == ["Later"]
        assert self.cited(run, facts, "2001-12-01", "--full") == ["Later", "Early"]

    @pytest.mark.parametrize("form", ["table", "md", "html"])
    @pytest.mark.parametrize("more", [(), ("--section", "ahead")])
    def test_where_nothing_is_told_there_is_no_heading_for_sources(
        self, run: Run, form: str, more: tuple[str, ...]
    ) -> None:
        assert "Sources" not in run("brief", "1900", *more, "-f", form).out

    def test_that_nothing_is_ahead_is_said(self, run: Run) -> None:
        answer = run("brief", "1900-01-01", "--section", "ahead")
        said = "malibrief: nothing is set to end in the twelve months after 1 January 1900"
        assert (answer.code, answer.err.splitlines()[-1]) == (0, said)

    @pytest.mark.parametrize("table", ["missions", "agreements", "sanctions"])
    def test_what_is_only_possible_says_when_it_was_last_reported(self, run: Run, write: Write, table: str) -> None:
        facts = write(record(table, "x") + SOURCE)
        assert "last reported 5 Mar 2001" in " ".join(page_of(run, facts).split())


class TestForms:
    @pytest.mark.parametrize("form", PEOPLE)
    def test_formats_for_people_have_the_page_and_with_full_every_line(self, run: Run, form: str) -> None:
        short = run("brief", "2003-12-31", "-f", form).out
        whole = run("brief", "2003-12-31", "-f", form, "--full").out
        assert "More lines with --full, or --section NAME: " in " ".join(short.replace("\\", "").split())
        assert "More lines" not in whole
        assert "What was said" not in short
        assert "What was said" in whole

    @pytest.mark.parametrize("form", ["tsv", "csv", "json", "jsonl", "footnote", "bibtex"])
    def test_formats_for_scripts_have_every_line_anyway(self, run: Run, form: str) -> None:
        assert run("brief", "2003", "-f", form) == run("brief", "2003", "-f", form, "--full")

    @pytest.mark.parametrize("form", PEOPLE)
    def test_a_section_that_is_asked_for_is_whole(self, run: Run, form: str) -> None:
        asked = ("brief", "2003-12-31", "--section", "offices,measures", "-f", form)
        assert run(*asked) == run(*asked, "--full")

    @pytest.mark.parametrize("form", PEOPLE)
    @pytest.mark.parametrize("asked", [("brief", "2003"), ("brief", "2003", "--full"), ("diff", "2002", "2003")])
    def test_ids_are_shown_only_on_request(self, run: Run, asked: tuple[str, ...], form: str) -> None:
        plain, named = (run(*asked, *more, "-f", form).out for more in ((), ("--ids",)))
        assert "un-9003" not in re.findall(r"[\w-]+", plain)
        assert "un-9003" in re.findall(r"[\w-]+", named)

    def test_publishers_are_linked_in_html_and_markdown(self, run: Run) -> None:
        assert '[1] <a href="https://' in run("brief", "2003", "-f", "html").out
        assert re.search(r"\\\[1\\\] \[.*?\]\(<https://", run("brief", "2003", "-f", "md").out)

    @pytest.mark.skipif(not pty_works(), reason="there is no pseudo-terminal")
    def test_a_terminal_shows_the_page_and_a_pipe_gets_every_line(self, run: Run, terminal: Terminal) -> None:
        assert "More lines with --full" in terminal("brief", "2003", width=100).out
        assert run("brief", "2003").lines[0].startswith("section\t")

    @pytest.mark.skipif(not (shutil.which("chromium") and shutil.which("pdfinfo")), reason="nothing here prints pages")
    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("day", ["2018-01-01", "2021-05-14", "2022-03-01", "2026-05-04"])
    def test_html_prints_on_one_sheet(self, run: Run, tmp_path: Path, day: str, language: str) -> None:
        html, pdf = tmp_path / "brief.html", tmp_path / "brief.pdf"
        assert run("brief", day, "-o", str(html), facts=None, env={"MALIBRIEF_LANG": language}).code == 0
        printing = [
            "chromium",
            "--headless",
            "--no-sandbox",
            f"--user-data-dir={tmp_path}",
            f"--print-to-pdf={pdf}",
            str(html),
        ]
        subprocess.run(printing, check=True, capture_output=True, timeout=120)
        told = subprocess.run(["pdfinfo", str(pdf)], check=True, capture_output=True, encoding="utf-8").stdout
        assert re.findall(r"^Pages: +(\d+)|^Page size: .*\((A4)\)", told, re.MULTILINE) == [("1", ""), ("", "A4")]


class TestAhead:
    """What a day knew of the ends that lay before it."""

    def lines(self, run: Run, facts: Path | None, day: str) -> list[tuple[str, str, str]]:
        head, *found = run("brief", day, "--section", "ahead", facts=facts).rows
        return [(row[head.index("until")], row[head.index("title")], row[head.index("detail")]) for row in found]

    def test_a_mandate_is_told_from_the_decision_on_and_up_to_its_last_day(self, run: Run) -> None:
        base = Path(__file__).parents[1] / "base.toml"
        assert [end for end, title, _ in self.lines(run, base, "2001-08-01") if title == "MINKA"] == ["2002-06-30"]
        assert [end for end, title, _ in self.lines(run, base, "2002-06-28") if title == "MINKA"] == []
        assert [end for end, title, _ in self.lines(run, base, "2003-07-01") if title == "MINKA"] == ["2004-06-30"]

    @pytest.fixture
    def extended(self, write: Write) -> Path:
        """A regime that two decisions extend."""
        return write(
            record("sanctions", "r", name="Regime", kind="regime", attested="2003-03-05")
            + record("events", "e1", title="First", date="2001-04-01", until="2002-04-01", ends="r")
            + record("events", "e2", title="Second", date="2002-03-01", until="2003-04-01", ends="r")
            + record("events", "e3", title="Vague", date="2003-03", until="2004-01-01", ends="r")
            + SOURCE
        )

    @pytest.mark.parametrize(
        ("day", "told"),
        [
            ("2001-03-31", []),
            ("2001-04-01", [("2002-04-01", "Regime", "First")]),
            ("2002-02-28", [("2002-04-01", "Regime", "First")]),
            ("2002-03-01", []),
            ("2002-04-01", [("2003-04-01", "Regime", "Second")]),
            ("2003-03-30", [("2003-04-01", "Regime", "Second")]),
            ("2003-03-31", [("2004-01-01", "Regime", "Vague")]),
            ("2004-01-02", []),
        ],
    )
    def test_the_last_decision_of_the_day_counts(
        self, run: Run, extended: Path, day: str, told: list[tuple[str, str, str]]
    ) -> None:
        assert self.lines(run, extended, day) == told

    def test_what_no_longer_stands_is_not_told(self, run: Run, write: Write) -> None:
        facts = write(
            record("missions", "m", end="2001-06-01") + record("events", "e", until="2001-12-31", ends="m") + SOURCE
        )
        assert len(self.lines(run, facts, "2001-05-01")) == 1
        assert self.lines(run, facts, "2001-07-01") == []

    def test_a_difference_has_no_such_section(self, run: Run) -> None:
        assert run("diff", "2001", "2003", "--section", "ahead").code == 2

    @settings(max_examples=60, deadline=None)
    @given(day=days(2012, 2026))
    def test_each_end_was_decided_by_the_day_and_lies_within_a_year(self, shipped: Facts, day: int) -> None:
        facts = {found.fact.id: found for found in shipped[0]}
        for line in standing.standing(*shipped, day).section("ahead"):
            decision, target = facts[line.id], facts[line.key.removeprefix("ahead/")]
            assert decision.span is not None
            assert decision.span.last <= day
            assert target.span is not None
            assert target.span.covers(day)
            assert ends_within(line, day)


def ends_within(line: Line, day: int) -> bool:
    """Whether what the line tells ends on the day or in the year after it."""
    return line.until is not None and day <= line.until.last and line.until.first <= day + 10000
