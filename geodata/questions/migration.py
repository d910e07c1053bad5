"""Whether the database stands at the newest migration."""

from pathlib import Path

from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.orm import Session

import migrations
from geodata.errors import SetupError
from geodata.text import Text


def check_newest(session: Session) -> str:
    """Return the number of the newest migration; raises SetupError when the database stands elsewhere."""
    newest = ScriptDirectory(str(Path(migrations.__file__).parent)).get_current_head()
    stored = session.execute(text("SELECT max(version_num) FROM alembic_version")).scalar_one()
    if stored != newest:
        raise SetupError(
            Text(
                sv="Databasen står på migrering {stored}; programmet behöver {newest}: "
                "kör 'tryggkarta db upgrade'.",
                en="The database stands at migration {stored}; the program needs {newest}: "
                "run 'tryggkarta db upgrade'.",
            ).format(stored=stored or "–", newest=newest)
        )
    return str(newest)
