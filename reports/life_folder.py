"""A life as one JSON object, and as a folder of files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from experiments.biography import Biography
from experiments.exchange import SCHEMA_VERSION, as_json
from experiments.guardrails import as_objects, checked
from experiments.provenance import provenance
from reports import parquet
from reports.guardrails import blocked_marks
from reports.life_tables import event_table, plain, posting_table
from reports.run_folder import SCENARIO, kept, whole
from reports.sentences import Voice
from reports.story import story
from scenarios import Resolved
from sim.terms import MINOR_UNITS

LIFE, STORY = "life.json", "story.txt"


def life_object(told: Biography) -> dict[str, Any]:
    """Return a life as plain objects, money in currency units."""
    voice, scenario = Voice(told), told.scenario
    strong, weak = told.ties
    return {
        "schema_version": SCHEMA_VERSION, "scenario": scenario.name, "seed": told.seed, "persons": scenario.persons,
        "days": scenario.days, "result_hash": told.result_hash, "currency": scenario.currency,
        "person": told.person, "account": None if told.end.account is None else int(told.end.person.account),
        "opened": told.opened, "role": told.role, "state": told.state or None, "declined": told.declined,
        "income": int(told.end.person.income) / MINOR_UNITS, "strong_ties": strong, "weak_ties": weak,
        "unseen_by_the_lender": {**told.traits, "wont_pay": told.wont_pay},
        "balances": {each.name.replace(" ", "_"): {"posted": each.posted / MINOR_UNITS, "stands": each.stands / MINOR_UNITS}
                     for each in told.figures},
        "events": [{"event": number, "day": each.day, "kind": each.kind, "text": voice.tell(each), "facts": plain(each.what),
                    "postings": [posting.number for posting in each.postings]}
                   for number, each in enumerate(told.events, 1)],
        "postings": [{"posting": each.number, "day": each.day, "cause": each.cause.name.lower(),
                      "debit": each.debit.name.lower(), "credit": each.credit.name.lower(), "amount": each.amount / MINOR_UNITS}
                     for each in told.postings],
    }


def write(path: Path, what: Resolved, told: Biography) -> None:
    """Write a life to a new folder: scenario, story, JSON, and the tables of events and postings.

    Raises FileExistsError where there is something already.
    """
    findings = {what.scenario.name: checked(what)}
    record = life_object(told) | {"guardrails": as_objects(*findings.values())} | provenance()
    with whole(path) as folder:
        (folder / SCENARIO).write_text(kept(folder, what).to_yaml(), encoding="utf-8")
        (folder / STORY).write_text("\n".join([*blocked_marks(findings), story(told)]) + "\n", encoding="utf-8")
        (folder / LIFE).write_text(as_json(record) + "\n", encoding="utf-8")
        for table in (event_table(told), posting_table(told)):
            parquet.write(folder / f"{table.name}.parquet", {told.seed: table}, told.scenario.currency)
