"""malibrief: dated, sourced facts on a crisis and the response to it, read from a terminal."""

__version__ = "0.1.0"
