"""malibrief: dated, sourced facts on Mali's crisis and the international response to it, read from a terminal."""

__version__ = "0.1.0"
