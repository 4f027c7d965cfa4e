"""Does an applicant mean never to repay (first-party fraud)?"""

from sim.facts import Applicant as Facts
from sim.rules.contract import Contract

CONTRACT = Contract(facts=Facts, default="opportunist", luck=1, returns=bool)
