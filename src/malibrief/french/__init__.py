"""Hold the French of the interface: tables of phrases by their English, read only where French is spoken.

How a phrase is written is said in CONTRIBUTING.md; what stands in `{braces}` is put in. No module here imports another.
"""
