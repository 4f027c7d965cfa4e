"""What does a check of device and identity say of an applicant who would be approved? A code of Verdict."""

from sim.facts import FraudSignal as Facts
from sim.rules.contract import Contract

CONTRACT = Contract(facts=Facts, default="skipped", luck=1, returns=int, low=0, high=2)
