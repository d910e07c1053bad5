"""Units of measure parameters, as they are written after a number."""

from geodata.text import Text

DAYS = Text("dagar", "days")
HOURS = Text("timmar", "hours")
HOURS_PER_WEEK = Text("timmar/vecka", "hours/week")
KELVIN = Text("K", "K")
KILOMETRES_PER_HOUR = Text("km/h", "km/h")
KILOWATT_HOURS_PER_YEAR = Text("kWh/år", "kWh/year")
LUX = Text("lx", "lx")
METRES = Text("m", "m")
PERSONS = Text("personer", "persons")
PIECES = Text("st", "pcs")
ROUNDS_PER_WEEK = Text("rundor/vecka", "rounds/week")
SQUARE_METRES = Text("m²", "m²")
WATT = Text("W", "W")
