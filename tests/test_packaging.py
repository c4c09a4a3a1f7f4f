"""That what is installed and shipped is what the project says: pins, wheel, sdist, test line."""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from conftest import process_env
from zone_tracker.seeds import seed_folder

ROOT = Path(__file__).parents[1]
UNPINNED = ("pip",)
"""sqlite-utils asks for any pip; a pin would make the pip at work replace itself."""


def declared() -> list[Requirement]:
    """What pyproject.toml asks for, extras included; an extra that brings another is no package."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    told = map(Requirement, sum(extras, list(project["dependencies"])))
    return [requirement for requirement in told if requirement.name != project["name"]]


def pins() -> dict[str, Requirement]:
    """The lines of constraints.txt by package."""
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    told = [Requirement(line) for line in lines if line and not line.startswith("#")]
    return {canonicalize_name(pin.name): pin for pin in told}


def pulled_in(requirement: Requirement, seen: set[str]) -> Iterator[str]:
    """A package and all that it installs here, and what it asks for on other systems."""
    name = canonicalize_name(requirement.name)
    if name in seen:
        return
    seen.add(name)
    yield name
    try:
        needs = [Requirement(text) for text in requires(name) or ()]
    except PackageNotFoundError:
        return
    for need in needs:
        extras = requirement.extras or {""}
        if need.marker is None or any(need.marker.evaluate({"extra": e}) for e in extras):
            yield from pulled_in(need, seen)


def needed() -> set[str]:
    """Everything that an install with all extras brings here."""
    seen: set[str] = set()
    return {name for requirement in declared() for name in pulled_in(requirement, seen)}


def test_everything_installed_is_pinned() -> None:
    assert needed() - set(UNPINNED) - set(pins()) == set()


def test_nothing_is_pinned_that_is_not_needed() -> None:
    here = {name for name, pin in pins().items() if not pin.marker}
    assert here - needed() == set()


def test_a_pin_is_one_version_and_no_address() -> None:
    for name, pin in pins().items():
        assert pin.url is None, name
        assert [each.operator for each in pin.specifier] == ["=="], name
    text = (ROOT / "constraints.txt").read_text("utf-8")
    assert not re.search(r"://|--|@|(?m:^\s*/)", text)


@pytest.mark.parametrize("requirement", declared(), ids=lambda requirement: requirement.name)
def test_a_pin_is_within_what_pyproject_allows(requirement: Requirement) -> None:
    pin = pins()[canonicalize_name(requirement.name)]
    (exact,) = pin.specifier
    assert exact.version in requirement.specifier


# --- What is shipped ------------------------------------------------------------------------


def build(source: Path, target: str, folder: Path) -> Path:
    """Build an sdist or a wheel with the hatchling that is installed; no network."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)],
        cwd=source,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl" if target == "wheel" else "*.tar.gz")
    return built


def names_in(wheel: Path) -> set[str]:
    """The files in a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def files_under(folder: Path) -> set[str]:
    """The files that belong to a folder, by their path in it."""
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    pytest.importorskip("hatchling", reason="hatchling, which builds the wheel, is missing")
    return build(ROOT, "wheel", tmp_path_factory.mktemp("wheel"))


def test_the_seed_is_found() -> None:
    assert (seed_folder() / "zones.csv").is_file()
    assert (seed_folder() / "vocabulary" / "acts.csv").is_file()


def test_the_wheel_holds_the_seed_and_the_schema(wheel: Path) -> None:
    names = names_in(wheel)
    assert {f"zone_tracker/seed/{name}" for name in files_under(ROOT / "seed")} <= names
    assert {f"zone_tracker/{name}" for name in files_under(ROOT / "src/zone_tracker")} <= names
    assert "zone_tracker/store/first.sql" in names


def test_the_wheel_runs_by_itself(wheel: Path, tmp_path: Path) -> None:
    """Unpacked anywhere, without the checkout, it makes and seeds a database."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    words = [sys.executable, "-m", "zone_tracker", "init", "--db", "record.db", "--lang", "en"]
    done = subprocess.run(
        words,
        cwd=tmp_path,
        env={**process_env(), "PYTHONPATH": str(tmp_path / "site"), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout == "✔ Created record.db, with the Lào Cai record in it\n"


def test_the_sdist_makes_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    sdist = build(ROOT, "sdist", tmp_path)
    with tarfile.open(sdist) as archive:
        archive.extraction_filter = getattr(tarfile, "data_filter", None)  # not in 3.11.0
        archive.extractall(tmp_path / "unpacked")
    (source,) = (tmp_path / "unpacked").iterdir()
    for name in ("README.md", "CHANGELOG.md", "constraints.txt", "seed/zones.csv", ".ci/run"):
        assert (source / name).is_file()
    assert names_in(build(source, "wheel", tmp_path / "again")) == names_in(wheel)


def test_ci_runs_the_test_line_of_the_readme_and_then_the_soak() -> None:
    line = "python3 -m venv .venv && .venv/bin/pip install -q -c constraints.txt -e '.[test]' && "
    line += ".venv/bin/pytest"
    told = (ROOT / ".ci" / "run").read_text("utf-8").splitlines()
    assert told[-3:] == [line, told[-2], ".venv/bin/pytest -m soak"]
    assert line in (ROOT / "README.md").read_text("utf-8").splitlines()
