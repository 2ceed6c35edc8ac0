"""`show`: one fact in full, by any of its names."""

import pytest

from tests.conftest import Run


def shown(run: Run, *keys: str) -> list[str]:
    """The ids of the facts shown, in their order."""
    return list(dict.fromkeys(row[0] for row in run("show", *keys, "--no-header").rows))


@pytest.mark.parametrize(
    "key", ["minka", "MINKA", "the blue helmets", "mission des nations unies en arda", "United Nations Mission in Arda"]
)
def test_a_fact_is_shown_by_any_of_its_names(run: Run, key: str) -> None:
    assert shown(run, key) == ["minka"]


@pytest.mark.parametrize("key", ["9001", "S/RES/9001", "s/res/9001 (2001)", "sc-res-9001"])
def test_a_resolution_is_shown_by_number_symbol_or_id(run: Run, key: str) -> None:
    assert shown(run, key) == ["sc-res-9001"]


def test_a_source_is_shown_with_what_cites_it(run: Run) -> None:
    rows = run("show", "ngo-drought").rows
    assert ["ngo-drought", "publisher", "Wells for All"] in rows
    assert ["ngo-drought", "events", "drought-2000"] in rows
    assert ["ngo-drought", "funding", "grain-undated"] in rows


def test_several_facts_are_shown_in_the_order_asked_for_each_once(run: Run) -> None:
    assert shown(run, "kelan-accord", "minka", "MINKA") == ["kelan-accord", "minka"]


def test_sources_are_shown_best_first(run: Run) -> None:
    rows = run("show", "2001-03-05-coup").rows
    assert [row[2] for row in rows if row[1] == "source"] == ["gov-coup", "press-coup"]


def test_facts_that_are_found_are_shown_even_if_others_are_not(run: Run) -> None:
    answer = run("show", "minka", "nope")
    assert answer.code == 1
    assert answer.rows[1][0] == "minka"
    assert answer.err.startswith("malibrief: nothing here is called 'nope'\n")


def test_a_name_that_is_not_found_is_answered_with_the_nearest_and_a_command(run: Run) -> None:
    assert run("show", "kellan-accord") == (
        1,
        "",
        "malibrief: nothing here is called 'kellan-accord'\n"
        "    nearest: kelan-accord\n"
        "    try: malibrief show kelan-accord\n"
        "    or: malibrief search kellan accord\n",
    )


def test_an_ambiguous_name_is_answered_with_all_its_facts(run: Run) -> None:
    assert run("show", "the colonel") == (
        1,
        "",
        "malibrief: 'the colonel' can mean 2 facts; give the id of one:\n"
        "    jean-moro-president  Jean Moro\n"
        "    omar-dia-minister  Omar Dia\n",
    )


def test_a_card_leads_to_the_same_person_elsewhere_and_to_the_values_beside_a_figure(run: Run) -> None:
    def others(key: str) -> list[str]:
        return [value for _, field, value in run("show", key, "--no-header", facts=None).rows if field == "other"]

    assert others("sadio-camara-dm-2020") == ["sadio-camara-dm-2021", "us-sadio-camara"]
    assert others("idps-2020-12")[2:4] == ["idps-2019-12", "idps-2021-12"]
    assert others("minusma") == []
    assert "same name (2)" in run("show", "sadio-camara-dm-2020", "-f", "table", facts=None).out
    assert "### Same series" in run("show", "idps-2020-12", "-f", "md", facts=None).out


def test_a_card_for_reading_has_other_names_but_no_keywords(run: Run, terminal: Run) -> None:
    for card in (run("show", "minka", "-f", "md"), terminal("show", "minka")):
        assert "the blue helmets" in card.out
        assert "foreigners" not in card.out
    assert "minka\tkeywords\tforeigners guarding the harbour" in run("show", "minka").lines


def test_a_card_has_a_vote_in_words_and_who_abstained(run: Run, terminal: Run) -> None:
    words = "13 for, 0 against, 2 abstaining (China, Russia)"
    assert words in terminal("show", "9002").out
    assert f"- **votes**: {words}" in run("show", "9002", "-f", "md").lines
    assert "sc-res-9002\tvotes\t13-0-2" in run("show", "9002").lines


def test_a_card_for_reading_has_dates_in_words_money_with_its_currency_and_numbered_sources(run: Run) -> None:
    assert (
        run("show", "eu-pledge-2002", "-f", "table").out
        == """\
EU pledges development aid to Arda
funding  eu-pledge-2002
6 May 2002

Said at the donors' conference.

amount     EUR 615,000,000
donor      European Union
recipient  Arda
kind       pledge
projects   12
tags       eu; development

sources (1) ────────────────────────────────────────────────────────────────────────────────────────
1. European Union (regional body, en)
   The Union and Arda
   https://eu.example.org/arda
   regional-eu

covered up to 31 May 2005, edited 30 Jun 2005
"""
    )


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("minka", "since 1 July 2001, ended 30 June 2004"),
        ("operation-sirocco", "since May 2001, ended (day not known)"),
        ("eu-trainers", "since 18 February 2002, last reported 18 February 2002"),
        ("coalition-2003", "since 2003, ended September 2003"),
        ("northern-front", "since 1999, ended 30 September 2003"),
        ("kelan-alliance", "since 1 October 2003, last reported November 2004"),
    ],
)
def test_a_card_says_since_when_and_whether_it_ended_or_when_it_was_last_reported(
    run: Run, key: str, words: str
) -> None:
    assert words in run("show", key, "-f", "table").lines
    assert f"- **when**: {words}" in run("show", key, "-f", "md").lines


def test_an_undated_fact_has_no_time(run: Run) -> None:
    assert "start not known" not in run("show", "grain-undated", "-f", "md").out
    assert not [row for row in run("show", "grain-undated").rows if row[1] in ("start", "end")]
