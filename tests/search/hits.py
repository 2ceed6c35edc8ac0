"""How often the right fact comes first: `python -m tests.search.hits [--misses] [FILE...]`.

Prints hit@1 and hit@3 of each family of the queries in `tests/search/*.tsv`, and with --misses what came instead.
The newest set, `HELD_OUT`, is measured and never tuned to: nobody looks at its misses before there is a newer one.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from malibrief.facts.topics import SOURCES, TOPICS
from malibrief.index import postings
from malibrief.index.results import Filter, Resolved
from malibrief.index.store import Index, open_index
from malibrief.search.pipeline import answer
from malibrief.search.question import Question, understand
from malibrief.search.weights import WEIGHTS, Weights

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent
FACTS = HERE.parents[1] / "data" / "facts.toml"
HELD_OUT = ("twentyfirst",)
SETS = {path.stem: path for path in sorted(HERE.glob("*.tsv"))}
EVERYTHING = Filter((*TOPICS, SOURCES.name))


class Case(NamedTuple):
    """A query, its family, and the ids that may come first."""

    family: str
    query: str
    ids: frozenset[str]


def cases(path: Path) -> list[Case]:
    """Return the cases of one file."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Case(row["family"], row["query"], frozenset(row["ids"].split())) for row in rows]


def unchanged(question: Question) -> Question:
    """Return the question as it was understood."""
    return question


def measure(
    index: Index, wanted: list[Case], weights: Weights = WEIGHTS, change: Callable[[Question], Question] = unchanged
) -> tuple[dict[str, list[int]], list[tuple[Case, list[str]]]]:
    """Return for each family, and for "all", [queries, right at 1, right within 3], and the cases whose first hit was wrong.

    `change` may take from each question what it was understood to mean.
    """
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    misses = []
    own = postings.vocabulary(index)
    for case in wanted:
        hits = answer(index, change(understand(case.query, own)), Resolved(EVERYTHING), 3, weights).hits
        ids = [hit.found.fact.id for hit in hits]
        first, within = bool(ids) and ids[0] in case.ids, bool(case.ids & set(ids))
        for family in (case.family, "all"):
            counts[family] = [a + b for a, b in zip(counts[family], (1, first, within), strict=True)]
        if not first:
            misses.append((case, ids))
    return counts, misses


def main(arguments: list[str]) -> None:
    """Print hit@1 and hit@3 of each family."""
    paths = [Path(text) for text in arguments if not text.startswith("-")] or list(SETS.values())
    with tempfile.TemporaryDirectory() as directory:
        index = open_index([FACTS], Path(directory))
        counts, misses = measure(index, [case for path in paths for case in cases(path)])
    for family, (count, first, within) in sorted(counts.items(), key=lambda item: (item[0] == "all", item[0])):
        print(f"{family:12} {count:4} queries   hit@1 {first / count:.2f}   hit@3 {within / count:.2f}")
    if "--misses" in arguments:
        for case, ids in misses:
            mark = "in 3" if case.ids & set(ids) else "MISS"
            print(
                f"{mark} [{case.family}] {case.query!r}: wanted {' '.join(sorted(case.ids))}; got {' '.join(ids) or 'nothing'}"
            )


if __name__ == "__main__":
    main(sys.argv[1:])
