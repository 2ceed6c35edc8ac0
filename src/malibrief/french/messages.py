"""The French of errors and notes, of the words for a filter, and of what Typer says."""

PHRASES: dict[str, str] = {
    "    columns: {names}": "    colonnes : {names}",
    "    columns: {names}, all": "    colonnes : {names}, all",
    "    forms: {forms}": "    formes : {forms}",
    "    nearest: {names}": "    noms proches : {names}",
    "    or: {line}": "    ou : {line}",
    "    sections: {names}": "    sections : {names}",
    "    topics: {names}": "    rubriques : {names}",
    "    try: {line}": "    essayer : {line}",
    " and ": " et ",
    " or ": " ou ",
    "'{words}'": "« {words} »",
    "--all and --limit contradict each other: give only one": "--all et --limit se contredisent : n’en donner qu’une",
    "--bom: {form} has no byte-order mark, only csv and tsv have":
        "--bom : {form} n’a pas d’indicateur d’ordre des octets (BOM), seuls csv et tsv en ont un",
    "--columns: no column of {where} is named\n    columns: {names}, all":
        "--columns : aucune colonne n’est indiquée ({where})\n    colonnes : {names}, all",
    "--columns: {form} always has every field; drop --columns or choose another format":
        "--columns : {form} contient toujours tous les champs ; retirer --columns ou choisir un autre format",
    "--columns: {form} has no columns; drop --columns or choose another format":
        "--columns : {form} n’a pas de colonnes ; retirer --columns ou choisir un autre format",
    "--format xlsx: the package XlsxWriter is not installed\n    hint: pip install 'malibrief[xlsx]', or use csv":
        "--format xlsx : le paquet XlsxWriter n’est pas installé\n    conseil : `pip install 'malibrief[xlsx]'`, ou choisir csv",
    "--format {form} and --output {output} contradict each other: give only one":
        "--format {form} et --output {output} se contredisent : ne donner que l’une des deux",
    "--format {form} takes listings only\n    formats here: {others}":
        "--format {form} ne vaut que pour les listes\n    formats possibles : {others}",
    "--format {form}: a terminal cannot show this; write a file: --output FILE.{form}":
        "--format {form} : un terminal ne peut pas l’afficher ; écrire un fichier : --output FICHIER.{form}",
    "--format: there is no format {form!r}\n    formats: {names}": "--format : format inconnu, {form!r}\n    formats : {names}",
    "--format: {form} is not a citation format\n    formats here: {forms}":
        "--format : {form} n’est pas un format de citation\n    formats possibles : {forms}",
    "--json and --format {form} contradict each other": "--json et --format {form} se contredisent",
    "--output: {name!r} does not end in the suffix of a format; add --format, or one of {suffixes}":
        "--output : {name!r} ne se termine pas par le suffixe d’un format ; ajouter --format, ou un suffixe parmi {suffixes}",
    "--output: {name!r} is for the whole base, not for a part\n    write all of it: malibrief export {name}":
        "--output : {name!r} est pour toute la base, non pour une partie\n    l’écrire en entier : malibrief export {name}",
    "--section: ics has the section ahead only; drop --section or choose another format":
        "--section : ics n’a que la section échéances ; retirer --section ou choisir un autre format",
    "--section: there is no section {name!r}": "--section : section inconnue, {name!r}",
    "--sort: sources have no order; sort by another column": "--sort : les sources n’ont pas d’ordre ; trier selon une autre colonne",
    "--sort: the timeline cannot be sorted by {column!r}": "--sort : la chronologie ne peut pas être triée selon {column!r}",
    "--spans: {form} has months and years as they are, only ics fills their days":
        "--spans : {form} garde les mois et les années tels quels, seul ics remplit leurs jours",
    "--topic: there is no topic {text!r}": "--topic : rubrique inconnue, {text!r}",
    "2021-05-14, 2021-05, 2021, 14/05/2021, 20210514, 14 May 2021, mai 2021, today, yesterday, last month, 3 months ago, latest":
        "2021-05-14, 2021-05, 2021, 14/05/2021, 20210514, 14 mai 2021, mai 2021, aujourd’hui, hier, le mois dernier, il y a 3 mois, "
        "dernier",
    "Got unexpected extra argument(s) ({words})": "mots de trop : {words}",
    "left out, as no date is known: {facts}": "laissé de côté, faute de date connue : {facts}",
    "left out, as no day is known: {dates}; --spans fills months and years":
        "laissé de côté, faute de jour connu : {dates} ; --spans remplit les mois et les années",
    "Missing argument '{name}'.": "il manque l’argument {name}",
    "Missing command.": "il manque une commande",
    "No such option: {option}": "option inconnue : {option}",
    "No such option: {option} (Possible options: {others})": "option inconnue : {option} (options possibles : {others})",
    "nothing is set to end in the twelve months after {day:words}": "aucune fin n’est prévue dans les douze mois qui suivent {day:le}",
    "only begun": "début seul",
    "only ended": "fin seule",
    "Option '{option}' does not take a value.": "l’option {option} ne prend pas de valeur",
    "Option '{option}' requires an argument.": "l’option {option} demande une valeur",
    "the earlier day comes first: from {first:words} to {second:words}": "le jour le plus ancien d’abord : {first:du} {second:au}",
    "WORDS": "MOTS",
    "about {values}": "à propos de {values}",
    "all facts here are about {place}": "tous les faits de cette base concernent {place}",
    "and {count} more: {command}": "et {count} de plus : {command}",
    "as of {day:words}": "situation {day:au}",
    "author {values}": "auteur : {values}",
    "by {values}": "selon {values}",
    "checking the facts": "vérification des faits",
    "compared with {day:words}, today": "comparaison avec aujourd’hui, {day:le}",
    "compared with {day:words}, up to which the base tells what matters":
        "comparaison avec {day:le}, jour jusqu’auquel la base couvre l’essentiel",
    "completion installed in {path}; start a new shell to use it":
        "complétion installée dans {path} ; ouvrir un nouveau shell pour l’utiliser",
    "completion is available for {shells}, not for an unknown shell": "la complétion existe pour {shells}, non pour un shell inconnu",
    "completion is available for {shells}, not for {shell}": "la complétion existe pour {shells}, non pour {shell}",
    "counted from the newest happening of the fact base, {day:words}":
        "temps compté à partir du fait le plus récent de la base de faits, {day:le}",
    "country {values}": "pays : {values}",
    "counts {values}": "mesure : {values}",
    "covers {values}": "couvre {values}",
    "currency {values}": "monnaie : {values}",
    "deputy {values}": "adjoint : {values}",
    "did you mean {names}?": "vouliez-vous dire {names} ?",
    "donor {values}": "bailleur : {values}",
    "drawn as counts by year, as a picture tells {most} happenings at most; choose fewer with --milestones, --since or --until":
        "l’image donne des totaux par année, car elle montre au plus {most} faits ; en choisir moins avec --milestones, --since "
        "ou --until",
    "drawn as counts by year, not one by one; -f table lists them":
        "l’image donne des totaux par année, non chaque fait ; -f table en donne la liste",
    "ended on that day, so left out: {names}": "sans ce qui a pris fin ce jour-là : {names}",
    "ended on that day, so left out: {names} and {others}": "sans ce qui a pris fin ce jour-là : {names} et {others}",
    "existing values: {values}": "valeurs existantes : {values}",
    "existing values: {values} and others": "valeurs existantes : {values}, etc.",
    "files in its directory cannot be replaced ({reason})\n    hint: write to another directory, or use --format and > instead of --output":
        "les fichiers de son dossier ne peuvent pas être remplacés ({reason})\n    conseil : écrire dans un autre dossier, ou "
        "employer --format et > au lieu de --output",
    "indexing {count} facts, once": "indexation, une seule fois, de {count} faits",
    "kind {values}": "type : {values}",
    "language {values}": "langue : {values}",
    "lead {values}": "direction : {values}",
    "led by {values}": "dirigé par {values}",
    "malibrief {version}, facts of {day:words}": "malibrief {version}, faits {day:du}",
    "milestones": "jalons",
    "mission {values}": "mission : {values}",
    "name {values}": "nom : {values}",
    "no fact has all of these words: the nearest lacks {lacking}":
        "aucun fait ne réunit tous ces mots : il manque {lacking} au plus proche",
    "no fact has all of {words}: the nearest lacks {lacking}": "aucun fait ne réunit {words} : il manque {lacking} au plus proche",
    "no fact has both {words}: the nearest lacks {lacking}": "aucun fait ne réunit {words} : il manque {lacking} au plus proche",
    "no fact has {flag} {text!r}": "aucun fait ne correspond à {flag} {text!r}",
    "no fact has {words}": "aucun fait ne contient {words}",
    "nothing here is called {key!r}": "rien ne porte ici le nom de {key!r}",
    "nothing is recorded for {day:words}": "rien n’est consigné pour {day:le}",
    "nothing matches": "aucun résultat",
    "nothing matches {text!r}": "aucun résultat pour {text!r}",
    "number {values}": "numéro : {values}",
    "of {values}": "à propos de {values}",
    "office {values}": "fonction : {values}",
    "on {day:words}": "{day:en}",
    "on {day} in every year": "{day} de chaque année",
    "on {days}": "{days}",
    "only weak matches": "aucun résultat vraiment proche",
    "only weak matches: {why}": "aucun résultat vraiment proche ({why})",
    "or did you mean {names}?": "ou vouliez-vous dire {names} ?",
    "organisation {values}": "organisation : {values}",
    "part of {values}": "fait partie de {values}",
    "party {values}": "partie : {values}",
    "period {values}": "période : {values}",
    "place {values}": "lieu : {values}",
    "publisher {values}": "éditeur : {values}",
    "reading {names}": "lecture de {names}",
    "recipient {values}": "bénéficiaire : {values}",
    "regime {values}": "régime : {values}",
    "search needs SQLite with FTS5, which this Python lacks; every other command works without it":
        "la recherche demande SQLite avec FTS5, qui manque à ce Python ; toutes les autres commandes fonctionnent sans",
    "series {values}": "série : {values}",
    "serves {values}": "relève de {values}",
    "showing the best {shown} of {total}; --all shows all": "meilleurs résultats : {shown} sur {total} ; --all les affiche tous",
    "since {day:words}": "depuis {day:le}",
    "source {values}": "source : {values}",
    "speaker {values}": "orateur : {values}",
    "state {values}": "État : {values}",
    "strength of {values}": "effectifs de {values}",
    "tag {values}": "thème : {values}",
    "the answer cannot be written: {reason}": "impossible d’écrire la réponse : {reason}",
    "the best hit lacks {words}": "il manque {words} au meilleur résultat",
    "the day is given twice, as {one} and as --as-of {other}: give one":
        "le jour est donné deux fois, {one} et --as-of {other} : n’en donner qu’un",
    "the facts tell what matters up to {day:words}; of later days much may be missing":
        "les faits couvrent l’essentiel jusqu’{day:jusque} ; au-delà, beaucoup peut manquer",
    "{day} is no day": "le {day} n’existe pas",
    "{day} is no day; this is what happened in that month": "le {day} n’existe pas ; voici ce qui s’est passé ce mois-là",
    "the nearest is not of {time}": "le plus proche n’est pas de cette période ({time})",
    "the nearest lacks {words} too": "il manque aussi {words} au plus proche",
    "the newest fact is dated {day:words}": "le fait le plus récent est daté {day:du}",
    "the newest of {total} happenings":
        "le plus récent de {total} événements",
    "the newest {shown} of {total} happenings, the earliest first":
        "les {shown} plus récents de {total} événements, le plus ancien d’abord",
    "the weightiest of {total} happenings":
        "le plus marquant de {total} événements",
    "the weightiest {shown} of {total} happenings, the earliest first":
        "les {shown} plus marquants de {total} événements, le plus ancien d’abord",
    "the pager {command!r} cannot be run: {reason}": "impossible de lancer le pagineur {command!r} : {reason}",
    "the pager {command!r} ended with exit code {code}": "le pagineur {command!r} s’est terminé avec le code de sortie {code}",
    "the pager {command!r} failed with exit code {code}; the answer was printed without it":
        "le pagineur {command!r} a échoué avec le code de sortie {code} ; la réponse est affichée sans lui",
    "the search": "la recherche",
    "the timeline": "la chronologie",
    "the timeline has no {topics}: try malibrief {topic}":
        "la chronologie ne comprend pas cette rubrique ({topics}) : essayer malibrief {topic}",
    "there is no command {word!r}": "commande inconnue : {word!r}",
    "there is no option {option}": "option inconnue : {option}",
    "there is nothing to search for: give a word, a name, a number or a date":
        "il n’y a rien à chercher : donner un mot, un nom, un numéro ou une date",
    "this completion script is out of date\n    hint: run malibrief --install-completion to replace it":
        "ce script de complétion est périmé\n    conseil : lancer malibrief --install-completion pour le remplacer",
    "topic {values}": "rubrique : {values}",
    "try {options}": "essayer {options}",
    "unit {values}": "unité : {values}",
    "{command} are not listed by name": "la liste {command} ne se filtre pas par nom",
    "{command} has no filter that {text!r} fits": "{command} n’a pas de filtre auquel {text!r} convienne",
    "{command} has no option {option}": "{command} n’a pas d’option {option}",
    "{command}: {said}": "{command} : {said}",
    "{count} more, dated less precisely, may be of then: {options} lists them too":
        "{count} de plus, de date moins précise, peut-être de cette période ; pour tout afficher : {options}",
    "{flag} ask for what stood at any time then; add --begun for what began then, --ended for what ended":
        "{flag} retiennent ce qui a existé à un moment de la période ; ajouter --begun pour ce qui y a commencé, --ended pour ce qui "
        "y a pris fin",
    "{flag} asks for what stood at any time then; add --begun for what began then, --ended for what ended":
        "{flag} retient ce qui a existé à un moment de la période ; ajouter --begun pour ce qui y a commencé, --ended pour ce qui y "
        "a pris fin",
    "{flag} {day} lies after {other} {bound}": "{flag} {day} est postérieur à {other} {bound}",
    "{flag} {text!r} leaves out {values}; repeat {flag} to add it":
        "{flag} {text!r} laisse de côté {values} ; répéter {flag} pour l’ajouter",
    "{flag} {text!r} leaves out {values}; repeat {flag} to add them":
        "{flag} {text!r} laisse de côté {values} ; répéter {flag} pour les ajouter",
    "{flag} {text!r} taken for {values}": "{flag} {text!r} compris comme {values}",
    "{flag} {text!r} takes in {values}": "{flag} {text!r} comprend aussi {values}",
    "{key!r} can mean {count} facts; give the id of one:": "{key!r} peut désigner {count} faits ; donner l’identifiant de l’un d’eux :",
    "{key!r} can mean {count} persons; give more of the name:": "{key!r} peut désigner {count} personnes ; préciser le nom :",
    "{name} has no source of its own": "{name} n’a pas de source propre",
    "{name}: set to end": "{name} : fin prévue",
    "{option} {word}: counted from the newest date here, {day:words}":
        "{option} {word} : compté à partir de la date la plus récente ici, {day:le}",
    "{option} takes a whole number from 0, not {value!r}": "{option} attend un nombre entier, à partir de 0, et non {value!r}",
    "{option}: this option comes after the command": "{option} : cette option se place après la commande",
    "{option}: {output} is the fact base {path} and would be overwritten; give another file":
        "{option} : {output} est la base de faits {path} et serait écrasée ; donner un autre fichier",
    "{option}: {path} cannot be written: {reason}": "{option} : impossible d’écrire {path} : {reason}",
    "{option}: {said}": "{option} : {said}",
    "{option}: {text!r} can be two days: write {one} or {other}, month first":
        "{option} : {text!r} peut désigner deux jours : écrire {one} ou {other}, le mois en premier",
    "{option}: {text!r} can be {one:words} or {other:words}: write {one} or {other}":
        "{option} : {text!r} peut être {one:le} ou {other:le} : écrire {one} ou {other}",
    "{option}: {text!r} ends before it begins": "{option} : {text!r} finit avant de commencer",
    "{option}: {value!r} is not one of {known}": "{option} : {value!r} n’est pas l’une des valeurs {known}",
    "{path}: the fact base shipped with malibrief is missing\n    hint: reinstall malibrief, or give a fact base with --facts PATH":
        "la base de faits livrée avec malibrief manque : {path}\n    conseil : réinstaller malibrief, ou donner une base de faits "
        "avec --facts",
    "{path}: {reason}": "{path} : {reason}",
    "{said}; {more}": "{said} ; {more}",
    "{shown}; and {others}": "{shown} ; et {others}",
    "{text} (column {name})": "{text} (colonne {name})",
    "{text!r} has no year; only the timeline lists a day of every year":
        "{text!r} est sans année ; seule la chronologie donne un jour de chaque année",
    "{text!r} is not a date: there is no later day": "{text!r} n’est pas une date (aucun jour ne vient après)",
    "{text!r} taken as {options}": "{text!r} compris comme {options}",
    "{typed!r} not found; searched for {taken!r} instead": "{typed!r} introuvable ; recherche de {taken!r} à la place",
    "{variable}={value}: must be source_SHELL or complete_SHELL, where SHELL is bash, zsh or fish":
        "{variable}={value} : attendu source_SHELL ou complete_SHELL, où SHELL est bash, zsh ou fish",
    "{where} has no column {name!r}": "{where} n’a pas de colonne {name!r}",
    "“{words}”": "« {words} »",
}  # fmt: skip
"""By the English phrase, in alphabetical order."""
