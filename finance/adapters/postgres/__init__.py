"""The only SQL outside the migrations."""
