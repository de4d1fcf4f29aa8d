"""Alerts and notices: raised once, told to everybody concerned, by every way."""
