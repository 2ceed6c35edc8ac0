"""Turn views into text, with one module for each format.

It may import from `errors`, `text`, `facts`, `index`, `search`, `briefing` and `views`.
"""
