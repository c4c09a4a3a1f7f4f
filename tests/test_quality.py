"""The linter, the formatter and the type checker, so that one test line runs them all."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CHECKS = (
    ("ruff", "check", "--quiet", "."),
    ("ruff", "format", "--check", "--quiet", "."),
    ("mypy", "--strict", "-p", "zone_tracker"),
    ("mypy", "--strict", "benchmarks"),
)


@pytest.mark.parametrize("words", CHECKS, ids=" ".join)
def test_the_code_is_clean(words: tuple[str, ...]) -> None:
    if find_spec(words[0]) is None:
        pytest.skip(f"{words[0]} is not installed: pip install -e '.[test]'")
    done = subprocess.run(
        [sys.executable, "-m", *words], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, f"{' '.join(words)}\n{done.stdout}{done.stderr}"
