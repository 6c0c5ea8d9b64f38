"""Gradient descent on ¼‖Y − UUᵀ‖², U⁺ = (1 + η(Y − UUᵀ))U, so that W⁺ = (1 + η(Y − W))W(1 + η(Y − W)). Ours, not MV's.

What is true of one step is a claim of the checker's format, as a lemma is. What is true of every step is an induction.
"""
