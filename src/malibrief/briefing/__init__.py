"""How things stood on a day, and what changed between two.

It may import from `facts`, `index` and `search`.
"""
