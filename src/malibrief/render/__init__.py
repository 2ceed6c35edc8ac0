"""Views to text, one module a format.

It may import from `facts`, `index`, `search`, `briefing` and `views`.
"""
