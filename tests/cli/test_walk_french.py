"""Where French is spoken no answer, help or error has an English word but the names of commands, options, columns and facts.

A base whose facts have French for everything is walked through by every command in every format for people; what comes out is
held against the words of the English phrases that no French phrase has, and against the small words of English.
"""

from __future__ import annotations

import re
import tomllib
from html import unescape
from itertools import count
from typing import TYPE_CHECKING

import pytest

from malibrief import language
from malibrief.cli.app import COMMANDS
from malibrief.cli.options import WHEN
from malibrief.facts.topics import COUNTS, PERIODS, RECURRING, SOURCE_KINDS, TABLES, TOPICS
from malibrief.french.nouns import NOUNS
from malibrief.render.formats import FORMATS
from malibrief.views import columns, happenings, hits
from tests.conftest import BASE, in_terminal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from tests.conftest import Run

LISTINGS = (
    *TOPICS, *TABLES, "timeline", "timeline --milestones", "timeline --on août", "missions --as-of 2002-03-01",
    "people --office president-arda", "funding --disputed", "events --place Kéran", "sources --language fr", "missions -c all",
    "figures --series minka-strength", "sanctions --since 2003 --begun", "timeline --since 2004-12", "events --limit 1 --sources",
)  # fmt: skip
ANSWERS = (
    "search minka", "search minka --all", "search qui dirigeait la minka en 2002", "search soldats 2003", "search hier",
    "search quand la minka est-elle partie", "search combien de soldats", "search dernières nouvelles",
    "show minka", "show 9002", "show kelan-accord", "show eu-pledge-2002", "show jean-moro-president", "show un-9003-moro",
    "show minka-strength-2003", "show moro-2001-03-06", "show northern-front", "show president-arda", "show minka-strength",
    "show market-fire", "show s-2002-100", "show press-coup", "show jean moro", "show Kéran", "show minka kelan-accord",
    "brief", "brief 2000-06-01", "brief 2001-03-05", "brief 2002-03-01", "brief 2003-07-01", "brief 2005-06-15", "diff 2001 2004",
    "diff 2003 2005-06-15", "diff 2001-03-04 2001-03-06", "brief --section missions", "brief 2002-03-01 --full", "brief 2003-07-01 --ids", "diff 2001 2004 --section measures",
)  # fmt: skip
ON_SCREENS = (
    "about", "timeline", "missions", "people", "search minka", "search coup", "show minka", "show jean moro", "brief", "diff 2001 2004",
    "missions -f bars",
)  # fmt: skip
ALONE = ("check", "check --stale", "cite minka", "cite 9002 -f footnote", "--version")
HELPS = ("--help", *(f"{name} --help" for name in COMMANDS))
ERRORS = (
    "show xyzzy", "show mink", "show", "show colonel", "cite xyzzy", "cite minka -f csv", "search", "search xyzzy", "search soldates",
    "nope", "missons", "missions --nope", "missions --place nulle-part", "missions --kind nope", "missions --tag nope",
    "missions --since nope", "missions --since 2021-02-30", "timeline --on 04/05", "timeline --on 4/5/2021", "brief nope", "brief 1990",
    "diff 2001", "diff", "missions -f nope", "missions -f nope -o x.md", "missions -o x.zzz", "missions -o /nowhere/x.md", "missions -c nope",
    "missions --sort nope", "missions --limit x", "missions --limit -1", "missions --limit", "missions --json -f md",
    "brief --section nope", "brief -f bars", "missions --as-of 2002 --since 2003", "missions --since 2004 --until 2003", "events --donor UE",
    "--facts /nowhere.toml about", "--facts / about", "check /nowhere.toml", "missions --color nope", "missions --json=3",
    "about about", "timeline --since dernier", "missions --about nope", "reports -f svg",
    "missions minka", "2100", "help nope", "missions --since", "brief --as-of 2003 2004", "sources --language xx", "check --as-of 2004",
    "missions -f csv --bom --json", "figures --of nope",
)  # fmt: skip
READING = ("table", "md", "html", "footnote")
"""The formats for people of every answer."""

SMALL = frozenset(
    """
    the of and to from until by with without within not nor this that these those there here then than too very also only just even
    still yet already again once twice ever never always often is are was were be been being am has have had having does did doing done can
    cannot could will would shall should must may might its it they them their theirs he him his she her we us our you your yours who whom
    whose which what when where why how all any each every both few more most many much other others another some such same own before
    after since between under over above below into onto upon through during against among across along around behind beside beyond near
    off out up down because while whereas although though however therefore unless whether either neither if else instead so at in for
    one two three four five seven eight nine ten first last next former latter new old good best better
    day days week weeks month months year years today yesterday now ago known unknown given shown listed led ended ends begins began begun
    started starts reported said says say told tells find finds read reads written write writes see look use used using make made take taken
    give gives get got put show shows hide choose try mean means named called name names number numbers word words line lines nothing none
    nobody something anything everything file files folder width height missing wrong allowed needed wanted expected required
    fact facts hits thing things people person holder holders strength money amount donor recipient reports statements agreement
    agreements listing listings event events happening happenings happened mandate ceiling votes lasts stands stood edited covered latest
    newest oldest earlier later yes disputed milestone milestones undated dated several changed
    january february march april june july august september october november december jan feb apr aug sep dec
    """.split()
)
"""Words of English that every text has, and those that answers about facts have; French has none of them."""
ALIKE = frozenset(
    "as but date document id mission missions on or page place python resolution series sources table".split()
)
"""Words of English phrases that are French too, although no French phrase has them."""


def words(texts: Iterable[str]) -> set[str]:
    """Return the words of texts in small letters, without values in braces and without those in capitals."""
    found = re.findall(r"[^\W\d_]{2,}", " ".join(re.sub(r"\{[^}]*\}", " ", text) for text in texts))
    return {word.casefold() for word in found if not word.isupper()}


def english() -> frozenset[str]:
    """Return the words that no French text has."""
    phrases = language._phrases()
    keys = words(named_away(text) for text in (*phrases, *NOUNS))
    keys |= words(f"{noun}s" for noun in NOUNS)
    values = words((*phrases.values(), *(text for pair in NOUNS.values() for text in pair)))
    return frozenset((keys - values - ALIKE) | SMALL)


def named_away(text: str) -> str:
    """Return a text without addresses, options, lines of commands, what is quoted as it was typed, ids and symbols."""
    text = re.sub(r"-\n\s*", "-", text)
    for pattern in (
        r"https?://\S+",
        r"\bmalibrief\b(?! ?:).*",
        r"`[^`\n]*`",
        r"(?<!\w)\.[a-z]+",
        r"--section\s*:.*(?:\n.*)?",
        r"en anglais\s*:(?s:.*?)(?:\n\n|\Z)",
        r"(?<!\w)'[^'\n]*'",
        r'"[^"\n]*"',
        r"(?<!\w)--?[a-z][a-z-]*(?:[= ][A-Z]+\b)?",
        r"[\w.]*\w[-_./=@][\w./=@-]*",
    ):
        text = re.sub(pattern, " ", text)
    return text


def names() -> frozenset[str]:
    """Return the names of commands, formats, columns, sections and values of options, which are the same in every language."""
    from malibrief.briefing.lines import SECTIONS

    fields = {name for topic in (TOPICS | TABLES).values() for name in columns.fields_of(topic)}
    fields |= {*hits.hit_columns(), *happenings.happening_columns()}
    values = (*COUNTS, *PERIODS, *WHEN, *(kind for topic in TOPICS.values() for kind in topic.kinds), *SOURCE_KINDS)
    return frozenset(words((*COMMANDS, *FORMATS, *fields, *SECTIONS, *TOPICS, *values, "all", "columns", "malibrief")))


def shown(text: str, form: str) -> str:
    """Return the text that a reader of a page, a picture or an answer gets to see or to hear."""
    if form not in ("html", "svg"):
        return text
    text = re.sub(r"(?s)<(style|script)\b.*?</\1>", " ", text)
    heard = re.findall(r'\b(?:title|alt|aria-label|data-[a-z]+)="([^"]*)"', text)
    heard += re.findall(r'<meta name="description" content="([^"]*)"', text)
    return unescape(" ".join([re.sub(r"<[^>]+>", " ", text), *heard]))


def leftovers(text: str, form: str = "", known: frozenset[str] = frozenset()) -> set[str]:
    """Return the English words of an output."""
    return (words([named_away(shown(text, form))]) & english()) - known


def french_base() -> Iterator[str]:
    """Write the small base anew, part by part, with French for every text and for every value that recurs."""
    numbers = count(1)
    recurring = {"Arda: an invented crisis": "Arde\u00a0: une crise"}
    head, *parts = re.split(r"(?m)^(?=\[\[)", BASE.read_text(encoding="utf-8"))
    written = []
    for part in parts:
        ((topic, (record,)),) = tomllib.loads(part).items()
        part = re.sub(r"(?m)^aliases = .*", lambda _: f'aliases = ["Autre nom {next(numbers)}"]', part).rstrip()
        part = re.sub(r"(?m)^keywords = .*", lambda _: f'keywords = ["Mot {next(numbers)}"]', part)
        if topic == "sources":
            part = re.sub(r"(?m)^title = .*", f'title = "Document {next(numbers)}"', part)
            part = re.sub(r"(?m)^publisher = .*", f'publisher = "Éditeur {next(numbers)}"', part)
            written.append(part)
            continue
        missing = {"title", "name", "full_name", "summary", "definition", "unit"} & set(record) - set(
            record.get("fr", ())
        )
        french = [
            f'fr.{field} = "Texte {next(numbers)}"'
            for field in sorted(missing - ({"unit"} if topic != "series" else set()))
        ]
        for field in RECURRING:
            values = record.get(field, [])
            for value in values if isinstance(values, list) else [values]:
                recurring.setdefault(value, f"Valeur {next(numbers)}")
        written.append("\n".join([part, *french]))
    header, fr = head.split("[fr]\n", 1)
    known = tomllib.loads(f"[fr]\n{fr}")["fr"]
    more = "".join(f'"{value}" = "{text}"\n' for value, text in recurring.items() if value not in known)
    yield from (
        header,
        "[fr]\n",
        more,
        fr,
        *(f"{part}\n\n" for part in written),
    )


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small base in French."""
    path = tmp_path_factory.mktemp("french") / "facts.toml"
    path.write_text("".join(french_base()), encoding="utf-8")
    return path


@pytest.mark.parametrize("line", [*LISTINGS, *ANSWERS])
def test_an_answer_is_french_in_every_format_for_people(line: str, run: Run, base: Path) -> None:
    found = {}
    for form in (*READING, *(("bars", "svg") if line in LISTINGS else ())):
        for width in ("60", "100") if form in ("table", "bars") else ("80",):
            answer = run(*line.split(), "-f", form, "--lang", "fr", facts=base, env={"COLUMNS": width})
            assert answer.out or answer.err or form == "footnote"
            assert form != "html" or answer.code or '<html lang="fr">' in answer.out
            found[form, width] = leftovers(answer.out, form) | leftovers(answer.err, known=names())
    assert {form: found for form, found in found.items() if found} == {}


@pytest.mark.parametrize("width", [60, 100])
@pytest.mark.parametrize("line", ON_SCREENS)
def test_a_screen_is_french(line: str, width: int, base: Path) -> None:
    answer = in_terminal(
        *line.split(),
        "--lang",
        "fr",
        "--no-pager",
        "--color",
        "never",
        "--hyperlinks",
        "never",
        width=width,
        facts=base,
    )
    assert (leftovers(answer.out), leftovers(answer.err, known=names())) == (set(), set())


@pytest.mark.parametrize("line", ALONE)
def test_what_has_no_format_of_its_own_is_french(line: str, run: Run, base: Path) -> None:
    answer = run(*line.split(), facts=base, env={"MALIBRIEF_LANG": "fr"})
    assert answer.code == 0
    assert leftovers(answer.out + answer.err) == set()


@pytest.mark.parametrize("line", HELPS)
def test_help_is_french(line: str, run: Run) -> None:
    answer = run(*line.split(), env={"COLUMNS": "80", "MALIBRIEF_LANG": "fr"})
    assert answer.code == 0
    assert leftovers(answer.out, known=names()) == set()


@pytest.mark.parametrize("line", ERRORS)
def test_an_error_is_french(line: str, run: Run, base: Path) -> None:
    answer = run(*line.split(), facts=base, env={"MALIBRIEF_LANG": "fr", "COLUMNS": "100"})
    assert answer.err
    assert leftovers(answer.err, known=names()) == set()


def test_english_is_seen(run: Run, base: Path) -> None:
    assert {"who"} <= leftovers(run("brief", "2002-03-01", "-f", "md", facts=base).out)
    assert {"the"} <= leftovers(run("--help").out, known=names())
    assert {"here"} <= leftovers(run("show", "xyzzy", facts=base).err, known=names())
