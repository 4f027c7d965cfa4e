"""Comparisons and stress studies tell where the people differ as well, whose difference is then part of what they find."""

from __future__ import annotations

import json
from collections.abc import Callable

from click.testing import Result

SMALL = ("--persons", "300", "--days", "20", "-r", "2")
Fission = Callable[..., Result]


def test_scenarios_about_other_people_are_told_in_words_and_to_programs(fission: Fission) -> None:
    asked = ("compare", "baitiao_consumer", "consumer_portraits", "cash_for_invites", *SMALL)
    told = fission(*asked).stdout
    assert "consumer_portraits: other people (network, portraits), so that its differences include those between" in told
    assert "cash_for_invites: other people" not in told
    assert json.loads(fission(*asked, "--json").stdout)["other_people"] == {"consumer_portraits": ["network", "portraits"]}


def test_so_are_those_of_a_comparison_in_rounds(fission: Fission) -> None:
    asked = ("compare", "baitiao_consumer", "consumer_portraits", "cash_for_invites", *SMALL, "--workers", "1",
             "--decide", "profit=1", "--presets", "calm,shock", "--most", "2")
    told = fission(*asked).stdout
    assert told.count("other people") == 1
    assert "consumer_portraits: other people (network, portraits), so that its differences include those between" in told
    assert json.loads(fission(*asked, "--json").stdout)["other_people"] == {"consumer_portraits": ["network", "portraits"]}


def test_so_are_those_of_a_stress_study(fission: Fission) -> None:
    asked = ("stress", "baitiao_consumer", "consumer_portraits", "cash_for_invites", *SMALL, "--workers", "1",
             "--futures", "2", "--break-even", "none")
    told = fission(*asked).stdout
    assert told.count("other people") == 1
    assert "consumer_portraits: other people (network, portraits), so that its differences include those between" in told
    asked = (*asked, "--resume", "--json")
    assert json.loads(fission(*asked).stdout)["other_people"] == {"consumer_portraits": ["network", "portraits"]}
