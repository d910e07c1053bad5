"""Charts: where each mark of a server-drawn SVG stands; templates draw them, style sheets colour them."""

from webmap.charts.counts import CountChart, count_chart

__all__ = ["CountChart", "count_chart"]
