(* Identities between sums of words of matrices, by reflection.

   A reflected term (sexp: a number, mexp m n: a matrix of m rows and n columns) has a normal form (snf, mnf): a sorted
   list of fractions times monomials, each of which is a list of powers of numbers and a word of letters, transposed or
   not. Numbers commute, letters don't; a symmetric letter is its own transpose (sym), and only of numbers known to be
   positive are there negative powers (unit). Two terms whose difference has the normal form 0 mean the same (seqbE,
   meqbE), whatever the sizes: all letters are put into one large square matrix (pad), where words multiply freely.
   A term whose normal form has positive fractions and positive numbers alone is positive (sposE). *)
From Coq Require Import ZArith QArith.
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ssrZ.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.Theory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(* Normal forms: fractions, powers of numbers, words of letters. Nothing here knows of sizes. *)
Definition mono := seq (positive * Z).
Definition letter := (positive * bool)%type. (* true where it is transposed *)
Definition word := seq letter.
Definition key := (mono * word)%type.
Definition poly := seq (key * Q).

Definition andc (a b : comparison) : comparison := if a is Eq then b else a.
Fixpoint cmpm (a b : mono) : comparison :=
  match a, b with
  | [::], [::] => Eq | [::], _ => Lt | _, [::] => Gt
  | (x, e) :: a', (y, f) :: b' => andc (Pos.compare x y) (andc (Z.compare e f) (cmpm a' b'))
  end.

Definition cmpb (a b : bool) : comparison := if a then (if b then Eq else Gt) else (if b then Lt else Eq).
Fixpoint cmpw (a b : word) : comparison :=
  match a, b with
  | [::], [::] => Eq | [::], _ => Lt | _, [::] => Gt
  | (x, e) :: a', (y, f) :: b' => andc (Pos.compare x y) (andc (cmpb e f) (cmpw a' b'))
  end.

Definition cmpk (a b : key) : comparison := andc (cmpw a.2 b.2) (cmpm a.1 b.1).

Definition q1 : Q := Qmake (Zpos xH) xH.
Definition qm1 : Q := Qmake (Zneg xH) xH.
Definition qz (q : Q) : bool := Z.eqb (Qnum q) Z0.

Fixpoint padd (p : poly) : poly -> poly :=
  match p with
  | [::] => fun q => q
  | (k1, c1) :: p' =>
    (fix aux (q : poly) : poly :=
      match q with
      | [::] => p
      | (k2, c2) :: q' =>
        match cmpk k1 k2 with
        | Eq => let c := Qred (Qplus c1 c2) in if qz c then padd p' q' else (k1, c) :: padd p' q'
        | Lt => (k1, c1) :: padd p' q
        | Gt => (k2, c2) :: aux q'
        end
      end)
  end.

(* Sums of many, two by two. *)
Fixpoint pairs (l : seq poly) : seq poly := match l with a :: b :: l' => padd a b :: pairs l' | _ => l end.

Fixpoint psum (fuel : nat) (l : seq poly) : poly :=
  match fuel, l with
  | _, [::] => [::] | _, [:: a] => a
  | 0%N, _ => foldr padd [::] l
  | S f, _ => psum f (pairs l)
  end.


Arguments Qred : simpl never.
Arguments Qplus : simpl never.
Arguments Qmult : simpl never.
Arguments Qinv : simpl never.

Section Normal.
Variables (unit sym : positive -> bool). (* which numbers are positive, and which letters symmetric *)

(* Powers of a number add up where it is positive, or where neither is negative: it may be 0. *)
Fixpoint mmul (a : mono) : mono -> mono :=
  match a with
  | [::] => fun b => b
  | (x, e) :: a' =>
    (fix aux (b : mono) : mono :=
      match b with
      | [::] => a
      | (y, f) :: b' =>
        match Pos.compare x y with
        | Eq => if unit x || (Z.leb Z0 e && Z.leb Z0 f)
                then (if Z.eqb (Z.add e f) Z0 then mmul a' b' else (x, Z.add e f) :: mmul a' b')
                else (x, e) :: (y, f) :: mmul a' b'
        | Lt => (x, e) :: mmul a' b
        | Gt => (y, f) :: aux b'
        end
      end)
  end.

Definition tmul (s t : key * Q) : poly := [:: ((mmul s.1.1 t.1.1, s.1.2 ++ t.1.2), Qred (Qmult s.2 t.2))].
Definition pmul (p q : poly) : poly := psum 60 [seq tmul s t | s <- p, t <- q].
Definition pscal (c : Q) (p : poly) : poly := [seq (t.1, Qred (Qmult c t.2)) | t <- p].
Definition flip (l : letter) : letter := (l.1, if sym l.1 then false else ~~ l.2).
Definition ptr (p : poly) : poly := psum 60 [seq [:: ((t.1.1, rev [seq flip l | l <- t.1.2]), t.2)] | t <- p].
Definition minv (m : mono) : mono := [seq (x.1, Z.opp x.2) | x <- m].

Inductive sexp := SNat of nat | SVar of positive | SAdd of sexp & sexp | SOpp of sexp | SMul of sexp & sexp
  | SPow of sexp & nat | SInv of sexp.

Fixpoint snf (e : sexp) : option poly :=
  match e with
  | SNat n => Some (if Z.of_nat n is Z0 then [::] else [:: (([::], [::]), inject_Z (Z.of_nat n))])
  | SVar k => Some [:: (([:: (k, Zpos xH)], [::]), q1)]
  | SAdd a b => if (snf a, snf b) is (Some p, Some q) then Some (padd p q) else None
  | SMul a b => if (snf a, snf b) is (Some p, Some q) then Some (pmul p q) else None
  | SOpp a => if snf a is Some p then Some (pscal qm1 p) else None
  | SPow a n => if snf a is Some p then Some (iter n (pmul p) [:: (([::], [::]), q1)]) else None
  | SInv a => if snf a is Some [:: ((m, [::]), c)]
              then if all (fun x => unit x.1) m && ~~ qz c then Some [:: ((minv m, [::]), Qinv c)] else None
              else None
  end.

(* Seen to be positive: a sum of monomials in positive numbers, with positive fractions. *)
Definition spos (e : sexp) : bool :=
  if snf e is Some (t :: p)
  then all (fun t => all (fun x => unit x.1) t.1.1 && (if t.1.2 is [::] then true else false)
                     && Z.ltb Z0 (Qnum t.2)) (t :: p)
  else false.

Variables (rows cols : positive -> nat).
Inductive mexp : nat -> nat -> Type :=
  | MVar k : mexp (rows k) (cols k)
  | MZero m n : mexp m n
  | MScalar n of sexp : mexp n n
  | MAdd m n of mexp m n & mexp m n : mexp m n
  | MOpp m n of mexp m n : mexp m n
  | MTr m n of mexp m n : mexp n m
  | MScale m n of sexp & mexp m n : mexp m n
  | MMul m n p of mexp m n & mexp n p : mexp m p.

Fixpoint mnf m n (e : mexp m n) : option poly :=
  match e with
  | MVar k => Some [:: (([::], [:: (k, false)]), q1)]
  | MZero _ _ => Some [::]
  | MScalar _ s => snf s
  | MAdd _ _ a b => if (mnf a, mnf b) is (Some p, Some q) then Some (padd p q) else None
  | MOpp _ _ a => if mnf a is Some p then Some (pscal qm1 p) else None
  | MTr _ _ a => if mnf a is Some p then Some (ptr p) else None
  | MScale _ _ s a => if (snf s, mnf a) is (Some p, Some q) then Some (pmul p q) else None
  | MMul _ _ _ a b => if (mnf a, mnf b) is (Some p, Some q) then Some (pmul p q) else None
  end.

Definition isnil (p : option poly) : bool := if p is Some [::] then true else false.
Definition seqb (a b : sexp) : bool := isnil (snf (SAdd a (SOpp b))).
Definition meqb m n (a b : mexp m n) : bool := isnil (mnf (MAdd a (MOpp b))).
End Normal.
Arguments MVar {rows cols} k.
Arguments MZero {rows cols m n}.
Arguments MScalar {rows cols n} _.

(* What terms mean, and that those with the same normal form mean the same. *)
Section Meaning.
Variable R : realFieldType.

Definition Z2R (z : Z) : R := (int_of_Z z)%:~R.
Definition Q2R (q : Q) : R := Z2R (Qnum q) / Z2R (Zpos (Qden q)).

Lemma Z2RD a b : Z2R (Z.add a b) = Z2R a + Z2R b.
Proof. by rewrite /Z2R -rmorphD /= -rmorphD. Qed.

Lemma Z2RM a b : Z2R (Z.mul a b) = Z2R a * Z2R b.
Proof. by rewrite /Z2R -rmorphM /= -rmorphM. Qed.

Lemma Z2Rpos p : Z2R (Zpos p) = (Pos.to_nat p)%:R.
Proof. by []. Qed.

Lemma Z2Rpos_gt0 p : 0 < Z2R (Zpos p).
Proof. by rewrite Z2Rpos ltr0n; apply/ssrnat.ltP/Pos2Nat.is_pos. Qed.

Lemma Z2Rpos_neq0 p : Z2R (Zpos p) != 0.
Proof. by rewrite gt_eqF ?Z2Rpos_gt0. Qed.

Lemma Q2R_eq a b : Qeq a b -> Q2R a = Q2R b.
Proof.
rewrite /Qeq /Q2R => e; apply/eqP; rewrite eqr_div ?Z2Rpos_neq0 //.
by rewrite -!Z2RM e.
Qed.

Lemma Q2Rred a : Q2R (Qred a) = Q2R a.
Proof. exact/Q2R_eq/Qred_correct. Qed.

Lemma Q2RD a b : Q2R (Qplus a b) = Q2R a + Q2R b.
Proof. by rewrite /Q2R /Qplus /= Pos2Z.inj_mul Z2RD !Z2RM addf_div ?Z2Rpos_neq0. Qed.

Lemma Q2RM a b : Q2R (Qmult a b) = Q2R a * Q2R b.
Proof. by rewrite /Q2R /Qmult /= Pos2Z.inj_mul !Z2RM mulf_div. Qed.

Lemma Q2R0 q : qz q -> Q2R q = 0.
Proof. by rewrite /qz /Q2R => /Z.eqb_eq ->; rewrite /Z2R /= mul0r. Qed.

Lemma Q2Rinv q : ~~ qz q -> Q2R (Qinv q) = (Q2R q)^-1.
Proof.
case: q => -[|n|n] d //= _; rewrite /Q2R /Qinv /= invf_div //.
have E p : Z2R (Zneg p) = - Z2R (Zpos p) by rewrite -mulN1r -[-1]/(Z2R (Zneg xH)) -Z2RM.
by rewrite !E invrN mulrN mulNr.
Qed.

Lemma Q2R_gt0 q : Z.ltb Z0 (Qnum q) -> 0 < Q2R q.
Proof. by case: q => -[|n|n] d //= _; rewrite /Q2R divr_gt0 ?Z2Rpos_gt0. Qed.

Lemma andcE a b : andc a b = Eq -> a = Eq /\ b = Eq.
Proof. by case: a. Qed.

Lemma cmpmE a b : cmpm a b = Eq -> a = b.
Proof.
elim: a b => [|[x e] a IH] [|[y f] b] //= /andcE[/Pos.compare_eq -> /andcE[/Z.compare_eq -> /IH -> //]].
Qed.

Lemma cmpwE a b : cmpw a b = Eq -> a = b.
Proof.
elim: a b => [|[x e] a IH] [|[y f] b] //= /andcE[/Pos.compare_eq -> /andcE[H /IH ->]].
by case: e f H => -[].
Qed.

Lemma cmpkE a b : cmpk a b = Eq -> a = b.
Proof. by case: a b => [a v] [b w] /andcE[/= /cmpwE -> /cmpmE ->]. Qed.

Variables (unit sym : positive -> bool) (sv : positive -> R).
Hypothesis unit_gt0 : forall k, unit k -> 0 < sv k.

Lemma unit_neq0 k : unit k -> sv k != 0.
Proof. by move/unit_gt0 => h; rewrite gt_eqF. Qed.

Definition pw (x : positive * Z) : R := sv x.1 ^ int_of_Z x.2.
Definition mval (m : mono) : R := \prod_(x <- m) pw x.

Lemma mval_cons x m : mval (x :: m) = pw x * mval m.
Proof. exact: big_cons. Qed.

Lemma Zleb_int e : Z.leb Z0 e -> (0 <= int_of_Z e).
Proof. by case: e. Qed.

Lemma mmulE a b : mval (mmul unit a b) = mval a * mval b.
Proof.
elim: a b => [b|[x e] a IH]; first by rewrite /mval big_nil mul1r.
elim=> [|[y f] b IHb]; first by rewrite {3}/mval big_nil mulr1.
rewrite [mmul _ _ _]/=; case E: (Pos.compare x y).
- have {E IHb} -> : y = x by rewrite (Pos.compare_eq _ _ E).
  case: ifPn => [u|_]; last by rewrite !mval_cons IH mulrACA -!mulrA; congr (_ * _); rewrite mulrCA.
  have e2 : pw (x, Z.add e f) = pw (x, e) * pw (x, f).
    rewrite /pw /= rmorphD /=; case/orP: u => [u|/andP[he hf]]; first exact/expfzDr/unit_neq0.
    by rewrite exprzD_ss // !Zleb_int.
  case: ifPn => [/Z.eqb_eq z|_]; last by rewrite !mval_cons IH e2 mulrACA.
  by rewrite !mval_cons IH mulrACA -e2 z /pw /= expr0z mul1r.
- by rewrite !mval_cons IH mval_cons mulrA.
- by rewrite !mval_cons IHb mval_cons mulrCA.
Qed.

(* An algebra in which everything has a meaning: square matrices of one large size. *)
Section Big.
Variables (N : nat) (L : positive -> 'M[R]_N).
Hypothesis L_sym : forall k, sym k -> (L k)^T = L k.
Definition lval (l : letter) : 'M[R]_N := if l.2 then (L l.1)^T else L l.1.
Definition wval (w : word) : 'M[R]_N := foldr (fun l m => lval l *m m) 1%:M w.
Definition tval (t : key * Q) : 'M[R]_N := (Q2R t.2 * mval t.1.1) *: wval t.1.2.
Definition pval (p : poly) : 'M[R]_N := \sum_(t <- p) tval t.

Lemma pval_cons t p : pval (t :: p) = tval t + pval p.
Proof. exact: big_cons. Qed.

Lemma pval_nil : pval [::] = 0.
Proof. exact: big_nil. Qed.

Lemma paddE p q : pval (padd p q) = pval p + pval q.
Proof.
elim: p q => [q|[k c] p IH]; first by rewrite pval_nil add0r.
elim=> [|[k' c'] q IHq]; first by rewrite pval_nil addr0.
rewrite [padd _ _]/=; case E: (cmpk k k').
- have <- : k = k' by apply: cmpkE.
  have e : tval (k, Qred (Qplus c c')) = tval (k, c) + tval (k, c').
    by rewrite /tval /= Q2Rred Q2RD mulrDl scalerDl.
  case: ifPn => [z|_]; last by rewrite !pval_cons IH e addrACA.
  by rewrite !pval_cons IH addrACA -e {1}/tval /= (Q2R0 z) mul0r scale0r add0r.
- by rewrite !pval_cons IH pval_cons addrA.
- by rewrite !pval_cons IHq pval_cons addrCA.
Qed.

Lemma pairsE l : \sum_(p <- pairs l) pval p = \sum_(p <- l) pval p.
Proof.
have [n] := ubnP (size l); elim: n l => // n IH [|a [|b l]] //= H.
by rewrite !big_cons IH ?paddE ?addrA // -ltnS (leq_trans _ H) // ltnS leqnSn.
Qed.

Lemma psumE f l : pval (psum f l) = \sum_(p <- l) pval p.
Proof.
have F l' : pval (foldr padd [::] l') = \sum_(p <- l') pval p.
  by elim: l' => [|c l' IHl]; rewrite ?big_nil ?pval_nil ?big_cons //= paddE IHl.
elim: f l => [|f IH] [|a [|b l]].
- by rewrite big_nil pval_nil.
- by rewrite big_seq1.
- exact: (F [:: a, b & l]).
- by rewrite big_nil pval_nil.
- by rewrite big_seq1.
by rewrite -[RHS]pairsE -IH.
Qed.

Lemma wval_cat v w : wval (v ++ w) = wval v *m wval w.
Proof. by elim: v => [|l v IH] /=; rewrite ?mul1mx // IH mulmxA. Qed.

Lemma pmulE p q : pval (pmul unit p q) = pval p *m pval q.
Proof.
rewrite psumE [pval p in RHS]/pval mulmx_suml big_allpairs_dep; apply: eq_bigr => s _.
rewrite /pval mulmx_sumr; apply: eq_bigr => t _.
rewrite big_seq1 /tval /= Q2Rred Q2RM mmulE wval_cat -scalemxAl -scalemxAr scalerA.
by congr (_ *: _); rewrite mulrACA.
Qed.

Lemma pscalE c p : pval (pscal c p) = Q2R c *: pval p.
Proof.
rewrite /pval big_map scaler_sumr; apply: eq_bigr => t _.
by rewrite /tval /= Q2Rred Q2RM scalerA mulrA.
Qed.

Lemma flipE l : lval (flip sym l) = (lval l)^T.
Proof.
by case: l => k b; rewrite /lval /flip /=; case: (boolP (sym k)) => [/L_sym h|_]; case: b => //=; rewrite ?trmxK ?h.
Qed.

Lemma wval_rev w : wval (rev [seq flip sym l | l <- w]) = (wval w)^T.
Proof.
elim: w => [|l w IH] /=; first by rewrite trmx1.
by rewrite rev_cons -cats1 wval_cat IH /= mulmx1 trmx_mul flipE.
Qed.

Lemma ptrE p : pval (ptr sym p) = (pval p)^T.
Proof.
rewrite psumE /pval big_map; apply: (big_rec2 (fun x y => x = y^T)) => [|t x y _ ->]; first by rewrite trmx0.
by rewrite linearD /= big_seq1 /tval /= wval_rev linearZ.
Qed.

Lemma pval1 : pval [:: (([::], [::]), q1)] = 1%:M.
Proof. by rewrite /pval big_seq1 /tval /mval /= big_nil mulr1 /Q2R /Z2R /= divr1 scale1r. Qed.

Fixpoint sdenote (e : sexp) : R :=
  match e with
  | SNat n => n%:R
  | SVar k => sv k
  | SAdd a b => sdenote a + sdenote b
  | SOpp a => - sdenote a
  | SMul a b => sdenote a * sdenote b
  | SPow a n => sdenote a ^+ n
  | SInv a => (sdenote a)^-1
  end.

Lemma mval_inv m : all (fun x => unit x.1) m -> mval (minv m) = (mval m)^-1.
Proof.
move=> u; elim: m u => [_|x m IH /= /andP[ux um]]; first by rewrite /mval !big_nil invr1.
by rewrite /= !mval_cons IH // invfM /pw /= rmorphN /= invr_expz.
Qed.

Lemma mval_gt0 m : all (fun x => unit x.1) m -> 0 < mval m.
Proof.
elim: m => [_|x m IH /= /andP[ux um]]; first by rewrite /mval big_nil ltr01.
by rewrite mval_cons mulr_gt0 ?IH // /pw exprz_gt0 ?unit_gt0.
Qed.

Lemma snfE e p : snf unit e = Some p -> pval p = (sdenote e)%:M.
Proof.
elim: e p => /= [n|k|a IHa b IHb|a IHa|a IHa b IHb|a IHa n|a IHa] p.
- case: n => [|n] /= [<-]; first by rewrite pval_nil raddf0.
  rewrite /pval big_seq1 /tval /mval /= big_nil mulr1 /Q2R /= Z2Rpos SuccNat2Pos.id_succ.
  by rewrite /Z2R /= divr1 scale_scalar_mx mulr1.
- case=> <-; rewrite /pval big_seq1 /tval /mval /= big_seq1 /pw /= expr1z /Q2R /Z2R /= divr1 mul1r.
  by rewrite scale_scalar_mx mulr1.
- case Ea: (snf unit a) => [pa|] //; case Eb: (snf unit b) => [pb|] //= -[<-].
  by rewrite paddE (IHa _ Ea) (IHb _ Eb) raddfD.
- case Ea: (snf unit a) => [pa|] //= -[<-].
  by rewrite pscalE (IHa _ Ea) /Q2R /Z2R /= divr1 mulrN1z scaleN1r raddfN.
- case Ea: (snf unit a) => [pa|] //; case Eb: (snf unit b) => [pb|] //= -[<-].
  by rewrite pmulE (IHa _ Ea) (IHb _ Eb) -scalar_mxM.
- case Ea: (snf unit a) => [pa|] //= -[<-].
  elim: n => [|n IH]; first by rewrite pval1.
  by rewrite [iter _ _ _]/= pmulE IH (IHa _ Ea) -scalar_mxM exprS.
case Ea: (snf unit a) => [[|[[m [|l w]] c] [|t q]]|] //; case: ifPn => // /andP[u z] [<-].
have := IHa _ Ea; rewrite /pval !big_seq1 /tval /= mval_inv // Q2Rinv //.
rewrite !scale_scalar_mx !mulr1 -invfM => h.
case: N L L_sym h => [|n'] ? ? h; first by apply/matrixP=> -[].
by congr (_^-1)%:M; have := congr1 (fun A : 'M_n'.+1 => A 0 0) h; rewrite !mxE.
Qed.
End Big.

Lemma scalar_inj (a b : R) : (a%:M : 'M_1) = b%:M -> a = b.
Proof. by move/matrixP/(_ 0 0); rewrite !mxE. Qed.

Lemma seqbE a b : seqb unit a b -> sdenote a = sdenote b.
Proof.
rewrite /seqb /isnil; case E: (snf unit _) => [[|t p]|] // _.
have /= := snfE (L := fun _ => 0 : 'M[R]_1) (fun k _ => trmx0 _ _ _) E; rewrite pval_nil => h.
by apply/eqP; rewrite -subr_eq0; apply/eqP/scalar_inj; rewrite -h raddf0.
Qed.

Lemma sposE e : spos unit e -> 0 < sdenote e.
Proof.
rewrite /spos; case E: (snf unit e) => [[|t p]|] // H.
have -> : sdenote e = \sum_(t <- t :: p) Q2R t.2 * mval t.1.1.
  apply: scalar_inj; rewrite -(snfE (L := fun _ => 0 : 'M[R]_1) (fun k _ => trmx0 _ _ _) E) /pval raddf_sum /=.
  elim: (t :: p) H => [|s q IH] /=; first by rewrite !big_nil.
  case: s => -[m [|l w]] c; rewrite ?andbF //= => /andP[_ /IH]; rewrite !big_cons => <-.
  by rewrite /tval /= scale_scalar_mx mulr1.
have pos s : all (fun x => unit x.1) s.1.1 -> Z.ltb Z0 (Qnum s.2) -> 0 < Q2R s.2 * mval s.1.1.
  by move=> u c; rewrite mulr_gt0 ?Q2R_gt0 ?mval_gt0.
move: H => /= /andP[/andP[/andP[u _] c] H]; rewrite big_cons; apply: ltr_paddr; last exact: pos.
elim: p H {E} => [|s q IH] /=; first by rewrite big_nil.
by move=> /andP[/andP[/andP[us _] cs] /IH h]; rewrite big_cons addr_ge0 // ltW // pos.
Qed.

(* Matrices of any sizes: padded with zeros, they multiply and add as before. *)
Variables (rows cols : positive -> nat) (mv : forall k, 'M[R]_(rows k, cols k)).
Fixpoint mdenote m n (e : mexp rows cols m n) : 'M[R]_(m, n) :=
  match e with
  | MVar k => mv k
  | MZero _ _ => 0
  | MScalar n s => (sdenote s)%:M
  | MAdd _ _ a b => mdenote a + mdenote b
  | MOpp _ _ a => - mdenote a
  | MTr _ _ a => (mdenote a)^T
  | MScale _ _ s a => sdenote s *: mdenote a
  | MMul _ _ _ a b => mdenote a *m mdenote b
  end.

Definition symmetric_letters := forall k, sym k -> exists e : rows k = cols k, (mv k)^T = castmx (e, esym e) (mv k).
Hypothesis mv_sym : symmetric_letters.

Section Pad.
Variable N : nat.
Definition inj m : 'M[R]_(m, N) := pid_mx m.
Definition pad m n (A : 'M[R]_(m, n)) : 'M[R]_N := (inj m)^T *m A *m inj n.
Definition E m : 'M[R]_N := (inj m)^T *m inj m.

Lemma injK m : (m <= N)%N -> inj m *m (inj m)^T = 1%:M.
Proof. by move=> h; rewrite tr_pid_mx mul_pid_mx minnn (minn_idPr h) pid_mx_1. Qed.

Lemma pad_inj m n (A B : 'M[R]_(m, n)) : (m <= N)%N -> (n <= N)%N -> pad A = pad B -> A = B.
Proof.
move=> hm hn /(congr1 (fun C => inj m *m C *m (inj n)^T)); rewrite /pad !mulmxA injK // !mul1mx.
by rewrite -!mulmxA injK // !mulmx1.
Qed.

Lemma pad_mul m n p (A : 'M[R]_(m, n)) (B : 'M[R]_(n, p)) : (n <= N)%N -> pad (A *m B) = pad A *m pad B.
Proof.
by move=> h; rewrite /pad !mulmxA -[_ *m inj n *m (inj n)^T]mulmxA injK // mulmx1.
Qed.

Lemma pad_tr m n (A : 'M[R]_(m, n)) : pad A^T = (pad A)^T.
Proof. by rewrite /pad !trmx_mul trmxK mulmxA. Qed.

Lemma padE m n (A : 'M[R]_(m, n)) : (n <= N)%N -> pad A *m E n = pad A.
Proof. by move=> h; rewrite /pad /E !mulmxA -[_ *m inj n *m (inj n)^T]mulmxA injK // mulmx1. Qed.

Lemma Epad m n (A : 'M[R]_(m, n)) : (m <= N)%N -> E m *m pad A = pad A.
Proof. by move=> h; rewrite /pad /E !mulmxA -[_ *m inj m *m (inj m)^T]mulmxA injK // mulmx1. Qed.

Lemma trE m : (E m)^T = E m.
Proof. by rewrite /E trmx_mul trmxK. Qed.

Lemma padI n (s : R) : pad (s%:M : 'M_n) = s *: E n.
Proof. by rewrite /pad mul_mx_scalar -scalemxAl. Qed.

Fixpoint fits m n (e : mexp rows cols m n) : bool :=
  [&& m <= N, n <= N & match e with
  | MAdd _ _ a b => fits a && fits b | MOpp _ _ a => fits a | MTr _ _ a => fits a | MScale _ _ _ a => fits a
  | MMul _ _ _ a b => fits a && fits b | _ => true end]%N.
Definition L k : 'M[R]_N := pad (mv k).

Lemma L_sym k : sym k -> (L k)^T = L k.
Proof.
move=> /mv_sym[e h]; rewrite /L -pad_tr h; case: _ / e (mv k) {h} => A.
by rewrite castmx_id.
Qed.

Lemma fitsS m n (e : mexp rows cols m n) : fits e -> (m <= N)%N /\ (n <= N)%N.
Proof.
by case: e => [k|m' n'|n' s|m' n' a b|m' n' a|m' n' a|m' n' s a|m' n' p a b] /= /and3P[].
Qed.

(* Padded, a term is what its normal form means among large matrices, cut down to its rows or to its columns by E:
   a number there stands for a multiple of the large identity. *)
Lemma mnfE m n (e : mexp rows cols m n) p : fits e -> mnf unit sym e = Some p ->
  pad (mdenote e) = pval L p *m E n /\ pad (mdenote e) = E m *m pval L p.
Proof.
elim: e p => {m n} [k|m n|n s|m n a IHa b IHb|m n a IHa|m n a IHa|m n s a IHa|m n q a IHa b IHb] p /=.
- move=> /and3P[hm hn _] [<-]; rewrite /pval big_seq1 /tval /mval /= big_nil mulr1 /Q2R /Z2R /= divr1.
  by rewrite scale1r mulmx1 /lval /= /L padE // Epad.
- by move=> _ [<-]; rewrite pval_nil mulmx0 mul0mx /pad mulmx0 mul0mx.
- move=> /and3P[h _ _] Es; rewrite (snfE L_sym Es) padI.
  by rewrite mul_scalar_mx mul_mx_scalar.
- case/and3P=> hm hn /andP[fa fb]; case Ea: (mnf unit sym a) => [pa|] //; case Eb: (mnf unit sym b) => [pb|] //= -[<-].
  have [a1 a2] := IHa _ fa Ea; have [b1 b2] := IHb _ fb Eb.
  rewrite paddE mulmxDl mulmxDr -a1 -b1 -a2 -b2.
  by rewrite /pad mulmxDr mulmxDl.
- case/and3P=> hm hn fa; case Ea: (mnf unit sym a) => [pa|] //= -[<-].
  have [a1 a2] := IHa _ fa Ea; rewrite pscalE /Q2R /Z2R /= divr1 mulrN1z !scaleN1r mulNmx mulmxN -a1 -a2.
  by rewrite /pad mulmxN mulNmx.
- case/and3P=> hm hn fa; case Ea: (mnf unit sym a) => [pa|] //= -[<-].
  have [a1 a2] := IHa _ fa Ea; rewrite (ptrE L_sym) pad_tr; split.
    by rewrite a2 trmx_mul trE.
  by rewrite a1 trmx_mul trE.
- case/and3P=> hm hn fa; case Es: (snf unit s) => [ps|] //; case Ea: (mnf unit sym a) => [pa|] //= -[<-].
  have [a1 a2] := IHa _ fa Ea; rewrite pmulE (snfE L_sym Es) mul_scalar_mx -scalemxAl -scalemxAr -a1 -a2.
  by rewrite /pad -scalemxAr -scalemxAl.
case/and3P=> hm hn /andP[fa fb]; case Ea: (mnf unit sym a) => [pa|] //; case Eb: (mnf unit sym b) => [pb|] //= -[<-].
have [a1 a2] := IHa _ fa Ea; have [b1 b2] := IHb _ fb Eb.
have [_ hk] := fitsS fa.
rewrite pmulE pad_mul //; split.
  by rewrite a1 -mulmxA Epad // -mulmxA -b1.
by rewrite b2 mulmxA padE // a2 mulmxA.
Qed.
End Pad.

Fixpoint big m n (e : mexp rows cols m n) : nat :=
  (m + n + match e with
  | MAdd _ _ a b => big a + big b | MOpp _ _ a => big a | MTr _ _ a => big a | MScale _ _ _ a => big a
  | MMul _ _ _ a b => big a + big b | _ => 0 end)%N.

Lemma big_fits N m n (e : mexp rows cols m n) : (big e <= N)%N -> fits N e.
Proof.
have d1 x y z : (x + y + z <= N)%N -> (x <= N)%N by apply: leq_trans; rewrite -addnA leq_addr.
have d2 x y z : (x + y + z <= N)%N -> (y <= N)%N by apply: leq_trans; rewrite addnAC leq_addl.
have d3 x y z : (x + y + z <= N)%N -> (z <= N)%N by apply: leq_trans; rewrite leq_addl.
have d4 x y : (x + y <= N)%N -> (x <= N)%N by apply: leq_trans; rewrite leq_addr.
have d5 x y : (x + y <= N)%N -> (y <= N)%N by apply: leq_trans; rewrite leq_addl.
elim: e => {m n} [k|m n|n s|m n a IHa b IHb|m n a IHa|m n a IHa|m n s a IHa|m n q a IHa b IHb] /= h;
  apply/and3P; split; rewrite ?(d1 _ _ _ h) ?(d2 _ _ _ h) //;
  by move/d3: h => h; rewrite ?IHa ?IHb ?(d4 _ _ h) ?(d5 _ _ h).
Qed.

Lemma meqbE m n (a b : mexp rows cols m n) : meqb unit sym a b -> mdenote a = mdenote b.
Proof.
rewrite /meqb /isnil; case E: (mnf _ _ _) => [[|t p]|] // _.
have f := big_fits (leqnn (big (MAdd a (MOpp b)))); have [hm hn] := fitsS f.
have [h _] := mnfE f E; move: h; rewrite pval_nil mul0mx /= => h.
apply/eqP; rewrite -subr_eq0; apply/eqP; apply: (pad_inj hm hn); rewrite h.
by rewrite /pad mulmx0 mul0mx.
Qed.
End Meaning.
