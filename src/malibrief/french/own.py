"""The French of the commands for who writes a fact base, and of their help."""

PHRASES: dict[str, str] = {
    "    `malibrief check --list` has all": "    `malibrief check --list` les donne toutes",
    "# What else is known; delete the sign before it:": "# Ce que l’on sait d’autre ; effacer le signe qui précède :",
    "--format: changes has no {form!r}\n    formats here: {known}":
        "--format : changes n’a pas {form!r}\n    formats ici : {known}",
    "--json and --github contradict each other: give only one":
        "--json et --github se contredisent : n’en donner qu’une",
    'An editor that knows taplo reads it where the first line of the TOML file is, for example, "#:schema '
    './facts.schema.json".':
        'Un éditeur qui connaît taplo le lit si la première ligne du fichier TOML est, par exemple, `"#:schema '
        './facts.schema.json"`.',
    "As commands by which GitHub marks lines of a pull request.":
        "En commandes par lesquelles GitHub marque les lignes d’une pull request.",
    "As it is, it has faults: `malibrief check` names what is still missing, and `malibrief fmt` puts keys into their "
    "order.":
        "Tel quel, le résultat a des anomalies : `malibrief check` dit ce qui manque encore, et `malibrief fmt` remet les "
        "clés en ordre.",
    "Both are TOML as --facts reads it, or both as --add does. A fact whose old id is an alias of a new one was corrected. Of "
    "lists only what came and went is told, but in TSV and JSON.":
        "Deux fichiers TOML, tels que --facts les lit, ou tels que --add les lit. Un fait dont l’ancien identifiant est un "
        "alias du nouveau est dit corrigé. Des listes, seuls les ajouts et les retraits sont montrés, sauf en TSV et en JSON.",
    "Compare facts, offices, series and sources by their ids, field by field, and the French of values.":
        "Comparer faits, fonctions, séries et sources par leurs identifiants, champ par champ, et le français des valeurs.",
    "Every rule, and what it asks.": "Toutes les règles et ce qu’elles demandent.",
    "Exit with 1 for warnings too.": "Finir avec le code 1 aussi pour un avertissement.",
    "FILE...": "FICHIER...",
    "Fact bases, or files beside one; - for standard input.":
        "Des bases de faits, ou des fichiers ajoutés ; - pour l’entrée standard.",
    "Facts come in the order of time, keys in that of CONTRIBUTING; comments stay with the table or the key above or "
    "beside which they stand. Exit code 3 when a file cannot be read or is not TOML.":
        "Les faits se suivent dans l’ordre du temps, les clés dans celui de CONTRIBUTING ; un commentaire reste avec la "
        "table ou la clé qu’il précède ou accompagne. Code de sortie 3 si un fichier est illisible ou n’est pas du TOML.",
    "French of values": "Français des valeurs",
    "From the older file to the newer one": "Du fichier ancien au fichier récent",
    "Lay a fact base out: the order of facts and keys.":
        "Mettre une base de faits en forme : l’ordre des faits et des clés.",
    "OLD": "ANCIENNE",
    "Print a form for a new fact, office, series or source.":
        "Afficher un formulaire pour un fait, une fonction, une série ou une source.",
    'Print a table of TOML with what has to be filled in and, behind a #, what may be; "factbase" is the header of a new '
    'base.':
        "Afficher une table TOML avec ce qui est à remplir et, derrière un #, ce qui peut l’être ; `factbase` est "
        "l’en-tête d’une nouvelle base.",
    "Print the JSON Schema (2020-12) by which an editor completes keys, names the values that they may have, and marks "
    "faults.":
        "Afficher le schéma JSON (2020-12) par lequel un éditeur complète les clés, propose leurs valeurs et signale les "
        "anomalies.",
    "Print the JSON Schema of fact bases, for editors and validators.":
        "Afficher le schéma JSON des bases de faits, pour éditeurs et validateurs.",
    "RULE": "RÈGLE",
    "Show what a newer base says that an older one did not.":
        "Montrer ce qu’une base plus récente apporte.",
    "The newer one; without it, the base in use.": "La plus récente ; par défaut, la base en usage.",
    "The older base; - for standard input.": "La base plus ancienne ; - pour l’entrée standard.",
    "What a rule asks.": "Ce qu’une règle demande.",
    "Write each file anew, or leave it as it is; standard input goes to standard output.":
        "Chaque fichier est écrit en entier, ou reste tel quel ; l’entrée standard va à la sortie standard.",
    "Write nothing; exit with 1 where a file is laid out otherwise.":
        "Ne rien écrire ; finir avec le code 1 si un fichier est à refaire.",
    "[NEW]": "[NOUVELLE]",
    'a date like those of others, or "unknown"': 'une date comme les autres, ou `"unknown"`',
    'a day, 2026-01-31, or as text a month or a year: "2026-01", "2026"':
        'un jour, 2026-01-31, ou en texte un mois ou une année : `"2026-01"`, `"2026"`',
    "a form for a fact": "un formulaire à remplir",
    "added: {title}": "ajouté : {title}",
    "an id of {table}": "un identifiant de {table}",
    "at most 80 characters, in the present tense": "80 caractères au plus, au présent",
    "corrected: {title}": "corrigé : {title}",
    "find its faults": "ses anomalies",
    "for editors of TOML": "pour éditeurs de TOML",
    "ids of facts": "des identifiants de faits",
    "ids of the facts that it concerns": "les identifiants des faits concernés",
    "ids of {table}, the best first": "des identifiants de {table}, la meilleure d’abord",
    "its other names": "ses autres noms",
    "its place in a briefing, from 1": "son rang dans un point, à partir de 1",
    "lay it out, in order": "la mettre en ordre",
    "lower-case letters, digits and hyphens; it stays for ever":
        "minuscules, chiffres et traits d’union ; ne change jamais",
    "nothing has changed": "rien n’a changé",
    "one of: {values}": "l’un de : {values}",
    "one to five of: {values}": "d’un à cinq de : {values}",
    "one to three sentences of your own, at most 400 characters":
        "une à trois phrases de votre main, 400 caractères au plus",
    "synonyms": "synonymes",
    "the base itself": "la base elle-même",
    "the day of the last edit": "le jour de la dernière modification",
    "the day on which you read it": "le jour où vous l’avez lue",
    "the day up to which the base claims to tell what matters": "le jour jusqu’auquel la base dit tout ce qui compte",
    "the id of a fact": "l’identifiant d’un fait",
    "the last day for which there is evidence of it, where its end is not known":
        "le dernier jour dont on ait la preuve, si la fin est inconnue",
    "there is no rule {rule!r}": "aucune règle {rule!r}",
    "there is no topic {word!r}": "aucune rubrique {word!r}",
    "three letters, as in ISO 4217": "trois lettres, celles d’ISO 4217",
    "to look at again": "à revoir",
    "two letters, as in ISO 639-1": "deux lettres, celles d’ISO 639-1",
    "what a newer base says": "ce qu’une base apporte",
    "what people type for it that is no name of it": "ce que l’on tape pour le trouver sans que ce soit son nom",
    "where a history of one page must name it": "si un historique d’une page doit le citer",
    "withdrawn: {title}": "retiré : {title}",
    "words for what is of the place, in English and French": "les mots pour ce qui est du lieu, en anglais et en français",
    "{added} added, {corrected} corrected, {withdrawn} withdrawn":
        "ajouts : {added}, corrections : {corrected}, retraits : {withdrawn}",
    "{field}: {change}": "{field} : {change}",
    "{path}: cannot be written: {reason}": "{path} : écriture impossible : {reason}",
    "{path}: comments on these lines would be lost: {lines}\n    hint: put each on a line above a key":
        "{path} : les commentaires de ces lignes seraient perdus : {lines}\n    conseil : placer chacun sur une ligne "
        "au-dessus d’une clé",
    "{path}: is no TOML\n    hint: an export cannot be compared; give the TOML files that were read":
        "{path} : pas du TOML\n    conseil : un export ne se compare pas ; donner les fichiers TOML d’origine",
    "{path}: is laid out otherwise; `malibrief fmt` writes it as it should be":
        "{path} : n’a pas la disposition voulue ; `malibrief fmt` la lui donne",
    "{path}: laid out anew": "{path} : disposition refaite",
    "{path}: only adds to a fact base\n    hint: compare it with another edition of the same file":
        "{path} : n’est qu’un ajout à une base\n    conseil : le comparer à une autre édition du même fichier",
    "{title}: from the edition of {old:words} to that of {new:words}":
        "{title} : de l’édition {old:du} à celle {new:du}",
}  # fmt: skip
"""By the English phrase, in alphabetical order."""
