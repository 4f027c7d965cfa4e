"""Which share of a reward already earned is taken back?"""

from sim.facts import Rewarded as Facts
from sim.rules.contract import Contract

CONTRACT = Contract(facts=Facts, default="never", luck=0, returns=float, low=0.0, high=1.0)
