(* Theorem 4', for a start with a factor of any width.  Let Y = \Phi \Sigma \Phi^\top with singular values
   \sigma_1 > ... > \sigma_r > 0 = \sigma_{r+1} = ..., W(0) = \alpha^2 \bar W_0 with \bar W_0 = \bar U \bar U^\top,
   \Phi^\top \bar U = (U_1; U_2) with k rows in U_1, \mu = \lVert \bar W_0 \rVert_2, \varepsilon > 0, and let U_1 have a
   right inverse F: U_1 F = I, with F^\top (I + \kappa U_2^\top U_2) F \preceq m_k, where
   \kappa = (1 + \varepsilon / \sigma_{\min(k+1, r)}) / \mu. Let c_1 = m_k \sigma_1^2 / \varepsilon,
   c_2 = \varepsilon / \mu, and
     T_k = [ \max(0, \log(c_1 / \alpha^2) / (2 c \sigma_k)), \log(c_2 / \alpha^2) / (2 c \sigma_{k+1}) ]
   with left end 0 for k = 0, and without right end for k = r. If \log(c_2 / \alpha^2) \ge 0, for 1 \le k < r
     \log(1 / \alpha^2) \ge (\sigma_{k+1} \log c_1 - \sigma_k \log c_2) / (\sigma_k - \sigma_{k+1}),
   and for 1 \le k = r < n also U_2 F = 0 or \alpha^2 \log(c_1 / \alpha^2) \le \varepsilon / \mu,
   then T_k is not empty, and \lVert W(t) - Y_k \rVert_2 \le \varepsilon for all t in T_k.
   Of k = 0 only \log(c_2 / \alpha^2) \ge 0 is asked, as all that is said of U_1 and F goes without saying there.
   Here W(t) is `flow`, Y_k is `truncation`, and the rows of a matrix are taken with `pick`: Flow.v defines them. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import boolp classical_sets reals sequences exp.
From flowproof Require Import Loewner Spectral Flow Blocks Between Factor.
From flowproof Require Import Theorem_4_prime.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.Theory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Theorem theorem_4_prime (R : realType) (n h r k : nat) (Phi : 'M[R]_n) (U : 'M[R]_(n, h)) (F : 'M[R]_(h, k))
    (sigma : nat -> R) (alpha c eps m_k : R)
    (mu := snorm (U *m U^T)) (c1 := m_k * sigma 1%N ^+ 2 / eps) (c2 := eps / mu)
    (kappa := (1 + eps / sigma (minn k.+1 r)) / mu)
    (U1 := (pick R n 0 k)^T *m (Phi^T *m U)) (U2 := (pick R n k (n - k))^T *m (Phi^T *m U))
    (left_end := if k == 0%N then 0 else Num.max 0 (ln (c1 / alpha ^+ 2) / (2 * c * sigma k)))
    (right_end := ln (c2 / alpha ^+ 2) / (2 * c * sigma k.+1))
    (W := flow Phi sigma c (alpha ^+ 2 *: (U *m U^T))) (Y_k := truncation Phi sigma k)
    (* the target *)
    (basis_is_orthogonal : Phi^T *m Phi = 1%:M)
    (rank : (1 <= r <= n)%N)
    (target_is_positive : forall i, (1 <= i <= r)%N -> 0 < sigma i)
    (target_has_this_rank : forall i, (r < i)%N -> sigma i = 0)
    (targets_are_distinct : forall i, (1 <= i < r)%N -> sigma i.+1 < sigma i)
    (* the start, and the tolerance *)
    (rate_is_positive : 0 < c)
    (scale_is_positive : 0 < alpha)
    (tolerance_is_positive : 0 < eps)
    (right_inverse : U1 *m F = 1%:M)
    (weight_is_bounded : F^T *m (1%:M + kappa *: U2^T *m U2) *m F ⪯ m_k%:M)
    (right_ends_not_negative : 0 <= ln (c2 / alpha ^+ 2))
    (window_not_empty : (1 <= k < r)%N ->
       (sigma k.+1 * ln c1 - sigma k * ln c2) / (sigma k - sigma k.+1) <= ln (1 / alpha ^+ 2))
    (absent_modes_are_slow : (1 <= k)%N -> k = r -> (r < n)%N ->
       alpha ^+ 2 * ln (c1 / alpha ^+ 2) <= eps / mu \/ U2 *m F = 0) :
  (k <= r)%N ->
  ((k < r)%N -> left_end <= right_end) /\
  (forall t, left_end <= t -> ((k < r)%N -> t <= right_end) -> snorm (W t - Y_k) <= eps).
Proof.
move=> kr; have /andP[r1 rn] := rank.
have positive := target_is_positive; have absent := target_has_this_rank.
have ge0 := target_ge0 positive absent.
have decreases := target_decreases positive absent targets_are_distinct.
have s1_gt0 : 0 < sigma 1%N by exact: positive.
have two_c : 0 < 2 * c by rewrite mulr_gt0 ?ltr0n.
have [n' en] := successor (leq_trans r1 rn); subst n; rename n' into n.
have mu_zero : mu = 0 -> U = 0 by move=> mu0; apply/gram_eq0/zero_norm.
have [mu0|mu_neq0] := eqVneq mu 0.
  (* only for k = 0, and then W(t) is zero *)
  have U0 := mu_zero mu0; case: (posnP k) => [k0|k1]; last first.
    have := congr1 (fun A : 'M_k => A (Ordinal k1) (Ordinal k1)) right_inverse; rewrite /U1 U0 !mulmx0 mul0mx !mxE eqxx.
    by move/esym/eqP; rewrite oner_eq0.
  have right0 : ln (c2 / alpha ^+ 2) = 0 by rewrite /c2 mu0 invr0 mulr0 mul0r ln0.
  subst k; split=> [_|t _ _]; first by rewrite /left_end /right_end right0 mul0r.
  rewrite /Y_k truncation_0 subr0 /W /flow U0 mul0mx !(scaler0, mulmx0, mul0mx).
  by rewrite norm_of_zero // ltW.
have mu_gt0 : 0 < mu by rewrite lt_neqAle eq_sym mu_neq0 snorm_ge0.
have [h' eh] : exists h', h = h'.+1.
  apply: successor; rewrite lt0n; apply: contra mu_neq0 => /eqP h0; subst h.
  by rewrite /mu thinmx0 mul0mx norm_of_zero.
subst h; rename h' into h.
have kn := leq_trans kr rn.
case: (posnP k) => [k0|k1].
  subst k; split=> [k_r|t left right].
    exact: (theorem_4_prime_k_eq_0_the_window__factor_windows_are_not_empty scale_is_positive tolerance_is_positive
      rate_is_positive mu_gt0 (positive 1%N r1) s1_gt0 right_ends_not_negative).
  have t_ge0 : 0 <= t by [].
  have before : 2 * c * sigma 1%N * t <= ln (c2 / alpha ^+ 2).
    by have := right r1; rewrite /right_end ler_pdivl_mulr ?mulr_gt0 ?ltr0n // [t * _]mulrC.
  have [Z [fast []]] := factored_whole basis_is_orthogonal ge0 scale_is_positive rate_is_positive t_ge0 mu_gt0.
  move=> *; have above : diag n.+1 sigma ⪯ (sigma 1%N)%:M by apply: diag_upper => i /andP[i1 _]; exact: decreases.
  have G_psd : psd (diag n.+1 (fun i => growth c t (sigma i))).
    by apply: diag_psd => i /andP[i1 _]; apply: growth_ge0 => //; exact: ge0.
  have -> : Y_k = (0 *: Phi) *m Phi^T by rewrite /Y_k truncation_0 scale0r mul0mx.
  apply: (theorem_4_prime_k_eq_0__factor_incremental_learning scale_is_positive tolerance_is_positive rate_is_positive
    mu_gt0 (positive 1%N r1) (t:=t) (S2:=diag n.+1 sigma) (G2:=diag n.+1 (fun i => growth c t (sigma i)))
    (U2:=Phi^T *m U) (Z:=Z) (fast:=fast) (Phi:=Phi) (Wt:=W t)) => //; exact: diag_sym.
have [k' ek] := successor k1; subst k; rename k' into k.
have s_k_gt0 : 0 < sigma k.+1 by exact: positive.
have m_k_gt0 : 0 < m_k.
  apply: (@posdef_scalar _ k); rewrite -(subrK (F^T *m (1%:M + kappa *: U2^T *m U2) *m F) m_k%:M) addrC.
  have s_gt0 : 0 < sigma (minn k.+2 r) by rewrite positive // leq_min r1 geq_minr.
  have kappa_ge0 : 0 <= kappa by rewrite divr_ge0 ?addr_ge0 ?divr_ge0 ?ler01 // ltW.
  have w_pd := weighing_posdef U2 kappa_ge0.
  have X_pd := posdef_congr w_pd right_inverse; apply: posdefD weight_is_bounded => //.
  by rewrite linearB /= tr_scalar_mx posdef_sym.
split=> [k_r|t left right].
  apply: (theorem_4_prime_1_le_k_lt_r_the_window__factor_windows_are_not_empty scale_is_positive tolerance_is_positive
    rate_is_positive mu_gt0 (positive k.+2 k_r) s1_gt0 s_k_gt0 m_k_gt0) => //; last exact: targets_are_distinct.
  by have := window_not_empty k_r; rewrite mul1r.
have t_ge0 : 0 <= t by apply: le_trans left; rewrite /left_end le_maxr lexx.
have after : ln (c1 / alpha ^+ 2) <= 2 * c * sigma k.+1 * t.
  by move: left; rewrite /left_end le_maxl ler_pdivr_mulr ?mulr_gt0 ?ltr0n // [t * _]mulrC => /andP[].
(* the modes that are learned *)
pose inv p := diag p (fun i => (sigma i)^-1).
have learned i : (1 <= i <= k.+1)%N -> 0 < sigma i by case/andP=> i1 ik; rewrite positive // i1 (leq_trans ik).
have inverse : diag k.+1 sigma *m inv k.+1 = 1%:M by apply: diag_inverse => i /learned s0; rewrite divff // gt_eqF.
have inverse' := mulmx1C inverse; have inv_sym : (inv k.+1)^T = inv k.+1 := diag_sym _ _.
have S_sym : (diag k.+1 sigma)^T = diag k.+1 sigma := diag_sym _ _.
have above : diag k.+1 sigma ⪯ (sigma 1%N)%:M by apply: diag_upper => i /andP[i1 _]; exact: decreases.
have below : (sigma k.+1)%:M ⪯ diag k.+1 sigma by apply: diag_lower => i /andP[i1 i_n]; exact: decreases.
have saturation_psd : psd (inv k.+1 -
    expm ((- c * t) *: diag k.+1 sigma) *m inv k.+1 *m expm ((- c * t) *: diag k.+1 sigma)).
  rewrite expm_decayed !diagM diagB; apply: diag_psd => i /learned s0.
  by rewrite -saturation_positive // saturation_ge0 // ltW.
have other_right_inverse : F^T *m U1^T = 1%:M by rewrite -trmx_mul right_inverse trmx1.
have kq : (k.+1 + (n.+1 - k.+1))%N = n.+1 := subnKC kn.
move: kq weight_is_bounded (absent_modes_are_slow isT).
rewrite /U2; move: (n.+1 - k.+1)%N => -[|q] kq weight absent_modes.
  have en : k = n by move: kq; rewrite addn0 => -[].
  subst k; have er : r = n.+1 by apply/eqP; rewrite eqn_leq rn.
  have U1E : U1 = Phi^T *m U by rewrite /U1 pick_all trmx1 mul1mx.
  rewrite U1E in right_inverse other_right_inverse.
  rewrite (thinmx0 (pick _ _ _ _)) trmx0 mul0mx mulmx0 addr0 mulmx1 -[F^T]scale1r in weight.
  have [Z [fast []]] :=
    factored_learned basis_is_orthogonal ge0 scale_is_positive rate_is_positive t_ge0 mu_gt0 learned.
  move=> *; rewrite /Y_k truncation_n -[diag n.+1 sigma]scale1r -[diag n.+1 sigma]scale1r.
  by apply: (theorem_4_prime_0_lt_k_eq_r_eq_n__factor_incremental_learning scale_is_positive tolerance_is_positive
    rate_is_positive mu_gt0 s1_gt0 s_k_gt0 m_k_gt0 (t:=t) (S1:=diag n.+1 sigma) (S1inv:=inv n.+1) (U1:=Phi^T *m U)
    (F:=F) (Z:=Z) (fast:=fast) (Phi:=Phi) (Wt:=W t)).
pose tail i := sigma (k.+1 + i)%N; pose G2 := diag q.+1 (fun i => growth c t (tail i)).
pose V2 := (pick R n.+1 k.+1 q.+1)^T *m (Phi^T *m U).
have [Z [fast []]] :=
  factored_blocks basis_is_orthogonal ge0 scale_is_positive rate_is_positive t_ge0 mu_gt0 kq learned.
have [] := picks R kq; rewrite -/tail -/G2 -/U1 -/V2; set J1 := pick R _ _ _; set J2 := pick R _ _ _ => *.
have S2_sym : (diag q.+1 tail)^T = diag q.+1 tail := diag_sym _ _.
have G2_sym : G2^T = G2 := diag_sym _ _.
have G2_psd : psd G2 by apply: diag_psd => i /andP[i1 _]; apply: growth_ge0 => //; exact: ge0.
have tail_above : diag q.+1 tail ⪯ (sigma k.+2)%:M.
  by apply: diag_upper => i /andP[i1 _]; apply: decreases => //; rewrite -[k.+2]addn1 leq_add2l.
have -> : Y_k = Phi *m (J1 *m diag k.+1 sigma *m J1^T) *m Phi^T by rewrite /Y_k truncation_pick !mulmxA.
have [k_r|rk] := ltnP k.+1 r.
  have before : 2 * c * sigma k.+2 * t <= ln (c2 / alpha ^+ 2).
    by have := right k_r; rewrite /right_end ler_pdivl_mulr ?mulr_gt0 ?positive ?ltr0n // [t * _]mulrC.
  have next_gt0 : 0 < sigma k.+2 by exact: positive.
  have accumulated : G2 ⪯ (expR (2 * c * sigma k.+2 * t) / sigma k.+2)%:M.
    apply: diag_upper => i /andP[i1 _]; rewrite /growth.
    have [t0|t0] := eqVneq (tail i) 0.
      exact: (theorem_4_prime_k_lt_r_lt_n_an_absent_mode__accumulated_growth_increases rate_is_positive next_gt0).
    rewrite [2 * c * t * _]mulrAC.
    apply: (theorem_4_prime_k_lt_r_a_mode_that_grows__accumulated_growth_increases rate_is_positive _ next_gt0).
      by rewrite lt_neqAle eq_sym t0 ge0.
    by apply: decreases => //; rewrite -[k.+2]addn1 leq_add2l.
  rewrite /kappa (minn_idPl k_r) in weight.
  by apply: (theorem_4_prime_0_lt_k_lt_r__factor_incremental_learning scale_is_positive tolerance_is_positive
    rate_is_positive mu_gt0 s1_gt0 s_k_gt0 m_k_gt0 next_gt0 (t:=t) (S1:=diag k.+1 sigma) (S1inv:=inv k.+1)
    (S2:=diag q.+1 tail) (G2:=G2) (J1:=J1) (J2:=J2) (U1:=U1) (U2:=V2) (F:=F) (Z:=Z) (fast:=fast) (Phi:=Phi)
    (Wt:=W t)).
have er : k.+1 = r by apply/eqP; rewrite eqn_leq kr.
rewrite absent // raddf0 in tail_above.
have linear : G2 ⪯ (2 * c * t)%:M.
  apply: diag_upper => i /andP[i1 _]; rewrite /growth /tail absent ?eqxx //.
  by rewrite -er -[k.+2]addn1 leq_add2l.
have rn' : (r < n.+1)%N by rewrite -er -kq -[k.+2]addn1 leq_add2l.
have [slow|unseen] := absent_modes er rn'.
  rewrite /kappa -er (minn_idPr (leqnSn _)) in weight.
  by apply: (theorem_4_prime_0_lt_k_eq_r_lt_n__factor_incremental_learning scale_is_positive tolerance_is_positive
    rate_is_positive mu_gt0 s1_gt0 s_k_gt0 m_k_gt0 (t:=t) (S1:=diag k.+1 sigma) (S1inv:=inv k.+1)
    (S2:=diag q.+1 tail) (G2:=G2) (J1:=J1) (J2:=J2) (U1:=U1) (U2:=V2) (F:=F) (Z:=Z) (fast:=fast) (Phi:=Phi)
    (Wt:=W t)).
have unseen' : F^T *m V2^T = 0 by rewrite -trmx_mul unseen trmx0.
have weight' : (1 *: F^T) *m F ⪯ m_k%:M.
  by move: weight; rewrite -(mulmxA F^T) mulmxDl mul1mx -(mulmxA _ _ F) unseen mulmx0 addr0 scale1r.
by apply: (theorem_4_prime_0_lt_k_eq_r_lt_n_the_absent_modes_are_unseen__factor_incremental_learning scale_is_positive
  tolerance_is_positive rate_is_positive mu_gt0 s1_gt0 s_k_gt0 m_k_gt0 (t:=t) (S1:=diag k.+1 sigma) (S1inv:=inv k.+1)
  (S2:=diag q.+1 tail) (G2:=G2) (J1:=J1) (J2:=J2) (U1:=U1) (U2:=V2) (F:=F) (Z:=Z) (fast:=fast) (Phi:=Phi) (Wt:=W t)).
Qed.

(* Besides: where the first k rows of \Phi^\top \bar U are dependent, the error is at least \sigma_k at every time. *)
Theorem dependent_rows_are_never_learned (R : realType) (n h r k : nat) (Phi : 'M[R]_n) (U : 'M[R]_(n, h))
    (x : 'cV[R]_k) (sigma : nat -> R) (alpha c : R)
    (U1 := (pick R n 0 k)^T *m (Phi^T *m U))
    (W := flow Phi sigma c (alpha ^+ 2 *: (U *m U^T))) (Y_k := truncation Phi sigma k)
    (basis_is_orthogonal : Phi^T *m Phi = 1%:M)
    (rank : (1 <= r <= n)%N)
    (target_is_positive : forall i, (1 <= i <= r)%N -> 0 < sigma i)
    (target_has_this_rank : forall i, (r < i)%N -> sigma i = 0)
    (targets_are_distinct : forall i, (1 <= i < r)%N -> sigma i.+1 < sigma i)
    (rate_is_positive : 0 < c)
    (scale_is_positive : 0 < alpha)
    (dependent_rows : x != 0 /\ x^T *m U1 = 0) :
  (1 <= k <= r)%N -> forall t, 0 <= t -> sigma k <= snorm (W t - Y_k).
Proof.
move=> /andP[k1 kr] t t_ge0; have /andP[r1 rn] := rank; have kn := leq_trans kr rn.
have [x0 xU] := dependent_rows; clear dependent_rows.
have positive := target_is_positive; have absent := target_has_this_rank.
have ge0 := target_ge0 positive absent.
have decreases := target_decreases positive absent targets_are_distinct.
have [n' en] := successor (leq_trans r1 rn); subst n; rename n' into n.
have [k' ek] := successor k1; subst k; rename k' into k.
have s_k_gt0 : 0 < sigma k.+1 by rewrite positive // kr.
have basis_is_complete := mulmx1C basis_is_orthogonal.
(* one more column, of zeros, so that there is one *)
pose U' : 'M_(n.+1, 1 + h) := row_mx (0 : 'M_(n.+1, 1)) U; pose V := Phi^T *m U'.
have UU : U' *m U'^T = U *m U^T by rewrite /U' tr_row_mx mul_row_col mul0mx add0r.
have [Z [Z_sym _ _]] :=
  @flow_factor R n.+1 h.+1 Phi U' sigma c t alpha ge0 scale_is_positive rate_is_positive t_ge0.
rewrite UU => WtE.
pose F := expm ((- c * t) *: diag k.+1 sigma); pose y := F *m x.
have FT : F^T = F := expm_symmetric _.
have y0 : 0 < dot y y.
  rewrite lt_neqAle dot_ge0 andbT eq_sym; apply: contra x0 => /eqP/dot_eq0 y0.
  by rewrite -(mul1mx x) -(grown_decayed _ sigma c t) -mulmxA -expm_decayed -/F -/y y0 mulmx0.
pose s := Num.sqrt (dot y y); pose x' := s^-1 *: x.
have unit_vector : x'^T *m F *m F *m x' = 1%:M.
  have -> : x'^T *m F *m F *m x' = (s^-1 * s^-1) *: (y^T *m y).
    rewrite /x' /y [(F *m x)^T]trmx_mul FT [(_ *: x)^T]linearZ /= -!scalemxAl -scalemxAr scalerA.
    by rewrite !mulmxA.
  rewrite [y^T *m y]mx11_scalar scale_scalar_mx -/(dot y y) -(sqr_sqrtr (dot_ge0 y)) -/s expr2 mulrACA mulVf.
    by rewrite mulr1.
  by rewrite gt_eqF // sqrtr_gt0.
have dependent_rows : x'^T *m ((pick R n.+1 0 k.+1)^T *m V) = 0.
  rewrite /x' linearZ /= -scalemxAl /V /U' !mul_mx_row !mulmx0 xU.
  by rewrite row_mx0 scaler0.
have S_sym p (f : nat -> R) : (diag p f)^T = diag p f := diag_sym _ _.
have below : (sigma k.+1)%:M ⪯ diag k.+1 sigma by apply: diag_lower => i /andP[i1 i_n]; exact: decreases.
have kq : (k.+1 + (n.+1 - k.+1))%N = n.+1 := subnKC kn.
move: (n.+1 - k.+1)%N kq => -[|q] kq.
  have en : k = n by move: kq; rewrite addn0 => -[].
  subst k; rewrite pick_all trmx1 mul1mx in dependent_rows.
  rewrite /Y_k truncation_n -[diag n.+1 sigma]scale1r -[diag n.+1 sigma]scale1r.
  apply: (theorem_4_prime_0_lt_k_eq_n_dependent_rows__dependent_rows_are_never_learned scale_is_positive
    rate_is_positive s_k_gt0 (t:=t) (S1:=diag n.+1 sigma) (U1:=V) (x:=x') (Z:=Z) (Phi:=Phi) (Wt:=W t)) => //.
  by rewrite mulr1 expm_grown.
pose tail i := sigma (k.+1 + i)%N.
have -> : Y_k = Phi *m (pick R n.+1 0 k.+1 *m diag k.+1 sigma *m (pick R n.+1 0 k.+1)^T) *m Phi^T.
  by rewrite /Y_k truncation_pick !mulmxA.
have [J1_unit _ J_apart _ _] := picks R kq.
apply: (theorem_4_prime_0_lt_k_lt_n_dependent_rows__dependent_rows_are_never_learned scale_is_positive
  rate_is_positive s_k_gt0 (t:=t) (S1:=diag k.+1 sigma) (S2:=diag q.+1 tail) (x:=x') (Z:=Z) (Phi:=Phi) (Wt:=W t)
  (J1:=pick R n.+1 0 k.+1) (J2:=pick R n.+1 k.+1 q.+1) (U1:=(pick R n.+1 0 k.+1)^T *m V)
  (U2:=(pick R n.+1 k.+1 q.+1)^T *m V)) => //.
by rewrite !expm_grown grown_blocks.
Qed.
