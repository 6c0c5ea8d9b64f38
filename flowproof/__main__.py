"""`python -m flowproof` is the program `flowproof`."""

from flowproof.cli import main

if __name__ == "__main__":
    main()
