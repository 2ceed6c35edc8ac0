"""Search: a query to facts in the order in which a person would want them, each with the reason why it matched.

The score of a fact is the share of the query's weight that it answers: rare words weigh more than common ones, words in
the title or an alias more than words in the summary. What the query names outright (an id, a name, a number, a date) and
the kind of fact that it asks for are added. The work has a ceiling: of a word's facts at most `MOST` are looked at, so
that a search costs the same in a large fact base as in a small one.
"""

from __future__ import annotations

from collections import defaultdict
from math import log
from typing import TYPE_CHECKING, Any

import msgspec

from malibrief import query
from malibrief.errors import MalibriefError
from malibrief.model import SOURCES, TOPICS, day_of, label_of
from malibrief.text import edits, fold
from malibrief.understand import MOST_WORDS, Question, Term, understand

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from malibrief.index import Index
    from malibrief.query import Filter, Found

MOST = 2000
"""So many facts of one word and field are looked at."""
FIELDS = {"title": 1.0, "aliases": 0.95, "names": 0.7, "summary": 0.65, "read": 0.4}
"""The fields in which words are looked for, and what a word in them is worth."""
COVERAGE = 0.75
"""How much of the words' worth depends on how many of them a fact has."""
PART_NAMED = 0.45
"""What a name is worth that is a part of the query, by its share of the words."""
LINKED, LINKED_ASKED = 0.08, 0.22
"""What it is worth to be about what was named, and more where it is of the kind that was asked for."""
TITLE, MILESTONE = 0.18, 0.1
"""What it is worth that the whole title was named, and that a fact is a milestone."""
PREFERRED = {"people": 0.06, "events": 0.06, "resolutions": 0.06, "statements": 0.2}
"""What it is worth to be of the kind that the query asks for, where it is not 0.12."""
VALUED = {"place": 0.2, "donor": 0.12, "recipient": 0.06, "speaker": 0.2, "author": 0.1, "country": 0.06}
"""What it is worth to have a value that was named, by field."""
TOLD = 0.15
"""What it is worth to tell of a year that was named without being of it."""
NAMED = frozenset(("missions", "people", "agreements", "sanctions"))
"""The topics of what has a name; one word alone is most likely part of a name."""
PREFIX, SPELLING, EQUIVALENT = 0.75, 0.7, 0.8
"""What a word is worth that only begins so, is only spelt so, or only means the same."""


class Match(msgspec.Struct, frozen=True):
    """Why a fact was found: the field, its text, and how: id, name, number, date, words, prefix or spelling."""

    field: str
    text: str
    kind: str
    words: tuple[str, ...] = ()


class Hit(msgspec.Struct, frozen=True):
    """A fact with its score and its match."""

    found: Found
    score: float
    match: Match


class Answer(msgspec.Struct, frozen=True):
    """The best hits, how many there are in all (at least), and the words that were taken for others."""

    hits: list[Hit]
    total: int
    respelt: dict[str, str]
    question: Question


class Hints(msgspec.Struct, frozen=True):
    """What speaks for a fact beside its words: it is about what was named, tells of a year, or has a value that was named."""

    linked: set[int]
    telling_years: set[int]
    valued: dict[int, float]


class Looked(msgspec.Struct):
    """What was found of one term: for each fact what the term is worth in it, and how it was found."""

    worth: dict[int, float]
    kind: str
    respelt: str = ""


def search(index: Index, text: str, wanted: Filter, limit: int | None) -> Answer:
    """The facts that answer a query and pass the filter, the best first, at most `limit` of them.

    Raises MalibriefError when the index has no words because this Python's SQLite lacks FTS5.
    """
    if not index.meta("words"):
        raise MalibriefError(
            "search needs SQLite with FTS5, which this Python lacks; every other command works without it"
        )
    question = understand(text)
    scores: dict[int, float] = defaultdict(float)
    kinds: dict[int, str] = {}
    looked = [_look(index, term) for term in question.terms]
    _add_words(index, question, looked, scores, kinds)
    respelt = {
        " ".join(term.words): found.respelt for term, found in zip(question.terms, looked, strict=True) if found.respelt
    }
    folded = " ".join(respelt.get(word, word) for word in question.folded.split())
    linked = _add_names(index, folded, scores, kinds)
    hints = Hints(linked, _told_years(index, question), _valued(index, folded))
    _add_amounts(index, question, scores, kinds)
    _add_dates(index, question, scores, kinds)
    rows = _rows(index, scores, wanted)
    ranked = sorted(
        ((_final(row, scores[row[0]], question, hints), row) for row in rows), key=lambda pair: (-pair[0], pair[1][0])
    )
    best = ranked if limit is None else ranked[:limit]
    facts = {found.n: found for found in query.get(index, [row[0] for _, row in best])}
    sought = _sought(question, respelt)
    hits = [
        Hit(facts[row[0]], score, _match(facts[row[0]], sought, len(question.terms), kinds.get(row[0], "words")))
        for score, row in best
    ]
    return Answer(hits, len(ranked), respelt, question)


def _look(index: Index, term: Term) -> Looked:
    """Where a term occurs: as typed or in other words, else as the beginning of a word, else nearly spelt so."""
    exact = _worth(index, [term.words], 1.0)
    for n, worth in _worth(index, term.equivalents, EQUIVALENT).items():
        exact[n] = max(exact.get(n, 0.0), worth)
    if exact or all(word.isdecimal() for word in term.words):
        return Looked(exact, "words")
    word = term.words[0]
    if len(term.words) == 1 and len(word) >= 3 and term.weight == 1:
        begun = _worth(index, [term.words], PREFIX, prefix=True)
        if begun:
            return Looked(begun, "prefix")
        for near in near_words(index, word):
            spelt = _worth(index, [(near,)], SPELLING)
            if spelt:
                return Looked(spelt, "spelling", near)
    return Looked({}, "words")


def _worth(index: Index, phrases: Sequence[tuple[str, ...]], factor: float, prefix: bool = False) -> dict[int, float]:
    """For each fact that has all words of one of the phrases in one field: what the best such field is worth."""
    if not phrases:
        return {}
    star = "*" if prefix else ""
    either = " OR ".join("(" + " AND ".join(f'"{word}"{star}' for word in phrase) + ")" for phrase in phrases if phrase)
    worth: dict[int, float] = {}
    for field, value in FIELDS.items():
        for (n,) in index.rows(
            "SELECT rowid FROM words WHERE words MATCH ? LIMIT ?", (f"{{{field}}} : ({either})", MOST)
        ):
            if n not in worth:
                worth[n] = value * factor
    return worth


def near_words(index: Index, word: str, most: int = 3, looser: int = 0) -> list[str]:
    """The words of the facts that are spelt nearly like this one, the nearest first; of numbers there are none.

    One letter of a short word, two of a longer one may differ, `looser` more of a long one.
    """
    if word.isdecimal() or len(word) < 4:
        return []
    reach = min(1 if len(word) < 6 else 2, len(word) // 4 + 1) + (looser if len(word) > 7 else 0)
    sizes = (len(word) - reach, len(word) + reach)
    near: list[tuple[int, int, str]] = []
    for first, after in ((word[0], word[0] + "\U0010ffff"), ("", "\U0010ffff")):
        rows = index.rows("SELECT text, facts FROM word WHERE text >= ? AND text < ? AND length(text) BETWEEN ? AND ? LIMIT 50000",
                          (first, after, *sizes))  # fmt: skip
        near = [
            (far, -facts, text)
            for text, facts in rows
            if not text.isdecimal() and (far := edits(word, text, reach)) <= reach
        ]
        if near:
            break
    return [text for _, _, text in sorted(near)[:most]]


def _add_words(
    index: Index, question: Question, looked: list[Looked], scores: dict[int, float], kinds: dict[int, str]
) -> None:
    """The share of the query's weight that each fact answers, more than in proportion."""
    count = max(index.meta("records"), 1)
    weights = [
        term.weight * log(1 + count / (1 + len(found.worth)))
        for term, found in zip(question.terms, looked, strict=True)
    ]
    whole = sum(weights) or 1.0
    answered: dict[int, float] = defaultdict(float)
    covered: dict[int, float] = defaultdict(float)
    for weight, found in zip(weights, looked, strict=True):
        for n, worth in found.worth.items():
            answered[n] += weight * worth
            covered[n] += weight
            if found.kind != "words":
                kinds[n] = found.kind
    for n, worth in answered.items():
        scores[n] += worth / whole * (1 - COVERAGE + COVERAGE * covered[n] / whole)


def _add_names(index: Index, folded: str, scores: dict[int, float], kinds: dict[int, str]) -> set[int]:
    """What the query calls by its name, in whole or in part. Gives the facts that are about what it names."""
    words = folded.split()[:MOST_WORDS]
    if not words:
        return set()
    parts = _parts(words)
    rows = index.rows(
        f"SELECT folded, n, rank FROM name WHERE folded IN ({','.join('?' * len(parts))}) AND rank < 5", list(parts)
    )
    shared: dict[str, int] = defaultdict(int)
    for name, _, _ in rows:
        shared[name] += 1
    named: dict[int, float] = {}
    for name, n, rank in rows:
        share = parts[name] / len(words)
        worth = (1.6 - 0.12 * rank if share == 1 else PART_NAMED * share * (1 - 0.12 * max(rank - 2, 0))) / (
            1 if rank < 2 else shared[name] ** 0.35
        )
        named[n] = max(named.get(n, 0.0), worth)
        kinds.setdefault(n, "id" if rank < 2 else "name")
    for n, worth in named.items():
        scores[n] += worth
    strongest = [n for n, worth in sorted(named.items(), key=lambda pair: -pair[1])[:5]]
    about = index.rows(
        f"SELECT n FROM link WHERE target IN ({','.join('?' * len(strongest))}) AND field != 'sources' LIMIT ?",
        [*strongest, MOST],
    )
    return {n for (n,) in about}


def _told_years(index: Index, question: Question) -> set[int]:
    """The facts whose words tell of a year that was named, whenever they are dated."""
    years = {str(span[0] // 10000) for span in question.spans if span[0] // 10000 == span[1] // 10000}
    return {
        n
        for year in years
        for (n,) in index.rows("SELECT rowid FROM words WHERE words MATCH ? LIMIT ?", (f'"{year}"', MOST))
    }


def _valued(index: Index, folded: str) -> dict[int, float]:
    """The facts that have a value that was named: a place, a donor, a recipient, a speaker, an author."""
    parts = _parts(folded.split()[:MOST_WORDS])
    rows = index.rows(
        f"SELECT field, held FROM value WHERE folded IN ({','.join('?' * len(parts))}) AND facts < ?", [*parts, MOST]
    )
    valued: dict[int, float] = {}
    for field, held in rows:
        for n in map(int, held[1:-1].split(",")) if field in VALUED else ():
            valued[n] = max(valued.get(n, 0.0), VALUED[field])
    return valued


def _parts(words: Sequence[str]) -> dict[str, int]:
    """Every run of up to seven words, and how many words it has."""
    return {" ".join(words[i:j]): j - i for i in range(len(words)) for j in range(i + 1, min(i + 7, len(words)) + 1)}


def _add_amounts(index: Index, question: Question, scores: dict[int, float], kinds: dict[int, str]) -> None:
    for least, most in question.amounts:
        small = least == most and least < 100 and least.is_integer()
        middle, reach = (least + most) / 2, max((most - least) / 2, 1e-9)
        for n, own, amount in index.rows(
            "SELECT n, own, amount FROM quantity WHERE amount BETWEEN ? AND ? LIMIT ?", (least, most, MOST)
        ):
            near = 1 - 0.6 * abs(amount - middle) / reach
            scores[n] += ((0.1 if small else 0.35) + (0.1 if small else 0.4) * own) * near
            kinds.setdefault(n, "number")


def _add_dates(index: Index, question: Question, scores: dict[int, float], kinds: dict[int, str]) -> None:
    """With nothing but a time to go by, what happened then; the worth of a time beside words is added at the end."""
    if scores and question.terms:
        return
    for first, last in question.spans:
        topics = ",".join("?" * len(TOPICS))
        sql = f"SELECT n FROM record WHERE topic IN ({topics}) AND first BETWEEN ? AND ? LIMIT ?"
        for (n,) in index.rows(sql, (*TOPICS, first, last, MOST)):
            scores[n] += 0.3
            kinds.setdefault(n, "date")


def _rows(index: Index, scores: dict[int, float], wanted: Filter) -> list[tuple[Any, ...]]:
    """The records that have a score and pass the filter: n, topic, title, first, last, milestone, detail."""
    where, values = query.condition(index, wanted)
    numbers = sorted(scores, key=lambda n: -scores[n])[: 4 * MOST]
    rows: list[tuple[Any, ...]] = []
    for start in range(0, len(numbers), 5000):
        some = numbers[start : start + 5000]
        marks = ",".join("?" * len(some))
        rows += index.rows(
            f"SELECT n, topic, title, first, last, milestone, detail FROM record r WHERE n IN ({marks}) AND {where}",
            [*some, *values],
        )
    return rows


def _final(row: tuple[Any, ...], score: float, question: Question, hints: Hints) -> float:
    """The score with what the query says of time and kind, and what a fact's own standing adds."""
    _, topic, title, first, last, milestone, detail = row
    if topic == SOURCES.name:
        return score * 0.3 - 1
    if question.spans and first is not None:
        timely = max(_timely(first, last, span, topic) for span in question.spans)
        score += max(timely, TOLD) if row[0] in hints.telling_years else timely
    if row[0] in hints.valued:
        score += hints.valued[row[0]]
    if topic in question.topics:
        score += PREFERRED.get(topic, 0.12) + LINKED_ASKED * (row[0] in hints.linked)
    score += LINKED * (row[0] in hints.linked)
    if topic == "people" and detail.startswith(("Deputy", "Acting")) and "deputy" not in question.folded:
        score -= 0.15
    if len(question.terms) == 1 and topic in NAMED:
        score += 0.12
    words = fold(title).split()
    asked = {word for term in question.terms for word in term.words}
    return score + TITLE * sum(word in asked for word in words) / max(len(words), 1) + MILESTONE * bool(milestone)


def _timely(first: int, last: int, span: tuple[int, int], topic: str) -> float:
    """What it is worth that a fact is of the time that was named: most when it began then, less when it lasted through it."""
    if (first, last) == span and span[0] != span[1]:
        return 0.4
    if span[0] <= first <= span[1]:
        return 0.8 if span[0] == span[1] else 0.3
    if first <= span[1] and last >= span[0]:
        return 0.28 if topic in ("people", "missions") else 0.15
    return -0.2


def _sought(question: Question, respelt: dict[str, str]) -> list[str]:
    words = {word for term in question.terms for phrase in (term.words, *term.equivalents) for word in phrase}
    return sorted(words | {word for near in respelt.values() for word in near.split()})


def _match(found: Found, sought: Iterable[str], terms: int, kind: str) -> Match:
    """The field with the most of the words, its text around them, and the words as they stand there."""
    texts = _texts(found)
    if kind == "id":
        return Match("id", found.fact.id, kind)
    best: str = "title"
    held: tuple[str, ...] = ()
    for field, text in texts.items():
        if len(held) >= terms:
            break
        here = _words_in(text, sought)
        if len(here) > len(held):
            best, held = field, here
    if kind == "date":
        return Match("date", str(day_of(found.fact) or ""), kind)
    return Match(best, texts[best] if best != "summary" else _around(texts[best], held), kind, held)


def _texts(found: Found) -> dict[str, str]:
    """The texts of a fact by field, the weightiest first."""
    fact = found.fact
    texts = {"title": label_of(fact), "aliases": "; ".join(getattr(fact, "aliases", []))}
    for name in TOPICS[found.topic].words if found.topic != SOURCES.name else ("publisher",):
        value = getattr(fact, name, None)
        texts[name] = "; ".join(value) if isinstance(value, list) else str(value or "")
    return texts | {"summary": getattr(fact, "summary", "")}


def _words_in(text: str, sought: Iterable[str]) -> tuple[str, ...]:
    words = dict.fromkeys(text.replace("’", "'").split())
    found = []
    for word in words:
        folded = fold(word)
        if any(_alike(part, other) for part in folded.split() for other in sought):
            found.append(word.strip(".,;:()\"'"))
    return tuple(found)


def _alike(word: str, other: str) -> bool:
    """Whether two words are one but for an ending."""
    if word == other:
        return True
    shorter, longer = sorted((word, other), key=len)
    return (
        len(shorter) >= 4 and longer.startswith(shorter[: max(4, len(shorter) - 2)]) and len(longer) - len(shorter) <= 3
    )


def _around(text: str, held: tuple[str, ...], width: int = 160) -> str:
    """The part of a long text that has the first of the words, cut between words."""
    if len(text) <= width:
        return text
    place = text.find(held[0]) if held else 0
    start = 0 if place < width // 2 else text.rfind(" ", 0, place - width // 3) + 1
    end = len(text) if start + width >= len(text) else text.rfind(" ", start, start + width)
    return ("… " if start else "") + text[start:end] + (" …" if end < len(text) else "")


def corrected(index: Index, text: str) -> str | None:
    """The query with its unknown words put right, where near spellings are known; None where they are not."""
    words = []
    changed = False
    for word in fold(text).split()[:MOST_WORDS]:
        known = index.rows("SELECT 1 FROM words WHERE words MATCH ? LIMIT 1", (f'"{word}"',))
        near = [] if known else near_words(index, word, 1, looser=1)
        words.append(near[0] if near else word)
        changed = changed or bool(near)
    return " ".join(words) if changed else None
