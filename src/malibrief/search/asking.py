"""What a query asks for: the kind of fact, the first or latest of several, who came after whom, what there was in all.

English and French. These are preferences, which only help to order what the words find.
"""

from __future__ import annotations

import re
from typing import Literal

Way = Literal[-1, 0, 1]
"""Earlier, neither or later."""

_ASKING = {
    "people": (
        "who qui whose head heads headed leads lead led leader chief boss commander commandant commande dirige "
        "dirigeait chef patron minister ministre president presidente ambassador ambassadeur envoy envoye "
        "general colonel diplomat diplomate premier successor predecessor representative representant srsg spokesman pm expert "
        "observer observateur coordinator coordinateur"
    ),
    "figures": (
        "many combien number nombre strength effectif effectifs size ceiling plafond displaced deplaces "
        "refugies refugees idps toll rate index population schools ecoles figures chiffres statistics"
    ),
    "funding": (
        "much promised promise promises promis give gave given donne "
        "budget cost costs cout couts coute funding financement funded pledge pledged pledges "
        "promesses money "
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
_ASKS = {topic: frozenset(words.split()) for topic, words in _ASKING.items()}
_AFTER = frozenset(
    "after apres replaced replaces remplace succeeded succeeds succede successor successeur followed".split()
)
_BEFOREHAND = frozenset("before avant replace succeed predecessor predecesseur preceded precede".split())
_LATEST = frozenset(
    "last latest current currently now today recent newest still actuel actuelle actuellement aujourd dernier derniere "
    "derniers dernieres".split()
)
_PAST = frozenset(
    "peak most highest maximum max record worst ceiling plafond plus maximal target planned was were led headed commanded had did "
    "etait dirigeait commandait former ancien".split()
)
"""Words that ask for neither: for the highest, or for what was at no time that is named."""
_FIRST = frozenset("first earliest initial premier premiere".split())
_PRESENT = ("who is", "who s", "who leads", "who heads", "who commands", "qui est", "qui dirige", "qui commande")
_NOT_FIRST = ("premier ministre", "premiere ministre", "premier tour", "first round")
_QUESTIONS = {
    **dict.fromkeys(
        "who whom whose qui".split(), frozenset(("people", "events", "agreements", "sanctions", "resolutions"))
    ),
    **dict.fromkeys("when quand".split(), frozenset(("events", "resolutions", "agreements", "sanctions", "reports"))),
    **dict.fromkeys("many combien".split(), frozenset(("figures", "funding", "events"))),
    **dict.fromkeys("why pourquoi".split(), frozenset(("events", "statements", "sanctions"))),
    "much": frozenset(("figures", "funding")),
}
"""The topics that can answer a question, by the word that asks it; a topic that other words ask for is kept only where it
is one of these."""
_WHO = frozenset(("who", "qui"))
_DEEDS = frozenset(
    "shot killed attacked murdered kidnapped abducted overthrew toppled founded created formed claimed won captured seized "
    "tue attaque assassine enleve renverse fonde cree gagne pris bombed destroyed detruit freed libere".split()
)
"""What somebody did: who did it is told by the event."""
_TIMES = frozenset(("when", "quand"))
_ANY_QUESTION = frozenset("when quand where ou".split())
"""Question words that ask for events, unless another word says what is asked for."""
_ENDS = frozenset(
    "end ended ends ending expire expired expires stop stopped dissolved until till fin finit fini termine "
    "terminee dissous jusqu".split()
)
_END_OF = re.compile(r"\b(?:end of|fin d(?:e|u|es)) (?!\d)|\bpr(?:is|end) fin\b")
"""Words that ask for an end; "the end of 2001" is a time."""
_TOTAL = frozenset("total totals altogether overall cumulative cumulated cumul cumule".split())
_TOTAL_PHRASES = (
    "in all",
    "so far",
    "to date",
    "en tout",
    "a ce jour",
    "jusqu ici",
    "jusqu a present",
    "since the start",
    "au total",
)


def topics_asked(words: list[str]) -> frozenset[str]:
    """The kinds of fact that the words ask for; of a question those that can answer it."""
    # Later in a sentence "when" joins clauses: "minister when IBK fell".
    asking = (word for n, word in enumerate(words) if word in _QUESTIONS and (n < 2 or word not in _TIMES))
    question = next(asking, None)
    asked = set(words)
    if question not in _TIMES and (question or not asked.isdisjoint(_ASKS["people"])):
        asked -= _ANY_QUESTION
    topics = frozenset(topic for topic, askers in _ASKS.items() if asked & askers)
    if question in _WHO and asked & _DEEDS:
        return frozenset(("events",))
    if "people" in topics:
        topics -= {"missions"}
    return topics if question is None else topics & _QUESTIONS[question]


def total(folded: str) -> bool:
    """Whether it is asked what there was in all."""
    return not _TOTAL.isdisjoint(folded.split()) or any(f" {phrase} " in f" {folded} " for phrase in _TOTAL_PHRASES)


def ending(folded: str, words: set[str]) -> bool:
    """Whether it is asked when something or somebody's term ended."""
    asks_when = folded.startswith(("when ", "quand ", "until when ", "till when ", "jusqu a quand "))
    return (asks_when and bool(words & _ENDS)) or bool(_END_OF.search(folded))


def neighbour(words: set[str]) -> Way:
    """1 where it is asked who came after somebody, -1 who was there before, 0 for neither."""
    return 1 if words & _AFTER else -1 if words & _BEFOREHAND else 0


def order(folded: str, words: set[str], topics: frozenset[str]) -> Way:
    """1 where the latest is asked for, in so many words or in the present tense, -1 for the first, 0 for neither."""
    if words & _LATEST or any(f" {phrase} " in f" {folded} " for phrase in _PRESENT):
        return 1
    if words & _FIRST and not any(phrase in folded for phrase in _NOT_FIRST):
        return -1
    return 1 if "figures" in topics and "funding" not in topics and not words & _PAST else 0
