"""Arrange answers as typed values without styling, which every format can write.

It may import from `errors`, `text`, `facts`, `index`, `search` and `briefing`.
"""
