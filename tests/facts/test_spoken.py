"""What is said of a fact base's faults is said in the language that is spoken, to the last word that the program adds."""

import ast
import datetime
import re
from importlib.util import find_spec
from pathlib import Path

import msgspec
import pytest

from malibrief.errors import FactBaseError, Finding
from malibrief.facts import checks, complaints, load, shape, stale
from malibrief.facts.model import Header
from malibrief.facts.nested import Ceilings, Deaths, Task, Votes
from malibrief.facts.topics import COUNTS, PERIODS, SOURCES, TABLES, TAGS, TOPICS
from malibrief.language import speak
from tests.conftest import EVENT, HEADER, MISSION, SOURCE, Run, Terminal, Write
from tests.facts.test_checks import CASES, FIGURE, SERIES, Case
from tests.marked import unmarked

SPACE = "\u00a0"
NESTED: list[type[msgspec.Struct]] = [Header, Deaths, Votes, Ceilings, Task]
STRUCTS = [topic.struct for topic in (TOPICS | TABLES).values()] + NESTED
FIELDS = {name for struct in STRUCTS for name in struct.__struct_fields__}
KINDS = {kind for topic in (*TOPICS.values(), SOURCES) for kind in topic.kinds}
NAMES = {*FIELDS, *KINDS, *TOPICS, *TABLES, *TAGS, *COUNTS, *PERIODS, "factbase", "fr", "facts.toml", "for"}
"""What has one name in all languages, as it stands in files."""


def words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]\w+", re.sub(r"\\x..|\\u....", " ", text)))


def added(text: str, *quoted: str) -> set[str]:
    """The words of a text that are in no phrase, no name of a file's language, and nothing that is quoted."""
    return words(unmarked(text)) - words(" ".join((*NAMES, *quoted)))


def told(path: Path, findings: list[Finding]) -> str:
    """What is said of faults, without the directory and the names of rules."""
    lines = "\n".join(str(finding) for finding in findings).replace(f"{path.parent}/", "")
    return re.sub(r"\[[a-z-]+\]", "", lines)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
@pytest.mark.usefixtures("marked_phrases")
def test_a_rule_adds_no_word_that_is_not_said(write: Write, case: Case) -> None:
    path = write(case.text, case.header)
    base, _ = load.read([path])
    assert base is not None
    text = told(path, checks.findings(base))
    assert "⟦" in text
    assert added(text, case.text, case.header) == set()


SHAPES = [
    EVENT.replace("title = ", "titel = "),
    EVENT.replace("date = ", "zzz = "),
    EVENT.replace("2001-03-05", '"2001-13"').replace('"T"', "3"),
    EVENT.replace("2001-03-05", '"2001-02-30"') + EVENT.replace("2001-03-05", '"soon"'),
    EVENT.replace("2001-03-05", "2001-03-05T10:00:00") + EVENT.replace("2001-03-05", "0x" + "f" * 6000),
    EVENT + "deaths = { min = 3 }\n" + EVENT + "deaths = { min = 3, max = 3, more = 3 }\n",
    "[[events]\n",
    "a = [1,\n",
    'a = "\n',
    "value = " + "1" * 5000 + "\n",
    "a = " + "[" * 100_000,
    "[events]\nid = 1\n",
    "[[misions]]\n",
    "events = [1, 2]\n",
    "[fr]\nNorth = 1\n" + EVENT,
    "",
]


@pytest.mark.parametrize("text", SHAPES)
@pytest.mark.usefixtures("marked_phrases")
def test_reading_a_file_adds_no_word_that_is_not_said(write: Write, text: str) -> None:
    path = write(text)
    findings = load.read([path])[1]
    assert findings
    assert added(told(path, findings), text[:10_000]) == set()


@pytest.mark.parametrize(
    "header",
    [
        "",
        "[factbase]\nschema = 1\n",
        "[factbase]\nschema = 9\n",
        "[factbase]\nschema = 2\n",
        "[factbase]\nschema = true\nupdate = 3\n",
        HEADER.replace("2005-06-30", "true"),
    ],
)
@pytest.mark.usefixtures("marked_phrases")
def test_nor_does_a_header(write: Write, header: str) -> None:
    path, sound = write(EVENT, header), write(EVENT, name="sound.toml")
    for read in ([path], [sound, path]):
        assert added(told(path, load.read(read)[1]), header, "True") == set()


@pytest.mark.usefixtures("marked_phrases")
def test_nor_does_text_that_is_not_utf8(write: Write) -> None:
    path = write("é".encode("latin-1"))
    assert added(told(path, load.read([path])[1])) == set()


VALUES = ["x", 1, 2**70, -(2**70), 1.5, True, [], [1], ["x"], [["x"]], {}, {"x": 1}, {"x": "x"}]
TIMES = [datetime.datetime(2001, 1, 1), datetime.time(1), datetime.date(2001, 1, 1)]


@pytest.mark.parametrize("struct", STRUCTS)
@pytest.mark.usefixtures("marked_phrases")
def test_whatever_value_a_field_has_its_fault_is_said(struct: type[msgspec.Struct]) -> None:
    for field in struct.__struct_fields__:
        for value in (*VALUES, *TIMES):
            _, faults = shape.parted({field: value}, struct)
            text = "\n".join(fault.message for fault in faults)
            assert added(text, "x datetime.time True") == set(), (field, value)


def test_every_complaint_of_the_parser_is_known() -> None:
    """They are taken out of its source, where that is installed, with something in the place of what is put in."""
    speak("fr")
    spec = find_spec("tomli")
    assert spec
    assert spec.submodule_search_locations
    source = Path(spec.submodule_search_locations[0], "_parser.py")
    if not source.exists():
        pytest.skip("the parser is installed without its source")
    calls = [node for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    raised = [call.args[0] for call in calls if ast.unparse(call.func) in ("TOMLDecodeError", "RecursionError")]
    texts = [re.sub(r"\{[^}]*\}", "'x'", ast.literal_eval(ast.unparse(text).removeprefix("f"))) for text in raised]
    assert len(texts) > 20
    assert [text for text in texts if complaints.told(text) == text] == []


def test_a_complaint_that_is_not_known_stays_as_it_is() -> None:
    speak("fr")
    assert complaints.told("Something else") == "Something else"


@pytest.mark.usefixtures("marked_phrases")
def test_what_is_to_be_looked_at_again_is_said(write: Write) -> None:
    series = FIGURE + FIGURE.replace('"n"', '"k"').replace("2002-03", "2002-04")
    kept = 'id = "z"\ntitle = "T"\nunit = "U"\ncounts = "flow"\nperiod = "week"\nby = "B"\ndefinition = "D"\n'
    mandates = EVENT.replace("events", "resolutions") + 'kind = "resolution"\nmission = "m"\n'
    text = f"{MISSION}{series}[[series]]\n{kept}{SOURCE}{mandates}mandate_until = "
    found = {}
    for day, until in ((20020508, "2002-05-31"), (20040101, "2002-05-31")):
        path = write(text + until + "\n")
        base, faults = load.read([path])
        assert base is not None
        assert faults == []
        found[day] = told(path, stale.stale(base, day)).replace("mai", "").replace("avril", "").replace("janv.", "")
        assert added(found[day], text, "mars stale er") == set()
    assert [len(text.split("\n")) for text in found.values()] == [4, 6]


@pytest.mark.usefixtures("marked_phrases")
class TestErrors:
    def test_a_file_that_cannot_be_read(self, tmp_path: Path) -> None:
        for path in (tmp_path, tmp_path / "none", Path("/dev/null"), Path("/dev/fd/999")):
            with pytest.raises(FactBaseError) as caught:
                load.file(path, pipes=True)
            assert added(str(caught.value), str(path)) == set()

    def test_more_faults_than_are_shown(self, write: Write) -> None:
        path = write("[[events]]\n" * 10)
        error = FactBaseError.invalid(load.read([path])[1])
        assert added(str(error), str(path), "missing key") == set()


class TestInFrench:
    def test_check_tells_faults_in_the_form_that_editors_read(self, run: Run, write: Write) -> None:
        path = write(EVENT.replace("2001-03-05", "3") + EVENT.replace("coup", "coups").replace('"e"', '"g"') + SOURCE)
        shown = run("check", "--lang", "fr", str(path))
        assert shown.code == 1
        assert shown.out == (
            f'{path}:9: [type] e: date{SPACE}: 3 n’est pas une date (écrire `2013-04-25`, `"2013-04"` ou `"2013"`)\n'
            f"{path}:19: [unknown-tag] g: thème inconnu{SPACE}: «{SPACE}coups{SPACE}»\n"
            f"    conseil{SPACE}: vouliez-vous dire coup{SPACE}?\n"
        )
        assert shown.err == f"malibrief: lecture de 1{SPACE}fait{SPACE}: 2{SPACE}erreurs, 0{SPACE}avertissement\n"

    def test_check_says_what_is_to_be_looked_at_again(self, run: Run, write: Write) -> None:
        path = write(MISSION + SOURCE)
        shown = run("check", "--lang", "fr", "--stale", "--as-of", "2003-03-05", str(path))
        assert shown.out == (
            f"{path}:7: [stale] m: aucune fin n’est consignée{SPACE}; dernière information{SPACE}: "
            f"5{SPACE}mars 2001, 2{SPACE}ans avant le 5{SPACE}mars 2003\n"
            f"    conseil{SPACE}: en donner la fin, ou citer une source plus récente\n"
        )
        assert shown.err == (
            f"malibrief: lecture de 1{SPACE}fait{SPACE}: 0{SPACE}erreur, 0{SPACE}avertissement, 1 à revoir\n"
        )

    def test_a_mandate_lapses_on_a_day_or_in_a_month(self, write: Write) -> None:
        speak("fr")
        for until, said in (
            ("2002-03-31", f"le 31{SPACE}mars 2002"),
            ('"2002-03"', "en mars 2002"),
            ('"2002"', "en 2002"),
        ):
            text = (
                EVENT.replace("events", "resolutions")
                + f'kind = "resolution"\nmission = "m"\nmandate_until = {until}\n'
            )
            base, _ = load.read([write(MISSION + text + SOURCE)])
            assert base is not None
            told = [finding.message for finding in stale.stale(base, 20030101)]
            assert f"son mandat a expiré {said} (e)" in told

    def test_a_value_is_told_with_its_unit_in_french(self, write: Write) -> None:
        speak("fr")
        figure = FIGURE.replace('"S"', '"About 950 soldiers."').replace("value = 1", "value = 1200")
        series = SERIES + 'fr.title = "T"\nfr.unit = "soldats"\nfr.definition = "D"\n'
        base, faults = load.read([write(figure + series + SOURCE)])
        assert base is not None
        assert faults == []
        assert [found.message for found in checks.findings(base)] == [
            f"le résumé dit «{SPACE}950 soldiers{SPACE}», mais value vaut 1{SPACE}200 soldats"
        ]

    def test_a_file_that_is_not_there(self, run: Run) -> None:
        shown = run("check", "--lang", "fr", "/no/such/file")
        assert (shown.code, shown.out) == (3, "")
        assert shown.err == (
            f"malibrief: impossible de lire /no/such/file{SPACE}: fichier ou dossier inexistant\n"
            f"    conseil{SPACE}: vérifier le chemin{SPACE}; sans --facts ni --add, la base fournie est lue, "
            "et `malibrief new factbase` en commence une\n"
        )

    def test_a_language_that_there_is_not_is_refused(self, run: Run) -> None:
        for command in ("check", "about"):
            assert run(command, "--lang", "de").code == 2

    def test_about_names_what_it_tells_on_a_terminal_and_keeps_its_keys_in_a_pipe(
        self, run: Run, terminal: Terminal
    ) -> None:
        shown = [line.split(maxsplit=1) for line in terminal("about", "--lang", "fr").lines]
        keys = [line.split("\t") for line in run("about", "--lang", "fr").lines]
        assert [key for key, _ in keys][:5] == ["title", "place", "updated", "covered", "newest"]
        assert ["événements", dict(keys)["events"]] in shown
        assert shown[:2] == [["titre", f"Arde{SPACE}: une crise inventée"], ["lieu", "Arde"]]
        assert {key for key, _ in keys} & {name for name, _ in shown} <= {
            "missions",
            "sanctions",
            "sources",
            "cache",
            "sha256",
        }

    def test_a_base_without_a_french_title_has_its_english_one_marked(self, run: Run, write: Write) -> None:
        shown = run("about", "--lang", "fr", facts=write(EVENT + SOURCE))
        assert shown.lines[:2] == ["title\tT [en]", "place\tP"]
