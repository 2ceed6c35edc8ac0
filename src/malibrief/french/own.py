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
    "# What else is known; delete the sign before it:": "# Ce que l’on sait d’autre ; effacer le signe qui précède :",
    "an id of {table}": "un identifiant de {table}",
    "at most 80 characters, in the present tense": "80 caractères au plus, au présent",
    "ids of facts": "des identifiants de faits",
    "ids of the facts that it concerns": "les identifiants des faits concernés",
    "ids of {table}, the best first": "des identifiants de {table}, la meilleure d’abord",
    "its other names": "ses autres noms",
    "its place in a briefing, from 1": "son rang dans un point, à partir de 1",
    "lower-case letters, digits and hyphens; it stays for ever":
        "minuscules, chiffres et traits d’union ; ne change jamais",
    "one of: {values}": "l’un de : {values}",
    "one to five of: {values}": "d’un à cinq de : {values}",
    "one to three sentences of your own, at most 400 characters":
        "une à trois phrases de votre main, 400 caractères au plus",
    "the day of the last edit": "le jour de la dernière modification",
    "the day on which you read it": "le jour où vous l’avez lue",
    "the day up to which the base claims to tell what matters": "le jour jusqu’auquel la base dit tout ce qui compte",
    "the id of a fact": "l’identifiant d’un fait",
    "the last day for which there is evidence of it, where its end is not known":
        "le dernier jour dont on ait la preuve, si la fin est inconnue",
    "there is no topic {word!r}{meant}\n    topics: {known}": "aucun thème {word!r}{meant}\n    thèmes : {known}",
    "three letters, as in ISO 4217": "trois lettres, celles d’ISO 4217",
    "two letters, as in ISO 639-1": "deux lettres, celles d’ISO 639-1",
    "what people type for it that is no name of it": "ce que l’on tape pour le trouver sans que ce soit son nom",
    "where a history of one page must name it": "si un historique d’une page doit le citer",
    'a date like those of others, or "unknown"': 'une date comme les autres, ou `"unknown"`',
    'a day, 2026-01-31, or as text a month or a year: "2026-01", "2026"':
        'un jour, 2026-01-31, ou en texte un mois ou une année : `"2026-01"`, `"2026"`',
}  # fmt: skip
"""By the English phrase, in alphabetical order."""
