"""Charts: where each mark of a server-drawn SVG stands; templates draw them, style sheets colour them."""

from webmap.charts.counts import CountChart, count_chart
from webmap.charts.shares import ShareChart, share_chart

__all__ = ["CountChart", "ShareChart", "count_chart", "share_chart"]
