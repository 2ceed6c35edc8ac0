"""The French of errors and notes."""

PHRASES: dict[str, str] = {
    " or ": " ou ",
    "did you mean {names}?": "vouliez-vous dire {names} ?",
    "{option}: {value!r} is not one of {known}": "{option} : {value!r} n’est pas l’un de {known}",
}
"""By the English phrase, in alphabetical order."""
