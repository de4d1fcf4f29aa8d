"""The rules of money: frozen values and pure functions, standard library only."""
