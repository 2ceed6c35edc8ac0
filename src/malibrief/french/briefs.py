"""The French of briefings, of what changed between two days, and of pictures."""

PHRASES: dict[str, str] = {}
"""By the English phrase, in alphabetical order."""
