(* How the constants of the theorems compare: what their certificates say besides.  C_1 and C_2 are the constants with
   which another theorem's windows begin and end: a window begins earlier if c_1 is smaller, and ends later if c_2 is
   larger. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import boolp classical_sets reals sequences exp.
From flowproof Require Import Loewner Spectral Flow Blocks.
From flowproof Require Import Theorem_4_sharpest Theorem_4_own_target Theorem_4_prime.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.Theory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(* The sharpest Theorem 4 has longer windows than the sharper one. *)
Theorem sharpest_windows_are_longer (R : realType) (n : nat) (Wbar : 'M[R]_n) (alpha sigma_1 eps : R)
    (m := snorm (invmx Wbar)) (mu := snorm Wbar)
    (c1 := (m * sigma_1 - alpha ^+ 2) * (sigma_1 - eps) / eps) (C1 := m * sigma_1 ^+ 2 / eps)
    (c2 := eps * (sigma_1 - alpha ^+ 2 * mu) / (mu * (sigma_1 - eps))) (C2 := eps / mu)
    (dimension : (1 <= n)%N)
    (scale_is_positive : 0 < alpha)
    (shape_is_positive : posdef Wbar)
    (target_is_positive : 0 < sigma_1)
    (tolerance_is_positive : 0 < eps)
    (start_below_tolerance : alpha ^+ 2 * mu <= eps)
    (tolerance_below_targets : eps < sigma_1) :
  c1 <= C1 /\ C2 <= c2.
Proof.
have [n' en] : exists n', n = n'.+1 by exists n.-1; rewrite prednK.
subst n; have m_gt0 : 0 < m := snorm_gt0 (posdefVl shape_is_positive).
have mu_gt0 : 0 < mu := snorm_gt0 (posdefV shape_is_positive).
split.
  exact: (theorem_4_sharpest_k_le_r_the_constants__sharpest_left_ends_are_earlier scale_is_positive
    tolerance_is_positive scale_is_positive m_gt0 mu_gt0 target_is_positive).
exact: (theorem_4_sharpest_k_le_r_the_constants__sharpest_right_ends_are_later scale_is_positive
  tolerance_is_positive scale_is_positive m_gt0 mu_gt0 target_is_positive).
Qed.

(* Theorem 4 by own targets has windows that begin earlier than those of the sharper one. *)
Theorem own_target_windows_begin_earlier (R : realType) (n : nat) (Wbar : 'M[R]_n) (sigma_1 sigma_k eps : R)
    (m := snorm (invmx Wbar)) (c1 := m * sigma_k ^+ 2 / eps) (C1 := m * sigma_1 ^+ 2 / eps)
    (dimension : (1 <= n)%N)
    (shape_is_positive : posdef Wbar)
    (target_is_positive : 0 < sigma_k)
    (first_target_is_largest : sigma_k <= sigma_1)
    (tolerance_is_positive : 0 < eps) :
  c1 <= C1.
Proof.
have [n' en] : exists n', n = n'.+1 by exists n.-1; rewrite prednK.
subst n; have m_gt0 : 0 < m := snorm_gt0 (posdefVl shape_is_positive).
have s1_gt0 := lt_le_trans target_is_positive first_target_is_largest.
exact: (theorem_4_own_target_k_ge_1_the_constants__own_target_left_ends_are_earlier ltr01 tolerance_is_positive ltr01
  m_gt0 ltr01 s1_gt0 target_is_positive).
Qed.
