"""The report of a month in words and drawings: for the page, for paper, for programs."""
