"""Folding, cleaning, numbers and money, and what is nearest to a misspelt word."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malibrief.text import clean, did_you_mean, fold, money, nearest, number, plural

CONTROLS = {chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))}


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


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\tb\nc\r\nd", "a b c d"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("\x1b]8;;http://x\x1b\\link", "]8;;http://x\\link"),
        ("bell\x07 nul\x00 del\x7f csi\x9b", "bell nul del csi"),
        ("left\u202eright\u2066 \u200fmark", "leftright mark"),
        ("two\u2028lines", "two lines"),
        ("[north] [/b] :smile: 市場 é", "[north] [/b] :smile: 市場 é"),
    ],
)
def test_clean_text_is_one_line_that_no_terminal_obeys(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@given(st.text())
def test_no_control_character_survives(text: str) -> None:
    assert not CONTROLS & set(clean(text))


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
