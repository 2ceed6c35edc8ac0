"""The command line: words to a filter, a question, a view, a rendering. Environment, clock and terminal are read here only."""
