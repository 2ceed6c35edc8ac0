"""The French of what is said to who writes a fact base."""

PHRASES: dict[str, str] = {
    "--format: changes has no {form!r}\n    formats here: {known}": "--format : changes n’a pas {form!r}\n    formats ici : {known}",
    "French of values": "Français des valeurs",
    "added: {title}": "ajouté : {title}",
    "corrected: {title}": "corrigé : {title}",
    "nothing has changed": "rien n’a changé",
    "the base itself": "la base elle-même",
    "withdrawn: {title}": "retiré : {title}",
    "{added} added, {corrected} corrected, {withdrawn} withdrawn":
        "ajouts : {added}, corrections : {corrected}, retraits : {withdrawn}",
    "{field}: {change}": "{field} : {change}",
    "{path}: cannot be written: {reason}": "{path} : écriture impossible : {reason}",
    "{path}: comments on these lines would be lost: {lines}\n    hint: put each on a line above a key":
        "{path} : les commentaires de ces lignes seraient perdus : {lines}\n    conseil : placer chacun sur une ligne au-dessus d’une clé",
    "{path}: is laid out otherwise; `malibrief fmt` writes it as it should be":
        "{path} : n’a pas la disposition voulue ; `malibrief fmt` la lui donne",
    "{path}: laid out anew": "{path} : disposition refaite",
    "{title}: from the edition of {old:words} to that of {new:words}":
        "{title} : de l’édition {old:du} à celle {new:du}",
}  # fmt: skip
"""By the English phrase, in alphabetical order."""
