"""Calibration: free parameters of a scenario fitted to observed figures, with what the data leave open."""
