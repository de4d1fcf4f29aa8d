"""Pages: one blueprint per area, with its forms."""
