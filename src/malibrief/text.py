"""Text: folding for comparison, what may reach a terminal or stand in a link, numbers and money as people write them.

Two walls keep what a terminal obeys out of it. `clean` is for values: those of facts pass through it on their way into the
index (`index.cleaning`), those typed on their way into an answer. `printable` and `styled` are for finished text, at the door
(`cli.streams`).
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from malibrief.language import is_french, noun, say

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

OBEYED = r"\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff"
"""What no terminal may get: control characters but for tabs and line feeds, marks of direction (Unicode's Bidi_Control),
separators of lines, and halves of surrogate pairs, which are no text."""
# These are not compiled here: that takes a millisecond each, and a look-up seldom meets a text that needs them.
_CONTROL = f"[{OBEYED}]"
_BREAKS = r"[\t-\r\x1c-\x1e\x85\u2028\u2029]+"
"""What breaks a line (`str.splitlines`), and the tab."""
_STYLES = r"\x1b\[[0-9;]*m|\x1b\]8;(?:id=[0-9-]+)?;(?:https?://[!-~]+)?\x1b\\"
"""The sequences that our own renderers make: SGR (ECMA-48), and the ends of a hyperlink of the web (OSC 8)."""
_NOT_IN_LINK = r"[^!#$%&'()*+,\-./0-9:;=?@A-Z\[\]_a-z~]"
"""What an address has only in its percent-encoded form (RFC 3986)."""
_MARKS = r"[\u0300-\u036f\u064b-\u0652]+"
_WORD = r"[^\W_\u19b0-\u19c0\u19c8\u19c9\u1cf2\u1cf3]+"
"""A word as SQLite's tokenizer (unicode61) sees it too: to its older Unicode these signs are no letters yet."""
_PLAIN = "".join(chr(code).lower() if chr(code).isalnum() else " " for code in range(128))
"""What each character of ASCII is folded to."""

_COMMON_SIGNS = "’“”«»–—…"
"""The signs that separate words in most texts that are not ASCII: without them these are, and faster to fold."""


def fold(text: str) -> str:
    """Return a text in lower case without accents, each run of other characters one space: "S/RES/2100 (2013)" -> "s res 2100 2013"."""
    if not text.isascii():
        text = re.sub(_MARKS, "", unicodedata.normalize("NFKD", text))
        for sign in _COMMON_SIGNS:
            text = text.replace(sign, " ")
        if not text.isascii():
            return " ".join(re.findall(_WORD, text.casefold()))
    return " ".join(text.translate(_PLAIN).split())


def clean(text: str) -> str:
    """Return the text on one line and without control or direction-changing characters: safe for any terminal."""
    return text if text.isprintable() else re.sub(_CONTROL, "", re.sub(_BREAKS, " ", text))


def printable(text: str) -> str:
    """Return the text without what a terminal obeys; its lines and tabs stay."""
    return text if _is_plain(text) else re.sub(_CONTROL, "", text)


def _is_plain(text: str) -> bool:
    """Return whether a text has nothing but signs that are seen, line feeds and tabs; False says nothing."""
    return text.replace("\n", "").replace("\t", "").isprintable()


def styled(text: str) -> str:
    """Return the text without what a terminal obeys but the sequences for colour and hyperlinks, which only renderers make."""
    return re.sub(f"({_STYLES})|[{OBEYED}]", r"\1", text)


def escaped(json: str) -> str:
    """Escape what a terminal obeys in JSON; encoders do that for ASCII alone, and not for DEL."""
    return json if _is_plain(json) else re.sub(_CONTROL, lambda sign: f"\\u{ord(sign[0]):04x}", json)


def encoded(url: str) -> str:
    """Return the address in plain ASCII, with everything percent-encoded that an address may not hold: "a b" -> "a%20b"."""
    return re.sub(_NOT_IN_LINK, lambda sign: "".join(f"%{byte:02X}" for byte in sign[0].encode(errors="replace")), url)


def web_link(url: str | None) -> str | None:
    """Return the address as a link may have it; None for what is none of the web, such as `javascript:`."""
    return encoded(url) if url and url.startswith(("https://", "http://")) else None


def number(value: float) -> str:
    """Return a number with thousands separators and its own decimals: 13289 -> "13,289", 0.426 -> "0.426".

    In French the separator is a no-break space and the decimal sign a comma.
    """
    text = f"{value:,}"
    return text.translate(_FRENCH_SIGNS) if is_french() else text


_FRENCH_SIGNS = {ord(","): "\u00a0", ord("."): ","}


def money(amount: float, currency: str) -> str:
    """Return an amount with its currency: "EUR 615,000,000", in French "615 000 000 EUR" with no-break spaces."""
    return f"{number(amount)}\u00a0{currency}" if is_french() else f"{currency} {number(amount)}"


def plural(count: int, word: str) -> str:
    """Return a count with its word: `1 fact`, `1,553 facts`; in French with a no-break space."""
    return f"{number(count)}{chr(0xA0) if is_french() else ' '}{noun(count, word)}"


def joined(texts: Iterable[str]) -> str:
    """Return texts one after the other with semicolons between them: `asset freeze; travel ban`."""
    return say("; ").join(texts)


def age(then: int, day: int) -> str:
    """Return how long before a day another was, both as bounds such as 20130401, in whole months or years: "3 months before".

    "" for less than a month.
    """
    months = (day // 10000 - then // 10000) * 12 + day // 100 % 100 - then // 100 % 100
    if day % 100 < then % 100:
        months -= 1
    if months < 1:
        return ""
    return say("{time} before", time=plural(months // 12, "year") if months >= 12 else plural(months, "month"))


def nearest(word: str, known: Iterable[str], most: int = 3, alike: float = 0.6) -> list[str]:
    """Return up to `most` known words that are like `word`: those that contain it, those with most of its words, the nearest spellings.

    `alike` is how much of a spelling must be the same, from 0 to 1; of three letters one may differ, as "Wakanda" is not
    nearly Canada.
    """
    from difflib import get_close_matches

    if len(word) > LONGEST_SPELLING:
        return []
    folded = {fold(other): other for other in known}
    wanted = fold(word)
    containing = [other for other in folded if wanted and wanted in other][:most]
    words = set(wanted.split())
    shared = {other: len(words & set(other.split())) for other in folded}
    sharing = sorted((other for other in folded if shared[other] > 1), key=lambda other: -shared[other])
    slips = max(1, len(wanted) // 3)
    close = get_close_matches(wanted, folded, n=most, cutoff=alike)
    spelt = [other for other in close if edits(wanted, other, slips) <= slips]
    return [folded[other] for other in dict.fromkeys(containing + sharing + spelt)][:most]


def asking(said: str, word: str, known: Iterable[str]) -> str:
    """Return what was said of an unknown word, and the question whether another was meant where one is near."""
    near = did_you_mean(word, known)
    return say("{said}; {more}", said=said, more=near) if near else said


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return `did you mean a or b?`, or "" where no known word is near."""
    close = [clean(other) for other in nearest(word, known)]
    return say("did you mean {names}?", names=say(" or ").join(close)) if close else ""


LONGEST_SPELLING = 100
"""Words of more letters than this have no near spellings: to compare them takes time as the square of their length."""


class Near(NamedTuple):
    """A hint that is yet to be sought: the known words that are like `word`, or what else to do where none is."""

    word: str
    known: Collection[str]
    otherwise: str = ""


class Hints:
    """Seeks near spellings for the first of many faults: for each it looks at every known word, and at so many in all."""

    MOST = 40_000
    """How many known words are looked at. What is asked for after that has no hint."""

    def __init__(self) -> None:
        """Begin to count."""
        self._left = self.MOST

    def text(self, hint: str | Near) -> str:
        """Return the hint; where there is no near spelling, or too many were sought, what else it says."""
        if isinstance(hint, str):
            return hint
        if self._left <= 0:
            return hint.otherwise
        self._left -= len(hint.known)
        return did_you_mean(hint.word, hint.known) or hint.otherwise


def edits(one: str, other: str, most: int) -> int:
    """Return how many letters must be changed, added, dropped or swapped with their neighbour; `most` + 1 for more than `most`.

    The optimal string alignment distance (Damerau 1964).
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        before, last, row = row, before, [i]
        for j, wanted in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
