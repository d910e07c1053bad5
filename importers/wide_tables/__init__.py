"""Tables with a column per year, period or category, as tables with a row per figure."""
