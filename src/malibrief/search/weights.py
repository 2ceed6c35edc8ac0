"""Every tuned number of search, in one table; `docs/search.md` says what each buys (`python -m tests.search.ablate`)."""

from __future__ import annotations

import msgspec


class Weights(msgspec.Struct, frozen=True):
    """The weights of search; 0 switches a mechanism off."""

    # A word that matches counts from 0 to 1, by the best field that has it, ...
    title: float = 1.0
    aliases: float = 0.95  # aliases, keywords, a person's role
    names: float = 0.7  # who, where and what: place, parties, donor, organisation and the like
    summary: float = 0.6
    # ... times this where the fact does not have the word itself:
    synonym: float = 0.8  # but one that the vocabulary gives for it
    prefix: float = 0.8  # but a longer word that begins with it
    respelt: float = 0.8  # but the nearest spelling
    # How the words of a query add up.
    light: float = 0.3  # the share of a word that rarely decides ("head", "number"); 1 for any other
    common: float = 8  # added to the number of facts that have a word, so that one chance occurrence is no proof
    coverage: float = 0.65  # the part of the words' score that shrinks with the share of them that a fact lacks

    # A fact's score is the sum of its features (`ranking.features`), each times its weight.
    words: float = 1.0  # the share of the query's words that it has
    whole_name: float = 1.6  # the whole query is its name
    part_name: float = 0.35  # the share of the query that is its name, where that is not the whole
    own_amount: float = 0.72  # each number of the query that is its own
    told_amount: float = 0.3  # each number of the query that its summary tells
    topic_asked: float = 0.12  # of a kind that the query asks for
    kind_named: float = 0.3  # of the kind that the query asks for by name: "which resolution"
    about_named: float = 0.12  # about a fact that the query names
    named_aside: float = -0.2  # named in a query that asks for a person, and none; an actor in one that asks for more
    counts_all: float = 0.25  # a cumulative count or a total, where the query asks for one
    part: float = -0.02  # a sum that is a part of another
    ended: float = 0.35  # over, where the query asks when something ended
    bound: float = 0.45  # all that a query names which asks when something began or ended
    led: float = 0.4  # an actor whose leaders are known, named by a query that asks who leads
    new: float = 0.2  # begun in the last year, where the query asks for the newest
    holding: float = 0.2  # still in office, where the query asks who leads the country
    title_share: float = 0.12  # the share of its title that the query has
    one_word_name: float = 0.12  # its name has the only word of the query
    office_share: float = 0.12  # the share of an office's title that the query has, where it asks for a person
    deputy: float = -0.15  # a deputy or an acting holder, where the query does not ask for one
    milestone: float = 0.1  # a milestone, divided by the number of the query's words
    source: float = -5.0  # a source: they come after all facts
    # Where the query names a time.
    on_the_day: float = 0.8  # begun on the day named
    in_the_time: float = 0.3  # begun in the time named, up to two years, or in the same days
    the_very_time: float = 0.1  # of the very month or year named
    in_many_years: float = 0.15  # begun in a longer time named
    same_years: float = 0.45  # of the very years named, where they are many
    standing_then: float = 0.28  # a mission, or a person in office, begun before and not over
    another_time: float = -0.2  # over before, or begun after


WEIGHTS = Weights()
"""The weights in use."""
