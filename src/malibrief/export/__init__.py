"""The whole base as other people's tools open it: tables with keys and types, as one SQLite file or a Frictionless data package.

`tables` says which there are and `columns` what they hold, from the structs of the model; `rows` fills them; each format is a
module that writes both.
"""
