"""Coq asked for its verdict on all that is exported, and on what that rests on."""
