"""Truth: gold labels, the scorer and its report. Nothing below this package imports it."""
