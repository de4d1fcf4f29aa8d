"""Reading bank files."""
