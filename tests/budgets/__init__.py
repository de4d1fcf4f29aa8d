"""The ledger kernel, held on the real database."""
