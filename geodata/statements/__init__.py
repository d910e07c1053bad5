"""Reading of `.sql` files: every statement that reads, counts or measures stands in a file of its own."""

import re
from functools import cache
from importlib import resources

from sqlalchemy import TextClause, text


@cache
def statement(package: str, name: str) -> TextClause:
    """Return the statement in `name`.sql beside the modules of `package` (say `__package__`).

    Parameters are named (`:first_day`); the file's header tells their units and the columns. Comments are
    taken out: a name with a colon in one would be filled with its value, whose line breaks end the comment.
    Raises FileNotFoundError when there is no such file.
    """
    written = resources.files(package).joinpath(f"{name}.sql").read_text(encoding="utf-8")
    return text(re.sub(r"--[^\n]*", "", written))
