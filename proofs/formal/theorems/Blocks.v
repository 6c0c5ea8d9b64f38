(* What every theorem needs to reach its certificates: diagonal matrices, choosing some of the coordinates, positive
   definite matrices and their blocks, and W(t) as the inverse of a sum of positive definite matrices. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import boolp classical_sets reals sequences exp.
From mathcomp Require Import ring.
From flowproof Require Import Loewner Spectral Flow.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.Theory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Lemma successor i : (0 < i)%N -> exists j, i = j.+1. Proof. by case: i => // j _; exists j. Qed.

Section Diagonal.
Variables (R : realType) (n : nat).
Implicit Types (f g : nat -> R) (a b : R).

Lemma eq_diag f g : (forall i, (1 <= i <= n)%N -> f i = g i) -> diag n f = diag n g.
Proof. by move=> h; congr diag_mx; apply/rowP => i; rewrite !mxE h ?ltn_ord. Qed.
Lemma diag_sym f : (diag n f)^T = diag n f.
Proof. exact: tr_diag_mx. Qed.
Lemma diagM f g : diag n f *m diag n g = diag n (fun i => f i * g i).
Proof. by rewrite mulmx_diag; congr diag_mx; apply/rowP => j; rewrite !mxE. Qed.
Lemma diagD f g : diag n f + diag n g = diag n (fun i => f i + g i).
Proof. by rewrite -linearD; congr diag_mx; apply/rowP => j; rewrite !mxE. Qed.
Lemma diagB f g : diag n f - diag n g = diag n (fun i => f i - g i).
Proof. by rewrite -linearB; congr diag_mx; apply/rowP => j; rewrite !mxE. Qed.
Lemma diagZ a f : a *: diag n f = diag n (fun i => a * f i).
Proof. by rewrite -linearZ; congr diag_mx; apply/rowP => j; rewrite !mxE. Qed.
Lemma diag_scalar (a : R) : a%:M = diag n (fun=> a).
Proof. by rewrite -diag_const_mx; congr diag_mx; apply/rowP => j; rewrite !mxE. Qed.
Lemma diag_psd f : (forall i, (1 <= i <= n)%N -> 0 <= f i) -> psd (diag n f).
Proof. by move=> h; apply: psd_diag => i; rewrite mxE h ?ltn_ord. Qed.
Lemma diag_upper f b : (forall i, (1 <= i <= n)%N -> f i <= b) -> diag n f ⪯ b%:M.
Proof. by move=> h; rewrite diag_scalar diagB; apply: diag_psd => i /h; rewrite subr_ge0. Qed.
Lemma diag_lower f b : (forall i, (1 <= i <= n)%N -> b <= f i) -> b%:M ⪯ diag n f.
Proof. by move=> h; rewrite diag_scalar diagB; apply: diag_psd => i /h; rewrite subr_ge0. Qed.
Lemma diag_inverse f g : (forall i, (1 <= i <= n)%N -> f i * g i = 1) -> diag n f *m diag n g = 1%:M.
Proof. by move=> h; rewrite diagM diag_scalar; exact: eq_diag. Qed.
Lemma diag_posdef f : (forall i, (1 <= i <= n)%N -> 0 < f i) -> posdef (diag n f).
Proof.
move=> h; split=> [|v v0]; first exact: diag_sym.
have [i vi] : exists i, v i 0 != 0.
  by apply/existsP; apply: contraR v0 => /existsPn z; apply/eqP/colP => i; rewrite mxE; apply/eqP/negPn/z.
have f0 j : 0 < f (j : 'I_n).+1 by rewrite h ?ltn_ord.
have t j : v j 0 * (diag n f *m v) j 0 = f j.+1 * v j 0 ^+ 2 by rewrite mul_diag_mx !mxE mulrCA expr2.
rewrite dotE (bigD1 i) //= t; apply: ltr_paddr; last by rewrite mulr_gt0 ?f0 // exprn_even_gt0.
by apply: sumr_ge0 => j _; rewrite t mulr_ge0 ?sqr_ge0 // ltW.
Qed.
Lemma expm_diag a f : expm (a *: diag n f) = diag n (fun i => expR (a * f i)).
Proof.
rewrite (@expmE _ _ _ (1%:M, a *: \row_(i < n) f i.+1)) /=; last first.
  by split; rewrite /= trmx1 ?mulmx1 ?mul1mx // linearZ.
by rewrite trmx1 mul1mx mulmx1; congr diag_mx; apply/rowP => i; rewrite !mxE.
Qed.
End Diagonal.

Section Pick.
Variable R : realType.
Implicit Types (f : nat -> R) (n a p q k : nat).

Lemma pickM m n a p (A : 'M[R]_(m, n)) i (j : 'I_p) (l : 'I_n) :
  l = (a + j)%N :> nat -> (A *m pick R n a p) i j = A i l.
Proof.
move=> e; rewrite mxE (bigD1 l) //= mxE e eqxx mulr1 big1 ?addr0 // => l' l'l.
by rewrite mxE -e val_eqE (negbTE l'l) mulr0.
Qed.
Lemma pick_unit n a p : (a + p <= n)%N -> (pick R n a p)^T *m pick R n a p = 1%:M.
Proof.
move=> apn; apply/matrixP => i j; have l : (a + j < n)%N by apply: leq_trans apn; rewrite ltn_add2l.
by rewrite (@pickM _ _ _ _ _ _ _ (Ordinal l)) // !mxE /= eqn_add2l eq_sym.
Qed.
Lemma pick_apart n a p b q : (a + p <= b)%N -> (pick R n a p)^T *m pick R n b q = 0.
Proof.
move=> apb; apply/matrixP => i j; rewrite !mxE big1 // => l _; rewrite !mxE.
have [e|_] := eqVneq (l : nat) (a + i)%N; last by rewrite mul0r.
by rewrite e ltn_eqF ?mulr0 //; apply: leq_trans (leq_addr _ _); apply: leq_trans apb; rewrite ltn_add2l.
Qed.
Lemma pick_apart' n a p b q : (a + p <= b)%N -> (pick R n b q)^T *m pick R n a p = 0.
Proof. by move=> h; rewrite -(trmxK (pick R n a p)) -trmx_mul pick_apart ?trmx0. Qed.
Lemma diag_pick n a p f : diag n f *m pick R n a p = pick R n a p *m diag p (fun i => f (a + i)%N).
Proof.
apply/matrixP => i j; rewrite mul_diag_mx mul_mx_diag !mxE.
by have [->|] := eqVneq (i : nat) (a + j)%N; rewrite ?mulr0 ?mul0r // addnS mulrC.
Qed.
Lemma pick_diag n a p f : (a + p <= n)%N ->
  (pick R n a p)^T *m diag n f *m pick R n a p = diag p (fun i => f (a + i)%N).
Proof. by move=> h; rewrite -mulmxA diag_pick mulmxA pick_unit ?mul1mx. Qed.
Lemma picked n a p : pick R n a p *m (pick R n a p)^T = diag n (fun i => (a < i <= a + p)%N%:R).
Proof.
apply/matrixP => i j; rewrite [LHS]mxE [RHS]mxE mxE.
have [/andP[ai ip]|out] := boolP (a < i.+1 <= a + p)%N; last first.
  rewrite mul0rn big1 // => l _; rewrite !mxE; have [e|_] := eqVneq (i : nat) (a + l)%N; last by rewrite mul0r.
  by case/negP: out; rewrite e ltnS leq_addr -addnS leq_add2l ltn_ord.
have l : (i - a < p)%N by rewrite ltn_subLR // -ltnS.
rewrite (bigD1 (Ordinal l)) //= !mxE /= subnKC // eqxx mul1r eq_sym big1 ?addr0 //.
move=> k kl; rewrite !mxE; have [e|_] := eqVneq (i : nat) (a + k)%N; last by rewrite mul0r.
by case/negP: kl; apply/eqP/val_inj; rewrite /= e addKn.
Qed.
Lemma pick_all n : pick R n 0 n = 1%:M.
Proof. by apply/matrixP => i j; rewrite !mxE. Qed.
Lemma pick_below n k f : pick R n 0 k *m diag k f *m (pick R n 0 k)^T = diag n (fun i => if (i <= k)%N then f i else 0).
Proof.
rewrite -[f]/(fun i => f (0 + i)%N) -diag_pick -mulmxA picked diagM; apply: eq_diag => i /andP[i0 _].
by rewrite i0; case: leqP; rewrite /= ?mulr1 ?mulr0.
Qed.
Lemma pick_split n k q f : (k + q)%N = n ->
  pick R n 0 k *m diag k f *m (pick R n 0 k)^T + pick R n k q *m diag q (fun i => f (k + i)%N) *m (pick R n k q)^T =
  diag n f.
Proof.
move=> kq; rewrite pick_below -diag_pick -mulmxA picked diagM diagD; apply: eq_diag => i /andP[_ ni].
by rewrite kq ni; case: leqP; rewrite /= ?mulr1 ?mulr0 ?addr0 ?add0r.
Qed.
Lemma pick_split3 n k q p f : (k + q + p)%N = n ->
  pick R n 0 k *m diag k f *m (pick R n 0 k)^T + pick R n k q *m diag q (fun i => f (k + i)%N) *m (pick R n k q)^T +
  pick R n (k + q) p *m diag p (fun i => f (k + q + i)%N) *m (pick R n (k + q) p)^T = diag n f.
Proof.
move=> kqp; rewrite pick_below -2!diag_pick -2!mulmxA !picked !diagM !diagD; apply: eq_diag => i /andP[_ ni].
rewrite kqp ni andbT; have [ik|ki] := leqP i k; last by case: leqP; rewrite /= ?mulr1 ?mulr0 ?addr0 ?add0r.
by rewrite (leq_trans ik (leq_addr q k)) ltnNge (leq_trans ik (leq_addr q k)) /= !mulr0 !addr0.
Qed.
Lemma pick_whole n k q : (k + q)%N = n ->
  pick R n 0 k *m (pick R n 0 k)^T + pick R n k q *m (pick R n k q)^T = 1%:M.
Proof.
by move=> kq; have := pick_split (fun=> 1) kq; rewrite /= -!diag_scalar !mulmx1.
Qed.
Lemma picks n k q (J1 := pick R n 0 k) (J2 := pick R n k q) : (k + q)%N = n ->
  [/\ J1^T *m J1 = 1%:M, J2^T *m J2 = 1%:M, J1^T *m J2 = 0, J2^T *m J1 = 0 & J1 *m J1^T + J2 *m J2^T = 1%:M].
Proof.
move=> kq; split; [|exact: pick_unit (eq_leq kq)|exact: pick_apart|exact: pick_apart'|exact: pick_whole].
by apply: pick_unit; rewrite -kq leq_addr.
Qed.
End Pick.

Section Truncation.
Variables (R : realType) (n : nat) (Phi : 'M[R]_n) (sigma : nat -> R).
Lemma truncation_0 : truncation Phi sigma 0 = 0.
Proof.
rewrite /truncation (_ : diag n _ = 0) ?mulmx0 ?mul0mx //.
by rewrite -(scale0r (diag n sigma)) diagZ; apply: eq_diag => -[|i] // _; rewrite mul0r.
Qed.
Lemma truncation_pick k : truncation Phi sigma k = Phi *m pick R n 0 k *m diag k sigma *m (pick R n 0 k)^T *m Phi^T.
Proof. by rewrite /truncation -pick_below !mulmxA. Qed.
Lemma truncation_n : truncation Phi sigma n = Phi *m diag n sigma *m Phi^T.
Proof. by congr (_ *m _ *m _); apply: eq_diag => i /andP[_ ->]. Qed.
End Truncation.

Section Posdef.
Variable R : realType.
Implicit Types (m n : nat).

Lemma posdef_sym n (A : 'M[R]_n) : posdef A -> A^T = A. Proof. by case. Qed.
Lemma posdef_psd n (A : 'M[R]_n) : posdef A -> psd A.
Proof. by case=> _ h v; have [->|/h/ltW//] := eqVneq v 0; rewrite mulmx0 dot0r. Qed.
Lemma posdef_unit n (A : 'M[R]_n) : posdef A -> A \in unitmx.
Proof.
case=> _ h; rewrite -row_free_unit -kermx_eq0; apply/negPn/negP => /rowV0Pn[w /sub_kermxP wA w0].
have : w^T != 0 by apply: contra w0 => /eqP e; rewrite -(trmxK w) e trmx0.
by move/h; rewrite /dot trmxK mulmxA wA mul0mx mxE ltxx.
Qed.
Lemma posdefV n (A : 'M[R]_n) : posdef A -> A *m invmx A = 1%:M.
Proof. by move/posdef_unit/mulmxV. Qed.
Lemma posdefVl n (A : 'M[R]_n) : posdef A -> invmx A *m A = 1%:M.
Proof. by move/posdef_unit/mulVmx. Qed.
Lemma posdef_inv n (A : 'M[R]_n) : posdef A -> posdef (invmx A).
Proof.
move=> h; split=> [|v v0]; first by rewrite trmx_inv posdef_sym.
set u := invmx A *m v; have e : v = A *m u by rewrite mulmxA posdefV // mul1mx.
have : u != 0 by apply: contra v0 => /eqP u0; rewrite e u0 mulmx0.
by move/(h.2 _); rewrite -e dotC.
Qed.
Lemma posdef_congr m n (A : 'M[R]_m) (J : 'M[R]_(m, n)) L : posdef A -> L *m J = 1%:M -> posdef (J^T *m A *m J).
Proof.
case=> sA h LJ; split=> [|v v0]; first by rewrite !trmx_mul trmxK sA mulmxA.
rewrite -!mulmxA dotM trmxK; apply: h; apply: contra v0 => /eqP e.
by rewrite -(mul1mx v) -LJ -mulmxA e mulmx0.
Qed.
Lemma posdefD n (A B : 'M[R]_n) : posdef A -> B^T = B -> psd B -> posdef (A + B).
Proof.
by case=> sA a sB b; split=> [|v v0]; [rewrite linearD /= sA sB | rewrite mulmxDl dotDr ltr_paddr ?a ?b].
Qed.
Lemma posdef_gram_congr m n (A : 'M[R]_n) (J : 'M[R]_(m, n)) : posdef (J *m J^T) -> posdef A -> posdef (J *m A *m J^T).
Proof.
move=> JJ pA; have L : invmx (J *m J^T) *m J *m J^T = 1%:M by rewrite -mulmxA posdefVl.
by have := posdef_congr pA L; rewrite trmxK.
Qed.
Lemma posdefZ n s (A : 'M[R]_n) : 0 < s -> posdef A -> posdef (s *: A).
Proof.
by move=> s0 [sA a]; split=> [|v v0]; [rewrite linearZ /= sA | rewrite -scalemxAl dotZr mulr_gt0 ?a].
Qed.
Lemma invmx_eq n (A B : 'M[R]_n) : A *m B = 1%:M -> invmx A = B.
Proof. by move=> h; have [uA _] := mulmx1_unit h; rewrite -[LHS]mulmx1 -h mulKmx. Qed.
Lemma snorm_gt0 n (A B : 'M[R]_n.+1) : A *m B = 1%:M -> 0 < snorm A.
Proof.
move=> AB; rewrite lt_neqAle snorm_ge0 andbT eq_sym; apply/eqP => /zero_norm z; move: AB.
by rewrite z mul0mx => /matrixP /(_ 0 0); rewrite !mxE eqxx => /esym/eqP; rewrite oner_eq0.
Qed.
Lemma snorm_congr n (Phi A : 'M[R]_n) : Phi^T *m Phi = 1%:M -> snorm (Phi^T *m A *m Phi) = snorm A.
Proof.
move=> h; have h' := mulmx1C h; have isom (U : 'M[R]_n) v : U^T *m U = 1%:M -> dot (U *m v) (U *m v) = dot v v.
  by move=> UU; rewrite dotM mulmxA UU mul1mx.
have up (U B : 'M[R]_n) : U^T *m U = 1%:M -> U *m U^T = 1%:M -> snorm (U^T *m B *m U) <= snorm B.
  move=> UU UU'; apply: snorm_least (snorm_ge0 _) _ => v.
  by rewrite -!mulmxA isom ?trmxK // -(isom U v UU); exact: snorm_ub.
apply/le_anti; rewrite up //=; have {1}<- : Phi^T^T *m (Phi^T *m A *m Phi) *m Phi^T = A.
  by rewrite trmxK !mulmxA h' mul1mx -mulmxA h' mulmx1.
by apply: up; rewrite trmxK.
Qed.

Lemma snorm_diag n f e : 0 <= e -> (forall i, (1 <= i <= n)%N -> Num.max (f i) (- f i) <= e) ->
  snorm (diag n f : 'M[R]_n) <= e.
Proof.
move=> e0 h; apply: snorm_least => // v; rewrite dotE [dot v v]dotE mulr_sumr; apply: ler_sum => i _.
rewrite mul_diag_mx !mxE -expr2 exprMn -expr2 ler_wpmul2r ?sqr_ge0 //.
have := h i.+1 (ltn_ord i); rewrite le_maxl => /andP[hi lo].
by rewrite -[leLHS]ger0_norm ?sqr_ge0 // normrX ler_sqr ?nnegrE // ler_norml ler_oppl lo hi.
Qed.

Lemma weighing_posdef m n (J : 'M[R]_(m, n)) s : 0 <= s -> posdef (1%:M + s *: J^T *m J).
Proof.
move=> s0; rewrite -scalemxAl; apply: posdefD (psdZ s0 (psd_gram J)).
  by rewrite diag_scalar; apply: diag_posdef => i _; exact: ltr01.
by rewrite linearZ /= trmx_mul trmxK.
Qed.
Lemma posdef_scalar n (s : R) : posdef (s%:M : 'M[R]_n.+1) -> 0 < s.
Proof.
case=> _ /(_ (delta_mx 0 0)); rewrite mul_scalar_mx dotZr => h.
have d1 : dot (delta_mx 0 0) (delta_mx 0 0 : 'cV[R]_n.+1) = 1 by rewrite /dot trmx_delta mul_delta_mx mxE !eqxx.
rewrite d1 mulr1 in h; apply: h; apply/eqP => /matrixP /(_ 0 0); rewrite !mxE !eqxx => /eqP.
by rewrite oner_eq0.
Qed.
Lemma gram_eq0 m n (A : 'M[R]_(m, n)) : A *m A^T = 0 -> A = 0.
Proof.
move=> h; apply: trmx_inj; rewrite trmx0; apply: zero_norm; apply/le_anti; rewrite snorm_ge0 andbT.
apply: snorm_least => // v; rewrite dotM trmxK mulmxA h mul0mx dotC dot0r.
by rewrite expr0n mul0r.
Qed.

(* the Schur complement in a block that J2 picks *)
Lemma schur_posdef n k q (H : 'M[R]_n) (J1 : 'M[R]_(n, k)) (J2 : 'M[R]_(n, q)) :
  posdef H -> J1^T *m J1 = 1%:M -> J1^T *m J2 = 0 -> J2^T *m J2 = 1%:M ->
  posdef (J1^T *m H *m J1 - J1^T *m H *m J2 *m invmx (J2^T *m H *m J2) *m (J1^T *m H *m J2)^T).
Proof.
move=> pH J11 J12 J22; set B := J1^T *m H *m J2; set C := J2^T *m H *m J2; set Z := invmx C.
have pC : posdef C := posdef_congr pH J22.
have sZ : Z^T = Z := posdef_sym (posdef_inv pC).
have tB : B^T = J2^T *m H *m J1 by rewrite /B !trmx_mul trmxK (posdef_sym pH) mulmxA.
pose N := J1 - J2 *m Z *m B^T.
have J1N : J1^T *m H *m N = J1^T *m H *m J1 - B *m Z *m B^T by rewrite /N mulmxBr !mulmxA.
have J2N : J2^T *m H *m N = 0 by rewrite /N mulmxBr -tB !mulmxA -/C posdefV // mul1mx subrr.
have <- : N^T *m H *m N = J1^T *m H *m J1 - B *m Z *m B^T.
  have -> : N^T = J1^T - B *m Z *m J2^T by rewrite /N linearB /= trmx_mul [(J2 *m Z)^T]trmx_mul trmxK sZ mulmxA.
  by rewrite !mulmxBl J1N -!(mulmxA (B *m Z)) J2N mulmx0 subr0.
by apply: (@posdef_congr _ _ H N J1^T pH); rewrite /N mulmxBr J11 !mulmxA J12 !mul0mx subr0.
Qed.
End Posdef.

Section Growth.
Variables (R : realType) (c t : R).

Lemma expRNK (x : R) : expR (c * t * x) * expR (- c * t * x) = 1.
Proof. by rewrite !mulNr expRxMexpNx_1. Qed.
(* e^{-ctx} \int_0^t 2c e^{2csx} ds e^{-ctx} *)
Definition saturation x := growth c t x * expR (- c * t * x) ^+ 2.
Lemma saturation_positive x : 0 < x -> saturation x = x^-1 - expR (- c * t * x) * x^-1 * expR (- c * t * x).
Proof.
move=> x0; rewrite /saturation /growth gt_eqF // (_ : 2 * c * t * x = c * t * x + c * t * x); last by ring.
have ab := expRNK x; rewrite expRD; set a := expR (c * t * x) in ab *; set b := expR _ in ab *.
have -> : (a * a - 1) / x * b ^+ 2 = ((a * b) ^+ 2 - b * b) / x by field; rewrite gt_eqF.
by rewrite ab expr1n mulrBl mul1r [b * b / x]mulrAC.
Qed.
Hypotheses (c_gt0 : 0 < c) (t_ge0 : 0 <= t).
Lemma growth_ge0 x : 0 <= x -> 0 <= growth c t x.
Proof.
move=> x0; rewrite /growth; case: ifP => _; first by rewrite !mulr_ge0 ?ler0n // ltW.
have h : 0 <= 2 * c * t * x by rewrite !mulr_ge0 ?ler0n // ltW.
by rewrite divr_ge0 // subr_ge0 -[leLHS]expR0 ler_expR.
Qed.
Lemma saturation_ge0 x : 0 <= x -> 0 <= saturation x.
Proof. by move=> x0; rewrite mulr_ge0 ?growth_ge0 ?sqr_ge0. Qed.
End Growth.

Section Spectrum.
Variables (R : realType) (r : nat) (sigma : nat -> R).
Hypothesis positive : forall i, (1 <= i <= r)%N -> 0 < sigma i.
Hypothesis absent : forall i, (r < i)%N -> sigma i = 0.
Hypothesis distinct : forall k, (1 <= k < r)%N -> sigma k.+1 < sigma k.

Lemma target_ge0 i : (1 <= i)%N -> 0 <= sigma i.
Proof. by move=> i1; have [ir|/absent ->//] := leqP i r; rewrite ltW // positive ?i1. Qed.
Lemma target_decreases i j : (1 <= i)%N -> (i <= j)%N -> sigma j <= sigma i.
Proof.
move=> i1 /subnKC <-; elim: (j - i)%N => [|d IH]; rewrite ?addn0 // addnS.
have [dr|rd] := ltnP (i + d) r; last by rewrite (@absent (i + d).+1) ?target_ge0.
by apply: le_trans IH; rewrite ltW // distinct // dr (leq_trans i1 (leq_addr d i)).
Qed.
End Spectrum.

(* In the basis of Y: what grows, what decays, and what saturates. *)
Section Exponentials.
Variables (R : realType) (n : nat) (sigma : nat -> R) (c t : R).
Definition grown := diag n (fun i => expR (c * t * sigma i)).
Definition decayed := diag n (fun i => expR (- c * t * sigma i)).
Definition saturated := diag n (fun i => saturation c t (sigma i)).

Lemma expm_grown : expm ((c * t) *: diag n sigma) = grown. Proof. exact: expm_diag. Qed.
Lemma expm_decayed : expm ((- c * t) *: diag n sigma) = decayed. Proof. exact: expm_diag. Qed.
Lemma grown_decayed : grown *m decayed = 1%:M.
Proof. by apply: diag_inverse => i _; exact: expRNK. Qed.
Lemma decayed_grown : decayed *m grown = 1%:M. Proof. exact: mulmx1C grown_decayed. Qed.
Lemma grown_saturated : grown *m saturated *m grown = diag n (fun i => growth c t (sigma i)).
Proof.
rewrite !diagM; apply: eq_diag => i _; rewrite /saturation.
set a := expR _; set b := expR _; have ab : a * b = 1 := expRNK c t (sigma i).
by rewrite mulrC mulrCA mulrA -expr2 mulrCA -exprMn ab expr1n mulr1.
Qed.
Hypothesis sigma_ge0 : forall i, (1 <= i)%N -> 0 <= sigma i.
Hypotheses (c_gt0 : 0 < c) (t_ge0 : 0 <= t).
Lemma saturated_psd : psd saturated.
Proof. by apply: diag_psd => i /andP[i1 _]; apply: saturation_ge0 => //; exact: sigma_ge0. Qed.
End Exponentials.
Arguments grown {R n}. Arguments decayed {R n}. Arguments saturated {R n}.

(* W(t) for a start that is positive definite: S is the shape in the basis of Y, M its inverse, V that of W(t)^{-1} *)
Section Inverse.
Variables (R : realType) (n : nat) (Phi Wbar : 'M[R]_n) (sigma : nat -> R) (c t alpha : R).
Hypothesis Phi_orthogonal : Phi^T *m Phi = 1%:M.
Hypothesis shape_is_positive : posdef Wbar.
Hypothesis sigma_ge0 : forall i, (1 <= i)%N -> 0 <= sigma i.
Hypotheses (alpha_gt0 : 0 < alpha) (c_gt0 : 0 < c) (t_ge0 : 0 <= t).
Local Notation E := (grown sigma c t : 'M_n).
Local Notation F := (decayed sigma c t : 'M_n).
Local Notation D := (saturated sigma c t : 'M_n).

Local Notation H M := ((alpha ^+ 2)^-1 *: (F *m M *m F) + D).

Lemma flow_parts : exists M S K V : 'M[R]_n,
  [/\ posdef M, posdef S, M *m S = 1%:M, S *m M = 1%:M & snorm M = snorm (invmx Wbar) /\ snorm S = snorm Wbar] /\
  [/\ posdef (H M), posdef V, H M *m V = 1%:M, V *m H M = 1%:M &
      V *m ((alpha ^+ 2)^-1 *: (F *m M *m F) + F *m (E *m D *m E) *m F) = 1%:M] /\
  [/\ (1%:M + E *m D *m E *m (alpha ^+ 2 *: S)) *m K = 1%:M,
      flow Phi sigma c (alpha ^+ 2 *: Wbar) t = Phi *m (E *m (alpha ^+ 2 *: S) *m K *m E) *m Phi^T &
      flow Phi sigma c (alpha ^+ 2 *: Wbar) t = Phi *m V *m Phi^T].
Proof.
pose S := Phi^T *m Wbar *m Phi; pose M := invmx S; pose W0 := alpha ^+ 2 *: S.
pose K := invmx (1%:M + E *m D *m E *m W0); exists M, S, K, (invmx (H M)).
have a2_gt0 : 0 < alpha ^+ 2 by exact: exprn_gt0.
have S_pd : posdef S := posdef_congr shape_is_positive Phi_orthogonal.
have M_pd : posdef M := posdef_inv S_pd.
have EF : E *m F = 1%:M := grown_decayed n sigma c t; have FE : F *m E = 1%:M := decayed_grown n sigma c t.
have H_pd : posdef (H M).
  apply: (posdefD _ (diag_sym n _) (saturated_psd sigma_ge0 c_gt0 t_ge0)); apply: posdefZ; first by rewrite invr_gt0.
  by have := posdef_congr M_pd EF; rewrite [F^T]diag_sym.
have ME : M = Phi^T *m invmx Wbar *m Phi.
  apply: invmx_eq; have h := mulmx1C Phi_orthogonal; rewrite /S !mulmxA -(mulmxA (Phi^T *m Wbar)) h mulmx1.
  by rewrite -(mulmxA Phi^T) posdefV // mulmx1.
have MW : (alpha ^+ 2)^-1 *: M *m W0 = 1%:M.
  by rewrite -scalemxAl -scalemxAr posdefVl // scalerA mulVf ?gt_eqF // scale1r.
have factored : 1%:M + E *m D *m E *m W0 = E *m H M *m E *m W0.
  rewrite (mulmxDr E (_ *: _) D) !mulmxDl; congr (_ + _).
  by rewrite -[E *m (_ *: _)]scalemxAr -!scalemxAl !mulmxA EF mul1mx -(mulmxA M) FE mulmx1 scalemxAl MW.
have KK : (1%:M + E *m D *m E *m W0) *m K = 1%:M.
  apply: mulmxV; rewrite factored !unitmx_mul (posdef_unit H_pd) andbT.
  by have [-> _] := mulmx1_unit EF; have [_ ->] := mulmx1_unit MW.
have flowE : flow Phi sigma c (alpha ^+ 2 *: Wbar) t = Phi *m (E *m W0 *m K *m E) *m Phi^T.
  by rewrite /flow -scalemxAr -scalemxAl /K grown_saturated.
split; first by split=> //; [exact: posdefVl | exact: posdefV | rewrite ME !snorm_congr].
split; first split=> //; [exact: posdef_inv | exact: posdefV | exact: posdefVl | | split=> //].
  by rewrite !mulmxA FE mul1mx -(mulmxA D) EF mulmx1 (posdefVl H_pd).
rewrite flowE; congr (_ *m _ *m _); apply/esym/invmx_eq.
by have := KK; rewrite factored -!mulmxA => /mulmx1C; rewrite -!mulmxA.
Qed.
End Inverse.
