"""What the tests share: golden files, refreshed with `pytest --refresh-golden`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--refresh-golden",
        action="store_true",
        help="rewrite the files in tests/golden with what the tool writes now; read the diff",
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """`golden(name, text)` compares byte for byte with tests/golden/name."""
    refresh = bool(request.config.getoption("--refresh-golden"))

    def compare(name: str, text: str) -> None:
        path = Path(__file__).with_name("golden") / name
        if refresh:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        assert path.is_file(), f"{path} is missing: run pytest --refresh-golden and read it"
        assert text == path.read_bytes().decode()

    return compare
