"""An exit status that several commands have."""

FAULT = 70
"""Where something is INTERNAL; a crash of the whole program ends so, too."""
