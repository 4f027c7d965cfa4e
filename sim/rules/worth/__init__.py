"""What is a promised reward worth to the person it is promised to? Minor units of cash."""

from sim.facts import Offer as Facts
from sim.rules.contract import Contract

CONTRACT = Contract(facts=Facts, default="felt_value", luck=0, returns=float, low=0.0)
