"""The French of what `check` says of a fact base."""

PHRASES: dict[str, str] = {}
"""By the English phrase, in alphabetical order."""
