"""The assumption register as far as it holds for a case: that of its own folder, or else the shipped one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from experiments.assumptions.shipped import is_outdated as is_of_old
from experiments.assumptions.shipped import shipped
from experiments.study.folder import Kept
from reports.content.answer import Case
from reports.content.evidence import Kind
from reports.figures.assumptions import mattering
from scenarios.evidence import standings
from sim.terms import ASSUMPTION, CHOSEN

Entry = Mapping[str, Any]
PRODUCT = "product.kind"


def register(case: Case) -> Kept | None:
    """Return the register with the settings alone that nobody chooses and that stand in the case as they stood in it.

    None where the case has no runs, or the shipped one is about another product.
    """
    own = case.evidence.studies.get(Kind.ASSUMPTIONS)
    record = own.record if own else shipped()
    if case.arm is None:
        return None
    mine = {path: each.shown for path, each in standings(case.arm.scenario).items()}
    alike = [each for each in record["settings"] if mine.get(each["path"]) == each["value"]]
    if own is None and PRODUCT not in [each["path"] for each in alike]:
        return None
    return Kept({**record, "settings": [each for each in alike if each["grade"] != CHOSEN]}, {})


def elsewhere(case: Case) -> list[str]:
    """Return the settings of the register that nobody chooses and that stand elsewhere in the case: it says nothing of them."""
    own = case.evidence.studies.get(Kind.ASSUMPTIONS)
    found = register(case)
    if found is None:
        return []
    record = own.record if own else shipped()
    told = {each["path"] for each in found.record["settings"]}
    return [each["path"] for each in record["settings"] if each["grade"] != CHOSEN and each["path"] not in told]


def leading_assumption(case: Case) -> Entry | None:
    """Return the assumption that matters most, if one surely does."""
    found = register(case)
    settings = mattering(found.record["settings"]) if found else ()
    return next((each for each in settings if each["grade"] == ASSUMPTION), None)


def is_outdated(case: Case) -> bool:
    """Tell whether the register was made with another version of the model than the runs of the case."""
    found = register(case)
    return found is not None and found.record["model_digest"] != case.evidence.main.record.get("model_digest")


def is_of_old_values(case: Case) -> bool:
    """Tell whether the register is the shipped one, and its scenario has had other values since."""
    return register(case) is not None and Kind.ASSUMPTIONS not in case.evidence.studies and is_of_old()
