"""What a person's words mean: dates, numbers, the kind of fact that is asked for, and the words to look for.

English and French. Nothing that is typed is ever query syntax: whatever is not understood is a word to look for, and
signs are only what separates words. Numbers and dates keep the precision in which they were written.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import msgspec

from malibrief.dates import MONTHS, PartialDate
from malibrief.text import fold

VOCABULARY = Path(__file__).with_name("vocabulary.tsv")
"""Each line a phrase, folded and without stop words, a tab, and what may stand in its place, with semicolons between."""
MOST_WORDS = 24
"""So many words of a query are looked at; what comes after is left out."""


class Term(msgspec.Struct, frozen=True):
    """One thing to look for: the words as typed, what may stand in their place, and how much it counts."""

    words: tuple[str, ...]
    equivalents: tuple[tuple[str, ...], ...] = ()
    weight: float = 1.0


class Question(msgspec.Struct, frozen=True):
    """A query understood. Spans are (first, last) bounds of days; amounts are (least, most) for the precision given."""

    folded: str
    terms: tuple[Term, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    amounts: tuple[tuple[float, float], ...] = ()
    topics: frozenset[str] = frozenset()


_MONTHS = {month[:3].casefold(): n for n, month in enumerate(MONTHS, start=1)} | {
    fold(name): n
    for n, names in enumerate(
        (
            "janvier janv january", "fevrier fevr fev february febr", "mars march", "avril avr april", "mai may", "juin june",
            "juillet juil july", "aout august", "septembre sept september", "octobre october", "novembre november",
            "decembre december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_YEAR = r"(?:19[5-9]\d|20[0-4]\d)"
_DATES = (
    rf"\b(?P<y>{_YEAR})-(?P<m>\d\d?)-(?P<d>\d\d?)\b",
    rf"\b(?P<d>\d\d?)[/.](?P<m>\d\d?)[/.](?P<y>{_YEAR})\b",
    rf"\b(?P<d>\d\d?)(?:er|st|nd|rd|th)?(?: of)? (?P<w>[a-z]+)\.?,? (?P<y>{_YEAR})\b",
    rf"\b(?P<w>[a-z]+)\.? (?P<d>\d\d?)(?:st|nd|rd|th)?,? (?P<y>{_YEAR})\b",
    rf"\b(?P<w>[a-z]+)\.?,? (?:of |de )?(?P<y>{_YEAR})\b",
    rf"\b(?P<y>{_YEAR})-(?P<m>\d\d)\b",
    rf"\b(?P<m>0\d|1[0-2])/(?P<y>{_YEAR})\b",
)
_PARTS = {
    **dict.fromkeys("early beginning start debut".split(), (101, 430)),
    **dict.fromkeys("mid middle mi milieu".split(), (501, 831)),
    **dict.fromkeys("late end fin".split(), (901, 1231)),
}
_PART = rf"\b(?P<part>{'|'.join(_PARTS)})[ -](?:of |de |d')?(?P<y>{_YEAR})\b"
_BETWEEN = rf"\b(?:between|from|entre|de)? ?(?P<a>{_YEAR}) ?(?:-|–|and|to|et|a) ?(?P<b>{_YEAR})\b"
_SINCE = rf"\b(?:since|after|depuis|apres) (?P<a>{_YEAR})\b"
_BEFORE = rf"\b(?:before|until|avant|jusqu en) (?P<b>{_YEAR})\b"
_YEAR_ALONE = rf"(?<![\d,./-])(?P<y>{_YEAR})(?![\d,./])"
# These are compiled when a query with a digit needs them.

_UNITS = {
    "k": 1e3, "thousand": 1e3, "thousands": 1e3, "mille": 1e3, "milliers": 1e3,
    "m": 1e6, "mn": 1e6, "mln": 1e6, "mio": 1e6, "million": 1e6, "millions": 1e6,
    "bn": 1e9, "b": 1e9, "mds": 1e9, "md": 1e9, "mrd": 1e9, "billion": 1e9, "billions": 1e9, "milliard": 1e9, "milliards": 1e9,
}  # fmt: skip
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_GROUPED = r"\d{1,3}(?:[, .\u00a0\u202f']\d{3})+(?!\d)"
_AMOUNT = rf"(?<![\w/.-])(?:[$€£]|usd|eur|us\$)? ?(?P<n>{_GROUPED}|\d+(?:[.,]\d+)?) ?(?P<u>(?:{_UNIT})(?![a-z]))?(?: ?[$€£])?(?![\w/-])"

_STOP = frozenset(
    # English
    "a an and are as at be been by can could did do does for from give had has have he her his how i if in into is it its "
    "just list me my of on or our out over please s say show t tell that the their them there these they this those to "
    "under up us was we were what when where which while who whom whose why will with within would you your about any all "
    "between during after before since until then than so not no exactly still currently latest last current ever mali many much "
    # French
    "au aux avec ce ces cette cet dans de des du d elle elles en entre est et eu il ils je l la le les leur leurs lors lui ma mais meme "
    "mes n ne nos notre nous on ont ou par pas pour qu que quel quelle quelles quels qui quand quoi sa sans se ses son sont "
    "sur ta te tes toi ton tu un une vos votre vous y a ete etait sont depuis apres avant pendant combien comment pourquoi "
    "quelqu donne moi montre liste date annee mois jour".split()
)  # fmt: skip
_ASKS = {
    "people": (
        "who qui whose head heads headed leads lead led leader chief boss commander commandant commande dirige "
        "dirigeait chef patron minister ministre president presidente ambassador ambassadeur envoy envoye "
        "representative representant srsg spokesman pm"
    ),
    "figures": (
        "many combien number nombre strength effectif effectifs size ceiling plafond displaced deplaces "
        "refugies refugees idps toll rate index population schools ecoles figures chiffres statistics"
    ),
    "funding": (
        "much give gave given donne budget cost costs cout couts coute funding financement funded pledge pledged pledges promesses money "
        "argent aid aide loan pret grant don donor donors bailleurs disbursed committed paid verse million "
        "millions billion milliard milliards eur usd euros dollars fcfa spent price envelope tranche"
    ),
    "resolutions": ("resolution resolutions unscr mandate mandat prst vote voted veto vetoed"),
    "reports": ("report reports rapport rapports"),
    "agreements": ("agreement accord accords treaty traite charter charte pact pacte ceasefire communique"),
    "sanctions": ("sanction sanctions sanctionne sanctionnes sanctioned listed listing listings blacklist blacklisted"),
    "statements": (
        "say says said reacted react statement declaration declare dit reaction condemns condemned condamne speech discours"
    ),
    "missions": ("mission operation force contingent"),
    "events": (
        "attack attaque attentat massacre killed tues coup election kidnapped protest ambush crash when quand where ou"
    ),
}
"""The words that ask for a kind of fact, by topic. They are also looked for, unless they are stop words."""
_LIGHT = frozenset(
    "head heads headed leads lead led leader chief boss chef patron dirige dirigeait qui who strength effectif effectifs number "
    "nombre start started begin begins began debut end ended ends fin happen happened happens happening passe arrive year "
    "million millions billion billions milliard milliards eur usd euros dollars euro dollar fcfa cfa francs xof resolution resolutions res "
    "many much person people name nom called situation crisis crise war guerre country pays new nouveau nouvelle".split()
)
"""Words that help to order and rarely decide."""
_LIGHT_WEIGHT = 0.3


def understand(query: str) -> Question:
    """Read a query. An empty one, or one of signs only, is a question without anything to look for."""
    folded = " ".join(fold(query).split()[: MOST_WORDS * 2])
    plain = _signs_kept(query)
    spans, rest = _dates(plain) if any(map(str.isdecimal, plain)) else ((), plain)
    amounts = _amounts(rest)
    asked = set(folded.split())
    topics = frozenset(topic for topic, asking in _ASKS.items() if asked & set(asking.split()))
    words = fold(rest).split()[:MOST_WORDS]
    capitals = (
        frozenset(word.casefold() for word in re.findall(r"\b[A-Z]{2,}\b", query))
        if query != query.upper()
        else frozenset()
    )
    return Question(folded, tuple(_terms(words, capitals)), spans, amounts, topics)


def _signs_kept(query: str) -> str:
    """The query without accents and in lower case, on one line, with its signs."""
    import unicodedata

    text = unicodedata.normalize("NFKD", query[:2000]).casefold()
    return re.sub(r"\s+", " ", "".join(c for c in text if not unicodedata.combining(c))).strip()


def _dates(text: str) -> tuple[tuple[tuple[int, int], ...], str]:
    """The spans of time that are named, and the text without them (a year alone stays in it)."""
    spans: list[tuple[int, int]] = []

    def take(match: re.Match[str]) -> str:
        date = _date(match.groupdict())
        if date is None:
            return match[0]
        spans.append((date.first, date.last))
        return " "

    def take_range(match: re.Match[str]) -> str:
        years = match.groupdict()
        spans.append((int(years.get("a", 0)) * 10000 + 101, int(years.get("b", 9999)) * 10000 + 1231))
        return " "

    for pattern in _DATES:
        text = re.sub(pattern, take, text)

    def take_part(match: re.Match[str]) -> str:
        first, last = _PARTS[match["part"]]
        spans.append((int(match["y"]) * 10000 + first, int(match["y"]) * 10000 + last))
        return " "

    text = re.sub(_PART, take_part, text)
    for pattern in (_BETWEEN, _SINCE, _BEFORE):
        text = re.sub(pattern, take_range, text)
    years = [int(match["y"]) for match in re.finditer(_YEAR_ALONE, text)]
    spans += [(year * 10000 + 101, year * 10000 + 1231) for year in years]
    return tuple(spans), text


def _date(parts: dict[str, str | None]) -> PartialDate | None:
    word, day = parts.get("w"), parts.get("d")
    month = int(parts.get("m") or 0) if word is None else _MONTHS.get(word, 0)
    text = f"{parts['y']}-{month:02d}" + (f"-{int(day):02d}" if day else "")
    try:
        return PartialDate.parse(text)
    except ValueError:
        return None


def _amounts(text: str) -> tuple[tuple[float, float], ...]:
    """The numbers that are named; "615 million" reaches from 614 to 616 million, "5,100" is that number."""
    amounts = []
    for match in re.finditer(_AMOUNT, text) if any(map(str.isdecimal, text)) else ():
        written, unit = match["n"], _UNITS.get(match["u"] or "")
        if unit is None and re.fullmatch(_YEAR, written):
            continue
        grouped = re.fullmatch(_GROUPED, written)
        digits = re.sub(r"[^\d]", "", written) if grouped else written.replace(",", ".")
        value = float(digits)
        if unit is None:
            amounts.append((value, value))
        else:
            decimals = 0 if grouped else len(digits.partition(".")[2])
            slack = 10**-decimals * unit
            amounts.append((value * unit - slack, value * unit + slack))
    return tuple(amounts)


def _terms(words: list[str], capitals: frozenset[str]) -> list[Term]:
    """The words to look for, with what may stand in their place; phrases of the vocabulary are one term.

    A stop word in capitals is an acronym: UN, EU, US. A year is a time, and a word only where there is no other.
    """
    telling = [word for word in words if (word not in _STOP or word in capitals) and not re.fullmatch(_YEAR, word)]
    terms: list[Term] = []
    rest = telling or words
    while rest:
        length = next((n for n in range(min(4, len(rest)), 1, -1) if equivalents(rest[:n])), 1)
        phrase, rest = rest[:length], rest[length:]
        weight = _LIGHT_WEIGHT if length == 1 and phrase[0] in _LIGHT else 1.0
        terms.append(Term(tuple(phrase), equivalents(phrase), weight))
    return list({term.words: term for term in terms}.values())


def equivalents(phrase: list[str]) -> tuple[tuple[str, ...], ...]:
    """What the facts may say instead of a phrase, from `vocabulary.tsv`; nothing for most."""
    text = _vocabulary()
    start = text.find(f"\n{' '.join(phrase)}\t")
    if start < 0:
        return ()
    said = text[text.index("\t", start) + 1 : text.index("\n", start + 1)]
    return tuple(telling_words(other) for other in said.split(";"))


@cache
def _vocabulary() -> str:
    return "\n" + VOCABULARY.read_text(encoding="utf-8")


def telling_words(phrase: str) -> tuple[str, ...]:
    """The words of a phrase, folded and without its stop words, unless it has no others."""
    words = fold(phrase).split()
    return tuple(word for word in words if word not in _STOP) or tuple(words)
