(* What the sharper theorems need besides: W(t) lies between two flows that start at multiples of the identity, the slow
   one at \alpha^2 / m and the fast one at \alpha^2 \mu, for m = \lVert \bar W_0^{-1} \rVert_2 and
   \mu = \lVert \bar W_0 \rVert_2. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import boolp classical_sets reals sequences exp.
From mathcomp Require Import ring.
From flowproof Require Import Loewner Spectral Lemmas Flow Blocks.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.Theory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(* A block S of the target, with the roots of what has saturated in it *)
Section Block.
Variables (R : realType) (c t : R) (p : nat).
Record block (S D Q : 'M[R]_p) := Block {
  S_sym : S^T = S; D_sym : D^T = D; Q_sym : Q^T = Q; D_positive : psd D;
  saturates : S *m D = 1%:M - expm ((- c * t) *: S) *m expm ((- c * t) *: S);
  root : D = (2%:R * c * t) *: Q *m Q;
  commutes : Q *m S = S *m Q; commutes_too : Q *m expm ((- c * t) *: S) = expm ((- c * t) *: S) *m Q }.

Hypotheses (c_gt0 : 0 < c) (t_ge0 : 0 <= t).
Lemma sigma_block sigma : (forall i, (1 <= i)%N -> 0 <= sigma i) ->
  exists Q, block (diag p sigma) (saturated sigma c t) Q.
Proof.
move=> sigma_ge0; exists (diag p (fun i => Num.sqrt (saturation c t (sigma i) / (2%:R * c * t)))).
have comm f g : diag p f *m diag p g = diag p g *m diag p f.
  by rewrite !diagM; apply: eq_diag => i _; rewrite mulrC.
split; rewrite ?expm_decayed; try exact: diag_sym; try exact: comm; first exact: saturated_psd.
  rewrite !diagM diag_scalar diagB; apply: eq_diag => i /andP[i1 _]; move: (sigma_ge0 i i1).
  rewrite le_eqVlt => /predU1P[<-|s0]; first by rewrite mulr0 expR0 mulr1 subrr mul0r.
  by rewrite saturation_positive //; set e := expR _; field; rewrite gt_eqF.
rewrite diagZ diagM; apply: eq_diag => i /andP[i1 _]; rewrite -mulrA -expr2.
have ct : 0 <= 2%:R * c * t by rewrite !mulr_ge0 ?ler0n // ltW.
rewrite sqr_sqrtr; last by rewrite divr_ge0 // saturation_ge0 // sigma_ge0.
have [t0|t0] := eqVneq t 0; last by rewrite mulrC divfK // !mulf_neq0 ?pnatr_eq0 // gt_eqF.
by rewrite t0 /saturation /growth !mulr0 !mul0r expR0 subrr mul0r if_same mul0r.
Qed.
End Block.

Section Between.
Variables (R : realType) (n : nat) (alpha m mu : R).
Definition slow_inverse p (F D : 'M[R]_p) := (alpha ^+ 2)^-1 *: (m *: F *m F) + D.
Definition fast_inverse p (F D : 'M[R]_p) := (alpha ^+ 2 * mu)^-1 *: (F *m F) + D.

(* all that is known of W(t) = Phi W Phi^T, by its inverse *)
Record between (Phi F D slow_inv fast_inv Wt M Minv W slow fast : 'M[R]_n.+1) := Between {
  M_sym : M^T = M; Minv_sym : Minv^T = Minv; W_sym : W^T = W; slow_sym : slow^T = slow; fast_sym : fast^T = fast;
  M_positive : psd M; norm_M : snorm M = m; norm_Minv : snorm Minv = mu;
  MK : M *m Minv = 1%:M; MinvK : Minv *m M = 1%:M;
  WK : W *m ((alpha ^+ 2)^-1 *: (F *m M *m F) + D) = 1%:M; WK' : ((alpha ^+ 2)^-1 *: (F *m M *m F) + D) *m W = 1%:M;
  slowK : slow *m slow_inv = 1%:M; slowK' : slow_inv *m slow = 1%:M;
  fastK : fast *m fast_inv = 1%:M; fastK' : fast_inv *m fast = 1%:M;
  WtE : Wt = Phi *m W *m Phi^T; Phi_orthogonal : Phi^T *m Phi = 1%:M; Phi_complete : Phi *m Phi^T = 1%:M;
  above_slow : 0 <= definiteness (W - slow); below_fast : 0 <= definiteness (fast - W) }.
End Between.

Lemma multiple_posdef (R : realType) n (sigma : nat -> R) c t s :
  (forall i, (1 <= i)%N -> 0 <= sigma i) -> 0 < c -> 0 <= t -> 0 < s ->
  posdef (s *: (decayed sigma c t *m decayed sigma c t) + saturated sigma c t : 'M_n).
Proof.
move=> sigma_ge0 c_gt0 t_ge0 s0; apply: posdefD (saturated_psd sigma_ge0 c_gt0 t_ge0); last exact: diag_sym.
by apply: posdefZ => //; rewrite diagM; apply: diag_posdef => i _; rewrite mulr_gt0 ?expR_gt0.
Qed.

Lemma posdef_inverse_decreases (R : realType) n (A B : 'M[R]_n.+1) :
  posdef A -> posdef B -> A ⪯ B -> invmx B ⪯ invmx A.
Proof.
move=> pA pB AB; have e : A + (B - A) = B by rewrite addrC subrK.
apply: (@inverse_of_a_larger_matrix R n A (B - A)); rewrite ?e ?posdefV ?posdefVl //; try exact: posdef_psd.
- exact: posdef_sym.
- by rewrite linearB /= !posdef_sym.
- exact/posdef_sym/posdef_inv.
exact/posdef_sym/posdef_inv.
Qed.

Section Flow.
Variables (R : realType) (n : nat) (Phi Wbar : 'M[R]_n.+1) (sigma : nat -> R) (c t alpha : R).
Let m := snorm (invmx Wbar).
Let mu := snorm Wbar.
Hypothesis basis_is_orthogonal : Phi^T *m Phi = 1%:M.
Hypothesis shape_is_positive : posdef Wbar.
Hypothesis sigma_ge0 : forall i, (1 <= i)%N -> 0 <= sigma i.
Hypotheses (alpha_gt0 : 0 < alpha) (c_gt0 : 0 < c) (t_ge0 : 0 <= t).
Local Notation F := (decayed sigma c t : 'M_n.+1).
Local Notation D := (saturated sigma c t : 'M_n.+1).

Lemma flow_between : exists M Minv W slow fast, between alpha m mu Phi F D
  (slow_inverse alpha m F D) (fast_inverse alpha mu F D) (flow Phi sigma c (alpha ^+ 2 *: Wbar) t) M Minv W slow fast.
Proof.
have [M [S [K [V [[M_pd S_pd MS SM [norm_M norm_S]] [[H_pd V_pd HV VH _] [_ _ flowE]]]]]]] :=
  flow_parts basis_is_orthogonal shape_is_positive sigma_ge0 alpha_gt0 c_gt0 t_ge0.
have m_gt0 : 0 < m := snorm_gt0 (posdefVl shape_is_positive).
have mu_gt0 : 0 < mu := snorm_gt0 (posdefV shape_is_positive).
have a2_gt0 : 0 < (alpha ^+ 2)^-1 by rewrite invr_gt0 exprn_gt0.
have F_sym : F^T = F := diag_sym _ _.
have slow_pd : posdef (slow_inverse alpha m F D).
  by rewrite /slow_inverse -[_ *: F *m F]scalemxAl scalerA; apply: multiple_posdef => //; rewrite mulr_gt0.
have fast_pd : posdef (fast_inverse alpha mu F D).
  by apply: multiple_posdef => //; rewrite invr_gt0 mulr_gt0 // exprn_gt0.
have congr X : psd X -> psd ((alpha ^+ 2)^-1 *: (F *m X *m F)).
  by move=> pX; apply: psdZ (ltW a2_gt0) _; rewrite -{1}F_sym; exact: psdC.
have M_low : mu^-1%:M ⪯ M.
  rewrite -(invmx_eq SM) -invmx_scalar; apply: posdef_inverse_decreases => //.
    by rewrite diag_scalar; exact: diag_posdef.
  by rewrite /mu -norm_S; exact: norm_bounds_a_symmetric_matrix.
have M_up : M ⪯ m%:M by rewrite /m -norm_M; exact: norm_bounds_a_symmetric_matrix.
have VE := esym (invmx_eq HV).
exists M, S, V, (invmx (slow_inverse alpha m F D)), (invmx (fast_inverse alpha mu F D)).
split=> //; try exact: posdef_sym; try exact/posdef_sym/posdef_inv; try exact: posdefVl; try exact: posdefV.
- exact: posdef_psd.
- exact: mulmx1C.
- apply: least_pivot_is_not_negative; rewrite VE; apply: posdef_inverse_decreases => //.
  rewrite /slow_inverse opprD addrACA subrr addr0 -scalerBr.
  by have := congr _ M_up; rewrite mulmxBr mulmxBl mul_mx_scalar.
apply: least_pivot_is_not_negative; rewrite VE; apply: posdef_inverse_decreases => //.
rewrite /fast_inverse opprD addrACA subrr addr0 [(_ * mu)^-1]invfM -scalerA -scalerBr.
by have := congr _ M_low; rewrite mulmxBr mulmxBl mul_mx_scalar -scalemxAl.
Qed.

(* the same, where the first k of n = k + q coordinates are apart from the others, and where they are not *)
Lemma between_blocks k q (J1 := pick R n.+1 0 k) (J2 := pick R n.+1 k q) (tail := fun i => sigma (k + i)%N)
    (F1 := expm ((- c * t) *: diag k sigma)) (F2 := expm ((- c * t) *: diag q tail))
    (D1 := saturated sigma c t) (D2 := saturated tail c t) : (k + q)%N = n.+1 ->
  exists M Minv W slow fast, between alpha m mu Phi (J1 *m F1 *m J1^T + J2 *m F2 *m J2^T)
    (J1 *m D1 *m J1^T + J2 *m D2 *m J2^T)
    (J1 *m slow_inverse alpha m F1 D1 *m J1^T + J2 *m slow_inverse alpha m F2 D2 *m J2^T)
    (J1 *m fast_inverse alpha mu F1 D1 *m J1^T + J2 *m fast_inverse alpha mu F2 D2 *m J2^T)
    (flow Phi sigma c (alpha ^+ 2 *: Wbar) t) M Minv W slow fast.
Proof.
move=> kq; have := flow_between; rewrite /F1 /F2 !expm_decayed (pick_split (fun i => expR (- c * t * sigma i)) kq).
rewrite (pick_split (fun i => saturation c t (sigma i)) kq) /slow_inverse /fast_inverse.
by rewrite !(diagZ, diagM, diagD) !(pick_split (fun i => _ * (_ * expR (- c * t * sigma i)) + _) kq).
Qed.
Lemma between_whole (F := expm ((- c * t) *: diag n.+1 sigma)) : exists M Minv W slow fast,
  between alpha m mu Phi (1 *: (1 *: F)) (1 *: (1 *: D)) (1 *: (1 *: slow_inverse alpha m F D))
    (1 *: (1 *: fast_inverse alpha mu F D)) (flow Phi sigma c (alpha ^+ 2 *: Wbar) t) M Minv W slow fast.
Proof. by rewrite !scale1r /F expm_decayed; exact: flow_between. Qed.
End Flow.
