(* Derivatives of matrix functions of a real variable, entry by entry:
     \dot W(t) = D  iff  d/dt W_{ij}(t) = D_{ij}  for all i, j.
   Sums, differences, products, transposes, diagonal matrices, and the inverse,
     (M^{-1})' = - M^{-1} M' M^{-1},  of which the entries are quotients of determinants. *)
From mathcomp Require Import all_ssreflect all_algebra perm.
From mathcomp Require Import boolp classical_sets functions reals topology normedtype sequences derive realfun exp.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.Theory GRing.Theory Num.Theory numFieldNormedType.Exports.
Local Open Scope classical_set_scope.
Local Open Scope ring_scope.

Section Numbers.
Variable R : realType.
Implicit Types (f g : R -> R) (t : R).

Lemma is_derive_near f g t d : (\near t, f t = g t) -> is_derive t 1 f d -> is_derive t 1 g d.
Proof.
move=> e [df <-]; have e0 : f t = g t := nbhs_singleton e.
have cv : (fun h => h^-1 *: ((g \o shift t) (h *: (1 : R)) - g t)) @ 0^' --> 'D_1 f t.
  apply: cvg_trans (df : _ --> 'D_1 f t); apply: near_eq_cvg; apply: nbhs_dnbhs.
  move: e; rewrite (near_shift 0) subr0; apply: filterS => h /= e.
  by rewrite [h%:A]mulr1 e e0.
by split; [apply/cvg_ex; exists ('D_1 f t) | exact/cvg_lim].
Qed.

Lemma is_derive_mul f g t df dg :
  is_derive t 1 f df -> is_derive t 1 g dg -> is_derive t 1 (fun x => f x * g x) (df * g t + f t * dg).
Proof. by move=> hf hg; apply: is_derive_eq (is_deriveM hf hg) _; rewrite addrC [g t *: _]mulrC. Qed.

Lemma is_derive_exp a t : is_derive t 1 (fun x => expR (a * x)) (a * expR (a * t)).
Proof.
have h : is_derive t 1 (fun x => a * x) a.
  by have := is_derive_mul (is_derive_cst a t 1) (is_derive_id t 1); rewrite mul0r add0r mulr1.
by have := is_derive1_comp (is_derive_expR _) h; rewrite mulrC.
Qed.

Lemma is_derive_bigsum n (f : 'I_n -> R -> R) t d :
  (forall i, is_derive t 1 (f i) (d i)) -> is_derive t 1 (fun x => \sum_i f i x) (\sum_i d i).
Proof. by move=> /is_derive_sum; congr is_derive; apply/funext => x; rewrite fct_sumE. Qed.

Lemma cvg_bigsum (T : Type) (F : set (set T)) {FF : Filter F} I (r : seq I) (f : I -> T -> R) (l : I -> R) :
  (forall i, f i x @[x --> F] --> l i) -> \sum_(i <- r) f i x @[x --> F] --> \sum_(i <- r) l i.
Proof.
move=> h; elim: r => [|i r IH]; rewrite ?big_nil ?big_cons.
  by under eq_fun do rewrite big_nil; exact: cvg_cst.
by under eq_fun do rewrite big_cons; exact: cvgD (h i) IH.
Qed.

Lemma derivable_bigsum I (r : seq I) (f : I -> R -> R) t :
  (forall i, derivable (f i) t 1) -> derivable (fun x => \sum_(i <- r) f i x) t 1.
Proof.
move=> h; elim: r => [|i r IH]; first by under eq_fun do rewrite big_nil; exact: derivable_cst.
by under eq_fun do rewrite big_cons; exact: derivableD (h i) IH.
Qed.

Lemma derivable_bigprod I (r : seq I) (f : I -> R -> R) t :
  (forall i, derivable (f i) t 1) -> derivable (fun x => \prod_(i <- r) f i x) t 1.
Proof.
move=> h; elim: r => [|i r IH]; first by under eq_fun do rewrite big_nil; exact: derivable_cst.
by under eq_fun do rewrite big_cons; exact: derivableM (h i) IH.
Qed.
End Numbers.

Section Matrices.
Variable R : realType.
Implicit Types t : R.

Definition is_mxderive m n (W : R -> 'M[R]_(m, n)) t (D : 'M[R]_(m, n)) :=
  forall i j, is_derive t 1 (fun x => W x i j) (D i j).

Section Linear.
Variables m n p : nat.
Implicit Types (V W : R -> 'M[R]_(m, n)) (D E : 'M[R]_(m, n)).

Lemma is_mxderive_eq W t D E : is_mxderive W t D -> D = E -> is_mxderive W t E.
Proof. by move=> ? <-. Qed.

Lemma is_mxderive_near V W t D : (\near t, V t = W t) -> is_mxderive V t D -> is_mxderive W t D.
Proof. by move=> e h i j; apply: is_derive_near (h i j); apply: filterS e => x ->. Qed.

Lemma is_mxderive_unique W t D E : is_mxderive W t D -> is_mxderive W t E -> D = E.
Proof. by move=> h k; apply/matrixP => i j; case: (h i j) => _ <-; case: (k i j) => _ <-. Qed.

Lemma is_mxderive_cst (A : 'M[R]_(m, n)) t : is_mxderive (fun=> A) t 0.
Proof. by move=> i j; rewrite mxE; exact: is_derive_cst. Qed.

Lemma is_mxderiveD V W t D E :
  is_mxderive V t D -> is_mxderive W t E -> is_mxderive (fun x => V x + W x) t (D + E).
Proof. by move=> h k i j; under eq_fun do rewrite mxE; rewrite mxE; exact: is_deriveD. Qed.

Lemma is_mxderiveB V W t D E :
  is_mxderive V t D -> is_mxderive W t E -> is_mxderive (fun x => V x - W x) t (D - E).
Proof. by move=> h k i j; under eq_fun do rewrite !mxE; rewrite !mxE; exact: is_deriveB. Qed.

Lemma is_mxderiveT W t D : is_mxderive W t D -> is_mxderive (fun x => (W x)^T) t D^T.
Proof. by move=> h i j; under eq_fun do rewrite mxE; rewrite mxE. Qed.

Lemma is_mxderiveM V (W : R -> 'M[R]_(n, p)) t D (E : 'M[R]_(n, p)) :
  is_mxderive V t D -> is_mxderive W t E -> is_mxderive (fun x => V x *m W x) t (D *m W t + V t *m E).
Proof.
move=> h k i j; under eq_fun do rewrite mxE.
rewrite !mxE -big_split /=; apply: is_derive_bigsum => l; exact: is_derive_mul.
Qed.

Lemma is_mxderive_diag (f : R -> 'rV[R]_n) t (d : 'rV[R]_n) :
  is_mxderive f t d -> is_mxderive (fun x => diag_mx (f x)) t (diag_mx d).
Proof.
move=> h i j; under eq_fun do rewrite mxE; rewrite mxE.
by case: (i == j); [exact: h | exact: is_derive_cst].
Qed.
End Linear.

Section Inverse.
Definition mxderivable m n (W : R -> 'M[R]_(m, n)) t := forall i j, derivable (fun x => W x i j) t 1.

Lemma derivable_det n (W : R -> 'M[R]_n) t : mxderivable W t -> derivable (fun x => \det (W x)) t 1.
Proof.
move=> h; apply: derivable_bigsum => s; apply: derivableM; first exact: derivable_cst.
exact: derivable_bigprod.
Qed.

Lemma derivable_adj n (W : R -> 'M[R]_n) t : mxderivable W t -> mxderivable (fun x => \adj (W x)) t.
Proof.
move=> h i j; under eq_fun do rewrite mxE; apply: derivableM; first exact: derivable_cst.
by apply: derivable_det => k l; under eq_fun do rewrite !mxE; exact: h.
Qed.

Lemma near_unit n (W : R -> 'M[R]_n) t : mxderivable W t -> W t \in unitmx -> \near t, W t \in unitmx.
Proof.
move=> /derivable_det h; rewrite unitmxE unitfE => n0.
have /cvgr_neq0 : {for t, continuous (fun x => \det (W x))} by apply/differentiable_continuous/derivable1_diffP.
by move=> /(_ n0); apply: filterS => x; rewrite unitmxE unitfE.
Qed.

(* (M^{-1})' = - M^{-1} M' M^{-1} *)
Lemma is_mxderiveV n (M : R -> 'M[R]_n) t D : M t \in unitmx -> is_mxderive M t D ->
  is_mxderive (fun x => invmx (M x)) t (- (invmx (M t) *m D *m invmx (M t))).
Proof.
move=> u h; have h' : mxderivable M t by move=> i j; exact: ex_derive.
have near_u := near_unit h' u.
have [K hK] : exists K, is_mxderive (fun x => invmx (M x)) t K.
  pose N x := (\det (M x))^-1 *: \adj (M x).
  exists (\matrix_(i, j) 'D_1 (fun x => N x i j) t).
  apply: (@is_mxderive_near _ _ N); first by apply: filterS near_u => x ux; rewrite /N /invmx ux.
  move=> i j; rewrite mxE; apply: derivableP; under eq_fun do rewrite mxE.
  apply: derivableM; last exact: derivable_adj.
  by apply: derivableV; [rewrite -unitfE -unitmxE | exact: derivable_det].
apply: is_mxderive_eq (hK) _; apply: (can_inj (mulKmx u)).
have e : D *m invmx (M t) + M t *m K = 0.
  apply: is_mxderive_unique (is_mxderiveM h hK) _; apply: is_mxderive_near (is_mxderive_cst 1%:M t).
  by apply: filterS near_u => x ux; rewrite mulmxV.
by rewrite mulmxN -mulmxA mulKVmx //; apply/eqP; rewrite -addr_eq0 addrC e.
Qed.
End Inverse.
End Matrices.
