"""Registering, signing in, sessions, profiles, books and their members."""
