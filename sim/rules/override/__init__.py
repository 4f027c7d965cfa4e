"""Which override does a leader earn on a reward of her team? Minor units."""

from sim.facts import TeamReward as Facts
from sim.rules.contract import Contract

CONTRACT = Contract(facts=Facts, default="percentage", luck=0, returns=int, low=0)
