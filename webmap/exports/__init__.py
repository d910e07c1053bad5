"""What leaves the system as a table: the rows of a list under its filter, in a form that others can read.

`layers` says which tables there are, `formats` how a table is written, `taking_out` makes the file and its
line in the export log. What is on the screen is what is in the file: same filter, same suppression.
"""
