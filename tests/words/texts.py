"""The texts that come with the data, which no call of ``say`` names: each with its context, nothing or that of names."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from inspect import isclass
from pathlib import Path
from typing import NamedTuple

from experiments.customers import naming
from experiments.customers.left_out import Why
from experiments.customers.rules import OF_ACCOUNTS, RULES
from experiments.customers.traits import NOT_TOLD
from experiments.lab.measures import measures
from experiments.panel import quantities
from experiments.stresses.factors import shipped
from experiments.study import door
from reports import numbers
from reports.findings import CURRENCIES, PATTERNS
from reports.rulebook import first_line, question
from reports.tables import label
from reports.words import NAME
from scenarios import describe, guardrails, load, names, resolve
from scenarios.evidence import SET
from scenarios.stated import read
from sim import facts, ledger, scenario, tables
from sim.engine import Engine
from sim.measures import tabulated
from sim.rules import catalogue
from sim.terms import CALIBRATED, UNITS, Slot, Term, annotated_fields, mark

FOLDERS = ("comparison", "run", "compare", "sweep", "sensitivity", "search", "stress")
"""What the folders of a report hold."""


LATEST = ("late_now", "late_worst", "utilisation_now", "paid_now")
"""Features of the scorecard that no segment is told by."""
FIELDS = ("balance", "billed", "paid", "spent", "dpd", "status", "opened", "default", "scorecard", "income_median", "income_sigma",
          "theta_mean", "thin_file", "rate", "share", "minimum_share")
"""What is in a file of accounts, and what a portrait knows of its people."""


class Text(NamedTuple):
    """One text, with its context."""

    text: str
    context: str = ""


def texts() -> Iterator[Text]:
    """Yield every text once."""
    parts = (units(), of_measures(), of_tables(), settings(), of_rules(), laws(), shelf(), futures(), of_customers())
    yield from dict.fromkeys(text for part in parts for text in part if text.text)


def named(*words: str) -> Iterator[Text]:
    """Yield names."""
    yield from (Text(word.replace("_", " "), NAME) for word in words)


def units() -> Iterator[Text]:
    """Yield numbers with their units, as figures and as differences; currencies."""
    for unit in UNITS:
        message = numbers.dressed("{number}", unit, "{currency}")
        yield from (Text(message), Text(message.replace(" %", " pp")))
    yield from named("true", "false", "% a year", *CURRENCIES)


def of_measures() -> Iterator[Text]:
    """Yield the measures' names and meanings, and the names of tables of figures."""
    yield from named(*quantities())
    for name, measure in measures().items():
        yield from (Text(label(name), NAME), Text(measure.about))


def of_tables() -> Iterator[Text]:
    """Yield what columns and rows of a run's tables are called: channels, states, buckets, ledger accounts, ..."""
    made = tabulated(Engine(load("consumer_portraits", {"persons": 200, "days": 1}), 1).run())
    yield from named(*(column for name in ("portraits", "profit_and_loss") for column in made[name].columns))
    for kind in (facts.Form, facts.Reason, tables.Channel, tables.State, tables.Payout, ledger.LedgerAccount, ledger.Cause):
        yield from named(*(each.name.lower() for each in kind))


def of_customers() -> Iterator[Text]:
    """Yield what is said of segments of customers, of the data they were made of, and why something was not used."""
    phrases = [*naming.PHRASES.values(), *([low[1], high[1]] for high, low in naming.LEVELS.values()), (naming.MORE, naming.LESS)]
    yield from (Text(phrase) for pair in phrases for phrase in pair)
    yield from (Text(each.value) for each in Why)
    yield from (Text(each.says) for each in (*RULES, *OF_ACCOUNTS))
    yield Text(NOT_TOLD.what)
    yield from named(*naming.MEANS, *LATEST, *FIELDS)


def settings() -> Iterator[Text]:
    """Yield the meaning, the evidence and the choices of every setting outside the rules."""
    yield Text(SET)
    groups = [each for each in vars(scenario).values() if isclass(each) and hasattr(each, "_fields")]
    for group in groups:
        yield from terms(group)


def terms(group: type) -> Iterator[Text]:
    """Yield the texts of a group of settings."""
    for annotation in annotated_fields(group).values():
        match mark(annotation):
            case Term() as term:
                yield from (Text(term.about), Text(term.source), *named(*term.choices, term.grade))
            case Slot() as slot:
                yield Text(slot.about)


def of_rules() -> Iterator[Text]:
    """Yield each decision's question, and its rules' names, what they say of themselves, and their settings."""
    for decision, rules in catalogue().items():
        yield Text(question(decision))
        for rule in rules.values():
            yield from named(rule.name)
            yield Text(first_line(rule.module.__doc__))
            yield from terms(rule.terms)


def laws() -> Iterator[Text]:
    """Yield what the guardrails are called, ask, rest on, find and advise."""
    yield Text(guardrails.DISCLAIMER)
    yield from named(*guardrails.Verdict)
    for each in guardrails.guardrails().values():
        yield from (Text(each.law.title), Text(each.law.basis), Text(first_line(each.why)))
    yield from map(Text, PATTERNS)
    yield from map(Text, findings())


def findings() -> Iterator[str]:
    """Yield what guardrails find and advise without any value in it: every string of some words in their sources."""
    for file in sorted(Path(str(guardrails.__file__)).parent.glob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        said = [each for node in ast.walk(tree) for each in ast.iter_child_nodes(node)
                if not isinstance(node, ast.JoinedStr | ast.Expr) and isinstance(each, ast.Constant)]
        yield from (each.value for each in said if isinstance(each.value, str) and " " in each.value.strip(" ,"))
    yield "override"


def shelf() -> Iterator[Text]:
    """Yield the shipped scenarios' names, titles, purposes, calibrations, portraits, lines and tiers; studies' names, titles."""
    yield from named(*FOLDERS, *names(), *door.names())
    for name in names():
        yield from map(Text, describe(name))
        found = resolve(name)
        what = found.scenario
        yield from (Text(source) for grade, source in map(read, found.evidence.values()) if grade == CALIBRATED)
        yield from map(Text, (portrait.about for portrait in what.portraits.values()))
        yield from named(*what.portraits, *what.rewards, *what.differ, *(tier.name for tier in what.tiers))
    yield from (Text(door.describe(name)[1]) for name in door.names())


def futures() -> Iterator[Text]:
    """Yield what nobody knows for sure: its name, meaning, evidence and grade."""
    for name, (about, _) in shipped().items():
        yield from (*named(name, about.grade), Text(about.about), Text(about.source))
