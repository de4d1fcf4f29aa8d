"""Data out, and in again."""
