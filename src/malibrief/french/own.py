"""The French of what is said to who writes a fact base."""

PHRASES: dict[str, str] = {
    "{path}: cannot be written: {reason}": "{path} : écriture impossible : {reason}",
    "{path}: comments on these lines would be lost: {lines}\n    hint: put each on a line above a key":
        "{path} : les commentaires de ces lignes seraient perdus : {lines}\n    conseil : placer chacun sur une ligne au-dessus d’une clé",
    "{path}: is laid out otherwise; `malibrief fmt` writes it as it should be":
        "{path} : n’a pas la disposition voulue ; `malibrief fmt` la lui donne",
    "{path}: laid out anew": "{path} : disposition refaite",
}  # fmt: skip
"""By the English phrase, in alphabetical order."""
