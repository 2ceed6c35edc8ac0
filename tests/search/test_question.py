"""What a person's words are taken to mean: times, numbers, acronyms, the kind of fact, and words of the same meaning."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malibrief.facts import load
from malibrief.facts.topics import NAMED
from malibrief.index.vocabulary import Vocabulary, vocabulary_of, vocabulary_rows
from malibrief.search.question import MOST_WORDS, VOCABULARY, significant_words, synonyms_of, understand
from malibrief.text import fold
from tests.search.hits import FACTS

SHIPPED = load.read([FACTS])[0]
assert SHIPPED is not None
OWN = vocabulary_of(dict(vocabulary_rows(SHIPPED)))
"""The vocabulary of the shipped base."""


def spans(query: str) -> list[tuple[int, int]]:
    return list(understand(query).spans)


def amounts(query: str) -> list[tuple[float, float]]:
    return list(understand(query).amounts)


def words(query: str) -> list[str]:
    return [" ".join(term.words) for term in understand(query).terms]


def year(first: int, last: int | None = None) -> tuple[int, int]:
    return first * 10000 + 101, (last or first) * 10000 + 1231


class TestDays:
    @pytest.mark.parametrize(
        "query",
        [
            "2020-08-18", "2020-8-18", "18/08/2020", "18.8.2020", "18 August 2020", "18 august 2020", "18 AUGUST 2020", "18 Aug 2020",
            "18 Aug. 2020", "18th August 2020", "18th of August 2020", "August 18 2020", "August 18, 2020", "Aug. 18th, 2020",
            "18 août 2020", "18 aout 2020", "le 18 août 2020", "18\u00a0ao\u00fbt\u00a02020", "18 aou\u0302t 2020",
        ],
    )  # fmt: skip
    def test_a_day_is_that_day(self, query: str) -> None:
        assert spans(query) == [(20200818, 20200818)]

    @pytest.mark.parametrize(
        "query",
        [
            "10-12 July 2020",
            "10 to 12 July 2020",
            "10 au 12 juillet 2020",
            "du 10 au 12 juillet 2020",
            "July 10-12, 2020",
        ],
    )
    def test_days_in_a_row_are_all_of_them(self, query: str) -> None:
        assert spans(query) == [(20200710, 20200712)]

    def test_the_first_of_a_month_has_its_own_form_in_each_language(self) -> None:
        assert spans("1er janvier 2013") == spans("1st January 2013") == [(20130101, 20130101)]

    @pytest.mark.parametrize(
        "query", ["2020-08", "08/2020", "August 2020", "Aug 2020", "août 2020", "coup en août 2020", "August of 2020"]
    )
    def test_a_month_is_all_of_it(self, query: str) -> None:
        assert spans(query) == [(20200801, 20200831)]

    @pytest.mark.parametrize(
        ("month", "names"),
        list(enumerate([
                "january jan janvier", "february feb février fevrier", "march mar mars", "april apr avril", "may mai", "june jun juin",
                "july jul juillet", "august aug août", "september sept sep septembre", "october oct octobre",
                "november nov novembre", "december dec décembre",
        ], start=1)),
    )  # fmt: skip
    def test_months_have_english_and_french_names(self, month: int, names: str) -> None:
        for name in names.split():
            assert spans(f"{name} 2021")[0][0] == 20210001 + month * 100, name

    def test_a_leap_day_is_known(self) -> None:
        assert spans("february 2020") == [(20200201, 20200229)]
        assert spans("29 février 2020") == [(20200229, 20200229)]

    @pytest.mark.parametrize("query", ["31 february 2020", "2020-02-31", "30/02/2020", "2020-13-40", "45/45/2020"])
    def test_a_day_that_does_not_exist_is_none(self, query: str) -> None:
        assert all(first != last for first, last in spans(query))

    def test_the_date_is_not_looked_for_as_words(self) -> None:
        assert words("attack 18 August 2020 bamako") == ["attack", "bamako"]


class TestYears:
    def test_a_year_is_all_of_it(self) -> None:
        assert spans("coup in 2012") == [year(2012)]

    def test_two_years_are_two_spans(self) -> None:
        assert spans("coups of 2020 and then in 2021") == [year(2020), year(2021)]

    @pytest.mark.parametrize(
        ("query", "span"),
        [
            ("early 2013", (20130101, 20130430)), ("début 2013", (20130101, 20130430)), ("beginning of 2013", (20130101, 20130430)),
            ("mid-2013", (20130501, 20130831)), ("mi-2013", (20130501, 20130831)), ("milieu de 2013", (20130501, 20130831)),
            ("second quarter of 2013", (20130401, 20130630)), ("Q2 2013", (20130401, 20130630)), ("été 2013", (20130601, 20130831)),
            ("troisième trimestre 2013", (20130701, 20130930)), ("first half of 2013", (20130101, 20130630)),
            ("late 2013", (20130901, 20131231)), ("end of 2013", (20130901, 20131231)), ("fin 2013", (20130901, 20131231)),
        ],
    )  # fmt: skip
    def test_a_part_of_a_year(self, query: str, span: tuple[int, int]) -> None:
        assert spans(query) == [span]

    @pytest.mark.parametrize(
        "query",
        [
            "between 2013 and 2015", "from 2013 to 2015", "2013 to 2015", "2013-2015", "2013–2015", "2013 - 2015",
            "entre 2013 et 2015", "de 2013 à 2015",
        ],
    )  # fmt: skip
    def test_years_from_one_to_another(self, query: str) -> None:
        assert spans(query) == [year(2013, 2015)]

    @pytest.mark.parametrize("query", ["since 2021", "depuis 2021", "from 2021", "after 2020", "après 2020"])
    def test_since_includes_its_year_and_after_does_not(self, query: str) -> None:
        assert spans(query) == [year(2021, 9999)]

    @pytest.mark.parametrize("query", ["until 2012", "jusqu'en 2012", "jusqu’en 2012", "before 2013", "avant 2013"])
    def test_until_includes_its_year_and_before_does_not(self, query: str) -> None:
        assert spans(query) == [year(0, 2012)]

    @pytest.mark.parametrize("query", ["1949", "2050", "20200", "120200", "S/2012/739", "2,012", "resolution 2100"])
    def test_what_cannot_be_a_year_here_is_none(self, query: str) -> None:
        assert spans(query) == []

    def test_a_year_is_a_word_only_where_there_is_no_other(self) -> None:
        assert words("coup 2012") == ["coup"]
        assert words("in 2012") == ["2012"]


class TestAmounts:
    @pytest.mark.parametrize(
        "query", ["2100", "res 2100", "resolution 2100 mali", "2,100", "2 100", "2.100", "2\u202f100", "2'100"]
    )
    def test_a_number_is_that_number_however_it_is_grouped(self, query: str) -> None:
        assert amounts(query) == [(2100, 2100)]

    @pytest.mark.parametrize(
        "query", ["615 million", "EUR 615m", "615m", "€615m", "615 M€", "615 millions d'euros", "$615m", "615 mn"]
    )
    def test_a_scaled_number_is_as_precise_as_it_was_written(self, query: str) -> None:
        assert amounts(query) == [(614e6, 616e6)]

    @pytest.mark.parametrize("query", ["3.25 bn", "3,25 milliards", "3.25 billion", "EUR 3.25bn", "3,25 Mds €"])
    def test_decimals_make_it_more_precise(self, query: str) -> None:
        assert amounts(query)[0] == pytest.approx((3.24e9, 3.26e9))

    def test_three_decimals_before_a_scale_may_also_be_thousands(self) -> None:
        assert [sum(pair) / 2 for pair in amounts("3,285 milliards")] == pytest.approx([3285e9, 3.285e9])
        assert [sum(pair) / 2 for pair in amounts("1,234,567")] == [1234567]

    @pytest.mark.parametrize(
        ("query", "amount"), [("15.22%", 15.22), ("0,426", 0.426), ("7", 7), ("EDF 11", 11), ("1,234,567", 1234567)]
    )
    def test_other_numbers(self, query: str, amount: float) -> None:
        assert amounts(query) == [(amount, amount)]

    def test_decimal_and_scale(self) -> None:
        assert amounts("$771.3m")[0] == pytest.approx((771.2e6, 771.4e6))

    @pytest.mark.parametrize(
        "query", ["s/2023/638", "sc-res-2100", "S/RES/2100", "a1b2", "2020", "2020-08-18", "coup", "", "-5"]
    )
    def test_symbols_years_and_days_are_no_amounts(self, query: str) -> None:
        assert amounts(query) == []

    def test_a_number_too_large_to_count_is_no_fault(self) -> None:
        assert len(amounts("9" * 5000)) <= 1


class TestWords:
    @pytest.mark.parametrize("query", ["who is the head of minusma", "qui est le chef de la minusma ?"])
    def test_stop_words_are_left_out(self, query: str) -> None:
        assert words(query)[-1] == "minusma"
        assert not {"is", "the", "of", "est", "le", "de", "la"} & set(words(query))

    def test_a_query_of_stop_words_keeps_them(self) -> None:
        assert words("the who") == ["the", "who"]

    @pytest.mark.parametrize("query", ["", "   ", "?!", "\t\n", "…", "-*:()\"'"])
    def test_signs_and_blanks_are_nothing(self, query: str) -> None:
        assert understand(query).terms == ()

    def test_a_word_is_looked_for_once(self) -> None:
        assert words("kidal Kidal KIDAL") == ["kidal"]

    def test_only_so_many_words_are_looked_for(self) -> None:
        assert len(words(" ".join(f"word{n}" for n in range(1000)))) == MOST_WORDS

    def test_a_stop_word_in_capitals_is_an_acronym(self) -> None:
        assert "un" in words("le rapport de l'UN")
        assert "us" in words("tell me about US sanctions")
        assert "who" in words("WHO in Mali")
        assert "un" not in words("UN SOLDAT DANS LE NORD")

    def test_un_and_eu_are_acronyms_but_in_french(self) -> None:
        assert words("un sanctions")[0] == "un"
        assert words("eu sanctions")[0] == "eu"
        assert "un" not in words("un attentat dans le nord")
        assert "eu" not in words("quand ont eu lieu les élections")

    def test_us_is_an_acronym_but_after_tell(self) -> None:
        assert "us" in words("us sanctions on generals")
        assert "us" not in words("tell us the sanctions")

    def test_what_only_helps_to_order_weighs_less(self) -> None:
        light = {term.words[0]: term.light for term in understand("soldiers killed number").terms}
        assert light == {"soldiers": False, "killed": False, "number": True}

    def test_a_phrase_of_the_vocabulary_is_one_term(self) -> None:
        (term,) = understand("les casques bleus").terms
        assert term.words == ("casques", "bleus")
        assert ("peacekeeper",) in term.synonyms


class TestEnds:
    @pytest.mark.parametrize(
        "query",
        [
            "when did the sanctions end", "quand la mission a-t-elle pris fin", "until when was x president", "end of the embargo",
            "jusqu'à quand a duré la force", "fin du mandat", "when was the treaty dissolved",
        ],
    )  # fmt: skip
    def test_an_end_may_be_asked_for(self, query: str) -> None:
        assert understand(query).end

    @pytest.mark.parametrize("query", ["soldiers at the end of 2001", "fin 2013", "when did the mission begin", "x"])
    def test_a_time_at_the_end_of_a_year_is_none(self, query: str) -> None:
        assert not understand(query).end


class TestPlaced:
    @pytest.mark.parametrize(
        ("query", "time"),
        [
            ("minister when x fell", "at the end"), ("qui commandait quand x a fini", "at the end"), ("who led it during x", "during"),
            ("minister under x", "during"), ("ministre sous x", "during"), ("minister of x", ""),
        ],
    )  # fmt: skip
    def test_a_query_may_say_when_by_what_there_was_then(self, query: str, time: str) -> None:
        assert understand(query).placed == time


class TestTopics:
    @pytest.mark.parametrize(
        ("query", "topic"),
        [
            ("who leads minusma", "people"), ("qui dirige la minusma", "people"), ("ministre de la défense", "people"),
            ("how many soldiers", "figures"), ("combien de réfugiés", "figures"), ("strength of barkhane", "figures"),
            ("how much did it cost", "funding"), ("budget minusma", "funding"), ("615 million", "funding"),
            ("resolution 2100", "resolutions"), ("mandat", "resolutions"), ("rapport d'experts", "reports"),
            ("accord d'alger", "agreements"), ("sanctions de l'ue", "sanctions"), ("what did france say", "statements"),
            ("when was the coup", "events"), ("attentat", "events"),
        ],
    )  # fmt: skip
    def test_words_that_carry_a_role_ask_for_a_kind(self, query: str, topic: str) -> None:
        assert topic in understand(query).topics

    @pytest.mark.parametrize(
        ("query", "topics"),
        [
            ("who was the chief when it closed", {"people"}),
            ("how many soldiers were killed", {"figures"}),
            ("force commander", {"people"}),
        ],
    )
    def test_of_a_person_neither_a_mission_nor_an_event_is_asked(self, query: str, topics: set[str]) -> None:
        assert understand(query).topics == topics

    @pytest.mark.parametrize(
        "query",
        [
            "how many died in all",
            "combien de morts",
            "nombre de soldats tués",
            "combien de morts au total",
            "killed so far",
        ],
    )
    def test_all_that_there_was_may_be_asked_for(self, query: str) -> None:
        assert understand(query).total
        assert not understand("how many died in 2021").total

    @pytest.mark.parametrize(
        "query", ["why are schools closed", "pourquoi le ministre est parti", "reason of the veto", "raison du retrait"]
    )
    def test_of_a_reason_neither_a_person_nor_a_number_is_asked(self, query: str) -> None:
        assert understand(query).topics == {"events", "statements"}

    @pytest.mark.parametrize("query", ["what is the MINKA", "c'est quoi la MINKA", "MINKA definition funding"])
    def test_what_something_is_asks_for_what_has_a_name(self, query: str) -> None:
        assert understand(query).topics == NAMED

    def test_who_somebody_is_and_what_a_document_is_ask_for_these(self) -> None:
        assert understand("who is the president").topics == {"people"}
        assert understand("what is the ceasefire agreement").topics == {"agreements"}

    @pytest.mark.parametrize(
        ("query", "kind"),
        [
            ("which resolution ended it", "resolutions"),
            ("quel rapport parle de Kéran", "reports"),
            ("quelle résolution", "resolutions"),
            ("what agreement did they sign", "agreements"),
            ("the resolution which ended it", ""),
            ("what ended it", ""),
        ],
    )
    def test_a_document_may_be_asked_for_by_its_kind(self, query: str, kind: str) -> None:
        assert understand(query).kind == kind

    def test_a_name_alone_asks_for_no_kind(self) -> None:
        assert understand("ogossagou").topics == frozenset()

    @pytest.mark.parametrize(
        ("query", "way"),
        [
            ("who replaced x", 1),
            ("successeur de x", 1),
            ("qui après x", 1),
            ("predecessor of x", -1),
            ("qui avant x", -1),
            ("x", 0),
        ],
    )
    def test_it_may_be_asked_who_came_after_or_was_there_before(self, query: str, way: int) -> None:
        assert understand(query).neighbour == way

    @pytest.mark.parametrize(
        ("query", "edge"),
        [
            ("latest resolution on MINKA", 1),
            ("dernier rapport sur la MINKA", 1),
            ("first resolution on MINKA", -1),
            ("première résolution", -1),
            ("last resolution in 2003", 0),
            ("how long did MINKA last", 0),
            ("resolution on MINKA", 0),
        ],
    )
    def test_the_last_and_the_first_of_documents(self, query: str, edge: int) -> None:
        assert understand(query).edge == edge


LINES = [line for line in VOCABULARY.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
TYPED = [typed for line in LINES for typed in line.split("|")[1:-1]]
ACRONYMS = {"un", "eu", "us"}


class TestVocabulary:
    def test_each_line_is_what_is_typed_and_what_the_facts_may_say(self) -> None:
        for line in LINES:
            start, *typed, said = line.split("|")
            assert start == "", line
            assert typed, line
            assert all(typed), line
            assert all(part == part.strip() and part for part in said.split("; ")), line
            assert len(set(said.split("; "))) == len(said.split("; ")), line
            assert typed == sorted(typed), line
            assert [said] != typed, line

    def test_what_is_typed_is_folded_and_without_stop_words(self) -> None:
        assert [typed for typed in TYPED if fold(typed) != typed] == []
        assert [
            typed for typed in TYPED if set(typed.split()) - ACRONYMS - set(significant_words(f"{typed} kidal"))
        ] == []

    def test_what_is_typed_is_at_most_four_words(self) -> None:
        assert [typed for typed in TYPED if len(typed.split()) > 4] == []

    def test_lines_are_sorted_and_nothing_is_typed_twice(self) -> None:
        assert sorted(LINES) == LINES
        assert [typed for typed, count in Counter(TYPED).items() if count > 1] == []

    def test_each_meaning_is_there_once(self) -> None:
        meanings = Counter(frozenset(line.rpartition("|")[2].split("; ")) for line in LINES)
        assert [meaning for meaning, count in meanings.items() if count > 1] == []

    @pytest.mark.parametrize(
        ("word", "other"),
        [("kidnappings", "abducted"), ("toppled", "overthrow"), ("blocking", "veto"), ("militaires", "military")],
    )
    def test_a_word_is_known_with_another_ending(self, word: str, other: str) -> None:
        assert (other,) in synonyms_of([fold(word)])

    def test_an_unknown_word_has_no_synonyms_of(self) -> None:
        assert synonyms_of(["ogossagou"]) == ()


class TestVocabularyOfABase:
    OWN = Vocabulary(
        ("south arda", "arde"), frozenset(["ardan"]), True, "|blue berets|minka; peacekeepers\n|coup|csa\n"
    )

    @pytest.mark.parametrize(
        ("query", "left"),
        [
            ("floods in South Arda", ["floods"]),
            ("crue en Arde", ["crue"]),
            ("south bank", ["south", "bank"]),
            ("Arda", ["arda"]),
            ("south arda", ["south", "arda"]),
        ],
    )
    def test_the_place_is_looked_for_only_where_there_is_no_other_word(self, query: str, left: list[str]) -> None:
        assert [word for term in understand(query, self.OWN).terms for word in term.words] == left

    @pytest.mark.parametrize("query", ["who rules south arda", "who leads the Ardans", "qui dirige l'Arde"])
    def test_its_ruler_is_asked_for_by_its_name_and_by_the_demonym(self, query: str) -> None:
        assert understand(query, self.OWN).ruler
        assert not understand(query).ruler

    def test_of_a_place_that_is_no_state_the_leader_of_what_bears_its_name_is_meant(self) -> None:
        question = understand("who rules south arda", Vocabulary(("south arda",), is_state=False))
        assert not question.ruler
        assert question.words == {"rules", "south", "arda"}

    def test_its_synonyms_stand_beside_those_of_every_base(self) -> None:
        assert synonyms_of(["blue", "berets"], self.OWN) == (*synonyms_of(["blue", "berets"]), ("minka",))
        assert synonyms_of(["coup"], self.OWN) == (*synonyms_of(["coup"]), ("csa",))


OWN_TYPED = sorted({typed for _, _, every in SHIPPED.placed_synonyms for typed in every})


class TestSynonymsOfTheShippedBase:
    def test_what_is_typed_has_no_stop_words_with_which_it_would_never_be_found(self) -> None:
        assert [
            typed for typed in OWN_TYPED if set(typed.split()) - ACRONYMS - set(significant_words(f"{typed} kidal"))
        ] == []

    def test_every_one_is_found_as_it_is_typed(self) -> None:
        assert [typed for typed in OWN_TYPED if not synonyms_of(typed.split(), OWN)] == []


@given(st.text())
def test_any_text_is_understood(text: str) -> None:
    question = understand(text)
    assert len(question.terms) <= MOST_WORDS
    assert all(term.words and all(term.words) for term in question.terms)
    assert all(first <= last for first, last in question.spans)


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2049, 12, 31)))
def test_any_day_is_read_back(day: date) -> None:
    number = int(f"{day:%Y%m%d}")
    assert spans(f"attack {day}") == [(number, number)]


@pytest.mark.parametrize(
    ("query", "days"),
    [
        ("attacks last week", 7), ("le mois dernier", 31), ("this year", 365), ("l'année dernière", 365), ("latest news", 31),
        ("what is happening in mali", 31), ("the last year of serval", 0), ("last commander of serval", 0), ("news of 2012", 0),
    ],
)  # fmt: skip
def test_a_time_may_be_counted_from_the_newest(query: str, days: int) -> None:
    assert understand(query, OWN).recent == days


@pytest.mark.parametrize(
    ("query", "subject"),
    [
        ("what is the CMA", "cma"), ("what does CSP stand for", "csp"), ("c'est quoi la CMA", "cma"), ("que veut dire FAMa", "fama"),
        ("CVJR what does it stand for", "cvjr"), ("what is the MOC in northern mali", "moc"), ("CSP definition of the north", "csp"),
        ("qu'est-ce que le M5-RFP", "m5 rfp"), ("MUJAO meaning", "mujao"), ("sigle GATIA", "gatia"), ("FLA c'est qui", "fla"),
        ("what did france want", "what did france want"), ("what was the plan in 2013", "what was the plan in 2013"),
    ],
)  # fmt: skip
def test_of_a_question_what_something_is_only_its_name_is_looked_for(query: str, subject: str) -> None:
    assert understand(query).subject == subject


@pytest.mark.parametrize("query", ["who rules mali", "qui dirige le Mali", "chef de l'État malien", "who is in charge"])
def test_who_leads_where_only_the_country_is_named_is_its_ruler(query: str) -> None:
    assert understand(query, OWN).ruler
    assert not understand(f"{query} minusma", OWN).ruler


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("when did serval end", True),
        ("since when is takuba there", True),
        ("départ de la MISMA", True),
        ("depart", False),
        ("end 2013", False),
    ],
)
def test_a_beginning_or_an_end_may_be_asked_for(query: str, asked: bool) -> None:
    assert understand(query).bound == asked
