(* No theorem speaks of nothing: for Y = diag(2, 1), \bar W_0 = I, \varepsilon = c = 1 and \alpha = 1/16, all that they
   ask holds, and there is a time in each window of each (of Theorem 4', in that of k = 1). *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import boolp classical_sets mathcomp_extra reals sequences exp.
From mathcomp Require Import ring.
From flowproof Require Import Loewner Spectral Flow Blocks.
From flowproof Require Import Theorem3 Theorem4 Theorem4Sharper Theorem4Sharpest Theorem4OwnTarget Theorem4Prime.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.Theory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section AtWork.
Variable R : realType.
Let sigma (i : nat) : R := match i with 1%N => 2 | 2%N => 1 | _ => 0 end.
Let alpha : R := 16%:R^-1.
Local Notation I := (1%:M : 'M[R]_2).

Let orthogonal : I^T *m I = I. Proof. by rewrite trmx1 mulmx1. Qed.
Let positive i : (1 <= i <= 2)%N -> 0 < sigma i.
Proof. by case: i => [|[|[|i]]] //= _; rewrite ?ltr0n ?ltr01. Qed.
Let absent i : (2 < i)%N -> sigma i = 0. Proof. by case: i => [|[|[|i]]]. Qed.
Let distinct k : (1 <= k < 2)%N -> sigma k.+1 < sigma k.
Proof. by case: k => [|[|k]] //= _; rewrite ltr1n. Qed.
Let alpha_gt0 : 0 < alpha. Proof. by rewrite invr_gt0 ltr0n. Qed.
Let posdef_I : posdef I. Proof. by rewrite diag_scalar; apply: diag_posdef => i _; exact: ltr01. Qed.
Let norm_I : snorm I = 1.
Proof.
apply/le_anti/andP; split.
  by apply: snorm_least => [|v]; rewrite ?ler01 // mul1mx expr1n mul1r.
rewrite -subr_ge0; apply: (@psd_scalar _ 1); rewrite raddfB /=.
exact: norm_bounds_a_symmetric_matrix.
Qed.
Let alpha2 : alpha ^+ 2 = (4%:R ^+ 4)^-1. Proof. by rewrite /alpha; field. Qed.
Let ln4_ge0 : 0 <= ln 4%:R :> R. Proof. by rewrite ln_ge0 // ler1n. Qed.
Let ln_power i : ln (4%:R ^+ i) = ln 4%:R *+ i :> R.
Proof.
elim: i => [|i IH]; first by rewrite expr0 ln1.
by rewrite exprS lnM ?posrE ?exprn_gt0 ?ltr0n // IH [RHS]mulrS.
Qed.
Let ln4V : ln 4%:R^-1 = - ln 4%:R :> R.
Proof. by apply/eqP; rewrite -addr_eq0 -lnM ?posrE ?invr_gt0 ?ltr0n // mulVf ?ln1 // pnatr_eq0. Qed.
Let ln4_large : 3%:R / 4%:R <= ln 4%:R :> R.
Proof.
have := exponential_is_above_its_tangent (- ln 4%:R : R); rewrite -ln4V lnK ?posrE ?invr_gt0 ?ltr0n // ln4V.
by rewrite ler_subl_addr -ler_subl_addl; apply: le_trans; rewrite le_eqVlt; apply/orP; left; apply/eqP; field.
Qed.
Let ln_start : ln (1 / alpha ^+ 2) = ln 4%:R *+ 4. Proof. by rewrite alpha2 div1r invrK ln_power. Qed.
Let start_below : alpha ^+ 2 * 1 <= 1.
Proof. by rewrite mulr1 alpha2 invf_le1 ?exprn_gt0 ?ltr0n // exprn_ege1 ?ler1n. Qed.
Let ln_over x : 0 < x -> ln (x / alpha ^+ 2) = ln x + ln 4%:R *+ 4.
Proof. by move=> x0; rewrite alpha2 invrK lnM ?posrE ?exprn_gt0 ?ltr0n // ln_power. Qed.
Let late x : 1 <= x -> 0 <= ln (x / alpha ^+ 2).
Proof. by move=> x1; rewrite ln_over ?(lt_le_trans ltr01) // addr_ge0 ?ln_ge0 // mulrn_wge0. Qed.
Let window x y : ln x - 2 * ln y <= ln 4%:R *+ 4 -> forall k, (1 <= k < 2)%N ->
  (sigma k.+1 * ln x - sigma k * ln y) / (sigma k - sigma k.+1) <= ln (1 / alpha ^+ 2).
Proof.
move=> h [|[|k]] //= _; rewrite ln_start (_ : 2 - 1 = 1 :> R); last by ring.
by rewrite divr1 mul1r.
Qed.
Let window41 : forall k, (1 <= k < 2)%N ->
  (sigma k.+1 * ln 4%:R - sigma k * ln 1) / (sigma k - sigma k.+1) <= ln (1 / alpha ^+ 2).
Proof. by apply: window; rewrite ln1 mulr0 subr0 [ln _ *+ 4]mulrS ler_addl mulrn_wge0. Qed.
Let c1 : 1 * 2%:R ^+ 2 / 1 = 4%:R :> R. Proof. by rewrite divr1; ring. Qed.
(* that there is a time in each window *)
Let at_left_end (L E : nat -> R) (P : nat -> R -> Prop) :
  (forall k, (k <= 2)%N -> ((k < 2)%N -> L k <= E k) /\ (forall t, L k <= t -> ((k < 2)%N -> t <= E k) -> P k t)) ->
  forall k, (k <= 2)%N -> exists t, P k t.
Proof. by move=> h k /h[? ?]; exists (L k); auto. Qed.
Notation close k t := (snorm (flow I sigma 1 (alpha ^+ 2 *: I) t - truncation I sigma k) <= 1).

Example theorem_4_at_work : forall k, (k <= 2)%N -> exists t, close k t.
Proof.
have d1 : 4%:R * 1 * 2%:R ^+ 2 / 1 = 4%:R ^+ 2 :> R by rewrite divr1; ring.
have d2 : 1 / (4%:R * 1 * 1 ^+ 2) = 4%:R^-1 :> R by rewrite expr1n !mulr1 div1r.
apply: at_left_end; apply: (@theorem_4 R 2 2 I I sigma alpha 1 1) => //; rewrite ?invmx1 ?norm_I ?ltr01 // ?d1 ?d2.
- by rewrite -natrM ler1n.
- by apply: late; rewrite exprn_ege1 ?ler1n.
- by rewrite ln_over ?invr_gt0 ?ltr0n // ln4V [ln _ *+ 4]mulrS addKr mulrn_wge0.
apply: window; rewrite ln4V ln_power mulrN opprK [X in _ + X]mulr_natl -mulrnDr.
exact: lexx.
Qed.
Example theorem_3_at_work : forall k, (k <= 2)%N -> exists t, close k t.
Proof.
apply: at_left_end; have := @theorem_3 R 2 2 I sigma (fun=> 1) alpha 1 1.
rewrite -diag_scalar mulmx1 trmx1 mulmx1 !big_ord_recl !big_ord0 !minxx !maxxx; apply=> //.
- exact: ltr01.
- by move=> i _; exact: ltr01.
- exact: ltr01.
- by apply: late; rewrite mulr1 divr1 exprn_ege1 ?ler1n.
- by apply: late; rewrite divr1.
have -> : sigma 1%N ^+ 2 / (1 * 1) = 4%:R by rewrite mulr1 divr1 /sigma; ring.
by rewrite divr1; exact: window41.
Qed.
Example theorem_4_sharper_at_work : forall k, (k <= 2)%N -> exists t, close k t.
Proof.
apply: at_left_end; apply: (@theorem_4_sharper R 2 2 I I sigma alpha 1 1) => //; rewrite ?invmx1 ?norm_I ?ltr01 // ?c1.
  by apply: late; rewrite divr1.
by rewrite divr1.
Qed.
Example theorem_4_sharpest_at_work : forall k, (k <= 2)%N -> exists t, close k t.
Proof.
have x1 : 1 <= 2%:R - alpha ^+ 2.
  by have := start_below; rewrite mulr1 ler_subr_addr mulr2n ler_add2l.
have d1 : (1 * 2%:R - alpha ^+ 2) * (2%:R - 1) / 1 = 2%:R - alpha ^+ 2.
  by rewrite divr1; move: (alpha ^+ 2) => x; ring.
have d2 : 1 * (2%:R - alpha ^+ 2 * 1) / (1 * (2%:R - 1)) = 2%:R - alpha ^+ 2.
  by rewrite (_ : 1 * (2%:R - 1) = 1 :> R) ?divr1; [move: (alpha ^+ 2) => x; ring | ring].
apply: at_left_end; apply: (@theorem_4_sharpest R 2 2 I I sigma alpha 1 1) => //;
  rewrite ?invmx1 ?norm_I ?ltr01 ?ltr1n // ?d1 ?d2.
apply: window; rewrite mulr_natl mulr2n opprD addNKr (@le_trans _ _ 0) ?mulrn_wge0 // oppr_le0 ln_ge0 //.
Qed.
Example theorem_4_own_target_at_work : forall k, (k <= 2)%N -> exists t, close k t.
Proof.
have d2 : 1 * 1 ^+ 2 / 1 = 1 :> R by rewrite divr1; ring.
have e2 : 2%:R <= 3%:R / 4%:R *+ 4 :> R by rewrite -[_ / _ *+ 4]mulr_natr divfK ?ler_nat // pnatr_eq0.
have l4 : 2%:R <= ln 4%:R *+ 4 :> R by apply: le_trans e2 _; rewrite ler_muln2r.
apply: at_left_end; apply: (@theorem_4_own_target R 2 2 I I sigma alpha 1 1) => //; rewrite ?invmx1 ?norm_I ?ltr01 //.
- by apply: late; rewrite divr1.
- move=> [|[|[|k]]] //= _; rewrite ?c1 ?d2 ln_over ?ltr0n ?ltr01 //; last by rewrite ln1 add0r.
  by rewrite (le_trans l4) // ler_addr.
by move=> [|[|k]] // _; rewrite c1 divr1; exact: window41.
Qed.
Example theorem_4_prime_at_work : exists t, close 1 t.
Proof.
have unit : (pick R 2 0 1)^T *m pick R 2 0 1 = 1%:M by exact: pick_unit.
have apart : (pick R 2 1 (2 - 1))^T *m pick R 2 0 1 = 0 by exact: pick_apart'.
have [] // := @theorem_4_prime R 2 2 2 1 I I (pick R 2 0 1) sigma alpha 1 1 1 orthogonal isT positive absent distinct
  ltr01 alpha_gt0 ltr01; rewrite ?orthogonal ?trmx1 ?mulmx1 ?norm_I ?c1 ?divr1 //.
- rewrite -(mulmxA (pick R 2 0 1)^T) mulmxDl mul1mx -(mulmxA _ _ (pick R 2 0 1)) apart mulmx0 addr0 unit subrr.
  by move=> v; rewrite mul0mx dot0r.
- exact: late.
- by move=> _; exact: (window41 (isT : (1 <= 1 < 2)%N)).
by move=> begins_before_it_ends close_in_it; eexists; exact: (close_in_it _ (lexx _) begins_before_it_ends).
Qed.
End AtWork.
