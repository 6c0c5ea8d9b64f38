(* How a line of a certificate is replayed.

   A certificate speaks of numbers and matrices that are named by numbers: [s] is the number, {[a]} the matrix that a
   reflected term stands for. There is a lemma for each kind of term in an identity, for their sums, for the check that
   closes the line (d is, times a positive mu, the sum t: by computation of normal forms), and for calls of functions,
   which are the same for arguments with the same normal form. *)
From Coq Require Import ZArith QArith.
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import boolp classical_sets reals sequences exp.
From flowproof Require Import NCRing Loewner.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.Theory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(* Statements as they are written, and as comparisons with 0. *)
Section Forms.
Variable R : realType.
Implicit Types x y : R.

Lemma to_ge0 x y : x <= y -> 0 <= y - x.
Proof. by rewrite subr_ge0. Qed.

Lemma to_gt0 x y : x < y -> 0 < y - x.
Proof. by rewrite subr_gt0. Qed.

Lemma from_ge0 x y : 0 <= y - x -> x <= y.
Proof. by rewrite subr_ge0. Qed.

Lemma from_gt0 x y : 0 < y - x -> x < y.
Proof. by rewrite subr_gt0. Qed.

Lemma symmetric_is_letter n (A : 'M[R]_n) : A^T = A -> exists e : n = n, A^T = castmx (e, esym e) A.
Proof. by move=> A_sym; exists erefl. Qed.
End Forms.

Section Numbers.
Variables (R : realType) (unit : positive -> bool) (sv : positive -> R).
Hypothesis u_ok : forall i, unit i -> 0 < sv i.
Implicit Types a b c d l r s t x y mu : sexp.
Local Notation "[ s ]" := (sdenote sv s).

(* A number is >= 0, or its opposite is > 0. *)
Lemma in_both_cases (P : Prop) d : (0 <= [d] -> P) -> (0 < [SOpp d] -> P) -> P.
Proof. by move=> above below; have [|d0] := leP 0 [d]; [exact: above | apply: below; rewrite /= oppr_gt0]. Qed.

(* Terms of an identity: products of what is >= 0 or > 0, multiples of what is 0; and their sums. *)
Lemma gt0_positive s : spos unit s = true -> 0 < [s].
Proof. exact: (sposE (fun _ => false) u_ok). Qed.

Lemma weaken s : 0 < [s] -> 0 <= [s].
Proof. exact: ltW. Qed.

Lemma ge0_add a b : 0 <= [a] -> 0 <= [b] -> 0 <= [SAdd a b].
Proof. exact: addr_ge0. Qed.

Lemma ge0_mul a b : 0 <= [a] -> 0 <= [b] -> 0 <= [SMul a b].
Proof. exact: mulr_ge0. Qed.

Lemma ge0_sqr a : 0 <= [SMul a a].
Proof. by rewrite /= -expr2 sqr_ge0. Qed.

Lemma ge0_eq0 a : [a] = 0 -> 0 <= [a].
Proof. by move->. Qed.

Lemma gt0_add a b : 0 < [a] -> 0 < [b] -> 0 < [SAdd a b].
Proof. exact: addr_gt0. Qed.

Lemma gt0_add_ge0 a b : 0 < [a] -> 0 <= [b] -> 0 < [SAdd a b].
Proof. by move=> a_gt0 b_ge0; apply: ltr_paddr. Qed.

Lemma gt0_mul a b : 0 < [a] -> 0 < [b] -> 0 < [SMul a b].
Proof. exact: mulr_gt0. Qed.

Lemma eq0_mul l r x y : [x] = [y] -> [SMul (SMul l (SAdd x (SOpp y))) r] = 0.
Proof. by move=> /= ->; rewrite subrr mulr0 mul0r. Qed.

Lemma eq0_add a b : [a] = 0 -> [b] = 0 -> [SAdd a b] = 0.
Proof. by move=> /= -> ->; rewrite addr0. Qed.

(* The check that closes a line, without a multiplier and with one. *)
Lemma same_number a b : seqb unit a b = true -> [a] = [b].
Proof. exact: (seqbE (fun _ => false)). Qed.

Lemma close_ge d t : 0 <= [t] -> seqb unit d t = true -> 0 <= [d].
Proof. by move=> t_ge0 /same_number ->. Qed.

Lemma close_gt d t : 0 < [t] -> seqb unit d t = true -> 0 < [d].
Proof. by move=> t_gt0 /same_number ->. Qed.

Lemma close_eq x y t : [t] = 0 -> seqb unit (SAdd x (SOpp y)) t = true -> [x] = [y].
Proof. by move=> t0 /same_number; rewrite t0 => /eqP; rewrite subr_eq0 => /eqP. Qed.

Lemma close_ge_by mu d t : 0 < [mu] -> 0 <= [t] -> seqb unit (SMul mu d) t = true -> 0 <= [d].
Proof. by move=> mu_gt0 t_ge0 /same_number /= e; rewrite -(pmulr_rge0 _ mu_gt0) e. Qed.

Lemma close_gt_by mu d t : 0 < [mu] -> 0 < [t] -> seqb unit (SMul mu d) t = true -> 0 < [d].
Proof. by move=> mu_gt0 t_gt0 /same_number /= e; rewrite -(pmulr_rgt0 _ mu_gt0) e. Qed.

Lemma close_eq_by mu x y t : 0 < [mu] -> [t] = 0 -> seqb unit (SMul mu (SAdd x (SOpp y))) t = true -> [x] = [y].
Proof.
move=> mu_gt0 t0 /same_number; rewrite t0 /= => /eqP; rewrite mulf_eq0 subr_eq0.
by rewrite gt_eqF //= => /eqP.
Qed.

(* Calls with arguments that are the same. *)
Lemma same_call (f : R -> R) a b : seqb unit a b = true -> f [a] = f [b].
Proof. by move=> /same_number ->. Qed.

Lemma same_max a b c d : seqb unit a c = true -> seqb unit b d = true -> Num.max [a] [b] = Num.max [c] [d].
Proof. by move=> /same_number -> /same_number ->. Qed.

Lemma same_max_swapped a b c d :
  seqb unit a d = true -> seqb unit b c = true -> Num.max [a] [b] = Num.max [c] [d].
Proof. by move=> /same_number -> /same_number ->; rewrite maxC. Qed.

Lemma same_inverse c a b : seqb unit (SMul c a) b = true -> [c]^-1 * [a]^-1 = [b]^-1.
Proof. by move=> /same_number <-; rewrite /= invfM. Qed.

Variables (sym : positive -> bool) (rows cols : positive -> nat).
Variable mv : forall i, 'M[R]_(rows i, cols i).
Hypothesis s_ok : symmetric_letters sym mv.
Local Notation mx := (mexp rows cols).
Local Notation "{[ a ]}" := (mdenote sv mv a).

(* The same for matrices: T(b)*a*b is >= 0 where a is, and a number may stand for a multiple of the identity. *)
Lemma psd_add n (a b : mx n n) : psd {[a]} -> psd {[b]} -> psd {[MAdd a b]}.
Proof. exact: psdD. Qed.

Lemma psd_scale s n (a : mx n n) : 0 <= [s] -> psd {[a]} -> psd {[MScale s a]}.
Proof. exact: psdZ. Qed.

Lemma psd_congr m n (b : mx m n) (a : mx m m) : psd {[a]} -> psd {[MMul (MMul (MTr b) a) b]}.
Proof. exact: psdC. Qed.

Lemma psd_gram_of m n (b : mx m n) : psd {[MMul (MTr b) b]}.
Proof. exact: psd_gram. Qed.

Lemma psd_number n s : 0 <= [s] -> psd {[MScalar s : mx n n]}.
Proof. exact: psdI. Qed.

Lemma psd_eq0 n (a : mx n n) : {[a]} = 0 -> psd {[a]}.
Proof. by move=> -> v; rewrite mul0mx dot0r. Qed.

Lemma mx_eq0_mul m n p q (l : mx m n) (r : mx p q) (x y : mx n p) :
  {[x]} = {[y]} -> {[MMul (MMul l (MAdd x (MOpp y))) r]} = 0.
Proof. by move=> /= ->; rewrite subrr mulmx0 mul0mx. Qed.

Lemma mx_eq0_scale n q l (x y : mx n q) : {[x]} = {[y]} -> {[MScale l (MAdd x (MOpp y))]} = 0.
Proof. by move=> /= ->; rewrite subrr scaler0. Qed.

Lemma mx_eq0_left m n q (l : mx m n) (x y : mx n q) : {[x]} = {[y]} -> {[MMul l (MAdd x (MOpp y))]} = 0.
Proof. by move=> /= ->; rewrite subrr mulmx0. Qed.

Lemma mx_eq0_right n p q (r : mx p q) (x y : mx n p) : {[x]} = {[y]} -> {[MMul (MAdd x (MOpp y)) r]} = 0.
Proof. by move=> /= ->; rewrite subrr mul0mx. Qed.

Lemma mx_eq0_number m n (a : mx m n) x y : [x] = [y] -> {[MScale (SAdd x (SOpp y)) a]} = 0.
Proof. by move=> /= ->; rewrite subrr scale0r. Qed.

Lemma mx_eq0_scalar n a : [a] = 0 -> {[MScalar a : mx n n]} = 0.
Proof. by move=> /= ->; rewrite raddf0. Qed.

Lemma mx_eq0_add m n (a b : mx m n) : {[a]} = 0 -> {[b]} = 0 -> {[MAdd a b]} = 0.
Proof. by move=> /= -> ->; rewrite addr0. Qed.

Lemma same_mx m n (a b : mx m n) : meqb unit sym a b = true -> {[a]} = {[b]}.
Proof. exact: meqbE. Qed.

Lemma close_psd n (d t : mx n n) : psd {[t]} -> meqb unit sym d t = true -> psd {[d]}.
Proof. by move=> t_psd /same_mx ->. Qed.

Lemma close_mx_eq m n (x y t : mx m n) : {[t]} = 0 -> meqb unit sym (MAdd x (MOpp y)) t = true -> {[x]} = {[y]}.
Proof. by move=> t0 /same_mx; rewrite t0 => /eqP; rewrite subr_eq0 => /eqP. Qed.

Lemma close_psd_by n mu (d t : mx n n) :
  0 < [mu] -> psd {[t]} -> meqb unit sym (MScale mu d) t = true -> psd {[d]}.
Proof. by move=> mu_gt0 t_psd /same_mx /= e; apply: (psd_unscale mu_gt0); rewrite e. Qed.

Lemma close_mx_eq_by m n mu (x y t : mx m n) :
  0 < [mu] -> {[t]} = 0 -> meqb unit sym (MScale mu (MAdd x (MOpp y))) t = true -> {[x]} = {[y]}.
Proof.
move=> mu_gt0 t0 /same_mx; rewrite t0 /= => /eqP; rewrite scaler_eq0 subr_eq0.
by rewrite gt_eqF //= => /eqP.
Qed.

(* What is shown of a number by way of matrices, which have at least one row. *)
Lemma close_ge_mx n mu d (t : mx n.+1 n.+1) :
  0 < [mu] -> psd {[t]} -> meqb unit sym (MScalar (SMul mu d)) t = true -> 0 <= [d].
Proof.
move=> mu_gt0 t_psd /same_mx /= e; rewrite -(pmulr_rge0 _ mu_gt0).
by apply: (@psd_scalar _ n); rewrite e.
Qed.

Lemma close_gt_mx n mu d s (t : mx n.+1 n.+1) :
  0 < [mu] -> 0 < [s] -> psd {[t]} -> meqb unit sym (MScalar (SMul mu d)) (MAdd (MScalar s) t) = true -> 0 < [d].
Proof.
move=> mu_gt0 s_gt0 t_psd /same_mx /= e; rewrite -(pmulr_rgt0 _ mu_gt0).
apply: lt_le_trans s_gt0 _; rewrite -subr_ge0; apply: (@psd_scalar _ n).
by rewrite raddfB /= e addrC addKr.
Qed.

Lemma close_eq_mx n mu x y (t : mx n.+1 n.+1) :
  0 < [mu] -> {[t]} = 0 -> meqb unit sym (MScalar (SMul mu (SAdd x (SOpp y)))) t = true -> [x] = [y].
Proof.
move=> mu_gt0 t0 /same_mx; rewrite t0 /= => /matrixP /(_ 0 0); rewrite !mxE mulr1n.
by move/eqP; rewrite mulf_eq0 subr_eq0 gt_eqF //= => /eqP.
Qed.

(* Calls with matrices that are the same; or multiples of the identity, and 0, whatever their sizes. *)
Lemma same_mx_call m n T (f : 'M[R]_(m, n) -> T) (a b : mx m n) : meqb unit sym a b = true -> f {[a]} = f {[b]}.
Proof. by move=> /same_mx ->. Qed.

Lemma same_norm_opp m n (a b : mx m n) : meqb unit sym a (MOpp b) = true -> snorm {[a]} = snorm {[b]}.
Proof. by move=> /same_mx ->; rewrite snormN. Qed.

Lemma same_transpose n (a : mx n n) : meqb unit sym (MTr a) a = true -> {[a]}^T = {[a]}.
Proof. exact: same_mx. Qed.

Lemma same_norm_of_zero m n p q (a : mx m n) (b : mx p q) :
  meqb unit sym a MZero = true -> meqb unit sym b MZero = true -> snorm {[a]} = snorm {[b]}.
Proof. by move=> /same_mx -> /same_mx ->; rewrite !norm_of_zero. Qed.

Lemma same_norm_of_number s n p (a : mx n.+1 n.+1) (b : mx p.+1 p.+1) :
  meqb unit sym a (MScalar s) = true -> meqb unit sym b (MScalar s) = true -> snorm {[a]} = snorm {[b]}.
Proof. by move=> /same_mx -> /same_mx ->; rewrite !snorm_scalar. Qed.

Lemma same_definiteness_of_number s n p (a : mx n.+1 n.+1) (b : mx p.+1 p.+1) :
  meqb unit sym a (MScalar s) = true -> meqb unit sym b (MScalar s) = true -> definiteness {[a]} = definiteness {[b]}.
Proof. by move=> /same_mx -> /same_mx ->; rewrite !definiteness_scalar. Qed.
End Numbers.

Arguments SVar _%positive_scope.
Arguments SNat _%nat_scope.
Arguments SPow _ _%nat_scope.
Arguments MVar {rows cols} _%positive_scope.
(* Exported terms say all sizes: to find them would take Coq longer than all its proofs. *)
Arguments MZero rows cols m n : clear implicits.
Arguments MScalar rows cols n _ : clear implicits.
Arguments MAdd rows cols m n _ _ : clear implicits.
Arguments MOpp rows cols m n _ : clear implicits.
Arguments MTr rows cols m n _ : clear implicits.
Arguments MScale rows cols m n _ _ : clear implicits.
Arguments MMul rows cols m n p _ _ : clear implicits.
Arguments gt0_positive {R unit sv} u_ok s _.
Arguments ge0_sqr {R sv} a.
Arguments eq0_mul {R sv} l r {x y} _.
Arguments psd_congr {R sv rows cols mv m n} b {a} _.
Arguments psd_gram_of {R sv rows cols mv m n} b.
Arguments psd_number {R sv rows cols mv} n {s} _.
Arguments mx_eq0_mul {R sv rows cols mv m n p q} l r {x y} _.
Arguments mx_eq0_scale {R sv rows cols mv n q} l {x y} _.
Arguments mx_eq0_left {R sv rows cols mv m n q} l {x y} _.
Arguments mx_eq0_right {R sv rows cols mv n p q} r {x y} _.
Arguments mx_eq0_number {R sv rows cols mv m n} a {x y} _.
Arguments mx_eq0_scalar {R sv rows cols mv} n {a} _.
