"""Define facts: their types, dates and topics, how they are loaded from TOML, and the rules that a fact base must follow.

It may import from `errors` and `text`.
"""
