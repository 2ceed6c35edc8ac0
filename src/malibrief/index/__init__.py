"""Keep facts in one SQLite file and answer queries from it; all SQL is here.

It may import from `errors`, `text`, `facts`.
"""
