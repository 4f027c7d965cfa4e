"""Which limit does a new account get? Minor units."""

from sim.facts import Application as Facts
from sim.rules.contract import Contract

CONTRACT = Contract(facts=Facts, default="income_multiple", luck=0, returns=int, low=0)
