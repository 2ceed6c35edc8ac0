"""The French of what answers say around the facts: times, headings, captions and legends."""

PHRASES: dict[str, str] = {
    "{first} to {last}": "{first} à {last}",
    "{time} before": "{time} avant",
    "{year} or earlier": "{year} ou avant",
    "{year} or later": "{year} ou après",
    "from {start:words} to {end:words}": "{start:du} {end:au}",
    "since {start:short}": "depuis {start:short-le}",
    "since {start:words}": "depuis {start:le}",
    "since {start:words}, ended (day not known)": "depuis {start:le}, terminé (jour inconnu)",
    "start not known": "début inconnu",
    "start not known, ended (day not known)": "début inconnu, terminé (jour inconnu)",
    "start not known, ended {end:words}": "début inconnu, terminé {end:en}",
}
"""By the English phrase, in alphabetical order."""
