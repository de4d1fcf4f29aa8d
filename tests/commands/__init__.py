"""The commands, run as people run them, on real databases."""
