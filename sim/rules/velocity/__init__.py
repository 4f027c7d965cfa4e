"""Is an application refused because its referrer has brought so many this month?"""

from sim.facts import Velocity as Facts
from sim.rules.contract import Contract

CONTRACT = Contract(facts=Facts, default="unlimited", luck=0, returns=bool)
