"""Work out how things stood on a day, and what changed between two days.

It may import from `errors`, `text`, `facts`, `index` and `search`.
"""
