"""Pages set as PDF by WeasyPrint, in a process of their own."""
