"""The French of the help: what commands and options do."""

PHRASES: dict[str, str] = {
    '"18 August" is that day in every year.': "« 18 août » : ce jour-là de chaque année.",
    "--author expert --since 2019": "--author experts --since 2019",
    "--check my-facts.toml": "--check mes-faits.toml",
    '--donor "European Union" --kind pledge': '--donor "Union européenne" --kind pledge',
    "--full shows every line, with money, statements and sources in full. Without a day, it is the one up to "
    'which the base tells what matters. "~" marks what is only possible then: its dates are vague, or it was '
    "last reported before. Nothing later is told, and a later source cited only if there is no other.":
        "--full montre tout, dont l’argent, les déclarations et le détail des sources. Par défaut, au "
        "jour jusqu’auquel la base rapporte l’essentiel. « ~ » marque ce qui n’est que possible : dates "
        "imprécises, ou dernière information antérieure. Rien d’ultérieur n’est rapporté, ni cité, "
        "sauf à défaut d’autre source.",
    "--lang fr --help": "--lang en --help",
    '--on "18 August"': '--on "18 août"',
    "--organisation Government": "--organisation Gouvernement",
    '--speaker "Security Council"': '--speaker "Conseil de sécurité"',
    "--unit people": "--unit personnes",
    "615 million eu --topic funding": "615 millions ue --topic funding",
    "A day, month or year, like --on; or the value of a filter.":
        "Un jour, un mois ou une année, comme --on ; ou la valeur d’un filtre.",
    "A fact base, - for standard input; without it, the one in use.":
        "Une base de faits, - pour l’entrée standard ; par défaut, celle en usage.",
    "A person or a place has all its facts on one card. A terminal shows the most telling few of each topic, --all "
    "every one.":
        "Une personne ou un lieu a tous ses faits sur une seule fiche. Un terminal en montre les plus parlants de "
        "chaque rubrique, --all les montre tous.",
    "Agreements, communiqués and charters.": "Accords, communiqués et chartes.",
    "Also what to look at again: open ends, series behind, lapsing mandates.":
        "Aussi ce qui est à revoir : fins ouvertes, séries en retard, mandats près d’expirer.",
    "Armed movements, jihadist groups, alliances, juntas and organisations.":
        "Mouvements armés, groupes djihadistes, alliances, juntes et organisations.",
    "As things stood on this day.": "La situation ce jour-là.",
    "Base:": "Base :",
    "Begin csv or tsv with a byte-order mark, or not.": "Mettre ou non un BOM en tête de csv ou tsv.",
    "COLUMN": "COLONNE",
    "COMMAND [ARGS]...": "COMMANDE [ARGS]...",
    "Check the fact base and report every fault.": "Vérifier la base de faits et signaler chaque anomalie.",
    "Cite sources of facts: footnotes, or for a reference manager.":
        "Citer les sources : en note, ou pour un logiciel bibliographique.",
    "Compare offices, missions, mandates, measures, agreements, and figures that are known on both days.":
        "Comparer les fonctions, les missions, les mandats, les sanctions, les accords, et les chiffres connus aux "
        "deux jours.",
    "DAY": "JOUR",
    "Dated, sourced facts on Mali's crisis and the response to it, 2012 to today.":
        "Crise au Mali et réponse internationale depuis 2012 : faits datés et sourcés.",
    "Describe the fact base: counts, years, date, digest, location.":
        "Décrire la base : contenu, années, date, empreinte, fichiers.",
    "Each is a day, a month or year (meaning its last day), or words such as yesterday; without the second, the day "
    "up to which the base tells what matters.":
        "Un jour, un mois ou une année (son dernier jour), ou des mots comme « hier » ; sans le second, le "
        "jour jusqu’auquel la base rapporte l’essentiel.",
    "Every hit, however weak.": "Tous les résultats, même faibles.",
    "Every line, not one page.": "Toutes les lignes, au-delà d’une page.",
    "Exit code 1 when there is an error, 3 when a file cannot be read or is no fact base. A file whose [factbase] "
    "header is missing, or says no more than `updated`, is read beside the fact base in use, as --add does; only its "
    "own faults are told.":
        "Le code de sortie est 1 s’il y a une erreur, 3 si un fichier est illisible ou n’est pas une base de faits. "
        "Un fichier sans en-tête [factbase], ou dont l’en-tête ne dit que `updated`, est lu en plus de la base en "
        "usage, comme avec --add ; seules ses propres anomalies sont signalées.",
    "Exit codes: 0 done, 1 not found, only a weak match, faults, or --exit-code, 2 wrong command line or "
    "unwritable answer, 3 fact base missing or invalid.":
        "Codes : 0 terminé, 1 introuvable, résultat faible, anomalies ou --exit-code, 2 commande "
        "erronée ou réponse non écrite, 3 base absente ou invalide.",
    "Exit with 1 if something changed.": "Finir avec le code 1 en cas de changement.",
    "FILE": "FICHIER",
    "FIRST-DAY [SECOND-DAY]": "PREMIER-JOUR [SECOND-JOUR]",
    'Filters, repeatable to mean "any of":': "Filtres, à répéter pour « l’un ou l’autre » :",
    "Find facts by words, names, numbers, dates or a question.":
        "Trouver des faits : mots, noms, nombres, dates ou une question.",
    "First and last day: 2021-05-14, 2021, 3 months ago.": "Premier, dernier jour : 2021-05-14, 2021, hier.",
    "In ics, let a month or year fill its days.": "En ics, un mois ou une année remplit tous ses jours.",
    "KIND": "TYPE",
    "LANG": "LANGUE",
    "List each source once, the best first; sources themselves can be cited too. Every listing also has these "
    "formats.":
        "Chaque source est citée une fois, la meilleure d’abord ; on peut aussi citer une source par son identifiant. Ces "
        "formats valent pour toutes les listes.",
    "List everything that happened, oldest first.": "Lister tout ce qui s’est passé, du plus ancien au plus récent.",
    "Match names in any case, with or without accents; a number is that of a resolution.":
        "Les noms se tapent avec ou sans majuscules et accents ; un nombre est le numéro d’une résolution.",
    "Military, police and civilian missions.": "Missions militaires, policières et civiles.",
    "Money pledged, committed, paid, requested or suspended.": "Argent promis, engagé, versé, demandé ou suspendu.",
    "NAME": "NOM",
    "NAMES": "NOMS",
    "Name missions and sanctions where they begin and where they end.":
        "Les missions et les sanctions y figurent à leur début et à leur fin.",
    "Name the facts' ids.": "Donner les identifiants des faits.",
    "Names of facts, persons, places or offices; acronyms, numbers, ids.":
        "Noms de faits, de personnes, de lieux, de fonctions ; sigles, numéros, ids.",
    "Numbers on a date: strengths, ceilings, displaced people, aid and more.":
        "Chiffres à une date : effectifs, plafonds, déplacés, aide et autres.",
    "OFFICE": "FONCTION",
    "On a terminal, show all sources and related facts.": "Au terminal, toutes les sources et tous les faits liés.",
    "Only these, separated by commas: {values}.": "Celles-ci seulement, séparées par des virgules : {values}.",
    "Only what began, or ended, in that time.": "Ce qui a commencé, ou pris fin, dans cette période.",
    "Options:": "Options :",
    "Output:": "Sortie :",
    "PATH": "FICHIER",
    "PERIOD": "PÉRIODE",
    "PLACE": "LIEU",
    "Print each fault as FILE:LINE: [rule] id: message, with a hint; only the first faults of a rule get near "
    "spellings.":
        "Afficher chaque anomalie (fichier, ligne, règle, identifiant, message), avec un conseil ; seules les premières d’une "
        "même règle proposent des noms proches.",
    "Read this fact base instead; this file beside it.": "Lire cette base à la place ; ce fichier en plus.",
    "Read:": "Lire :",
    "Reports to the Council and other UN reports.": "Rapports au Conseil et autres rapports de l’ONU.",
    "SERIES": "SÉRIE",
    "Sanctions regimes and listings.": "Régimes de sanctions et inscriptions.",
    "Security Council resolutions, statements and drafts.":
        "Résolutions, déclarations et projets du Conseil de sécurité.",
    "Show facts, a person or a place in full, by name, number or id.":
        "Afficher la fiche d’un fait, d’une personne ou d’un lieu.",
    "Show how things stood on a day.": "Faire le point de la situation un jour donné.",
    "Show on one page who governs, which missions are there, sanctions, agreements, figures, milestones and what is "
    "set to end.":
        "Montrer en une page qui gouverne, les missions présentes, les sanctions, les accords, les chiffres, les "
        "jalons et les échéances.",
    "Show what changed between two days.": "Montrer ce qui a changé entre deux jours.",
    "Show what the base has, up to which day it tells what matters, the day of its last edit, a digest of its files, "
    "and their paths.":
        "Montrer ce que la base contient, jusqu’à quel jour elle rapporte l’essentiel, le jour de sa dernière "
        "modification, l’empreinte de ses fichiers et leurs chemins.",
    "Speak this language: en or fr.": "en ou fr ; en permanence : MALIBRIEF_LANG=fr.",
    "TAG": "THÈME",
    "TOPIC": "RUBRIQUE",
    "Take accents and small typing errors as they come. The best hit stands first, then at most four that are nearly "
    "as good.":
        "Les accents et les petites fautes de frappe ne gênent pas. Le meilleur résultat vient en premier, puis "
        "quatre autres au plus, presque aussi bons.",
    "The day, like --as-of: a day, a month or year (meaning its last day), or words such as yesterday.":
        "Le jour, comme --as-of : un jour, un mois ou une année (son dernier jour), ou des mots comme « hier ».",
    "The exit code is 1 where nothing is found that fits the words.":
        "Le code de sortie est 1 si aucun résultat ne correspond.",
    "The fact base:": "La base de faits :",
    "The milestones between the two days come last. Money and statements are left to their own listings. The exit "
    "code is 0 whatever changed; with --exit-code it is 1 if something did.":
        "Les jalons entre les deux jours viennent à la fin. L’argent et les déclarations ont leurs propres listes. "
        "Le code de sortie est 0, que quelque chose ait changé ou non ; avec --exit-code, il est 1 en cas de "
        "changement.",
    "The offices that people hold, in the State, in missions and elsewhere.":
        "Les fonctions que l’on exerce dans l’État, dans les missions et ailleurs.",
    "The series that figures belong to: what each counts, and who counts.":
        "Les séries de chiffres : ce que chacune compte, et qui compte.",
    "The strength of this mission.": "L’effectif de cette mission.",
    "The value of a filter, or a day, month or year.": "La valeur d’un filtre, ou un jour, un mois ou une année.",
    "Those of deputies: true; the others: false.": "Celles d’adjoints : true ; les autres : false.",
    "Those of the State: true; the others: false.": "Celles de l’État : true ; les autres : false.",
    "Those of this mission.": "Celles de cette mission.",
    "Those of this name, or with this word in their name.": "Les personnes de ce nom, ou dont le nom contient ce mot.",
    "Time:": "Dates :",
    "To this file; its suffix chooses the format.": "Dans ce fichier ; le format suit son extension.",
    "Topics:": "Rubriques :",
    "UNIT": "UNITÉ",
    "Usage: ": "Usage : ",
    "WHAT": "QUOI",
    "WHOM": "QUI",
    "WORDS...": "MOTS...",
    "What all donors gave together: all-donors.": "Ce que tous les bailleurs ont donné ensemble : all-donors.",
    "What belongs to this mission, sum or alliance.": "Ce qui fait partie de cette mission, somme ou alliance.",
    "What creates, renews or ends the mandate of this mission.":
        "Ce qui crée, renouvelle ou clôt le mandat de cette mission.",
    "What each number is of: year, month, week...": "Ce que couvre chaque nombre : year, month, week…",
    "What happened: attacks, coups, elections, talks, decisions.":
        "Les événements : attaques, coups d’État, élections, pourparlers, décisions.",
    "What measures this fact.": "Ce qui mesure ce fait.",
    "What refers to this fact, by id, name, acronym or number.": "Ce qui renvoie à ce fait : id, nom, sigle ou numéro.",
    "What this body counts.": "Ce que compte cet organisme.",
    "What to look for, in English or French.": "Ce que l’on cherche, en français ou en anglais.",
    "What was said in public, and by whom.": "Ce qui a été dit en public, et par qui.",
    "Where the facts come from.": "D’où viennent les faits.",
    "Who held which office, and when.": "Qui a exercé quelle fonction, et quand.",
    "With --stale: as seen from this day; without it, from today.":
        "Avec --stale : vu de ce jour plutôt que d’aujourd’hui.",
    "[DAY]": "[JOUR]",
    "[PATH]": "[FICHIER]",
    "[WORD]...": "[MOT]...",
    "armed groups, alliances": "groupes armés, juntes",
    "en français": "in English",
    "footnote (the default), bibtex, csl or ris.": "footnote (par défaut), bibtex, csl ou ris.",
    "for a spreadsheet": "pour un tableur",
    "funding --donor EU --since 2020 -o eu.csv": "funding --donor UE --since 2020 -o ue.csv",
    "in English or French": "en français ou anglais",
    "my-facts.toml": "mes-faits.toml",
    "numbers on a date": "chiffres à une date",
    "of the Security Council": "du Conseil de sécurité",
    "of the United Nations": "des Nations Unies",
    "ogossagou massacre": "massacre ogossagou",
    "old-facts.toml": "anciens-faits.toml",
    "old-facts.toml --exit-code": "anciens-faits.toml --exit-code",
    "old-facts.toml my-facts.toml -f md": "anciens-faits.toml mes-faits.toml -f md",
    "a fact with its sources": "un fait et ses sources",
    "regimes and listings": "régimes et inscriptions",
    "the story on one page": "l’histoire en une page",
    "what figures count": "ce que l’on compte",
    "what happened": "ce qui s’est passé",
    "what it holds, its files": "contenu, date, fichiers",
    "what people hold": "fonctions exercées",
    "where facts come from": "d’où viennent les faits",
    "who agreed on what": "qui a conclu quoi",
    "who gave what to whom": "qui a donné quoi à qui",
    "who held which office": "qui a eu quelle fonction",
    "who said what": "qui a dit quoi",
    "who was sent": "qui a été envoyé",
    "who was there on a day": "qui était là ce jour-là",
}  # fmt: skip
"""By the English phrase, in alphabetical order."""
