"""Fact bases whose every text is hostile, and other people's readers of what comes out of them.

The facts are built from the model's structs, so that a new field is hostile by itself. A form is read back as a skeleton:
what it is made of without its texts. Whatever the texts say, the skeleton is that of harmless ones.
"""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from itertools import cycle
from typing import TYPE_CHECKING, Any

import msgspec
import rispy
from icalendar import Calendar
from markdown_it import MarkdownIt
from openpyxl import load_workbook
from pybtex.database import parse_string

from malibrief.facts.model import Header
from malibrief.facts.topics import IN_TABLES, OFFICES, SERIES, SOURCES, TOPICS
from malibrief.text import clean, fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

PAYLOADS = (
    "\x1b[31mred\x1b[0m", "\x1b]8;;https://evil.example/\x1b\\click\x1b]8;;\x1b\\", "\x1b[2J\x1b]52;c;ZXZpbA==\x07", "\x9b31m csi \x9d0;t\x9c",
    "nul\x00 bel\x07 del\x7f bs\x08", "\u202eleft \u2066isolate\u2069 \u061c\u200f\u200e", "lines\r\n\x0b\x0c\x1c\x85\u2028\u2029end", "a\tb\tc",
    "<r><t>rich</t></r>", "_x0041_ \ufffe\uffff", "S/1\nER  - \nTY  - JOUR\nTI  - forged", "S/1\r\nER  - \r\n\r\nTY  - JOUR", "x}, url={http://evil.example}, note={", "}}\n@misc{forged,\n  title={x}}",
    "{", "}", "\\", "%", "#1 & $2 ~ ^ _ @ ,", '", title = "x', "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"' onmouseover='alert(1)",
    "]]></style></title></svg><script>", "<!-- <b>&lt;script&gt; &#x3c;i&#x3e; &amp;", "[x](javascript:alert(1)) ![i](http://evil.example/i.png)",
    "<http://evil.example> https://evil.example www.evil.example a@evil.example", "[x]: http://evil.example\n\n[x]", "a | b |\n| --- | --- |\n| c | d |",
    "# head\n\n- item\n\n1. one\n\n> said\n\n***", "- item", "+ item", "* item", "1. item", "20) item", "> said", "---", "===", "    code", "``` code",
    "~~~", "`` ` ```", "`", "**bold** _it_ ~~gone~~ :smile: $x$ [^1]", "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", " =1+1", "a;=1+1;b",
    "＝1+1", "=HYPERLINK(\"http://evil.example\")", '"quoted', "'quoted", "a,b", "%s %n {0} ${x} {{x}}", "../../etc/passwd", "市場 é 👩‍👧 ", "m" * 300,
)  # fmt: skip
"""What the parsers, shells and terminals of others read as more than text."""
FORMULA = re.compile(r"(?:^|;)\s*[=+\-@＝＋－＠]")
"""Where a spreadsheet would run a cell, unless it is a number."""


def base(texts: Sequence[str]) -> str:
    """A fact base as TOML: a record of each topic and table, two of the sources, the texts in turn in every field that has one.

    Facts can be shown by their alias, "known" and the name of their topic. Every text has a French one.
    """
    turn = cycle(texts)
    header: dict[str, Any] = {
        "title": next(turn),
        "place": next(turn),
        "schema": 2,
        "updated": "2024-12-31",
        "covered": "2024-12-31",
    }
    header["demonyms"] = [next(turn)]
    assert header.keys() == set(Header.__struct_fields__)
    sources = [_record(SOURCES.name, SOURCES.struct, turn, n) for n in range(2)]
    beside = {topic.name: _record(topic.name, topic.struct, turn, 0) for topic in (OFFICES, SERIES)}
    facts = {name: _record(name, topic.struct, turn, 0) for name, topic in TOPICS.items()}
    for name, fact in facts.items():
        fact["aliases"] = [*fact["aliases"], f"known {name}"]
        fact["about"] = [facts["missions"]["id"]] if name != "missions" else []
        fact |= {field: beside[of]["id"] for field, of in IN_TABLES.items() if of in beside and field in fact}
        fact["sources"] = [source["id"] for source in sources]
    for name, record in (facts | beside).items():
        record |= {field: facts[of]["id"] for field, of in POINTING.items() if field in record and of != name}
    for record in (facts["missions"], beside[SERIES.name]):
        del record["part_of"]  # of what is in their own tables, which have no other record
    facts["actors"]["part_of"] = [facts["missions"]["id"]]
    tables: list[tuple[str, dict[str, Any]]] = [
        ("[factbase]", header),
        ("[synonyms]", {text: [f"{text}!"] for text in dict.fromkeys(texts)}),
        ("[fr]", {text: f"{text}!" for text in dict.fromkeys(texts)}),
    ]
    tables += [(f"[[{name}]]", record) for name, record in (beside | facts).items()]
    tables += [("[[sources]]", source) for source in sources]
    return "\n".join(f"{head}\n{_toml(table)}" for head, table in tables)


POINTING = {
    "mission": "missions", "regime": "sanctions", "part_of": "missions", "became": "missions", "serves": "missions", "ends": "missions",
    "of": "missions", "strength_of": "missions",
}  # fmt: skip
"""The fields that hold the id of a fact, each with a topic that it may be of."""


def harmless(texts: Sequence[str]) -> list[str]:
    """Texts with the same words, as different as these are, for which the program cannot but make the same choices."""
    different = list(dict.fromkeys(map(clean, texts)))
    return [f"{fold(text)}{'·' * (1 + different.index(clean(text)))}" for text in texts]


def _record(name: str, struct: type[msgspec.Struct], turn: Iterator[str], n: int) -> dict[str, Any]:
    record = {field.encode_name: _value(field.name, field.type, turn) for field in msgspec.structs.fields(struct)}
    # An id has no blank: lists of them are kept with blanks between.
    record["id"] = f"{name}-{n}-" + "".join(record["id"].split())
    if struct is SOURCES.struct:
        record |= {
            "kind": ("un", "press")[n],
            "url": f"https://example.org/{record['url']}" if n else f"javascript:{record['url']}",
        }
    return record


def _value(name: str, kind: Any, turn: Iterator[str]) -> Any:
    """A value of a field's type."""
    words = str(kind)
    if kind is str or words.startswith("str |"):
        return next(turn)
    if name == "fr":
        return {field: next(turn) for field in ("title", "name", "summary", "role", "unit", "definition")}
    if name == "tasks":
        return [next(turn), {"task": next(turn), "since": "2024-01-01", "until": "2024-12-31"}]
    if "Literal" in words:
        return "all-donors"
    if words == "list[str]":
        return [next(turn), next(turn)]
    if "Date" in words:
        return "2024-03-01" if name == "end" else "2024-02-01"
    for nested in getattr(kind, "__args__", ()):
        if isinstance(nested, type) and issubclass(nested, msgspec.Struct):
            return {field.encode_name: _value(field.name, field.type, turn) for field in msgspec.structs.fields(nested)}
    return True if kind is bool or "bool" in words else 5


def _toml(table: dict[str, Any]) -> str:
    return "".join(f"{_literal(name)} = {_literal(value)}\n" for name, value in table.items())


def _literal(value: Any) -> str:
    """A value in TOML, whose strings are JSON's but for DEL, which is escaped, and pairs of surrogates, which are not."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_literal(name)} = {_literal(each)}" for name, each in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def cells(text: str, form: str) -> list[str]:
    """The cells of a text as TSV or CSV."""
    dialect: Any = {"delimiter": "\t", "quoting": csv.QUOTE_NONE} if form == "tsv" else {"strict": True}
    return [cell for row in csv.reader(io.StringIO(text, newline=""), **dialect) for cell in row]


def skeleton(text: str, form: str) -> Any:
    """What an answer in a form is made of but for its texts, as somebody else's reader of that form has it."""
    return _READERS[form](text)


class _Tags(HTMLParser):
    """The elements of a page in their order with the names of their attributes; of a picture, which kinds it has."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, ...]] = []
        self.drawn: set[tuple[str, ...]] = set()
        self.within = False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = (tag, *(f"{name}=" for name, _ in attrs))
        if self.within:
            self.drawn.add((tag,))
        else:
            self.seen.append(element)
        self.within = (self.within or tag == "svg") and tag != "/svg"
        assert not any(
            name.startswith("on") or (name in ("href", "src") and "script:" in (value or "")[:20])
            for name, value in attrs
        )

    def handle_endtag(self, tag: str) -> None:
        if tag == "svg":
            self.within = False
        if not self.within:
            self.seen.append((f"/{tag}",))

    def handle_comment(self, data: str) -> None:
        self.seen.append(("comment",))


_DRAWN = {("title",), ("desc",), ("style",), ("rect",), ("text",), ("line",), ("g",), ("path",), ("circle",)}


def _html(text: str) -> Any:
    page = _Tags(text)
    return page.seen, page.drawn - _DRAWN


def _svg(text: str) -> Any:
    root = ET.fromstring(text)
    names = {element.tag.rpartition("}")[2] for element in root.iter()}
    attributes = {name for element in root.iter() for name in element.attrib}
    return names - {name for (name,) in _DRAWN}, {
        name for name in attributes if name.startswith("on") or "href" in name
    }


def _markdown(text: str) -> Any:
    found = []
    for token in MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(text):
        assert token.type not in ("html_block", "fence", "code_block"), token
        inner = [child.type for child in token.children or () if child.type not in ("text", "softbreak")]
        found.append((token.type, token.tag, inner))
    return found


def _bibtex(text: str) -> Any:
    return [
        (entry.type, sorted({*entry.fields, *entry.persons} - {"langid"}))
        for entry in parse_string(text, "bibtex").entries.values()
    ]


def _ris(text: str) -> Any:
    assert text.count("\nER  - ") == len(rispy.loads(text))
    return [sorted(set(record) - {"authors"}) for record in rispy.loads(text)]


def _xlsx(text: str) -> Any:
    book = load_workbook(io.BytesIO(text.encode(errors="surrogateescape")))
    found = {page.title: [[cell.data_type for cell in row] for row in page.iter_rows()] for page in book}
    assert not any("f" in row for rows in found.values() for row in rows), "no cell is a formula"
    return found


def _ics(text: str) -> Any:
    calendar = Calendar.from_ical(text)
    assert text.count("\r\nBEGIN:") == text.count("\r\nEND:VEVENT") == len(calendar.subcomponents)
    return [sorted(calendar), [sorted(set(event) - {"URL", "LOCATION"}) for event in calendar.events]]


def _timelinejs(text: str) -> Any:
    document = json.loads(text)
    slides = [document["title"], *document["events"]]
    tags = [(_Tags(slide["text"]["headline"]).seen, _Tags(slide["text"]["text"]).seen) for slide in slides]
    return _shape(document), tags


def _shape(value: Any) -> Any:
    """JSON without its texts."""
    match value:
        case dict():
            return {name: _shape(each) for name, each in value.items()}
        case list():
            return list(map(_shape, value))
        case _:
            return "text" if isinstance(value, str) else value


_READERS: dict[str, Callable[[str], Any]] = {
    "tsv": lambda text: [len(row) for row in csv.reader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE)],
    "csv": lambda text: [len(row) for row in csv.reader(io.StringIO(text, newline=""), strict=True)],
    "xlsx": _xlsx,
    "json": lambda text: _shape(json.loads(text)),
    "jsonl": lambda text: [_shape(json.loads(line)) for line in text.splitlines()],
    "md": _markdown,
    "html": _html,
    "svg": _svg,
    "footnote": lambda text: len(text.splitlines()),
    "bibtex": _bibtex,
    "csl": lambda text: _shape(json.loads(text)),
    "ris": _ris,
    "ics": _ics,
    "timelinejs": _timelinejs,
    "table": lambda text: None,
    "bars": lambda text: None,
}
