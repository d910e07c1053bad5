"""What the tests of importers share."""

from pathlib import Path

import pytest
from bringing_in import Desk


@pytest.fixture
def desk(session, malmo, tmp_path: Path) -> Desk:
    """Return a desk at which small files are written and brought in, in Malmö."""
    return Desk(session, malmo, tmp_path)
