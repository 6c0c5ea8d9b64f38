(* The equation of the flow, \dot W = c (Y W + W Y - 2 W^2), has at most one solution: two that are continuous on
   [0, T], solve it on (0, T) and start at the same matrix agree on [0, T]. Neither need be symmetric.
   Their difference D solves \dot D = P D + D P with P = c (Y - W_1 - W_2), so f = \lVert D \rVert_F^2 has
     f' <= 2 (1 + \lVert P \rVert_F^2) f <= L f,  and  e^{-Lt} f(t)  cannot grow from f(0) = 0. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import boolp classical_sets functions reals topology normedtype sequences derive realfun exp.
From mathcomp Require Import ring.
From flowproof Require Import Loewner Flow Derivative Riccati.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.Theory GRing.Theory Num.Theory numFieldNormedType.Exports.
Local Open Scope classical_set_scope.
Local Open Scope ring_scope.

Section Squares.
Variable R : realType.

(* \lVert A \rVert_F^2 *)
Definition squares m n (A : 'M[R]_(m, n)) := \sum_i \sum_j A i j ^+ 2.

Lemma squares_ge0 m n (A : 'M[R]_(m, n)) : 0 <= squares A.
Proof. by apply: sumr_ge0 => i _; apply: sumr_ge0 => j _; exact: sqr_ge0. Qed.

Lemma squares_eq0 m n (A : 'M[R]_(m, n)) : squares A <= 0 -> A = 0.
Proof.
move=> A0; have {}A0 : squares A = 0 by apply/le_anti; rewrite A0 squares_ge0.
apply/matrixP => i j; rewrite mxE; apply/eqP; rewrite -sqrf_eq0; apply/eqP.
have row0 : \sum_j A i j ^+ 2 = 0.
  by apply: (psumr_eq0P _ A0) => // l _; apply: sumr_ge0 => *; exact: sqr_ge0.
by apply: (psumr_eq0P _ row0) => // *; exact: sqr_ge0.
Qed.

Lemma squares_mul m n p (A : 'M[R]_(m, n)) (B : 'M[R]_(n, p)) : squares (A *m B) <= squares A * squares B.
Proof.
have e : squares B = \sum_j \sum_l B l j ^+ 2 by rewrite /squares exchange_big.
rewrite e mulr_suml; apply: ler_sum => i _; rewrite mulr_sumr; apply: ler_sum => j _.
have -> : (A *m B) i j = dot (row i A)^T (col j B) by rewrite mxE dotE; apply: eq_bigr => k _; rewrite !mxE.
have -> : \sum_k A i k ^+ 2 = dot (row i A)^T (row i A)^T by rewrite dotE; apply: eq_bigr => k _; rewrite !mxE.
have -> : \sum_k B k j ^+ 2 = dot (col j B) (col j B) by rewrite dotE; apply: eq_bigr => k _; rewrite !mxE.
exact: cauchy_schwarz.
Qed.
End Squares.

Section Continuity.
Variables (R : realType) (T : topologicalType).

Lemma eq_continuous (f g : T -> R) : f =1 g -> continuous f -> continuous g.
Proof. by move/funext => ->. Qed.

Lemma continuous_squares m n (A : T -> 'M[R]_(m, n)) :
  (forall i j, continuous (fun x => A x i j)) -> continuous (fun x => squares (A x)).
Proof.
move=> h x; apply: cvg_bigsum => i; apply: cvg_bigsum => j; move: x.
apply: (@eq_continuous (fun x => A x i j * A x i j)) => x; first by rewrite expr2.
by apply: continuousM; exact: h.
Qed.
End Continuity.

Section Linear.
Variables (R : realType) (n : nat) (T : R) (D P : R -> 'M[R]_n).
Hypothesis D_start : D 0 = 0.
Hypothesis D_derivative : forall t, 0 < t < T -> is_mxderive D t (P t *m D t + D t *m P t).
Hypothesis D_continuous : forall i j, {within `[0, T], continuous (fun t => D t i j)}.
Hypothesis P_continuous : forall i j, {within `[0, T], continuous (fun t => P t i j)}.

Let f t := squares (D t).

Let f_growth t : 0 < t < T -> exists2 d, is_derive t 1 f d & d <= 2 * (1 + squares (P t)) * f t.
Proof.
move=> t0T; have h := D_derivative t0T; set X := _ + _ in h.
exists (\sum_i \sum_j 2 * (D t i j * X i j)).
  apply: is_derive_bigsum => i; apply: is_derive_bigsum => j; under eq_fun do rewrite expr2.
  by have := is_derive_mul (h i j) (h i j); congr is_derive; rewrite mulrC -mulr2n mulr_natl.
have twice (A : 'M[R]_n) : \sum_i \sum_j 2 * (D t i j * A i j) <= f t + squares A.
  rewrite -big_split; apply: ler_sum => i _; rewrite -big_split; apply: ler_sum => j _ /=.
  by have := sqr_ge0 (D t i j - A i j); rewrite sqrrB addrAC -mulr_natl subr_ge0.
have -> : \sum_i \sum_j 2 * (D t i j * X i j) =
    \sum_i \sum_j 2 * (D t i j * (P t *m D t) i j) + \sum_i \sum_j 2 * (D t i j * (D t *m P t) i j).
  rewrite -big_split; apply: eq_bigr => i _; rewrite -big_split; apply: eq_bigr => j _.
  by rewrite [X i j]mxE mulrDr mulrDr.
apply: le_trans (ler_add (twice _) (twice _)) _.
apply: le_trans (ler_add (ler_add (lexx _) (squares_mul _ _)) (ler_add (lexx _) (squares_mul _ _))) _.
by rewrite -/(f t) le_eqVlt; apply/orP; left; apply/eqP; ring.
Qed.

Lemma linear_zero t : 0 <= t <= T -> D t = 0.
Proof.
move=> /andP[t0 tT]; have T0 := le_trans t0 tT.
have f_cont : {within `[0, T], continuous f} by exact: continuous_squares.
have [a _ a_max] : exists2 a, a \in `[0, T] & forall s, s \in `[0, T] -> squares (P s) <= squares (P a).
  by apply: EVT_max => //; exact: continuous_squares.
set L := 2 * (1 + squares (P a)).
pose g s := expR (- L * s) * f s.
have dg s : 0 < s < T -> exists2 d, is_derive s 1 g d & d <= 0.
  move=> s0T; have [d hd dL] := f_growth s0T.
  exists (- L * expR (- L * s) * f s + expR (- L * s) * d).
    by apply: is_derive_mul => //; exact: is_derive_exp.
  rewrite mulrAC mulrC -mulrDr pmulr_rle0 ?expR_gt0 // addrC mulNr subr_le0.
  apply: le_trans dL _; rewrite ler_wpmul2r ?squares_ge0 // ler_wpmul2l ?ler0n // ler_add2l a_max // in_itv /=.
  by case/andP: s0T => /ltW -> /ltW ->.
have e_cont : {within `[0, T], continuous (fun s => expR (- L * s))}.
  apply: continuous_subspaceT => x.
  suff h : {for x, continuous (fun s => expR (- L * s))} by exact: h.
  by apply/differentiable_continuous/derivable1_diffP; case: (is_derive_exp (- L) x).
have g_cont : {within `[0, T], continuous g} by move=> s; exact: (@continuousM _ _ _ _ s (e_cont s) (f_cont s)).
have g_le : g t <= g 0.
  apply: (@ler0_derive1_nincr R g 0 T) => // s; rewrite in_itv /= => /dg[d [g' dE] d0] //.
  by rewrite derive1E dE.
apply: squares_eq0; move: g_le; rewrite /g /f D_start.
have -> : squares (0 : 'M[R]_n) = 0 by apply: big1 => i _; apply: big1 => j _; rewrite mxE expr0n.
by rewrite mulr0 pmulr_rle0 ?expR_gt0.
Qed.
End Linear.

Section Uniqueness.
Variables (R : realType) (n : nat) (c : R) (Y W0 : 'M[R]_n) (T : R).

Lemma riccatiB V W (P := c *: (Y - (V + W))) :
  riccati c Y V - riccati c Y W = P *m (V - W) + (V - W) *m P.
Proof.
rewrite /riccati /P -scalemxAl -scalemxAr -scalerBr -scalerDr; congr (_ *: _).
rewrite !(mulmxBl, mulmxBr, mulmxDl, mulmxDr).
move: (Y *m V) (Y *m W) (V *m Y) (W *m Y) (V *m V) (V *m W) (W *m V) (W *m W) => yv yw vy wy vv vw wv ww.
apply/matrixP => i j; rewrite !mxE.
by move: (yv i j) (yw i j) (vy i j) (wy i j) (vv i j) (vw i j) (wv i j) (ww i j) => a b d e f g h k; ring.
Qed.

Theorem riccati_unique V W : solves c Y W0 T V -> solves c Y W0 T W -> forall t, 0 <= t <= T -> V t = W t.
Proof.
case=> V0 V_cont dV [W0' W_cont dW] t t0T; apply/eqP; rewrite -subr_eq0; apply/eqP; move: t t0T.
pose P t := c *: (Y - (V t + W t)).
have P_cont i j : {within `[0, T], continuous (fun t => P t i j)}.
  pose v t := V t i j; pose w t := W t i j.
  apply: (@eq_continuous _ [topologicalType of subspace `[0, T]] (cst c * (cst (Y i j) - (v + w)))) => x.
    by rewrite !mxE.
  have cst_cont a := @cst_continuous [topologicalType of subspace `[0, T]] [topologicalType of R] a x.
  exact: (continuousM (cst_cont c) (continuousB (cst_cont (Y i j)) (continuousD (V_cont i j x) (W_cont i j x)))).
apply: (@linear_zero _ _ T (fun t => V t - W t) P) => // [|t t0T|i j].
- by rewrite V0 W0' subrr.
- by apply: is_mxderive_eq (is_mxderiveB (dV t t0T) (dW t t0T)) _; rewrite riccatiB.
pose v t := V t i j; pose w t := W t i j.
apply: (@eq_continuous _ [topologicalType of subspace `[0, T]] (v - w)) => x; first by rewrite !mxE.
exact: (continuousB (V_cont i j x) (W_cont i j x)).
Qed.
End Uniqueness.

Section TheFlow.
Variables (R : realType) (n : nat) (Phi : 'M[R]_n) (sigma : nat -> R) (c T : R).
Hypotheses (Phi_orthogonal : Phi^T *m Phi = 1%:M) (c_ge0 : 0 <= c).
Let Y := Phi *m diag n sigma *m Phi^T.

Theorem flow_unique W0 W : psd W0 -> solves c Y W0 T W -> forall t, 0 <= t <= T -> W t = flow Phi sigma c W0 t.
Proof. by move=> psdW0 sW; apply: riccati_unique sW _; exact: flow_solves. Qed.
End TheFlow.
