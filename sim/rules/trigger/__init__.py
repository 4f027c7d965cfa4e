"""Has a referred friend done what the reward asks for?"""

from sim.facts import Referral as Facts
from sim.rules.contract import Contract

CONTRACT = Contract(facts=Facts, default="first_purchase", luck=0, returns=bool)
