"""The parts of the pages that are made from the model: settings, rules, chart of accounts, measures, tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from experiments import twin as twins
from experiments.customers import mapping
from experiments.customers.rules import OF_ACCOUNTS, RULES
from experiments.panel.quantities import cells_of, quantities
from experiments.stresses.factors import shipped
from experiments.study.forms import kinds
from scenarios import load
from scenarios.guardrails import Guardrail, guardrails
from scenarios.shapes import File, Group, Leaf, Listed, Named, Overlay, Place, Text, group, scenario_shape
from scenarios.tree import Node, plain
from scenarios.units import allowed, outside
from sim import scenario as model
from sim import simulate
from sim.engine import Engine
from sim.ledger import CHART, RESULT, Cause, LedgerAccount
from sim.measures import lending as lent
from sim.result import Result
from sim.rules import catalogue, contracts
from sim.terms import Term
from tests.docs.register import assumptions, grades
from tests.docs.tables import table

TINY = {"persons": 300, "days": 60}


def made(what: str) -> str:
    """Return what stands under ``<!-- made: what -->``."""
    kind, _, name = what.partition(" ")
    return MAKERS[kind](name)


def rule(name: str) -> str:
    """Return the terms of a rule, ``decision/name``."""
    decision, _, own = name.partition("/")
    return terms(group(catalogue()[decision][own].terms))


def settings(name: str) -> str:
    """Return the terms of a group of settings, such as ``Product``."""
    return terms(group(getattr(model, name)))


def terms(shape: Group) -> str:
    """Return terms with their defaults and the evidence for them."""
    rows = ((f"`{name}`", default(shape, name, leaf), leaf.term.about, evidence(leaf.term))
            for name, leaf in shape.fields.items() if isinstance(leaf, Leaf))
    return table(("Term", "Default", "What it is", "Evidence"), rows)


def evidence(term: Term) -> str:
    """Return what a default stands on."""
    return f"*{term.grade}*{': ' if term.source else ''}{term.source}"


def default(shape: Group, name: str, leaf: Leaf) -> str:
    """Return a default in the unit in which it is written."""
    held = getattr(shape.type(), name)
    values = [outside(each, leaf) for each in (held if leaf.many else (held,))]
    shown = ", ".join(endless(value) if isinstance(value, int | float) and not isinstance(value, bool) else str(value).lower()
                      for value in values)
    return f"{f'[{shown}]' if leaf.many else shown}{'' if shown == 'none' else unit(leaf.term)}"


def endless(value: float) -> str:
    """Return a number; one so large that it means no bound is a word."""
    return "none" if value in (model.ENDLESS, model.NO_END, model.NO_END / 100, model.MOST_EARNED / 100) else f"{value:,.10g}"


def unit(term: Term) -> str:
    """Return the unit behind a number."""
    shown = {"money": " CNY", "days": " days", "months": " months", "points": " points"}
    return f" {term.unit}" if term.unit.startswith("per ") else shown.get(term.unit, "")


def keys(name: str) -> str:
    """Return every key of a scenario file below a place, with what may be written there."""
    shape = scenario_shape()
    for part in filter(None, name.split(".")):
        below = shape.fields[part] if isinstance(shape, Group) else None
        assert isinstance(below, Group | Named | Listed)
        shape = below if isinstance(below, Group) else below.of
    return table(("Key", "Default", "Allowed", "What it is"), rows_of(shape))


def rows_of(shape: Group) -> Iterator[tuple[str, ...]]:
    """Yield a row for each key of a group."""
    for name, each in shape.fields.items():
        match each:
            case Leaf():
                many = "list of up to 8: " if each.many else ""
                yield f"`{name}`", default(shape, name, each), many + allowed(each, "CNY"), each.term.about
            case Place():
                yield f"`{name}`", f"`{each.usual}`", f"a rule: {', '.join(f'`{rule}`' for rule in each.rules)}", each.slot.about
            case File():
                yield f"`{name}`", "none", "the path of a file, from the folder of the scenario file", each.attachment.about
            case Text():
                about = "what it is called" if shape.type is model.Tier else TEXTS[name]
                yield f"`{name}`", "", "a text of at most 500 characters", about
            case Group() | Named() | Listed():
                yield f"`{name}`", "", "see below", GROUPS[name]
            case Overlay():
                yield f"`{name}`", "", f"what differs of `{name}`, and nothing else", GROUPS[name].partition(",")[0]


def uncertain(_: str) -> str:
    """Return the list of what is uncertain, with its ranges and sources."""
    rows = ((f"`{name}`", entry.about, "; ".join(f"`{path}`: {reach(node)}" for path, node in vary.of.items()),
             entry.observed and f"`{entry.observed}`", f"*{entry.grade}*: {entry.source}")
            for name, (entry, vary) in shipped().items())
    return table(("Name", "What it is", "Range", "Seen as", "Evidence"), rows)


def reach(node: Node) -> str:
    """Return a range, or a list of values."""
    written = plain(node)
    return ", ".join(written) if isinstance(written, list) else f"{written['from']} to {written['to']}"


TEXTS = {"name": "what the scenario is called in tables and folders; the file's name where none is written",
         "title": "one line for people", "purpose": "what it is for",
         "social_data_purpose": "what social data are used for; without a purpose, and a consent, they are not used",
         "about": "who they are, in words", "portrait": "the portrait it is for; any where none is written",
         "tier": "the tier it is for; any where none is written",
         "currency": "three capital letters, such as CNY: the unit of every amount, in the file and in the results"}
GROUPS = {"population": "who the people are", "network": "who can invite whom", "product": "what the credit costs",
          "loan": "the terms of enterprise loans", "credit": "the lender's policy",
          "behaviour": "how people decide", "economics": "what the programme costs",
          "funding": "how much there is to lend", "macro": "the economy around the programme",
          "season": "the year around the programme", "competitor": "somebody else's offer",
          "compliance": "where it is offered, and what its terms say; read by `fission check` alone",
          "rewards": "the lines of the scheme, each with a name of your own; at most 8",
          "tiers": "the ladder, lowest tier first; at most 6", "team": "the team plan",
          "abuse": "rings of accounts run for the reward",
          "portraits": "the segments of the population, each with a name of your own; at most 12",
          "differ": "terms that differ by portrait, tier or channel, each with a name of your own; at most 24"}


def rules(_: str) -> str:
    """Return every decision with its rules, what each is given and answers."""
    def rows() -> Iterator[tuple[str, ...]]:
        for decision, contract in contracts().items():
            found = ", ".join(f"`{name}`" for name in catalogue()[decision])
            luck = ("none", "one", "two")[contract.luck]
            yield f"`{decision}`", question(decision), f"`{contract.facts.__name__}`", luck, contract.returns.__name__, found

    return table(("Decision", "Question", "Facts", "Luck", "Answer", "Rules"), rows())


def question(decision: str) -> str:
    """Return the question of a decision."""
    package = __import__(f"sim.rules.{decision}", fromlist=["_"])
    return str(package.__doc__).strip()


def laws(_: str) -> str:
    """Return every guardrail: its question, why it judges as it does, the law, and where that holds."""
    def told(each: Guardrail) -> str:
        law = f"Law: {each.law.basis}. Asked where `compliance.{each.law.region}`."
        return f"### {each.id}: {each.law.title}\n\n{each.why}\n\n{law}\n"

    return "\n".join(told(each) for each in guardrails().values())


def chart(_: str) -> str:
    """Return cause by cause which ledger account is debited and which is credited."""
    rows = ((words(cause), words(debit), words(credit)) for cause, (debit, credit) in CHART.items())
    return table(("Cause", "Debit", "Credit"), iter(rows))


def words(member: Cause | LedgerAccount) -> str:
    """Return a name as words."""
    return member.name.lower().replace("_", " ")


def accounts(_: str) -> str:
    """Return the ledger accounts: those of the balance, and those of the result."""
    balance = ", ".join(words(account) for account in LedgerAccount if account not in RESULT)
    return f"Balance: {balance}.\nResult: {', '.join(map(words, RESULT))}.\n"


@cache
def tiny() -> Result:
    """Return a run that has every measure and every table."""
    return simulate(load("team_plan", {**TINY, "abuse.organisers": 40}), journal=True)


def measures(_: str) -> str:
    """Return every measure of a run with unit and definition."""
    rows = ((f"`{name}`", measure.unit, measure.about) for name, measure in tiny().measures.items())
    return table(("Measure", "Unit", "What it is"), iter(rows))


def twin(_: str) -> str:
    """Return every figure of a twin with unit and definition."""
    rows = ((f"`{name}`", each.unit, each.about) for name, each in twins.QUANTITIES.items())
    return table(("Figure", "Unit", "What it is"), iter(rows))


def groups(_: str) -> str:
    """Return the groups of a twin and what they are."""
    return table(("Group", "Who"), ((f"`{group.name.lower()}`", twins.ABOUT[group]) for group in twins.Group))


def lending(name: str) -> str:
    """Return the measures that only a scenario of enterprise loans has."""
    kept = lent.measures(Engine(load(name, TINY), 1).run())
    return table(("Measure", "Unit", "What it is"), ((f"`{one}`", measure.unit, measure.about) for one, measure in kept.items()))


def tables(_: str) -> str:
    """Return every table of a run with its columns."""
    parts = []
    for name, each in tiny().tables.items():
        rows = ((f"`{column}`", held.unit, held.about) for column, held in each.columns.items())
        parts.append(f"### `{name}`\n\n{each.about}\n\n{table(('Column', 'Unit', 'What it is'), iter(rows))}")
    return "\n".join(parts)


def studies(_: str) -> str:
    """Return the keys of every kind of study."""
    parts = []
    for kind, form in kinds().items():
        fields = form.model_fields.items()
        rows = ((f"`{field.alias or name}`", default_of(field), str(field.description)) for name, field in fields)
        parts.append(f"### `{kind}`\n\n{form.__doc__}\n\n{table(('Key', 'Default', 'What it is'), rows)}")
    return "\n".join(parts)


def columns(name: str) -> str:
    """Return the keys of a map of columns, or of one of the groups in it."""
    form = getattr(mapping, name)
    rows = ((f"`{key}`", default_of(field), str(field.description)) for key, field in form.model_fields.items())
    return table(("Key", "Default", "What it is"), rows)


def cleaning(_: str) -> str:
    """Return the rules by which a file of accounts is cleaned."""
    rows = ((f"`{each.field}`", each.says, each.done) for each in (*RULES, *OF_ACCOUNTS))
    return table(("Field", "What is found", "What is done"), rows)


def default_of(field: FieldInfo) -> str:
    """Return what a key of a study is where it is not written."""
    if field.is_required():
        return "must be written"
    value = field.get_default(call_default_factory=True)
    return "" if not value or isinstance(value, BaseModel) else f"`{', '.join(value) if isinstance(value, tuple) else value}`"


def observable(_: str) -> str:
    """Return the tables of figures that targets may name, with their cells."""
    two_years = load("baitiao_consumer", TINY | {"days": 750})
    rows = ((f"`{name}`", about.removeprefix("Yield "), ", ".join(f"`{cell}`" for cell in cells_of(name, two_years)))
            for name, about in quantities().items())
    return table(("Quantity", "What it is", "Cells"), rows)


MAKERS: dict[str, Callable[[str], Any]] = {
    "rule": rule, "settings": settings, "keys": keys, "rules": rules, "laws": laws, "chart": chart, "accounts": accounts,
    "measures": measures, "lending": lending, "tables": tables, "twin": twin, "groups": groups, "uncertain": uncertain,
    "studies": studies, "columns": columns, "cleaning": cleaning, "quantities": observable, "grades": grades,
    "assumptions": assumptions,
}
