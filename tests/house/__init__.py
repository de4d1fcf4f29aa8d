"""How the program itself is built."""
