"""The whole program, used by a person with a real browser."""
