"""Define the page of an answer: what a renderer may use."""

from __future__ import annotations

import msgspec


class Page(msgspec.Struct, frozen=True):
    """What a renderer may use: `width` in cells, colour, hyperlinks, a header line; with `ascii`, plain characters only.

    With `sources` every row of a listing has its sources below it, and with `every` a card has all facts that are related.
    With `spans` a calendar has months and years too, over all their days.
    With `file` the text is for a file, which a spreadsheet may open; with `bom` CSV and TSV begin with a byte-order mark.
    """

    width: int = 100
    colour: bool = False
    links: bool = False
    header: bool = True
    ascii: bool = False
    file: bool = False
    bom: bool = False
    spans: bool = False
    sources: bool = False
    every: bool = False
