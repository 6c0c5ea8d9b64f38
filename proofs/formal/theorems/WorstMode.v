(* Where W(t) is diagonal in the basis of Y, its distance from Y_k is the largest error of a mode: those of the k modes
   that are learned, of the r - k that are not yet, and of the n - r that never are. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import boolp classical_sets reals sequences exp.
From flowproof Require Import Loewner Spectral Flow Blocks.
From flowproof Require Import Theorem_3.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.Theory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Lemma worst_block (R : realType) k q p (Phi : 'M[R]_(k + q + p)) (sigma value : nat -> R) eps :
  Phi^T *m Phi = 1%:M -> (1 <= k + q)%N -> snorm (diag k value - diag k sigma) <= eps ->
  snorm (diag q (fun i => value (k + i)%N)) <= eps -> snorm (diag p (fun i => value (k + q + i)%N)) <= eps ->
  snorm (Phi *m diag (k + q + p) value *m Phi^T - truncation Phi sigma k) <= eps.
Proof.
have sym m f : (diag m f)^T = diag m f :> 'M[R]_m := diag_sym _ _.
have unit a m : (a + m <= k + q + p)%N -> (pick R (k + q + p) a m)^T *m pick R (k + q + p) a m = 1%:M.
  exact: pick_unit.
have kq : (k <= k + q)%N by exact: leq_addr.
have J11 := unit 0%N k (leq_trans kq (leq_addr _ _)); have J22 := unit k q (leq_addr _ _).
have J33 := unit (k + q)%N p (leqnn _).
have J12 := @pick_apart R (k + q + p) 0 k k q (leqnn _); have J13 := @pick_apart R (k + q + p) 0 k (k + q) p kq.
have J23 := @pick_apart R (k + q + p) k q (k + q) p (leqnn _).
have whole := @pick_split3 R _ k q p (fun=> 1) erefl; rewrite /= -!diag_scalar !mulmx1 in whole.
have diagonal := esym (@pick_split3 R _ k q p value erefl).
have -> : truncation Phi sigma k =
    Phi *m (pick R (k + q + p) 0 k *m diag k sigma *m (pick R (k + q + p) 0 k)^T) *m Phi^T.
  by rewrite truncation_pick !mulmxA.
move=> orth; have complete := mulmx1C orth.
case: k q p Phi orth complete J11 J22 J33 J12 J13 J23 whole diagonal {unit kq} => [|k] [|q] [|p] //= Phi orth
  complete J11 J22 J33 J12 J13 J23 whole diagonal.
- move=> _ small1 small2 small3;
  rewrite (thinmx0 (pick R (0 + q.+1 + 0) 0 0)) (thinmx0 (pick R (0 + q.+1 + 0) (0 + q.+1) 0)) !mul0mx ?add0r ?addr0
    in whole diagonal *.
  have -> : Phi *m 0 *m Phi^T = (0 *: Phi) *m Phi^T by rewrite mulmx0 scale0r.
  rewrite (theorem_3_0_eq_k_lt_r_eq_n_the_error_is_that_of_the_worst_mode__error_is_that_of_the_worst_mode
    (n:=(q + 0)%N) (Phi:=Phi) (W:=diag (0 + q.+1 + 0) value) (J2:=pick R (0 + q.+1 + 0) 0 q.+1)
    (V2:=diag q.+1 (fun i => value (0 + i)%N))) //.
- move=> _ small1 small2 small3;
  rewrite (thinmx0 (pick R (0 + q.+1 + p.+1) 0 0)) !mul0mx ?add0r ?addr0
    in whole diagonal *.
  have -> : Phi *m 0 *m Phi^T = (0 *: Phi) *m Phi^T by rewrite mulmx0 scale0r.
  rewrite (theorem_3_0_eq_k_lt_r_lt_n_the_error_is_that_of_the_worst_mode__error_is_that_of_the_worst_mode
    (n:=(q + p.+1)%N) (Phi:=Phi) (W:=diag (0 + q.+1 + p.+1) value) (J2:=pick R (0 + q.+1 + p.+1) 0 q.+1)
    (V2:=diag q.+1 (fun i => value (0 + i)%N)) (J3:=pick R (0 + q.+1 + p.+1) (0 + q.+1) p.+1)
    (V3:=diag p.+1 (fun i => value (0 + q.+1 + i)%N))) //.
  by rewrite !le_maxl small2 small3.
- move=> _ small1 small2 small3;
  rewrite (thinmx0 (pick R (k.+1 + 0 + 0) k.+1 0)) (thinmx0 (pick R (k.+1 + 0 + 0) (k.+1 + 0) 0)) !mul0mx ?add0r ?addr0
    in whole diagonal.
  rewrite (theorem_3_k_eq_r_eq_n_the_error_is_that_of_the_worst_mode__error_is_that_of_the_worst_mode
    (n:=(k + 0 + 0)%N) (Phi:=Phi) (W:=diag (k.+1 + 0 + 0) value) (J1:=pick R (k.+1 + 0 + 0) 0 k.+1)
    (V1:=diag k.+1 value) (S1:=diag k.+1 sigma)) //.
- move=> _ small1 small2 small3;
  rewrite (thinmx0 (pick R (k.+1 + 0 + p.+1) k.+1 0)) !mul0mx ?add0r ?addr0
    in whole diagonal.
  rewrite (theorem_3_0_lt_k_eq_r_lt_n_the_error_is_that_of_the_worst_mode__error_is_that_of_the_worst_mode
    (n:=(k + 0 + p.+1)%N) (Phi:=Phi) (W:=diag (k.+1 + 0 + p.+1) value) (J1:=pick R (k.+1 + 0 + p.+1) 0 k.+1)
    (V1:=diag k.+1 value) (S1:=diag k.+1 sigma) (J3:=pick R (k.+1 + 0 + p.+1) (k.+1 + 0) p.+1)
    (V3:=diag p.+1 (fun i => value (k.+1 + 0 + i)%N))) //.
  by rewrite !le_maxl small1 small3.
- move=> _ small1 small2 small3;
  rewrite (thinmx0 (pick R (k.+1 + q.+1 + 0) (k.+1 + q.+1) 0)) !mul0mx ?add0r ?addr0
    in whole diagonal.
  rewrite (theorem_3_0_lt_k_lt_r_eq_n_the_error_is_that_of_the_worst_mode__error_is_that_of_the_worst_mode
    (n:=(k + q.+1 + 0)%N) (Phi:=Phi) (W:=diag (k.+1 + q.+1 + 0) value) (J1:=pick R (k.+1 + q.+1 + 0) 0 k.+1)
    (V1:=diag k.+1 value) (S1:=diag k.+1 sigma) (J2:=pick R (k.+1 + q.+1 + 0) k.+1 q.+1)
    (V2:=diag q.+1 (fun i => value (k.+1 + i)%N))) //.
  by rewrite !le_maxl small1 small2.
move=> _ small1 small2 small3.
rewrite (theorem_3_0_lt_k_lt_r_lt_n_the_error_is_that_of_the_worst_mode__error_is_that_of_the_worst_mode
  (n:=(k + q.+1 + p.+1)%N) (Phi:=Phi) (W:=diag (k.+1 + q.+1 + p.+1) value)
  (J1:=pick R (k.+1 + q.+1 + p.+1) 0 k.+1) (V1:=diag k.+1 value) (S1:=diag k.+1 sigma)
  (J2:=pick R (k.+1 + q.+1 + p.+1) k.+1 q.+1) (V2:=diag q.+1 (fun i => value (k.+1 + i)%N))
  (J3:=pick R (k.+1 + q.+1 + p.+1) (k.+1 + q.+1) p.+1) (V3:=diag p.+1 (fun i => value (k.+1 + q.+1 + i)%N))) //.
by rewrite !le_maxl small1 small2 small3.
Qed.

Lemma worst_mode (R : realType) n r k (Phi : 'M[R]_n) (sigma value : nat -> R) eps
    (error := fun i => value i - (if (i <= k)%N then sigma i else 0)) :
  Phi^T *m Phi = 1%:M -> (1 <= r <= n)%N -> (k <= r)%N -> 0 <= eps ->
  (forall i, (1 <= i <= n)%N -> Num.max (error i) (- error i) <= eps) ->
  snorm (Phi *m diag n value *m Phi^T - truncation Phi sigma k) <= eps.
Proof.
move=> orth /andP[r1 rn] kr eps0 small.
have learned : snorm (diag k value - diag k sigma) <= eps.
  rewrite diagB; apply: snorm_diag => // i /andP[i1 ik]; have := small i; rewrite /error ik; apply.
  by rewrite i1 (leq_trans ik (leq_trans kr rn)).
have other a p : (k <= a)%N -> (a + p <= n)%N -> snorm (diag p (fun i => value (a + i)%N)) <= eps.
  move=> ka apn; apply: snorm_diag => // i /andP[i1 ip].
  have ki : (k < a + i)%N by rewrite -addn1 leq_add.
  have := small (a + i)%N; rewrite /error [(a + i <= k)%N]leqNgt ki subr0; apply.
  by apply/andP; split; [exact: leq_trans i1 (leq_addl a i) | apply: leq_trans apn; rewrite leq_add2l].
have [q rE] : exists q, r = (k + q)%N by exists (r - k)%N; rewrite subnKC.
subst r; have [p nE] : exists p, n = (k + q + p)%N by exists (n - (k + q))%N; rewrite subnKC.
subst n.
exact: (worst_block orth r1 learned (other k q (leqnn k) rn) (other (k + q)%N p kr (leqnn _))).
Qed.
