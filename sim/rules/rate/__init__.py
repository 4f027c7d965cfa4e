"""At which yearly rate is a loan disbursed? A share of the principal; the product's floor and ceiling bound it."""

from sim.facts import Pricing as Facts
from sim.rules.contract import Contract

CONTRACT = Contract(facts=Facts, default="flat", luck=0, returns=float, low=0.0, high=1.0)
