"""Does the fraud check flag an application? The second fact it may use is the intent behind it."""

from sim.facts import FraudSignal as Facts
from sim.rules.contract import Contract

CONTRACT = Contract(facts=Facts, default="detector", luck=1, returns=bool)
