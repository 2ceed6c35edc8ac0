"""What each weight and mechanism of search buys: `python -m tests.search.ablate [--write]`.

Switches each off in turn and prints, as Markdown tables, how good search is on each set of queries and what is lost.
With --write the tables in `docs/search.md` are made anew. It takes a minute or two on two processors.
"""

import multiprocessing
import os
import re
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from malibrief.facts.written import Span
from malibrief.index import postings
from malibrief.index.store import open_index
from malibrief.search.question import Question, Term
from malibrief.search.weights import WEIGHTS, Weights

from .hits import FACTS, HELD_OUT, SETS, cases, measure, unchanged

DOCS = FACTS.parents[1] / "docs" / "search.md"
OFF = {"light": 1.0}
"""The value that switches a weight off, where that is not 0."""
IGNORED = ("words", "source")
"""Weights that are no mechanism: without the first nothing is found, without the second sources stand among the facts."""

Result = dict[str, tuple[int, int, int]]
"""For each set: queries, right at 1, right within 3."""


class Variant(NamedTuple):
    """Search with something switched off."""

    name: str
    weights: Weights = WEIGHTS
    change: Callable[[Question], Question] = unchanged
    fields: dict[str, str] = postings.FIELDS


def _word_by_word(question: Question) -> Question:
    """Return the question without synonyms, and so without phrases."""
    terms = [Term((word,), (), term.light) for term in question.terms for word in term.words]
    return replace(question, terms=tuple(dict.fromkeys(terms)))


def _whole_years(question: Question) -> Question:
    """Return the question with every time that it names widened to whole years."""

    def widened(span: Span) -> Span:
        return span[0] // 10000 * 10000 + 101, span[1] // 10000 * 10000 + 1231

    return replace(question, spans=tuple(map(widened, question.spans)))


def variants() -> list[Variant]:
    """Return search as it is, then without each mechanism of understanding, then without each weight."""
    without: list[tuple[str, Callable[[Question], Question]]] = [
        ("times", lambda question: replace(question, spans=(), placed="", only_time=False)),
        ("what happened in a time", lambda question: replace(question, only_time=False, every_year=())),
        ("names in a question what something is", lambda question: replace(question, subject=question.folded)),
        ("times finer than years", _whole_years),
        ("times named by what there was then", lambda question: replace(question, placed="")),
        ("numbers", lambda question: replace(question, amounts=())),
        ("synonyms and phrases", _word_by_word),
        ("the kind of fact that is asked for", lambda question: replace(question, topics=frozenset())),
        ("who came before or after", lambda question: replace(question, neighbour=0)),
        ("the last or the first of documents", lambda question: replace(question, edge=0)),
        ("light words", lambda question: replace(question, terms=tuple(t for t in question.terms if not t.light))),
    ]
    names = [name for name in msgspec.structs.asdict(WEIGHTS) if name not in IGNORED]

    def only(kept: Callable[[str], bool]) -> dict[str, str]:
        return {field: " ".join(filter(kept, columns.split())) for field, columns in postings.FIELDS.items()}

    return [
        Variant(""),
        Variant("French texts", fields=only(lambda column: not column.endswith("_fr"))),
        Variant("keywords", fields=only(lambda column: column != "keywords")),
        *(Variant(name, change=change) for name, change in without),
        *(Variant(f"`{name}`", replace(WEIGHTS, **{name: OFF.get(name, 0.0)})) for name in names),
    ]


def result_of(directory: Path, variant: Variant) -> Result:
    """Return what a variant finds on each set; the index is kept in `directory`."""
    index = open_index([FACTS], directory)
    postings.FIELDS = variant.fields
    result = {}
    for name, path in SETS.items():
        count, first, within = measure(index, cases(path), variant.weights, variant.change)[0]["all"]
        result[name] = (count, first, within)
    return result


def shares(result: Result, names: Sequence[str]) -> tuple[int, float, float]:
    """Return the number of queries of some sets, and of 100 how many are right at 1 and within 3."""
    count, first, within = (sum(result[name][place] for name in names) for place in range(3))
    return count, 100 * first / count, 100 * within / count


def quality(result: Result) -> str:
    """Return the table of the sets."""
    tuned = [name for name in result if name not in HELD_OUT]
    rows = [(f"{name}, held out" if name in HELD_OUT else name, [name]) for name in result]
    rows += [("all held out", list(HELD_OUT)), ("all others", tuned)]
    lines = ["| {} | {} | {:.1f} | {:.1f} |".format(name, *shares(result, names)) for name, names in rows]
    return "\n".join(["| set | queries | hit@1 | hit@3 |", "| --- | ---: | ---: | ---: |", *lines])


def losses(results: dict[str, Result]) -> str:
    """Return the table of what is lost without each mechanism, in points, the greatest loss first."""
    whole = results[""]
    tuned = [name for name in whole if name not in HELD_OUT]
    rows = []
    for variant, result in results.items():
        if variant:
            lost = [
                then - now
                for names in (tuned, HELD_OUT)
                for then, now in zip(shares(result, names)[1:], shares(whole, names)[1:], strict=True)
            ]
            rows.append((lost, variant))
    lines = [f"| {variant} | {' | '.join(f'{points:+.1f}' for points in lost)} |" for lost, variant in sorted(rows)]
    head = "| without | hit@1 | hit@3 | hit@1, held out | hit@3, held out |"
    return "\n".join([head, "| --- | ---: | ---: | ---: | ---: |", *lines])


def written(text: str, name: str, table: str) -> str:
    """Return a page with one of its tables, which stand between comments that name them, made anew."""
    pattern = rf"(<!-- {name}: [^\n]*-->\n).*?(<!-- end of {name} -->)"
    return re.sub(pattern, lambda match: f"{match[1]}{table}\n{match[2]}", text, flags=re.DOTALL)


def main(arguments: list[str]) -> None:
    """Measure, print both tables, and with --write put them into the page."""
    tried = variants()
    with tempfile.TemporaryDirectory() as directory:
        open_index([FACTS], Path(directory))
        running = partial(_run, Path(directory))
        with multiprocessing.get_context("fork").Pool(os.cpu_count()) as pool:
            results = dict(
                zip([variant.name for variant in tried], pool.map(running, range(len(tried)), 1), strict=True)
            )
    tables = {"quality": quality(results[""]), "losses": losses(results)}
    print("\n\n".join(tables.values()))
    if "--write" in arguments:
        text = DOCS.read_text(encoding="utf-8")
        for name, table in tables.items():
            text = written(text, name, table)
        DOCS.write_text(text, encoding="utf-8")


def _run(directory: Path, place: int) -> Result:
    """Return the result of one variant, by its place: functions do not travel between processes."""
    return result_of(directory, variants()[place])


if __name__ == "__main__":
    main(sys.argv[1:])
