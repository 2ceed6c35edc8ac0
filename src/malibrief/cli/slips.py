"""Answer a command line that cannot be read with the line as it should be, for the reader to paste.

Only errors come here, so that a line without a slip pays nothing for this.
"""

from __future__ import annotations

import shlex
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from malibrief.cli import refusals
from malibrief.cli.lines import general_options, line
from malibrief.cli.spoken import COMMANDS_MEANT, EXAMPLES, FLAGS, FORMS, OPTIONS_MEANT, PERIODS, WHOLE_COMMANDS
from malibrief.errors import FactBaseError, UsageError, tries
from malibrief.facts.topics import TABLES, TAGS, TOPICS
from malibrief.language import say
from malibrief.text import clean, nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from malibrief.index.store import Index

Commands = Mapping[str, str]
"""The names of the commands, each with the words of an example of its use."""
Known = dict[str, bool]
"""The options of a command as they are typed, each with whether a value follows."""


def with_instead(word: str, instead: str, words: list[str] | None = None) -> str:
    """Return, for the end of a message, the line (`words`, or as typed) with another word, or part of one, in place of `word`."""
    before = sys.argv[1:] if words is None else words
    mended = [_with(each, word, instead) for each in before]
    return tries(line(mended)) if mended != before else ""


def _with(typed: str, word: str, instead: str) -> str:
    """Return a word of the line with `instead` for `word`: where it is that, an option's value, or one of several behind commas."""
    if typed == word:
        return instead
    before, equals, value = typed.partition("=") if typed.startswith("--") else ("", "", typed)
    parts = [value] if value.casefold() == word.casefold() else value.split(",")
    return before + equals + ",".join(instead if part.strip().casefold() == word.casefold() else part for part in parts)


def known_options(parameters: Iterable[Any]) -> Known:
    """Return the options among a command's parameters, which are of types that are private to Typer."""
    options = [each for each in parameters if str(each.opts[0]).startswith("-")]
    known: Known = {flag: not each.is_flag for each in options for flag in each.opts}
    return known | {"--help": False, "-h": False}


def before_command(
    parameters: Iterable[Any], typed: list[str], refused: str, options_of: Callable[[str], Iterable[Any] | None]
) -> UsageError:
    """Return the error for a line whose options before the command cannot be read; `refused` is what Typer says of it.

    `options_of` gives the parameters of a command, None where there is no such command.
    """
    if "-version" in typed:
        return UsageError(say("there is no option {option}", option="-version") + tries(line(["--version"])))
    said = refusals.told(refused)
    known = known_options(parameters)
    front: list[str] = []
    for place, word in enumerate(typed):
        name, equals, _ = word.partition("=")
        if (behind := options_of(word)) is not None:
            moved, rest = [each for each in typed[:place] if each not in front], typed[place + 1 :]
            mended = _mended(word, known_options(behind), [*moved, *rest])
            after = say("{option}: this option comes after the command", option=moved[0]) if moved and mended else ""
            return UsageError((after or said) + tries(line([*front, word, *(mended or ["--help"])])))
        if name in known or (front and known.get(front[-1], False)):
            front.append(word)
            if equals:
                known[word] = False
    return UsageError(said + tries(line([*front, "--help"])))


def without_command(refused: str) -> UsageError:
    """Return the error for a line that has options and no command; `refused` is what Typer says of it."""
    return UsageError(refusals.told(refused) + tries(line([*sys.argv[1:], "--help"])))


def of_command(
    command: str, parameters: Iterable[Any], typed: list[str], refused: str, commands: Commands
) -> UsageError:
    """Return the error for a line whose words behind the command cannot be read; `refused` is what Typer says of it."""
    known = known_options(parameters)
    front = sys.argv[1 : len(sys.argv) - len(typed) - 1]
    unknown = [word for word in typed if word.startswith("-") and _name(word) not in known]
    if unknown and "option" in refused:
        told = say("{command} has no option {option}", command=command, option=_name(unknown[0]))
    else:
        told = say("{command}: {said}", command=command, said=refusals.told(refused))
    for place, word in enumerate(typed):
        if _name(word) in WHOLE_COMMANDS and _name(word) not in known:
            value = _value(typed, place)
            topic = ["--topic", command] if command in TOPICS and WHOLE_COMMANDS[_name(word)] == "search" else []
            whole = [WHOLE_COMMANDS[_name(word)], *([value] if value else []), *topic]
            return UsageError(told + tries(line([*front, *whole, *general_options([command, *typed])[1]])))
    if command == "about" and typed and not unknown:
        return UsageError(told + tries(line([*front, "show", *typed])))
    mended = _mended(command, known, typed)
    if mended is None or mended == typed:
        return UsageError(told + tries(line([*front, *_example(command, typed, known, commands)])))
    return UsageError(told + tries(line([*front, *_elsewhere(command, mended)])))


def _example(command: str, typed: list[str], known: Known, commands: Commands) -> list[str]:
    """Return a line of a command that can be read where what was typed lacks something."""
    last = typed[-1] if typed else ""
    if known.get(last) and last in EXAMPLES:
        return [command, *typed, EXAMPLES[last]]
    general = general_options([command, *typed])[1]
    if not [word for word in typed if not word.startswith("-") and word not in general]:
        return [command, *shlex.split(commands[command]), *general]
    return [command, "--help", *general]


def _elsewhere(command: str, mended: list[str]) -> list[str]:
    """Return a mended line with its command; for an option of another command, which stands first, that command's."""
    return mended[1:] if mended[:1] == [""] else [command, *mended]


def _name(word: str) -> str:
    """Return the name of an option as typed, without its value."""
    return word.partition("=")[0]


def _value(words: list[str], place: int) -> str:
    """Return the value of the option at a place, "" where it has none."""
    _, equals, value = words[place].partition("=")
    following = words[place + 1] if place + 1 < len(words) else ""
    return value if equals else "" if following.startswith("-") and not following[1:].isdecimal() else following


def _mended(command: str, known: Known, typed: list[str]) -> list[str] | None:
    """Return the words behind a command with options that it has in place of those that it has not; None where there is none."""
    mended: list[str] = []
    place = 0
    while place < len(typed):
        word, name, value = typed[place], _name(typed[place]), _value(typed, place)
        inner = "=" in word
        place += 1
        if not name.startswith("-") or name == "-":
            mended.append(word)
        elif name in known:
            given = known[name] and not inner and place < len(typed)
            mended += _in_range(name, [word, typed[place]] if given else [word])
            place += given
        elif name in FLAGS:
            mended += _fitting(FLAGS[name], known)
        else:
            other = _meant(command, name, value, known)
            if other is None:
                return None
            mended += other
            place += bool(value) and not inner
    return mended


def _fitting(words: Sequence[str], known: Known) -> Sequence[str]:
    """Return the words that stand for a flag, none where the command has no such option."""
    return words if words and words[0] in known else ()


def _in_range(name: str, words: list[str]) -> list[str]:
    """Return an option with its value, mended where it must be a number."""
    if name not in ("-n", "--limit"):
        return words
    value = words[-1].rpartition("=")[2].lstrip("-")
    return [name, value] if value.isdecimal() else []


def _meant(command: str, name: str, value: str, known: Known) -> list[str] | None:
    """Return the option and value that an unknown option means in a command; None where nothing is like it."""
    if name in PERIODS:
        return _period(command, name, value, known)
    if (
        name == "--type"
        and "--topic" in known
        and value in {form for t in TOPICS.values() for form in (t.name, t.word)}
    ):
        return ["--topic", value]
    if name == "--style":
        return ["-f", FORMS.get(value.casefold(), "footnote")] if value else []
    for other in OPTIONS_MEANT.get(name, ()):
        if other in known:
            return [other, value] if known[other] and value else [other]
    near = nearest(name, [flag for flag in known if flag.startswith("--")], 1, 0.75)
    if near and len(name) > 4:
        return [near[0], value] if known[near[0]] and value else [near[0]]
    field = name.lstrip("-").replace("-", "_")
    for topic in (*TOPICS.values(), *TABLES.values()):
        if field in topic.filters and command in (*TOPICS, *TABLES):
            return ["", topic.name, name, value] if value else None
    return [] if name in ("--as-of", "--since", "--until", "--tag", "--topic") else None


def _period(command: str, name: str, value: str, known: Known) -> list[str]:
    """Return the options for a day or period as a command has them."""
    if not value:
        return []
    if "--on" in known:
        return ["--on", value]
    dated = command in TOPICS and not TOPICS[command].lasting
    if "--since" in known and (dated or name != "--date" or "--as-of" not in known):
        return ["--since", value, "--until", value]
    return ["--as-of", value] if "--as-of" in known else [value]


def no_command(ctx: Any, commands: Commands, *words: str) -> UsageError:
    """Return the error for a line whose first word is no command, with the line that it most likely means."""
    word, *rest = words
    front = sys.argv[1 : len(sys.argv) - len(words)] if sys.argv[1:][-len(words) :] == list(words) else []
    front = front[:-1] if front[-1:] == ["help"] else front
    lines = dict.fromkeys(line([*front, *meant]) for meant in _commands_meant(ctx, commands, word, rest))
    return UsageError(say("there is no command {word!r}", word=clean(word)) + tries(*lines))


def _commands_meant(ctx: Any, commands: Commands, word: str, rest: list[str]) -> list[list[str]]:
    """Return the lines that a word which is no command, and those after it, can mean, the likeliest first."""
    if not word.strip():
        return [["--help"]]
    folded = word.casefold().lstrip("-")
    singulars = {topic.word: topic.name for topic in (*TOPICS.values(), *TABLES.values())}
    meant = singulars.get(folded) or COMMANDS_MEANT.get(folded) or (folded if folded in commands else "")
    first_option = next((n for n, each in enumerate(rest) if each.startswith("-")), len(rest))
    said, options = " ".join([word, *rest[:first_option]]), rest[first_option:]
    search = ["search", *said.split(), *options]
    if meant:
        needing = meant in ("search", "show", "cite", "diff")
        if first_option and folded in COMMANDS_MEANT and not needing and not _is_day(" ".join(rest[:first_option])):
            return [rest] if rest[0] in commands else [search]
        return [[meant, *(shlex.split(commands[meant]) if needing and not rest else rest)]]
    if _is_known(ctx, said):
        return [["show", said, *options], search]
    if _is_day(said):
        return [["timeline", "--on", said, *options], ["brief", "--as-of", said, *options]]
    if form := _format_meant(folded):
        return [[*(rest if rest[:1] and rest[0] in commands else ["timeline", *options]), "-f", form], search]
    near = nearest(word, [*commands, *COMMANDS_MEANT], 1, 0.75) if len(word) > 3 else []
    if near:
        return [[COMMANDS_MEANT.get(near[0], near[0]), *rest]]
    tags = [tag for tag in (folded, folded.removesuffix("s")) if tag in TAGS]
    if tags and not rest:
        return [["events", "--tag", tags[0]], search]
    return [search]


def _format_meant(word: str) -> str:
    """Return the format that a word names or means, "" for none."""
    from malibrief.render.formats import FORMATS

    form = FORMS.get(word, word)
    return form if form in FORMATS else ""


def _is_known(ctx: Any, key: str) -> bool:
    """Return whether `show` has an answer to a text; no base that can be read has none."""
    from malibrief.cli import meaning

    try:
        return meaning.is_known(_index(ctx), key)
    except FactBaseError:
        return False


def _index(ctx: Any) -> Index:
    from malibrief.cli.base import cache_directory, paths_of
    from malibrief.index.store import open_index

    given = ctx.find_root().params  # as typed: Typer makes paths of them when it calls the group's function
    facts = Path(given["facts"]) if given.get("facts") else None
    return open_index(paths_of(ctx, facts, [Path(path) for path in given.get("add") or ()]), cache_directory())


def _is_day(text: str) -> bool:
    """Return whether a text is a day, a month, a year or a day of every year."""
    from malibrief.cli.base import today
    from malibrief.cli.days import TwoDaysError, happened_on

    try:
        happened_on(text, say("DAY"), today())
    except UsageError as error:
        return isinstance(error, TwoDaysError)
    return True
