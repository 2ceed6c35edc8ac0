"""The French of citations."""

PHRASES: dict[str, str] = {
    "Resolution {number} ({year})": "Résolution {number} ({year})",
    "Sources: {publishers}": "Sources : {publishers}",
    "Sources: {publishers} and {count} more": "Sources : {publishers} et {count} autres",
    "United Nations": "Nations Unies",
    "United Nations Security Council": "Conseil de sécurité des Nations Unies",
    "{source}. Available at {url} (accessed {day:words}).": "{source}. Disponible à l’adresse : {url} (consulté {day:en}).",
    "{source}. Available at {url}.": "{source}. Disponible à l’adresse : {url}.",
}
"""By the English phrase, in alphabetical order."""
