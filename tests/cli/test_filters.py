"""Filters: what their values may be called, what is an error and what is only empty, and which days a period applies to."""

import shlex

import pytest

from malibrief.index import values
from tests.conftest import EVENT, SOURCE, Run, Write
from tests.tables import record

STOOD = "for what stood at any time then; add --begun for what began then, --ended for what ended"


class TestNames:
    @pytest.mark.parametrize(
        ("line", "expected"),
        [
            ("funding --donor 'Union européenne'", "eu-pledge-2002"),
            ("funding --donor UE", "eu-pledge-2002"),
            ("funding --donor union", "eu-pledge-2002"),
            ("funding --donor européenne", "eu-pledge-2002"),
            ("missions --lead 'nations unies'", "minka"),
            ("missions --kind 'opération française'", "operation-sirocco"),
            ("events --tag humanitaire", "drought-2000 flood-2001"),
            ("people --office président", "elodie-tamba-president jean-moro-president"),
            ("people --office 'head of state'", "elodie-tamba-president jean-moro-president"),
            ("people --office défense", "omar-dia-minister"),
            ("people --name 'the colonel'", "jean-moro-president omar-dia-minister"),
            ("people --country Arde", "elodie-tamba-president jean-moro-president omar-dia-minister"),
            ("figures --series 'MINKA : soldats' --until 2001", "minka-strength-2001"),
            ("figures --series 'boots on the ground' --until 2001", "minka-strength-2001"),
            ("figures --unit soldats --until 2001", "minka-strength-2001"),
            ("series --unit soldats", "minka-strength"),
            ("funding --currency €", "eu-pledge-2002"),
            ("funding --currency Euro", "eu-pledge-2002"),
            ("funding --currency 'US dollars'", "minka-budget-2003"),
        ],
    )
    def test_a_value_may_be_given_in_french_or_by_any_of_its_names(self, run: Run, line: str, expected: str) -> None:
        answer = run(*shlex.split(line))
        assert (answer.code, answer.err) == (0, "")
        assert answer.ids == expected.split()

    @pytest.mark.parametrize(
        ("line", "note", "expected"),
        [
            ("missions --lead ONU", "--lead 'ONU' taken for United Nations", "minka"),
            ("funding --donor 'union european'", "--donor 'union european' taken for European Union", "eu-pledge-2002"),
            (
                "figures --series 'ground boot' --until 2001",
                "--series 'ground boot' taken for minka-strength",
                "minka-strength-2001",
            ),
        ],
    )
    def test_words_that_mean_the_same_and_words_in_another_order_find_it_with_a_note(
        self, run: Run, line: str, note: str, expected: str
    ) -> None:
        answer = run(*shlex.split(line))
        assert (answer.code, answer.err) == (0, f"malibrief: {note}\n")
        assert answer.ids == expected.split()

    @pytest.mark.parametrize(
        ("line", "same"),
        [
            ("funding --donor USA", "funding --donor 'United States'"),
            ("funding --donor Allemagne", "funding --donor Germany"),
            ("events --place Tombouctou", "events --place Timbuktu"),
            ("missions --lead 'Nations unies'", "missions --lead 'United Nations'"),
            ("people --office pm", "people --office prime-minister-mali"),
            ("people --office 'premier ministre'", "people --office prime-minister-mali"),
            ("people --name IBK", "people --name 'Ibrahim Boubacar Keïta'"),
            ("events --tag terrorisme", "events --tag terrorism"),
            ("funding --recipient FAMa", "funding --recipient 'Malian armed forces'"),
        ],
    )
    def test_the_shipped_facts_are_found_by_what_people_type(self, run: Run, line: str, same: str) -> None:
        answer, other = (run(*shlex.split(each), "--json", facts=None) for each in (line, same))
        assert answer.code == 0
        assert '"id"' in answer.out
        assert answer.out == other.out

    @pytest.mark.parametrize("word", ["don", "money", "cash", "gives"])
    def test_what_money_is_is_not_guessed_from_a_word_that_may_be_other_money_too(self, run: Run, word: str) -> None:
        answer = run("funding", "--kind", word, facts=None)
        assert (answer.code, answer.out) == (2, "")
        assert "existing values: commitment, pledge" in answer.err

    def test_a_word_for_one_kind_of_money_only_is_taken_for_it(self, run: Run) -> None:
        answer = run("funding", "--kind", "promised")
        assert (answer.ids, answer.err) == (["eu-pledge-2002"], "malibrief: --kind 'promised' taken for pledge\n")

    def test_a_value_that_means_the_same_comes_before_those_whose_french_has_the_word(self, run: Run) -> None:
        answer = run("people", "--organisation", "ONU", "-c", "organisation", "--no-header", facts=None)
        assert {row[0] for row in answer.rows} == {"United Nations"}
        assert answer.err.startswith("malibrief: --organisation 'ONU' taken for United Nations\n")
        assert "leaves out" in answer.err

    def test_a_series_is_found_by_a_word_that_means_the_same(self, run: Run) -> None:
        answer = run("figures", "--series", "minusma-death", "-c", "series", "--no-header", facts=None)
        assert {row[0].rpartition("-")[0][:18] for row in answer.rows} >= {"minusma-fatalities"}
        assert all("minusma-fatalities" in row[0] for row in answer.rows)


class TestExactly:
    BODIES = ("Lake Union", "Lake Union and friends", "The Lake", "Bank of Lake Union")

    @pytest.fixture
    def sums(self, write: Write) -> str:
        sums = (record("funding", f"sum-{n}", donor=donor, place=donor) for n, donor in enumerate(self.BODIES))
        return str(write("".join(sums) + SOURCE))

    def test_a_whole_name_leaves_out_the_longer_ones_and_says_so(self, run: Run, sums: str) -> None:
        answer = run("--facts", sums, "funding", "--donor", "lake union", facts=None)
        assert answer.ids == ["sum-0"]
        assert answer.err == (
            "malibrief: --donor 'lake union' leaves out Bank of Lake Union; Lake Union and friends; "
            "repeat --donor to add them\n"
        )

    def test_what_is_given_too_is_not_said_to_be_left_out(self, run: Run, sums: str) -> None:
        names = [word for name in self.BODIES for word in ("--donor", name)]
        answer = run("--facts", sums, "funding", *names, facts=None)
        assert (sorted(answer.ids), answer.err) == (["sum-0", "sum-1", "sum-2", "sum-3"], "")

    def test_a_word_takes_in_all_that_have_it(self, run: Run, sums: str) -> None:
        answer = run("--facts", sums, "funding", "--donor", "lake", facts=None)
        assert (sorted(answer.ids), answer.err) == (["sum-0", "sum-1", "sum-2", "sum-3"], "")

    def test_a_place_is_also_in_the_places_that_name_it_and_they_are_named(self, run: Run, sums: str) -> None:
        answer = run("--facts", sums, "funding", "--place", "Lake Union", facts=None)
        assert sorted(answer.ids) == ["sum-0", "sum-1", "sum-3"]
        assert answer.err == "malibrief: --place 'Lake Union' takes in Bank of Lake Union; Lake Union and friends\n"

    def test_initials_are_those_of_all_words(self) -> None:
        assert [values.initials(name) for name in self.BODIES] == [{"lu"}, {"luf"}, {"tl"}, {"blu"}]


class TestNone:
    @pytest.mark.parametrize(
        "line",
        [
            "missions --kind humanitarian",
            "missions --tag coup",
            "missions --tag economy",
            "sanctions --place Kelan",
            "people --office president-arda --country Arda --tag humanitarian",
            "actors --about FFN",
            "offices --deputy true",
            "series --period week",
            "sources --kind ngo --language fr --publisher echo",
            "funding --covers all-donors",
            "timeline --topic events --tag sanctions",
        ],
    )
    def test_a_value_that_there_is_but_not_with_the_other_filters_is_an_empty_answer(self, run: Run, line: str) -> None:
        answer = run(*line.split())
        assert (answer.code, len(answer.lines), answer.err) == (0, 1, "malibrief: nothing matches\n")

    def test_nothing_is_a_mistake_where_no_fact_has_any_value(self, run: Run, write: Write) -> None:
        empty = str(write(EVENT + SOURCE))
        assert run("--facts", empty, "missions", "--lead", "anybody", facts=None).code == 0
        assert run("--facts", empty, "missions", "--kind", "anything", facts=None).code == 2

    def test_an_office_or_series_is_no_mistake_though_nobody_holds_it_or_nothing_counts_it(
        self, run: Run, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        more = tmp_path_factory.mktemp("more") / "more.toml"
        more.write_text(
            '[[offices]]\nid = "new-office"\ntitle = "Minister of Wells"\norganisation = "O"\nrank = 9\n'
            '[[series]]\nid = "new-series"\ntitle = "Wells"\nunit = "wells"\ncounts = "stock"\nby = "O"\ndefinition = "D"\n'
        )
        for line in (
            "people --office new-office",
            "people --office 'minister of wells'",
            "figures --series new-series",
        ):
            answer = run(*shlex.split(line), "--add", str(more))
            assert (answer.code, answer.err) == (0, "malibrief: nothing matches\n")
            assert run(*shlex.split(line)).code == 2

    def test_a_value_of_an_added_file_counts(self, run: Run, tmp_path_factory: pytest.TempPathFactory) -> None:
        more = tmp_path_factory.mktemp("more") / "more.toml"
        more.write_text(record("missions", "extra", lead="Atlantis").replace('["s"]', '["gov-coup"]'))
        assert run("missions", "--lead", "atlantis", "--add", str(more)).ids == ["extra"]
        assert run("missions", "--lead", "atlantis").code == 2


class TestMistakes:
    @pytest.mark.parametrize(
        ("line", "message"),
        [
            ("missions --kind french --kind frnch", "no fact has --kind 'frnch'; did you mean french?"),
            ("search coup --tag koup", "no fact has --tag 'koup'; did you mean coup?"),
            ("missions --lead Arda", "no fact has --lead 'Arda'; try --place Arda"),
            ("missions --lead Arde", "no fact has --lead 'Arde'; try --place Arde"),
            ("timeline --place norden", "no fact has --place 'norden'; try malibrief funding --donor norden"),
            (
                "funding --donor 'Unoin europenne'",
                "no fact has --donor 'Unoin europenne'; did you mean European Union?",
            ),
            ("people --name mora", "no fact has --name 'mora'; did you mean Jean Moro?"),
            ("sanctions --place FFN", "no fact has --place 'FFN'"),
            ("events --place ''", "no fact has --place ''"),
            ("funding --currency JPY", "no fact has --currency 'JPY'; existing values: EUR, NOK, USD\n"),
            ("funding --donor Nordn --kind plege", "no fact has --kind 'plege'; did you mean pledge?\n    no fact has"),
        ],
    )
    def test_what_no_fact_has_in_the_field_is_a_usage_error_with_something_to_try(
        self, run: Run, line: str, message: str
    ) -> None:
        answer = run(*shlex.split(line))
        assert (answer.code, answer.out) == (2, "")
        assert answer.err.startswith(f"malibrief: {message}")

    def test_no_file_is_written(self, run: Run, tmp_path_factory: pytest.TempPathFactory) -> None:
        path = tmp_path_factory.mktemp("out") / "x.csv"
        assert run("missions", "--lead", "Nowhere", "-o", str(path)).code == 2
        assert not path.exists()


class TestPeriods:
    @pytest.mark.parametrize(
        ("line", "expected"),
        [
            ("missions --since 2002 --begun", "eu-trainers coalition-2003"),
            ("missions --until 2001 --begun", "operation-sirocco minka"),
            ("missions --since 2003-10 --ended", "minka"),
            ("missions --since 2001-06 --until 2004 --begun --ended", "minka coalition-2003"),
            ("missions --ended", "operation-sirocco minka coalition-2003"),
            ("people --since 2001 --until 2001 --begun", "jean-moro-president ana-li-srsg"),
            ("people --since 2001 --until 2001 --ended", "elodie-tamba-president"),
            ("agreements --since 2002 --begun", "kelan-accord"),
            ("actors --ended", "northern-front"),
            ("funding --begun", "eu-pledge-2002 minka-budget-2003 aid-suspended"),
        ],
    )
    def test_begun_and_ended_say_to_which_day_a_period_applies(self, run: Run, line: str, expected: str) -> None:
        answer = run(*line.split())
        assert (answer.code, answer.err) == (0, "")
        assert answer.ids == expected.split()

    @pytest.mark.parametrize("days", ["--since 2004", "--until 2004", "--since 2003 --until 2004"])
    def test_one_note_says_that_a_period_alone_asks_for_what_stood(self, run: Run, days: str) -> None:
        answer = run("missions", *days.split())
        asking = " and ".join(word for word in days.split() if word.startswith("--"))
        assert answer.err == f"malibrief: {asking} {'ask' if ' and ' in asking else 'asks'} {STOOD}\n"

    def test_nothing_of_that_is_said_or_offered_where_facts_have_one_date(self, run: Run) -> None:
        for name in ("events", "timeline", "figures", "sources"):
            assert run(name, "--since", "2001").err == ""
            assert run(name, "--begun").code == 2
        assert "--begun" in run("sanctions", "--help").out

    def test_what_ended_on_a_day_is_named_whatever_it_began_or_ended(self, run: Run) -> None:
        left_out = "malibrief: ended on that day, so left out: minka\n"
        assert run("missions", "--as-of", "2004-06-30", "--begun").err == left_out

    def test_a_picture_says_what_was_asked(self, run: Run) -> None:
        assert "only begun, since 1 January 2002" in run("missions", "--since", "2002", "--begun", "-f", "svg").out


@pytest.mark.parametrize(
    ("line", "advice"),
    [
        ("funding --donor Wakanda", "search wakanda"),
        ("people --office zzz", "offices"),
        ("events --source zzz", "sources"),
        ("events --about zzz", "search zzz"),
    ],
)
def test_a_value_that_nothing_is_near_is_answered_with_where_to_look(run: Run, line: str, advice: str) -> None:
    answer = run(*line.split(), facts=None)
    assert (answer.code, answer.out) == (2, "")
    assert "did you mean" not in answer.err
    assert answer.err.splitlines()[1:] == [f"    try: malibrief {advice}"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("missions --since 2002 --as-of 2001", "--since 2002 lies after --as-of 2001"),
        ("search coup --since 2002 --as-of 2001", "--since 2002 lies after --as-of 2001"),
        ("timeline --since 2002 --until 2001", "--since 2002 lies after --until 2001"),
        ("timeline --on 2001-03 --since 2002", "--since 2002 lies after --on 2001-03"),
        ("timeline --on 2001-03 --until 2000", "--on 2001-03 lies after --until 2000"),
        ("timeline --on 2001-03 --as-of 2000", "--on 2001-03 lies after --as-of 2000"),
        ("timeline 2001 --since 2002", "--since 2002 lies after --on 2001"),
    ],
)
def test_times_that_leave_nothing_are_a_usage_error(run: Run, line: str, said: str) -> None:
    answer = run(*line.split())
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.splitlines()[-1] == f"malibrief: {said}"


@pytest.mark.parametrize(
    "line",
    [
        "missions --ended --since 2002 --as-of 2001-12",
        "timeline --on 03-05 --since 2001",
        "missions --until 2001 --as-of 2003",
    ],
)
def test_times_that_can_both_hold_are_answered(run: Run, line: str) -> None:
    assert run(*line.split()).code == 0
