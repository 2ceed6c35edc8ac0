"""Draw charts as SVG: one module for each kind of chart."""
