"""How strongly is a new customer drawn to a first purchase today? A hazard a day."""

from sim.facts import NewCustomer as Facts
from sim.rules.contract import Contract

CONTRACT = Contract(facts=Facts, default="novelty", luck=0, returns=float, low=0.0)
