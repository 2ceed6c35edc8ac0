"""Facts as one SQLite file, and every question that is put to it. SQL stands here and nowhere else.

It may import from `facts`.
"""
