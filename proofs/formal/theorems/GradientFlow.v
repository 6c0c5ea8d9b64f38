(* Gradient flow on the factor. For a symmetric Y the loss  L(U) = \frac14 \lVert Y - U U^\top \rVert_F^2  has the
   gradient  \nabla L(U) = -(Y - U U^\top) U.  If U is continuous on [0, T] and  \dot U = -c \nabla L(U)  on (0, T) then
   W = U U^\top  is the closed form of Flow.v from  W_0 = U(0) U(0)^\top,  whatever the number of columns of U. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import boolp classical_sets functions reals topology normedtype sequences derive realfun exp.
From mathcomp Require Import ring.
From flowproof Require Import Loewner Flow Derivative Riccati Uniqueness.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.Theory GRing.Theory Num.Theory numFieldNormedType.Exports.
Local Open Scope classical_set_scope.
Local Open Scope ring_scope.

Section Loss.
Variables (R : realType) (n h : nat) (Y : 'M[R]_n).
Implicit Type U : 'M[R]_(n, h).

Definition loss U : R := 4^-1 * squares (Y - U *m U^T).
Definition gradient U : 'M[R]_(n, h) := - ((Y - U *m U^T) *m U).

Lemma squares_trace m p (A : 'M[R]_(m, p)) : squares A = \tr (A^T *m A).
Proof.
rewrite /squares exchange_big; apply: eq_bigr => j _; rewrite mxE; apply: eq_bigr => i _.
by rewrite mxE expr2.
Qed.

(* dL/dt = < \nabla L(U), \dot U > along every curve *)
Theorem loss_derivative (U : R -> 'M[R]_(n, h)) t D : Y^T = Y -> is_mxderive U t D ->
  is_derive t 1 (fun x => loss (U x)) (\tr ((gradient (U t))^T *m D)).
Proof.
move=> sY dU; pose A x := Y - U x *m (U x)^T; set B := D *m (U t)^T + U t *m D^T.
have sA : (A t)^T = A t by rewrite linearB /= sY trmx_mul trmxK.
have dA : is_mxderive A t (- B).
  by apply: is_mxderive_eq (is_mxderiveB (is_mxderive_cst Y t) (is_mxderiveM dU (is_mxderiveT dU))) _; rewrite sub0r.
have -> : (fun x => loss (U x)) = (fun x => 4^-1 * \tr ((A x)^T *m A x)).
  by apply/funext => x; rewrite /loss squares_trace.
have dS : is_derive t 1 (fun x => \tr ((A x)^T *m A x)) (\tr ((- B)^T *m A t + (A t)^T *m - B)).
  by apply: is_derive_bigsum => i; exact: (is_mxderiveM (is_mxderiveT dA) dA i i).
apply: is_derive_eq (is_derive_mul (is_derive_cst 4^-1 t 1) dS) _.
have half : \tr (A t *m B) = \tr (D^T *m (A t *m U t)) *+ 2.
  rewrite mulmxDr mxtraceD mulr2n; congr (_ + _); last by rewrite mulmxA mxtrace_mulC.
  by rewrite -mxtrace_tr !trmx_mul trmxK sA -!mulmxA mxtrace_mulC -mulmxA.
have -> : \tr ((gradient (U t))^T *m D) = - \tr (D^T *m (A t *m U t)).
  by rewrite linearN mulNmx linearN /= -mxtrace_tr trmx_mul trmxK.
rewrite mul0r add0r linearN mulNmx mulmxN mxtraceD !linearN /= -[\tr (B^T *m _)]mxtrace_tr trmx_mul trmxK sA.
by rewrite half /cst; move: (\tr _) => x; field.
Qed.
End Loss.

Section TheProduct.
Variables (R : realType) (n h : nat) (Phi : 'M[R]_n) (sigma : nat -> R) (c T : R).
Hypotheses (Phi_orthogonal : Phi^T *m Phi = 1%:M) (c_ge0 : 0 <= c).
Let Y := Phi *m diag n sigma *m Phi^T.
Variable U : R -> 'M[R]_(n, h).
Hypothesis U_continuous : forall i j, {within `[0, T], continuous (fun t => U t i j)}.
Hypothesis U_flows : forall t, 0 < t < T -> is_mxderive U t (- c *: gradient Y (U t)).

Theorem gradient_flow_product t : 0 <= t <= T -> U t *m (U t)^T = flow Phi sigma c (U 0 *m (U 0)^T) t.
Proof.
have sY : Y^T = Y by rewrite !trmx_mul trmxK tr_diag_mx mulmxA.
move: t; apply: (@flow_unique _ _ Phi sigma c T) => //; first by rewrite -{1}(trmxK (U 0)); exact: psd_gram.
split=> // [i j|t t0T].
  apply: (@eq_continuous _ [topologicalType of subspace `[0, T]] (fun t => \sum_l U t i l * U t j l)) => x.
    by rewrite mxE; apply: eq_bigr => l _; rewrite mxE.
  by apply: cvg_bigsum => l; exact: (continuousM (@U_continuous i l x) (@U_continuous j l x)).
apply: is_mxderive_eq (is_mxderiveM (U_flows t0T) (is_mxderiveT (U_flows t0T))) _.
rewrite /gradient /riccati -/Y scalerN scaleNr opprK.
set W := U t *m (U t)^T; have sW : W^T = W by rewrite trmx_mul trmxK.
rewrite linearZ /= -scalemxAl -scalemxAr -scalerDr -mulmxA -/W; congr (_ *: _).
rewrite trmx_mul mulmxA -/W linearB /= sY sW mulmxBl mulmxBr addrACA -opprD; congr (_ - _).
by rewrite scaler_nat mulr2n.
Qed.
End TheProduct.
