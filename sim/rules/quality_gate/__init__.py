"""Is a leader suspended for the quality of her team?"""

from sim.facts import TeamQuality as Facts
from sim.rules.contract import Contract

CONTRACT = Contract(facts=Facts, default="late_share", luck=0, returns=bool)
