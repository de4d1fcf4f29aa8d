"""Pure drawings: values in, SVG text out, the same for page and print."""
