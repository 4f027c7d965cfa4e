"""How much of a written-off account comes back this month? Minor units."""

from sim.facts import WrittenOff as Facts
from sim.rules.contract import Contract

CONTRACT = Contract(facts=Facts, default="straight_line", luck=0, returns=int, low=0)
