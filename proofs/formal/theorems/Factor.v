(* What Theorem 4' needs besides: W(t) for a start \bar W_0 = \bar U \bar U^\top, with a factor of any width. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import boolp classical_sets reals sequences exp.
From mathcomp Require Import ring.
From flowproof Require Import Loewner Spectral Flow Blocks Between.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.Theory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(* all that is known of W(t) = Phi grown Z grown^T Phi^T *)
Record factored (R : realType) n h mu (Phi fast_inv Wt fast : 'M[R]_n) (grown factor : 'M[R]_(n, h))
    (inner Z : 'M[R]_h) := Factored {
  Z_sym : Z^T = Z; fast_sym : fast^T = fast; norm_factor : snorm (factor *m factor^T) = mu;
  innerK : inner *m Z = 1%:M; innerK' : Z *m inner = 1%:M;
  fastK : fast *m fast_inv = 1%:M; fastK' : fast_inv *m fast = 1%:M;
  WtE : Wt = Phi *m (grown *m Z *m grown^T) *m Phi^T;
  Phi_orthogonal : Phi^T *m Phi = 1%:M; Phi_complete : Phi *m Phi^T = 1%:M }.

Section Factor.
Variables (R : realType) (n h : nat) (Phi : 'M[R]_n) (U : 'M[R]_(n, h)) (sigma : nat -> R) (c t alpha : R).
Let mu := snorm (U *m U^T).
Hypothesis basis_is_orthogonal : Phi^T *m Phi = 1%:M.
Hypothesis sigma_ge0 : forall i, (1 <= i)%N -> 0 <= sigma i.
Hypotheses (alpha_gt0 : 0 < alpha) (c_gt0 : 0 < c) (t_ge0 : 0 <= t).
Local Notation V := (Phi^T *m U).
Local Notation E := (grown sigma c t : 'M_n).
Local Notation G := (diag n (fun i => growth c t (sigma i))).
Local Notation Wt := (flow Phi sigma c (alpha ^+ 2 *: (U *m U^T)) t).

Lemma flow_factor : let inner := 1%:M + alpha ^+ 2 *: V^T *m G *m V in exists Z,
  [/\ Z^T = Z, inner *m Z = 1%:M, Z *m inner = 1%:M &
      Wt = Phi *m (alpha *: E *m V *m Z *m (alpha *: E *m V)^T) *m Phi^T].
Proof.
have [V' VE] : exists V', V' = V by exists V.
rewrite -VE => inner; pose Z := invmx inner.
have a2_ge0 : 0 <= alpha ^+ 2 by exact/ltW/exprn_gt0.
have G_psd : psd G by apply: diag_psd => i /andP[i1 _]; apply: growth_ge0 => //; exact: sigma_ge0.
have inner_pd : posdef inner.
  rewrite /inner -!scalemxAl; apply: posdefD (psdZ a2_ge0 (psdC V' G_psd)).
    by rewrite diag_scalar; apply: diag_posdef => i _; exact: ltr01.
  by rewrite linearZ /= !trmx_mul trmxK diag_sym mulmxA.
have VV : Phi^T *m (U *m U^T) *m Phi = V' *m V'^T by rewrite VE trmx_mul trmxK !mulmxA.
exists Z; split; [exact/posdef_sym/posdef_inv | exact: posdefV | exact: posdefVl |].
rewrite /flow; have -> : Phi^T *m (alpha ^+ 2 *: (U *m U^T)) *m Phi = alpha ^+ 2 *: (V' *m V'^T).
  by rewrite -scalemxAr -scalemxAl VV.
congr (_ *m _ *m _); set W0 := alpha ^+ 2 *: _; pose X := alpha ^+ 2 *: (V' *m Z *m V'^T).
have XK : X *m (1%:M + G *m W0) = W0.
  have e : W0 = alpha ^+ 2 *: (V' *m (Z *m inner) *m V'^T) by rewrite posdefVl // mulmx1.
  rewrite [RHS]e /X /inner mulmxDr mulmx1 (mulmxDr Z) mulmx1 (mulmxDr V') mulmxDl scalerDr; congr (_ + _).
  by rewrite /W0 -!scalemxAl -!scalemxAr -!scalemxAl !mulmxA.
have inv : (1%:M - G *m X) *m (1%:M + G *m W0) = 1%:M by rewrite mulmxBl mul1mx -mulmxA XK addrK.
rewrite -(mulmxA _ W0); have -> : W0 *m invmx (1%:M + G *m W0) = X.
  by rewrite (invmx_eq (mulmx1C inv)) -XK -mulmxA (mulmx1C inv) mulmx1.
have -> : (alpha *: E *m V')^T = V'^T *m (alpha *: E) by rewrite trmx_mul [(_ *: E)^T]linearZ /= [E^T]diag_sym.
by rewrite /X -!scalemxAr -!scalemxAl [in RHS]scalerA -expr2 !mulmxA.
Qed.

Lemma grown_blocks p k q (V1 : 'M[R]_(n, p)) (J1 := pick R n 0 k) (J2 := pick R n k q)
    (tail := fun i => sigma (k + i)%N) :
  (k + q)%N = n ->
  alpha *: J1 *m grown sigma c t *m (J1^T *m V1) + alpha *: J2 *m grown tail c t *m (J2^T *m V1) =
  alpha *: E *m V1.
Proof.
move=> kq; rewrite -!scalemxAl -scalerDr !mulmxA -mulmxDl.
by rewrite (pick_split (fun i => expR (c * t * sigma i)) kq) scalemxAl.
Qed.

Hypothesis mu_gt0 : 0 < mu.
Lemma flow_factored : exists Z fast, factored mu Phi
  (fast_inverse alpha mu (decayed sigma c t) (saturated sigma c t)) Wt fast
  (alpha *: E *m V) V (1%:M + alpha ^+ 2 *: V^T *m G *m V) Z.
Proof.
have [Z [Z_sym innerK innerK' WtE]] := flow_factor.
have f_pd : posdef (fast_inverse alpha mu (decayed sigma c t) (saturated sigma c t : 'M_n)).
  by apply: multiple_posdef => //; rewrite invr_gt0 mulr_gt0 // exprn_gt0.
exists Z, (invmx (fast_inverse alpha mu (decayed sigma c t) (saturated sigma c t))).
split=> //; [exact/posdef_sym/posdef_inv | | exact: posdefVl | exact: posdefV | exact: mulmx1C].
have <- : Phi^T *m (U *m U^T) *m Phi = V *m V^T by rewrite trmx_mul trmxK !mulmxA.
exact: snorm_congr.
Qed.

(* the same, where the first k of n = k + q coordinates are apart from the others, and where they are not *)
Let learned k := forall i, (1 <= i <= k)%N -> 0 < sigma i.
Local Notation inv k := (diag k (fun i => (sigma i)^-1)).
Let learned_saturation k : learned k ->
  inv k - decayed sigma c t *m inv k *m decayed sigma c t = saturated sigma c t.
Proof. by move=> pos; rewrite !diagM diagB; apply: eq_diag => i /pos s0; rewrite saturation_positive. Qed.
Let learned_growth k : learned k ->
  grown sigma c t *m inv k *m grown sigma c t - inv k = diag k (fun i => growth c t (sigma i)).
Proof.
move=> pos; rewrite !diagM diagB; apply: eq_diag => i /pos s0; rewrite /growth gt_eqF //.
rewrite (_ : 2 * c * t * sigma i = c * t * sigma i + c * t * sigma i); last by ring.
by rewrite expRD mulrBl mul1r mulrAC.
Qed.

Lemma factored_blocks k q (J1 := pick R n 0 k) (J2 := pick R n k q) (U1 := J1^T *m V) (U2 := J2^T *m V)
    (tail := fun i => sigma (k + i)%N) (G2 := diag q (fun i => growth c t (tail i)))
    (E1 := expm ((c * t) *: diag k sigma)) (F1 := expm ((- c * t) *: diag k sigma))
    (E2 := expm ((c * t) *: diag q tail)) (F2 := expm ((- c * t) *: diag q tail)) :
  (k + q)%N = n -> learned k -> exists Z fast, factored mu Phi
    (J1 *m fast_inverse alpha mu F1 (inv k - F1 *m inv k *m F1) *m J1^T +
     J2 *m fast_inverse alpha mu F2 (F2 *m G2 *m F2) *m J2^T) Wt fast
    (alpha *: J1 *m E1 *m U1 + alpha *: J2 *m E2 *m U2) (J1 *m U1 + J2 *m U2)
    (1%:M + alpha ^+ 2 *: U1^T *m (E1 *m inv k *m E1 - inv k) *m U1 + alpha ^+ 2 *: U2^T *m G2 *m U2) Z.
Proof.
move=> kq pos; have [V' VE] : exists V', V' = V by exists V.
rewrite /U1 /U2 -VE /E1 /E2 /F1 /F2 !expm_decayed !expm_grown learned_saturation // learned_growth //.
have -> : decayed tail c t *m G2 *m decayed tail c t = saturated tail c t.
  by rewrite !diagM; apply: eq_diag => i _; rewrite mulrAC -expr2 mulrC.
have -> : J1 *m (J1^T *m V') + J2 *m (J2^T *m V') = V' by rewrite !mulmxA -mulmxDl pick_whole // mul1mx.
rewrite grown_blocks //.
have -> : 1%:M + alpha ^+ 2 *: (J1^T *m V')^T *m diag k (fun i => growth c t (sigma i)) *m (J1^T *m V') +
    alpha ^+ 2 *: (J2^T *m V')^T *m G2 *m (J2^T *m V') = 1%:M + alpha ^+ 2 *: V'^T *m G *m V'.
  rewrite -addrA; congr (_ + _); rewrite !(trmx_mul _ V') !trmxK -!scalemxAl -scalerDr; congr (_ *: _).
  rewrite -(pick_split (fun i => growth c t (sigma i)) kq) mulmxDr mulmxDl.
  by rewrite !mulmxA.
have -> : J1 *m fast_inverse alpha mu (decayed sigma c t) (saturated sigma c t) *m J1^T +
    J2 *m fast_inverse alpha mu (decayed tail c t) (saturated tail c t) *m J2^T =
    fast_inverse alpha mu (decayed sigma c t) (saturated sigma c t).
  by rewrite /fast_inverse !(diagZ, diagM, diagD) (pick_split (fun i => _ * (expR (- c * t * sigma i) * _) + _) kq).
rewrite VE; exact: flow_factored.
Qed.
Lemma factored_whole (E1 := expm ((c * t) *: diag n sigma)) (F1 := expm ((- c * t) *: diag n sigma)) :
  exists Z fast, factored mu Phi (1 *: (1 *: fast_inverse alpha mu F1 (F1 *m G *m F1))) Wt fast
    ((alpha * 1) *: E1 *m V) (1 *: V) (1%:M + alpha ^+ 2 *: V^T *m G *m V) Z.
Proof.
rewrite !scale1r mulr1 /E1 /F1 expm_decayed expm_grown.
have -> : decayed sigma c t *m G *m decayed sigma c t = saturated sigma c t.
  by rewrite !diagM; apply: eq_diag => i _; rewrite mulrAC -expr2 mulrC.
exact: flow_factored.
Qed.
Lemma factored_learned (E1 := expm ((c * t) *: diag n sigma)) (F1 := expm ((- c * t) *: diag n sigma)) :
  learned n -> exists Z fast, factored mu Phi
    (1 *: (1 *: fast_inverse alpha mu F1 (inv n - F1 *m inv n *m F1))) Wt fast
    ((alpha * 1) *: E1 *m V) (1 *: V) (1%:M + alpha ^+ 2 *: V^T *m (E1 *m inv n *m E1 - inv n) *m V) Z.
Proof.
move=> pos; rewrite !scale1r mulr1 /E1 /F1 expm_decayed expm_grown learned_saturation // learned_growth //.
exact: flow_factored.
Qed.
End Factor.
