"""Phrases and nouns between marks, so that a test sees what else an output has: what `say` and `noun` do not say."""

import re
from string import Formatter


class Phrases(dict[str, str]):
    """A table that has every phrase, itself between ⟦ and ⟧; the values put into it are outside of these marks."""

    def __missing__(self, phrase: str) -> str:
        marked = "".join(map(_marked, Formatter().parse(phrase))) if "{" in phrase else f"⟦{phrase}⟧"
        return marked.replace("⟧⟦", "")


def _marked(part: tuple[str, str | None, str | None, str | None]) -> str:
    text, name, form, conversion = part
    marked = f"⟦{text.replace('{', '{{').replace('}', '}}')}⟧" if text else ""
    if name is None:
        return marked
    return f"{marked}{{{name}{f'!{conversion}' if conversion else ''}{f':{form}' if form else ''}}}"


class Nouns(dict[str, tuple[str, str]]):
    """A table that has every noun, itself between the marks."""

    def __contains__(self, word: object) -> bool:
        return True

    def __getitem__(self, word: str) -> tuple[str, str]:
        return f"⟦{word}⟧", f"⟦{word}s⟧"


def unmarked(text: str) -> str:
    """What a text has outside of the marks, a space in the place of each phrase."""
    return re.sub(r"⟦[^⟦⟧]*⟧", " ", text)
