"""Known faults, each with the test that passes once it is mended: then its mark must go."""

from __future__ import annotations

from typing import Any

import pytest

from conftest import Result, Run

pytestmark = [
    pytest.mark.usefixtures("record"),
    pytest.mark.xfail(strict=True, reason="a known fault, waiting to be mended"),
]


def asked(run: Run, *words: str) -> Any:
    return run(*words, "--format", "json").json()


def done(result: Result) -> Result:
    assert (result.code, result.err) == (0, ""), result
    return result


def refused(result: Result, *says: str) -> None:
    assert result.code in (1, 2), result
    assert result.out == ""
    assert "cơ sở dữ liệu từ chối" not in result.err  # SQLite's own words, in English
    for words in says:
        assert words in result.err


# --- Words that say nothing ---


def test_an_empty_code_is_no_code(run: Run) -> None:
    assert "kcn-ban-qua" not in run("zone", "show", "").err


def test_the_word_of_a_kind_is_no_name(run: Run) -> None:
    refused(run("zone", "add", "KCN"), "KCN")


# --- One subject against another ---


def test_a_district_that_makes_two_the_same_is_refused_in_words(run: Run) -> None:
    assert run("cluster", "add", "CCN Phố Ràng", "--district", "Văn Bàn").code == 0
    told = run("cluster", "update", "ccn-pho-rang-2", "--district", "Bảo Yên")
    refused(told, "--district", "ccn-pho-rang")


def test_a_certificate_in_use_is_refused_in_words(run: Run) -> None:
    assert run("project", "add", "Nhà máy A", "--certificate", "99").code == 0
    told = run("project", "update", "nexus", "--certificate", "99")
    refused(told, "--certificate", "da-nha-may-a")


def test_a_code_does_not_begin_as_another_kind_does(run: Run) -> None:
    refused(run("zone", "add", "KCN Mới", "--code", "da-moi"), "da-moi")


# --- Acts and figures ---


def test_a_correction_into_a_return_is_refused_in_words(run: Run) -> None:
    acts = asked(run, "zone", "show", "vo-lao")["milestones"]
    refused(run("zone", "correct", acts[0]["id"], "--stage", "returned"), "--stage")


def test_a_correction_out_of_a_return_is_refused_in_words(run: Run) -> None:
    words = ("--return-to", "planned", "--on", "1/8/2025", "--reason", "rút")
    assert run("zone", "update", "vo-lao", *words).code == 0
    acts = asked(run, "zone", "show", "vo-lao")["milestones"]
    number = next(act["id"] for act in acts if act["act"] == "returned")
    refused(run("zone", "correct", number, "--status", "planned"), "--status")
    refused(run("zone", "correct", number, "--stage", "established"), "--stage")


def test_every_problem_of_several_figures_is_told(run: Run) -> None:
    words = ("--figure", "lao động=5 ha", "--figure", "doanh thu=x", "--on", "2024")
    refused(run("project", "update", "nexus", *words), '"5 ha"', '"x"')


# --- What is said ---


def test_a_list_is_not_asked_for_a_stage_at_which_nothing_stands(run: Run) -> None:
    """As `--where stage=investment-called` is refused."""
    refused(run("zone", "list", "--stage", "investment-called"), "--stage")


def test_a_flag_that_is_given_a_value_is_not_told_to_take_one(run: Run) -> None:
    assert "cần một giá trị" not in run("status", "--check=yes").err


def test_a_bare_option_points_to_the_help_of_its_command(run: Run) -> None:
    refused(run("zone", "list", "--stage"), "zone-tracker zone list --help")


def test_a_new_name_in_use_is_told_under_its_option(run: Run) -> None:
    refused(run("zone", "update", "vo-lao", "--name", "KCN Cam Cọn"), "--name:")


def test_a_refused_redo_names_the_batch_asked_for(run: Run) -> None:
    assert run("zone", "add", "KCN A", "--code", "kcn-a").code == 0
    assert run("undo").code == 0
    assert run("zone", "add", "KCN B", "--code", "kcn-a").code == 0
    refused(run("redo", "2"), "lô 2 ")


def test_an_unknown_measure_is_refused_on_a_screen_not_a_page(run: Run) -> None:
    told = run("project", "update", "nexus", "--figure", "zzz=5", "--on", "2024")
    refused(told, '"zzz"')
    assert len(told.err) < 1200
