(* The closed form solves the equation of the flow: for 0 <= c, 0 <= t, \Phi orthogonal and W_0 positive semidefinite,
     \dot W = c (Y W + W Y - 2 W^2),  W(0) = W_0,  for  Y = \Phi \Sigma \Phi^\top  and
     W(t) = \Phi E \tilde W (I + G \tilde W)^{-1} E \Phi^\top,  as Flow.v defines it.
   The eigenvalues of Y may have any sign, and be zero; the derivative at t = 0 is taken from both sides. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import boolp classical_sets functions reals topology normedtype sequences derive realfun exp.
From mathcomp Require Import ring.
From flowproof Require Import Loewner Flow Blocks Derivative.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.Theory GRing.Theory Num.Theory numFieldNormedType.Exports.
Local Open Scope classical_set_scope.
Local Open Scope ring_scope.

Section Numbers.
Variables (R : realType) (c t : R).

Lemma growth0 x : growth c 0 x = 0.
Proof. by rewrite /growth !mulr0 mul0r expR0 subrr mul0r; case: ifP. Qed.

Lemma growth_is_not_negative x : 0 <= c -> 0 <= t -> 0 <= growth c t x.
Proof.
move=> c0 t0; have ct : 0 <= 2 * c * t by rewrite !mulr_ge0 ?ler0n.
rewrite /growth; case: (ltgtP x 0) => [x0|x0|_] //.
  by rewrite mulr_le0 ?invr_le0 ?(ltW x0) // subr_le0 -[leRHS]expR0 ler_expR mulr_ge0_le0 // ltW.
by rewrite divr_ge0 ?(ltW x0) // subr_ge0 -[leLHS]expR0 ler_expR mulr_ge0 // ltW.
Qed.

Lemma is_derive_exp_at a x : is_derive t 1 (fun s => expR (a * s * x)) (a * x * expR (a * t * x)).
Proof. by under eq_fun do rewrite mulrAC; rewrite [a * t * x]mulrAC; exact: is_derive_exp. Qed.

Lemma is_derive_growth x : is_derive t 1 (fun s => growth c s x) (2 * c * expR (c * t * x) ^+ 2).
Proof.
rewrite /growth; have [->|x0] := eqVneq x 0.
  have := is_derive_mul (is_derive_cst (2 * c) t 1) (is_derive_id t 1).
  by rewrite mulr0 expR0 expr1n !mul0r add0r.
have := is_derive_mul (is_deriveB (is_derive_exp_at (2 * c) x) (is_derive_cst 1 t 1)) (is_derive_cst x^-1 t 1).
rewrite !mulr0 addr0 subr0 mulrAC mulfK //; congr is_derive.
by rewrite expr2 -expRD; congr (_ * expR _); ring.
Qed.
End Numbers.

Section Equation.
Variables (R : realType) (n : nat).

(* c (Y W + W Y - 2 W^2) *)
Definition riccati (c : R) (Y W : 'M[R]_n) := c *: (Y *m W + W *m Y - 2 *: (W *m W)).

(* W starts at W_0, is continuous on [0, T], and solves the equation on (0, T) *)
Definition solves (c : R) (Y W0 : 'M[R]_n) (T : R) (W : R -> 'M[R]_n) :=
  [/\ W 0 = W0, forall i j, {within `[0, T], continuous (fun t => W t i j)} &
    forall t, 0 < t < T -> is_mxderive W t (riccati c Y (W t))].

Lemma mul_in_a_basis (Phi A B : 'M[R]_n) : Phi^T *m Phi = 1%:M ->
  Phi *m A *m Phi^T *m (Phi *m B *m Phi^T) = Phi *m (A *m B) *m Phi^T.
Proof. by move=> h; rewrite !mulmxA -[Phi *m A *m _ *m _]mulmxA h mulmx1. Qed.

Lemma riccati_in_a_basis c (Phi Y W : 'M[R]_n) : Phi^T *m Phi = 1%:M ->
  riccati c (Phi *m Y *m Phi^T) (Phi *m W *m Phi^T) = Phi *m riccati c Y W *m Phi^T.
Proof.
move=> h; rewrite /riccati !mul_in_a_basis // -scalemxAr -scalemxAl mulmxBr mulmxDr mulmxBl mulmxDl.
by rewrite -scalemxAr -scalemxAl.
Qed.

Lemma riccati_transpose c (Y W : 'M[R]_n) : Y^T = Y -> (riccati c Y W)^T = riccati c Y W^T.
Proof. by move=> sY; rewrite linearZ linearB linearD linearZ /= !trmx_mul sY [_ *m Y + _]addrC. Qed.
End Equation.

Section Diagonal.
Variables (R : realType) (n : nat).
Implicit Type V : 'M[R]_n.

Let diag_derivative (f : nat -> R -> R) t d : (forall i, is_derive t 1 (f i) (d i)) ->
  is_mxderive (fun x => diag n (fun i => f i x)) t (diag n d).
Proof. by move=> h; apply: is_mxderive_diag => i j; under eq_fun do rewrite mxE; rewrite mxE. Qed.

(* v^T (I + V G) = 0 gives (G v)^T V (G v) = - v^T G v <= 0, so that G v = 0, and v = - V G v = 0 *)
Lemma resolvent_unit (g : nat -> R) V : (forall i, 0 <= g i) -> psd V -> 1%:M + diag n g *m V \in unitmx.
Proof.
move=> g0 psdV; rewrite -row_free_unit -kermx_eq0; apply/negPn/negP => /rowV0Pn[w /sub_kermxP wA w0].
set v := w^T; set u := diag n g *m v.
have vE : v = - (V^T *m u).
  apply/eqP; rewrite -addr_eq0 /u /v; apply/eqP; rewrite -[RHS](trmx0 _ 1 n) -wA mulmxDr mulmx1 mulmxA.
  by rewrite linearD /= !trmx_mul diag_sym.
have uE i : u i 0 = g i.+1 * v i 0 by rewrite /u mul_diag_mx !mxE.
have ge0 i : 0 <= v i 0 * u i 0 by rewrite uE mulrCA mulr_ge0 // -expr2 sqr_ge0.
have vu : dot v u = 0.
  apply/le_anti/andP; split; last by rewrite dotE sumr_ge0.
  by rewrite {1}vE dotC dotNr oppr_le0 dotM trmxK dotC.
have u0 : u = 0.
  apply/colP => i; move: vu; rewrite dotE => /(psumr_eq0P (fun i _ => ge0 i)) /(_ i isT) /eqP.
  by rewrite mulf_eq0 [RHS]mxE => /orP[] /eqP e //; rewrite uE e mulr0.
by move: w0; rewrite -(trmxK w) -/v vE u0 mulmx0 oppr0 trmx0 eqxx.
Qed.

Section InTheBasis.
Variables (sigma : nat -> R) (c t : R) (V : 'M[R]_n).
Let S := diag n sigma.
Let E x := diag n (fun i => expR (c * x * sigma i)).
Let G x := diag n (fun i => growth c x (sigma i)).
Let K x := invmx (1%:M + G x *m V).

Let dE : is_mxderive E t (c *: (S *m E t)).
Proof.
apply: is_mxderive_eq (diag_derivative (fun i => is_derive_exp_at t c (sigma i))) _.
by rewrite diagM diagZ; apply: eq_diag => i _; rewrite mulrA.
Qed.

Let dG : is_mxderive G t ((2 * c) *: (E t *m E t)).
Proof.
apply: is_mxderive_eq (diag_derivative (fun i => is_derive_growth c t (sigma i))) _.
by rewrite diagM diagZ; apply: eq_diag => i _; rewrite expr2.
Qed.

Let ES : S *m E t = E t *m S.
Proof. by rewrite !diagM; apply: eq_diag => i _; rewrite mulrC. Qed.

Lemma flow_derivative_in_the_basis : 0 <= c -> 0 <= t -> psd V ->
  is_mxderive (fun x => E x *m V *m K x *m E x) t (riccati c S (E t *m V *m K t *m E t)).
Proof.
move=> c0 t0 psdV; have u : 1%:M + G t *m V \in unitmx.
  by apply: resolvent_unit => // i; exact: growth_is_not_negative.
have dV : is_mxderive (fun=> V) t 0 := is_mxderive_cst V t.
have dK : is_mxderive K t (- ((2 * c) *: (K t *m E t *m E t *m V *m K t))).
  apply: is_mxderive_eq (is_mxderiveV u (is_mxderiveD (is_mxderive_cst 1%:M t) (is_mxderiveM dG dV))) _.
  by rewrite mulmx0 addr0 add0r -!scalemxAl -scalemxAr -scalemxAl !mulmxA.
apply: is_mxderive_eq (is_mxderiveM (is_mxderiveM (is_mxderiveM dE dV) dK) dE) _.
rewrite mulmx0 addr0 -/(E t) -/(K t) /riccati; move: (E t) (K t) ES => e k eS.
rewrite mulmxDl mulmxN mulNmx -!scalemxAl -!scalemxAr -!scalemxAl scalerBr scalerDr scalerA [c * 2]mulrC eS addrAC.
by rewrite !mulmxA -[_ *m e *m S]mulmxA -eS !mulmxA.
Qed.
End InTheBasis.
End Diagonal.

Section ClosedForm.
Variables (R : realType) (n : nat) (Phi W0 : 'M[R]_n) (sigma : nat -> R) (c : R).
Hypothesis Phi_orthogonal : Phi^T *m Phi = 1%:M.

Theorem flow_start : flow Phi sigma c W0 0 = W0.
Proof.
have E1 : diag n (fun i => expR (c * 0 * sigma i)) = 1%:M.
  by rewrite diag_scalar; apply: eq_diag => i _; rewrite mulr0 mul0r expR0.
have G0 : diag n (fun i => growth c 0 (sigma i)) = 0.
  by apply/matrixP => i j; rewrite !mxE growth0 mul0rn.
rewrite /flow E1 G0 mul0mx addr0 invmx1 !mulmx1 mul1mx !mulmxA (mulmx1C Phi_orthogonal) mul1mx.
by rewrite -mulmxA (mulmx1C Phi_orthogonal) mulmx1.
Qed.

Theorem flow_derivative (t : R) : 0 <= c -> 0 <= t -> psd W0 -> let W := flow Phi sigma c W0 in
  is_mxderive W t (riccati c (Phi *m diag n sigma *m Phi^T) (W t)).
Proof.
move=> c0 t0 psdW0; rewrite /= riccati_in_a_basis //.
have d := flow_derivative_in_the_basis sigma c0 t0 (psdC Phi psdW0).
have cst A := @is_mxderive_cst R n n A t.
apply: is_mxderive_eq (is_mxderiveM (is_mxderiveM (cst Phi) d) (cst Phi^T)) _.
by rewrite mul0mx mulmx0 add0r addr0.
Qed.

Theorem flow_solves (T : R) : 0 <= c -> psd W0 ->
  solves c (Phi *m diag n sigma *m Phi^T) W0 T (flow Phi sigma c W0).
Proof.
move=> c0 psdW0; split=> [|i j|t /andP[/ltW t0 _]]; [exact: flow_start | | exact: flow_derivative].
apply: continuous_in_subspaceT => t; rewrite inE /= in_itv /= => /andP[t0 _].
by apply/differentiable_continuous/derivable1_diffP; case: (flow_derivative c0 t0 psdW0 i j).
Qed.
End ClosedForm.
