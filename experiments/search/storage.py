"""A search as an Optuna study in a storage, for optuna-dashboard: what the sampler was told, and what fresh seeds said."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any

import optuna
from optuna.distributions import BaseDistribution, json_to_distribution
from optuna.exceptions import ExperimentalWarning
from optuna.trial import FrozenTrial, TrialState, create_trial

from experiments.search.earlier import rows
from experiments.search.exploring import POSSIBLE, RAN, directions
from experiments.study.folder import Kept

OVER = "over "
"""What the columns begin with that tell by how much a cap is broken."""

CONSTRAINTS = "constraints"
"""Where constraints stand as a list without names, which Optuna and its dashboard read; the names are the study's attribute."""

NOTE = "Values are of one run each, by which the search went. What fresh seeds say stands in the attributes of the candidates."


class CannotExport(ValueError):
    """A storage to which a search cannot be written."""


def export(kept: Kept, storage: str) -> str:
    """Write a search to an Optuna storage, ``sqlite:///search.db``, and return the name of the study there.

    Raises CannotExport for a storage that cannot be written to, or that has the study already.
    """
    record = kept.record
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ExperimentalWarning)
            made = optuna.create_study(study_name=record["name"], storage=storage, directions=directions(
                each["sign"] for each in record["objectives"]))
            made.set_metric_names([each["name"] for each in record["objectives"]])
            made.set_user_attr("note", NOTE)
            made.set_user_attr(CONSTRAINTS, [POSSIBLE, *(name.removeprefix(OVER) for name in kept.tables["trials"].fields
                                                         if name.startswith(OVER))])
            made.add_trials(trials(kept))
    except optuna.exceptions.DuplicatedStudyError:
        raise CannotExport(f"{storage} has a study '{record['name']}' already: name another file") from None
    except Exception as error:  # whatever the driver of the database raises
        raise CannotExport(f"{storage} cannot be written to: {str(error).splitlines()[0]}") from None
    return str(record["name"])


def trials(kept: Kept) -> list[FrozenTrial]:
    """Return the trials of a search as Optuna's; those that did not run have failed."""
    space = {path: json_to_distribution(each["distribution"]) for path, each in kept.record["levers"].items()}
    verified = {each["candidate"]: each for each in kept.record["candidates"]}
    return [frozen(kept.record, row, space, verified.get(str(row["trial"]))) for row in rows(kept)]


def frozen(record: Mapping[str, Any], row: Mapping[str, Any], space: Mapping[str, BaseDistribution],
           candidate: Mapping[str, Any] | None) -> FrozenTrial:
    """Return one trial as Optuna's, with what was verified of it."""
    ran = row["batch"] < 0 or row["state"] == RAN
    broken = [0.0, *(row[name] for name in row if name.startswith(OVER))] if ran else [1.0]
    return create_trial(
        state=TrialState.COMPLETE if ran else TrialState.FAIL,
        values=[row[f"search {each['name']}"] for each in record["objectives"]] if ran else None,
        params={path: row[path] for path in space}, distributions=dict(space), user_attrs=attributes(row, candidate),
        system_attrs={CONSTRAINTS: broken})


def attributes(row: Mapping[str, Any], candidate: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return what else is known of a trial: its state, and what fresh seeds said of it as a candidate."""
    found = {"state": row["state"]} | ({"error": row["error"]} if row["error"] else {})
    if candidate is not None:
        found |= {f"verified {name}": [each["mean"], each["low"], each["high"]] for name, each in candidate["quantities"].items()}
        found |= {"on_front": candidate["on_front"], "best": candidate["best"], "safe": candidate["safe"]}
    return found
