"""Tests of the API through the application, on the real database."""
