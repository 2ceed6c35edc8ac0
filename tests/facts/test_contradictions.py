"""Which summaries contradict their fields, and which are left in peace: the rule is rather silent than wrong."""

import pytest

from malibrief.facts import contradictions, load
from tests.conftest import BASE, EVENT, SOURCE, Write

FIGURE = """\
[[series]]
id = "z"
title = "T"
unit = "{unit}"
counts = "stock"
by = "B"
definition = "D"

[[figures]]
id = "n"
series = "z"
date = "2002-03"
value = {value}
summary = "{summary}"
tags = ["un"]
sources = ["s"]
"""
MONEY = """\
[[funding]]
id = "f"
donor = "D"
recipient = "R"
kind = "pledge"
title = "T"
summary = "{summary}"
amount = {amount}
currency = "{currency}"
tags = ["eu"]
sources = ["s"]
"""


def told(write: Write, text: str) -> list[str]:
    """What the rule says of a base, without hints."""
    base, faults = load.read([write(text + SOURCE)])
    assert faults == []
    assert base is not None
    (rule,) = contradictions.rule.by_name.values()
    return [finding.message for finding in rule.findings(base)]


def deaths(summary: str, least: int, most: int) -> str:
    return EVENT.replace('"S"', f'"{summary}"') + f"deaths = {{ min = {least}, max = {most} }}\n"


@pytest.mark.parametrize(
    ("summary", "least", "most", "says"),
    [
        ("The government counts 35 dead.", 36, 40, "35 dead"),
        ("An attack killed 101 in the north.", 35, 95, "101 in the"),
        ("In the raid 101 people are killed.", 35, 95, "101 people are"),
        ("Gunmen kill at least sixteen preachers and wound 20.", 18, 18, "sixteen preachers and"),
        ("Twenty-one soldiers die.", 12, 12, "Twenty-one soldiers die"),
        ("Some two dozen people are killed.", 12, 12, "two dozen people are"),
        ("The list has 1,200 dead.", 120, 120, "1,200 dead"),
        ("On 17 May 2014 the army counts 36 dead.", 17, 17, "36 dead"),
        ("Seven soldiers are killed and nine civilians die.", 12, 12, "Seven soldiers are"),
    ],
)
def test_a_summary_whose_dead_are_neither_bound_nor_between_contradicts(
    write: Write, summary: str, least: int, most: int, says: str
) -> None:
    against = f"{least}-{most}" if least < most else str(least)
    assert told(write, deaths(summary, least, most)) == [f"the summary says {says!r}, against deaths ({against})"]


@pytest.mark.parametrize(
    ("summary", "least", "most"),
    [
        ("The government counts 35 dead, the press 101.", 35, 101),
        ("A first count of 95 dead was brought down.", 35, 101),
        ("The first count is 95 dead; the final one is 35.", 35, 35),
        ("Nearly 400 people are killed.", 397, 397),
        ("Over 100 were killed.", 112, 112),
        ("In all 11 soldiers and 12 civilians are killed.", 23, 23),
        ("A Frenchman, a Belgian and three Malians die.", 5, 5),
        ("The attack kills two peacekeepers and a contractor.", 3, 3),
        ("A guard is killed, and 7 attackers die.", 1, 1),
        ("Dozens of people are killed.", 40, 50),
        ("The attack left 35 wounded and 12 missing.", 60, 60),
        ("A force of 200 men attacks; the number of dead is not known.", 30, 40),
        ("On 12 June 2019 all on board were killed.", 30, 40),
        ("Attackers come on 50 motorcycles. Villagers are killed.", 8, 8),
        ("More than 3,000 were killed in the war, some in this battle.", 20, 20),
        ("", 20, 20),
    ],
)
def test_one_that_fits_somehow_or_counts_no_dead_does_not(write: Write, summary: str, least: int, most: int) -> None:
    assert told(write, deaths(summary, least, most)) == []


@pytest.mark.parametrize(
    ("summary", "value", "unit", "says"),
    [
        ("Soldiers of the mission, about 950, in press reports.", 850, "personnel", "950"),
        ("Almost 6,000 peacekeepers on the day of the transfer.", 8100, "personnel", "6,000 peacekeepers on"),
        ("People in need (3.2 million people).", 4100000, "people", "3.2 million people"),
        ("Share that was paid: 35 per cent.", 53, "percent", "35 per cent"),
        ("Twelve states sent men: 3,700 personnel, 250 of them police.", 7300, "personnel", "3,700 personnel"),
        ("The plan is for 3.8 million people.", 38000000, "people", "3.8 million people"),
        ("Gold output of 54.8 tonnes in the year.", 548, "tonnes", "54.8 tonnes in"),
        ("Loss of the year, 9.48 million.", -8480000, "people", "9.48 million"),
    ],
)
def test_a_figure_that_its_summary_tells_otherwise_contradicts(
    write: Write, summary: str, value: float, unit: str, says: str
) -> None:
    text = FIGURE.format(summary=summary, value=value, unit=unit)
    assert told(write, text) == [f"the summary says {says!r}, against value ({value:,} {unit})"]


@pytest.mark.parametrize(
    ("summary", "value", "unit"),
    [
        ("About 950 soldiers.", 949, "personnel"),
        ("About 950 soldiers.", 1000, "personnel"),
        ("Almost 6,000 peacekeepers.", 5834, "personnel"),
        ("5,201 military and 809 police from thirty countries.", 6010, "personnel"),
        ("French soldiers on the ground; 2,500 were planned.", 1400, "personnel"),
        ("People killed or hurt by mines (30 killed), by the monitor.", 167, "people"),
        ("Troops in March, 88.8% of the authorised 13,289.", 11795, "personnel"),
        ("Maximum set by resolution 2100 (2013).", 1440, "personnel"),
        ("People in need, up from 3.2 million at the start of the year.", 3900000, "people"),
        ("Counted on 7 April 2018, in the report of 2019.", 2100, "people"),
        ("Refugees; of them 54,029 in one country and 50,204 in another.", 149930, "people"),
        ("Share of the plan that was funded: 377 million dollars were asked for.", 33, "percent"),
        ("Nothing is said of the number.", 12, "people"),
        ("None, after 12 the year before.", 0, "people"),
    ],
)
def test_a_figure_with_other_numbers_beside_it_does_not(write: Write, summary: str, value: float, unit: str) -> None:
    assert told(write, FIGURE.format(summary=summary, value=value, unit=unit)) == []


@pytest.mark.parametrize(
    ("summary", "amount", "currency", "says"),
    [
        ("Over 15 billion CFA francs for schools.", 25000000000, "XOF", "15 billion CFA francs"),
        ("Loan of the Bank, about 15.5 billion CFA francs by its count.", 15500000, "XOF", "15.5 billion CFA francs"),
        ("Paid in May (about 43.9 million US dollars).", 23900000, "USD", "43.9 million US dollars"),
        ("Drawn in two parts: 30 million special drawing rights.", 50000000, "XDR", "30 million special drawing"),
        ("1.5 million ISK.", 2500000, "ISK", "1.5 million ISK"),
    ],
)
def test_an_amount_that_its_summary_tells_otherwise_contradicts(
    write: Write, summary: str, amount: int, currency: str, says: str
) -> None:
    text = MONEY.format(summary=summary, amount=amount, currency=currency)
    assert told(write, text) == [f"the summary says {says!r}, against amount ({currency} {amount:,})"]


@pytest.mark.parametrize(
    ("summary", "amount", "currency"),
    [
        ("Over 15 billion CFA francs (about 23 million euros).", 15000000000, "XOF"),
        ("About 23 million euros.", 15000000000, "XOF"),
        ("Grant of 36 million and credit of 27 million dollars.", 63000000, "USD"),
        ("Part of the 960 million dollars that were needed.", 460000000, "USD"),
        ("Raised from 533 million euros after the crisis.", 727800000, "EUR"),
        ("Sum of the first year; 300 million euros had been spent by May.", 400000000, "EUR"),
        ("Asked for at the start, 263 million dollars.", 262_700_000, "USD"),
    ],
)
def test_an_amount_with_other_sums_beside_it_does_not(write: Write, summary: str, amount: int, currency: str) -> None:
    assert told(write, MONEY.format(summary=summary, amount=amount, currency=currency)) == []


def test_summaries_of_disputed_figures_and_sums_tell_what_others_count(write: Write) -> None:
    figure = FIGURE.format(summary="Soldiers, about 8,700, by the press.", value=12900, unit="personnel")
    money = MONEY.format(summary="The press gives less, 43 million euros.", amount=56000000, currency="EUR")
    assert len(told(write, figure + money)) == 2
    assert told(write, figure + "disputed = true\n" + money + "disputed = true\n") == []


def test_the_small_base_contradicts_itself_nowhere() -> None:
    base, _ = load.read([BASE])
    assert base is not None
    (rule,) = contradictions.rule.by_name.values()
    assert list(rule.findings(base)) == []


@pytest.mark.parametrize(
    "summary", ["1 " * 20_000, "9" * 100_000, "about " * 20_000, "1,111" * 20_000, "dead " * 20_000]
)
def test_no_summary_takes_long(write: Write, summary: str) -> None:
    """That of a hostile file may be of any length."""
    text = deaths(summary, 30, 40) + FIGURE.format(summary=summary, value=7, unit="people")
    told(write, text + MONEY.format(summary=summary, amount="inf", currency="EUR"))
