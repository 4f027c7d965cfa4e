"""How strongly is a customer drawn to change to a competitor? A hazard a month."""

from sim.facts import Tempted as Facts
from sim.rules.contract import Contract

CONTRACT = Contract(facts=Facts, default="better_offer", luck=0, returns=float, low=0.0)
