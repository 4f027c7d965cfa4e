"""How strongly is a customer drawn to invite a friend today? A hazard a day."""

from sim.facts import Inviter as Facts
from sim.rules.contract import Contract

CONTRACT = Contract(facts=Facts, default="reward_seeking", luck=0, returns=float, low=0.0)
