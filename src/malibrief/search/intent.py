"""What a query asks for: a kind of fact, an end, a total, who came before or after, who was there when something happened.

These are preferences: they help to order what the words find, and exclude nothing. The words are in `words.txt`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import Literal

from malibrief.facts.topics import TOPICS

Way = Literal[-1, 0, 1]
"""Before, neither, or after."""
Placed = Literal["", "during", "at the end"]
"""Whether a query says when by what it names, and which time of that it means."""
_END = (
    r"^(?:(?:un)?till? |jusqu a )?(?:when|quand) .*\b(?:end|expire|stop|finish|dissol|dissous|until|till|fin|termin)"
    r"|\b(?:end of|fin d(?:e|u|es)) (?!\d)|\bpr(?:is|end) fin\b|^(?:until|till|jusqu a) (?:when|quand)\b"
)
"""A question for an end; "the end of 2001" is a time."""
_TOTAL = r"\b(?:totals?|altogether|overall|cumul|in all|so far|to date|en tout|a ce jour|jusqu ici|since the start)\b"


def _word_lists() -> dict[str, set[str]]:
    """Return the lists of `words.txt` by name."""
    lists: dict[str, set[str]] = defaultdict(set)
    lines = Path(__file__).with_name("words.txt").read_text(encoding="utf-8").splitlines()
    for name, _, words in (line.partition(": ") for line in lines if not line.startswith("#")):
        lists[name].update(words.split())
    return lists


LISTS = _word_lists()
"""Words that have a role in a query, by the role."""


def topics_asked(words: set[str]) -> frozenset[str]:
    """Return the topics that the words of a query ask for; none for most queries."""
    if words & LISTS["people"]:
        return frozenset(topic for topic in TOPICS if topic != "missions" and words & LISTS[topic])
    asked = {topic for topic in TOPICS if words & LISTS[topic]}
    return frozenset(asked | {"events"} if words & LISTS["question"] else asked)


def neighbour_asked(words: set[str]) -> Way:
    """Return 1 where a query asks who came after somebody, -1 for who was there before, 0 for neither."""
    return 1 if words & LISTS["after"] else -1 if words & LISTS["before"] else 0


def placed(words: set[str]) -> Placed:
    """Return which time of what it names a query means: "minister during Serval", "when Serval ended"."""
    return "" if words.isdisjoint(LISTS["while"]) else "at the end" if words & LISTS["fall"] else "during"


def end_asked(folded: str) -> bool:
    """Return whether a folded query asks when something, or somebody's term, ended."""
    return re.search(_END, folded) is not None


def total_asked(folded: str) -> bool:
    """Return whether a folded query asks how much or how many there were in all."""
    return re.search(_TOTAL, folded) is not None
