"""What tells the bars of a picture apart."""

from malibrief.facts.dates import PartialDate
from malibrief.facts.model import Sanction
from malibrief.views.labels import labels_of
from tests.facts.records import mission, person


def listed(regime: str, name: str = "Omar Tall", kind: str = "person") -> Sanction:
    return Sanction(
        id=regime, name=name, kind=kind, regime=regime, start=PartialDate("2001"), summary="S", sources=["undated"]
    )


def test_names_that_differ_stand_alone() -> None:
    assert labels_of([mission("m", "2001", None), mission("n", "2001", None)]) == ["m", "n"]
    assert labels_of([listed("UN 9003"), listed("UN 9003", "Awa Niang")]) == ["Omar Tall", "Awa Niang"]


def test_who_is_on_lists_of_several_regimes_has_the_regime() -> None:
    facts = [listed("UN 9003"), listed("EU"), listed("EU", "EU measures", "regime"), listed("EU", "Awa under EU")]
    assert labels_of(facts) == ["Omar Tall: UN 9003", "Omar Tall: EU", "EU measures", "Awa under EU"]


def test_who_held_an_office_and_stood_in_for_it_has_the_role() -> None:
    first = person("Omar Tall", "2001", "2002", role="Acting Prime Minister", acting=True)
    second = person("Omar Tall", "2003", None, role="Prime Minister")
    assert labels_of([first, second, person("Awa Niang", "2002", "2003", role="Prime Minister")]) == [
        "Omar Tall: Acting Prime Minister", "Omar Tall: Prime Minister", "Awa Niang",
    ]  # fmt: skip


def test_who_held_one_office_twice_has_the_date() -> None:
    terms = [person("Omar Tall", start, None, role="Prime Minister") for start in ("2001-03-05", "2003")]
    assert labels_of(terms) == ["Omar Tall: Prime Minister (5 Mar 2001)", "Omar Tall: Prime Minister (2003)"]


def test_missions_of_one_name_have_their_lead() -> None:
    missions = [mission("m", "2001", None, lead=lead) for lead in ("UN", "EU")]
    assert labels_of(missions) == ["m: UN", "m: EU"]
