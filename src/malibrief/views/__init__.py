"""Answers without styling: typed values that every format can write.

It may import from `facts`, `index`, `search` and `briefing`.
"""
