"""What recurs, from the form to the ledger."""
