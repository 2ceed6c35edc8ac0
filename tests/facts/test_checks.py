"""Each rule of the linter, with the smallest base that breaks it and the words that it finds."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from malibrief.facts import checks, load
from malibrief.facts.topics import TAGS, TOPICS
from tests.conftest import BASE, EVENT, HEADER, MISSION, POWERLESS, PROGRAM, SOURCE, Result, Run, Write

MONEY = """\
[[funding]]
id = "f"
donor = "D"
recipient = "R"
kind = "pledge"
title = "T"
summary = "S"
tags = ["eu"]
sources = ["s"]
"""
OFFICE = """\
[[offices]]
id = "o"
title = "R"
organisation = "O"
rank = 1
"""
PERSON = """\
[[people]]
id = "p"
name = "N"
office = "o"
summary = "S"
tags = ["un"]
sources = ["s"]
"""
HOLDER = PERSON + "start = 2001-01-01\nend = 2003-01-01\n"
LATER_HOLDER = PERSON.replace('"p"', '"q"') + "start = 2002-01-01\n"
VAGUE_HOLDER = LATER_HOLDER.replace("2002-01-01", '"2002"')
RENEWAL = EVENT.replace("events", "resolutions") + 'kind = "resolution"\nmission = "m"\nmandate_until = 2002-03-31\n'
SERIES = """\
[[series]]
id = "z"
title = "T"
unit = "soldiers"
counts = "stock"
by = "B"
definition = "D"
"""
FIGURE = """\
[[figures]]
id = "n"
series = "z"
date = "2002-03"
value = 1
summary = "S"
tags = ["un"]
sources = ["s"]
"""
STRENGTH = SERIES + 'strength_of = "m"\n'
ACTOR = """\
[[actors]]
id = "a"
name = "A"
kind = "alliance"
summary = "S"
tags = ["north"]
sources = ["s"]
"""
LISTING = """\
[[sanctions]]
id = "l"
name = "N"
kind = "person"
regime = "R"
start = 2001-03-05
summary = "S"
tags = ["un"]
sources = ["s"]
"""


LONG = "x" * 81
"""A title that is a letter too long."""


class Case:
    """A base that breaks one rule, and what is found."""

    def __init__(self, rule: str, text: str, *found: str, header: str = HEADER) -> None:
        self.rule, self.text, self.found, self.header = rule, text, list(found), header


CASES = [
    Case("overlapping-holders", HOLDER + LATER_HOLDER + OFFICE + SOURCE,
         "facts.toml:16: [overlapping-holders] q: 'p' holds 'o' too on 2002-01-01\n    hint: correct a start or an end of the two"),
    Case("lapsed-mandate", MISSION + RENEWAL + RENEWAL.replace('"e"', '"g"').replace("2001-03-05", "2002-04-01") + SOURCE,
         "facts.toml:26: [lapsed-mandate] g: the mandate of 'm' had lapsed before 2002-04-01\n"
         "    hint: e gave it until 2002-03-31: is a renewal missing?"),
    Case("figure-after-mission", MISSION + "end = 2002-01-01\n" + FIGURE + STRENGTH + SOURCE,
         "facts.toml:20: [figure-after-mission] n: 2002-03 is after the end of its mission (2002-01-01)\n"
         "    hint: correct its date or its series"),
    Case("listing-without-regime", LISTING + LISTING.replace('"l"', '"k"') + SOURCE,
         "facts.toml:11: [listing-without-regime] l: no fact is the regime 'R' of 2 listings\n    hint: add one of kind \"regime\""),
    Case("listing-without-regime", LISTING + LISTING.replace('"l"', '"k"').replace("person", "regime") + SOURCE,
         "facts.toml:7: [listing-without-regime] l: it is not about its regime 'R'\n    hint: add to about: k"),
    Case("empty-text", EVENT.replace('summary = "S"', 'summary = " "') + SOURCE,
         "facts.toml:11: [empty-text] e: summary is empty\n    hint: write it"),
    Case("repeated-id", EVENT + EVENT + SOURCE,
         "facts.toml:15: [repeated-id] e: duplicate id\n    hint: first used at facts.toml:8; give this one another id"),
    Case("repeated-id", EVENT + SOURCE + SOURCE,
         "facts.toml:21: [repeated-id] s: duplicate id\n    hint: first used at facts.toml:15; give this one another id"),
    Case("id-form", EVENT.replace('"e"', '"Big_Id"') + SOURCE,
         "facts.toml:8: [id-form] Big_Id: 'Big_Id' is not a good id\n    hint: use lower-case letters, digits and single hyphens"),
    Case("id-form", EVENT.replace('"e"', '"é--e"') + SOURCE,
         "facts.toml:8: [id-form] é--e: 'é--e' is not a good id\n    hint: use lower-case letters, digits and single hyphens"),
    Case("id-form", EVENT.replace('"e"', '""') + SOURCE,
         "facts.toml:8: [id-form] '' is not a good id\n    hint: use lower-case letters, digits and single hyphens"),
    Case("dangling-source", EVENT.replace('["s"]', '["s", "press"]') + SOURCE,
         "facts.toml:13: [dangling-source] e: source 'press' does not exist"),
    Case("dangling-source", EVENT.replace('["s"]', '["un-91"]') + SOURCE.replace('"s"', '"un-9"') + EVENT.replace('"s"', '"un-9"').replace('"e"', '"g"'),
         "facts.toml:13: [dangling-source] e: source 'un-91' does not exist\n    hint: did you mean un-9?"),
    Case("no-source", EVENT.replace('["s"]', "[]") + EVENT.replace('"e"', '"g"') + SOURCE,
         "facts.toml:13: [no-source] e: there is no source\n    hint: sources = [...] takes the ids of [[sources]]"),
    Case("dangling-about", EVENT + 'about = ["minka"]\n' + SOURCE,
         "facts.toml:14: [dangling-about] e: about 'minka' does not exist"),
    Case("dangling-about", EVENT + 'about = ["e"]\n' + SOURCE,
         "facts.toml:14: [dangling-about] e: about names the fact itself"),
    Case("dangling-about", EVENT.replace("events", "resolutions") + 'kind = "resolution"\nmission = "m"\nregime = "r"\n' + SOURCE,
         "facts.toml:15: [dangling-about] e: mission 'm' does not exist",
         "facts.toml:16: [dangling-about] e: regime 'r' does not exist"),
    Case("dangling-about", EVENT + OFFICE + 'serves = "m"\n' + SERIES + 'of = "f"\nstrength_of = "g"\n' + SOURCE,
         "facts.toml:19: [dangling-about] o: serves 'm' does not exist",
         "facts.toml:27: [dangling-about] z: of 'f' does not exist",
         "facts.toml:28: [dangling-about] z: strength_of 'g' does not exist"),
    Case("dangling-about", ACTOR + 'part_of = ["b"]\nbecame = "c"\n' + SOURCE,
         "facts.toml:14: [dangling-about] a: part_of 'b' does not exist",
         "facts.toml:15: [dangling-about] a: became 'c' does not exist"),
    Case("dangling-about", MISSION + 'part_of = "m"\n' + SOURCE,
         "facts.toml:16: [dangling-about] m: part_of names the fact itself"),
    Case("unknown-office", PERSON + OFFICE.replace('"o"', '"office"') + SOURCE,
         "facts.toml:10: [unknown-office] p: office 'o' does not exist\n    hint: did you mean office?"),
    Case("unknown-series", FIGURE + SERIES.replace('"z"', '"y"') + 'part_of = "x"\n' + SOURCE,
         "facts.toml:9: [unknown-series] n: series 'z' does not exist\n    hint: add it to [[series]]",
         "facts.toml:22: [unknown-series] y: series 'x' does not exist\n    hint: add it to [[series]]"),
    Case("part-of-circle", MISSION + 'part_of = "k"\n' + MISSION.replace('"m"', '"k"') + 'part_of = "m"\n' + SOURCE,
         "facts.toml:16: [part-of-circle] m: part_of runs in a circle: m, k, m\n    hint: take one of them out"),
    Case("part-of-circle", ACTOR + 'part_of = ["b", "c"]\n' + ACTOR.replace('"a"', '"b"') + ACTOR.replace('"a"', '"c"') + 'part_of = ["b", "a"]\n' + SOURCE,
         "facts.toml:14: [part-of-circle] a: part_of runs in a circle: a, c, a\n    hint: take one of them out"),
    Case("part-of-circle", MONEY + 'part_of = "g"\n' + MONEY.replace('"f"', '"g"') + 'part_of = "f"\n' + SOURCE,
         "facts.toml:16: [part-of-circle] f: part_of runs in a circle: f, g, f\n    hint: take one of them out"),
    Case("part-of-circle", EVENT + SERIES + 'part_of = "z"\n' + SOURCE,
         "facts.toml:21: [part-of-circle] z: part_of runs in a circle: z, z\n    hint: take one of them out"),
    Case("series-kind", EVENT + SERIES.replace("stock", "sotck") + 'period = "yaer"\n' + SOURCE,
         "facts.toml:18: [series-kind] z: counts 'sotck' is not known\n    hint: did you mean stock?",
         "facts.toml:21: [series-kind] z: period 'yaer' is not known\n    hint: did you mean year?"),
    Case("series-kind", EVENT + SERIES.replace("stock", "flow") + SOURCE,
         "facts.toml:14: [series-kind] z: a flow has no period\n"
         "    hint: period says what it is counted over: year, half-year, quarter, month or week"),
    Case("series-kind", EVENT + SERIES + 'since = "2001"\n' + SOURCE,
         "facts.toml:21: [series-kind] z: since goes with a cumulative count or a share, not with 'stock'"),
    Case("series-unit", FIGURE + 'unit = "men"\n' + SERIES + SOURCE,
         "facts.toml:15: [series-unit] n: unit 'men' is not that of its series, 'soldiers'\n"
         "    hint: leave unit out, or give the figure a series of its own"),
    Case("french-fields", EVENT + 'fr.titel = "T"\nfr.id = "E"\nfr.place = "P"\nfr.tags = "coup"\n' + SOURCE,
         "facts.toml:14: [french-fields] e: fr.titel is the French of no field\n    hint: did you mean title?",
         "facts.toml:15: [french-fields] e: fr.id is the French of no field",
         "facts.toml:16: [french-fields] e: fr.place is French of a place that the record does not have",
         "facts.toml:17: [french-fields] e: fr.tags is one text, tags is not"),
    Case("french-fields", ACTOR + 'led_by = ["L"]\n[actors.fr]\nname = ["A"]\nled_by = ["L", "M"]\n' + SOURCE,
         "facts.toml:16: [french-fields] a: fr.name is a list, name is not",
         "facts.toml:17: [french-fields] a: fr.led_by has 2 texts, led_by 1"),
    Case("french-fields", '[fr."mission.kind"]\nfrench = "opération"\n' + EVENT + SOURCE,
         "facts.toml:7: [french-fields] fr: 'mission.kind' is no field whose values recur\n    hint: did you mean missions.kind or missions.lead?"),
    Case("unknown-tag", EVENT.replace("coup", "coups") + SOURCE,
         "facts.toml:12: [unknown-tag] e: tag 'coups' is not known\n    hint: did you mean coup?"),
    Case("unknown-tag", EVENT.replace('["coup"]', "[]") + SOURCE,
         "facts.toml:12: [unknown-tag] e: it has 0 tags\n    hint: give one to five"),
    Case("unknown-tag", EVENT.replace('["coup"]', '["un", "au", "eu", "aes", "usa", "coup"]') + SOURCE,
         "facts.toml:12: [unknown-tag] e: it has 6 tags\n    hint: give one to five"),
    Case("unknown-kind", MISSION.replace("french", "frenhc") + SOURCE,
         "facts.toml:10: [unknown-kind] m: kind 'frenhc' is not known\n    hint: did you mean french?"),
    Case("unknown-kind", EVENT + SOURCE.replace('"un"', '"blog"'),
         "facts.toml:19: [unknown-kind] s: kind 'blog' is not known"),
    Case("end-before-start", EVENT + "end = 2001-03-04\n" + SOURCE,
         "facts.toml:14: [end-before-start] e: it ends (2001-03-04) before it starts (2001-03-05)"),
    Case("end-before-start", MISSION + 'end = "2000"\n' + SOURCE,
         "facts.toml:16: [end-before-start] m: it ends (2000) before it starts (2001-03-05)"),
    Case("end-before-start", MISSION + 'attested = "2000"\n' + SOURCE,
         "facts.toml:16: [end-before-start] m: it is attested (2000) before it starts (2001-03-05)"),
    Case("end-set", EVENT + "until = 2001-04-01\n" + SOURCE, "facts.toml:14: [end-set] e: ends and until go together"),
    Case("end-set", EVENT + 'ends = "m"\n' + MISSION + SOURCE, "facts.toml:14: [end-set] e: ends and until go together"),
    Case("end-set", EVENT + 'ends = "m"\nuntil = 2001-03-04\n' + MISSION + SOURCE,
         "facts.toml:15: [end-set] e: until 2001-03-04 lies before its date (2001-03-05)"),
    Case("future-date", EVENT.replace("2001-03-05", "2005-07-01") + SOURCE,
         "facts.toml:9: [future-date] e: date 2005-07-01 lies after 2005-06-30\n"
         "    hint: correct it, or move [factbase] updated on from 2005-06-30"),
    Case("future-date", MISSION + 'established = "2006"\n' + SOURCE,
         "facts.toml:16: [future-date] m: established 2006 lies after 2005-06-30\n"
         "    hint: correct it, or move [factbase] updated on from 2005-06-30"),
    Case("future-date", PERSON + "attested = 2005-07-01\n" + OFFICE + SOURCE,
         "facts.toml:14: [future-date] p: attested 2005-07-01 lies after 2005-06-30\n"
         "    hint: correct it, or move [factbase] updated on from 2005-06-30"),
    Case("deaths-order", EVENT + "deaths = { min = 3, max = 2 }\n" + SOURCE,
         "facts.toml:14: [deaths-order] e: deaths run from 3 to 2\n    hint: min is the lowest count, max the highest"),
    Case("deaths-order", EVENT + "deaths = { min = -1, max = 2 }\n" + SOURCE,
         "facts.toml:14: [deaths-order] e: deaths run from -1 to 2\n    hint: min is the lowest count, max the highest"),
    Case("finite-number", MONEY + 'amount = inf\ncurrency = "EUR"\n' + SOURCE,
         "facts.toml:16: [finite-number] f: amount is inf\n    hint: give a number"),
    Case("money-currency", MONEY + "amount = 5\n" + SOURCE,
         "facts.toml:16: [money-currency] f: amount and currency go together"),
    Case("money-currency", MONEY + 'currency = "EUR"\n' + SOURCE,
         "facts.toml:16: [money-currency] f: amount and currency go together"),
    Case("money-currency", MONEY + 'amount = 5\ncurrency = "euro"\n' + SOURCE,
         "facts.toml:17: [money-currency] f: 'euro' is not a currency\n    hint: use the three letters of ISO 4217, such as EUR"),
    Case("covered-after-updated", EVENT + SOURCE,
         "facts.toml:6: [covered-after-updated] factbase: covered 2005-07 lies after updated 2005-06-30\n    hint: move one of the two",
         header=HEADER.rstrip() + '\ncovered = "2005-07"\n'),
    Case("link-form", EVENT + SOURCE + 'url = "www.example.org"\n',
         "facts.toml:20: [link-form] s: 'www.example.org' is not a link\n    hint: it must begin with https:// and contain no spaces"),
    Case("link-form", EVENT + SOURCE + 'url = "https://example.org/a b"\n',
         "facts.toml:20: [link-form] s: 'https://example.org/a b' is not a link\n    hint: it must begin with https:// and contain no spaces"),
    Case("link-form", EVENT + SOURCE + 'url = "https://example.org/\\u009b31m\\u007f\\u202egpj.exe"\n',
         "facts.toml:20: [link-form] s: 'https://example.org/\\x9b31m\\x7f\\u202egpj.exe' is not a link\n"
         "    hint: it must begin with https:// and contain no spaces"),
    Case("control-characters", EVENT.replace('"T"', '"T\\u001b[31m"') + SOURCE,
         "facts.toml:10: [control-characters] e: title has the character U+001B\n    hint: delete it"),
    Case("control-characters", EVENT.replace('"S"', '"""S\n\tand \u202eS"""') + SOURCE,
         "facts.toml:11: [control-characters] e: summary has the character U+202E (right-to-left override)\n    hint: delete it"),
    Case("control-characters", EVENT + 'place = "P\\tP"\n' + SOURCE,
         "facts.toml:14: [control-characters] e: place has the character U+0009\n    hint: delete it"),
    Case("control-characters", EVENT + 'aliases = [\n  "A",\n  """B\nC""",\n]\n' + SOURCE,
         "facts.toml:14: [control-characters] e: aliases has the character U+000A\n    hint: delete it"),
    Case("control-characters", EVENT + SOURCE.replace('"P"', '"P\u2028P"'),
         "facts.toml:17: [control-characters] s: publisher has the character U+2028 (line separator)\n    hint: delete it"),
    Case("repeated-source", EVENT.replace('["s"]', '["s", "s", "s"]') + SOURCE,
         "facts.toml:13: [repeated-source] e: source 's' is cited more than once\n    hint: cite it once"),
    Case("control-characters", EVENT + 'fr.title = "T\\u2066"\n' + OFFICE.replace('"R"', '"R\\u009b"') + SERIES.replace('"D"', '"D\\n"') + SOURCE,
         "facts.toml:14: [control-characters] e: fr.title has the character U+2066 (left-to-right isolate)\n    hint: delete it",
         "facts.toml:17: [control-characters] o: title has the character U+009B\n    hint: delete it",
         "facts.toml:26: [control-characters] z: definition has the character U+000A\n    hint: delete it"),
    Case("control-characters", '[fr]\nP = "P"\n[fr.tags]\ncoup = "coup\\u200e"\n' + EVENT + SOURCE,
         "facts.toml:10: [control-characters] fr: tags.coup has the character U+200E (left-to-right mark)\n    hint: delete it"),
    Case("repeated-value", ACTOR + 'part_of = ["b", "b"]\nled_by = ["L", "L"]\n' + ACTOR.replace('"a"', '"b"') + SOURCE,
         "facts.toml:14: [repeated-value] a: part_of has 'b' more than once\n    hint: keep one of them",
         "facts.toml:15: [repeated-value] a: led_by has 'L' more than once\n    hint: keep one of them"),
    Case("repeated-value", EVENT.replace('["coup"]', '["coup", "un", "coup"]') + 'aliases = ["A", "A"]\n' + SOURCE,
         "facts.toml:12: [repeated-value] e: tags has 'coup' more than once\n    hint: keep one of them",
         "facts.toml:14: [repeated-value] e: aliases has 'A' more than once\n    hint: keep one of them"),
    Case("demonym-form", EVENT + SOURCE,
         "facts.toml:6: [demonym-form] factbase: 'of Arda' is not a single word",
         "facts.toml:6: [demonym-form] factbase: 'p' is the name of the place\n    hint: delete it",
         "facts.toml:6: [demonym-form] factbase: demonyms has 'ardan' more than once\n    hint: keep one of them",
         header=HEADER.rstrip() + '\ndemonyms = ["Ardan", "ardan", "of Arda", "p"]\n'),
    Case("synonym-form", '[synonyms]\na = ["b", "a", "b", "É", "", "c d e f g"]\n"a b c d e" = ["f"]\n"É" = ["e"]\n' + EVENT + SOURCE,
         "facts.toml:8: [synonym-form] synonyms: 'É' is not in lower case without accents and signs\n    hint: write 'e'",
         "facts.toml:8: [synonym-form] synonyms: '' is not in lower case without accents and signs\n    hint: delete it",
         "facts.toml:8: [synonym-form] synonyms: 'c d e f g' has more than 4 words",
         "facts.toml:8: [synonym-form] synonyms: 'a' stands for itself\n    hint: delete it",
         "facts.toml:8: [synonym-form] synonyms: a has 'b' more than once\n    hint: keep one of them",
         "facts.toml:10: [synonym-form] synonyms: 'É' is not in lower case without accents and signs\n    hint: write 'e'"),
    Case("straight-quotation", EVENT.replace('"T"', r'"\"T\" and more"') + SOURCE.replace('"P"', "'\"P'"),
         "facts.toml:10: [straight-quotation] e: the title begins with a straight quotation mark\n    hint: write “ and ”",
         "facts.toml:17: [straight-quotation] s: the publisher begins with a straight quotation mark\n    hint: write “ and ”"),
    Case("straight-quotation", ACTOR + """fr.name = '"A"'\n""" + OFFICE.replace('"R"', """'"R"'""") + """fr.title = '"R"'\n""" + SERIES.replace('"T"', """'"T"'""") + SOURCE,
         "facts.toml:14: [straight-quotation] a: the fr.name begins with a straight quotation mark\n    hint: write “ and ”",
         "facts.toml:17: [straight-quotation] o: the title begins with a straight quotation mark\n    hint: write “ and ”",
         "facts.toml:20: [straight-quotation] o: the fr.title begins with a straight quotation mark\n    hint: write “ and ”",
         "facts.toml:23: [straight-quotation] z: the title begins with a straight quotation mark\n    hint: write “ and ”"),
    Case("formula", '[fr]\nP = "-P"\n' + EVENT + SERIES.replace('"D"', '"+D"') + SOURCE,
         "facts.toml:8: [formula] fr: P begins with '-', as a formula does\n    hint: begin it with a word",
         "facts.toml:22: [formula] z: definition begins with '+', as a formula does\n    hint: begin it with a word"),
    Case("formula", EVENT.replace('"T"', '"=1+1"') + 'place = "@P"\nkeywords = ["k", "-k", "+k"]\n' + SOURCE,
         "facts.toml:10: [formula] e: title begins with '=', as a formula does\n    hint: begin it with a word",
         "facts.toml:14: [formula] e: place begins with '@', as a formula does\n    hint: begin it with a word",
         "facts.toml:15: [formula] e: keywords begins with '-', as a formula does\n    hint: begin it with a word",
         "facts.toml:15: [formula] e: keywords begins with '+', as a formula does\n    hint: begin it with a word"),
    Case("long-title", EVENT.replace('"T"', f'"{LONG}"') + SOURCE,
         "facts.toml:10: [long-title] e: the title has 81 characters\n    hint: at most 80"),
    Case("long-title", EVENT.replace('"S"', f'"{LONG * 5}"') + SOURCE,
         "facts.toml:11: [long-title] e: the summary has 405 characters\n    hint: at most 400"),
    Case("long-title", EVENT + f'fr.title = "{LONG + "x" * 10}"\nfr.summary = "{LONG * 6}"\n' + SOURCE,
         "facts.toml:14: [long-title] e: the French title has 91 characters\n    hint: at most 90",
         "facts.toml:15: [long-title] e: the French summary has 486 characters\n    hint: at most 480"),
    Case("unused-source", EVENT + SOURCE + SOURCE.replace('"s"', '"u"'),
         "facts.toml:20: [unused-source] u: no fact cites it\n    hint: cite it or delete it"),
    Case("repeated-link", EVENT.replace('["s"]', '["s", "u"]') + SOURCE + 'url = "https://a.b"\n' + SOURCE.replace('"s"', '"u"') + 'url = "https://a.b"\n',
         "facts.toml:27: [repeated-link] u: the same link as 's'\n    hint: keep one of the two"),
    Case("wrong-reference", OFFICE + 'serves = "e"\n' + EVENT + MISSION + 'part_of = "e"\n' + SOURCE,
         "facts.toml:12: [wrong-reference] o: serves 'e' is one of events, not of missions",
         "facts.toml:29: [wrong-reference] m: part_of 'e' is one of events, not of missions"),
    Case("needless-attested", MISSION + "end = 2002-01-01\nattested = 2001-05-01\n" + EVENT + 'attested = "2001"\n' + SOURCE,
         "facts.toml:17: [needless-attested] m: attested says nothing beside a start and an end\n    hint: leave it out",
         "facts.toml:25: [needless-attested] e: it does not last, so that attested says nothing\n    hint: leave it out"),
    Case("missing-french", EVENT + 'fr.title = "T"\nfr.summary = "S"\n' + EVENT.replace('"e"', '"f"') + SOURCE,
         "facts.toml:19: [missing-french] f: fr.title is missing\n    hint: give the title in French",
         "facts.toml:20: [missing-french] f: fr.summary is missing\n    hint: give the summary in French"),
    Case("missing-french", EVENT + OFFICE + 'fr.title = "R"\n' + OFFICE.replace('"o"', '"p"') + SERIES.replace('"z"', '"y"')
         + 'fr.title = "T"\nfr.unit = "soldats"\nfr.definition = "D"\n' + SERIES + SOURCE,
         "facts.toml:22: [missing-french] p: fr.title is missing\n    hint: give the title in French",
         "facts.toml:37: [missing-french] z: fr.title is missing\n    hint: give the title in French",
         "facts.toml:38: [missing-french] z: fr.unit is missing\n    hint: give the unit in French",
         "facts.toml:41: [missing-french] z: fr.definition is missing\n    hint: give the definition in French"),
    Case("unknown-currency", MONEY + 'amount = 5\ncurrency = "EUX"\n' + SERIES.replace("soldiers", "UDS") + SOURCE,
         "facts.toml:17: [unknown-currency] f: 'EUX' is no currency\n    hint: use a code of ISO 4217, such as EUR or XOF",
         "facts.toml:21: [unknown-currency] z: 'UDS' is no currency\n    hint: use a code of ISO 4217, such as EUR or XOF"),
    Case("summary-contradicts", EVENT.replace('"S"', '"Gunmen kill 16 people."') + "deaths = { min = 12, max = 14 }\n" + SOURCE,
         "facts.toml:11: [summary-contradicts] e: the summary says '16 people', against deaths (12-14)\n    hint: correct one of the two"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_the_smallest_base_that_breaks_a_rule_breaks_only_that(write: Write, case: Case) -> None:
    path = write(case.text, case.header)
    base, faults = load.read([path])
    assert faults == []
    assert base is not None
    assert [str(found).replace(f"{path.parent}/", "") for found in checks.findings(base)] == case.found


def test_no_rule_is_without_such_a_case() -> None:
    assert {case.rule for case in CASES} == set(checks.RULES)


def test_every_rule_says_what_it_asks() -> None:
    for name, rule in checks.RULES.items():
        assert rule.name == name
        assert rule.check.__doc__, name
        assert rule.severity in ("error", "warning")


@pytest.mark.parametrize(
    "text",
    [
        MISSION + 'end = "unknown"\n',
        MISSION + 'end = "2001"\n',
        EVENT + "end = 2001-03-05\n",
        EVENT.replace("2001-03-05", "2005-06-30"),
        EVENT.replace("2001-03-05", '"2005"'),
        EVENT + "deaths = { min = 0, max = 0 }\n",
        EVENT.replace('"T"', f'"{"x" * 80}"'),
        MONEY,
        MONEY + 'amount = 0.5\ncurrency = "XOF"\n',
        EVENT.replace('"S"', '"S\\n\\tand S"'),
        EVENT.replace('"T"', '"T \\"T\\" \\u00e9\\\\"'),
        EVENT.replace('"T"', '"Zero\u00a0width\u200d joiner, soft\u00adhyphen, « accents » “quoted”"'),
        OFFICE + HOLDER.replace("2003-01-01", "2002-07-01") + VAGUE_HOLDER,
        OFFICE + HOLDER.replace("2003-01-01", "2002-07-01") + VAGUE_HOLDER + "end = 2004-01-01\n",
        OFFICE + HOLDER.replace("2003-01-01", "2002-07-01") + VAGUE_HOLDER + "attested = 2004-01-01\n",
        OFFICE + HOLDER.replace("2003-01-01", '"2002"') + LATER_HOLDER,
        OFFICE + HOLDER + LATER_HOLDER.replace("2002-01-01", "2003-01-01"),
        OFFICE + HOLDER + LATER_HOLDER + "acting = true\n",
        OFFICE + PERSON + 'end = 2003-01-01\nattested = "2002"\n',
        SERIES.replace("stock", "flow") + 'period = "half-year"\n' + FIGURE + 'unit = "soldiers"\n',
        SERIES.replace("stock", "cumulative") + 'since = "2001-02"\n' + FIGURE,
        ACTOR
        + 'part_of = ["b", "c"]\n'
        + ACTOR.replace('"a"', '"b"')
        + 'part_of = ["c"]\n'
        + ACTOR.replace('"a"', '"c"'),
        OFFICE + PERSON + 'fr.role = "R"\n' + SERIES + FIGURE + 'fr.title = "T"\nfr.unit = "soldats"\n',
        '[fr.tags]\ncoup = "coup d’État"\n[fr."missions.kind"]\nfrench = "opération française"\n' + EVENT,
        EVENT + 'fr.title = "' + "x" * 90 + '"\nfr.summary = "' + "x" * 480 + '"\n',
        EVENT + 'fr.summary = "S\\n\\tet S"\n',
        # French is asked for by the table of a file: the events have none.
        EVENT + OFFICE + 'fr.title = "R"\n',
        # A unit may have its French in the base's own table; a name may be the same.
        '[fr]\nsoldiers = "soldats"\n'
        + SERIES
        + 'fr.title = "T"\nfr.definition = "D"\n'
        + FIGURE
        + 'fr.summary = "S"\n'
        + SERIES.replace('"z"', '"y"').replace("soldiers", "men")
        + 'fr.title = "T"\nfr.unit = "h"\nfr.definition = "D"\n',
        ACTOR + 'fr.summary = "S"\n',
        MONEY + 'amount = 5\ncurrency = "XDR"\n' + MONEY.replace('"f"', '"g"') + 'amount = 5\ncurrency = "HRK"\n',
        SERIES.replace("soldiers", "USD") + FIGURE,
    ],
)
def test_what_keeps_the_rules_is_left_in_peace(write: Write, text: str) -> None:
    base, faults = load.read([write(text + SOURCE)])
    assert faults == []
    assert base is not None
    assert checks.findings(base) == []


@pytest.mark.parametrize(
    ("figure", "series"),
    [
        (FIGURE, SERIES),
        (FIGURE, SERIES + 'of = "m"\n'),
        (FIGURE.replace("2002-03", "2002-01"), STRENGTH),
    ],
    ids=["a series of its own", "of the mission", "the month of its end"],
)
def test_what_does_not_count_a_strength_may_be_dated_after_the_mission(write: Write, figure: str, series: str) -> None:
    base, _ = load.read([write(MISSION + "end = 2002-01-01\n" + figure + series + SOURCE)])
    assert base is not None
    assert checks.findings(base) == []


@pytest.mark.parametrize(
    "sign", [*"\x00\x1b\x7f\x9b\u061c\u200e\u200f\u2028\u2029\u202a\u202e\u2066\u2069", " ", "\t", "\n"]
)
def test_a_link_has_no_sign_that_a_terminal_obeys_or_that_ends_it(write: Write, sign: str) -> None:
    link = f"https://example.org/\\u{ord(sign):04x}x"
    base, _ = load.read([write(EVENT + SOURCE + f'url = "{link}"\n')])
    assert base is not None
    assert [found.rule for found in checks.findings(base)] == ["link-form"]


def test_a_long_circle_is_named_in_short_and_no_chain_is_too_long(write: Write) -> None:
    """Neither recursion nor a time that grows as the square of the chain's length."""
    links = "".join(ACTOR.replace('"a"', f'"a{n}"') + f'part_of = ["a{n + 1}", "a0"]\n' for n in range(3000))
    base, _ = load.read([write(links + ACTOR.replace('"a"', '"a3000"') + SOURCE)])
    assert base is not None
    found = [finding for finding in checks.findings(base, ("error",)) if finding.rule == "part-of-circle"]
    assert len(found) == 2999
    assert {finding.fact for finding in found} == {"a0"}
    assert max(len(finding.message) for finding in found) < 100
    assert any(finding.message.endswith("circle: a0, a1, a2, a3, a4, a5, a6, a7, ..., a0") for finding in found)


def test_findings_come_in_the_order_of_lines_whatever_their_rule(write: Write) -> None:
    text = EVENT.replace("coup", "coups") + EVENT.replace('"e"', '"G"') + SOURCE
    base, _ = load.read([write(text)])
    assert base is not None
    assert [(found.line, found.rule) for found in checks.findings(base)] == [(12, "unknown-tag"), (15, "id-form")]


def test_hints_are_the_same_in_every_run(write: Write) -> None:
    """Of many ids that are as near, the first of the file are named, not those that a set happens to give first."""
    ids = [f"un-{word}" for word in ("report", "charter", "ally", "zone", "note", "envoy")]
    sources = "".join(SOURCE.replace('"s"', f'"{name}"') for name in ids)
    base, _ = load.read([write(EVENT.replace('["s"]', '["un"]') + sources)])
    assert base is not None
    (found,) = checks.findings(base, ("error",))
    assert found.hint == "did you mean un-report or un-charter or un-ally?"


def test_warnings_do_not_keep_a_base_from_being_read_and_errors_do(write: Write, run: Run) -> None:
    warned = write(EVENT.replace('"T"', f'"{LONG}"') + SOURCE)
    assert run("events", facts=warned).code == 0
    wrong = write(EVENT.replace("coup", "coups") + SOURCE)
    found = run("events", facts=wrong)
    assert (found.code, found.out) == (3, "")
    assert (
        found.err == f"malibrief: {wrong}:12: [unknown-tag] e: tag 'coups' is not known\n    hint: did you mean coup?\n"
    )


def test_check_of_a_sound_base_says_so_and_ends_with_0(run: Run) -> None:
    assert run("check") == (0, "", "malibrief: 36 facts read, 0 errors, 0 warnings\n")
    assert run("check", str(BASE), facts=None).code == 0


def test_check_with_warnings_ends_with_0(run: Run, write: Write) -> None:
    path = write(EVENT.replace('"T"', f'"{LONG}"') + SOURCE)
    found = run("check", str(path))
    assert found.code == 0
    assert found.out == f"{path}:10: [long-title] e: the title has 81 characters\n    hint: at most 80\n"
    assert found.err == "malibrief: 1 fact read, 0 errors, 1 warning\n"


def test_check_says_that_currencies_were_not_looked_up_where_the_library_is_missing(
    run: Run, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    money = write(MONEY + 'amount = 5\ncurrency = "EUX"\n' + SOURCE)
    event = write(EVENT + SOURCE, name="event.toml")
    assert "[unknown-currency] f: 'EUX'" in run("check", str(money)).out
    monkeypatch.setitem(sys.modules, "babel.numbers", None)
    found = run("check", str(money))
    assert (found.code, found.out) == (0, "")
    assert found.err == (
        "malibrief: 1 fact read, 0 errors, 0 warnings\n"
        "malibrief: currencies were not looked up; to have that done: pip install 'malibrief[check]'\n"
    )
    assert run("check", str(event)).err == "malibrief: 1 fact read, 0 errors, 0 warnings\n"
    own = write(EVENT.replace('"s"', '"gov-coup"'), header=None, name="own.toml")
    assert run("check", str(own)).err == "malibrief: 1 fact read, 0 errors, 0 warnings\n"


def test_no_index_needs_the_library_of_currencies(write: Write) -> None:
    path = write(MONEY + 'amount = 5\ncurrency = "EUX"\n' + SOURCE)
    script = "import sys; sys.modules['babel'] = None; from malibrief.cli.app import main; main()"
    command = [sys.executable, "-c", script, "funding", "--facts", str(path)]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (found.returncode, found.stderr) == (0, "")


def test_check_lists_all_errors_of_shape_and_of_meaning_and_ends_with_1(run: Run, write: Write) -> None:
    text = EVENT.replace("coup", "coups") + EVENT.replace("2001-03-05", '"x"').replace('"e"', '"g"') + SOURCE
    path = write(text)
    found = run("check", str(path))
    assert found.code == 1
    assert [line.split(" ")[1] for line in found.out.splitlines() if not line.startswith(" ")] == [
        "[type]",
        "[unknown-tag]",
    ]
    assert found.err == "malibrief: 1 fact read, 2 errors, 0 warnings\n"


@pytest.mark.parametrize("text", ["a = \n", '[[events]]\nid = "x'])
def test_check_of_what_cannot_be_parsed_ends_with_3(run: Run, write: Write, text: str) -> None:
    found = run("check", str(write(text)))
    assert found.code == 3
    assert "[syntax]" in found.out


def test_check_reads_further_files_beside_the_base(run: Run, write: Write) -> None:
    more = write(EVENT.replace('"s"', '"zzzz"'), header=None, name="more.toml")
    found = run("check", "--add", str(more))
    assert found.code == 1
    assert found.out == f"{more}:7: [dangling-source] e: source 'zzzz' does not exist\n"
    assert found.err == "malibrief: 37 facts read, 1 error, 0 warnings\n"


def test_check_of_a_file_without_a_header_reads_it_beside_the_base_and_tells_its_own_faults(
    run: Run, write: Write
) -> None:
    more = write(EVENT.replace('"s"', '"zzzz"'), header=None, name="more.toml")
    found = run("check", str(more))
    assert found.code == 1
    assert found.out == f"{more}:7: [dangling-source] e: source 'zzzz' does not exist\n"
    assert found.err == "malibrief: 1 fact read, 1 error, 0 warnings\n"


def test_check_of_a_base_whose_header_lacks_something_says_so(run: Run, write: Write) -> None:
    found = run("check", str(write(EVENT + SOURCE, header=HEADER.replace("schema = 2\n", ""))))
    assert found.code == 3
    assert "[header] factbase: 'schema' is missing" in found.out


def test_check_takes_the_header_that_lets_own_facts_be_newer(run: Run, write: Write) -> None:
    more = write(EVENT.replace('"s"', '"gov-coup"'), header="[factbase]\nupdated = 2030-01-01\n", name="more.toml")
    assert run("check", str(more)).err == "malibrief: 1 fact read, 0 errors, 0 warnings\n"


def test_check_tells_all_faults_of_a_faulty_fact_in_one_run(run: Run, write: Write) -> None:
    wrong = (
        EVENT.replace('"e"', '"X-b"').replace("2001-03-05", '"2020-13"').replace("coup", "nope").replace('["s"]', "[]")
    )
    path = write(wrong + EVENT + 'about = ["X-b"]\n' + SOURCE)
    found = run("check", str(path))
    assert [line.split(": ", 2)[1:2] for line in found.lines if not line.startswith(" ")] == [
        ["[type] X-b"], ["[id-form] X-b"], ["[unknown-tag] X-b"], ["[no-source] X-b"],
    ]  # fmt: skip
    assert found.err == "malibrief: 1 fact read, 4 errors, 0 warnings\n"


@pytest.mark.parametrize(
    "wrong",
    [
        MONEY + 'amount = "5"\ncurrency = "EUR"\n',
        MISSION.replace("2001-03-05", '"x"') + "end = 2001-01-01\n",
        PERSON.replace('office = "o"\n', ""),
        FIGURE.replace("value = 1", 'value = "1"') + SERIES.replace('counts = "stock"\n', "period = 3\n"),
        SERIES.replace('"stock"', '"flow"') + "period = 1\n",
        ACTOR + 'part_of = "a"\n',
        EVENT + "fr.title = 1\n",
        LISTING.replace('"person"', "1"),
        EVENT.replace("id = ", "ID = "),
        EVENT.replace('["coup"]', "3"),
        EVENT.replace('["s"]', "3"),
        EVENT + "deaths = { min = 5 }\n",
    ],
)
def test_no_rule_finds_fault_with_what_a_faulty_fact_does_not_say(write: Write, wrong: str) -> None:
    base, faults = load.read([write(wrong + SOURCE + EVENT.replace('"e"', '"g"'))])
    assert base is not None
    assert {fault.rule for fault in faults} <= {"type", "missing-key", "unknown-key"}
    assert checks.findings(base) == []


class TestCheckOfOtherThanFiles:
    @pytest.mark.parametrize("name", ["-", "/dev/stdin", "<(cat {})"])
    def test_what_is_piped_in_is_read(self, shell: Callable[[str], Result], write: Write, name: str) -> None:
        path = write(EVENT + SOURCE)
        piped = name.format(path)
        for line in (f"cat {path} | malibrief check {piped}", f"malibrief check {piped} < {path}"):
            assert shell(line) == (0, "", "malibrief: 1 fact read, 0 errors, 0 warnings\n")

    def test_its_faults_are_told_under_the_name_that_was_given(
        self, shell: Callable[[str], Result], write: Write
    ) -> None:
        path = write("a = \n")
        assert shell(f"malibrief check - < {path}").out == "-:7: [syntax] Invalid value (column 5)\n"

    def test_facts_piped_in_without_a_header_are_checked_beside_the_base(
        self, shell: Callable[[str], Result], write: Write
    ) -> None:
        path = write(EVENT.replace('"s"', '"zzzz"'), header=None)
        assert shell(f"malibrief check - < {path}").out == "-:7: [dangling-source] e: source 'zzzz' does not exist\n"

    @pytest.mark.parametrize(
        "name", ["/dev/zero", "/dev/null", "pipe", "- < /dev/zero", "/dev/stdin < /dev/null", "/dev"]
    )
    def test_anything_else_is_refused_at_once(self, shell: Callable[[str], Result], tmp_path: Path, name: str) -> None:
        os.mkfifo(tmp_path / "pipe")
        found = shell(f"cd {tmp_path}; malibrief check {name}")
        reason = "cannot be read: Is a directory" if name == "/dev" else "is not a file"
        assert (found.code, found.out) == (3, "")
        assert found.err.startswith(f"malibrief: {name.partition(' ')[0]}: {reason}\n    hint: ")

    def test_a_closed_standard_input_cannot_be_read(self, shell: Callable[[str], Result]) -> None:
        found = shell("malibrief check - <&-")
        assert (found.code, found.out) == (3, "")
        assert found.err.startswith("malibrief: -: ")

    def test_a_file_that_may_not_be_read_ends_with_3(self, write: Write) -> None:
        path = write(EVENT + SOURCE)
        path.chmod(0)
        path.parent.chmod(0o755)
        command = [*POWERLESS, *PROGRAM, "check", str(path)]
        found = subprocess.run(command, capture_output=True, text=True, check=False)
        assert found.returncode == 3
        assert found.stderr.startswith(f"malibrief: {path}: cannot be read: Permission denied\n")


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (b"", "header"),
        (b"# facts\n", "header"),
        (b"\xef\xbb\xbf", "header"),
        (b"[factbase]\nupdated = 2001-01-01\n", "header"),
        (HEADER.encode(), "empty"),
        ((HEADER + SOURCE).encode(), "empty"),
        ((HEADER + EVENT + SOURCE).replace("\n", "\r").encode(), "syntax"),
        ((EVENT + SOURCE).replace("\n", "\r").encode(), "syntax"),
        ((HEADER + EVENT + SOURCE).encode("utf-16"), "encoding"),
        (b"factbase = 3\n" + (EVENT + SOURCE).encode(), "header"),
    ],
)
def test_check_and_facts_agree_on_what_is_no_fact_base(run: Run, write: Write, text: bytes, rule: str) -> None:
    path = write(text, header=None)
    checked, listed = run("check", str(path)), run("events", facts=path)
    assert (checked.code, listed.code) == (3, 3)
    assert f"[{rule}]" in checked.out
    assert checked.out.startswith(listed.err.removeprefix("malibrief: "))


@pytest.mark.parametrize("text", ["\ufeff" + HEADER + EVENT + SOURCE, (HEADER + EVENT + SOURCE).replace("\n", "\r\n")])
def test_and_on_what_is_one(run: Run, write: Write, text: str) -> None:
    path = write(text.encode(), header=None)
    assert (run("check", str(path)).code, run("events", facts=path).code) == (0, 0)


def test_a_file_given_twice_is_read_once(run: Run, write: Write, tmp_path: Path) -> None:
    path = write(EVENT.replace('"s"', '"gov-coup"'), header=None, name="my.toml")
    link, hard = tmp_path / "link.toml", tmp_path / "hard.toml"
    link.symlink_to(path)
    hard.hardlink_to(path)
    other = tmp_path / ".." / tmp_path.name / "my.toml"
    adds = [word for each in (path, path, other, link, hard) for word in ("--add", str(each))]
    assert run("show", "e", *adds).code == 0
    assert run("show", "e", env={"MALIBRIEF_ADD": f"{path}:{other}"}).code == 0
    assert run("check", str(path), "--add", str(link)).err == "malibrief: 1 fact read, 0 errors, 0 warnings\n"
    base = write(EVENT + SOURCE)
    assert run("check", str(base), "--add", str(base)).err == "malibrief: 1 fact read, 0 errors, 0 warnings\n"
    assert run("events", "--add", str(base), facts=base).code == 0


def test_every_topic_with_kinds_and_every_tag_is_written_as_an_id() -> None:
    for word in (*TAGS, *(kind for topic in TOPICS.values() for kind in topic.kinds)):
        assert word.replace("-", "").isalnum()
        assert word == word.lower()
