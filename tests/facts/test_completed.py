"""What a figure takes from its series, a person from an office, and any record from the French of the base."""

from typing import Any

import pytest

from malibrief.facts.completed import completed, shared_by
from malibrief.facts.dates import PartialDate
from malibrief.facts.factbase import Translations
from malibrief.facts.model import Agreement, AnyFact, Event, French, Office, Series
from tests.facts.records import base_of, figure, mission, money, office, person, series

PRESIDENT = office("o", title="President", organisation="Republic of Arda", fr={"title": "Président"})
SOLDIERS = series("x", title="Soldiers", unit="soldiers", fr={"title": "Soldats", "unit": "soldats", "definition": "D"})
EVENT = Event(
    id="e", title="T", summary="S", sources=["undated"], date=PartialDate("2003"), place="East", tags=["un", "coup"]
)

BY_FIELD: Translations = {
    "humanitarian": "humanitaire",
    "coalition": "coalition",
    "tags": {"un": "ONU"},
    "kind": {"humanitarian": "d’aide", "coalition": "alliance"},
    "missions.kind": {"humanitarian": "mission humanitaire"},
}


def filled(record: Any, *others: AnyFact | Office | Series, topic: str = "", **base: Any) -> Any:
    """The record as the index has it, of a base that has the others too."""
    return completed(topic, record, shared_by(base_of(record, *others, **base)))


def french(record: AnyFact | Office | Series, table: Translations, topic: str = "", *others: Office | Series) -> French:
    """The French of a record of a base with this `[fr]` table."""
    fr: French = filled(record, *others, topic=topic, french=table).fr
    return fr


class TestFigures:
    def test_a_figure_has_the_title_and_the_unit_of_its_series(self) -> None:
        found = filled(figure("n"), SOLDIERS)
        assert (found.title, found.unit) == ("Soldiers", "soldiers")

    def test_its_own_come_first(self) -> None:
        found = filled(figure("n", title="Soldiers in 2003", unit="men"), SOLDIERS)
        assert (found.title, found.unit) == ("Soldiers in 2003", "men")

    def test_it_has_their_french_where_it_has_their_words(self) -> None:
        assert filled(figure("n"), SOLDIERS).fr == {"title": "Soldats", "unit": "soldats"}
        assert filled(figure("n", title="Soldiers in 2003"), SOLDIERS).fr == {"unit": "soldats"}
        assert filled(figure("n", title="Soldiers in 2003", unit="men"), SOLDIERS).fr == {}

    def test_the_rest_of_it_stays_as_it_is(self) -> None:
        found = filled(figure("n", value=4, disputed=True), SOLDIERS)
        assert (found.id, found.series, found.value, found.summary, found.disputed) == ("n", "x", 4, "S", True)

    def test_a_series_that_is_not_there_is_an_error(self) -> None:
        with pytest.raises(KeyError):
            completed("figures", figure("n"), shared_by(base_of()))


class TestPersons:
    def test_a_person_has_the_title_and_the_organisation_of_the_office(self) -> None:
        found = filled(person("a", "2001", None), PRESIDENT)
        assert (found.role, found.organisation) == ("President", "Republic of Arda")

    def test_their_own_come_first(self) -> None:
        found = filled(person("a", "2001", None, role="Head of state", organisation="Council of Arda"), PRESIDENT)
        assert (found.role, found.organisation) == ("Head of state", "Council of Arda")

    def test_who_only_stands_in_is_acting(self) -> None:
        assert filled(person("a", "2001", None, acting=True), PRESIDENT).role == "Acting President"
        assert (
            filled(person("a", "2001", None, acting=True, role="Coordinator"), PRESIDENT).role == "Acting Coordinator"
        )

    def test_the_french_of_the_office_is_that_of_its_title_alone(self) -> None:
        assert filled(person("a", "2001", None), PRESIDENT).fr == {"role": "Président"}
        assert filled(person("a", "2001", None, role="Head of state"), PRESIDENT).fr == {}
        assert filled(person("a", "2001", None, acting=True), PRESIDENT).fr == {}

    def test_an_office_that_is_not_there_is_an_error(self) -> None:
        with pytest.raises(KeyError):
            completed("people", person("a", "2001", None), shared_by(base_of()))


class TestFrench:
    def test_values_that_recur_have_that_of_the_table(self) -> None:
        table: Translations = {"East": "Est", "S": "never: a summary does not recur", "T": "nor does a title"}
        assert french(EVENT, table) == {"place": "Est"}

    def test_a_record_without_any_has_none(self) -> None:
        assert french(EVENT, {}) == {}
        assert filled(EVENT) == EVENT

    def test_its_own_comes_before_that_of_the_table(self) -> None:
        own = person("a", "2001", None, country="Arda", fr={"role": "Présidente", "summary": "R"})
        table: Translations = {"President": "Chef de l’État", "Arda": "Arde"}
        assert french(own, table, "people", PRESIDENT) == {"role": "Présidente", "summary": "R", "country": "Arde"}

    def test_that_of_the_table_comes_before_that_of_an_office_and_after_that_of_a_series(self) -> None:
        table: Translations = {"President": "Chef de l’État", "soldiers": "militaires"}
        assert french(person("a", "2001", None), table, "people", PRESIDENT) == {"role": "Chef de l’État"}
        assert french(figure("n"), table, "figures", SOLDIERS) == {"title": "Soldats", "unit": "soldats"}

    def test_the_role_of_who_only_stands_in_may_be_in_the_table_too(self) -> None:
        acting = person("a", "2001", None, acting=True)
        assert french(acting, {"Acting President": "Président par intérim"}, "people", PRESIDENT) == {
            "role": "Président par intérim"
        }

    def test_what_the_office_and_the_series_give_is_looked_up_like_a_record_s_own(self) -> None:
        assert french(person("a", "2001", None), {"Republic of Arda": "République d’Arde"}, "people", PRESIDENT) == {
            "role": "Président", "organisation": "République d’Arde",
        }  # fmt: skip

    def test_a_list_keeps_its_order_and_what_has_no_french(self) -> None:
        known = mission("m", "2001", None, tasks=["support the talks", "protect civilians"])
        assert french(known, {"protect civilians": "protéger les civils"}) == {
            "tasks": ["support the talks", "protéger les civils"]
        }

    def test_a_list_of_which_nothing_has_french_has_none(self) -> None:
        agreed = Agreement(id="a", name="A", summary="S", sources=["undated"], date=PartialDate("2003"), parties=["P"])
        assert french(agreed, {"Q": "R"}) == {}

    def test_offices_and_series_have_it_too(self) -> None:
        table: Translations = {"Republic of Arda": "République d’Arde", "soldiers": "militaires", "B": "le B"}
        assert french(PRESIDENT, table, "offices") == {"title": "Président", "organisation": "République d’Arde"}
        assert french(SOLDIERS, table, "series") == {
            "title": "Soldats",
            "unit": "soldats",
            "definition": "D",
            "by": "le B",
        }


class TestFrenchOfOneField:
    """One word may mean different things in different fields."""

    def test_a_table_of_the_topic_s_field_comes_first(self) -> None:
        assert french(mission("m", "2001", None, kind="humanitarian"), BY_FIELD, "missions") == {
            "kind": "mission humanitaire"
        }

    def test_then_one_of_the_field_in_any_topic(self) -> None:
        assert french(money("2001", None, kind="humanitarian"), BY_FIELD, "funding") == {"kind": "d’aide"}
        assert french(mission("m", "2001", None, kind="coalition"), BY_FIELD, "missions") == {"kind": "alliance"}

    def test_then_that_of_the_value_in_any_field(self) -> None:
        known = mission("m", "2001", None, lead="humanitarian", tags=["humanitarian", "un"])
        assert french(known, BY_FIELD, "missions") == {"lead": "humanitaire", "tags": ["humanitaire", "ONU"]}

    def test_one_of_another_topic_or_field_says_nothing(self) -> None:
        table: Translations = {"sanctions.kind": {"french": "x"}, "lead": {"french": "y"}}
        assert french(mission("m", "2001", None, kind="french"), table, "missions") == {}
