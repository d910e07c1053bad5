from pathlib import Path

import pytest
from sqlalchemy.dialects import postgresql

import geodata.statements
from geodata.statements import statement

ROOT = Path(__file__).parents[2]


def test_a_name_in_a_comment_is_no_parameter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "question.sql").write_text("-- Parameters: :day, a date.\nSELECT :day -- not :night\n")
    monkeypatch.setattr(geodata.statements.resources, "files", lambda _package: tmp_path)
    read = statement("anywhere", "question")
    assert set(read.compile(dialect=postgresql.dialect()).params) == {"day"}


@pytest.mark.parametrize("path", sorted(ROOT.glob("[gi]*/**/*.sql")), ids=lambda path: path.stem)
def test_no_comment_mark_stands_inside_a_text(path: Path):
    for line in path.read_text(encoding="utf-8").splitlines():
        assert line.split("--")[0].count("'") % 2 == 0
