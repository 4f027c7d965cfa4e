"""Experiments: replications, comparisons, validation."""
