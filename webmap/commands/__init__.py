"""The command line, one module per noun; a new one is one module and one line here."""

import click

from webmap.commands import database, demo, serve, users

COMMANDS: tuple[click.Command, ...] = (
    serve.serve,
    demo.demo,
    database.database,
    users.user,
)
