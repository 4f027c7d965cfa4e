"""How many times as often do people buy on this day of the year? The year's mean is taken as 1."""

from sim.facts import Clock as Facts
from sim.rules.contract import Contract

CONTRACT = Contract(facts=Facts, default="even", luck=0, returns=float, low=0.0)
