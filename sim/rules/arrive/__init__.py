"""How strongly is a prospect drawn to apply without being invited? A hazard a year."""

from sim.facts import Prospect as Facts
from sim.rules.contract import Contract

CONTRACT = Contract(facts=Facts, default="bass", luck=0, returns=float, low=0.0)
