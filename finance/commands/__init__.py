"""What ``finance NAME`` can do, one module a command; see ``command.py`` for what one is."""
