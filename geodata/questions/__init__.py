"""What pages and programs ask of the database: a session and plain values in, frozen dataclasses out.

One question, one module, one `.sql` file beside it. The statistics themselves are pure functions in
`geodata.analysis`.
"""
