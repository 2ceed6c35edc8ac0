"""The French of citations."""

PHRASES: dict[str, str] = {}
"""By the English phrase, in alphabetical order."""
