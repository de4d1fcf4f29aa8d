"""Puts in place what a checkout needs to run, with nothing but Python's standard library."""
