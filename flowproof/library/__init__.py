"""The suite from Python: `inputs` reads numbers and matrices exactly, of whatever kind they are."""
