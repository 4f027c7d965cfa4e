"""How often does a customer buy? A hazard a day."""

from sim.facts import Shopper as Facts
from sim.rules.contract import Contract

CONTRACT = Contract(facts=Facts, default="steady", luck=0, returns=float, low=0.0)
