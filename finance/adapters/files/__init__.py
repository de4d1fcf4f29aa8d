"""One module per file format, both ways."""
