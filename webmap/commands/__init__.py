"""The command line, one module per noun; a new one is one module and one line here."""

import click

from webmap.commands import (
    areas,
    database,
    demo,
    evaluation,
    export,
    hotspots,
    imports,
    organisations,
    retention,
    serve,
    users,
    worker,
)

COMMANDS: tuple[click.Command, ...] = (
    serve.serve,
    demo.demo,
    database.database,
    imports.imports,
    areas.areas,
    evaluation.evaluation,
    export.export,
    hotspots.hot_cells,
    organisations.organisation,
    retention.retention,
    users.user,
    worker.worker,
)
