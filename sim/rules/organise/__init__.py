"""What does an organiser expect to gain by a ring of a given size and shape? Minor units; she opens none below 0."""

from sim.facts import RingPlan as Facts
from sim.rules.contract import Contract

CONTRACT = Contract(facts=Facts, default="expected_gain", luck=0, returns=float)
