"""What people type for a command, an option or a format that has another name here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from malibrief.errors import UsageError
from malibrief.language import say
from malibrief.text import edits, nearest

if TYPE_CHECKING:
    from collections.abc import Sequence


def _each(table: dict[str, str]) -> dict[str, str]:
    """Return what each of several words means: `{"money": "funding"}` of `{"funding": "money funds"}`."""
    return {word: meaning for meaning, words in table.items() for word in words.split()}


COMMANDS_MEANT = _each({
    "timeline": "history chronology chronologie list ls log story all frise historique",
    "search": "find query lookup ask grep recherche chercher cherche",
    "show": "view get open info card display montrer afficher voir fiche",
    "cite": "bib bibliography citation citations reference references quote-sources citer",
    "brief": "briefing summary overview status today now situation point bilan résumé",
    "diff": "compare changes delta difference comparer changements",
    "events": "incidents événements evenements happenings",
    "missions": "operations deployments opérations",
    "resolutions": "unsc unscr résolutions",
    "reports": "rapports",
    "agreements": "treaties treaty accords accord deals deal",
    "funding": "money fund funds aid donors donor grants finance financement financements argent fonds dons",
    "people": "leaders officials ministers persons personnes dirigeants responsables",
    "sanctions": "sanctioned",
    "figures": "numbers data statistics chiffres",
    "statements": "quotes quote speeches declarations déclarations",
    "actors": "groups factions parties acteurs",
    "offices": "posts positions functions fonctions postes",
    "series": "séries",
    "sources": "documents references-list",
    "about": "stats stat meta",
    "check": "validate lint verify vérifier",
    "export": "dump download exporter",
})  # fmt: skip
"""The command that a word means which is none; the singular of a topic's name is not listed here."""

FORMS = _each({
    "json": "yaml yml toml xml",
    "jsonl": "ndjson json-lines",
    "xlsx": "xls excel ods spreadsheet",
    "tsv": "tab",
    "table": "txt text plain pretty",
    "md": "markdown",
    "html": "htm web pdf docx doc word",
    "svg": "png jpg image chart graph",
    "bars": "bar gantt",
    "footnote": "apa mla chicago harvard footnotes note notes",
    "bibtex": "bib biblatex latex",
    "csl": "zotero csl-json",
    "ris": "endnote mendeley",
    "ics": "ical icalendar vcal calendar calendrier agenda",
    "timelinejs": "timeline-js knightlab",
})  # fmt: skip
"""The format that is meant by the name of another."""

FLAGS: dict[str, tuple[str, ...]] = {
    **{f"--{form}": ("--format", form) for form in "csv tsv xlsx md html svg bars jsonl table bibtex ris csl ics timelinejs".split()},
    **{f"--{word}": ("--format", form) for word, form in FORMS.items()},
    "-j": ("--json",),
    **dict.fromkeys(("--desc", "--descending", "--newest-first", "--rev"), ("--reverse",)),
    **dict.fromkeys(("--no-color", "--no-colour", "--nocolor"), ("--color", "never")),
    **dict.fromkeys(("--all", "--verbose", "--quiet", "-q", "-v", "--debug", "--asc"), ()),
}  # fmt: skip
"""Options without a value that no command has, each with what to type instead."""

PERIODS = ("--date", "--day", "--when", "--at", "--on", "--in", "--year", "--month", "--during", "--asof", "--as_of")
"""Options that people type for a day or a period."""

OPTIONS_MEANT: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("--from", "--after", "--start", "--begin", "--depuis", "--start-date", "--newer-than"), ("--since",)),
    **dict.fromkeys(("--to", "--before", "--end", "--end-date", "--till", "--older-than"), ("--until",)),
    **dict.fromkeys(("--country", "--state", "--nation"), ("--country", "--lead", "--donor", "--place")),
    **dict.fromkeys(("--role", "--position", "--post", "--job", "--function", "--title"), ("--office", "--name")),
    **dict.fromkeys(("--person", "--who", "--by", "--said-by"), ("--name", "--speaker", "--author", "--led-by", "--about")),
    **dict.fromkeys(("--location", "--where", "--region", "--city", "--town", "--lieu"), ("--place",)),
    **dict.fromkeys(("--org", "--organization", "--group"), ("--organisation", "--lead", "--party", "--author", "--about")),
    **dict.fromkeys(("--mission", "--regime", "--actor", "--event", "--fact", "--part-of"), ("--about",)),
    **dict.fromkeys(("--type", "--category"), ("--kind", "--tag")),
    **dict.fromkeys(("--out", "--outfile", "--file", "--save", "--export"), ("--output",)),
    **dict.fromkeys(("--max", "--top", "--count", "--head", "--first", "-l", "-N"), ("--limit",)),
    **dict.fromkeys(("--order", "--order-by", "--sort-by", "--orderby"), ("--sort",)),
    **dict.fromkeys(("--fields", "--field", "--cols", "--select"), ("--columns",)),
    "--colour": ("--color",),
    "-t": ("--topic", "--tag"),
}  # fmt: skip
"""The options that one which a command has not may mean, the likeliest first."""

WHOLE_COMMANDS = {
    **dict.fromkeys(("--search", "--query", "--keyword", "--keywords", "--grep", "--text", "--contains", "-s"), "search"),
    **dict.fromkeys(("--id", "--ids"), "show"),
    **dict.fromkeys(("--version", "-V"), "--version"),
}  # fmt: skip
"""Options that are commands here."""

EXAMPLES = {
    "--columns": "all", "-c": "all", "--format": "csv", "-f": "csv", "--limit": "10", "-n": "10", "--as-of": "today",
    "--since": "2020", "--until": "today", "--on": "2020", "--sort": "id",
}  # fmt: skip
"""A value for each option that may be left without one by mistake."""


def no_format(form: str, known: Sequence[str]) -> UsageError:
    """Return the error for a format that there is not among those `known`, with the one that is meant where one is near."""
    folded = form.casefold()
    near = [other for other in nearest(form, known) if len(form) > 3 or edits(folded, other, 1) == 1]
    meant = [other for other in (FORMS.get(folded, ""), *near) if other in known]
    said = say("--format: there is no format {form!r}\n    formats: {names}", form=form, names=", ".join(known))
    return UsageError(said, (form, meant[0]) if meant else None)
