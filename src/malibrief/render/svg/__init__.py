"""Pictures as SVG, one module a kind of picture."""
