"""The agents: views on the rows of the world. Each decision is a method, named after its phase, that asks the rule.

A method is given what the rule is given (``sim.facts``, money in minor units) and answers what the rule answers.
"""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

import mesa

from sim import facts
from sim.draw import uniform
from sim.facts import Facility
from sim.lifecycle import activate, attrite, exploit, invite, organise, pay_back, repay, respond, spend
from sim.standing import days_late, owed, policy_of
from sim.tables import ACCOUNT, NONE, PERSON, Person, State
from sim.terms import RATE_UNIT

if TYPE_CHECKING:
    from sim.market.crowd import Crowd
    from sim.market.model import Market

TRAITS = ("theta", "income", "deal", "propensity", "points_taste", "limit_taste")
"""What a researcher may set; all other fields are kept by the day."""
OWN_PURPOSES = 1_000
"""From here on, purposes of draws are the researcher's."""
FIELDS = dict.fromkeys(ACCOUNT.names or (), "accounts") | dict.fromkeys(PERSON.names or (), "persons")
"""Where each field is read: a field of both tables, a trait, is the person's."""


class Individual(mesa.Agent):
    """One person of the market. Every field of her row and of her account's reads as an attribute.

    Money is in minor units; a field of an account is None where there is no account. Traits may be set, other fields
    may not. Any other attribute is the researcher's own, and stays with the agent whatever role she plays.
    """

    pos = None

    def __init__(self, model: Market, row: int) -> None:  # mesa's would register the agent
        """Look at a row of the table of persons. Agents are made by their market: ``market.agents[row]``."""
        self.__dict__.update(model=model, row=row)

    @property
    def unique_id(self) -> int:
        """The number of the person, from 1."""
        return int(self.row) + 1

    @property
    def role(self) -> str:
        """The name of the role she plays."""
        return str(self.model.part(self.row).__name__)

    @property
    def account(self) -> int | None:
        """The row of her account, None for a prospect."""
        row = int(self.model.table("persons")["account"][self.row])
        return None if row == NONE else row

    @property
    def state(self) -> State | None:
        """Where her account stands: open, closed or charged off; None for a prospect."""
        row = self.account
        return None if row is None else State(int(self.model.table("accounts")["state"][row]))

    @property
    def declined(self) -> bool:
        """True for somebody who has applied in vain."""
        return bool(self.model.table("persons")["state"][self.row] == Person.DECLINED)

    @property
    def invitations(self) -> int:
        """How many invitations she has sent."""
        row = self.account
        return 0 if row is None else int(self.model.table("accounts")["invitations"][row])

    @property
    def invitations_received(self) -> int:
        """How many invitations she has received."""
        return int(self.model.table("persons")["invitations"][self.row])

    @property
    def balance(self) -> int | None:
        """What she owes, principal and fees, in minor units; None for a prospect."""
        row = self.account
        return None if row is None else int(owed(self.model.life.world, row))

    @property
    def dpd(self) -> int | None:
        """How many days she is past due; None for a prospect."""
        row = self.account
        return None if row is None else int(days_late(self.model.life.world, row, self.model.today))

    @property
    def referrer(self) -> Individual | None:
        """Who brought her; None where nobody did."""
        row = int(self.model.table("persons")["referrer"][self.row])
        return None if row == NONE else self.model.agent(row)

    @property
    def ties(self) -> Crowd:
        """Those she might invite, strong ties first; ``strong`` tells how many of them are strong."""
        tables = self.model.life.tables
        start, end = tables.ties_start[self.row: self.row + 2]
        return self.model.crowd(tables.ties[start:end])

    def draw(self, purpose: int) -> float:
        """Return today's uniform draw of her own for a purpose, from 1000 on: the same whoever acts first."""
        if purpose < OWN_PURPOSES:
            raise ValueError(f"purposes below {OWN_PURPOSES} are the model's own, {purpose} is among them")
        return float(uniform(self.model.life.world.seed, self.row, self.model.today, purpose))

    def __getattr__(self, name: str) -> Any:
        """Read a field of her row, or of her account's."""
        if name not in FIELDS:
            raise AttributeError(f"{type(self).__name__} has no attribute {name!r}")
        row = self.row if FIELDS[name] == "persons" else self.account
        return None if row is None else self.model.table(FIELDS[name])[name][row].tolist()

    def __setattr__(self, name: str, value: Any) -> None:
        """Set a trait, or an attribute of one's own."""
        if name not in FIELDS:
            super().__setattr__(name, value)
            return
        if name not in TRAITS:
            raise AttributeError(f"{name!r} can only be read: the day keeps it; what may be set is {', '.join(TRAITS)}")
        if not isfinite(value):
            raise ValueError(f"{name} must be a finite number, not {value!r}")
        self.model.table("persons")[name][self.row] = value
        if self.account is not None and name in (ACCOUNT.names or ()):
            self.model.table("accounts")[name][self.account] = value

    def __dir__(self) -> list[str]:
        """List the fields as well."""
        return [*super().__dir__(), *FIELDS]

    def __repr__(self) -> str:
        """Show the role and the number."""
        return f"<{type(self).__name__} {self.unique_id}>"

    def __reduce__(self) -> tuple[Any, ...]:
        """Copy without the class, which the market gives anew: a class mixed for a market has no address."""
        return object.__new__, (Individual,), vars(self)

    def remove(self) -> None:
        """Refuse: nobody leaves the table of persons; accounts close."""
        raise TypeError("a person cannot be removed from a market; accounts close by themselves")


class Prospect(Individual):
    """Somebody without an account: not asked yet, undecided, or declined."""

    def respond(self, seen: facts.Invitation) -> float:
        """Return the probability with which an invitation makes her apply."""
        return float(respond.decision(policy_of(self.model.life, self.row), seen))


class Consumer(Individual):
    """Somebody with a credit account."""

    def invite(self, seen: facts.Inviter) -> float:
        """Return the hazard of asking friends today: 0 is never, 1 is once a day on average."""
        return float(invite.decision(policy_of(self.model.life, self.row), seen))

    def activate(self, seen: facts.NewCustomer) -> float:
        """Return the hazard of the first purchase today."""
        return float(activate.decision(policy_of(self.model.life, self.row), seen))

    def spend(self, seen: facts.Shopper) -> float:
        """Return the hazard of a purchase today."""
        return float(spend.decision(policy_of(self.model.life, self.row), seen))

    def repay(self, seen: facts.Statement, luck: float, second: float) -> int:
        """Return the ``Payment`` made on the due day; ``luck`` and ``second`` are uniform draws of her own."""
        return int(repay.decision(policy_of(self.model.life, self.row), seen, luck, second))

    def attrite(self, seen: facts.Idle) -> float:
        """Return the hazard, this month, of leaving."""
        return float(attrite.decision(policy_of(self.model.life, self.row), seen))


class Referrer(Consumer):
    """A consumer who has sent an invitation."""


class TeamLeader(Referrer):
    """A referrer who has qualified for the team plan."""


class Defaulter(Consumer):
    """Somebody 90 or more days past due, or charged off."""


class RewardAbuser(Consumer):
    """An identity that the organiser of a ring has bought, whether it has an account yet or not.

    The first identity of a ring decides for the organiser; each decides for its own account.
    """

    def organise(self, seen: facts.RingPlan) -> float:
        """Return what she expects to gain by a ring of such a size and shape; the best one above 0 is opened."""
        return float(organise.decision(policy_of(self.model.life, self.row), seen))

    def exploit(self, seen: facts.Fake) -> int:
        """Return for how much the account buys today, in minor units; 0 is nothing."""
        return int(exploit.decision(policy_of(self.model.life, self.row), seen))

    def pay_back(self, seen: facts.Debt) -> int:
        """Return the ``Payment`` made on the due day."""
        return int(pay_back.decision(policy_of(self.model.life, self.row), seen))


class Enterprise(Consumer):
    """An enterprise that borrows: ``income`` is its monthly revenue, ``purchases`` its loans, ``spent`` what was disbursed."""

    @property
    def lends(self) -> Facility:
        """What its account lends: one term loan at a time, or drawdowns on a line."""
        return Facility(int(self.facility))

    @property
    def yearly_rate(self) -> float:
        """The contract rate of its last loan, as a share a year; 0 before the first."""
        return int(self.rate) * RATE_UNIT


class ReferringEnterprise(Referrer, Enterprise):
    """An enterprise that has sent an invitation."""


class LeadingEnterprise(TeamLeader, ReferringEnterprise):
    """An enterprise that has qualified for the team plan."""


class DefaultedEnterprise(Defaulter, Enterprise):
    """An enterprise 90 or more days past due, or charged off."""


PARTS = (Prospect, Consumer, Referrer, TeamLeader, Defaulter, RewardAbuser)
"""The class of each ``Role``."""
ENTERPRISES = (Prospect, Enterprise, ReferringEnterprise, LeadingEnterprise, DefaultedEnterprise)
"""The same where the product is an enterprise loan."""
