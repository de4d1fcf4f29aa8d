"""The ports made real: database, files, clock, passwords."""
