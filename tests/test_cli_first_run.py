"""Where the record lies and how it comes to be: made once, in the user's own place, privately."""

from __future__ import annotations

import os
import stat
import subprocess
from pathlib import Path

import pytest
from platformdirs import user_data_path

from conftest import Run, command, process_env

posix = pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")


def own_place() -> Path:
    """Where the user's data lies: below the home of the test."""
    return user_data_path("zone-tracker", appauthor=False) / "zone-tracker.db"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_home_of_a_test_is_its_own(tmp_path_factory: pytest.TempPathFactory) -> None:
    assert own_place().is_relative_to(tmp_path_factory.getbasetemp())
    assert Path.home().is_relative_to(tmp_path_factory.getbasetemp())
    assert list(Path.home().iterdir()) == []


# --- The very first command ---


def test_the_first_command_makes_the_record_and_says_so_beside_the_data(
    run: Run, workplace: Path
) -> None:
    first = run("zone", "list", "--format", "json")
    assert first.code == 0
    assert str(own_place()) in first.err
    assert len(first.err.splitlines()) == 1
    again = run("zone", "list", "--format", "json")
    assert (again.out, again.err) == (first.out, "")
    assert len(again.json()) == 9
    assert list(workplace.iterdir()) == []


def test_the_first_command_may_write(run: Run) -> None:
    first = run("zone", "add", "KCN Mới", lang="en")
    assert first.code == 0
    assert "Created the database" in first.err
    assert [entry["batch"] for entry in run("log", "--format", "json").json()] == [2, 1]


@pytest.mark.parametrize("words", ["--help", "--version", "zone --help", "zone list --xyz", "zone"])
def test_help_and_wrong_words_make_no_record(words: str, run: Run, tmp_path: Path) -> None:
    run(*words.split())
    assert not own_place().exists()
    assert not own_place().parent.exists()


def test_a_refused_value_of_the_first_command_leaves_the_record_usable(run: Run) -> None:
    assert run("zone", "show", "xyz").code == 1
    assert run("zone", "show", "vo-lao").code == 0


@posix
def test_the_record_and_its_folder_are_private(run: Run, workplace: Path) -> None:
    old = os.umask(0)
    try:
        assert run("zone", "list").code == 0
        assert mode(own_place()) == 0o600
        assert mode(own_place().parent) == 0o700
        assert run("init", "--db", "place/new.db").code == 0
    finally:
        os.umask(old)
    assert mode(workplace / "place/new.db") == 0o600
    assert mode(workplace / "place") == 0o700


@posix
def test_a_folder_that_is_there_keeps_its_mode(run: Run, workplace: Path) -> None:
    workplace.chmod(0o755)
    assert run("init", "--db", "new.db").code == 0
    assert mode(workplace) == 0o755
    assert mode(workplace / "new.db") == 0o600


@posix
def test_a_written_list_is_private_too(run: Run, record: Path) -> None:
    assert run("zone", "list", "-o", "list.csv", "--format", "csv").code == 0
    assert mode(record.with_name("list.csv")) == 0o600


def test_nothing_is_left_beside_the_record(run: Run) -> None:
    assert run("zone", "add", "KCN Mới").code == 0
    assert [path.name for path in own_place().parent.iterdir()] == ["zone-tracker.db"]


def test_many_first_commands_at_once_agree(workplace: Path) -> None:
    """One of them makes the record; all of them answer."""
    several = [
        subprocess.Popen(
            command("zone", "list", "--format", "tsv"),
            env=process_env(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for _ in range(4)
    ]
    told = [process.communicate(timeout=60) for process in several]
    assert [process.returncode for process in several] == [0] * 4, told
    assert len({out for out, _ in told}) == 1
    assert [path.name for path in own_place().parent.iterdir()] == ["zone-tracker.db"]


# --- A place given by hand ---


@pytest.mark.parametrize(
    "words",
    [
        ("status",),
        ("zone", "list"),
        ("zone", "add", "KCN Mới"),
        ("import", "zones.csv"),
        ("undo",),
        ("log",),
    ],
)
@pytest.mark.parametrize("by_option", [True, False])
def test_a_given_place_without_a_record_is_refused_and_stays_empty(
    words: tuple[str, ...], by_option: bool, run: Run, workplace: Path
) -> None:
    place = "sub/none.db"
    how = ["--db", place] if by_option else []
    told = run(*words, *how, env={} if by_option else {"ZONE_TRACKER_DB": place})
    assert (told.code, told.out) == (1, "")
    assert place in told.err
    assert "zone-tracker init" in told.err
    assert list(workplace.iterdir()) == []
    assert not own_place().exists()


def test_the_option_goes_before_the_environment(run: Run, record: Path) -> None:
    assert run("init", "--empty", "--db", "empty.db").code == 0
    env = {"ZONE_TRACKER_DB": "record.db"}
    assert run("zone", "list", "--db", "empty.db", "--format", "json", env=env).json() == []
    assert len(run("zone", "list", "--format", "json", env=env).json()) == 9


def test_a_tilde_is_the_home(run: Run) -> None:
    assert run("init", "--empty", "--db", "~/mine.db").code == 0
    assert (Path.home() / "mine.db").is_file()


@pytest.mark.parametrize("words", ["status", "zone add X", "init"])
def test_an_empty_place_is_no_place(words: str, run: Run) -> None:
    """`--db "$DB"` with DB unset must not write into the user's own record."""
    assert run(*words.split(), "--db", "").code in (1, 2)
    assert not own_place().exists()


# --- init ---


def test_init_makes_a_seeded_record_and_says_where(run: Run, workplace: Path) -> None:
    told = run("init", "--db", "mine.db")
    assert (told.code, told.err) == (0, "")
    assert "mine.db" in told.out
    assert [path.name for path in workplace.iterdir()] == ["mine.db"]
    assert len(run("zone", "list", "--db", "mine.db", "--format", "json").json()) == 9


def test_init_without_a_place_makes_the_users_own(run: Run) -> None:
    assert run("init").code == 0
    assert own_place().is_file()
    assert run("zone", "list").err == ""


def test_init_empty_has_no_subject_but_knows_the_words(run: Run, workplace: Path) -> None:
    assert run("init", "--empty", "--db", "mine.db").code == 0
    for kind in ("zone", "cluster", "project", "deliverable", "target"):
        assert run(kind, "list", "--db", "mine.db", "--format", "json").json() == []
    assert run("log", "--db", "mine.db", "--format", "json").json() == []
    words = ("zone", "add", "KCN Mới", "--stage", "đã thành lập", "--on", "2024")
    assert run(*words, "--db", "mine.db").code == 0
    for command_words in ("status", "gaps", "target list", "log"):
        assert run(*command_words.split(), "--db", "mine.db").code == 0


def test_init_twice_is_refused_and_keeps_the_first(run: Run, workplace: Path) -> None:
    assert run("init", "--db", "mine.db").code == 0
    before = (workplace / "mine.db").read_bytes()
    for more in ([], ["--empty"]):
        told = run("init", "--db", "mine.db", *more)
        assert (told.code, told.out) == (1, "")
        assert "mine.db" in told.err
    assert (workplace / "mine.db").read_bytes() == before
    assert [path.name for path in workplace.iterdir()] == ["mine.db"]


@pytest.mark.parametrize("content", [b"", b"something else"])
def test_init_takes_no_file_that_is_there(content: bytes, run: Run, workplace: Path) -> None:
    path = workplace / "notes.txt"
    path.write_bytes(content)
    assert run("init", "--db", "notes.txt").code == 1
    assert path.read_bytes() == content


@posix
def test_init_takes_no_link_that_leads_nowhere(run: Run, workplace: Path) -> None:
    (workplace / "link.db").symlink_to(workplace / "elsewhere.db")
    told = run("init", "--db", "link.db")
    assert told.code == 1
    assert not (workplace / "elsewhere.db").exists()


def test_a_failing_init_leaves_nothing(
    run: Run, workplace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*words: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("zone_tracker.importing.plan.import_seed", fail)
    assert run("init", "--db", "mine.db").code == 130
    assert list(workplace.iterdir()) == []


def test_two_records_made_at_the_same_moment_hold_the_same(run: Run, workplace: Path) -> None:
    for name in ("a.db", "b.db"):
        assert run("init", "--db", name).code == 0
    for words in ("status", "log", "project list", "gaps"):
        a, b = (
            run(*words.split(), "--db", name).out.replace(name, "") for name in ("a.db", "b.db")
        )
        assert a.replace("--db ", "") == b.replace("--db ", "")
