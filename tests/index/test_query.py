"""Questions to the index: filters, time, names, neighbours."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from malibrief.facts.model import Resolution
from malibrief.facts.topics import TOPICS
from malibrief.index import groups, names, query, values
from malibrief.index.results import Filter
from malibrief.index.store import Index, open_index
from malibrief.text import fold
from tests.conftest import HEADER, SOURCE, Write, happenings, selected
from tests.tables import record

ALL = tuple(TOPICS)


def ids(index: Index, *topics: str, **wanted: object) -> list[str]:
    """The ids of the facts that pass a filter, in the order of the answer."""
    return [found.fact.id for found in selected(index, Filter(topics or ALL, **wanted))]  # type: ignore[arg-type]  # tests' shorthand


def having(field: str, *values: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return ((field, values),)


def named(index: Index, key: str) -> str:
    return str(query.get(index, [number(index, key)])[0].fact.id)


def number(index: Index, key: str) -> int:
    """The number of the one fact that a key names."""
    (n,) = names.named(index, key).best
    return n


class TestOrder:
    def test_facts_are_in_the_order_of_time_and_undated_ones_are_last(self, index: Index) -> None:
        assert ids(index, "events") == ["drought-2000", "2001-03-05-coup", "flood-2001", "market-fire", "talks-fail"]
        assert ids(index, "funding")[-1] == "grain-undated"

    def test_facts_are_returned_in_the_order_of_the_numbers_given(self, index: Index) -> None:
        numbers = [number(index, key) for key in ("9002", "minka", "kelan accord")]
        assert [found.fact.id for found in query.get(index, numbers)] == ["sc-res-9002", "minka", "kelan-accord"]
        assert [entry.id for entry in query.entries(index, numbers[::-1])] == ["kelan-accord", "minka", "sc-res-9002"]

    def test_facts_come_back_as_they_were_written(self, index: Index) -> None:
        (fact,) = [found.fact for found in selected(index, Filter(("resolutions",), values=having("number", "9002")))]
        assert isinstance(fact, Resolution)
        assert fact.date == "2002-06-28"
        assert fact.date.last == 20020628
        assert str(fact.votes) == "13-0-2"
        assert fact.votes is not None
        assert fact.votes.abstained == ["China", "Russia"]
        assert fact.ceilings is None


class TestValues:
    def test_one_value(self, index: Index) -> None:
        assert ids(index, "missions", values=having("kind", "french")) == ["operation-sirocco"]

    def test_several_values_of_one_field_mean_any_of_them(self, index: Index) -> None:
        assert ids(index, "missions", values=having("kind", "french", "eu-csdp")) == [
            "operation-sirocco",
            "eu-trainers",
        ]

    def test_several_fields_mean_all_of_them(self, index: Index) -> None:
        values = having("kind", "pledge", "budget") + having("currency", "EUR")
        assert ids(index, "funding", values=values) == ["eu-pledge-2002"]

    @pytest.mark.parametrize("text", ["Kéran", "keran", "KÉRAN", "Ke\u0301ran"])
    def test_accents_and_case_do_not_matter(self, index: Index, text: str) -> None:
        assert ids(index, "events", values=having("place", text)) == ["2001-03-05-coup", "market-fire"]

    def test_a_word_of_a_name_is_enough_and_a_part_of_a_word_is_not(self, index: Index) -> None:
        assert ids(index, "missions", values=having("lead", "france")) == ["operation-sirocco", "coalition-2003"]
        assert ids(index, "missions", values=having("lead", "fran")) == []

    @pytest.mark.parametrize("text", ["EU", "eu", "European Union", "union"])
    def test_a_name_may_be_given_by_its_initials(self, index: Index, text: str) -> None:
        assert ids(index, "funding", values=having("donor", text)) == ["eu-pledge-2002"]

    def test_of_several_topics_it_is_enough_that_one_has_names_in_that_field(self, index: Index) -> None:
        assert ids(index, "events", "missions", values=having("lead", "france")) == [
            "operation-sirocco",
            "coalition-2003",
        ]
        assert ids(index, *ALL, values=having("lead", "france")) == ["operation-sirocco", "coalition-2003"]

    def test_a_value_of_a_list_must_be_whole(self, index: Index) -> None:
        assert ids(index, "missions", values=having("kind", "peacekeeping")) == []

    @pytest.mark.parametrize(
        ("text", "holders"),
        [
            ("president-arda", ["elodie-tamba-president", "jean-moro-president"]),
            ("President Arda", ["elodie-tamba-president", "jean-moro-president"]),
            ("arda", ["elodie-tamba-president", "jean-moro-president", "omar-dia-minister"]),
            ("minister", ["omar-dia-minister"]),
            ("President of the transition", ["jean-moro-president"]),
            ("head of MINKA", ["ana-li-srsg"]),
            ("pres", []),
            ("arda president", ["elodie-tamba-president", "jean-moro-president"]),
        ],
    )
    def test_an_office_is_given_by_words_of_its_short_name_or_else_of_a_role(
        self, index: Index, text: str, holders: list[str]
    ) -> None:
        assert ids(index, "people", values=having("office", text)) == holders

    @pytest.mark.parametrize(
        ("text", "count"),
        [("minka-strength", 3), ("strength", 3), ("MINKA", 3), ("strength minka", 3), ("minka school", 0)],
    )
    def test_a_series_is_given_by_words_of_its_short_name_in_a_row_or_else_in_any_order(
        self, index: Index, text: str, count: int
    ) -> None:
        assert len(ids(index, "figures", values=having("series", text))) == count

    def test_one_party_of_an_agreement_is_enough(self, index: Index) -> None:
        assert ids(index, "agreements", values=having("parties", "Movement of the North")) == ["kelan-accord"]

    def test_milestones_and_disputed_facts(self, index: Index) -> None:
        assert ids(index, milestones=True) == ["2001-03-05-coup", "sc-res-9001", "minka", "kelan-accord"]
        assert ids(index, disputed=True) == ["market-fire", "minka-strength-2003-press", "aid-suspended"]
        assert ids(index, milestones=True, disputed=True) == []

    @pytest.mark.parametrize("text", ["", "'", '"', "%", "_", "' OR 1=1 --", "(", "NEAR(", "*", "\x00", "é" * 1000])
    def test_a_users_text_is_never_read_as_syntax(self, index: Index, text: str) -> None:
        assert ids(index, values=having("place", text)) == []
        assert ids(index, links=having("about", text)) == []

    def test_a_value_that_no_fact_has_is_reported_with_the_nearest(self, index: Index) -> None:
        wanted = Filter(("funding",), values=having("donor", "Frence", "Norden"), links=having("about", "mika"))
        assert [
            (missing.field, missing.text, missing.near)
            for missing in names.unmatched(index, query.resolved(index, wanted))
        ] == [
            ("donor", "Frence", ["France"]),
            ("about", "mika", ["minka"]),
        ]

    def test_if_nothing_is_near_the_commonest_values_are_suggested(self, index: Index) -> None:
        (missing,) = names.unmatched(index, query.resolved(index, Filter(("missions",), values=having("kind", "zzz"))))
        assert missing.near == []
        assert missing.examples == ["coalition", "eu-csdp", "french", "un-peacekeeping"]


class TestLinks:
    @pytest.mark.parametrize("key", ["minka", "MINKA", "the blue helmets", "Mission des Nations Unies en Arda"])
    def test_what_concerns_a_fact_by_any_of_its_names(self, index: Index, key: str) -> None:
        assert ids(index, links=having("about", key)) == [
            "sc-res-9001",
            "ana-li-srsg",
            "minka-strength-2001",
            "s-2002-100",
            "sc-res-9002",
            "minka-budget-2003",
            "minka-strength-2003",
            "minka-strength-2003-press",
        ]

    def test_a_record_may_name_a_fact_in_several_fields(self, index: Index) -> None:
        assert ids(index, "series", links=having("of", "minka")) == ["minka-strength"]
        assert ids(index, "series", links=having("strength_of", "minka")) == ["minka-strength"]
        assert ids(index, "missions", links=having("part_of", "operation-sirocco")) == ["coalition-2003"]
        assert ids(index, "missions", links=having("about", "operation-sirocco")) == ["coalition-2003"]
        sirocco = number(index, "operation-sirocco")
        assert [entry.id for entry in query.referring_to(index, sirocco)["missions"]] == ["coalition-2003"]

    def test_what_holds_an_office_or_counts_for_a_series_is_not_about_it(self, index: Index) -> None:
        assert ids(index, links=having("about", "president-arda")) == []
        assert ids(index, links=having("about", "minka-strength")) == []

    def test_a_mission_of_a_resolution_is_narrower_than_about(self, index: Index) -> None:
        assert ids(index, links=having("mission", "minka")) == ["sc-res-9001", "sc-res-9002"]

    def test_what_cites_a_source(self, index: Index) -> None:
        assert ids(index, "sanctions", links=having("sources", "un-9003")) == ["un-9003", "un-9003-moro"]

    def test_a_source_and_a_fact_may_have_the_same_id(self, index: Index) -> None:
        assert ids(index, links=having("about", "un-9003")) == ["sc-res-9003", "un-9003-moro"]

    def test_the_neighbours_of_a_fact(self, index: Index) -> None:
        (moro,) = query.get(index, [number(index, "jean moro under un 9003")])
        assert [entry.id for entry in query.referenced_by(index, moro)] == ["jean-moro-president", "un-9003"]
        regime = number(index, "UN sanctions regime on Arda")
        assert {name: [entry.id for entry in group] for name, group in query.referring_to(index, regime).items()} == {
            "resolutions": ["sc-res-9003"],
            "sanctions": ["un-9003-moro"],
        }


class TestTime:
    def test_since_and_until_ask_for_overlap(self, index: Index) -> None:
        assert ids(index, "missions", since=20040101, until=20041231) == ["operation-sirocco", "minka", "eu-trainers"]
        assert ids(index, "missions", until=20010630) == ["operation-sirocco"]

    def test_both_bounds_are_included(self, index: Index) -> None:
        assert ids(index, "events", since=20010305, until=20010305) == ["2001-03-05-coup"]
        assert "minka" in ids(index, "missions", since=20040630)
        assert "minka" not in ids(index, "missions", since=20040701)
        assert "minka" in ids(index, "missions", until=20010701)

    def test_a_month_or_year_overlaps_each_of_its_days(self, index: Index) -> None:
        assert ids(index, "events", since=20010415, until=20010415) == ["flood-2001"]
        assert ids(index, "events", since=20001231, until=20010101) == ["drought-2000"]

    def test_an_event_of_several_days_lasts_to_its_end(self, index: Index) -> None:
        assert ids(index, "events", since=20020101, until=20020101) == ["market-fire"]

    def test_undated_facts_are_not_in_any_span(self, index: Index) -> None:
        assert "grain-undated" not in ids(index, "funding", since=10101)
        assert "grain-undated" not in ids(index, "funding", as_of=99991231)

    def test_as_of_a_day_lasting_facts_are_those_that_stood(self, index: Index) -> None:
        assert ids(index, "missions", as_of=20020301) == ["operation-sirocco", "minka", "eu-trainers"]
        assert ids(index, "missions", as_of=20040701) == ["operation-sirocco", "eu-trainers"]
        assert ids(index, "people", as_of=20010305) == ["jean-moro-president"]
        assert ids(index, "people", as_of=20010304) == ["elodie-tamba-president"]
        assert ids(index, "agreements", as_of=20020101) == ["transition-charter"]

    def test_what_ends_on_a_day_no_longer_stands_on_it_and_what_begins_does(self, index: Index) -> None:
        assert "minka" in ids(index, "missions", as_of=20040629)
        assert "minka" not in ids(index, "missions", as_of=20040630)
        assert "eu-trainers" in ids(index, "missions", as_of=20020218)
        assert ids(index, "funding", as_of=20020506) == ["eu-pledge-2002"]

    def test_an_unknown_end_lies_no_later_than_the_day_of_the_base(self, index: Index) -> None:
        assert "operation-sirocco" in ids(index, "missions", as_of=20050629)
        assert "operation-sirocco" not in ids(index, "missions", as_of=20050630)
        assert ids(index, "missions", as_of=20200101) == ["eu-trainers"]

    def test_as_of_a_day_points_are_those_that_had_happened(self, index: Index) -> None:
        assert ids(index, "events", as_of=20010305) == ["drought-2000", "2001-03-05-coup"]
        assert ids(index, "resolutions", as_of=20010531) == []

    @pytest.mark.parametrize(
        ("day", "expected"),
        [
            (20011230, []),
            (20011231, ["minka-strength-2001"]),
            (20030629, ["minka-strength-2001"]),
            (20030630, ["minka-strength-2003", "minka-strength-2003-press"]),
            (20041230, ["minka-strength-2003", "minka-strength-2003-press"]),
            (20041231, ["minka-strength-2003", "minka-strength-2003-press", "school-share-2004"]),
        ],
    )
    def test_as_of_a_day_a_series_gives_its_latest_figures_all_of_them(
        self, index: Index, day: int, expected: list[str]
    ) -> None:
        """A figure of a month or year counts when that is over; figures of one date stand beside one another."""
        assert ids(index, "figures", as_of=day) == expected


class TestTimeline:
    def test_it_has_every_happening_in_the_order_of_time(self, index: Index) -> None:
        found = happenings(index, Filter(("missions", "sanctions", "agreements")))
        assert [(entry.date, entry.id, entry.word) for entry in found] == [
            ("2001-03", "neighbours-2001", "begins"),
            ("2001-05", "operation-sirocco", "begins"),
            ("2001-06-01", "minka", "decided"),
            ("2001-07-01", "minka", "begins"),
            ("2001-09", "transition-charter", "signed"),
            ("2001-10", "neighbours-2001", "ends"),
            ("2002-02-18", "eu-trainers", "begins"),
            ("2003", "coalition-2003", "begins"),
            ("2003-05-15", "kelan-accord", "signed"),
            ("2003-06-20", "kelan-accord", "signed by its last party"),
            ("2003-09", "coalition-2003", "ends"),
            ("2003-09-05", "un-9003", "begins"),
            ("2003-12-20", "un-9003-moro", "listed"),
            ("2004-06-30", "minka", "ends"),
            ("2005-01-31", "un-9003-moro", "listing ends"),
        ]

    def test_since_and_until_are_about_the_happening_not_the_fact(self, index: Index) -> None:
        found = happenings(index, Filter(("missions",), since=20040101, until=20041231))
        assert [(entry.id, entry.word) for entry in found] == [("minka", "ends")]

    def test_as_of_ends_it_on_that_day(self, index: Index) -> None:
        found = happenings(index, Filter(ALL, as_of=20010305))
        assert [entry.id for entry in found] == ["drought-2000", "neighbours-2001", "2001-03-05-coup"]

    def test_filters_are_about_the_fact(self, index: Index) -> None:
        found = happenings(index, Filter(ALL, milestones=True, values=having("tags", "un")))
        assert [(entry.id, entry.word) for entry in found] == [
            ("minka", "decided"), ("sc-res-9001", ""), ("minka", "begins"), ("minka", "ends"),
        ]  # fmt: skip


class TestNames:
    @pytest.mark.parametrize(
        ("key", "fact"),
        [
            ("minka", "minka"),
            ("Minka", "minka"),
            ("United Nations Mission in Arda", "minka"),
            ("mission des nations unies en arda", "minka"),
            ("9001", "sc-res-9001"),
            ("resolution 9001", "sc-res-9001"),
            ("S/RES/9001 (2001)", "sc-res-9001"),
            ("s/res/9001", "sc-res-9001"),
            ("SC-RES-9001", "sc-res-9001"),
            ("S/PRST/2002/7", "sc-prst-2002-7"),
            ("S/2002/100", "s-2002-100"),
            ("coup d’etat de MARS", "2001-03-05-coup"),
            ("ari.001", "un-9003-moro"),
            ("elodie tamba", "elodie-tamba-president"),
            ("un-9003", "un-9003"),
            ("gov-coup", "gov-coup"),
        ],
    )
    def test_a_fact_is_known_by_id_name_alias_number_and_symbol(self, index: Index, key: str, fact: str) -> None:
        assert named(index, key) == fact

    def test_an_id_is_stronger_than_a_source_of_the_same_id(self, index: Index) -> None:
        assert query.get(index, [number(index, "un-9003")])[0].topic == "sanctions"

    def test_what_several_facts_are_called_names_all_of_them(self, index: Index) -> None:
        best = names.named(index, "The colonel").best
        assert [entry.id for entry in query.entries(index, best)] == ["jean-moro-president", "omar-dia-minister"]

    @pytest.mark.parametrize(
        ("key", "row"),
        [
            ("President", "president-arda"),
            ("président d’Arde", "president-arda"),
            ("ministre de la défense", "defence-arda"),
            ("children at school", "school-share"),
            ("enfants scolarisés", "school-share"),
        ],
    )
    def test_an_office_or_series_is_known_by_its_titles_and_aliases(self, index: Index, key: str, row: str) -> None:
        assert named(index, key) == row

    @pytest.mark.parametrize(
        "key",
        [
            "UNSCR 9002",
            "res 9002",
            "rés. 9002",
            "Résolution n° 9002",
            "UN Security Council resolution 9002 (2002)",
            "9,002",
        ],
    )
    def test_a_resolution_is_known_by_its_number_in_every_form(self, index: Index, key: str) -> None:
        assert named(index, key) == "sc-res-9002"

    @pytest.mark.parametrize("key", ["resolution 9002 2001", "res 9001 9002", "minka 9002", "res"])
    def test_words_that_cite_no_resolution_name_none(self, index: Index, key: str) -> None:
        assert names.named(index, key) == names.Named()

    @pytest.mark.parametrize(
        ("key", "near"),
        [
            ("mink", "minka"),
            ("elodie", "elodie-tamba-president"),
            ("kellan accord", "kelan-accord"),
            ("sirocco", "operation-sirocco"),
        ],
    )
    def test_what_is_called_nearly_so_is_near(self, index: Index, key: str, near: str) -> None:
        assert near in names.near_names(index, key)

    @pytest.mark.parametrize("key", ["", "---", "'", "%", "\x00", "(", "x" * 10_000])
    def test_odd_keys_name_nothing(self, index: Index, key: str) -> None:
        assert names.named(index, key) == names.Named()
        assert groups.persons(index, fold(key)) == {}
        assert groups.places(index, key) == {}

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
    @given(st.text(max_size=30))
    def test_any_text_names_something_or_nothing(self, index: Index, key: str) -> None:
        assert all(n > 0 for n in names.named(index, key).best)


class TestPersonsAndPlaces:
    @pytest.mark.parametrize(
        ("words", "found"),
        [
            ("moro", ["Ada Moro", "Jean Moro", "Jean Moro under UN 9003"]),
            ("moro jean", ["Jean Moro", "Jean Moro under UN 9003"]),
            ("tamba", ["Élodie Tamba"]),
            ("tam", []),
            ("france", ["France"]),
            ("colonel", ["Jean Moro", "Omar Dia"]),
        ],
    )
    def test_a_person_is_known_by_parts_of_the_name_in_any_order(
        self, index: Index, words: str, found: list[str]
    ) -> None:
        assert sorted(groups.persons(index, words).values()) == found

    def test_the_facts_of_a_person_are_terms_listings_and_statements_and_what_is_about_these(
        self, index: Index
    ) -> None:
        own, others = groups.of_person(index, "Jean Moro")
        assert {entry.id for entry in query.entries(index, own)} == {
            "jean-moro-president",
            "un-9003-moro",
            "moro-2001-03-06",
        }
        assert {entry.id for entry in query.entries(index, others)} == {"2001-03-05-coup"}

    def test_spellings_of_one_name_are_of_one_person_where_one_is_an_alias_of_the_other(
        self, write: Write, tmp_path: Path
    ) -> None:
        path = write(
            record("offices", "o")
            + record("people", "p", name="Amadou Koufa", office="o", aliases=["Amadou Kouffa"])
            + record("sanctions", "l", name="Amadou Kouffa", kind="person")
            + SOURCE
        )
        index = open_index([path], tmp_path / "index")
        for name in ("Amadou Koufa", "Amadou Kouffa"):
            own, _ = groups.of_person(index, name)
            assert [entry.id for entry in query.entries(index, own)] in (["p", "l"], ["l", "p"])

    @pytest.mark.parametrize(
        ("key", "found"),
        [
            ("Kéran", ["Kéran", "Kéran, Arda"]),
            ("keran", ["Kéran", "Kéran, Arda"]),
            ("north", ["North bank"]),
            ("bank", []),
            ("Arde", ["Arda"]),
        ],
    )
    def test_a_place_is_known_by_its_name_or_the_beginning_of_it_in_english_or_french(
        self, index: Index, key: str, found: list[str]
    ) -> None:
        assert list(groups.places(index, key)) == found


@pytest.mark.parametrize(
    ("year", "beside"),
    [
        (2000, [2001, 2002, 2003]),
        (2001, [2000, 2002, 2003, 2004]),
        (2005, [2002, 2003, 2004, 2006, 2007, 2008]),
        (2009, [2006, 2007, 2008]),
    ],
)
def test_beside_a_figure_stand_the_three_before_and_the_three_after_of_its_series(
    write: Write, tmp_path: Path, year: int, beside: list[int]
) -> None:
    figures = (record("figures", f"n-{n}", series="x", date=f"{n}") for n in range(2000, 2010))
    path = write(record("series", "x") + "".join(figures) + SOURCE, HEADER.replace("2005", "2010"))
    index = open_index([path], tmp_path / "index")
    (found,) = query.get(index, [number(index, f"n-{year}")])
    assert [entry.id for entry in query.siblings_of(index, found)] == [f"n-{n}" for n in beside]


@pytest.mark.parametrize(
    "damage",
    ["body = ''", "body = '{'", "body = x'ff'", "body = '{\"id\": 1}'"],
    ids=lambda text: text[:12],
)
def test_a_damaged_row_is_read_from_the_base_again(index: Index, tmp_path: Path, damage: str) -> None:
    (file,) = (tmp_path / "index").glob("*.sqlite")
    minka = number(index, "minka")
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(f"UPDATE record SET {damage}")
    assert [(found.topic, found.fact.id) for found in query.get(index, [minka])] == [("missions", "minka")]
    assert ids(index, "missions") == ["operation-sirocco", "minka", "eu-trainers", "coalition-2003"]


def test_initials_are_those_of_all_words_but_the_small_ones() -> None:
    assert values.initials("European Union") == {"eu"}
    assert values.initials("Government of Arda") == {"ga"}
    assert values.initials("Agence française de développement") == {"afd"}
    assert values.initials("European Union and member states") == {"eums"}
    assert values.initials("Kéran") == set()


def test_counts_and_years(index: Index) -> None:
    assert query.counts(index) == {
        "events": 5, "missions": 4, "resolutions": 4, "reports": 2, "agreements": 2, "funding": 4, "people": 4, "sanctions": 3,
        "figures": 4, "statements": 2, "actors": 2, "offices": 3, "series": 2, "sources": 10,
    }  # fmt: skip
    assert query.years(index) == (2000, 2005)
