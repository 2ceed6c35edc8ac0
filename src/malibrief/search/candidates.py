"""Find the facts that may answer a query, each with the evidence for it: its words, names, numbers and dates."""

from __future__ import annotations

from collections import defaultdict
from math import log
from typing import TYPE_CHECKING

import msgspec

from malibrief.facts.topics import SHARED, SYMBOL
from malibrief.index import postings
from malibrief.search.intent import LISTS
from malibrief.search.question import MOST_WORDS, synonyms_of
from malibrief.search.spelling import near_words

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from malibrief.index.store import Index
    from malibrief.search.highlight import MatchKind
    from malibrief.search.question import Question, Term
    from malibrief.search.weights import Weights

LONGEST_NAME = 7
"""How many words of a query can be one name."""
FEW_NAMED = 5
"""A query names at most this many facts; a name that more of them share names none, and that of an office or a series none."""
MOST_RANKED = 4 * postings.MOST
"""At most this many candidates are ranked; fewer than `query.MOST_ASKED`, so that one question asks for them."""


class TermMatches(msgspec.Struct, frozen=True):
    """Where one term of the query was found: in which facts and how well, from 0 to 1, and in which way."""

    facts: dict[int, float]
    kind: MatchKind = "words"
    respelt: str = ""


class Weighed(msgspec.Struct, frozen=True):
    """A term with how much it counts, and the facts that have it, or what was taken for it."""

    term: Term
    rarity: float
    facts: Collection[int]


class Candidates(msgspec.Struct):
    """The evidence for each fact; a fact that is missing from a field has none of that kind."""

    words: dict[int, float] = {}  # the share of the query's words that it has, from 0 to 1
    names: dict[int, float] = {}  # the share of the query that is a name of it, from 0 to 1
    own_amounts: dict[int, int] = {}  # how many numbers of the query are its own
    told_amounts: dict[int, int] = {}  # how many numbers of the query its summary tells
    begun: set[int] = set()  # begun in a time that was named, where nothing else was found
    named: list[int] = []  # the few facts that the query is most likely to name, the surest first
    bare: set[int] = set()  # those named, beside which the query asks only who leads them, or when they began or ended
    about_named: set[int] = set()  # the facts that are about those named
    kinds: dict[int, MatchKind] = {}  # how a fact was found, where that was not by words as typed
    respelt: dict[str, str] = {}  # words that no fact has, with the spelling searched for instead
    unknown: list[str] = []  # words that no fact has, ignored
    deadly: set[int] = set()  # hits that say how many died
    lasting: set[int] = set()  # hits that say when something began and ended, where the query asks for that
    terms: list[Weighed] = []  # what was looked for
    stood_for: set[int] = set()  # facts whose words an answer need not have: whom it came after, or what says when

    def most_likely(self) -> list[int]:
        """Return the candidates; of more than `MOST_RANKED` those with the most evidence."""
        evidence = (self.words, self.names, self.own_amounts, self.told_amounts)
        every = set(self.begun).union(*evidence)
        if len(every) > MOST_RANKED:
            return sorted(every, key=lambda n: -sum(of_kind.get(n, 0) for of_kind in evidence))[:MOST_RANKED]
        return list(every)


def find(index: Index, question: Question, weights: Weights) -> Candidates:
    """Return the facts that may answer a query, with the evidence for each."""
    found = Candidates()
    terms = [(term, _look_up(index, term, weights)) for term in question.terms]
    found.respelt = {" ".join(term.words): matches.respelt for term, matches in terms if matches.respelt}
    respelt = found.respelt
    rest = {respelt.get(word, word) for word in question.rest}
    _add_names(index, [respelt.get(word, word) for word in question.subject.split()], rest, found)
    if question.bound and found.bare:  # what lasts has a beginning and an end whether its texts say so or not
        terms = [(_lightened(term), matches) for term, matches in terms]
    _add_words(index, terms, weights, found)
    for least, most in question.amounts:
        for n, own in postings.facts_with_amount(index, least, most):
            counts = found.own_amounts if own else found.told_amounts
            counts[n] = counts.get(n, 0) + 1
            found.kinds.setdefault(n, "number")
    if not (question.terms and found.most_likely()):
        found.begun = {n for first, last in question.spans for n in postings.facts_begun(index, first, last)}
        for n in found.begun:
            found.kinds.setdefault(n, "date")
    found.about_named = postings.facts_about(index, found.named)
    found.unknown = _unknown(terms, "number" in found.kinds.values())
    return found


def _lightened(term: Term) -> Term:
    """Return a term, made light if it asks when something began or ended."""
    return msgspec.structs.replace(term, light=term.light or LISTS["bounds"].issuperset(term.words))


def named_in(index: Index, folded: str) -> list[int]:
    """Return the few facts that a folded text names, the surest first."""
    found = Candidates()
    _add_names(index, folded.split(), set(), found)
    return found.named


def _look_up(index: Index, term: Term, weights: Weights) -> TermMatches:
    """Find a term as typed or by a synonym, else as the beginning of a word, else by the nearest spelling."""
    matches = _facts_with(index, [term.words], weights, 1.0)
    for n, worth in _facts_with(index, term.synonyms, weights, weights.synonym).items():
        matches[n] = max(matches.get(n, 0.0), worth)
    word = term.words[0]
    if matches or len(term.words) > 1 or len(word) < 3 or term.light or word.isdecimal():
        return TermMatches(matches)
    if begun := _facts_with(index, [term.words], weights, weights.prefix, prefix=True):
        return TermMatches(begun, "prefix")
    for near in near_words(index, word) if weights.respelt else ():
        if spelt := _facts_with(index, [(near,)], weights, weights.respelt):
            others = _facts_with(
                index, synonyms_of([near], postings.vocabulary(index)), weights, weights.respelt * weights.synonym
            )
            return TermMatches(others | spelt, "spelling", near)
    return TermMatches({})


def _facts_with(
    index: Index, phrases: Sequence[tuple[str, ...]], weights: Weights, factor: float, prefix: bool = False
) -> dict[int, float]:
    """Return the facts that have one of the phrases, each with the weight of the best field that has it, times `factor`."""
    if not phrases or not factor:
        return {}
    matches: dict[int, float] = {}
    english = [phrase for phrase in phrases if not LISTS["stop"].isdisjoint(phrase)]
    others = [phrase for phrase in phrases if LISTS["stop"].isdisjoint(phrase)]
    for field, columns in postings.FIELDS.items():
        worth = factor * float(getattr(weights, field))
        for some, where in ((others, columns), (english, columns.partition(" ")[0])):
            for n in postings.facts_with(index, where, some, prefix) if worth and some else ():
                matches.setdefault(n, worth)
    return matches


def _add_words(index: Index, terms: Sequence[tuple[Term, TermMatches]], weights: Weights, found: Candidates) -> None:
    """Add up each fact's share of the query, in which a rare word counts for more than a common one.

    The share is lessened, by `Weights.coverage`, for the words that a fact lacks.
    """
    count = max(index.meta["records"], 1)
    answered: dict[int, float] = defaultdict(float)
    covered: dict[int, float] = defaultdict(float)
    whole = 0.0
    for term, matches in terms:
        rarity = log(1 + count / max(weights.common + len(matches.facts), 1)) * (weights.light if term.light else 1)
        whole += rarity
        found.terms.append(Weighed(term, rarity, matches.facts.keys()))
        for n, worth in matches.facts.items():
            answered[n] += rarity * worth
            covered[n] += rarity
            if matches.kind != "words":
                found.kinds[n] = matches.kind
    for n, worth in answered.items():
        found.words[n] = worth / (whole or 1) * (1 - weights.coverage + weights.coverage * covered[n] / (whole or 1))


def _add_names(index: Index, words: Sequence[str], rest: set[str], found: Candidates) -> None:
    """Add the facts that have the query, or a part of it, as a name; `rest` are its words that no question is made of."""
    words = words[:MOST_WORDS]
    count = len(words)
    ends = ((i, j) for i in range(count) for j in range(i + 1, min(i + LONGEST_NAME, count) + 1))
    lengths = {" ".join(words[i:j]): j - i for i, j in ends}
    own: dict[int, float] = {}
    for name, n, rank in postings.facts_named(index, lengths) if lengths else ():
        if rank < SHARED:
            if rest and rest <= set(name.split()):
                found.bare.add(n)
            own[n] = max(own.get(n, 0.0), lengths[name] / count)
        found.names[n] = max(found.names.get(n, 0.0), lengths[name] / count)
        found.kinds.setdefault(n, "id" if rank <= SYMBOL else "name")
    surest = sorted(own, key=lambda n: -own[n])
    least = own[surest[FEW_NAMED]] if len(surest) > FEW_NAMED else 0.0
    found.named = [n for n in surest[:FEW_NAMED] if own[n] > least]


def _unknown(terms: Sequence[tuple[Term, TermMatches]], amount_found: bool) -> list[str]:
    """Return the words that no fact has; not light or tiny ones, nor those of a number that was found as a number."""
    missing = [term for term, matches in terms if not matches.facts]
    numbers = {term for term in missing if term.words[0][0].isdecimal()}
    telling = {term for term in missing if not term.light and len(term.words[0]) > 2}
    return [
        " ".join(term.words) for term in missing if term in (telling - numbers if amount_found else telling | numbers)
    ]
