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
have [n' en] := successor dimension.
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
have [n' en] := successor dimension.
subst n; have m_gt0 : 0 < m := snorm_gt0 (posdefVl shape_is_positive).
have s1_gt0 := lt_le_trans target_is_positive first_target_is_largest.
exact: (theorem_4_own_target_k_ge_1_the_constants__own_target_left_ends_are_earlier ltr01 tolerance_is_positive ltr01
  m_gt0 ltr01 s1_gt0 target_is_positive).
Qed.

(* The smallest weight with which Theorem 4' can be used is that of the right inverse F = w^{-1} U_1^\top m, for
   w = I + \kappa U_2^\top U_2 and m = (U_1 w^{-1} U_1^\top)^{-1}, and it lies between bounds in singular values. *)
Theorem least_weight (R : realType) (k h q : nat) (U1 : 'M[R]_(k, h)) (U2 : 'M[R]_(q, h)) (kappa : R)
    (w := 1%:M + kappa *: U2^T *m U2) (weight := fun F : 'M[R]_(h, k) => F^T *m w *m F)
    (least := invmx (U1 *m invmx w *m U1^T)) (best := invmx w *m U1^T *m least)
    (inverse_gram := invmx (U1 *m U1^T))
    (learned : (1 <= k)%N)
    (unlearned : (1 <= q)%N)
    (rows_are_independent : posdef (U1 *m U1^T))
    (weight_is_positive : 0 < kappa) :
  [/\ U1 *m best = 1%:M, weight best = least & forall F, U1 *m F = 1%:M -> least ⪯ weight F] /\
  snorm inverse_gram <= snorm least <= (1 + kappa * snorm U2 ^+ 2) * snorm inverse_gram.
Proof.
have [k' ek] := successor learned; subst k; rename k' into k.
have [q' eq] := successor unlearned; subst q; rename q' into q.
have [h' eh] : exists h', h = h'.+1.
  apply: successor; rewrite lt0n; apply/eqP => h0; subst h.
  by have := snorm_gt0 (posdefV rows_are_independent); rewrite (thinmx0 U1) mul0mx norm_of_zero // ltxx.
subst h; rename h' into h.
have w_pd : posdef w := weighing_posdef U2 (ltW weight_is_positive).
have wi_pd := posdef_inv w_pd; have A_pd := posdef_gram_congr rows_are_independent wi_pd.
have least_pd : posdef least := posdef_inv A_pd.
have gram_pd := posdef_inv rows_are_independent.
have other F : U1 *m F = 1%:M -> F^T *m U1^T = 1%:M by move=> e; rewrite -trmx_mul e trmx1.
have best_inverse : U1 *m best = 1%:M by rewrite !mulmxA posdefV.
have wi_sym := posdef_sym wi_pd; have least_sym := posdef_sym least_pd; have gram_sym := posdef_sym gram_pd.
have wK := posdefV w_pd; have wK' := posdefVl w_pd; have leastK := posdefV A_pd.
have leastK' : least *m U1 *m invmx w *m U1^T = 1%:M by rewrite -!mulmxA [U1 *m _]mulmxA posdefVl.
have gramK : inverse_gram *m U1 *m U1^T = 1%:M by rewrite -mulmxA posdefVl.
have gramK' : U1 *m U1^T *m inverse_gram = 1%:M := posdefV rows_are_independent.
have m_gt0 : 0 < snorm least := snorm_gt0 (posdefVl A_pd).
split; last first.
  apply/andP; split.
    exact: (theorem_4_prime_0_lt_k_lt_n_in_singular_values__weight_is_at_least_the_inverse_gram weight_is_positive
      m_gt0 (U1:=U1) (U2:=U2) (weighing_inverse:=invmx w) (least:=least)).
  exact: (theorem_4_prime_0_lt_k_lt_n_in_singular_values__weight_in_singular_values weight_is_positive m_gt0
    (U1:=U1) (U2:=U2) (weighing_inverse:=invmx w) (least:=least)).
split=> // [|F FK].
  apply/subr0_eq/zero_norm.
  exact: (theorem_4_prime_0_lt_k_lt_n_the_best_right_inverse__best_right_inverse_weighs_least weight_is_positive
    best (U1:=U1) (U2:=U2) (weighing_inverse:=invmx w) (least:=least)).
apply: least_pivot_tells_the_sign.
exact: (theorem_4_prime_0_lt_k_lt_n_the_best_right_inverse__no_right_inverse_weighs_less weight_is_positive
  (F:=F) (U1:=U1) (U2:=U2) (weighing_inverse:=invmx w) (least:=least) wi_sym least_sym FK (other F FK)).
Qed.

(* Where \bar W_0 = \bar U \bar U^\top is invertible, that weight is at most m = \lVert \bar W_0^{-1} \rVert_2, and so
   is the weight of a right inverse F with U_2 F = 0: the windows of Theorem 4' are longer than those of Theorem 4. *)
Theorem invertible_shapes_weigh_less (R : realType) (n h k : nat) (Phi : 'M[R]_n) (U : 'M[R]_(n, h))
    (kappa sigma_1 eps : R) (m := snorm (invmx (U *m U^T))) (mu := snorm (U *m U^T))
    (U1 := (pick R n 0 k)^T *m (Phi^T *m U)) (U2 := (pick R n k (n - k))^T *m (Phi^T *m U))
    (w := 1%:M + kappa *: U2^T *m U2) (least := invmx (U1 *m invmx w *m U1^T))
    (C1 := 4 * m * sigma_1 ^+ 2 / eps) (C2 := eps / (4 * m * mu ^+ 2))
    (longer := fun m_k => [/\ m_k <= m, m_k * sigma_1 ^+ 2 / eps <= C1 / 4 & 4 * C2 <= eps / mu])
    (basis_is_orthogonal : Phi^T *m Phi = 1%:M)
    (learned : (1 <= k <= n)%N)
    (target_is_positive : 0 < sigma_1)
    (tolerance_is_positive : 0 < eps)
    (shape_is_positive : posdef (U *m U^T))
    (weight_is_positive : 0 < kappa) :
  ((k < n)%N -> longer (snorm least)) /\
  (exists F, [/\ U1 *m F = 1%:M, U2 *m F = 0 & longer (snorm (F^T *m F))]).
Proof.
have /andP[k1 kn] := learned; have basis_is_complete := mulmx1C basis_is_orthogonal.
have [n' en] := successor (leq_trans k1 kn); subst n; rename n' into n.
have [k' ek] := successor k1; subst k; rename k' into k.
have [h' eh] : exists h', h = h'.+1.
  apply: successor; rewrite lt0n; apply/eqP => h0; subst h.
  by have := snorm_gt0 (posdefV shape_is_positive); rewrite (thinmx0 U) mul0mx norm_of_zero // ltxx.
subst h; rename h' into h.
have m_gt0 : 0 < m := snorm_gt0 (posdefVl shape_is_positive).
have mu_gt0 : 0 < mu := snorm_gt0 (posdefV shape_is_positive).
pose V := Phi^T *m U; have VV : V *m V^T = Phi^T *m (U *m U^T) *m Phi by rewrite trmx_mul trmxK !mulmxA.
have VV_pd : posdef (V *m V^T) by rewrite VV; exact: posdef_congr shape_is_positive basis_is_orthogonal.
pose M := invmx (V *m V^T); have M_sym : M^T = M := posdef_sym (posdef_inv VV_pd).
have VM := posdefV VV_pd; have MV : M *m V *m V^T = 1%:M by rewrite -mulmxA posdefVl.
have norm_V : snorm (V *m V^T) = mu by rewrite VV snorm_congr.
have norm_M : snorm M = m.
  rewrite /M (_ : invmx _ = Phi^T *m invmx (U *m U^T) *m Phi) ?snorm_congr //.
  apply: invmx_eq; rewrite VV -(mulmxA Phi^T) -!mulmxA (mulmxA Phi) basis_is_complete mul1mx.
  by rewrite (mulmxA U U^T) (mulmxA (U *m U^T)) posdefV // mul1mx.
have kq : (k.+1 + (n.+1 - k.+1))%N = n.+1 := subnKC kn.
have weighs p (L : 'M[R]_(p.+1, h.+1)) F : L *m F = 1%:M -> 0 < snorm (F^T *m F).
  have pos1 : posdef (1%:M : 'M[R]_h.+1) by rewrite diag_scalar; apply: diag_posdef => i _; exact: ltr01.
  by move=> /(posdef_congr pos1)/posdefV/snorm_gt0; rewrite mulmx1.
have last_mode : (k < n)%N = (0 < n.+1 - k.+1)%N by rewrite subn_gt0.
rewrite /least /w /U2 /U1 -/V {least w U2 U1}; move: last_mode; rewrite -[(k.+1 < n.+1)%N]/(k < n)%N.
move: (n.+1 - k.+1)%N kq => [|q] kq ->.
  have en : k = n by move: kq; rewrite addn0 => -[].
  subst k; split=> //; exists (V^T *m M); rewrite pick_all trmx1 mul1mx thinmx0 trmx0 mul0mx mul0mx.
  have VF : V *m (V^T *m M) = 1%:M by rewrite mulmxA.
  have m_k_gt0 := weighs _ _ _ VF; have V1 : 1 *: V = V := scale1r V.
  have F1 : 1 *: ((1 *: V)^T *m M) = V^T *m M by rewrite V1 scale1r.
  split=> //; split.
  - by apply: (theorem_4_prime_0_lt_k_eq_r_eq_n_a_shape_with_an_inverse__weight_is_at_most_the_inverse_norm
      tolerance_is_positive target_is_positive m_gt0 mu_gt0 m_k_gt0 (U1:=V) (M:=M)); rewrite ?F1 ?V1.
  - by apply: (theorem_4_prime_0_lt_k_eq_r_eq_n_a_shape_with_an_inverse__factor_left_ends_are_earlier
      tolerance_is_positive target_is_positive m_gt0 mu_gt0 m_k_gt0 (U1:=V) (M:=M)); rewrite ?F1 ?V1.
  by apply: (theorem_4_prime_0_lt_k_eq_r_eq_n_a_shape_with_an_inverse__factor_right_ends_are_later
    tolerance_is_positive target_is_positive m_gt0 mu_gt0 m_k_gt0 (U1:=V) (M:=M)); rewrite ?F1 ?V1.
set J1 := pick R n.+1 0 k.+1; set J2 := pick R n.+1 k.+1 q.+1; pose U1 := J1^T *m V; pose U2 := J2^T *m V.
have := picks R kq; rewrite -/J1 -/J2 => -[J11 J22 J12 J21 whole].
have factorE : J1 *m U1 + J2 *m U2 = V by rewrite (mulmxA J1) (mulmxA J2) -mulmxDl whole mul1mx.
split=> [_|].
  rewrite -/U1 -/U2; set w := 1%:M + _; set least := invmx _.
  have w_pd : posdef w := weighing_posdef U2 (ltW weight_is_positive); have wi_pd := posdef_inv w_pd.
  have U1_pd : posdef (U1 *m U1^T).
    rewrite (_ : U1 *m U1^T = J1^T *m (V *m V^T) *m J1); last first.
      by rewrite (trmx_mul J1^T V) (trmxK J1) -!(mulmxA J1^T) (mulmxA V).
    exact: posdef_congr VV_pd J11.
  have A_pd : posdef (U1 *m invmx w *m U1^T) := posdef_gram_congr U1_pd wi_pd.
  have wi_sym := posdef_sym wi_pd; have least_sym : least^T = least := posdef_sym (posdef_inv A_pd).
  have wK : w *m invmx w = 1%:M := posdefV w_pd; have wK' : invmx w *m w = 1%:M := posdefVl w_pd.
  have leastK : U1 *m invmx w *m U1^T *m least = 1%:M := posdefV A_pd.
  have m_k_gt0 : 0 < snorm least := snorm_gt0 (posdefVl A_pd).
  split.
  - by apply: (theorem_4_prime_0_lt_k_lt_r_a_shape_with_an_inverse__weight_is_at_most_the_inverse_norm
      weight_is_positive tolerance_is_positive target_is_positive m_gt0 mu_gt0 m_k_gt0
      (U1:=U1) (U2:=U2) (weighing_inverse:=invmx w) (least:=least) (J1:=J1) (J2:=J2) (M:=M)); rewrite ?factorE.
  - by apply: (theorem_4_prime_0_lt_k_lt_r_a_shape_with_an_inverse__factor_left_ends_are_earlier
      weight_is_positive tolerance_is_positive target_is_positive m_gt0 mu_gt0 m_k_gt0
      (U1:=U1) (U2:=U2) (weighing_inverse:=invmx w) (least:=least) (J1:=J1) (J2:=J2) (M:=M)); rewrite ?factorE.
  by apply: (theorem_4_prime_0_lt_k_lt_r_a_shape_with_an_inverse__factor_right_ends_are_later
    weight_is_positive tolerance_is_positive target_is_positive m_gt0 mu_gt0 m_k_gt0
    (U1:=U1) (U2:=U2) (weighing_inverse:=invmx w) (least:=least) (J1:=J1) (J2:=J2) (M:=M)); rewrite ?factorE.
pose F := V^T *m M *m J1; exists F.
have VF : V *m F = J1 by rewrite /F !mulmxA VM mul1mx.
have UF : U1 *m F = 1%:M by rewrite -mulmxA VF.
have m_k_gt0 := weighs _ _ _ UF; split; [exact: UF | by rewrite -mulmxA VF | split].
- by apply: (theorem_4_prime_0_lt_k_eq_r_lt_n_a_shape_with_an_inverse__weight_is_at_most_the_inverse_norm
    tolerance_is_positive target_is_positive m_gt0 mu_gt0 m_k_gt0
    (U1:=U1) (U2:=U2) (J1:=J1) (J2:=J2) (M:=M)); rewrite ?factorE.
- by apply: (theorem_4_prime_0_lt_k_eq_r_lt_n_a_shape_with_an_inverse__factor_left_ends_are_earlier
    tolerance_is_positive target_is_positive m_gt0 mu_gt0 m_k_gt0
    (U1:=U1) (U2:=U2) (J1:=J1) (J2:=J2) (M:=M)); rewrite ?factorE.
by apply: (theorem_4_prime_0_lt_k_eq_r_lt_n_a_shape_with_an_inverse__factor_right_ends_are_later
  tolerance_is_positive target_is_positive m_gt0 mu_gt0 m_k_gt0
  (U1:=U1) (U2:=U2) (J1:=J1) (J2:=J2) (M:=M)); rewrite ?factorE.
Qed.
