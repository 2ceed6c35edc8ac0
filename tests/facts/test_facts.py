"""The shipped fact base: free of faults, and right about what everybody looks up first."""

import json
import re
from collections.abc import Callable
from itertools import pairwise

import pytest

from tests.conftest import Result, Run

Ask = Callable[..., Result]


@pytest.fixture
def ask(run: Run) -> Ask:
    """Asks the shipped fact base."""

    def asker(*args: str) -> Result:
        answer = run(*args, facts=None)
        assert answer.err == ""
        return answer

    return asker


def facts(ask: Ask, *args: str) -> list[dict[str, object]]:
    found = json.loads(ask(*args, "--json").out)["facts"]
    assert isinstance(found, list)
    return found


def test_check_finds_no_error(run: Run) -> None:
    answer = run("check", facts=None)
    assert answer.code == 0
    assert ", 0 errors, " in answer.err
    assert not re.findall(r"\[(repeated-value|straight-quotation|formula)\]", answer.out)


def test_it_holds_at_least_what_it_began_with(ask: Ask) -> None:
    counts = dict(line.split(None, 1) for line in ask("about").lines)
    assert int(counts["facts"]) >= 1701
    assert int(counts["sources"]) >= 1853
    assert (int(counts["actors"]), int(counts["offices"]), int(counts["series"])) == (55, 62, 122)


class TestMissions:
    @pytest.mark.parametrize(
        ("mission", "start", "end"),
        [
            ("afisma", None, "2013-07-01"),
            ("minusma", "2013-07-01", "2023-12-31"),
            ("serval", "2013-01-11", "2014-08-01"),
            ("barkhane", "2014-08-01", "2022-11-09"),
            ("takuba", "2020-07-15", "2022-06-30"),
            ("eutm-mali", "2013-02-18", "2024-05-18"),
            ("eucap-sahel-mali", "2015-01-15", None),
        ],
    )
    def test_when_they_stood(self, ask: Ask, mission: str, start: str | None, end: str | None) -> None:
        values = {row[1]: row[2] for row in ask("show", mission).rows}
        if start:
            assert values["start"] == start
        assert values.get("end") == end

    def test_minusma_was_established_by_resolution_2100(self, ask: Ask) -> None:
        assert ["minusma", "established", "2013-04-25"] in ask("show", "MINUSMA").rows
        rows = ask("show", "2100").rows
        assert ["sc-res-2100", "date", "2013-04-25"] in rows
        assert ["sc-res-2100", "symbol", "S/RES/2100 (2013)"] in rows
        assert ["sc-res-2100", "mission", "minusma"] in rows
        votes = {"votes_for": "15", "votes_against": "0", "votes_abstain": "0"}
        assert all(["sc-res-2100", name, count] in rows for name, count in votes.items())

    def test_who_was_there_on_14_may_2021(self, ask: Ask) -> None:
        there = set(ask("missions", "--as-of", "2021-05-14").ids)
        assert there >= {"minusma", "barkhane", "takuba", "eutm-mali", "eucap-sahel-mali", "g5-sahel-joint-force"}
        assert not there & {"serval", "afisma", "wagner-mali"}

    def test_barkhane_had_5100_soldiers_in_may_2021(self, ask: Ask) -> None:
        (figure,) = facts(ask, "figures", "--series", "barkhane-strength", "--as-of", "2021-05-14")
        assert figure["value"] == 5100


class TestCouncil:
    def test_the_22_resolutions(self, ask: Ask) -> None:
        _, *rows = ask("resolutions", "--kind", "resolution", "-c", "number,date,mandate_until,title").rows
        assert [row[:3] for row in rows] == [
            ["2056", "2012-07-05", ""],
            ["2071", "2012-10-12", ""],
            ["2085", "2012-12-20", "2013-12-20"],
            ["2100", "2013-04-25", "2014-06-30"],
            ["2164", "2014-06-25", "2015-06-30"],
            ["2227", "2015-06-29", "2016-06-30"],
            ["2295", "2016-06-29", "2017-06-30"],
            ["2359", "2017-06-21", ""],
            ["2364", "2017-06-29", "2018-06-30"],
            ["2374", "2017-09-05", "2018-09-05"],
            ["2391", "2017-12-08", ""],
            ["2423", "2018-06-28", "2019-06-30"],
            ["2432", "2018-08-30", "2019-08-31"],
            ["2480", "2019-06-28", "2020-06-30"],
            ["2484", "2019-08-29", "2020-08-31"],
            ["2531", "2020-06-29", "2021-06-30"],
            ["2541", "2020-08-31", "2021-08-31"],
            ["2584", "2021-06-29", "2022-06-30"],
            ["2590", "2021-08-30", "2022-08-31"],
            ["2640", "2022-06-29", "2023-06-30"],
            ["2649", "2022-08-30", "2023-08-31"],
            ["2690", "2023-06-30", "2023-06-30"],
        ]

    def test_russia_vetoed_the_sanctions_in_august_2023(self, ask: Ask) -> None:
        (draft,) = facts(ask, "resolutions", "--kind", "draft-vetoed")
        assert (draft["date"], draft["symbol"]) == ("2023-08-30", "S/2023/638")

    def test_eight_persons_were_listed_under_resolution_2374(self, ask: Ask) -> None:
        _, *rows = ask("sanctions", "--kind", "person", "--regime", "UN 2374", "-c", "start,end").rows
        assert len(rows) == 8
        assert {end for _, end in rows} == {"2023-08-31"}

    def test_every_regime_under_which_somebody_is_listed_is_a_fact(self, ask: Ask) -> None:
        _, *rows = ask("sanctions", "--kind", "regime", "-c", "regime,start").rows
        starts = dict(rows)
        assert (starts["UN 1267"], starts["US E.O. 13224"]) == ("1999-10-15", "2001-09-23")
        listed = {row[0]: row[1] for row in ask("sanctions", "--regime", "UN 1267", "-c", "id,start").rows}
        assert (listed["un-1267-iyad-ag-ghali"], listed["un-1267-aqim"]) == ("2013-02-25", "2001-10-06")
        assert (starts["US E.O. 14024"], starts["US E.O. 14078"]) == ("2021-04-15", "2022-07-19")


class TestPeople:
    def test_the_four_heads_of_minusma(self, ask: Ask) -> None:
        assert [row[2] for row in ask("people", "--office", "srsg-minusma").rows[1:]] == [
            "Bert Koenders", "Mongi Hamdi", "Mahamat Saleh Annadif", "El-Ghassim Wane",
        ]  # fmt: skip

    def test_presidents_and_prime_ministers_on_a_day(self, ask: Ask) -> None:
        assert ask(
            "people", "--office", "president-mali", "--as-of", "2018-01-01", "-c", "name", "--no-header"
        ).lines == ["Ibrahim Boubacar Keïta"]
        assert ask(
            "people", "--office", "prime-minister-mali", "--as-of", "2021-01-01", "-c", "name", "--no-header"
        ).lines == ["Moctar Ouane"]

    def test_no_two_presidents_at_once(self, ask: Ask) -> None:
        terms = [
            (row[0], row[1])
            for row in ask("people", "--office", "president-mali", "-c", "start,end", "--no-header").rows
        ]
        for (_, end), (start, _) in pairwise(terms):
            assert end <= start


class TestTimeline:
    def test_the_coup_of_august_2020(self, ask: Ask) -> None:
        rows = ask("timeline", "--since", "2020-08", "--until", "2020-09").rows
        assert ["2020-08-18", "event", "Soldiers overthrow President Ibrahim Boubacar Keïta"] in [
            row[:3] for row in rows
        ]
        assert all("2020-08" <= row[0] < "2020-10" for row in rows[1:])

    @pytest.mark.parametrize(
        ("date", "key"),
        [
            ("2012-03-22", "2012-03-22-coup"),
            ("2015-05-15", "algiers-agreement"),
            ("2020-01-13", "2020-01-13-pau-summit"),
            ("2020-08-18", "2020-08-18-coup"),
            ("2021-05-24", "2021-05-24-coup"),
            ("2022-08-15", "2022-08-15-last-french-soldiers-leave-mali"),
            ("2024-01-25", "algiers-agreement"),
            ("2025-01-29", "2025-01-29-ecowas-exit-effective"),
        ],
    )
    def test_the_milestones(self, ask: Ask, date: str, key: str) -> None:
        assert [date, key] in [[row[0], row[4]] for row in ask("timeline", "--milestones").rows]


class TestMoney:
    def test_the_eu_programmed_615_million_euros(self, ask: Ask) -> None:
        found = facts(ask, "funding", "--donor", "European")
        assert len(found) > 50
        (envelope,) = [fact for fact in found if fact["amount"] == 615_000_000]
        assert (envelope["currency"], envelope["start"], envelope["end"]) == ("EUR", "2014", "2020")

    def test_the_french_agency_committed_357_million_euros_to_55_projects(self, ask: Ask) -> None:
        (fact,) = [
            fact
            for fact in facts(ask, "funding", "--donor", "Agence française de développement")
            if fact["projects"] == 55
        ]
        assert (fact["amount"], fact["currency"], fact["kind"]) == (357_000_000, "EUR", "commitment")

    @pytest.mark.parametrize("name", ["EU", "UE", "Union européenne"])
    def test_initials_and_french_are_as_good_as_the_name(self, run: Run, name: str) -> None:
        whole = run("funding", "--donor", "European Union", facts=None)
        assert run("funding", "--donor", name, facts=None).out == whole.out
        assert "brussels-2013-eu-and-member-states" not in whole.ids


class TestActors:
    @pytest.mark.parametrize(
        ("actor", "kind", "start", "end", "became"),
        [
            ("mnla", "armed-movement", "2011-10", "2024-11-30", "fla"),
            ("cma", "alliance", "2014", "2024-04", "csp"),
            ("ansar-dine", "jihadist-group", "2011-12", "2017-03-02", "jnim"),
            ("jnim", "jihadist-group", "2017-03-02", None, None),
            ("cnsp", "junta", "2020-08-19", "2021-01-18", None),
            ("g5-sahel", "organisation", "2014", "2023-12", None),
        ],
    )
    def test_what_they_were_and_what_became_of_them(
        self, ask: Ask, actor: str, kind: str, start: str, end: str | None, became: str | None
    ) -> None:
        values = {row[1]: row[2] for row in ask("show", actor).rows}
        found = (values["kind"], values["start"], values.get("end"), values.get("became"))
        assert found == (kind, start, end, became)

    def test_the_jihadist_groups_of_january_2016(self, ask: Ask) -> None:
        found = ask("actors", "--kind", "jihadist-group", "--as-of", "2016-01-01")
        assert found.ids == ["aqim", "ansar-dine", "al-mourabitoun", "katiba-macina", "isgs"]

    def test_the_members_of_the_cma(self, ask: Ask) -> None:
        assert ask("actors", "--part-of", "CMA").ids == ["mnla", "maa", "fpa", "hcua", "cmfpr-ii"]

    def test_who_listed_jnim(self, ask: Ask) -> None:
        assert ask("sanctions", "--about", "jnim").ids == ["us-jnim", "un-1267-jnim"]


class TestOfficesAndSeries:
    def test_the_heads_of_state_hold_three_offices(self, ask: Ask) -> None:
        assert ask("offices", "-n", "3").ids == [
            "president-mali",
            "interim-president-mali",
            "transition-president-mali",
        ]

    def test_who_only_stood_in(self, ask: Ask) -> None:
        stood_in = [fact["id"] for fact in facts(ask, "people") if fact["acting"]]
        assert stood_in == [
            "oumar-bikimo-minusma-fc-ai", "fulgence-zeneth-misahel", "paul-ndiaye-fc-ai", "abdoulaye-maiga-interim-pm",
            "mamadou-gaye-fc-ai", "kassim-diagne-rc",
        ]  # fmt: skip

    def test_what_an_announced_strength_is(self, ask: Ask) -> None:
        (series,) = [row for row in facts(ask, "series") if row["id"] == "fu-aes-strength-announced"]
        assert (series["counts"], series["strength_of"]) == ("plan", None)

    def test_every_contingent_of_minusma_is_a_part_of_it(self, ask: Ask) -> None:
        assert set(ask("missions", "--part-of", "minusma").ids) == {
            "chad-minusma", "germany-minusma", "sweden-minusma", "netherlands-minusma", "canada-operation-presence",
        }  # fmt: skip


class TestCorrections:
    """What was wrong once: later and better sources than those of the first days."""

    @pytest.mark.parametrize(
        ("event", "deaths"),
        [
            ("2012-01-24-aguelhok", "60-153"),
            ("2014-05-17-kidal-clashes", "36-44"),
            ("2014-05-21-kidal-battle", "40-58"),
            ("2016-07-19-nampala", "17-20"),
            ("2017-05-02-nampala-ambush", "9"),
            ("2019-01-01-koulogon", "36-39"),
            ("2019-06-09-sobane-da", "35-101"),
            ("2019-09-30-boulkessy-mondoro", "40-85"),
            ("2019-11-18-tabankort", "30-43"),
            ("2020-07-10-bamako-unrest", "11-23"),
            ("2020-10-13-sokoura", "23-24"),
            ("2022-06-diallassagou", "100-195"),
            ("2022-08-07-tessit", "42-46"),
            ("2023-09-07-tombouctou-boat", "64-200"),
            ("2024-09-17-bamako-attack", "60-100"),
            ("2025-06-01-boulkessi", "30-100"),
        ],
    )
    def test_death_tolls_are_no_longer_those_of_the_first_day(self, ask: Ask, event: str, deaths: str) -> None:
        rows = ask("show", event).rows
        least, _, most = deaths.partition("-")
        assert [[event, "deaths_min", least], [event, "deaths_max", most or least]] == [
            row for row in rows if row[1].startswith("deaths")
        ]

    @pytest.mark.parametrize(
        ("event", "date"),
        [
            ("2012-01-24-aguelhok", "2012-01-24"),
            ("2013-01-04-ansar-dine-ends-truce", "2013-01-03"),
            ("2019-tigoula", "2019-05-01"),
            ("2021-10-bandiagara-ambush", "2021-10-06"),
            ("2022-06-diallassagou", "2022-06-18"),
            ("2022-11-france-suspends-aid", "2022-11-17"),
            ("2023-10-22-minusma-leaves-douentza", "2023-10-21"),
            ("2024-02-kwala", "2024-02-28"),
            ("2012-03-27-ecowas-suspends-mali", "2012-03-27"),
            ("2012-04-02-ecowas-embargo", "2012-04-02"),
            ("2020-10-09-au-lifts-suspension", "2020-10-09"),
            ("2021-01-18-cnsp-dissolved", "2021-01-18"),
            ("2024-03-06-cmas-dissolved", "2024-03-06"),
            ("s-2022-446", "2022-06-02"),
        ],
    )
    def test_dates_are_those_of_the_better_source(self, ask: Ask, event: str, date: str) -> None:
        assert [event, "date", date] in ask("show", event).rows

    @pytest.mark.parametrize(
        ("fact", "amount"),
        [
            ("minusma-2014-15-extra-commitment", 80_336_300),
            ("minusma-2014-15-total-appropriation", 895_534_000),
            ("hrp-2021-received", 228_381_821),
            ("hrp-2022-received", 305_518_806),
            ("hrp-2023-required", 751_470_941),
            ("hrp-2024-received", 307_555_106),
            ("imf-ecf-2018-disbursement", 31_650_000),
        ],
    )
    def test_amounts_are_those_of_the_final_account(self, ask: Ask, fact: str, amount: int) -> None:
        assert [fact, "amount", str(amount)] in ask("show", fact).rows

    @pytest.mark.parametrize(
        ("person", "field", "date"),
        [
            ("tiena-coulibaly-dm", "start", "2017-04-11"),
            ("werner-albl-eutm", "start", "2015-12-18"),
            ("franz-pfrengle-eutm", "end", "2015-12-18"),
            ("ahmed-boutache-csa", "end", "2019-09"),
            ("bert-koenders-srsg", "end", "2014-10"),
            ("mahamadou-diagouraga-high-rep", "end", "2021-03"),
            ("ousmane-oumarou-sidibe-cvjr", "start", "2015-08-03"),
            ("fahad-ag-almahmoud-gatia", "end", "2023-07-10"),
            ("alghabass-ag-intalla-cma-2022", "start", "2022-07-17"),
            ("sidi-brahim-ould-sidatt-cma-2018", "end", "2018-02-26"),
        ],
    )
    def test_terms_have_the_bounds_that_were_missing(self, ask: Ask, person: str, field: str, date: str) -> None:
        assert [person, field, date] in ask("show", person).rows


@pytest.mark.parametrize(
    ("key", "fact"),
    [
        ("IBK", "ibrahim-boubacar-keita-president"),
        ("accord d'Alger", "algiers-agreement"),
        ("S/RES/2100", "sc-res-2100"),
        ("2374", "sc-res-2374"),
        ("casques bleus", "minusma"),
        ("G5 Sahel Joint Force", "g5-sahel-joint-force"),
        ("Takuba", "takuba"),
        ("opération Barkhane", "barkhane"),
    ],
)
def test_the_names_that_people_type(ask: Ask, key: str, fact: str) -> None:
    assert ask("show", key).rows[1][0] == fact


@pytest.mark.parametrize("topic", ["events", "missions", "funding", "people", "sanctions", "figures"])
def test_every_listing_of_it_fits_a_window_of_60_to_200_cells(run: Run, topic: str) -> None:
    from rich.cells import cell_len

    for width in (60, 100, 200):
        answer = run(topic, "-f", "table", facts=None, env={"COLUMNS": str(width)})
        assert max(cell_len(line) for line in answer.lines) <= width
