"""A small number of every hardship, in every test run."""

import pytest

from tests.hardship import load
from tests.hardship.trial import try_out


@pytest.mark.parametrize("name", load())
def test_a_few_of(name: str) -> None:
    hardship = load()[name]
    cases, failures = try_out(hardship, hardship.small)
    assert cases > 0, "nothing was tried"
    assert failures == []
