"""How strongly is a customer drawn to close her account? A hazard a month."""

from sim.facts import Idle as Facts
from sim.rules.contract import Contract

CONTRACT = Contract(facts=Facts, default="loyalty", luck=0, returns=float, low=0.0)
