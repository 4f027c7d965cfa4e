"""How much is earned? Minor units."""

from sim.facts import Earning as Facts
from sim.rules.contract import Contract

CONTRACT = Contract(facts=Facts, default="fixed", luck=0, returns=int, low=0)
