"""Sets of queries with the facts that may come first, and what measures search by them.

A line of a set is the query's family, the query, and the ids of the facts that may come first. Sets are written by people who
know neither the code nor its word lists, before search is tuned. The newest, `hits.HELD_OUT`, is measured and never tuned to;
when a newer one has come it may be used like the others. `ends`, `totals`, `then`, `holders` and `latest` are of one kind of question
each, for which search has a mechanism of its own, or does without one.
"""
