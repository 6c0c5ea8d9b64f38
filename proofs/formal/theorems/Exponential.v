(* The exponential of a symmetric matrix, which Spectral.v defines by its eigenvectors, is the sum of its power series,
     e^X = \sum_{k = 0}^\infty X^k / k!,  entry by entry,  and  t \mapsto e^{tX}  has the derivative  X e^{tX}. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import boolp classical_sets functions reals topology normedtype sequences derive realfun exp.
From flowproof Require Import Spectral Derivative.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.Theory GRing.Theory Num.Theory numFieldNormedType.Exports.
Local Open Scope classical_set_scope.
Local Open Scope ring_scope.

Section Exponential.
Variable R : realType.

Lemma conj_diagE n (V : 'M[R]_n) (d : 'rV[R]_n) i j :
  (V *m diag_mx d *m V^T) i j = \sum_l V i l * d 0 l * V j l.
Proof. by rewrite mxE; apply: eq_bigr => l _; rewrite mul_mx_diag !mxE. Qed.

Lemma diagonalizes_pow n (X : 'M[R]_n.+1) V k : diagonalizes X V ->
  X ^+ k = V.1 *m diag_mx (map_mx (fun x => x ^+ k) V.2) *m V.1^T.
Proof.
case=> VV XV; elim: k => [|k IH].
  rewrite expr0 (_ : map_mx _ _ = const_mx 1) ?diag_const_mx ?mulmx1 ?(mulmx1C VV) //.
  by apply/matrixP => i j; rewrite !mxE expr0.
rewrite exprS IH -mulmxE {1}XV !mulmxA -[_ *m V.1^T *m V.1]mulmxA VV mulmx1 -[V.1 *m _ *m _]mulmxA mulmx_diag.
by congr (_ *m diag_mx _ *m _); apply/rowP => i; rewrite !mxE exprS.
Qed.

Lemma diagonalizes_scale n (X : 'M[R]_n) V s : diagonalizes X V -> diagonalizes (s *: X) (V.1, s *: V.2).
Proof. by case=> VV XV; split=> //=; rewrite linearZ /= -scalemxAr -scalemxAl -XV. Qed.

Theorem expm_power_series n (X : 'M[R]_n.+1) : X^T = X ->
  forall i j, (fun N => (\sum_(0 <= k < N) k`!%:R^-1 *: X ^+ k) i j) --> expm X i j.
Proof.
move=> /eigenE; move: (eigen X) => V dV i j; rewrite (expmE dV) conj_diagE.
have -> : (fun N => (\sum_(0 <= k < N) k`!%:R^-1 *: X ^+ k) i j) =
    (fun N => \sum_l V.1 i l * series (exp_coeff (V.2 0 l)) N * V.1 j l).
  apply/funext => N; rewrite summxE; under eq_bigr do rewrite mxE (diagonalizes_pow _ dV) conj_diagE mulr_sumr.
  rewrite exchange_big; apply: eq_bigr => l _; rewrite mulr_sumr mulr_suml; apply: eq_bigr => k _.
  by rewrite mxE /exp_coeff /= mulrCA !mulrA; congr (_ * _); rewrite mulrC mulrA.
apply: cvg_bigsum => l; rewrite mxE; apply: cvgM; last exact: cvg_cst.
by apply: cvgM; [exact: cvg_cst | exact: is_cvg_series_exp_coeff].
Qed.

Theorem expm_derivative n (X : 'M[R]_n) t : X^T = X -> is_mxderive (fun x => expm (x *: X)) t (X *m expm (t *: X)).
Proof.
move=> /eigenE; move: (eigen X) => V dV.
have -> : (fun x => expm (x *: X)) = (fun x => V.1 *m diag_mx (map_mx (fun y => expR y) (x *: V.2)) *m V.1^T).
  by apply/funext => x; rewrite (expmE (diagonalizes_scale x dV)).
have dD : is_mxderive (fun x => diag_mx (map_mx (fun y => expR y) (x *: V.2))) t
    (diag_mx V.2 *m diag_mx (map_mx (fun y => expR y) (t *: V.2))).
  rewrite mulmx_diag; apply: is_mxderive_diag => i j; rewrite !mxE (ord1 i) [t * _]mulrC.
  by under eq_fun do rewrite !mxE mulrC; exact: is_derive_exp.
have cst A := @is_mxderive_cst R n n A t.
apply: is_mxderive_eq (is_mxderiveM (is_mxderiveM (cst V.1) dD) (cst V.1^T)) _.
rewrite mul0mx mulmx0 add0r addr0 (expmE (diagonalizes_scale t dV)); case: dV => VV XV.
by rewrite XV !mulmxA -[_ *m V.1^T *m V.1]mulmxA VV mulmx1.
Qed.
End Exponential.
