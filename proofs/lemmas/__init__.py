"""Lemmas from books: proved for every size from the checker's axioms, and certified, as those are, on instances."""

from proofs.lemmas.statements import LEMMAS as LEMMAS
