"""Which language is spoken."""

import pytest

from malibrief.cli import locale
from malibrief.language import spoken
from tests.conftest import Run


@pytest.mark.parametrize(
    ("words", "environ", "terminal", "language"),
    [
        ("timeline", {}, True, "en"),
        ("timeline", {"LANG": "fr_ML.UTF-8"}, True, "fr"),
        ("timeline", {"LANG": "fr"}, True, "fr"),
        ("timeline", {"LANG": "fr_FR.UTF-8", "LC_ALL": "C.UTF-8"}, True, "en"),
        ("timeline", {"LANG": "en_GB.UTF-8", "LC_MESSAGES": "fr_FR"}, True, "fr"),
        ("timeline", {"LANG": "de_DE.UTF-8"}, True, "en"),
        ("timeline", {"LANG": "fr_FR.UTF-8"}, False, "en"),
        ("timeline", {"MALIBRIEF_LANG": "fr"}, False, "fr"),
        ("timeline", {"MALIBRIEF_LANG": "en", "LANG": "fr_FR.UTF-8"}, True, "en"),
        ("timeline --lang fr", {}, False, "fr"),
        ("timeline --lang=fr", {"MALIBRIEF_LANG": "en"}, False, "fr"),
        ("--lang fr timeline --lang en", {}, True, "en"),
        ("search -- --lang fr", {}, True, "en"),
        ("timeline --lang", {}, True, "en"),
        ("timeline --lang", {"MALIBRIEF_LANG": "fr"}, False, "fr"),
        ("timeline --lang de", {"LANG": "fr_FR.UTF-8"}, True, "fr"),
    ],
)
def test_the_option_comes_before_the_variable_and_that_before_a_terminals_locale(
    words: str, environ: dict[str, str], terminal: bool, language: str
) -> None:
    locale.choose(words.split(), environ, terminal)
    assert spoken() == language


def test_a_language_that_there_is_not_is_refused(run: Run) -> None:
    for result in (run("timeline", "--lang", "de"), run("timeline", env={"MALIBRIEF_LANG": "de"})):
        assert (result.code, result.err) == (2, "malibrief: --lang: 'de' is not one of en, fr\n")


def test_the_refusal_is_in_the_language_of_the_environment(run: Run) -> None:
    result = run("timeline", "--lang", "de", env={"MALIBRIEF_LANG": "fr"})
    assert (result.code, result.err) == (2, "malibrief: --lang : « de » n’est pas l’une des valeurs en, fr\n")


def test_topics_and_sections_have_french_names_where_french_is_spoken(run: Run) -> None:
    for named, french in (("people", "personnes"), ("events", "événement")):
        assert (
            run("timeline", "--topic", french, "--lang", "fr").out
            == run("timeline", "--topic", named, "--lang", "fr").out
        )
    asked = [run("brief", "2003", "--section", name, "--lang", "fr").out for name in ("agreements", "Accords")]
    assert asked[0]
    assert asked[0] == asked[1]
    assert run("brief", "2003", "--section", "accords").code == 2


def test_a_day_that_no_month_has_is_said_to_be_none(run: Run) -> None:
    for day in ("30 février", "31 avril 2021", "30 February"):
        assert "is not a date: there is no such day" in run("timeline", "--on", day).err


def test_json_has_both_languages_whichever_is_spoken(run: Run) -> None:
    english, french = run("missions", "--json"), run("missions", "--json", "--lang", "fr")
    assert english.out == french.out
