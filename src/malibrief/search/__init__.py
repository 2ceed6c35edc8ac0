"""From the words of a query to the facts that they most likely mean.

It may import from `facts` and `index`.
"""
