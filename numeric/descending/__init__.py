"""Gradient descent on ¼‖Y − UUᵀ‖² from exact data: W = UUᵀ after so many steps, in balls that hold the true one."""
