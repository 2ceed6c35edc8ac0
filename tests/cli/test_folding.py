"""Notes are folded to the width of a terminal, and whole in a pipe."""

import io
import sys

import pytest

from malibrief.cli import streams
from malibrief.cli.folding import folded


class Screen(io.StringIO):
    """A terminal that keeps what it got."""

    def isatty(self) -> bool:
        return True


def noted(monkeypatch: pytest.MonkeyPatch, text: str, stream: io.StringIO, width: int = 40) -> list[str]:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setattr(sys, "stderr", stream)
    streams.note(text)
    return stream.getvalue().splitlines()


LISTED = "no fact has --donor 'x'; existing values: European Union, France, Norden\n    columns: id, date, title, author, symbol\n    try: malibrief search x --topic funding --lang fr"


def test_a_terminal_gets_long_lists_folded_and_lines_to_paste_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    assert noted(monkeypatch, LISTED, Screen()) == [
        "malibrief: no fact has --donor 'x';",
        "    existing values: European Union,",
        "    France, Norden",
        "    columns: id, date, title, author,",
        "        symbol",
        "    try: malibrief search x --topic funding --lang fr",
    ]


def test_a_pipe_gets_them_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    assert noted(monkeypatch, LISTED, io.StringIO()) == f"malibrief: {LISTED}".splitlines()


def test_a_long_word_and_what_no_break_holds_together_stay_in_one_piece() -> None:
    assert folded("a /a/path/that/is-longer-than/the/width", 20) == "a\n    /a/path/that/is-longer-than/the/width"
    assert folded("valeurs\u00a0: un deux\u00a0! trois", 16) == "valeurs\u00a0: un\n    deux\u00a0! trois"
