"""Is a reward already earned taken back?"""

from sim.facts import Rewarded as Facts
from sim.rules.contract import Contract

CONTRACT = Contract(facts=Facts, default="never", luck=0, returns=bool)
