"""Studies run: the file that keeps what was found, the processes that fill it, and what comes out of it."""
