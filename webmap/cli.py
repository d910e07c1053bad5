"""The command line `tryggkarta`: exit 0 done, 1 refused with a reason, 2 wrong use."""

from pathlib import Path

import click

from geodata.errors import RefusedError
from geodata.text import LANGUAGES
from webmap.commands import COMMANDS
from webmap.commands.opening import language_of


class RefusingGroup(click.Group):
    """A group whose commands may refuse: the reason goes to standard error, the exit code is 1."""

    def invoke(self, context: click.Context) -> object:
        """Run the command; answer a refusal with its sentence."""
        try:
            return super().invoke(context)
        except RefusedError as error:
            click.echo(error.reason.in_language(_language(context)), err=True)
            context.exit(1)


def _language(context: click.Context) -> str:
    """Return the language to refuse in; English where the profile that would say so is what is broken."""
    try:
        return language_of(context)
    except RefusedError:
        return "en"


@click.group(cls=RefusingGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="tryggkarta", message="%(prog)s %(version)s")
@click.option(
    "--city",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The city profile (else $TRYGGKARTA_CITY, else the demo's).",
)
@click.option("--language", type=click.Choice(LANGUAGES), help="The language of answers and refusals.")
def main(city: Path | None, language: str | None) -> None:
    """Tryggkarta: a web map on PostGIS for safety work in public spaces."""


for command in COMMANDS:
    main.add_command(command)
