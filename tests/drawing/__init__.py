"""Drawings are well-formed, calm pictures whatever the numbers are."""
