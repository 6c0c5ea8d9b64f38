(* What the theorems speak of: the target, the flow, and what its start may be.

   Y     = Phi diag(sigma_1, ..., sigma_n) Phi^T, the target, with Phi orthogonal       \Phi \Sigma \Phi^\top
   Y_k   = Phi diag(sigma_1, ..., sigma_k, 0, ..., 0) Phi^T, its best approximation of rank k
   W(t)  = Phi E W~ (I + G W~)^{-1} E Phi^T, the solution of W' = c (Y W + W Y - 2 W^2) that starts at W_0, with
           W~ = Phi^T W_0 Phi,  E = e^{ct Sigma},  G_ii = (e^{2ct sigma_i} - 1) / sigma_i, or 2ct where sigma_i = 0

   A sequence sigma_1, sigma_2, ... is a function of the natural numbers, of which what it is at 0 does not matter.
   A *m B is the product of matrices, A^T the transpose, invmx A the inverse, x%:M is x times the identity, x *: A is x
   times A, A ⪯ B says that v^T (B - A) v >= 0 for all v, and snorm A is the spectral norm, \lVert A \rVert_2. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import boolp classical_sets reals sequences exp.
From flowproof Require Import Loewner.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.Theory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Flow.
Variable R : realType.
Implicit Type sigma : nat -> R.

(* diag(f_1, ..., f_n) *)
Definition diag n (f : nat -> R) : 'M[R]_n := diag_mx (\row_(i < n) f i.+1).

(* A \succ 0, and symmetric *)
Definition posdef n (A : 'M[R]_n) := A^T = A /\ forall v : 'cV[R]_n, v != 0 -> 0 < dot v (A *m v).

(* the columns a + 1, ..., a + p of the identity: those rows of a matrix A are (pick R n a p)^T *m A *)
Definition pick (n a p : nat) : 'M[R]_(n, p) := \matrix_(i, j) (i == (a + j)%N :> nat)%:R.

(* Y_k *)
Definition truncation n (Phi : 'M[R]_n) sigma k : 'M[R]_n :=
  Phi *m diag n (fun i => if (i <= k)%N then sigma i else 0) *m Phi^T.

(* \int_0^t 2c e^{2csx} ds *)
Definition growth c t x : R := if x == 0 then 2 * c * t else (expR (2 * c * t * x) - 1) / x.

(* W(t) *)
Definition flow n (Phi : 'M[R]_n) sigma c (W0 : 'M[R]_n) t : 'M[R]_n :=
  let E := diag n (fun i => expR (c * t * sigma i)) in
  let G := diag n (fun i => growth c t (sigma i)) in
  let W := Phi^T *m W0 *m Phi in
  Phi *m (E *m W *m invmx (1%:M + G *m W) *m E) *m Phi^T.
End Flow.
