"""How things stood on a day, and what changed between two days.

It may import from `facts`, `index` and `search`.
"""
