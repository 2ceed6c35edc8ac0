"""The French of what `export` says, and of its help."""

PHRASES: dict[str, str] = {
    "--format {form} and {path} contradict each other: give only one":
        "--format {form} et {path} se contredisent : ne donner que l’un des deux",
    "--format {form}: a terminal cannot show this; give a file":
        "--format {form} : un terminal ne peut pas l’afficher ; donner un fichier",
    "A file (.db, .zip, .json, .jsonl), a directory for CSV with a description, - for standard output.":
        "Un fichier (.db, .zip, .json, .jsonl), un dossier pour du CSV et sa description, - pour la sortie standard.",
    "The suffix of WHERE chooses the format, and --format names it. A file or directory is whole, or as it was before.":
        "L’extension de DESTINATION choisit le format, --format le nomme. Un fichier ou un dossier est entier, ou reste "
        "comme il était.",
    "WHERE": "DESTINATION",
    "Write every fact, office, series and source, in both languages, in the order of the base.":
        "Écrit tous les faits, fonctions, séries et sources, dans les deux langues et dans l’ordre de la base.",
    "Write the whole base for other tools: SQLite, CSV, JSON.":
        "Écrire toute la base pour d’autres outils : SQLite, CSV, JSON.",
    "all of it, for any tool": "tout, pour tout outil",
    "which format is standard output to have?\n    add --format: {known}":
        "quel format pour la sortie standard ?\n    ajouter --format : {known}",
    "{name!r} does not end in the suffix of a format\n    give {ways}, a directory, or --format: {known}":
        "{name!r} n’a l’extension d’aucun format\n    donner {ways}, un dossier, ou --format : {known}",
    "{path} holds other files, which stay as they are; give a new directory":
        "{path} contient d’autres fichiers, qui restent tels quels ; donner un nouveau dossier",
    "{path} is no directory; give a new one": "{path} n’est pas un dossier ; en donner un nouveau",
    "{path} is the directory of this shell; give a new one in it":
        "{path} est le dossier courant ; en donner un nouveau, à l’intérieur",
}  # fmt: skip
"""By the English phrase, in alphabetical order."""
