"""Sentences about behaviour, held on the real database."""
