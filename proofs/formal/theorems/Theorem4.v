(* Theorem 4.  Let Y = \Phi \Sigma \Phi^\top with singular values \sigma_1 > ... > \sigma_r > 0 = \sigma_{r+1} = ...,
   W(0) = \alpha^2 \bar W_0 with \bar W_0 \succ 0, 0 < \varepsilon \le 2\sigma_1, m = \lVert \bar W_0^{-1} \rVert_2,
   \mu = \lVert \bar W_0 \rVert_2, c_1 = 4 m \sigma_1^2 / \varepsilon, c_2 = \varepsilon / (4 m \mu^2), and
     T_k = [ \log(c_1 / \alpha^2) / (2 c \sigma_k), \log(c_2 / \alpha^2) / (2 c \sigma_{k+1}) ],  k = 0, ..., r,
   with left end 0 for k = 0, and without right end for k = r. If
   (i)  \alpha^2 \mu \le \sigma_r, \log(c_1 / \alpha^2) \ge 0, \log(c_2 / \alpha^2) \ge 0, and
   (ii) \log(1 / \alpha^2) \ge \max_{1 \le k < r} (\sigma_{k+1} \log c_1 - \sigma_k \log c_2) / (\sigma_k - \sigma_{k+1}),
   then no T_k is empty, and \lVert W(t) - Y_k \rVert_2 \le \varepsilon for all t in T_k. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import boolp classical_sets reals sequences exp.
From flowproof Require Import Loewner Spectral Flow Blocks.
From flowproof Require Import C32_theorem_4_1_k_r_the_window C33_theorem_4_k_0_the_window.
From flowproof Require Import C34_theorem_4_0_k_n C35_theorem_4_k_0 C36_theorem_4_k_n.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.Theory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Theorem theorem_4 (R : realType) (n r : nat) (Phi Wbar : 'M[R]_n) (sigma : nat -> R) (alpha c eps : R)
    (m := snorm (invmx Wbar)) (mu := snorm Wbar)
    (c1 := 4 * m * sigma 1%N ^+ 2 / eps) (c2 := eps / (4 * m * mu ^+ 2))
    (left_end := fun k => if k == 0%N then 0 else ln (c1 / alpha ^+ 2) / (2 * c * sigma k))
    (right_end := fun k => ln (c2 / alpha ^+ 2) / (2 * c * sigma k.+1))
    (W := flow Phi sigma c (alpha ^+ 2 *: Wbar)) (Y_ := truncation Phi sigma)
    (* the target *)
    (basis_is_orthogonal : Phi^T *m Phi = 1%:M)
    (rank : (1 <= r <= n)%N)
    (target_is_positive : forall i, (1 <= i <= r)%N -> 0 < sigma i)
    (target_has_this_rank : forall i, (r < i)%N -> sigma i = 0)
    (targets_are_distinct : forall k, (1 <= k < r)%N -> sigma k.+1 < sigma k)
    (* the start, and the tolerance *)
    (rate_is_positive : 0 < c)
    (scale_is_positive : 0 < alpha)
    (shape_is_positive : posdef Wbar)
    (tolerance_is_positive : 0 < eps)
    (tolerance_not_too_large : eps <= 2 * sigma 1%N)
    (start_below_targets : alpha ^+ 2 * mu <= sigma r)
    (left_ends_not_negative : 0 <= ln (c1 / alpha ^+ 2))
    (right_ends_not_negative : 0 <= ln (c2 / alpha ^+ 2))
    (window_not_empty : forall k, (1 <= k < r)%N ->
       (sigma k.+1 * ln c1 - sigma k * ln c2) / (sigma k - sigma k.+1) <= ln (1 / alpha ^+ 2)) :
  forall k, (k <= r)%N ->
  ((k < r)%N -> left_end k <= right_end k) /\
  (forall t, left_end k <= t -> ((k < r)%N -> t <= right_end k) -> snorm (W t - Y_ k) <= eps).
Proof.
have [n' en] : exists n', n = n'.+1 by exists n.-1; case: n rank {Phi Wbar m mu c1 c2 left_end right_end W Y_ basis_is_orthogonal shape_is_positive start_below_targets left_ends_not_negative right_ends_not_negative window_not_empty tolerance_not_too_large} => //; case: r.
subst n.
Show.
