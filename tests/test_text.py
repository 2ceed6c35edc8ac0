"""Folding, cleaning, numbers and money, and what is nearest to a misspelt word."""

import sqlite3
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malibrief.text import (
    Hints,
    Near,
    age,
    clean,
    did_you_mean,
    edits,
    escaped,
    fold,
    money,
    nearest,
    number,
    plural,
    printable,
    styled,
    web_link,
)

MARKS = (0x61C, 0x200E, 0x200F, 0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
CONTROLS = {chr(code) for code in (*range(0x20), *range(0x7F, 0xA0), *MARKS, *range(0xD800, 0xE000))}


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("MINUSMA", "minusma"),
        ("Kéran", "keran"),
        ("Ibrahim Boubacar Keïta", "ibrahim boubacar keita"),
        ("S/RES/2100 (2013)", "s res 2100 2013"),
        ("l’accord d'Alger", "l accord d alger"),
        ("g5-sahel_joint  force", "g5 sahel joint force"),
        ("Straße", "strasse"),
        ("ﬁn", "fin"),
        ("", ""),
        ("--'--", ""),
        ("市場", "市場"),
    ],
)
def test_folded_text_has_no_case_accents_or_signs(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_is_done_once_and_for_all(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="aeiouéèêëàâîïôûùçÉÀ' -"))
def test_composed_and_decomposed_accents_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


def test_a_folded_word_is_one_word_to_the_index_too() -> None:
    """SQLite's tokenizer goes by an older Unicode than Python; a word that it parts would be a fault in its query."""
    index = sqlite3.connect(":memory:")
    index.execute(
        "CREATE VIRTUAL TABLE words USING fts5(title, detail=column, tokenize='unicode61 remove_diacritics 2')"
    )
    letters = [chr(code) for code in range(0x80, 0x110000) if chr(code).isalnum()]
    for start in range(0, len(letters), 400):
        words = " ".join(fold(f"ab{letter}cd") for letter in letters[start : start + 400]).split()
        index.execute("SELECT rowid FROM words WHERE words MATCH ?", (" OR ".join(f'"{word}"' for word in words),))


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\tb\nc\r\nd", "a b c d"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("\x1b]8;;http://x\x1b\\link", "]8;;http://x\\link"),
        ("bell\x07 nul\x00 del\x7f csi\x9b", "bell nul del csi"),
        ("left\u202eright\u2066 \u200fmark", "leftright mark"),
        ("two\u2028lines,\x0bthree\x85four", "two lines, three four"),
        ("\u061carabic \u202eleft \udcff", "arabic left "),
        ("[north] [/b] :smile: 市場 é", "[north] [/b] :smile: 市場 é"),
    ],
)
def test_clean_text_is_one_line_that_no_terminal_obeys(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@given(st.text(st.characters()))
def test_no_control_character_survives(text: str) -> None:
    assert not CONTROLS & set(clean(text))
    assert not CONTROLS - {"\t", "\n"} & set(printable(text))
    assert not CONTROLS - {"\t", "\n"} & set(escaped(text))


LINK = "\x1b]8;id=7-1;https://a.org/x?y\x1b\\text\x1b]8;;\x1b\\"
COLOUR = "\x1b[1;31mred\x1b[0m"


@pytest.mark.parametrize("text", [LINK, COLOUR, f"{COLOUR}\t{LINK}\n", ""])
def test_the_colours_and_links_of_our_own_pass_where_they_are_wanted(text: str) -> None:
    assert styled(text) == text
    assert "\x1b" not in printable(text)


@pytest.mark.parametrize(
    "text",
    [
        "\x1b]8;;javascript:alert(1)\x1b\\", "\x1b]8;;https://a.org/ x\x1b\\", "\x1b]0;title\x07", "\x1b[2J", "\x1b[31", "\x9b31m",
        "\x1b]8;;https://a.org/\x1b[2J\x1b\\", "\x1b]8;;https://a.org/é\x1b\\", "\x1bc", "\r", "\x1b]52;c;eA==\x07",
    ],
)  # fmt: skip
def test_no_other_sequence_passes(text: str) -> None:
    assert not CONTROLS & set(styled(text))


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://a.org/x?y=1&z=[2]#(3)", "https://a.org/x?y=1&z=[2]#(3)"),
        ('http://a.org/é <b>|`"\\%20', "http://a.org/%C3%A9%20%3Cb%3E%7C%60%22%5C%20"),
        ("https://a.org/\udcff", "https://a.org/%3F"),
        ("javascript:alert(1)", None),
        ("HTTPS//a.org", None),
        ("", None),
        (None, None),
    ],
)
def test_a_link_is_ascii_and_of_the_web(url: str | None, link: str | None) -> None:
    assert web_link(url) == link


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (999, "999"), (13289, "13,289"), (-4500, "-4,500"), (0.426, "0.426"), (1234567.5, "1,234,567.5")],
)
def test_numbers_have_separators_and_the_decimals_of_the_source(value: float, text: str) -> None:
    assert number(value) == text


def test_money_stands_behind_its_currency() -> None:
    assert money(615_000_000, "EUR") == "EUR 615,000,000"


def test_one_is_singular_and_others_are_plural() -> None:
    assert [plural(count, "fact") for count in (0, 1, 2, 1553)] == ["0 facts", "1 fact", "2 facts", "1,553 facts"]


def test_the_nearest_words_contain_the_word_or_are_spelt_like_it() -> None:
    known = ["un-peacekeeping", "french", "eu-csdp", "coalition"]
    assert nearest("peacekeeping", known) == ["un-peacekeeping"]
    assert nearest("frnech", known) == ["french"]
    assert nearest("Coalitión", known) == ["coalition"]
    assert nearest("zzz", known) == []
    assert nearest("", known) == []


def test_did_you_mean_asks_only_where_something_is_near() -> None:
    assert did_you_mean("evnts", ["events", "missions"]) == "did you mean events?"
    assert did_you_mean("zzz", ["events"]) == ""


def test_the_nearest_are_those_with_the_word_then_those_with_several_of_its_words_then_the_like_ones() -> None:
    known = [
        "force of the south",
        "joint force",
        "g5 sahel joint force",
        "mission",
        "missions",
        "admission",
        "a mission",
    ]
    assert nearest("sahel force joint", known) == ["g5 sahel joint force", "joint force"]
    assert nearest("mission", known) == ["mission", "missions", "admission"]
    assert nearest("mission", known, most=1) == ["mission"]
    assert nearest("missoin", known, alike=0.8) == ["mission", "missions"]


@pytest.mark.parametrize(
    ("then", "day", "text"),
    [
        (20130401, 20130401, ""),
        (20130401, 20130430, ""),
        (20130401, 20130501, "1 month before"),
        (20130415, 20130514, ""),
        (20130415, 20130515, "1 month before"),
        (20121231, 20130101, ""),
        (20121115, 20130115, "2 months before"),
        (20120501, 20130430, "11 months before"),
        (20120501, 20130501, "1 year before"),
        (20120501, 20140430, "1 year before"),
        (20120501, 20140501, "2 years before"),
    ],
)
def test_an_age_is_in_whole_months_or_years(then: int, day: int, text: str) -> None:
    assert age(then, day) == text


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("barkhane", "barkhane", 0),
        ("barkhane", "barkhan", 1),
        ("barkhane", "barkhanes", 1),
        ("barkhane", "barkhone", 1),
        ("barkhane", "brakhane", 1),
        ("barkhane", "abrkhane", 1),
        ("barkhane", "barkhaen", 1),
        ("kidal", "kdial", 1),
        ("kidal", "ikdla", 2),
        ("ab", "bca", 3),
        ("", "gao", 3),
        ("gao", "", 3),
    ],
)
def test_letters_changed_added_dropped_and_swapped_are_counted(one: str, other: str, count: int) -> None:
    assert edits(one, other, 3) == edits(other, one, 3) == count
    assert (edits(one, other, 1) > 1) == (count > 1)


@given(st.text("abc", max_size=6), st.text("abc", max_size=6), st.integers(0, 4))
def test_a_bound_does_not_change_a_count_within_it(one: str, other: str, most: int) -> None:
    count = edits(one, other, 6)
    assert edits(one, other, most) == count if count <= most else edits(one, other, most) > most


def test_counting_stops_where_the_lengths_or_the_beginnings_differ_by_more_than_the_bound() -> None:
    assert edits("gao", "timbuktu", 3) == 4
    assert edits("gao", "mopti " * 1_000_000, 2) == 3
    assert edits("abcdefgh", "stuvwxyz", 2) == 3


def test_words_of_more_than_a_hundred_letters_have_no_near_spelling() -> None:
    assert did_you_mean("x" * 100, ["x" * 99 + "y"]) == f"did you mean {'x' * 99}y?"
    assert did_you_mean("x" * 101, ["x" * 100 + "y"]) == ""


def test_near_spellings_are_sought_until_40000_words_were_looked_at() -> None:
    hints = Hints()
    known = ["events", *map(str, range(14_999))]
    assert [hints.text(Near("evnts", known)) for _ in range(4)] == ["did you mean events?"] * 3 + [""]
    assert hints.text("as it is") == "as it is"


def test_a_hint_says_what_else_to_do_where_no_spelling_is_near_or_too_many_were_sought() -> None:
    hints = Hints()
    assert hints.text(Near("evnts", ["events"], "add it")) == "did you mean events?"
    assert hints.text(Near("xyzzy", ["events"], "add it")) == "add it"
    hints.text(Near("xyzzy", [*map(str, range(Hints.MOST))]))
    assert hints.text(Near("evnts", ["events"], "add it")) == "add it"
