"""Which limit follows from tier and rewards? Minor units."""

from sim.facts import Limit as Facts
from sim.rules.contract import Contract

CONTRACT = Contract(facts=Facts, default="graded", luck=0, returns=int, low=0)
