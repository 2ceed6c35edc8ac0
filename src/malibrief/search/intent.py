"""What a query asks for: a kind of fact, an end, a total, who came before or after, who was there when something happened.

These are preferences: they help to order what the words find, and exclude nothing. The words are in `words.txt`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from malibrief.facts.topics import TOPICS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence, Set

Way = Literal[-1, 0, 1]
"""Before, neither, or after."""
Placed = Literal["", "during", "at the start", "at the end"]
"""Whether a query says when by what it names, and which time of that it means."""
_END = (
    r"^(?:(?:un)?till? |jusqu a )?(?:when|quand) .*\b(?:end|expire|stop|finish|dissol|dissous|until|till|fin|termin)"
    r"|\b(?:end of|fin d(?:e|u|es)) (?!\d)|\bpr(?:is|end) fin\b|^(?:until|till|jusqu a) (?:when|quand)\b"
    r"|^(?:is|are|does|do|est|sont) .*\b(?:still|toujours|encore)\b"
)
"""A question for an end, or whether something has ended; "the end of 2001" is a time."""
_COUNT = r"\b(?:how many|number of|(?:combien|nombre) d(?:e|es)?)\b"
_TOTAL = (
    r"\b(?:totals?|altogether|overall|cumul|in all|so far|to date|en tout|a ce jour|jusqu ici|since the start"
    r"|(?:over|in) (?:\w+ )?(?:years|decade)|en \w+ ans)\b"
)
_DEFINED = (
    r"^(?:what (?:does|did) (.+?) (?:stand for|mean)|(?:what|who) ?(?:s|is|are|was|were) (.+)"
    r"|que (?:veut dire|signifie|fait|font) (.+)|qu est ce qu[ei](?: c est que| fait| font)? (.+)|c(?: est| etait)? (?:quoi|qui) (.+)"
    r"|qui (?:est|sont|etait|etaient) (.+)|(?:definition|meaning|signification|sigle|acronym) (?:(?:of|de|du|des|d) )?(.+)"
    r"|(.+?) (?:definition|meaning|signification|sigle|acronym|stands for|c est (?:quoi|qui)"
    r"|what (?:does|did) it (?:stand for|mean))(?: .*)?)$"
)
"""A question for what something is, and its name."""
_ARTICLE = r"^(?:the|a|an|le|la|les|l|un|une|d|de|du|des) "
_WHERE = r" (?:in|au|dans|en) .*"
"""What says behind a name where that is: "the MOC in the north"."""
_DAYS = {"week": 7, "semaine": 7, "month": 31, "mois": 31, "year": 365, "annee": 365, "an": 365}
"""The days of a time that is counted from the newest happening."""
A_WHILE = 31
"""The days of what is "recent", or "latest"."""


def _word_lists() -> dict[str, set[str]]:
    """Return the lists of `words.txt` by name."""
    lists: dict[str, set[str]] = defaultdict(set)
    lines = Path(__file__).with_name("words.txt").read_text(encoding="utf-8").splitlines()
    for name, _, words in (line.partition(": ") for line in lines if not line.startswith("#")):
        lists[name].update(words.split())
    lists["events"] |= lists["present"]
    return lists


LISTS = _word_lists()
"""Words that have a role in a query, by the role."""
DOCUMENTS = frozenset(("resolutions", "reports", "agreements", "statements"))
"""The topics of what is asked for as the last, or the first, of its kind."""
CAUSES = frozenset(("events", "statements"))
"""The topics of what says why something happened."""


def topics_asked(words: set[str], total: bool = False) -> frozenset[str]:
    """Return the topics that the words of a query ask for, one for a `total` figures and no events; none for most queries."""
    if words & LISTS["cause"]:
        return CAUSES
    if words & LISTS["people"]:
        asked = {topic for topic in TOPICS if topic != "missions" and words & LISTS[topic]}
        return frozenset(asked - {"events"} | {"figures"} if total else asked)
    asked = {topic for topic in TOPICS if words & LISTS[topic]}
    if total:
        return frozenset(asked - {"events"} | {"figures"})
    return frozenset(asked | {"events"} if words & LISTS["question"] else asked)


def kind_named(words: Sequence[str]) -> str:
    """Return the topic that a query asks for by its name ("which resolution", "quel rapport"); "" for none."""
    for before, word in pairwise(words):
        if before in LISTS["which"]:
            return next((topic for topic in DOCUMENTS if word in LISTS[topic]), "")
    return ""


def edge_asked(words: Sequence[str], topics: frozenset[str]) -> Way:
    """Return 1 where a query asks for the last of several documents, -1 for the first of them, 0 for neither."""
    if topics.isdisjoint(DOCUMENTS):
        return 0
    if not LISTS["last"].isdisjoint(words):
        return 1
    return 0 if LISTS["first"].isdisjoint(words) else -1


def neighbour_asked(words: set[str]) -> Way:
    """Return 1 where a query asks who came after somebody, -1 for who was there before, 0 for neither."""
    return 1 if words & LISTS["after"] else -1 if words & LISTS["before"] else 0


def placed(words: Sequence[str], place: Set[str]) -> tuple[Placed, int]:
    """Return which time of what it names a query means: "minister during Serval", "when Serval ended", and where that begins."""
    begin = next((n for n, word in enumerate(words) if word in LISTS["while"]), 0)
    if (LISTS["stop"] | place).issuperset(words[:begin]):
        return "", len(words)
    clause = set(words[begin:])
    if not LISTS["fall"].isdisjoint(clause):
        return "at the end", begin
    return ("during" if LISTS["rise"].isdisjoint(clause) else "at the start"), begin


def end_asked(folded: str) -> bool:
    """Return whether a folded query asks when something, or somebody's term, ended."""
    return re.search(_END, folded) is not None


def total_asked(folded: str, words: set[str], has_time: bool) -> bool:
    """Return whether a folded query asks how much or how many there were in all: so it does that asks how many died, at no time."""
    died = not has_time and re.search(_COUNT, folded) and not words.isdisjoint(LISTS["toll"])
    return bool(died) or re.search(_TOTAL, folded) is not None


def recent_asked(words: list[str]) -> tuple[int, list[str]]:
    """Return how many days before the newest happening words name, 0 where they name none, and the other words.

    "Last month" is such a time; "the last year of Serval" is none.
    """
    for place, pair in enumerate(pairwise(words)):
        days = max(_DAYS.get(word, 0) for word in pair)
        if days and LISTS["past"].intersection(pair) and LISTS["of"].isdisjoint(words[place + 2 : place + 3]):
            return days, words[:place] + words[place + 2 :]
    return 0, words


def only_time_asked(words: Iterable[str], place: Set[str]) -> bool:
    """Return whether words, those of the base's `place` aside, ask for nothing but what happened: a time is named, or is meant."""
    return LISTS["stop"].union(LISTS["empty"], place).issuperset(words)


def subject_of(folded: str) -> str:
    """Return the name in a folded query that asks what something is ("what is the CMA", "c'est quoi la CMA"), else the whole query."""
    match = re.search(_DEFINED, folded)
    return re.sub(_WHERE, "", re.sub(_ARTICLE, "", next(filter(None, match.groups())))) if match else folded


def bound_asked(folded: str) -> bool:
    """Return whether a folded query asks when something began or ended: "when did Serval start", "arrival of Wagner"."""
    words = re.sub(_ARTICLE, "", folded).split()
    if not LISTS["when"].isdisjoint(words[:3]):
        return True
    return not (LISTS["bounds"].isdisjoint(words[:1]) or LISTS["of"].isdisjoint(words[1:2]))


def ruler_asked(words: Iterable[str], place: Set[str]) -> bool:
    """Return whether words ask who leads, and name nothing but the country; `place` are its own."""
    asked = set(words) - LISTS["stop"] - place
    return not asked.isdisjoint(LISTS["leader"]) and asked <= LISTS["leader"] | LISTS["realm"]
