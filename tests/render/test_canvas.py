"""Texts that flow in lines beside their dates, and what a whole briefing looks like on a terminal."""

import re

import pytest
from rich.cells import cell_len

from malibrief.render.canvas import Piece, Text, beside, flowing, heading
from malibrief.render.page import Page
from tests.conftest import Run, Terminal, pty_works

PLAIN, BOLD = Page(), Page(colour=True)


def test_words_are_parted_at_spaces_and_not_at_no_break_spaces() -> None:
    assert flowing([Piece("voici 5\u00a0100 soldats")], 12, PLAIN) == ["voici 5\u00a0100", "soldats"]


def test_a_piece_without_a_gap_stays_with_the_word_before_it() -> None:
    pieces = [Piece("one two"), Piece(": three", gap=0)]
    assert flowing(pieces, 7, PLAIN) == ["one", "two:", "three"]


def test_a_wider_gap_falls_away_at_the_end_of_a_line() -> None:
    pieces = [Piece("one"), Piece("[1]", gap=2)]
    assert flowing(pieces, 8, PLAIN) == ["one  [1]"]
    assert flowing(pieces, 7, PLAIN) == ["one", "[1]"]


def test_words_of_one_style_are_painted_together() -> None:
    pieces = [Piece("one two", "heading"), Piece("three")]
    assert flowing(pieces, 20, BOLD) == ["\x1b[1mone two\x1b[0m three"]


def test_a_text_stands_beside_its_date_and_on_a_narrow_page_below_it() -> None:
    texts = [Text(0, [Piece("a longer text")]), Text(2, [Piece("b")])]
    assert list(beside(["1 May", "2001"], texts, 30, PLAIN)) == ["1 May  a longer text", " 2001    b"]
    assert list(beside(["1 May", "2001"], texts, 15, PLAIN)) == ["1 May", "  a longer text", "2001", "    b"]


def test_a_heading_that_is_wider_than_the_page_is_broken() -> None:
    assert heading("Who holds office", 10, PLAIN) == "Who holds\noffice ───"


@pytest.mark.parametrize("line", ["brief 2003-12-31 --full", "diff 2001 2003"])
@pytest.mark.parametrize("width", ["24", "40", "100"])
def test_no_line_is_wider_than_the_page_but_an_address(line: str, width: str, run: Run) -> None:
    lines = run(*line.split(), "-f", "table", env={"COLUMNS": width}).lines
    assert max(cell_len(each) for each in lines if "https://" not in each) <= int(width)


@pytest.mark.skipif(not pty_works(), reason="this system has no pseudo-terminals")
@pytest.mark.parametrize("line", ["brief 2003-12-31 --full", "diff 2001 2003"])
def test_a_terminal_gets_bold_and_dim_text_and_no_colours(line: str, terminal: Terminal) -> None:
    codes = set(re.findall(r"\x1b\[([0-9;]*)m", terminal(*line.split()).out))
    assert codes == {"0", "1", "2"}
