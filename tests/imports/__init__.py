"""Bank files taken over and taken back, on the real database."""
