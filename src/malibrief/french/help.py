"""The French of the help: what commands and options do."""

PHRASES: dict[str, str] = {}
"""By the English phrase, in alphabetical order."""
