"""What a fact is: its types, dates and topics, how it is read from TOML, and the rules that a base must keep.

It imports nothing of this program but `errors` and `text`.
"""
