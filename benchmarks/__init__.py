"""How fast the engine is, against what a user would pick instead: `make bench`, or `python -m benchmarks`."""
