"""Does a referrer qualify as a team leader?"""

from sim.facts import Leader as Facts
from sim.rules.contract import Contract

CONTRACT = Contract(facts=Facts, default="team_size", luck=0, returns=bool)
