"""The listings: each topic's facts, its options, and the messages for wrong options."""

import json
from pathlib import Path

import pytest

from malibrief.cli.options import flag_of
from malibrief.facts.topics import SOURCES, TABLES, TOPICS, topic_of
from malibrief.language import speaking
from malibrief.render.jsontext import FORMAT_VERSION
from tests.conftest import BASE, HEADER, SOURCE, Run, Terminal

ALL = {
    "events": "drought-2000 2001-03-05-coup flood-2001 market-fire talks-fail",
    "missions": "operation-sirocco minka eu-trainers coalition-2003",
    "resolutions": "sc-res-9001 sc-prst-2002-7 sc-res-9002 sc-res-9003",
    "reports": "s-2002-100 harvest-study",
    "agreements": "transition-charter kelan-accord",
    "funding": "eu-pledge-2002 minka-budget-2003 aid-suspended grain-undated",
    "people": "elodie-tamba-president jean-moro-president ana-li-srsg omar-dia-minister",
    "sanctions": "neighbours-2001 un-9003 un-9003-moro",
    "figures": "minka-strength-2001 minka-strength-2003 minka-strength-2003-press school-share-2004",
    "statements": "moro-2001-03-06 france-un-2002-03-01",
    "actors": "northern-front kelan-alliance",
    "offices": "president-arda defence-arda srsg-minka",
    "series": "minka-strength school-share",
    "sources": "ngo-drought press-coup gov-coup ngo-flood un-9001 un-report-1 press-fire un-9003 academic-study regional-eu",
}


@pytest.mark.parametrize(("name", "expected"), ALL.items())
def test_a_listing_without_options_has_all_its_facts_oldest_first_or_its_offices_and_series_by_rank(
    run: Run, name: str, expected: str
) -> None:
    answer = run(name)
    assert (answer.code, answer.err) == (0, "")
    assert answer.ids == expected.split()


def test_every_topic_and_table_has_a_listing() -> None:
    assert set(ALL) == {*TOPICS, *TABLES}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("events --place kéran", "2001-03-05-coup market-fire"),
        ("events --tag humanitarian --tag coup", "drought-2000 2001-03-05-coup flood-2001"),
        ("events --milestones", "2001-03-05-coup"),
        ("events --disputed", "market-fire"),
        ("events --about 2001-03-05-coup", "market-fire"),
        ("events --source ngo-flood", "flood-2001"),
        ("events --since 2001-04 --until 2001", "flood-2001 market-fire"),
        ("events --since 2001-04-30 --until 2001-04-30", "flood-2001"),
        ("events --as-of 2001", "drought-2000 2001-03-05-coup flood-2001 market-fire"),
        ("missions --kind french --kind coalition", "operation-sirocco coalition-2003"),
        ("missions --lead UN", "minka"),
        ("missions --as-of today", "eu-trainers"),
        ("missions --part-of 'Operation Sirocco'", "coalition-2003"),
        ("resolutions --kind resolution", "sc-res-9001 sc-res-9002 sc-res-9003"),
        ("resolutions --number 9002", "sc-res-9002"),
        ("resolutions --mission MINKA", "sc-res-9001 sc-res-9002"),
        ("resolutions --regime un-9003", "sc-res-9003"),
        ("reports --author secretary-general", "s-2002-100"),
        ("agreements --party government", "transition-charter kelan-accord"),
        ("agreements --as-of 2002", "transition-charter"),
        ("funding --donor EU", "eu-pledge-2002"),
        ("funding --recipient arda --kind suspension", "aid-suspended"),
        ("funding --currency NOK", "grain-undated"),
        ("people --office president-arda", "elodie-tamba-president jean-moro-president"),
        ("people --organisation UN", "ana-li-srsg"),
        ("people --country Arda --as-of 2003-02", "jean-moro-president omar-dia-minister"),
        ("people --name elodie", "elodie-tamba-president"),
        ("sanctions --kind person", "un-9003-moro"),
        ("sanctions --regime 'UN 9003'", "un-9003 un-9003-moro"),
        ("figures --series minka-strength --as-of 2005", "minka-strength-2003 minka-strength-2003-press"),
        ("figures --unit soldiers --until 2001", "minka-strength-2001"),
        ("statements --speaker moro", "moro-2001-03-06"),
        ("actors --kind alliance,armed-movement", "northern-front kelan-alliance"),
        ("actors --kind alliance", "kelan-alliance"),
        ("actors --led-by moro", "northern-front"),
        ("actors --as-of 2003-09-29", "northern-front"),
        ("actors --as-of 2003-10-01", "kelan-alliance"),
        ("actors --since 2003-09 --until 2003-09", "northern-front"),
        ("actors --about kelan-accord", "northern-front"),
        ("actors --about FFN", ""),
        ("actors --about kelan-alliance", "northern-front"),
        ("offices --serves MINKA", "srsg-minka"),
        ("offices --state true", "president-arda defence-arda"),
        ("offices --state false", "srsg-minka"),
        ("offices --deputy true", ""),
        ("offices --organisation UN", "srsg-minka"),
        ("series --unit 'share of children'", "school-share"),
        ("series --by UN", "minka-strength"),
        ("series --counts stock,share", "minka-strength school-share"),
        ("series --counts share --period year", "school-share"),
        ("series --of minka", "minka-strength"),
        ("series --strength-of 'the blue helmets'", "minka-strength"),
        ("sources --kind un", "un-9001 un-report-1 un-9003"),
        ("sources --language fr --publisher echo", "press-coup"),
        ("sources --language fr --publisher 'écho de kéran'", "press-coup"),
        ("sources --since 2003", "un-9003 academic-study"),
    ],
)
def test_options_choose_facts(run: Run, line: str, expected: str) -> None:
    import shlex

    answer = run(*shlex.split(line))
    assert answer.code == 0
    assert answer.ids == expected.split()


class TestColumns:
    def test_columns_are_shown_in_the_order_asked_for(self, run: Run) -> None:
        assert run("missions", "-c", "id,name, end", "-c", "start").rows[0] == ["id", "name", "end", "start"]

    def test_a_column_asked_for_twice_is_shown_once(self, run: Run) -> None:
        assert run("missions", "--columns", "id,id,name,id").rows[0] == ["id", "name"]

    def test_all_can_be_combined_with_other_columns(self, run: Run) -> None:
        head = run("missions", "-c", "name,all").rows[0]
        assert head[:3] == ["name", "id", "start"]
        assert len(head) == len(set(head))

    def test_title_and_topic_are_columns_of_every_topic(self, run: Run) -> None:
        for name in ALL:
            assert run(name, "-c", "topic,title,id").rows[1][0] == name

    def test_nested_values_can_be_asked_for_whole_or_in_parts(self, run: Run) -> None:
        asked = ("resolutions", "-c", "votes,votes_for,votes_abstained,ceilings", "--mission", "minka", "--no-header")
        assert run(*asked).rows == [["15", "0", "0", "", "9000", "1200"], ["13", "0", "2", "China; Russia", "", ""]]
        assert run(*asked, "-f", "md").lines[-2:] == [
            "| 15-0-0 | 15 |  | 9,000 military, 1,200 police |", "| 13-0-2 | 13 | China; Russia |  |",
        ]  # fmt: skip

    def test_a_script_gets_the_parts_that_are_numbers_once_where_a_value_is_asked_for_whole(self, run: Run) -> None:
        assert run("resolutions", "-c", "votes,votes_for,id").rows[0] == [
            "votes_for", "votes_against", "votes_abstain", "id",
        ]  # fmt: skip
        for asked in ("deaths", "deaths_min,deaths", "deaths,deaths_min,deaths_max"):
            assert run("events", "-c", asked, "--disputed").rows == [["deaths_min", "deaths_max"], ["12", "30"]]

    def test_a_column_that_the_topic_does_not_have_is_answered_with_those_it_has(self, run: Run) -> None:
        assert run("reports", "-c", "id,autor") == (
            2,
            "",
            "malibrief: reports has no column 'autor'; did you mean author?\n"
            "    columns: id, date, title, author, symbol, summary, place, tags, aliases, keywords, about, milestone, disputed, attested, sources, url, topic, all\n"
            f"    try: malibrief --facts {BASE} reports -c id,author\n",
        )
        assert run("timeline", "-c", "place") == (
            2,
            "",
            "malibrief: the timeline has no column 'place'\n    columns: date, topic, title, sources, id, milestone, all\n",
        )
        assert run("timeline", "-c", "titel").err.startswith(
            "malibrief: the timeline has no column 'titel'; did you mean title?\n"
        )

    def test_json_has_every_column_and_rejects_a_choice(self, run: Run) -> None:
        for form in ("json", "jsonl"):
            answer = run("missions", "-c", "id", "-f", form)
            assert answer.code == 2
            assert (
                answer.err
                == f"malibrief: --columns: {form} always has every field; drop --columns or choose another format\n"
            )

    def test_no_header_leaves_out_only_that_line(self, run: Run) -> None:
        assert run("missions", "--no-header").lines == run("missions").lines[1:]
        assert run("missions", "--no-header", "-f", "csv").lines == run("missions", "-f", "csv").lines[1:]


class TestNotes:
    def test_what_ended_on_the_day_is_left_out_and_named(self, run: Run) -> None:
        answer = run("missions", "--as-of", "2004-06-30")
        assert "minka" not in answer.ids
        assert answer.err == "malibrief: ended on that day, so left out: minka\n"
        assert run("missions", "--as-of", "2004-06-29").err == ""

    def test_what_ended_some_day_of_that_month_or_year_is_not_said_to_have_ended_on_it(self, run: Run) -> None:
        assert run("missions", "--as-of", "2023-12-31", facts=None).err == (
            "malibrief: ended on that day, so left out: minusma\n"
        )

    def test_topics_without_happenings_are_named(self, run: Run) -> None:
        answer = run("timeline", "--topic", "funding")
        assert answer.rows[1:] == []
        assert "the timeline has no funding: try malibrief funding" in answer.err


class TestOrder:
    @pytest.mark.parametrize(
        ("line", "expected"),
        [
            ("missions --sort name", "coalition-2003 eu-trainers minka operation-sirocco"),
            ("missions --sort end", "coalition-2003 minka operation-sirocco eu-trainers"),
            ("funding --sort amount", "eu-pledge-2002 grain-undated minka-budget-2003 aid-suspended"),
            (
                "figures --sort value",
                "school-share-2004 minka-strength-2001 minka-strength-2003-press minka-strength-2003",
            ),
            ("missions --reverse", "coalition-2003 eu-trainers minka operation-sirocco"),
            ("missions --sort name --reverse", "operation-sirocco minka eu-trainers coalition-2003"),
            ("missions -n 2", "operation-sirocco minka"),
            ("missions --reverse --limit 1", "coalition-2003"),
            ("missions --limit 99", "operation-sirocco minka eu-trainers coalition-2003"),
            ("missions --limit 0", ""),
        ],
    )
    def test_sort_reverse_and_limit_in_that_order(self, run: Run, line: str, expected: str) -> None:
        answer = run(*line.split())
        assert (answer.code, answer.err) == (0, "")
        assert answer.ids == expected.split()

    def test_deaths_are_sorted_by_the_highest_count(self, run: Run) -> None:
        _, *rows = run("events", "--sort", "deaths_max", "--reverse", "-c", "id", facts=None).rows
        assert run("events", "--sort", "deaths", "--reverse", "-c", "id", facts=None).rows[1] == rows[0]
        assert rows[0] == ["2022-03-27-moura"]

    def test_letters_with_accents_stand_among_those_without(self, run: Run) -> None:
        names = [row[0] for row in run("people", "--sort", "name", "-c", "name", "--no-header").rows]
        assert names == ["Ana Li", "Élodie Tamba", "Jean Moro", "Omar Dia"]

    def test_a_column_may_be_sorted_by_without_being_shown(self, run: Run) -> None:
        assert run("missions", "-c", "id", "--sort", "name").rows[1] == ["coalition-2003"]

    def test_a_column_that_cannot_be_sorted_by_is_reported(self, run: Run) -> None:
        assert (
            run("missions", "--sort", "sources").err
            == "malibrief: --sort: sources have no order; sort by another column\n"
        )
        assert run("missions", "--sort", "nam").err.startswith(
            "malibrief: missions has no column 'nam'; did you mean name"
        )
        assert run("timeline", "--sort", "place").err == (
            "malibrief: --sort: the timeline cannot be sorted by 'place'\n    columns: date, topic, title, id, milestone\n"
            f"    try: malibrief --facts {BASE} timeline --sort date\n"
        )


class TestNothing:
    def test_a_listing_without_facts_is_an_answer_with_a_note(self, run: Run) -> None:
        assert run("events", "--since", "2005") == (
            0,
            "date\ttitle\tplace\tdeaths_min\tdeaths_max\tsources\tid\n",
            "malibrief: the newest fact is dated 29 February 2004\nmalibrief: nothing matches\n",
        )

    @pytest.mark.parametrize(
        ("line", "note"),
        [
            ("missions --kind frnch", "no fact has --kind 'frnch'; did you mean french?"),
            (
                "events --place Nowhere",
                "no fact has --place 'Nowhere'; existing values: East, Kéran, Kéran, Arda, North bank",
            ),
            ("events --tag koup", "no fact has --tag 'koup'; did you mean coup?"),
            ("agreements --party govrnment", "no fact has --party 'govrnment'; did you mean Government of Arda?"),
            ("funding --donor EI", "no fact has --donor 'EI'; existing values: European Union, France"),
            ("events --about mink", "no fact has --about 'mink'; did you mean minka or "),
            ("events --source press", "no fact has --source 'press'; did you mean press-coup or press-fire?"),
            ("resolutions --mission mink", "no fact has --mission 'mink'; did you mean minka"),
            ("missions --part-of sirocco", "no fact has --part-of 'sirocco'; did you mean operation-sirocco?"),
            ("actors --part-of kelan", "no fact has --part-of 'kelan'; did you mean kelan-alliance?"),
            ("actors --led-by mori", "no fact has --led-by 'mori'; did you mean Ada Moro?"),
            ("offices --serves mink", "no fact has --serves 'mink'; did you mean minka?"),
            ("offices --state yes", "no fact has --state 'yes'; existing values: true, false"),
            ("series --counts stocks", "no fact has --counts 'stocks'; did you mean stock?"),
            ("series --strength-of mink", "no fact has --strength-of 'mink'; did you mean minka?"),
            ("funding --covers everybody", "no fact has --covers 'everybody'"),
        ],
    )
    def test_a_value_that_no_fact_has_is_a_usage_error_with_the_nearest(self, run: Run, line: str, note: str) -> None:
        answer = run(*line.split())
        assert (answer.code, answer.out) == (2, "")
        assert answer.err.startswith(f"malibrief: {note}")


class TestInvalidOptions:
    @pytest.mark.parametrize(
        ("line", "message"),
        [
            ("missions -f yaml", "--format: there is no format 'yaml'\n    formats: "),
            ("missions --json -f csv", "--json and --format csv contradict each other"),
            (
                "missions -o answer.xyz",
                "--output: 'answer.xyz' does not end in the suffix of a format; add --format, or one of .txt ",
            ),
            ("missions --color maybe", "--color: 'maybe' is not one of auto, always, never"),
            ("missions --hyperlinks 1", "--hyperlinks: '1' is not one of auto, always, never"),
            (
                "missions --since whenever",
                "--since: 'whenever' is not a date: write 2013-04-25, 2013-04 or 2013",
            ),
            ("missions --until 2001-02-29", "--until: '2001-02-29' is not a date: there is no such day"),
            ("missions --as-of 2001-13", "--as-of: '2001-13' is not a date: there is no such month or year"),
            ("missions --since 2004 --until 2003-12", "--since 2004 lies after --until 2003-12"),
            (
                "timeline --topic evnts",
                "--topic: there is no topic 'evnts'; did you mean events?\n    topics: events, missions, ",
            ),
        ],
    )
    def test_an_invalid_value_is_reported_with_the_valid_ones(self, run: Run, line: str, message: str) -> None:
        answer = run(*line.split())
        assert (answer.code, answer.out) == (2, "")
        assert answer.err.startswith(f"malibrief: {message}")

    @pytest.mark.parametrize(
        ("line", "message"),
        [
            ("mission", "there is no command 'mission'"),
            ("missions --kin french", "missions has no option --kin\n"),
            ("missions --limit -1", "--limit takes a whole number from 0, not '-1'"),
            ("missions --limit many", "--limit takes a whole number from 0, not 'many'"),
            ("missions extra", "missions has no filter that 'extra' fits"),
            ("sources --as-of 2001", "sources has no option --as-of\n"),
            ("offices --as-of 2001", "offices has no option --as-of\n"),
            ("offices --tag un", "offices has no option --tag\n"),
            ("series --since 2001", "series has no option --since\n"),
            ("events --donor EU", "events has no option --donor\n"),
            ("show", "Missing argument"),
        ],
    )
    def test_a_wrong_command_or_option_ends_with_2(self, run: Run, line: str, message: str) -> None:
        answer = run(*line.split())
        assert (answer.code, answer.out) == (2, "")
        assert message in answer.err


class TestFactBase:
    MORE = '[[events]]\nid="new"\ndate=2001-01-01\ntitle="N"\nsummary="S"\ntags=["un"]\nsources=["gov-coup"]\n'

    def test_files_can_be_added_before_and_after_the_command_and_in_the_environment(
        self, run: Run, tmp_path: Path
    ) -> None:
        more = tmp_path / "more.toml"
        more.write_text(self.MORE)
        for answer in (
            run("--add", str(more), "events"),
            run("events", "--add", str(more)),
            run("events", env={"MALIBRIEF_ADD": str(more)}),
        ):
            assert "new" in answer.ids

    def test_another_base_can_be_given_before_and_after_the_command_and_in_the_environment(
        self, run: Run, base_path: Path
    ) -> None:
        expected = run("events")
        assert run("events", "--facts", str(base_path), facts=None) == expected
        assert run("events", facts=None, env={"MALIBRIEF_FACTS": str(base_path)}) == expected

    def test_options_after_the_command_take_precedence(self, run: Run, base_path: Path) -> None:
        assert run("events", "--facts", str(base_path), facts=Path("/nowhere.toml")) == run("events")


def test_help_lists_every_option_of_a_listing(run: Run) -> None:
    for name in ALL:
        answer = run(name, "--help")
        assert answer.code == 0
        assert [field for field in topic_of(name).filters if f"{flag_of(field)} " not in answer.out] == []
        assert ("--as-of" in answer.out) == (name in TOPICS)
        assert ("--since" in answer.out) == (name in (*TOPICS, SOURCES.name))


class TestVersion:
    def test_it_says_of_which_day_the_shipped_facts_are_whatever_base_is_read(self, run: Run) -> None:
        from malibrief import __version__
        from malibrief.cli.shipped import shipped
        from malibrief.facts import load

        base, _ = load.read([shipped()])
        assert base is not None
        day = base.header.updated
        assert run("--version") == (0, f"malibrief {__version__}, facts of {day:words}\n", "")
        with speaking("fr"):
            french = f"malibrief {__version__}, faits {day:du}\n"
        assert run("--lang", "fr", "--version").out == french

    @pytest.mark.parametrize(
        "text", ["", "[factbase]\n", "[factbase]\nupdated = 5\n", "[factbase]\nupdated = \n", "\udcff"]
    )
    def test_without_a_header_that_can_be_read_it_stands_alone(
        self, text: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from malibrief import __version__
        from malibrief.cli import shipped

        path = tmp_path / "facts.toml"
        path.write_bytes(text.encode(errors="surrogateescape"))
        monkeypatch.setattr(shipped, "shipped", lambda: path)
        assert run("--version") == (0, f"malibrief {__version__}\n", "")


def test_about_counts_every_topic_and_table_says_how_far_the_facts_reach_and_names_the_files(
    run: Run, base_path: Path
) -> None:
    import hashlib

    rows = run("about").rows
    lines = dict(rows)
    assert len(lines) == len(rows)
    assert {name: lines[name] for name in ALL} == {name: str(len(ids.split())) for name, ids in ALL.items()}
    assert lines["facts"] == str(sum(len(ALL[name].split()) for name in TOPICS))
    assert lines["covered"] == "2005-05-31"
    assert lines["updated"] == "2005-06-30"
    assert lines["years"] == "2000-2005"
    assert lines["sha256"] == hashlib.sha256(base_path.read_bytes()).hexdigest()
    assert lines["file"] == str(base_path)


def test_about_tells_the_same_as_json(run: Run, tmp_path: Path) -> None:
    beside = tmp_path / "beside.toml"
    beside.write_text("", encoding="utf-8")
    lines = run("about", "--add", str(beside)).rows
    told = json.loads(run("about", "--json", "--add", str(beside)).out)
    assert told["format_version"] == FORMAT_VERSION
    assert [[name, str(count)] for name, count in told["counts"].items()] == lines[5:-5]
    base, years = told["factbase"], told["years"]
    assert [base[name] for name in ("title", "place", "updated", "covered", "newest")] == [
        line[1] for line in lines[:5]
    ]
    assert [
        ["years", f"{years['first']}-{years['last']}"],
        ["sha256", told["sha256"]],
        *(["file", path] for path in told["files"]),
        ["cache", told["cache"]],
    ] == lines[-5:]


def test_about_as_json_is_the_same_on_a_terminal_and_says_where_no_index_is_kept(run: Run, terminal: Terminal) -> None:
    assert terminal("about", "--json", env={"LC_ALL": "fr_FR.UTF-8"}).out == run("about", "--json").out
    nowhere = {"XDG_CACHE_HOME": "", "HOME": ""}
    assert json.loads(run("about", "--json", env=nowhere).out)["cache"] is None


def test_sums_that_are_part_of_others_in_the_list_are_counted_so_that_nobody_adds_them_up(
    run: Run, tmp_path: Path
) -> None:
    whole = """[[funding]]
id = "whole"
title = "Whole"
donor = "EU"
recipient = "Mali"
kind = "pledge"
amount = 5
currency = "EUR"
start = 2001-03-05
summary = "S"
tags = ["eu"]
sources = ["s"]
"""
    part = whole.replace('"whole"', '"part"').replace("Whole", "Part") + 'part_of = "whole"\n'
    base = tmp_path / "money.toml"
    base.write_text(HEADER + whole + part + SOURCE, encoding="utf-8")
    said = "malibrief: 1 of these sums is part of another: do not add them up (column part_of)\n"
    assert run("funding", facts=base).err == said
    assert run("funding", "--json", facts=base).err == ""
    assert run("funding", "--part-of", "whole", facts=base).err == ""
    for form in ("svg", "bars"):
        drawn = run("funding", "-f", form, facts=base)
        assert "1 of these sums is part of another: do not add them up" in drawn.out
        assert drawn.err == ""
