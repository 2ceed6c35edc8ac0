"""Choose the language: what `--lang` says, else MALIBRIEF_LANG, else on a terminal the locale of the environment.

The locale is that of messages: LC_ALL, else LC_MESSAGES, else LANG (POSIX.1-2017, 8.2); one that is neither French nor English,
or not set, means English. A pipe and the formats for machines get English unless French is asked for, so that a script does not
change with the locale of who runs it.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from malibrief.errors import UsageError
from malibrief.language import LANGUAGES, say, speak
from malibrief.render.formats import MACHINES, SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from malibrief.cli.given import Options

_OPTION = "--lang"
_VARIABLE = "MALIBRIEF_LANG"
NAMED = "\x1f"
"""The sign between the text of an option's help and the values that it names (ASCII's unit separator)."""


def choose(words: Sequence[str], environ: Mapping[str, str], terminal: bool) -> None:
    """Speak the language that the command line or the environment asks for, before anything is parsed or said.

    `terminal` says whether standard output is one. `settle` refuses a language that there is not, in the one that is spoken without it.
    """
    asked = [each for each in (_asked(words), environ.get(_VARIABLE, "")) if each in LANGUAGES]
    speak(asked[0] if asked else _of_locale(environ) if terminal else "en")


def settle(asked: str | None, options: Options) -> None:
    """Speak English for a format for machines, unless another language is `asked` for, by an option or the environment.

    Raises UsageError for a language that there is not.
    """
    if asked and asked not in LANGUAGES:
        raise UsageError(
            say("{option}: {value!r} is not one of {known}", option=_OPTION, value=asked, known=", ".join(LANGUAGES))
        )
    of_suffix = SUFFIXES.get(options.output.suffix.casefold()) if options.output else None
    form = "json" if options.json else options.form or of_suffix
    if form in MACHINES and not asked:
        speak("en")


def told(text: str) -> str:
    """Return the text of an option's help in the language that is spoken, with the values that it names.

    That is done where a help is shown: to look each text up as a command is built would make every answer dearer.
    """
    phrase, _, named = text.partition(NAMED)
    return say(phrase, values=named) if named else say(phrase)


def _asked(words: Sequence[str]) -> str:
    """Return the language that `--lang` gives in the words of a command line, "" where it is not there; the last one holds."""
    asked = ""
    for word, after in pairwise([*words, ""]):
        if word == "--":
            break
        if word == _OPTION:
            asked = after
        elif word.startswith(f"{_OPTION}="):
            asked = word.partition("=")[2]
    return asked


def _of_locale(environ: Mapping[str, str]) -> str:
    """Return the language of the locale, English where it is none of `LANGUAGES`."""
    name = next((value for key in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := environ.get(key))), "")
    language = name.partition(".")[0].partition("_")[0]
    return language if language in LANGUAGES else "en"
