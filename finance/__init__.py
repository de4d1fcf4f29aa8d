"""Farthing: a personal finance system in which every cent is accounted for."""
