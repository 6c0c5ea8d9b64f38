(* Theorem 3.  Let Y = \Phi \Sigma \Phi^\top with singular values \sigma_1 > ... > \sigma_r > 0 = \sigma_{r+1} = ...,
   W(0) = \alpha^2 \bar W_0 with \bar W_0 = \Phi diag(s_1, ..., s_n) \Phi^\top, s_i > 0, s_{\min} and s_{\max} the
   smallest and the largest of them, \varepsilon > 0, c_1 = \sigma_1^2 / (\varepsilon s_{\min}),
   c_2 = \varepsilon / s_{\max}, and
     T_k = [ \log(c_1 / \alpha^2) / (2 c \sigma_k), \log(c_2 / \alpha^2) / (2 c \sigma_{k+1}) ],  k = 0, ..., r,
   with left end 0 for k = 0, and without right end for k = r. If
   (i)  \alpha^2 s_{\max} \le \min(\sigma_r, \varepsilon), \log(c_1 / \alpha^2) \ge 0, \log(c_2 / \alpha^2) \ge 0, and
   (ii) \log(1 / \alpha^2) \ge \max_{1 \le k < r}
          (\sigma_{k+1} \log c_1 - \sigma_k \log c_2) / (\sigma_k - \sigma_{k+1}),
   then no T_k is empty, and \lVert W(t) - Y_k \rVert_2 \le \varepsilon for all t in T_k.
   Here W(t) is `flow`, and Y_k is `truncation`: Flow.v defines them. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import boolp classical_sets mathcomp_extra reals sequences exp.
From mathcomp Require Import ring.
From flowproof Require Import Loewner Spectral Flow Blocks WorstMode.
From flowproof Require Import Theorem_3.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.Theory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Theorem theorem_3 (R : realType) (n r : nat) (Phi : 'M[R]_n) (sigma s : nat -> R) (alpha c eps : R)
    (s_min := \big[Num.min/s 1%N]_(i < n) s i.+1) (s_max := \big[Num.max/s 1%N]_(i < n) s i.+1)
    (c1 := sigma 1%N ^+ 2 / (eps * s_min)) (c2 := eps / s_max)
    (left_end := fun k : nat => if k == 0%N then 0 else ln (c1 / alpha ^+ 2) / (2 * c * sigma k))
    (right_end := fun k => ln (c2 / alpha ^+ 2) / (2 * c * sigma k.+1))
    (Wbar := Phi *m diag n s *m Phi^T) (W := flow Phi sigma c (alpha ^+ 2 *: Wbar)) (Y_ := truncation Phi sigma)
    (* the target *)
    (basis_is_orthogonal : Phi^T *m Phi = 1%:M)
    (rank : (1 <= r <= n)%N)
    (target_is_positive : forall i, (1 <= i <= r)%N -> 0 < sigma i)
    (target_has_this_rank : forall i, (r < i)%N -> sigma i = 0)
    (targets_are_distinct : forall k, (1 <= k < r)%N -> sigma k.+1 < sigma k)
    (* the start, and the tolerance *)
    (rate_is_positive : 0 < c)
    (scale_is_positive : 0 < alpha)
    (shape_is_positive : forall i, (1 <= i <= n)%N -> 0 < s i)
    (tolerance_is_positive : 0 < eps)
    (start_below_targets : alpha ^+ 2 * s_max <= sigma r)
    (start_below_tolerance : alpha ^+ 2 * s_max <= eps)
    (left_ends_not_negative : 0 <= ln (c1 / alpha ^+ 2))
    (right_ends_not_negative : 0 <= ln (c2 / alpha ^+ 2))
    (window_not_empty : forall k, (1 <= k < r)%N ->
       (sigma k.+1 * ln c1 - sigma k * ln c2) / (sigma k - sigma k.+1) <= ln (1 / alpha ^+ 2)) :
  forall k, (k <= r)%N ->
  ((k < r)%N -> left_end k <= right_end k) /\
  (forall t, left_end k <= t -> ((k < r)%N -> t <= right_end k) -> snorm (W t - Y_ k) <= eps).
Proof.
have /andP[r1 rn] := rank; have n1 := leq_trans r1 rn.
have positive := target_is_positive; have absent := target_has_this_rank.
have ge0 := target_ge0 positive absent.
have decreases := target_decreases positive absent targets_are_distinct.
have s1_gt0 : 0 < sigma 1%N by exact: positive.
have s_r_gt0 : 0 < sigma r by apply: positive; rewrite r1 leqnn.
have at_least_s_min i : (1 <= i <= n)%N -> s_min <= s i.
  by case: i => // i /andP[_ i_n]; exact: (bigmin_le _ (Ordinal i_n)).
have at_most_s_max i : (1 <= i <= n)%N -> s i <= s_max.
  by case: i => // i /andP[_ i_n]; exact: (le_bigmax _ _ (Ordinal i_n)).
have s_min_gt0 : 0 < s_min by apply: lt_bigmin => [|i _]; apply: shape_is_positive; rewrite //= ltn_ord.
have s_max_gt0 : 0 < s_max by apply: lt_le_trans (at_most_s_max 1%N _); rewrite ?shape_is_positive.
have two_c : 0 < 2 * c by rewrite mulr_gt0 ?ltr0n.
move=> k kr; split=> [k_r|t left right].
  have next_gt0 : 0 < sigma k.+1 by exact: positive.
  rewrite /left_end; case: k kr k_r next_gt0 => [|k] kr k_r next_gt0 /=.
    exact: (theorem_3_k_eq_0_the_window__spectral_windows_are_not_empty scale_is_positive rate_is_positive
      tolerance_is_positive s1_gt0 next_gt0 s_r_gt0 s_min_gt0 s_max_gt0 right_ends_not_negative).
  apply: (theorem_3_1_le_k_lt_r_the_window__spectral_windows_are_not_empty scale_is_positive rate_is_positive
    tolerance_is_positive s1_gt0 (positive k.+1 kr) next_gt0 s_r_gt0 s_min_gt0 s_max_gt0).
    by have := window_not_empty k.+1 k_r; rewrite mul1r.
  exact: targets_are_distinct.
have t_ge0 : 0 <= t.
  apply: le_trans left; rewrite /left_end; case: k kr {right} => // k kr.
  by rewrite mulr_ge0 // invr_ge0 ltW // mulr_gt0 // positive.
have after_the_left_end : (1 <= k)%N -> ln (c1 / alpha ^+ 2) <= 2 * c * sigma k * t.
  case: k kr left {right} => // k kr; rewrite /left_end /= ler_pdivr_mulr ?mulr_gt0 ?positive ?ltr0n //.
  by rewrite [t * _]mulrC.
have before_the_right_end : 2 * c * sigma k.+1 * t <= ln (c2 / alpha ^+ 2).
  have [k_r|rk] := ltnP k r; last by rewrite absent // mulr0 mul0r.
  by have := right k_r; rewrite /right_end ler_pdivl_mulr ?mulr_gt0 ?positive ?ltr0n // [t * _]mulrC.
have alpha2_gt0 : 0 < alpha ^+ 2 by exact: exprn_gt0.
pose a i := alpha ^+ 2 * s i.
pose value i := if sigma i == 0 then a i / (1 + 2 * c * a i * t)
  else sigma i * a i * expR (2 * c * sigma i * t) / (sigma i + a i * (expR (2 * c * sigma i * t) - 1)).
have a_gt0 i : (1 <= i <= n)%N -> 0 < a i by move=> i_n; rewrite mulr_gt0 ?shape_is_positive.
have flowE : W t = Phi *m diag n value *m Phi^T.
  have h i : (1 <= i <= n)%N -> 0 < 1 + growth c t (sigma i) * a i.
    move=> i_n; have /andP[i1 _] := i_n; apply: ltr_paddr ltr01.
    by apply: mulr_ge0 (ltW (a_gt0 i i_n)); exact: growth_ge0 rate_is_positive t_ge0 _ (ge0 i i1).
  rewrite /W /flow; have -> : Phi^T *m (alpha ^+ 2 *: Wbar) *m Phi = diag n a.
    rewrite -scalemxAr -scalemxAl /Wbar !mulmxA basis_is_orthogonal mul1mx -mulmxA basis_is_orthogonal.
    by rewrite mulmx1 diagZ.
  have -> : invmx (1%:M + diag n (fun i => growth c t (sigma i)) *m diag n a) =
      diag n (fun i => (1 + growth c t (sigma i) * a i)^-1).
    by apply: invmx_eq; rewrite diagM {1}diag_scalar diagD; apply: diag_inverse => i /h/gt_eqF i0; rewrite divff ?i0.
  rewrite !diagM; congr (_ *m _ *m _); apply: eq_diag => i i_n; have := h i i_n; rewrite /value /growth.
  case: eqVneq => [->|s0]; first by rewrite mulr0 expR0 mul1r mulr1 [2 * c * a i * t]mulrAC.
  rewrite [2 * c * sigma i * t]mulrAC (_ : 2 * c * t * sigma i = c * t * sigma i + c * t * sigma i); last by ring.
  rewrite expRD; set e := expR _; set g := 1 + _ => g0; have -> : sigma i + a i * (e * e - 1) = sigma i * g.
    by rewrite /g; move: s0; move: (sigma i) (a i) => x y x0; field.
  by move: g g0 s0 => g g0; move: (sigma i) (a i) => x y x0; field; rewrite x0 gt_eqF.
rewrite flowE; apply: (worst_mode basis_is_orthogonal rank kr (ltW tolerance_is_positive)) => i /andP[i1 i_n].
have i_le : (1 <= i <= n)%N by rewrite i1.
have s_i_gt0 : 0 < s i := shape_is_positive i i_le.
have [ik|ki] := leqP i k.
  have k1 : (1 <= k)%N := leq_trans i1 ik; have s_k_gt0 : 0 < sigma k by rewrite positive // k1.
  have s_i : 0 < sigma i by rewrite positive // i1 (leq_trans ik).
  rewrite opprB maxC; apply: (theorem_3_k_ge_1_the_worst_mode_is_learned__spectral_incremental_learning
    scale_is_positive rate_is_positive tolerance_is_positive s1_gt0 s_k_gt0 s1_gt0 s_r_gt0 s_min_gt0 s_max_gt0 s_i_gt0
    s_i (expR_gt0 (2 * c * sigma i * t)) (t:=t) (value:=value i)) => //; try exact: decreases.
  - exact: after_the_left_end.
  - exact: at_least_s_min.
  - exact: at_most_s_max.
  - by apply: decreases => //; exact: leq_trans ik kr.
  by rewrite /value gt_eqF.
rewrite subr0; have [ir|ri] := leqP i r.
  have s_i : 0 < sigma i by rewrite positive // i1.
  have next_gt0 : 0 < sigma k.+1 by rewrite positive // (leq_trans ki).
  have valueE : value i = sigma i * (alpha ^+ 2 * s i) * expR (2 * c * sigma i * t) /
      (sigma i + alpha ^+ 2 * s i * (expR (2 * c * sigma i * t) - 1)) by rewrite /value gt_eqF.
  case: k kr left right after_the_left_end before_the_right_end ki next_gt0
    => [|k] kr left right after before ki next_gt0.
    apply: (theorem_3_k_eq_0_the_worst_mode_is_unlearned__spectral_incremental_learning scale_is_positive
      rate_is_positive tolerance_is_positive s1_gt0 s1_gt0 next_gt0 s_r_gt0 s_min_gt0 s_max_gt0 s_i_gt0 s_i
      (expR_gt0 (2 * c * sigma i * t)) t_ge0 (at_most_s_max i i_le) before (decreases 1%N i isT ki) _ valueE) => //.
  apply: (theorem_3_k_ge_1_the_worst_mode_is_unlearned__spectral_incremental_learning scale_is_positive rate_is_positive
    tolerance_is_positive s1_gt0 (positive k.+1 kr) next_gt0 s_r_gt0 s_min_gt0 s_max_gt0 s_i_gt0 s_i
    (expR_gt0 (2 * c * sigma i * t)) left_ends_not_negative (after _) (at_most_s_max i i_le) before
    (decreases k.+2 i isT ki) _ valueE) => //.
have valueE : value i = alpha ^+ 2 * s i / (1 + 2 * c * (alpha ^+ 2 * s i) * t) by rewrite /value absent ?eqxx.
case: k kr left right after_the_left_end before_the_right_end ki => [|k] kr left right after before ki.
  exact: (theorem_3_k_eq_0_the_worst_mode_is_absent__spectral_incremental_learning scale_is_positive rate_is_positive
    tolerance_is_positive s1_gt0 s1_gt0 s1_gt0 s_r_gt0 s_min_gt0 s_max_gt0 s_i_gt0 t_ge0 (at_most_s_max i i_le)
    start_below_tolerance valueE).
exact: (theorem_3_k_ge_1_the_worst_mode_is_absent__spectral_incremental_learning scale_is_positive rate_is_positive
  tolerance_is_positive s1_gt0 (positive k.+1 kr) s1_gt0 s_r_gt0 s_min_gt0 s_max_gt0 s_i_gt0 left_ends_not_negative
  (after _) (at_most_s_max i i_le) start_below_tolerance valueE).
Qed.
