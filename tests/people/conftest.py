"""What the tests of people stand on."""

import pytest
from sqlalchemy import Engine

from tests.people.desk import Desk


@pytest.fixture
def desk(engine: Engine) -> Desk:
    """The use cases of people, with a clock of this test's own."""
    return Desk(engine)
