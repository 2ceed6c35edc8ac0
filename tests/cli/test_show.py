"""`show`: one fact in full, by any of its names."""

import json
from pathlib import Path

import pytest

from tests.conftest import BASE, SOURCE, Run, Write
from tests.tables import record


def shown(run: Run, *keys: str, facts: Path | None = BASE) -> list[str]:
    """The ids of the facts shown, in their order."""
    return list(dict.fromkeys(row[0] for row in run("show", *keys, "--no-header", facts=facts).rows))


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
        f"    try: malibrief --facts {BASE} show kelan-accord\n"
        f"    or: malibrief --facts {BASE} search kellan accord\n",
    )


def test_an_ambiguous_name_is_answered_with_all_its_facts(run: Run) -> None:
    assert run("show", "the colonel") == (
        1,
        "",
        "malibrief: 'the colonel' can mean 2 facts; give the id of one:\n"
        "    jean-moro-president  Jean Moro: President of the transition, 5 Mar 2001 – 2004\n"
        "    omar-dia-minister  Omar Dia: Minister of Defence, since 10 Jan 2003, last reported 10 Jan 2003\n",
    )


@pytest.mark.parametrize(
    ("key", "ids"),
    [
        ("Jean Moro", ["jean-moro-president", "un-9003-moro", "moro-2001-03-06", "2001-03-05-coup"]),
        ("moro", None),
        ("tamba", ["elodie-tamba-president"]),
        ("Kéran", ["2001-03-05-coup", "market-fire"]),
        ("president", ["president-arda"]),
        ("minister defence", ["defence-arda"]),
        ("enfants scolarisés", ["school-share"]),
        ("res 9002", ["sc-res-9002"]),
        ("great market fire", ["market-fire"]),
        ("palais", None),
        ("FFN", ["northern-front"]),
    ],
)
def test_what_people_type_is_shown(run: Run, key: str, ids: list[str] | None) -> None:
    for words in ([key], key.split()):
        assert shown(run, *words) == (ids or []), words


def test_a_person_and_a_place_have_all_their_facts_on_one_card(run: Run) -> None:
    card = run("show", "jean moro", "-f", "table").out
    assert card.startswith("Jean Moro\nperson\n\nA colonel who led the coup.\n")
    headings = [line.split(" (")[0] for line in card.splitlines() if line.endswith("──")]
    assert headings == ["offices", "listings", "statements", "events", "sources"]
    assert "5 Mar 2001  Jean Moro: President of the transition, 5 Mar 2001 – 2004" in card
    place = run("show", "Kéran", "-f", "table").out
    assert place.startswith("Kéran\nplace\n\nevents (2) ──")
    assert place.index("Soldiers seize") < place.index("Fire in the great market")


def test_a_card_of_several_facts_has_the_same_content_in_every_format(run: Run) -> None:
    ids = shown(run, "jean moro")
    facts = json.loads(run("show", "jean moro", "--json").out)["facts"]
    assert [fact["id"] for fact in facts] == ids
    assert {fact["topic"]: fact["under"] for fact in facts}["events"] == {"kind": "person", "title": "Jean Moro"}
    assert json.loads(run("show", "minka", "--json").out)["facts"][0]["under"] is None
    assert ["moro-2001-03-06", "under.title", "Jean Moro"] in run("show", "jean moro").rows
    for form in ("md", "html", "table"):
        text = run("show", "jean moro", "-f", form).out
        assert all(name in text for name in (*ids, "L'Écho de Kéran".replace("'", "&#x27;" if form == "html" else "'")))


def test_an_office_has_its_holders_the_present_first_and_a_series_its_values(run: Run) -> None:
    lines = run("show", "président d'Arde", "-f", "table").lines
    held = [line for line in lines if "-president" in line]
    assert [" ".join(line.split()) for line in held] == [
        "5 Mar 2001 Jean Moro: President of the transition, 5 Mar 2001 – 2004 jean-moro-president",
        "1 Jan 1998 Élodie Tamba: 1 Jan 1998 – 5 Mar 2001 elodie-tamba-president",
    ]
    assert (
        "- 2004: Children at school in 2004: 0.426 share of children (`school-share-2004`)"
        in run("show", "school-share", "-f", "md").lines
    )


def test_what_else_a_name_could_mean_is_below_the_card(run: Run, write: Write) -> None:
    events = "".join(record("events", f"e{n}", title=f"Event {n}", aliases=["Zaro"]) for n in (1, 2))
    path = write(record("missions", "zaro-mission", name="Zaro") + events + SOURCE)
    assert [row[2] for row in run("show", "zaro", facts=path).rows if row[1] == "also"] == ["e1", "e2"]
    assert "could also mean (2)" in run("show", "zaro", "-f", "table", facts=path).out
    assert [each["id"] for each in json.loads(run("show", "zaro", "--json", facts=path).out)["facts"][0]["also"]] == [
        "e1",
        "e2",
    ]
    assert "### Could also mean (2)" in run("show", "zaro", "-f", "md", facts=path).lines


def test_several_persons_of_a_name_are_listed_with_what_they_did_last(run: Run) -> None:
    assert run("show", "moro") == (
        1,
        "",
        "malibrief: 'moro' can mean 2 persons; give more of the name:\n"
        "    Jean Moro: President of the transition, 5 Mar 2001 – 2004\n"
        "    Ada Moro: Northern Front: Front for the Freedom of the North, 1999 – 30 Sep 2003\n"
        f"    try: malibrief --facts {BASE} show 'Jean Moro'\n"
        f"    or: malibrief --facts {BASE} show 'Ada Moro'\n",
    )
    assert run("cite", "moro").err.endswith(f"or: malibrief --facts {BASE} cite 'Ada Moro'\n")


def test_a_place_is_near_a_name_that_is_a_letter_off(run: Run) -> None:
    for typed in ("kelin", "kéraan", "keran1"):
        place = "Kelan" if typed == "kelin" else "Kéran"
        assert run("show", typed).err.splitlines()[1] == f"    nearest: {place}"
    assert "nearest" not in run("show", "moro1").err


def test_only_a_few_of_many_equals_are_listed(run: Run, write: Write) -> None:
    path = write("".join(record("events", f"e{n}", title=f"Event {n}", aliases=["Zaro"]) for n in range(12)) + SOURCE)
    lines = run("show", "zaro", facts=path).err.splitlines()
    assert lines[0] == "malibrief: 'zaro' can mean 12 facts; give the id of one:"
    assert lines[-1] == f"    and 4 more: malibrief --facts {path} search zaro"
    assert len(lines) == 10


def test_several_words_are_one_name_only_where_they_name_something(run: Run) -> None:
    assert shown(run, "UNSCR", "9001") == ["sc-res-9001"]
    assert shown(run, "9001", "9002") == ["sc-res-9001", "sc-res-9002"]
    assert shown(run, "northern-front", "minka") == ["northern-front", "minka"]
    assert run("show", "resolution", "9009").err == (
        "malibrief: nothing here is called 'resolution 9009'\n"
        f"    try: malibrief --facts {BASE} search resolution 9009\n"
    )


@pytest.mark.parametrize(
    ("key", "near"),
    [
        ("MINKAA", ["minka"]),
        ("zzzz", []),
        ("radio", []),
        ("tambaa", ["tamba"]),
        ("tamma", []),
        ("mink", ["minka"]),
        ("mnika", ["minka"]),
        ("sir", []),
    ],
)
def test_the_advice_after_a_failure_is_never_unrelated(run: Run, key: str, near: list[str]) -> None:
    lines = run("show", key).err.splitlines()[1:]
    advice = [f"    nearest: {near[0]}", f"    try: malibrief --facts {BASE} show {near[0]}"] if near else []
    assert lines == [*advice, f"    {'or' if near else 'try'}: malibrief --facts {BASE} search {key.casefold()}"]


def test_the_place_that_the_base_is_about_is_answered_with_a_briefing(run: Run) -> None:
    said = f"malibrief: all facts here are about Arda\n    try: malibrief --facts {BASE} brief\n"
    assert run("show", "arda").err == said


def test_the_facts_of_a_person_or_a_place_are_cited(run: Run) -> None:
    person = run("cite", "jean", "moro", "-f", "csl").out
    assert [each["id"] for each in json.loads(person)] == ["press-coup", "un-9003", "gov-coup"]
    assert {each["id"] for each in json.loads(run("cite", "keran", "-f", "csl").out)} == {
        "press-coup",
        "gov-coup",
        "press-fire",
    }
    assert run("cite", "MINKAA").err.splitlines()[2] == f"    try: malibrief --facts {BASE} cite minka"


def test_a_card_leads_to_the_same_person_elsewhere_and_to_the_values_beside_a_figure(run: Run) -> None:
    def others(key: str) -> list[str]:
        return [value for _, field, value in run("show", key, "--no-header", facts=None).rows if field == "other"]

    assert others("sadio-camara-dm-2020") == ["sadio-camara-dm-2021", "us-sadio-camara"]
    assert others("idps-2020-12")[2:4] == ["idps-2019-12", "idps-2021-12"]
    assert others("minusma") == []
    assert "same name (2)" in run("show", "sadio-camara-dm-2020", "-f", "table", facts=None).out
    assert "### Same series" in run("show", "idps-2020-12", "-f", "md", facts=None).out


@pytest.mark.parametrize("form", ["table", "md", "html"])
def test_an_answer_for_reading_does_not_show_the_keyword_that_matched_a_script_gets_it(
    run: Run, terminal: Run, form: str
) -> None:
    words = ("search", "harbour guarding foreigners")
    assert "foreigners guarding the harbour" not in terminal(*words, "-f", form).out
    assert "keywords\tforeigners guarding the harbour" in run(*words).out
    assert '"text": "foreigners guarding the harbour"' in run(*words, "--json").out


def test_a_card_for_reading_has_other_names_but_no_keywords(run: Run, terminal: Run) -> None:
    for card in (run("show", "minka", "-f", "md"), terminal("show", "minka")):
        assert "the blue helmets" in card.out
        assert "foreigners" not in card.out
    assert "minka\tkeywords\tforeigners guarding the harbour" in run("show", "minka").lines


def test_a_card_has_a_vote_in_words_and_who_abstained(run: Run, terminal: Run) -> None:
    words = "13 for, 0 against, 2 abstaining (China, Russia)"
    assert words in terminal("show", "9002").out
    assert f"- **votes**: {words}" in run("show", "9002", "-f", "md").lines
    assert [row[1:] for row in run("show", "9002").rows if row[1].startswith("votes")] == [
        ["votes_for", "13"], ["votes_against", "0"], ["votes_abstain", "2"], ["votes_abstained", "China; Russia"],
    ]  # fmt: skip


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
1. European Union (regional body, en)                                                    regional-eu
   The Union and Arda
   https://eu.example.org/arda

covered up to 31 May 2005, edited 30 Jun 2005
"""
    )


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("minka", "from 1 July 2001 to 30 June 2004"),
        ("operation-sirocco", "since May 2001, ended (day not known)"),
        ("eu-trainers", "since 18 February 2002, last reported 18 February 2002"),
        ("coalition-2003", "from 2003 to September 2003"),
        ("northern-front", "from 1999 to 30 September 2003"),
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


def test_a_number_is_not_a_word_of_a_series(run: Run) -> None:
    answer = run("show", "1", facts=None)
    assert answer.code == 1
    assert "nothing here is called '1'" in answer.err


@pytest.mark.parametrize(
    ("key", "near"),
    [("minusm", "minusma"), ("barkhan", "barkhane"), ("takub", "takuba"), ("foo", None), ("2012-13-45", None)],
)
def test_the_nearest_name_comes_before_what_only_tells_of_it(run: Run, key: str, near: str | None) -> None:
    lines = run("show", key, facts=None).err.splitlines()
    assert lines[0] == f"malibrief: nothing here is called '{key}'"
    assert lines[1] == (f"    nearest: {near}" if near else f"    try: malibrief search {key.replace('-', ' ')}")


def test_words_that_the_base_has_are_no_slip_of_a_name(run: Run, write: Write) -> None:
    path = write(record("missions", "forge", name="Forge") + record("events", "e1", title="Fores burn") + SOURCE)
    assert shown(run, "fores", facts=path) == ["e1"]


def test_a_persons_card_has_the_summary_of_the_first_office_by_rank_there_of_the_longest_term(
    run: Run, write: Write
) -> None:
    facts = write(
        record("offices", "low", rank=2)
        + record("offices", "high", rank=1)
        + record("people", "long", name="Ada", office="high", start="1991-01-01", end="1999-01-01", summary="Long.")
        + record("people", "short", name="Ada", office="high", start="2000-01-01", end="2001-01-01", summary="Short.")
        + record("people", "last", name="Ada", office="low", start="2002-01-01", summary="Last.")
        + SOURCE
    )
    told = run("show", "Ada", "-f", "table", facts=facts).out
    assert "Long." in told
    assert "Short." not in told
    assert "Last." not in told
