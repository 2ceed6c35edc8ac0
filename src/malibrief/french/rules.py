"""The French of what the rules of a fact base ask."""

PHRASES: dict[str, str] = {
    "A currency, or a unit of three capitals, is one of ISO 4217; it is not looked for without Babel (see the extra "
    "`check`).":
        "Une monnaie, ou une unité de trois capitales, est dans ISO 4217 ; sans Babel (l’option d’installation `check`), cela n’est pas "
        "vérifié.",
    "A day on which something is attested is given for what lasts, where its start or its end is not known.":
        "Un jour attesté (`attested`) est donné pour ce qui dure, si le début ou la fin est inconnu.",
    "A fact base begins with [factbase], which says its title, place, schema and last edit (`updated`).":
        "Une base de faits commence par [factbase], qui en dit le titre, le lieu, le schéma et la dernière modification "
        "(`updated`).",
    "A fact base has facts.": "Une base de faits a des faits.",
    "A fact cites a source once.": "Un fait ne cite une source qu’une fois.",
    "A field that names a mission, a regime or an actor names one of that topic, and `part_of` a fact of its own topic.":
        "Un champ qui désigne une mission, un régime ou un acteur en désigne un de cette rubrique, et `part_of` un fait de la "
        "même rubrique.",
    "A figure is in the unit of its series.": "Un chiffre est dans l’unité de sa série.",
    "A file is TOML.": "Un fichier est du TOML.",
    "A file is UTF-8.": "Un fichier est en UTF-8.",
    "A link belongs to one source.": "Un lien n’appartient qu’à une source.",
    "A mission's strength is counted before it ends.":
        "L’effectif d’une mission est compté avant qu’elle ne prenne fin.",
    "A record has every key that its table needs.": "Une fiche a toutes les clés dont sa table a besoin.",
    "A record has only keys that its table knows.": "Une fiche n’a que des clés que sa table connaît.",
    "A series `counts` one of the list, over a `period` of the list, which a flow has; only a cumulative count or a share "
    "has `since`.":
        "`counts` et `period` d’une série sont de leur liste, et tout flux a une période ; seuls un cumul ou une part ont "
        "`since`.",
    "A word for what is of the place (`demonyms`) is a single one, and given once; the name of the place is none.":
        "Chaque mot pour ce qui est du lieu (`demonyms`) est un seul mot, donné une fois, et n’est pas le nom du lieu.",
    "A title, a name and a summary say something; a figure's title may be that of its series.":
        "Un titre, un nom et un résumé disent quelque chose ; le titre d’un chiffre peut être celui de sa série.",
    "A source's link begins with http:// or https:// and has no blank, control character or mark of direction.":
        "Le lien d’une source commence par `http://` ou `https://` et n’a ni espace, ni caractère de commande, ni marque "
        "de direction.",
    "A title has at most 80 characters, a summary at most 400; in French 90 and 480.":
        "Un titre a 80 caractères au plus, un résumé 400 ; en français 90 et 480.",
    'A value or an amount is a number that can be written: not infinite, and not "not a number".':
        "Une valeur ou un montant est un nombre qui peut s’écrire : ni infini, ni « pas un nombre ».",
    "An amount has a currency, in three capitals as ISO 4217 has it, and a currency an amount; see `unknown-currency`.":
        "Un montant a une monnaie, en trois capitales comme dans ISO 4217, et une monnaie un montant ; voir "
        "`unknown-currency`.",
    "An event that sets an end says to what (`ends`) and which (`until`), a day not before its own.":
        "Un événement qui fixe une fin dit à quoi (`ends`) et laquelle (`until`), un jour qui n’est pas avant le sien.",
    "An id is lower-case letters, digits and single hyphens.":
        "Un identifiant est fait de minuscules, de chiffres et de traits d’union isolés.",
    "An id names one fact, one office, one series, or one source.":
        "Un identifiant désigne un seul fait, une seule fonction, une seule série ou une seule source.",
    "An office has one holder at a time, beside those who only stand in (`acting`).":
        "Une fonction n’a qu’un titulaire à la fois, outre les intérimaires (`acting`).",
    "Every fact has at least one source.": "Chaque fait a au moins une source.",
    "Every fact that another one concerns (`about`, `mission`, `part_of`, `serves`...) exists, and is not that fact itself.":
        "Chaque fait qu’un autre concerne (`about`, `mission`, `part_of`, `serves`…) existe et n’est pas ce fait "
        "lui-même.",
    "Every office that a person holds is a row of [[offices]].":
        "Chaque fonction qu’exerce une personne est une ligne de [[offices]].",
    "Every series of a figure, and every series that another is part of, is a row of [[series]].":
        "Chaque série d’un chiffre, et celle dont une autre fait partie, est une ligne de [[series]].",
    "Every source is cited by a fact.": "Chaque source est citée par un fait.",
    "Every source that a fact cites exists.": "Chaque source qu’un fait cite existe.",
    "Every table is one of a topic, or of offices, series or sources.":
        "Chaque table est celle d’une rubrique, ou des fonctions, séries ou sources.",
    "Every tag is one of the list, and a fact has one to five of them.":
        "Chaque thème (`tags`) est dans la liste, et un fait en a d’un à cinq.",
    "Every value is of the type that its key asks for.": "Chaque valeur est du type que sa clé demande.",
    "No fact or source is dated after the last edit of its file (`updated`).":
        "Aucun fait, aucune source n’est daté d’un jour postérieur à la dernière modification de son fichier (`updated`).",
    "No list names the same twice; of sources see `repeated-source`.":
        "Aucune liste ne nomme deux fois la même chose ; pour les sources, voir `repeated-source`.",
    "No text begins with =, +, - or @: a spreadsheet takes it for a formula.":
        "Aucun texte ne commence par =, +, - ou @ : un tableur le prend pour une formule.",
    "No text has a control character, a mark of direction, or a line break or tab, which a summary may have; see "
    "`link-form`.":
        "Aucun texte n’a de caractère de commande, de marque de direction, ni, sauf un résumé, de saut de ligne ou de "
        "tabulation ; voir `link-form`.",
    "No title, name or publisher begins with a straight quotation mark, which many readers of tab-separated text take out.":
        "Aucun titre, nom ou éditeur ne commence par un guillemet droit, que bien des lecteurs de TSV ôtent.",
    "Nothing ends, or is attested, before it starts.": "Rien ne finit, ni n’est attesté, avant d’avoir commencé.",
    "Nothing has stood for long without anybody looking at it again; it is looked for with --stale only.":
        "Rien n’est resté longtemps sans être revu ; n’est cherché qu’avec --stale.",
    "Nothing is part of itself by way of its wholes (`part_of`); of a fact that names itself see `dangling-about`.":
        "Rien ne fait partie de soi-même, même indirectement (`part_of`) ; pour un fait qui se désigne lui-même, voir "
        "`dangling-about`.",
    "The day up to which the base claims to tell what matters (`covered`) is not after that of its last edit (`updated`).":
        "Le jour jusqu’auquel la base dit rapporter l’essentiel (`covered`) n’est pas après sa dernière modification "
        "(`updated`).",
    "The lowest count of deaths is not above the highest.": "Le bilan le plus bas n’est pas au-dessus du plus haut.",
    "The mandate of a mission or regime is renewed before it runs out.":
        "Le mandat d’une mission ou d’un régime est renouvelé avant d’expirer.",
    "The numbers in a summary do not contradict `deaths`, `value` or `amount`.":
        "Les nombres d’un résumé ne contredisent ni `deaths`, ni `value`, ni `amount`.",
    'The regime under which a person or entity is listed is a fact of kind "regime", and the listing is about it.':
        "Le régime d’une inscription est un fait de type `regime`, et l’inscription le désigne dans `about`.",
    "What is typed for words of the facts ([synonyms]) is up to four other words, given once; all in lower case without "
    "accents.":
        "Ce qui se tape pour des mots des faits ([synonyms]) est au plus quatre autres mots, donnés une fois, et tout y est en "
        "minuscules sans accents.",
    "What has French (`fr`) is a field of the record that holds text, with as many texts; a table in [fr] is that of such "
    "a field.":
        "Seul un champ de la fiche qui contient du texte peut avoir une version française (`fr`), avec autant de textes ; une "
        "table de [fr] est celle d’un tel champ.",
    "Where a table of a file has French titles, summaries, units or definitions, each of its records has them.":
        "Si une table d’un fichier a des titres, résumés, unités ou définitions en français, chacune de ses fiches en a.",
    "`kind` is one of its topic's list.": "`kind` est dans la liste de sa rubrique.",
}  # fmt: skip
"""By the English phrase, in alphabetical order."""
