"""The rule about summaries whose numbers contradict the fields: the dead of an event, the value of a figure, an amount of money.

It reads English, and is rather silent than wrong. A number counts as that of the field only where the summary tells it as such
("kills 35 people", ", about 950,", "Over 15 billion CFA francs"); and a summary is content with one number that fits in any
usual rounding, or with some that add up.
"""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, NamedTuple

from malibrief.facts.dates import MONTHS
from malibrief.facts.model import Event, Figure, Funding
from malibrief.facts.rules import Rules
from malibrief.facts.told import text_of
from malibrief.language import say
from malibrief.text import money, number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from malibrief.facts.factbase import FactBase
    from malibrief.facts.model import AnyFact, Series
    from malibrief.facts.nested import Deaths
    from malibrief.facts.rules import Fault

_TEENS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = (
    {word: value for value, word in enumerate(_TEENS, start=1)}
    | {word: value for value, word in zip(range(20, 100, 10), _TENS, strict=True)}
    | {f"{ten}-{one}": 20 + 10 * n + m for n, ten in enumerate(_TENS) for m, one in enumerate(_TEENS[:9], start=1)}
)
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_MONTH = "|".join(MONTHS)
_DATE = (
    rf"\b\d{{1,2}}(?: (?:to|and|or) \d{{1,2}})? (?:{_MONTH})(?: \d{{4}})?|\b(?:{_MONTH}) \d{{4}}"
    r"|(?<![\d,.])(?:19|20)\d\d(?:[-/]\d{2,4})?(?![\d,]*\d| (?:million|billion))"
)
"""Days, months and years, whose numbers count nothing."""
_NUMBER = (
    r"(?<![\w.,/-])(?P<digits>\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,9})?|\d{1,18}(?:\.\d{1,9})?)(?![\d/])"
    rf"|\b(?P<word>{'|'.join(sorted(_WORDS, key=len, reverse=True))})\b"
)
_SCALED = rf"(?:{_NUMBER})(?: (?P<scale>{'|'.join(_SCALES)})\b)?"
_HEDGE = (
    r"(?:about|nearly|almost|some|around|approximately|roughly|at least|at most|up to|a good|close to"
    r"|(?:just |slightly )?(?:over|under)|(?:more|fewer|less) than)"
)
_DEAD = (
    r"\b(?:dead|deaths?|kill(?:s|ed|ing)?|die[ds]?|execute[ds]?|murder(?:s|ed)|massacred?|bodies|fatalities|lives)\b"
)
_HURT = r"\b(?:wound(?:s|ed|ing)|injured|missing|abduct(?:s|ed)|hostages?|captured?)\b"
_JOINED = rf"(?: (?!{_HURT})[\w’'-]+){{1,4}}(?:,| and|, and) (?:{_HEDGE} )?"
"""What joins two numbers of one list: "16 men and nine women"."""
_ONE_MORE = r"\band an? |\ban? (?:[\w’'-]+ )?[\w’'-]+(?: and\b|,)"
"""One of several who are told together, as in "a Belgian and three Danes"."""
_CURRENCIES = {
    "CAD": "dollars?", "CHF": "francs?", "CNY": "yuan", "DKK": "kroner?", "EUR": "euros?", "GBP": "pounds?", "JPY": "yen",
    "NOK": "kroner?", "SEK": "kron(?:or|a)", "USD": "dollars?", "XDR": "special drawing rights?", "XOF": "CFA francs?",
}  # fmt: skip
"""What texts call some currencies; others are known by their codes."""
_NEAR = 4
"""How many times a value, or a part of it, a number may be that is taken for it: those further off are mostly of something else."""
_WINDOW = 50
"""How many letters before a number are looked at."""
_MOST_SUMMED = 8
"""Of how many numbers of a summary sums are tried."""

rule = Rules("warning")


class _Number(NamedTuple):
    """A number of a text: its value, the size of the last digit that says something, whether it is spelt out, and where it stands."""

    value: float
    step: float
    spelt: bool
    start: int
    end: int


@rule("summary-contradicts")
def summary_contradicts(base: FactBase) -> Iterator[Fault]:
    """The numbers in a summary do not contradict `deaths`, `value` or `amount`."""
    series = {place.record.id: place.record for place in base.series}
    for place in base.facts:
        told, field, value = _told(place.record, series)
        if told:
            message = say("the summary says {told!r}, against {field} ({value})", told=told, field=field, value=value)
            yield place.at("summary"), message, say("correct one of the two")


def _told(fact: AnyFact, series: Mapping[str, Series]) -> tuple[str, str, str]:
    """Return what a summary says against a field, "" where it does not, that field, and its value as it is shown.

    Disputed figures and sums are passed over: their summaries tell what others count.
    """
    if isinstance(fact, Event) and fact.deaths:
        return _other_dead(fact.summary, fact.deaths), "deaths", str(fact.deaths)
    if isinstance(fact, Figure) and not fact.disputed:
        counted = fact if fact.unit else series.get(fact.series)
        unit, shown = (counted.unit, text_of(counted, "unit")) if counted else ("", "")
        return _other_value(fact.summary, fact.value, unit), "value", f"{number(fact.value)} {shown}"
    if isinstance(fact, Funding) and fact.amount is not None and fact.currency and not fact.disputed:
        return _other_value(fact.summary, fact.amount, fact.currency), "amount", money(fact.amount, fact.currency)
    return "", "", ""


def _numbers(text: str) -> list[_Number]:
    """Return the numbers of a text that are no dates, in their order."""
    undated = re.sub(_DATE, lambda date: "_" * len(date[0]), text)
    found = []
    for match in re.finditer(_SCALED, undated, re.IGNORECASE):
        scale = _SCALES[match["scale"].lower()] if match["scale"] else 1
        digits = match["digits"].replace(",", "") if match["digits"] else str(_WORDS[match["word"].lower()])
        spelt = match["digits"] is None
        found.append(_Number(float(digits) * scale, _step(digits) * scale, spelt, match.start(), match.end()))
    return found


def _step(digits: str) -> float:
    """Return the size of a number's last digit that is no zero: 100 for 5100, 0.1 for 3.20."""
    whole, _, decimals = digits.partition(".")
    if places := len(decimals.rstrip("0")):
        return 10.0**-places
    return 10.0 ** (len(whole) - len(whole.rstrip("0")))


def _fits(value: float, told: float, step: float) -> bool:
    """Return whether a number that a text tells is a value, or either is the other in a usual rounding."""
    rounding = max(min(step, told / 5), min(_step(f"{value:.9f}"), value / 10))
    return abs(value - told) < max(rounding, value * 1e-9)


def _sums(numbers: Sequence[_Number]) -> Iterator[tuple[float, float]]:
    """Yield the sums of two to four of the first numbers, each with its largest step."""
    for count in (2, 3, 4):
        for some in combinations(numbers[:_MOST_SUMMED], count):
            yield sum(each.value for each in some), max(each.step for each in some)


def _other_dead(summary: str, deaths: Deaths) -> str:
    """Return what a summary says of the dead; "" where some number in it fits, or where it gives none.

    A single death is often told without a number.
    """
    numbers = _numbers(summary)
    dead = _counting_dead(summary, numbers) if deaths.max > 1 else []
    single = len(re.findall(_ONE_MORE, summary, re.IGNORECASE)) if dead else 0
    told = [(each.value, each.step) for each in dead] + [(each.value, 0) for each in numbers] + list(_sums(dead))
    told += [(sum(each.value for each in dead) + more, 0) for more in range(1, single + 1)]
    if any(_among(deaths, value, step) for value, step in told):
        return ""
    near = (each for each in dead if deaths.min / 10 <= each.value <= deaths.max * 10)
    return next((_quoted(summary, each) for each in near), "")


def _among(deaths: Deaths, value: float, step: float) -> bool:
    fits = step and (_fits(deaths.min, value, step) or _fits(deaths.max, value, step))
    return deaths.min <= value <= deaths.max or bool(fits)


def _counting_dead(text: str, numbers: Sequence[_Number]) -> list[_Number]:
    """Return the numbers that count the dead: "35 dead", "101 people are killed", "kills at least 16 men and nine women"."""
    begins = [0, *(each.end for each in numbers)]
    ends = [*(each.start for each in numbers), len(text)]
    around = [text[begin:end] for begin, end in zip(begins, ends, strict=True)]
    counting = [_counts_dead(before, after) for before, after in pairwise(around)]
    joined = [re.fullmatch(_JOINED, between, re.IGNORECASE) is not None for between in around]
    for place in range(1, len(numbers)):
        counting[place] |= joined[place] and counting[place - 1]
    for place in range(len(numbers) - 1, 0, -1):
        counting[place - 1] |= joined[place] and counting[place]
    return [each for each, counts in zip(numbers, counting, strict=True) if counts]


def _counts_dead(before: str, after: str) -> bool:
    if re.search(rf"{_DEAD} (?:{_HEDGE} )?\Z", before[-_WINDOW:], re.IGNORECASE):
        return True
    dead = re.match(rf"(?:,? [\w’'-]+){{0,5}}? {_DEAD}", after, re.IGNORECASE)
    return dead is not None and not re.search(_HURT, dead[0], re.IGNORECASE)


def _other_value(summary: str, value: float, unit: str) -> str:
    """Return what a summary says for a value in its unit; "" where some number or sum in it fits, or where it says none."""
    value = abs(value)
    numbers = [each for each in _numbers(summary) if each.value]
    told = [(each.value, each.step) for each in numbers] + list(_sums(numbers))
    if not value or any(_fits(value, other, step) for other, step in told):
        return ""
    for each in numbers:
        near = value / _NEAR <= each.value <= value * _NEAR
        if not each.spelt and ((near and _stands_alone(summary, each, unit)) or _is_slip(summary, each, value, unit)):
            return _quoted(summary, each)
    return ""


def _stands_alone(text: str, told: _Number, unit: str) -> bool:
    """Return whether a text tells a number as that of the fact: with its first words, or set off with nothing but its unit."""
    before = text[max(0, told.start - _WINDOW) : told.start]
    after = re.match(_unit(unit), text[told.end :])
    if after is None:
        return False
    if told.start <= _WINDOW and re.fullmatch(rf"(?:{_HEDGE} )*", before, re.IGNORECASE):
        return True
    set_off = re.search(rf"[.:,(–] ?(?:{_HEDGE} )*\Z", before, re.IGNORECASE)
    return set_off is not None and re.match(r" ?[,.():;]|\Z", text[told.end + after.end() :]) is not None


def _is_slip(text: str, told: _Number, value: float, unit: str) -> bool:
    """Return whether a number has the digits of a value, two or more, and another order of magnitude: 1.5 billion for 15 million."""
    digits = [f"{each:e}".partition("e")[0].rstrip("0") for each in (told.value, value)]
    same = digits[0] == digits[1] and len(digits[0]) > len("1.")
    return same and re.match(_unit(unit), text[told.end :]) is not None


def _unit(unit: str) -> str:
    """Return the pattern of what follows a number in a unit; other units than those of money and shares may be left out."""
    if re.fullmatch(r"[A-Z]{3}", unit):
        return rf" (?:[A-Za-z]+ )?(?:{_CURRENCIES.get(unit, unit)}|{unit}\b)"
    return "%| per ?cent" if unit == "percent" else rf"(?: {re.escape(unit)})?(?: in all)?"


def _quoted(text: str, told: _Number) -> str:
    """Return a number as a text has it, with the two words after it."""
    words = re.match(r"(?: [\w’'-]+){0,2}", text[told.end :])
    return text[told.start : told.end] + (words[0] if words else "")
