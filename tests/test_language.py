"""Phrases, numbers and dates in the language that is spoken."""

import pytest

from malibrief import language
from malibrief.facts.dates import UNKNOWN, EndDate, PartialDate, Period, time_in_words
from malibrief.language import Tables, noun, say, speak, speaking, spoken
from malibrief.text import age, money, number, plural
from tests.conftest import Run
from tests.marked import unmarked

SPACE = "\u00a0"


def test_a_phrase_without_french_stays_as_it_is() -> None:
    speak("fr")
    assert say("no such phrase {n}", n=3) == "no such phrase 3"


def test_a_phrase_reads_no_table_after_that_in_which_it_is_found() -> None:
    tables, rooms = Tables(), iter([{"a": "à"}, {"b": "bé"}, {"c": "cé"}])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(language, "_unread", lambda: rooms)
        assert (tables["a"], list(tables)) == ("à", ["a"])
        assert (tables["b"], tables["a"], list(tables)) == ("bé", "à", ["a", "b"])
        assert (tables["x"], list(tables)) == ("x", ["a", "b", "c"])


def test_a_phrase_without_values_keeps_its_braces() -> None:
    assert say("a {brace}") == "a {brace}"


def test_a_language_is_spoken_for_as_long_as_a_context_lasts() -> None:
    with speaking("fr"):
        assert spoken() == "fr"
    assert spoken() == "en"


@pytest.mark.parametrize(
    ("count", "english", "french"), [(0, "facts", "fait"), (1, "fact", "fait"), (2, "facts", "faits")]
)
def test_zero_is_plural_in_english_and_singular_in_french(count: int, english: str, french: str) -> None:
    words = [noun(count, "fact")]
    speak("fr")
    assert [*words, noun(count, "fact")] == [english, french]


def test_french_separates_thousands_with_a_no_break_space_and_decimals_with_a_comma() -> None:
    speak("fr")
    assert number(13289) == f"13{SPACE}289"
    assert number(3.25) == "3,25"
    assert money(615_000_000, "EUR") == f"615{SPACE}000{SPACE}000{SPACE}EUR"
    assert plural(1553, "fact") == f"1{SPACE}553{SPACE}faits"
    assert age(20200801, 20210514) == f"9{SPACE}mois avant"


@pytest.mark.parametrize(
    ("date", "words", "short"),
    [
        ("2013-07-01", "1er juillet 2013", "1er juill. 2013"),
        ("2020-08-18", "18 août 2020", "18 août 2020"),
        ("2020-02", "février 2020", "févr. 2020"),
        ("2012", "2012", "2012"),
    ],
)
def test_french_dates(date: str, words: str, short: str) -> None:
    speak("fr")
    assert (PartialDate(date).in_words, PartialDate(date).short) == (words, short)


@pytest.mark.parametrize(
    ("date", "forms"),
    [
        ("2021-05-14", "le 14 mai 2021|du 14 mai 2021|au 14 mai 2021|le 14 mai 2021"),
        ("2021-04", "avril 2021|d’avril 2021|à avril 2021|en avril 2021"),
        ("2021-03", "mars 2021|de mars 2021|à mars 2021|en mars 2021"),
        ("2021", "2021|de 2021|à 2021|en 2021"),
    ],
)
def test_a_french_date_takes_the_word_that_its_precision_asks_for(date: str, forms: str) -> None:
    speak("fr")
    day = PartialDate(date)
    assert f"{day:le}|{day:du}|{day:au}|{day:en}" == forms


def test_a_date_in_a_phrase_is_iso_unless_a_form_is_given() -> None:
    day = PartialDate("2021-05-14")
    assert f"{day} {day:short} {day:words}" == "2021-05-14 14 May 2021 14 May 2021"


def test_a_short_french_date_with_its_word() -> None:
    speak("fr")
    assert (
        f"{PartialDate('2021-02-14'):short-le}, {PartialDate('2021-02'):short-en}" == "le 14 févr. 2021, en févr. 2021"
    )


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2013-07-01", "2023-12-31", "du 1er juillet 2013 au 31 décembre 2023"),
        ("2013-04", "2014", "d’avril 2013 à 2014"),
        ("2015-01-15", None, "depuis le 15 janvier 2015"),
        ("2015-01", None, "depuis janvier 2015"),
        (None, None, "début inconnu"),
        (None, "2014", "début inconnu, terminé en 2014"),
        ("2013", UNKNOWN, "depuis 2013, terminé (jour inconnu)"),
        ("2026-04-25", "2026-04-26", "les 25 et 26_avril 2026"),
        ("2022-04-01", "2022-04-02", "les 1er et 2_avril 2022"),
        ("2022-04-01", "2022-04-08", "du 1er au 8_avril 2022"),
        ("2022-03-27", "2022-03-31", "du 27 au 31_mars 2022"),
        ("2022-03-30", "2022-04-02", "du 30_mars au 2_avril 2022"),
        ("2022-04", "2022-06", "d’avril à juin 2022"),
    ],
)
def test_french_periods(start: str | None, end: str | None, words: str) -> None:
    speak("fr")
    assert Period(PartialDate(start) if start else None, EndDate(end) if end else None).in_words == words.replace(
        "_", "\N{NO-BREAK SPACE}"
    )


def test_the_french_article_after_until() -> None:
    speak("fr")
    days = [PartialDate(day) for day in ("2021-05-03", "2021-03", "2018")]
    assert [f"jusqu’{day:jusque}" for day in days] == ["jusqu’au 3 mai 2021", "jusqu’en mars 2021", "jusqu’en 2018"]


def test_french_quotation_marks_keep_what_a_terminal_obeys_escaped() -> None:
    speak("fr")
    assert say("{text!r} is not a date: there is no later day", text="l'an \x1b[1m").startswith(
        "« l'an \\x1b[1m » n’est pas"
    )


def test_french_times_of_a_question() -> None:
    speak("fr")
    assert time_in_words(20120101, 20141231) == "2012 à 2014"
    assert time_in_words(20210501, 20210531) == "mai 2021"


@pytest.mark.usefixtures("marked_phrases")
class TestMarkedPhrases:
    def test_a_phrase_is_marked_and_its_values_are_not(self) -> None:
        assert say("no such phrase") == "⟦no such phrase⟧"
        day = PartialDate("2020-08-18")
        assert say("{{a}} {day:short} of {word!r}", day=day, word="b") == "⟦{a} ⟧18 août 2020⟦ of ⟧« b »"
        assert say("{a}", a=say("b")) == "⟦b⟧"

    def test_a_noun_is_marked_and_its_count_is_not(self) -> None:
        assert plural(1, "fact") == f"1{SPACE}⟦fact⟧"
        assert plural(2, "no such noun") == f"2{SPACE}⟦no such nouns⟧"

    def test_what_is_in_no_phrase_is_left(self) -> None:
        text = say("from {start:words} to {end}", start=PartialDate("2020"), end="today")
        assert unmarked(f"{text}, more") == " 2020 today, more"

    def test_the_program_speaks_them(self, run: Run) -> None:
        assert run("check").err
        assert spoken() == "fr"
