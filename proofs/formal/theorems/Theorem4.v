(* Theorem 4.  Let Y = \Phi \Sigma \Phi^\top with singular values \sigma_1 > ... > \sigma_r > 0 = \sigma_{r+1} = ...,
   W(0) = \alpha^2 \bar W_0 with \bar W_0 \succ 0, 0 < \varepsilon \le 2\sigma_1, m = \lVert \bar W_0^{-1} \rVert_2,
   \mu = \lVert \bar W_0 \rVert_2, c_1 = 4 m \sigma_1^2 / \varepsilon, c_2 = \varepsilon / (4 m \mu^2), and
     T_k = [ \log(c_1 / \alpha^2) / (2 c \sigma_k), \log(c_2 / \alpha^2) / (2 c \sigma_{k+1}) ],  k = 0, ..., r,
   with left end 0 for k = 0, and without right end for k = r. If
   (i)  \alpha^2 \mu \le \sigma_r, \log(c_1 / \alpha^2) \ge 0, \log(c_2 / \alpha^2) \ge 0, and
   (ii) \log(1 / \alpha^2) \ge \max_{1 \le k < r}
          (\sigma_{k+1} \log c_1 - \sigma_k \log c_2) / (\sigma_k - \sigma_{k+1}),
   then no T_k is empty, and \lVert W(t) - Y_k \rVert_2 \le \varepsilon for all t in T_k.
   Here W(t) is `flow`, Y_k is `truncation`, and \bar W_0 \succ 0 is `posdef`: Flow.v defines them. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import boolp classical_sets reals sequences exp.
From flowproof Require Import Loewner Spectral Flow Blocks.
From flowproof Require Import Theorem_4.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.Theory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Theorem theorem_4 (R : realType) (n r : nat) (Phi Wbar : 'M[R]_n) (sigma : nat -> R) (alpha c eps : R)
    (m := snorm (invmx Wbar)) (mu := snorm Wbar)
    (c1 := 4 * m * sigma 1%N ^+ 2 / eps) (c2 := eps / (4 * m * mu ^+ 2))
    (left_end := fun k : nat => if k == 0%N then 0 else ln (c1 / alpha ^+ 2) / (2 * c * sigma k))
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
have /andP[r1 rn] := rank.
have [n' en] := successor (leq_trans r1 rn); subst n; rename n' into n.
have positive := target_is_positive; have absent := target_has_this_rank.
have ge0 := target_ge0 positive absent.
have decreases := target_decreases positive absent targets_are_distinct.
have s1_gt0 : 0 < sigma 1%N by exact: positive.
have m_gt0 : 0 < m by exact: snorm_gt0 (posdefVl shape_is_positive).
have mu_gt0 : 0 < mu by exact: snorm_gt0 (posdefV shape_is_positive).
have two_c : 0 < 2 * c by rewrite mulr_gt0 ?ltr0n.
move=> k kr; split=> [k_r|t left right].
  have next_gt0 : 0 < sigma k.+1 by exact: positive.
  rewrite /left_end; case: k kr k_r next_gt0 => [|k] kr k_r next_gt0 /=.
    exact: (theorem_4_k_eq_0_the_window__general_windows_are_not_empty scale_is_positive tolerance_is_positive s1_gt0
      next_gt0 rate_is_positive m_gt0 mu_gt0 right_ends_not_negative).
  apply: (theorem_4_1_le_k_lt_r_the_window__general_windows_are_not_empty scale_is_positive tolerance_is_positive s1_gt0
    (positive k.+1 kr) next_gt0 rate_is_positive m_gt0 mu_gt0).
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
have [M [S [K [V [[M_pd S_pd MS SM [norm_M norm_S]] [[H_pd V_pd HV VH sum_inverse] [resolvent flowE _]]]]]]] :=
  flow_parts basis_is_orthogonal shape_is_positive ge0 scale_is_positive rate_is_positive t_ge0.
have basis_is_complete := mulmx1C basis_is_orthogonal.
have D_psd : psd (saturated sigma c t : 'M_n.+1) := saturated_psd ge0 rate_is_positive t_ge0.
have alpha2_gt0 : 0 < alpha ^+ 2 by exact: exprn_gt0.
(* what the modes that are not learned add to their block of M *)
have CX_posdef p f (A : 'M_p) (g := fun i => sigma (f i)) : (forall i, (1 <= i)%N -> (1 <= f i)%N) -> posdef A ->
    posdef (A + alpha ^+ 2 *: grown g c t *m saturated g c t *m grown g c t).
  move=> f1 A_pd; rewrite -!scalemxAl grown_saturated diagZ; apply: (posdefD A_pd (diag_sym _ _)).
  by apply: diag_psd => i /andP[i1 _]; rewrite mulr_ge0 ?growth_ge0 ?ge0 ?f1 // ltW.
case: k kr left right after_the_left_end before_the_right_end => [|k] kr left right after before.
  rewrite /Y_ truncation_0 subr0.
  apply: (theorem_4_k_eq_0__general_incremental_learning scale_is_positive tolerance_is_positive s1_gt0 rate_is_positive
    m_gt0 mu_gt0 (t:=t) (sigma_next:=sigma 1%N) (S2:=diag n.+1 sigma) (D2:=saturated sigma c t)
    (CXinv:=invmx (M + alpha ^+ 2 *: grown sigma c t *m saturated sigma c t *m grown sigma c t)) (Cpinv:=V)
    (M:=M) (Minv:=S) (K:=K) (V:=V) (Phi:=Phi) (Wt:=W t)).
  all: rewrite ?scale1r ?expm_grown ?expm_decayed //; try exact: diag_sym; try exact: posdef_sym.
  - exact/posdef_sym/posdef_inv/(CX_posdef _ id).
  - exact: posdef_psd.
  - by apply: diag_upper => i /andP[i1 _]; exact: decreases.
  - exact/posdefV/(CX_posdef _ id).
  - exact/posdefVl/(CX_posdef _ id).
  by rewrite addrC.
have s_k_gt0 : 0 < sigma k.+1 by exact: positive.
have s_r_gt0 : 0 < sigma r by apply: positive; rewrite r1 leqnn.
have s_r_le : sigma r <= sigma k.+1 by exact: decreases.
have inverse p : (p <= k.+1)%N -> diag p sigma *m diag p (fun i => (sigma i)^-1) = 1%:M.
  move=> pk; apply: diag_inverse => i /andP[i1 ip]; rewrite divff // gt_eqF // positive // i1 /=.
  by apply: leq_trans ip (leq_trans pk kr).
have saturatedE p : (p <= k.+1)%N -> saturated sigma c t = diag p (fun i => (sigma i)^-1) -
    decayed sigma c t *m diag p (fun i => (sigma i)^-1) *m decayed sigma c t.
  move=> pk; rewrite !diagM diagB; apply: eq_diag => i /andP[i1 ip]; apply: saturation_positive.
  by rewrite positive // i1 (leq_trans ip (leq_trans pk kr)).
have [kn|nk] := ltnP k n; last first.
  have en : k = n by apply/eqP; rewrite eqn_leq nk -ltnS (leq_trans kr).
  subst k; rewrite /Y_ truncation_n.
  apply: (theorem_4_k_eq_n__general_incremental_learning scale_is_positive tolerance_is_positive s1_gt0 s_k_gt0 s_r_gt0
    rate_is_positive m_gt0 mu_gt0 (t:=t) (S1:=diag n.+1 sigma) (S1inv:=diag n.+1 (fun i => (sigma i)^-1))
    (D1:=saturated sigma c t) (P:=V) (M:=M) (Minv:=S) (K:=K) (V:=V) (Phi:=Phi) (Wt:=W t) (n:=n)).
  all: rewrite ?scale1r ?expm_grown ?expm_decayed //; try exact: diag_sym; try exact: posdef_sym.
  - exact: after.
  - exact: posdef_psd.
  - by apply: diag_upper => i /andP[i1 _]; exact: decreases.
  - by apply: diag_lower => i /andP[i1 ik]; exact: decreases.
  - exact: inverse.
  - exact/mulmx1C/inverse.
  - exact: saturatedE.
  - by rewrite addrC.
  by rewrite addrC.
pose q := (n - k).-1; have kq : (k.+1 + q.+1)%N = n.+1 by rewrite /q prednK ?subn_gt0 // addSn subnKC // ltnW.
pose tail i := sigma (k.+1 + i)%N; pose J1 := pick R n.+1 0 k.+1; pose J2 := pick R n.+1 k.+1 q.+1.
have := picks R kq; rewrite -/J1 -/J2 => -[J11 J22 J12 J21 whole].
have EJ : J1 *m grown sigma c t *m J1^T + J2 *m grown tail c t *m J2^T = grown sigma c t.
  exact: (pick_split (fun i => expR (c * t * sigma i))).
have FJ : J1 *m decayed sigma c t *m J1^T + J2 *m decayed tail c t *m J2^T = decayed sigma c t.
  exact: (pick_split (fun i => expR (- c * t * sigma i))).
have DJ : J1 *m saturated sigma c t *m J1^T + J2 *m saturated tail c t *m J2^T = saturated sigma c t.
  exact: (pick_split (fun i => saturation c t (sigma i))).
(* the blocks of the inverse of W(t) *)
have FJ1 : decayed sigma c t *m J1 = J1 *m decayed sigma c t by exact: diag_pick.
have FJ2 : decayed sigma c t *m J2 = J2 *m decayed tail c t by exact: diag_pick.
have DJ2 : saturated sigma c t *m J2 = J2 *m saturated tail c t by exact: diag_pick.
have JF1 : J1^T *m decayed sigma c t = decayed sigma c t *m J1^T.
  by rewrite -[LHS]trmxK trmx_mul trmxK diag_sym FJ1 trmx_mul diag_sym.
have JF2 : J2^T *m decayed sigma c t = decayed tail c t *m J2^T.
  by rewrite -[LHS]trmxK trmx_mul trmxK diag_sym FJ2 trmx_mul diag_sym.
pose A := J1^T *m M *m J1; pose B := J1^T *m M *m J2; pose C := J2^T *m M *m J2.
pose Ap := saturated sigma c t + (alpha ^+ 2)^-1 *: (decayed sigma c t *m A *m decayed sigma c t).
pose Bp := (alpha ^+ 2)^-1 *: (decayed sigma c t *m B *m decayed tail c t).
pose Cp := saturated tail c t + (alpha ^+ 2)^-1 *: (decayed tail c t *m C *m decayed tail c t).
pose H := (alpha ^+ 2)^-1 *: (decayed sigma c t *m M *m decayed sigma c t) + saturated sigma c t.
have HA : J1^T *m H *m J1 = Ap.
  rewrite mulmxDr mulmxDl pick_diag -?kq ?leq_addr // addrC -scalemxAr -scalemxAl !mulmxA JF1.
  by rewrite -(mulmxA _ _ J1) FJ1 /Ap /A !mulmxA.
have HC : J2^T *m H *m J2 = Cp.
  rewrite mulmxDr mulmxDl pick_diag -?kq // addrC -scalemxAr -scalemxAl !mulmxA JF2.
  by rewrite -(mulmxA _ _ J2) FJ2 /Cp /C !mulmxA.
have HB : J1^T *m H *m J2 = Bp.
  rewrite mulmxDr mulmxDl -(mulmxA _ (saturated _ _ _)) DJ2 mulmxA J12 mul0mx addr0 -scalemxAr -scalemxAl !mulmxA JF1.
  by rewrite -(mulmxA _ _ J2) FJ2 /Bp /B !mulmxA.
have C_pd : posdef C := posdef_congr M_pd J22.
have Cp_pd : posdef Cp by rewrite -HC; exact: posdef_congr H_pd J22.
have P_pd : posdef (Ap - Bp *m invmx Cp *m Bp^T) by rewrite -HA -HB -HC; exact: schur_posdef.
pose X : 'M_q.+1 := alpha ^+ 2 *: grown tail c t *m saturated tail c t *m grown tail c t.
have CX_pd : posdef (C + X) by apply: (CX_posdef q.+1 (addn k.+1)) C_pd => i _; rewrite addSn.
rewrite /Y_ truncation_pick -/J1.
apply: (theorem_4_0_lt_k_lt_n__general_incremental_learning scale_is_positive tolerance_is_positive s1_gt0 s_k_gt0
  s_r_gt0 rate_is_positive m_gt0 mu_gt0 (t:=t) (sigma_next:=sigma k.+2)
  (S1:=diag k.+1 sigma) (S1inv:=diag k.+1 (fun i => (sigma i)^-1)) (D1:=saturated sigma c t)
  (P:=invmx (Ap - Bp *m invmx Cp *m Bp^T)) (S2:=diag q.+1 tail) (D2:=saturated tail c t) (Cinv:=invmx C)
  (CXinv:=invmx (C + X)) (Cpinv:=invmx Cp) (M:=M) (Minv:=S) (K:=K) (V:=V) (Phi:=Phi) (Wt:=W t) (J1:=J1) (J2:=J2)).
all: rewrite ?expm_grown ?expm_decayed ?EJ ?FJ ?DJ //; try exact: diag_sym.
- exact/posdef_sym/posdef_inv.
- exact/posdef_sym/posdef_inv.
- exact/posdef_sym/posdef_inv.
- exact/posdef_sym/posdef_inv.
- exact: posdef_sym.
- exact: posdef_sym.
- exact: after.
- exact: posdef_psd.
- by apply: diag_upper => i /andP[i1 _]; exact: decreases.
- by apply: diag_lower => i /andP[i1 ik]; exact: decreases.
- exact: inverse.
- exact/mulmx1C/inverse.
- exact: saturatedE.
- by apply: diag_upper => i /andP[i1 _]; apply: decreases => //; rewrite -[k.+2]addn1 leq_add2l.
- apply: saturated_psd rate_is_positive t_ge0 => i i1; exact: ge0.
- exact: posdefV.
- exact: posdefVl.
- exact: posdefV.
- exact: posdefVl.
- exact: posdefV.
- exact: posdefV.
exact: posdefVl.
Qed.
