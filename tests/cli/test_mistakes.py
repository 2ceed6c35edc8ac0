"""What people type first, on the shipped facts: it works, or the message has the line to paste, and that works."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

import pytest

from tests.conftest import SOURCE

if TYPE_CHECKING:
    from tests.conftest import Result, Run, Write

ANSWERED = """
-V
-v
about
brief --as-of '14 May 2021'
brief --as-of 'May 2021'
brief --as-of 14.05.2021
brief --as-of 14/05/2021
brief --as-of 2021-5-14
brief --as-of 20210514
brief --as-of now
brief --as-of yesterday
brief 2021-05-14
brief 14 May 2021
diff 2020-01-01..2021-01-01
diff 2023 2020
diff "last month"
diff 2026-10-28
events --about wagner -n 3
events --place gao -n 2
figures displaced
funding --donor UK -n 2
help
help brief
missions --lead UN
missions -c title,start
people --name goita
people --office president
people goita
people prime minister
sanctions --since 2025
search coup --topic event -n 1
show S/RES/2100
show JNIM
show CMA
timeline --topic event -n 3
timeline 2020
timeline 18 August 2020
version
events --place tombouctou -n 2
events --tag terrorisme
figures --series minusma-death
funding --currency euro -n 2
funding --currency €
funding --donor USA -n 2
funding --donor UE
funding --donor Allemagne
missions --lead "Nations unies"
people --office pm
people --office "premier ministre"
search mandates that expire
search who is under sanctions now
show UNSCR 2100
show res 2100
show resolution 2100
show moura
show goita
show "sadio camara"
show "radisson blu"
show "algiers accord"
cite moura
"""
"""Lines that are answered, each on a line of its own."""

MENDED = {
    "--json timeline": "timeline --json",
    "-f csv missions": "missions -f csv",
    "--csv missions": "missions --format csv",
    "-version": "--version",
    "2100": "show 2100",
    "2020-08-18": "timeline --on 2020-08-18",
    "march 2012": "timeline --on 'march 2012'",
    "attacks": "search attacks",
    "brief --as-of 2021-02-30": "brief --as-of 2021-02-28",
    "brief --as-of 04/05/2021": "brief --as-of 2021-05-04",
    "brief --date 2021-05-14": "brief --as-of 2021-05-14",
    "cite": "cite minusma",
    "cite 2100 --style apa": "cite 2100 -f footnote",
    "cite 2100 -f apa": "cite 2100 -f footnote",
    "cite 2100 -f bib": "cite 2100 -f bibtex",
    "coups": "events --tag coup",
    "event": "events",
    "events --about barkane -n 3": "events --about barkhane -n 3",
    "events --tag coups": "events --tag coup",
    "events --country Mali": "events --place Mali",
    "events --csv": "events --format csv",
    "events --donor EU": "funding --donor EU",
    "events --format yaml": "events --format json",
    "events --excel": "events --format xlsx",
    "events --format=ods": "events --format=xlsx",
    "events --limit -1": "events --limit 1",
    "events --limit all": "events",
    "events --search wagner": "search wagner --topic events",
    "events --year 2020 -f csv": "events --since 2020 --until 2020 -f csv",
    "events 18 August": "timeline --on '18 August' --topic events",
    "figure": "figures",
    "fonctions": "offices",
    "résolutions": "resolutions",
    "find wagner": "search wagner",
    "funds": "funding",
    "list": "timeline",
    "list missions": "missions",
    "aid to gao": "search aid to gao",
    "who is president": "search who is president",
    "summary 2021": "brief 2021",
    "mission France": "missions France",
    "ls": "timeline",
    "csv missions": "missions -f csv",
    "ics": "timeline -f ics",
    "minusma": "show minusma",
    "misions": "missions",
    "mission": "missions",
    "missions -f cvs": "missions -f csv",
    "missions --columns": "missions --columns all",
    "missions --country France": "missions --lead France",
    "missions --mile": "missions --milestones",
    "missions --sort date -n 2": "missions --sort start -n 2",
    "missions --sort name desc": "missions --sort name --reverse",
    "missions -c name start end": "missions -c name,start,end",
    "money": "funding",
    "people --role president": "people --office president",
    "person": "people",
    "query wagner": "search wagner",
    "quotes": "statements",
    "resolution": "resolutions",
    "sanction": "sanctions",
    "seach wagner": "search wagner",
    "search": "search ogossagou massacre",
    "search coup --type event": "search coup --topic event",
    "source": "sources",
    "sources --as-of 2001": "sources",
    "stats": "about",
    "summary": "brief",
    "timeline --after 2020": "timeline --since 2020",
    "timeline --date 2020": "timeline --on 2020",
    "timeline --from 2020 --to 2021": "timeline --since 2020 --until 2021",
    "timeline --start 2020 --end 2021": "timeline --since 2020 --until 2021",
    "timeline --topic coup -n 3": "timeline --tag coup -n 3",
    "timeline --year 2020": "timeline --on 2020",
    "timelne": "timeline",
    "treaties": "agreements",
}
"""Lines that end with 2, each with the line that the message says to try first."""


def tried(answer: Result) -> list[str]:
    """Return the lines that a message says to try."""
    return re.findall(r"^    (?:try|or): malibrief ?(.*)$", answer.err, re.MULTILINE)


@pytest.mark.parametrize("line", ANSWERED.strip().splitlines())
def test_a_line_that_can_mean_one_thing_only_is_answered(line: str, run: Run) -> None:
    answer = run(*shlex.split(line), facts=None)
    assert (answer.code, "no fact has" in answer.err) == (0, False)
    assert answer.out


@pytest.mark.parametrize("line", MENDED)
def test_another_line_is_answered_with_the_one_to_paste_which_works(line: str, run: Run) -> None:
    answer = run(*shlex.split(line), facts=None)
    assert (answer.code, answer.out) == (2, "")
    assert tried(answer)[0] == MENDED[line]
    pasted = run(*shlex.split(MENDED[line]), facts=None)
    assert (pasted.code, "no fact has" in pasted.err) == (0, False)
    assert pasted.out


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("events --tag attacks", 2, "no fact has --tag 'attacks'"),
        ("show 9999", 1, "try: malibrief search 9999"),
        ("show MINUSMAA", 1, "try: malibrief show minusma"),
        ("search ''", 2, "give a word, a name, a number or a date"),
    ],
)
def test_what_the_base_does_not_have_is_said(line: str, code: int, said: str, run: Run) -> None:
    answer = run(*shlex.split(line), facts=None)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err


def test_a_format_is_suggested_only_where_one_is_near(run: Run) -> None:
    answer = run("missions", "-f", "foo", facts=None)
    assert "formats: table, tsv, csv" in answer.err
    assert tried(answer) == []


def test_words_that_fit_no_filter_may_be_searched_for_or_left_out(run: Run) -> None:
    answer = run("timeline", "--json", "--milestones", "extra", facts=None)
    assert (answer.code, answer.out) == (2, "")
    assert tried(answer) == ["search extra", "timeline --json --milestones"]


@pytest.mark.parametrize("line", ["minka", "minka -f csv", "9001", "help minka"])
def test_the_name_of_a_fact_is_no_command_but_can_be_shown(line: str, run: Run) -> None:
    answer = run(*line.split())
    assert (answer.code, answer.out) == (2, "")
    assert "show " in tried(answer)[0]
    assert run(*shlex.split(tried(answer)[0])).code == 0


def test_the_line_to_paste_keeps_the_options_before_the_command(run: Run, base_path: str) -> None:
    assert tried(run("mission", "--tag", "un")) == [f"--facts {base_path} missions --tag un"]
    assert tried(run("--json", "missions")) == [f"--facts {base_path} missions --json"]
    assert tried(run("missions", "--csv")) == [f"--facts {base_path} missions --format csv"]


def test_a_fact_base_that_cannot_be_read_does_not_hinder_the_advice(run: Run, base_path: str) -> None:
    answer = run("minka", facts=None, env={"MALIBRIEF_FACTS": "/no/such/file"})
    assert (answer.code, tried(answer)) == (2, ["search minka"])


@pytest.mark.parametrize("word", ["\x00", "\x1b[31m", "--", "-", "=", "-=", "--=x", "'", "x" * 10_000, "\udcff", "a b"])
@pytest.mark.parametrize(
    "before", [[], ["missions"], ["timeline"], ["brief"], ["diff"], ["cite", "--style"], ["offices"]]
)
def test_any_word_in_any_place_is_a_usage_error_at_worst(word: str, before: list[str], run: Run) -> None:
    answer = run(*before, word)
    assert answer.code in (0, 1, 2)
    assert "Traceback" not in answer.err
    assert "\x1b" not in answer.err


class TestWordsAfterATopic:
    @pytest.mark.parametrize(
        ("line", "meant"),
        [
            ("people moro", "people --name moro"),
            ("people president", "people --office president"),
            ("missions united nations", "missions --lead UN"),
            ("resolutions 9001", "resolutions --number 9001"),
            ("funding EU", "funding --donor EU"),
            ("events coup", "events --tag coup"),
            ("events Kéran", "events --place Kéran"),
            ("events 2001-03-05-coup", "events --about 2001-03-05-coup"),
            ("events 2001-03", "events --since 2001-03 --until 2001-03"),
            ("missions 2003", "missions --since 2003 --until 2003"),
            ("sources 2001", "sources --since 2001 --until 2001"),
            ("offices minka", "offices --serves minka"),
            ("timeline coup", "timeline --tag coup"),
            ("timeline 2001-03", "timeline --on 2001-03"),
        ],
    )
    def test_they_are_the_value_of_the_filter_that_they_fit(self, line: str, meant: str, run: Run) -> None:
        answer, expected = run(*line.split()), run(*meant.split())
        assert (answer.code, answer.out) == (0, expected.out)
        assert len(answer.lines) > 1
        assert " taken as --" in answer.err

    def test_other_options_stay(self, run: Run) -> None:
        assert (
            run("people", "moro", "-n", "1", "--sort", "name").out
            == run("people", "--name", "moro", "-n", "1", "--sort", "name").out
        )

    @pytest.mark.parametrize(
        "line", ["people nobody", "offices nothing", "series nothing", "sources nothing", "events 30/02"]
    )
    def test_what_fits_nothing_is_a_usage_error(self, line: str, run: Run) -> None:
        answer = run(*line.split())
        assert (answer.code, answer.out) == (2, "")
        assert tried(answer)

    def test_a_day_that_can_be_two_is_refused(self, run: Run) -> None:
        answer = run("events", "04/05/2001")
        assert (answer.code, answer.out) == (2, "")
        assert "can be 4 May 2001 or 5 April 2001: write 2001-05-04 or 2001-04-05" in answer.err


def test_a_word_after_people_is_an_office_before_it_is_somebodys_initials(run: Run) -> None:
    answer = run("people", "pm", "-n", "1", "-c", "role", "--no-header", facts=None)
    assert answer.lines == ["Prime Minister"]
    assert "'pm' taken as --office pm" in answer.err


@pytest.mark.parametrize(("table", "name"), [("offices", "pm"), ("series", "idps")])
def test_an_office_or_a_series_by_its_name_is_one_to_show(run: Run, table: str, name: str) -> None:
    answer = run(table, name, facts=None)
    assert (answer.code, answer.out) == (2, "")
    assert tried(answer) == [f"show {name}"]


def test_an_empty_command_is_answered_with_the_help_to_paste(run: Run) -> None:
    answer = run("", facts=None)
    assert (answer.code, answer.out) == (2, "")
    assert tried(answer) == ["--help"]


@pytest.mark.parametrize(
    "line",
    [
        "show minusm",
        "cite minusm",
        "funding --donor Wakanda",
        "funding --donor Swedn",
        "people --office zzz",
        "events --about zzz",
        "search zzqqxx",
        "search",
        "missions --search wagner",
        "missions zzz",
        "missions --nope",
        "show mali",
        "shoow minusma",
        "diff",
    ],
)
@pytest.mark.parametrize("options", ["--lang fr", "--lang=fr", "--add {more}"])
def test_the_line_to_paste_keeps_the_language_and_the_base_that_were_typed(
    run: Run, write: Write, line: str, options: str
) -> None:
    said = options.format(more=write(header=None, text=SOURCE))
    command = line.split()
    for typed in ([*said.split(), *command], [*command, *said.split()]):
        lines = run(*typed, facts=None).err.splitlines()
        pasted = [each for each in lines if re.match(r"    \w+\s?: malibrief ", each)]
        assert pasted
        assert [each for each in pasted if said not in each] == [], typed


def test_the_line_to_paste_keeps_what_was_typed_of_the_screen(run: Run) -> None:
    told = run("show", "minusm", "--color", "never", "--ascii", facts=None).err
    assert told.splitlines()[2] == "    try: malibrief show minusma --color never --ascii"
