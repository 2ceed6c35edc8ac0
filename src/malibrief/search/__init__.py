"""Find the facts that the words of a question most likely mean.

It may import from `errors`, `text`, `facts` and `index`.
"""
