"""Days on the command line: as people write them, and by their distance from today or from the newest date here."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malibrief.cli import days
from malibrief.errors import UsageError
from malibrief.facts.dates import PartialDate

if TYPE_CHECKING:
    from tests.conftest import Run

TODAY, CHRISTMAS = PartialDate("2026-03-31"), PartialDate("2025-12-24")


def newest() -> PartialDate:
    return CHRISTMAS


def read(text: str) -> str:
    return str(days.read(text, "--as-of", TODAY, newest))


@pytest.mark.parametrize(
    ("texts", "day"),
    [
        ("2021-05-14; 2021-5-14; 20210514; 2021/05/14; 2021.5.14; 14/05/2021; 14.05.2021; 14-05-2021; 05/14/2021", "2021-05-14"),
        ("14 May 2021; May 14, 2021; 14th of May 2021; 14 mai 2021; le 14 mai 2021; on 14 May 2021;  14 MAY 2021 ", "2021-05-14"),
        ("du 14 mai 2021; vendredi 14 mai 2021; le vendredi 14 mai 2021; Friday, 14 May 2021; 14\u00a0mai 2021", "2021-05-14"),
        ("2021-05; 05/2021; May 2021; mai 2021; in May 2021; en mai 2021; au mois de mai 2021; de mai 2021", "2021-05"),
        ("févr. 2020; fév 2020; FÉVRIER 2020; février 2020", "2020-02"),
        ("juill. 2013; juil. 2013", "2013-07"),
        ("2021; in 2021; en 2021; l’année 2021; l'an 2021", "2021"),
        ("1er juillet 2013; le 1er juillet 2013; 1ᵉʳ juillet 2013; 1 er juillet 2013; le premier juillet 2013; lundi 1er juill. 2013", "2013-07-01"),
        ("05/05/2021; 5.5.2021", "2021-05-05"),
        ("1er août 2020; 1 Aug 2020; 1 aout 2020", "2020-08-01"),
        ("d’août 2020; d'août 2020; août 2020; AOÛT 2020", "2020-08"),
        ("today; now; Today; aujourd'hui; aujourd’hui; aujourdhui; maintenant; à ce jour", "2026-03-31"),
        ("tomorrow; demain", "2026-04-01"),
        ("yesterday; hier; 1 day ago; a day ago; il y a un jour", "2026-03-30"),
        ("avant-hier; avant hier; the day before yesterday; two days ago; il y a 2 jours", "2026-03-29"),
        ("last week; a week ago; la semaine dernière; il y a une semaine", "2026-03-24"),
        ("this month; ce mois; ce mois-ci; le mois en cours", "2026-03"),
        ("last month; the last month; previous month; le mois dernier; mois dernier; le mois passé; du mois dernier; le dernier mois", "2026-02"),
        ("a month ago; 1 month ago; il y a un mois", "2026-02-28"),
        ("3 months ago; three months ago; il y a 3 mois; last 3 months; les trois derniers mois; ces 3 derniers mois", "2025-12-31"),
        ("les derniers trois mois; 3 derniers mois; depuis 3 mois; last three months; y a 3 mois; il y a\u00a03\u00a0mois", "2025-12-31"),
        ("il y a quinze jours; il y a 15 jours; fifteen days ago", "2026-03-16"),
        ("last year; l'année dernière; l’an dernier; l'an passé; de l’année dernière; l'année précédente", "2025"),
        ("this year; cette année; l’année en cours", "2026"),
        ("2 years ago; il y a deux ans", "2024-03-31"),
        ("latest; newest; Latest; dernier; Dernière; le plus récent", "2025-12-24"),
        ("recent; récent; récemment", "2025-12"),
    ],
)  # fmt: skip
def test_a_day_may_be_written_in_many_ways(texts: str, day: str) -> None:
    assert {text: read(text) for text in texts.split("; ")} == dict.fromkeys(texts.split("; "), day)


@pytest.mark.parametrize(
    "text", ["", "soon", "14", "14 May", "30/02/2021", "2021-02-29", "99 months ago ago", "0 days ago", "9999 years ago", "13/13/2021",
             "2021-13", "next month", "9999-12-31", "20211301", "many days ago", "last decade", "latest news",
             "14 mai", "mardi", "mardi mai 2021x", "il y a longtemps", "le siècle dernier", "les dernières nouvelles", "depuis mai"],
)  # fmt: skip
def test_any_other_text_is_refused_with_the_forms(text: str) -> None:
    with pytest.raises(UsageError, match=r"--as-of: .* is not a date") as caught:
        read(text)
    assert f"\n    forms: {days.FORMS}" in str(caught.value)


@pytest.mark.parametrize(
    "text", ["31/02/2021", "31.2.2021", "20210231", "2021-02-31", "31 février 2021", "31 February 2021"]
)
def test_a_day_beyond_its_month_is_said_to_be_none(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        read(text)
    assert str(caught.value).startswith(f"--as-of: {text!r} is not a date: there is no such day\n")


@pytest.mark.parametrize("text", ["04/05/2021", "4.5.2021", "4-5-2021"])
def test_a_day_that_can_be_two_is_refused_with_both(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        read(text)
    assert str(caught.value) == f"--as-of: {text!r} can be 4 May 2021 or 5 April 2021: write 2021-05-04 or 2021-04-05"


def test_a_word_that_counts_from_the_newest_fact_is_no_day_where_there_is_none() -> None:
    with pytest.raises(UsageError, match="is not a date"):
        days.read("latest", "--as-of", TODAY)


@given(st.integers(1, 9999), st.sampled_from(["day", "week", "month", "year"]))
def test_what_is_some_time_ago_is_an_earlier_day_or_none(count: int, unit: str) -> None:
    try:
        day = read(f"{count} {unit}s ago")
    except UsageError:
        assert (unit, count >= 2026) == ("year", True)
        return
    assert datetime.date.fromisoformat(day) < datetime.date.fromisoformat(TODAY)


@given(st.text(max_size=20))
def test_any_text_is_a_day_or_a_usage_error(text: str) -> None:
    for how in (read, lambda text: days.happened_on(text, "--on", TODAY, newest)):
        try:
            how(text)
        except UsageError:
            continue


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2021-05-14", (20210514, 20210514)),
        ("2021", (20210101, 20211231)),
        ("18 August 2020", (20200818, 20200818)),
        ("yesterday", (20260330, 20260330)),
        ("last month", (20260201, 20260228)),
        ("2013-2015", (20130101, 20151231)),
        ("Q1 2020", (20200101, 20200331)),
        ("summer 2020", (20200601, 20200831)),
        ("2020-08..2020-09", (20200801, 20200930)),
        ("2020..2019", (20190101, 20201231)),
        ("18 August", (818, 818)),
        ("August 18th", (818, 818)),
        ("18 août", (818, 818)),
        ("le 1er août", (801, 801)),
        ("chaque 18 août", (818, 818)),
        ("le 18/08", (818, 818)),
        ("14 juill.", (714, 714)),
        ("en août", (801, 831)),
        ("au mois d’août", (801, 831)),
        ("du 18 au 20 août 2020", (20200818, 20200820)),
        ("entre le 18 et le 20 août 2020", (20200818, 20200820)),
        ("du 18 août 2020 au 24 mai 2021", (20200818, 20210524)),
        ("de mars 2012 à janvier 2013", (20120301, 20130131)),
        ("from 18 August 2020 to 24 May 2021", (20200818, 20210524)),
        ("2ème trimestre 2020", (20200401, 20200630)),
        ("le mois dernier", (20260201, 20260228)),
        ("08-18", (818, 818)),
        ("05-04", (504, 504)),
        ("18/08", (818, 818)),
        ("29 February", (229, 229)),
        ("August", (801, 831)),
    ],
)
def test_what_happened_can_be_asked_for_by_any_of_these(text: str, span: tuple[int, int]) -> None:
    assert days.happened_on(text, "--on", TODAY, newest) == span


def test_a_day_of_every_year_that_can_be_two_is_refused_with_both() -> None:
    with pytest.raises(UsageError, match="--on: '04/05' can be two days: write 05-04 or 04-05, month first"):
        days.happened_on("04/05", "--on", TODAY)


@pytest.mark.parametrize(
    ("words", "dates"),
    [
        (["2020", "2021"], ["2020", "2021"]),
        (["2020..2021"], ["2020", "2021"]),
        (["2020", "to", "2021"], ["2020", "2021"]),
        (["de 2020 à 2021"], ["2020", "2021"]),
        (["entre", "2020", "et", "2021"], ["2020", "2021"]),
        (["du", "14", "mai", "2021", "au", "31", "décembre", "2023"], ["2021-05-14", "2023-12-31"]),
        (["d’avril", "2013", "à", "mai", "2014"], ["2013-04", "2014-05"]),
        (["from 2020 to 2021"], ["2020", "2021"]),
        (["last month"], ["2026-02"]),
        (["last", "month"], ["2026-02"]),
        (["14", "May", "2021", "2023"], ["2021-05-14", "2023"]),
        (["14 May 2021", "31 December 2023"], ["2021-05-14", "2023-12-31"]),
        (["from", "2020"], None),
        (["2020", "x"], None),
        (["x"], None),
    ],
)
def test_one_day_or_two_may_be_several_words(words: list[str], dates: list[str] | None) -> None:
    if dates is None:
        with pytest.raises(UsageError, match="is not a date"):
            days.one_or_two(words, "DAY", TODAY, newest)
    else:
        assert days.one_or_two(words, "DAY", TODAY, newest) == dates


class TestCommands:
    def test_latest_counts_from_the_newest_date_of_a_listing_and_says_so(self, run: Run) -> None:
        answer = run("events", "--since", "latest")
        assert answer.err.startswith("malibrief: --since latest: counted from the newest date here, 29 February 2004\n")
        assert answer.out == run("events", "--since", "2004-02-29").out

    @pytest.mark.parametrize("word", ["latest", "recent"])
    def test_what_is_latest_in_the_timeline_is_its_newest_happening_and_is_said_once(self, run: Run, word: str) -> None:
        answer = run("timeline", word)
        assert len(answer.lines) > 1
        assert answer.err.count("counted from") == 1
        assert "nothing matches" not in answer.err

    @pytest.mark.parametrize("topic", ["events", "figures", "reports", "statements", "funding", "people"])
    def test_what_is_latest_in_a_topic_is_its_newest_fact(self, run: Run, topic: str) -> None:
        assert "nothing matches" not in run(topic, "latest").err

    def test_brief_takes_its_day_as_an_argument_too(self, run: Run) -> None:
        expected = run("brief", "--as-of", "2002-05-14")
        for words in (["2002-05-14"], ["14", "May", "2002"], ["14/05/2002"], ["2002-05-14", "--as-of", "14 May 2002"]):
            assert run("brief", *words) == expected
        assert (
            "the day is given twice, as 2002 and as --as-of 2003: give one"
            in run("brief", "2002", "--as-of", "2003").err
        )

    def test_diff_takes_two_days_in_one_word(self, run: Run) -> None:
        assert run("diff", "2001..2003") == run("diff", "2001", "2003")

    @pytest.mark.parametrize("days", [("31/12/2001", "x"), ("14 May 2001", "04/05/2001"), ("yesterday", "junk")])
    def test_diff_refuses_two_days_of_which_one_cannot_be_read(self, run: Run, days: tuple[str, str]) -> None:
        answer = run("diff", *days)
        assert (answer.code, answer.out) == (2, "")
        assert days[1] in answer.err

    def test_days_that_end_before_they_begin_are_refused(self, run: Run) -> None:
        answer = run("timeline", "--on", "2015-2013")
        assert (answer.code, answer.out) == (2, "")
        assert "'2015-2013' ends before it begins" in answer.err

    def test_diff_with_one_day_compares_with_what_the_base_covers(self, run: Run) -> None:
        answer = run("diff", "2001")
        assert answer.out == run("diff", "2001", "2005-05-31").out
        assert "malibrief: compared with 31 May 2005, up to which the base tells what matters\n" in answer.err

    def test_of_two_days_the_earlier_comes_first_and_a_note_says_so(self, run: Run) -> None:
        turned, straight = run("diff", "2004", "2001", "--json"), run("diff", "2001", "2004", "--json")
        assert turned.out == straight.out
        assert "the earlier day comes first: from 31 December 2001 to 31 December 2004" in turned.err
        assert straight.err == ""

    def test_diff_with_a_day_beyond_that_compares_with_today(self, run: Run) -> None:
        assert ", today\n" in run("diff", "2006").err
