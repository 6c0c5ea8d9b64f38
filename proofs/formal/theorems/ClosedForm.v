(* What the closed form W(t) of Flow.v says, for 0 <= c, 0 <= t and W_0 positive semidefinite.
   - Every symmetric Y is \Phi \Sigma \Phi^\top for some \Phi, so that the flow exists for all times, and is unique;
     W_0 may be \alpha^2 \bar W_0 with \bar W_0 \succ 0, as in the theorems.
   - W(t) does not depend on which \Phi diagonalizes Y, and has the rank of W_0; it is symmetric, and then positive
     semidefinite, if W_0 is symmetric.
   - For an invertible Y,  W(t) = e^{ctY} W_0 [I + Y^{-1} (e^{2ctY} - I) W_0]^{-1} e^{ctY}.
   - For a spectral start, W_0 = \Phi diag(a_1, ..., a_n) \Phi^\top,  W(t) = \Phi diag(x_1, ..., x_n) \Phi^\top  with
     x = \sigma a e^{2c\sigma t} / (\sigma + a (e^{2c\sigma t} - 1)),  or  a / (1 + 2cat)  where \sigma = 0. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import boolp classical_sets functions reals topology normedtype sequences derive realfun exp.
From mathcomp Require Import ring.
From flowproof Require Import Loewner Spectral Flow Blocks Derivative Exponential Riccati Uniqueness.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.Theory GRing.Theory Num.Theory numFieldNormedType.Exports.
Local Open Scope classical_set_scope.
Local Open Scope ring_scope.

Section Existence.
Variables (R : realType) (n : nat) (Y W0 : 'M[R]_n) (c : R).

Lemma target_spectrum : Y^T = Y -> exists Phi sigma, Phi^T *m Phi = 1%:M /\ Y = Phi *m diag n sigma *m Phi^T.
Proof.
move=> /spectral[[Phi d] [/= PP YE]].
exists Phi, (fun k => if insub k.-1 is Some i then d 0 i else 0); split=> //.
rewrite {1}YE; congr (_ *m diag_mx _ *m _); apply/rowP => i; rewrite mxE /=.
by case: insubP => [j _ ij|]; [congr (d _ _); exact/esym/val_inj | rewrite ltn_ord].
Qed.

Theorem flow_exists_and_is_unique : 0 <= c -> Y^T = Y -> psd W0 ->
  exists2 W, forall T, solves c Y W0 T W &
    forall V, (forall T, solves c Y W0 T V) -> forall t, 0 <= t -> V t = W t.
Proof.
move=> c0 /target_spectrum[Phi [sigma [PP YE]]] psdW0; exists (flow Phi sigma c W0).
  by move=> T; rewrite YE; exact: flow_solves.
move=> V sV t t0; apply: (flow_unique PP c0 psdW0 (T := t)); last by rewrite t0 lexx.
by rewrite -YE; exact: sV.
Qed.

Theorem flow_from_a_positive_shape Phi sigma alpha Wbar (T : R) : 0 <= c -> Phi^T *m Phi = 1%:M -> posdef Wbar ->
  solves c (Phi *m diag n sigma *m Phi^T) (alpha ^+ 2 *: Wbar) T (flow Phi sigma c (alpha ^+ 2 *: Wbar)).
Proof. by move=> c0 PP pW; apply: flow_solves => //; apply: psdZ (sqr_ge0 _) (posdef_psd pW). Qed.
End Existence.

Section Properties.
Variables (R : realType) (n : nat) (Phi W0 : 'M[R]_n) (sigma : nat -> R) (c t : R).
Hypotheses (Phi_orthogonal : Phi^T *m Phi = 1%:M) (c_ge0 : 0 <= c) (t_ge0 : 0 <= t) (W0_psd : psd W0).
Let Y := Phi *m diag n sigma *m Phi^T.
Let W := flow Phi sigma c W0.

Let t_itv : 0 <= t <= t. Proof. by rewrite t_ge0 lexx. Qed.

Theorem flow_basis_free Psi tau : Psi^T *m Psi = 1%:M -> Y = Psi *m diag n tau *m Psi^T ->
  W t = flow Psi tau c W0 t.
Proof.
move=> PP YE; apply: (flow_unique PP c_ge0 W0_psd _ t_itv).
by rewrite -YE; exact: flow_solves.
Qed.

Theorem flow_symmetric : W0^T = W0 -> (W t)^T = W t.
Proof.
move=> sW0; have sY : Y^T = Y by rewrite !trmx_mul trmxK tr_diag_mx mulmxA.
have [W_start W_cont dW] := flow_solves sigma Phi_orthogonal t c_ge0 W0_psd.
move: t_itv; apply: (@flow_unique _ _ Phi sigma c t _ c_ge0 W0 (fun s => (W s)^T)) => //.
split=> [|i j|s s0t]; first by rewrite /W W_start.
  apply: (@eq_continuous _ [topologicalType of subspace `[0, t]] (fun s => W s j i)) => [s|]; last exact: W_cont.
  by rewrite [RHS]mxE.
by apply: is_mxderive_eq (is_mxderiveT (dW s s0t)) _; exact: riccati_transpose.
Qed.

Let V := Phi^T *m W0 *m Phi.
Let E := diag n (fun i => expR (c * t * sigma i)).
Let F := diag n (fun i => expR (- (c * t * sigma i))).
Let G := diag n (fun i => growth c t (sigma i)).
Let K := invmx (1%:M + G *m V).

Let EF : E *m F = 1%:M.
Proof. by apply: diag_inverse => i _; exact: expRxMexpNx_1. Qed.

Let resolvent : 1%:M + G *m V \in unitmx.
Proof. by apply: resolvent_unit => [i|]; [exact: growth_is_not_negative | exact: psdC]. Qed.

Theorem flow_rank : \rank (W t) = \rank W0.
Proof.
have uPhi : Phi \in unitmx by case: (mulmx1_unit Phi_orthogonal).
have uE : E \in unitmx by case: (mulmx1_unit EF).
have uK : K \in unitmx by rewrite unitmx_inv.
have rank_r (A B : 'M[R]_n) : B \in unitmx -> \rank (A *m B) = \rank A.
  by move=> uB; rewrite mxrankMfree ?row_free_unit.
have rank_l (A B : 'M[R]_n) : A \in unitmx -> \rank (A *m B) = \rank B.
  by move=> uA; rewrite -mxrank_tr trmx_mul rank_r ?unitmx_tr // mxrank_tr.
rewrite /W /flow rank_r ?unitmx_tr // rank_l // rank_r // rank_r // rank_l // rank_r //.
by rewrite rank_l ?unitmx_tr.
Qed.

(* x^T V (I + G V)^{-1} x = y^T V y + (V y)^T G (V y)  with  y = (I + G V)^{-1} x *)
Theorem flow_psd : W0^T = W0 -> psd (W t).
Proof.
move=> sW0; have sV : V^T = V by rewrite !trmx_mul trmxK sW0 mulmxA.
have psdVK : psd (V *m K).
  move=> x; rewrite -mulmxA; set y := K *m x.
  have -> : x = y + G *m (V *m y) by rewrite mulmxA -{1}[y]mul1mx -mulmxDl mulKVmx.
  have psdG : psd G by apply: diag_psd => i _; exact: growth_is_not_negative.
  by rewrite dotDl addr_ge0 //; [exact: psdC | rewrite dotC].
have regroup (P Q A B C : 'M[R]_n) : P *m (Q *m A *m B *m Q) *m C = P *m Q *m (A *m B) *m (Q *m C).
  by rewrite !mulmxA.
rewrite [W t]regroup; have -> : Phi *m E = (E *m Phi^T)^T by rewrite trmx_mul trmxK diag_sym.
exact: psdC.
Qed.

Let Phi_complete : Phi *m Phi^T = 1%:M := mulmx1C Phi_orthogonal.

Let conjM (A B : 'M[R]_n) := mul_in_a_basis A B Phi_orthogonal.

Let expm_target a : expm (a *: Y) = Phi *m diag n (fun i => expR (a * sigma i)) *m Phi^T.
Proof.
have dY : diagonalizes Y (Phi, \row_i sigma i.+1) by split.
rewrite (expmE (diagonalizes_scale a dY)) /=; congr (_ *m diag_mx _ *m _).
by apply/rowP => i; rewrite !mxE.
Qed.

Theorem flow_of_an_invertible_target : Y \in unitmx ->
  W t = expm ((c * t) *: Y) *m W0 *m
        invmx (1%:M + invmx Y *m (expm ((2 * c * t) *: Y) - 1%:M) *m W0) *m expm ((c * t) *: Y).
Proof.
move=> uY; have -> : expm ((2 * c * t) *: Y) - 1%:M = Y *m (Phi *m G *m Phi^T).
  rewrite conjM expm_target -Phi_complete -{3}[Phi]mulmx1 -mulmxBl -mulmxBr diagM diag_scalar diagB.
  congr (_ *m _ *m _); apply: eq_diag => i _; rewrite /growth.
  by case: eqVneq => [->|x0]; rewrite ?mulr0 ?mul0r ?expR0 ?subrr // [RHS]mulrC divfK.
have W0E : W0 = Phi *m V *m Phi^T by rewrite !mulmxA Phi_complete mul1mx -mulmxA Phi_complete mulmx1.
rewrite mulKmx // expm_target {1 2}W0E.
have -> : invmx (1%:M + Phi *m G *m Phi^T *m (Phi *m V *m Phi^T)) = Phi *m K *m Phi^T.
  by apply: invmx_eq; rewrite conjM -Phi_complete -{1}[Phi]mulmx1 -mulmxDl -mulmxDr conjM mulmxV // mulmx1.
by rewrite !conjM.
Qed.
End Properties.

Section SpectralStart.
Variables (R : realType) (n : nat) (Phi : 'M[R]_n) (sigma a : nat -> R) (c t : R).
Hypotheses (Phi_orthogonal : Phi^T *m Phi = 1%:M) (c_ge0 : 0 <= c) (t_ge0 : 0 <= t) (a_ge0 : forall i, 0 <= a i).

(* the eigenvalue of W(t) that starts at y, where that of Y is x *)
Definition mode x y : R :=
  if x == 0 then y / (1 + 2 * c * y * t)
  else x * y * expR (2 * c * x * t) / (x + y * (expR (2 * c * x * t) - 1)).

Let g i := growth c t (sigma i).

Let denominator_gt0 i : 0 < 1 + g i * a i.
Proof. by rewrite ltr_paddr ?ltr01 // mulr_ge0 // growth_is_not_negative. Qed.

Lemma modeE i : expR (c * t * sigma i) ^+ 2 * a i / (1 + g i * a i) = mode (sigma i) (a i).
Proof.
have := denominator_gt0 i; rewrite /g /mode /growth expr2 -expRD -mulrDl -mulr2n -mulr_natl !mulrA.
move: (sigma i) (a i) => x y; rewrite [2 * c * x * t]mulrAC; case: eqVneq => [->|x0] gr.
  by rewrite mulr0 expR0 mul1r; congr (_ / (1 + _)); rewrite mulrAC.
set e := expR _ in gr *; have -> : x + y * (e - 1) = x * (1 + (e - 1) / x * y) by field.
by move: (1 + _) gr => d d0; field; rewrite x0 gt_eqF.
Qed.

Theorem flow_spectral_start :
  flow Phi sigma c (Phi *m diag n a *m Phi^T) t = Phi *m diag n (fun i => mode (sigma i) (a i)) *m Phi^T.
Proof.
have VE : Phi^T *m (Phi *m diag n a *m Phi^T) *m Phi = diag n a.
  by rewrite !mulmxA Phi_orthogonal mul1mx -mulmxA Phi_orthogonal mulmx1.
have KE : invmx (1%:M + diag n g *m diag n a) = diag n (fun i => (1 + g i * a i)^-1).
  apply: invmx_eq; rewrite diagM diag_scalar diagD diagM.
  by apply: eq_diag => i _; rewrite divff // gt_eqF.
rewrite /flow VE KE !diagM; congr (_ *m _ *m _); apply: eq_diag => i _.
by rewrite -modeE expr2 mulrAC -[X in X / _]mulrAC.
Qed.
End SpectralStart.
