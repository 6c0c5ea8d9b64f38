(* Theorem 4 by own targets.  Let Y = \Phi \Sigma \Phi^\top with singular values \sigma_1 > ... > \sigma_r > 0 =
   \sigma_{r+1} = ..., W(0) = \alpha^2 \bar W_0 with \bar W_0 \succ 0, \varepsilon > 0,
   m = \lVert \bar W_0^{-1} \rVert_2, \mu = \lVert \bar W_0 \rVert_2, c_1 = m \sigma_k^2 / \varepsilon, which depends
   on k, c_2 = \varepsilon / \mu, and
     T_k = [ \log(c_1 / \alpha^2) / (2 c \sigma_k), \log(c_2 / \alpha^2) / (2 c \sigma_{k+1}) ],  k = 0, ..., r,
   with left end 0 for k = 0, and without right end for k = r. If \log(c_2 / \alpha^2) \ge 0, \log(c_1 / \alpha^2) \ge 2
   for k \ge 1, and for 1 \le k < r
     \log(1 / \alpha^2) \ge (\sigma_{k+1} \log c_1 - \sigma_k \log c_2) / (\sigma_k - \sigma_{k+1}),
   then no T_k is empty, and \lVert W(t) - Y_k \rVert_2 \le \varepsilon for all t in T_k.
   Besides: if \log(c_2 / \alpha^2) \ge 0 and 4 \varepsilon \le \sigma_k, then \log(c_1 / \alpha^2) \ge 2.
   Here W(t) is `flow`, Y_k is `truncation`, and \bar W_0 \succ 0 is `posdef`: Flow.v defines them. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import boolp classical_sets reals sequences exp.
From mathcomp Require Import ring.
From flowproof Require Import Loewner Spectral Flow Blocks Between.
From flowproof Require Import Theorem_4_own_target.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.Theory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Theorem theorem_4_own_target (R : realType) (n r : nat) (Phi Wbar : 'M[R]_n) (sigma : nat -> R) (alpha c eps : R)
    (m := snorm (invmx Wbar)) (mu := snorm Wbar)
    (c1 := fun k => m * sigma k ^+ 2 / eps) (c2 := eps / mu)
    (left_end := fun k : nat => if k == 0%N then 0 else ln (c1 k / alpha ^+ 2) / (2 * c * sigma k))
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
    (right_ends_not_negative : 0 <= ln (c2 / alpha ^+ 2))
    (left_ends_are_late : forall k, (1 <= k <= r)%N -> 2 <= ln (c1 k / alpha ^+ 2))
    (window_not_empty : forall k, (1 <= k < r)%N ->
       (sigma k.+1 * ln (c1 k) - sigma k * ln c2) / (sigma k - sigma k.+1) <= ln (1 / alpha ^+ 2)) :
  forall k, (k <= r)%N ->
  ((k < r)%N -> left_end k <= right_end k) /\
  (forall t, left_end k <= t -> ((k < r)%N -> t <= right_end k) -> snorm (W t - Y_ k) <= eps).
Proof.
have /andP[r1 rn] := rank.
have [n' en] := successor (leq_trans r1 rn); subst n; rename n' into n.
have positive := target_is_positive; have absent := target_has_this_rank.
have ge0 := target_ge0 positive absent.
have decreases := target_decreases positive absent targets_are_distinct.
have m_gt0 : 0 < m by exact: snorm_gt0 (posdefVl shape_is_positive).
have mu_gt0 : 0 < mu by exact: snorm_gt0 (posdefV shape_is_positive).
have two_c : 0 < 2 * c by rewrite mulr_gt0 ?ltr0n.
move=> k kr; split=> [k_r|t left right].
  have next_gt0 : 0 < sigma k.+1 by exact: positive.
  rewrite /left_end; case: k kr k_r next_gt0 => [|k] kr k_r next_gt0 /=.
    exact: (theorem_4_own_target_k_eq_0_the_window__own_target_windows_are_not_empty scale_is_positive
      tolerance_is_positive rate_is_positive m_gt0 mu_gt0 next_gt0 right_ends_not_negative).
  apply: (theorem_4_own_target_1_le_k_lt_r_the_window__own_target_windows_are_not_empty scale_is_positive
    tolerance_is_positive rate_is_positive m_gt0 mu_gt0 (positive k.+1 kr) next_gt0).
    by have := window_not_empty k.+1 k_r; rewrite mul1r.
  exact: targets_are_distinct.
have t_ge0 : 0 <= t.
  apply: le_trans left; rewrite /left_end; case: k kr {right} => // k kr.
  apply: mulr_ge0; first by apply: le_trans (left_ends_are_late k.+1 kr); rewrite ler0n.
  by rewrite invr_ge0 ltW // mulr_gt0 // positive.
have after_the_left_end : (1 <= k)%N -> ln (c1 k / alpha ^+ 2) <= 2 * c * sigma k * t.
  case: k kr left {right} => // k kr; rewrite /left_end /= ler_pdivr_mulr ?mulr_gt0 ?positive ?ltr0n //.
  by rewrite [t * _]mulrC.
have before_the_right_end : 2 * c * sigma k.+1 * t <= ln (c2 / alpha ^+ 2).
  have [k_r|rk] := ltnP k r; last by rewrite absent // mulr0 mul0r.
  by have := right k_r; rewrite /right_end ler_pdivl_mulr ?mulr_gt0 ?positive ?ltr0n // [t * _]mulrC.
case: k kr left right after_the_left_end before_the_right_end => [|k] kr _ _ after before.
  have [M [Minv [V [slow [fast []]]]]] :=
    between_whole basis_is_orthogonal shape_is_positive ge0 scale_is_positive rate_is_positive t_ge0.
  have [Q []] := sigma_block n.+1 rate_is_positive t_ge0 ge0 => *.
  have above : diag n.+1 sigma ⪯ (sigma 1%N)%:M by apply: diag_upper => i /andP[i1 _]; exact: decreases.
  rewrite /Y_ truncation_0; have -> : 0 = (0 *: Phi) *m Phi^T by rewrite scale0r mul0mx.
  by apply: (theorem_4_own_target_k_eq_0__own_target_incremental_learning scale_is_positive tolerance_is_positive
    rate_is_positive m_gt0 mu_gt0 (t:=t) (sigma_next:=sigma 1%N) (S2:=diag n.+1 sigma) (D2:=saturated sigma c t)
    (M:=M) (W:=V) (slow:=slow) (fast:=fast) (Phi:=Phi) (Wt:=W t)).
have {}after := after isT; have s_k_gt0 : 0 < sigma k.+1 by exact: positive.
(* the modes that are learned *)
pose inv p := diag p (fun i => (sigma i)^-1).
have learned i : (1 <= i <= k.+1)%N -> 0 < sigma i by case/andP=> i1 ik; rewrite positive // i1 (leq_trans ik).
have inverse : diag k.+1 sigma *m inv k.+1 = 1%:M by apply: diag_inverse => i /learned s0; rewrite divff // gt_eqF.
have inverse' := mulmx1C inverse; have inv_sym : (inv k.+1)^T = inv k.+1 := diag_sym _ _.
have below : (sigma k.+1)%:M ⪯ diag k.+1 sigma by apply: diag_lower => i /andP[i1 i_n]; exact: decreases.
have saturatedE : saturated sigma c t = inv k.+1 -
    expm ((- c * t) *: diag k.+1 sigma) *m inv k.+1 *m expm ((- c * t) *: diag k.+1 sigma).
  by rewrite expm_decayed !diagM diagB; apply: eq_diag => i /learned; exact: saturation_positive.
have outgrown : m *: diag k.+1 sigma *m expm ((- c * t) *: diag k.+1 sigma) *m expm ((- c * t) *: diag k.+1 sigma)
    *m diag k.+1 sigma ⪯ (alpha ^+ 2 * eps)%:M.
  rewrite expm_decayed diagZ !diagM; apply: diag_upper => i i_k; have /andP[i1 ik] := i_k.
  have := theorem_4_own_target_k_ge_1_a_mode_that_is_learned__learned_starts_are_outgrown scale_is_positive
    tolerance_is_positive rate_is_positive m_gt0 mu_gt0 (learned i i_k) s_k_gt0 (left_ends_are_late k.+1 kr) after
    (decreases i k.+1 i1 ik); apply: le_trans; rewrite le_eqVlt; apply/orP; left; apply/eqP.
  have -> : - 2 * c * sigma i * t = - c * t * sigma i + - c * t * sigma i by ring.
  by rewrite expRD; ring.
have [kn|nk] := ltnP k n; last first.
  have en : k = n by apply/eqP; rewrite eqn_leq nk -ltnS (leq_trans kr).
  subst k; have := between_whole basis_is_orthogonal shape_is_positive ge0 scale_is_positive rate_is_positive t_ge0.
  rewrite saturatedE => -[M [Minv [V [slow [fast []]]]]].
  have [Q []] := sigma_block n.+1 rate_is_positive t_ge0 ge0; rewrite saturatedE => *.
  rewrite /Y_ truncation_n -[diag n.+1 sigma]scale1r -[diag n.+1 sigma]scale1r.
  by apply: (theorem_4_own_target_k_eq_n__own_target_incremental_learning scale_is_positive tolerance_is_positive
    rate_is_positive m_gt0 mu_gt0 s_k_gt0 (t:=t) (S1:=diag n.+1 sigma) (S1inv:=inv n.+1) (M:=M) (W:=V) (slow:=slow)
    (fast:=fast) (Phi:=Phi) (Wt:=W t)).
pose q := (n - k).-1; have kq : (k.+1 + q.+1)%N = n.+1 by rewrite /q prednK ?subn_gt0 // addSn subnKC // ltnW.
pose tail i := sigma (k.+1 + i)%N.
have := between_blocks basis_is_orthogonal shape_is_positive ge0 scale_is_positive rate_is_positive t_ge0 kq.
rewrite saturatedE => -[M [Minv [V [slow [fast []]]]]].
have tail_ge0 i : (1 <= i)%N -> 0 <= tail i by move=> i1; exact: ge0.
have [] := picks R kq; rewrite -/tail; set J1 := pick R _ _ _; set J2 := pick R _ _ _.
have [Q1 []] := sigma_block k.+1 rate_is_positive t_ge0 ge0.
have [Q2 []] := sigma_block q.+1 rate_is_positive t_ge0 tail_ge0.
rewrite saturatedE => *; have tail_above : diag q.+1 tail ⪯ (sigma k.+2)%:M.
  by apply: diag_upper => i /andP[i1 _]; apply: decreases => //; rewrite -[k.+2]addn1 leq_add2l.
have -> : Y_ k.+1 = Phi *m (J1 *m diag k.+1 sigma *m J1^T) *m Phi^T by rewrite /Y_ truncation_pick !mulmxA.
by apply: (theorem_4_own_target_0_lt_k_lt_n__own_target_incremental_learning scale_is_positive tolerance_is_positive
  rate_is_positive m_gt0 mu_gt0 s_k_gt0 (t:=t) (sigma_next:=sigma k.+2) (S1:=diag k.+1 sigma) (S1inv:=inv k.+1)
  (S2:=diag q.+1 tail) (D2:=saturated tail c t) (J1:=J1) (J2:=J2) (M:=M) (W:=V) (slow:=slow) (fast:=fast) (Phi:=Phi)
  (Wt:=W t)).
Qed.

Theorem small_tolerances_are_late (R : realType) (n : nat) (Wbar : 'M[R]_n) (alpha sigma_k c eps : R)
    (m := snorm (invmx Wbar)) (mu := snorm Wbar) (c1 := m * sigma_k ^+ 2 / eps) (c2 := eps / mu)
    (dimension : (1 <= n)%N)
    (rate_is_positive : 0 < c)
    (scale_is_positive : 0 < alpha)
    (shape_is_positive : posdef Wbar)
    (target_is_positive : 0 < sigma_k)
    (tolerance_is_positive : 0 < eps)
    (right_ends_not_negative : 0 <= ln (c2 / alpha ^+ 2))
    (tolerance_is_small : 4 * eps <= sigma_k) :
  2 <= ln (c1 / alpha ^+ 2).
Proof.
have [n' en] := successor dimension.
subst n; rename n' into n.
apply: (theorem_4_own_target_k_ge_1_a_small_tolerance__small_tolerances_are_late scale_is_positive tolerance_is_positive
  rate_is_positive (snorm_gt0 (posdefVl shape_is_positive)) (snorm_gt0 (posdefV shape_is_positive)) target_is_positive
  (posdef_sym (posdef_inv shape_is_positive)) (posdef_sym shape_is_positive)) => //.
  exact: posdefVl.
exact: posdefV.
Qed.
