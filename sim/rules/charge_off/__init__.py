"""Is an account written off today?"""

from sim.facts import Arrears as Facts
from sim.rules.contract import Contract

CONTRACT = Contract(facts=Facts, default="days_past_due", luck=0, returns=bool)
