"""Turn views into text: one module for each format.

It may import from `facts`, `index`, `search`, `briefing` and `views`.
"""
