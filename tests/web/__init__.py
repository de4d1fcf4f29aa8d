"""The everyday pages, used as a browser without scripting and as htmx uses them."""
