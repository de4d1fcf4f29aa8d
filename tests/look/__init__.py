"""The look: what the browser loads, the style guide, the installed program."""
