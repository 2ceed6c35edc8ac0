"""Briefings and differences in every form: what may no longer stand, and days that the base does not cover."""

import csv
import io
import json

import pytest
from markdown_it import MarkdownIt

from malibrief.briefing.lines import UNCERTAIN, UNCERTAIN_CHANGE
from malibrief.render.formats import CITATIONS, HEADED, WRITERS
from tests.conftest import Run, Terminal, pty_works
from tests.render.test_html import Page
from tests.render.test_terminal import plain

COVERED, BEYOND = "2005-05-31", "2005-06-01"
"""The last day on which the small base tells what matters, and the one after it."""
SAYS = "the facts tell what matters up to 31 May 2005; of later days much may be missing"
WIDE = {"COLUMNS": "160"}
PEOPLE = ("table", "md", "html")
NOTE = f"malibrief: {SAYS}\n"
BRIEF, DIFF = ("brief", "--as-of"), ("diff", "2003-01-01")
AGED = (*BRIEF, "2005-01-30", "--full")
"""A briefing that has what is known to stand, what was last reported before, and what has vague dates."""


def read(text: str, form: str) -> str:
    """The words of a page for people, on one line."""
    if form == "html":
        words = "".join(Page(text).words)
    elif form == "md":
        words = " ".join("".join(each.content for each in token.children or ()) for token in MarkdownIt().parse(text))
    else:
        words = text
    return " ".join(words.split())


class TestLastReported:
    """A line about what was last reported before the day says so, beside the sign that it is only possible."""

    @pytest.mark.parametrize(
        ("form", "line"),
        [
            ("table", "~ UN sanctions regime on Arda · travel ban; asset freeze · last reported 5 Sep 2003"),
            (
                "md",
                "~ UN sanctions regime on Arda (5 September 2003): travel ban; asset freeze (last reported 5 September 2003)",
            ),
            (
                "html",
                "~ UN sanctions regime on Arda: travel ban; asset freeze (since 5 September 2003; last reported 5 September 2003)",
            ),
        ],
    )
    def test_pages_for_people_say_it_in_words(self, run: Run, form: str, line: str) -> None:
        assert line in read(run(*AGED, "-f", form, env=WIDE).out, form)

    def test_tables_have_a_column_for_it(self, run: Run) -> None:
        head, *rows = run(*AGED).rows
        assert (head[1], head[-1]) == ("standing", "reported")
        told = {row[head.index("id")]: (row[1], row[-1]) for row in rows}
        assert told["un-9003"] == ("possible", "2003-09-05")
        assert told["aid-suspended"] == ("possible", "2004-02")
        assert told["un-9003-moro"] == ("certain", "")
        assert list(csv.reader(io.StringIO(run(*AGED, "-f", "csv").out))) == [head, *rows]

    def test_json_has_it_as_a_date_or_null(self, run: Run) -> None:
        for text in (run(*AGED, "--json").out, "[" + ",".join(run(*AGED, "-f", "jsonl").lines) + "]"):
            document = json.loads(text)
            lines = (
                document
                if isinstance(document, list)
                else [line for each in document["sections"].values() for line in each]
            )
            told = {line["id"]: (line["certain"], line["reported"]) for line in lines}
            assert told["un-9003"] == (False, "2003-09-05")
            assert told["un-9003-moro"] == (True, None)

    def test_what_is_possible_because_its_dates_are_vague_has_none(self, run: Run) -> None:
        rows = {row[-3]: row for row in run(*BRIEF, "2002-03-01").rows}
        assert (rows["operation-sirocco"][1], rows["operation-sirocco"][-1]) == ("possible", "")

    @pytest.mark.parametrize(("day", "standing"), [("2003-09-05", "certain"), ("2003-09-06", "possible")])
    def test_it_is_certain_on_the_last_day_of_which_there_is_evidence(self, run: Run, day: str, standing: str) -> None:
        (row,) = (row for row in run(*BRIEF, day, "--section", "measures").rows if row[-3] == "un-9003")
        assert row[1] == standing
        assert row[-1] == ("" if standing == "certain" else "2003-09-05")


class TestSign:
    """Every page for people explains the sign before what is only possible, where it has one."""

    @pytest.mark.parametrize("form", PEOPLE)
    def test_of_a_briefing(self, run: Run, form: str) -> None:
        assert f"~ {UNCERTAIN}" in read(run(*AGED, "-f", form, env=WIDE).out, form)
        assert "~" not in read(run(*BRIEF, "1999", "-f", form, env=WIDE).out, form)

    @pytest.mark.parametrize("form", PEOPLE)
    def test_of_a_difference(self, run: Run, form: str) -> None:
        assert f"~ {UNCERTAIN_CHANGE}" in read(run(*DIFF, COVERED, "-f", form, env=WIDE).out, form)
        assert "~" not in read(run("diff", "1998", "1999", "-f", form, env=WIDE).out, form)


class TestBeyond:
    """A page about a day after the one up to which the base tells what matters says so below its heading."""

    @pytest.mark.parametrize("form", PEOPLE)
    @pytest.mark.parametrize("asked", [BRIEF, DIFF])
    def test_pages_for_people_say_it_below_the_heading_and_before_anything_else(
        self, run: Run, asked: tuple[str, ...], form: str
    ) -> None:
        said, unsaid = (read(run(*asked, day, "-f", form, env=WIDE).out, form) for day in (BEYOND, COVERED))
        assert SAYS not in unsaid
        assert said.count(SAYS) == 1
        assert said.index("2005") < said.index(SAYS) < said.index("Who holds office")

    @pytest.mark.parametrize("form", [*WRITERS, *CITATIONS])
    @pytest.mark.parametrize("asked", [BRIEF, DIFF])
    def test_standard_error_says_it_where_no_heading_does(self, run: Run, asked: tuple[str, ...], form: str) -> None:
        assert (NOTE in run(*asked, BEYOND, "-f", form).err) == (form not in HEADED)
        assert SAYS not in run(*asked, COVERED, "-f", form).err

    @pytest.mark.parametrize("asked", [BRIEF, DIFF])
    @pytest.mark.parametrize("form", ["tsv", "csv", "jsonl"])
    def test_a_script_that_reads_lines_gets_nothing_else(self, run: Run, asked: tuple[str, ...], form: str) -> None:
        assert SAYS not in run(*asked, BEYOND, "-f", form).out

    @pytest.mark.parametrize("asked", [BRIEF, DIFF])
    def test_json_has_the_day_beside_the_one_that_was_asked_for(self, run: Run, asked: tuple[str, ...]) -> None:
        document = json.loads(run(*asked, BEYOND, "--json").out)
        assert document.get("as_of", document.get("to")) == BEYOND
        assert document["factbase"]["covered"] == COVERED

    def test_a_briefing_without_a_day_is_of_the_last_one_that_the_base_covers(self, run: Run) -> None:
        answer = run("brief", "--json")
        assert json.loads(answer.out)["as_of"] == COVERED
        assert answer.err == ""

    @pytest.mark.skipif(not pty_works(), reason="this system has no pseudo-terminals")
    @pytest.mark.parametrize("asked", [BRIEF, DIFF])
    def test_a_terminal_shows_what_a_file_gets(self, terminal: Terminal, run: Run, asked: tuple[str, ...]) -> None:
        for day in (COVERED, BEYOND):
            screen = plain(terminal(*asked, day, "--hyperlinks", "never", width=100).out)
            piped = run(*asked, day, "-f", "table", env={"COLUMNS": "100"}).out
            assert [line.rstrip() for line in screen.splitlines()] == [line.rstrip() for line in piped.splitlines()]
            assert (SAYS in screen) == (day == BEYOND)
