"""All files of a Coq project in which the kernel checks certificates: the library, the axioms, lemmas and claims."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from paper import theorems
from proofs.certificate.citations import cited_in
from proofs.formal import claims, worded
from proofs.formal.axioms import axioms
from proofs.formal.instances import Cited
from proofs.formal.names import RESERVED, Names, identifier
from proofs.formal.terms import Inexpressible
from proofs.lemmas.statements import LEMMAS

Certificate = Mapping[str, Any]
LIBRARY = Path(__file__).with_name("library")
MODULES = ("NCRing", "Loewner", "Spectral", "Replay")
IMPORTS = {"NCRing": (), "Loewner": (), "Spectral": ("Loewner",), "Replay": ("NCRing", "Loewner")}
"""What each module of the library imports of it."""
LARGEST = 200_000
"""Characters of claims in one file, if it has several: some ten seconds of Coq's time, of which two are loading."""
MARK = "Written by flowproof"
HEAD = f"""\
(* {{title}} {MARK}: change what is exported, not this. *)
From Coq Require Import ZArith.
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import boolp classical_sets reals sequences exp.
From flowproof Require Import {{modules}}.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.Theory GRing.Theory Num.Theory.
Local Open Scope ring_scope.
Ltac vm := vm_cast_no_check (erefl true).

"""
MAKEFILE = f"""\
# {MARK}. `make -j2` has Coq's kernel check every file; COQBIN is the folder of coqc, where it is not on the PATH.
COQC = $(if $(COQBIN),$(COQBIN:/=)/)coqc
FLAGS = -w -notation-overridden,-ambiguous-paths -R . flowproof

all: {{all}}

%.vo: %.v
\t$(COQC) $(FLAGS) $<

{{needs}}
clean:
\trm -f *.vo *.vok *.vos *.glob .*.aux

.PHONY: all clean
.DELETE_ON_ERROR:
"""


class Theorem(NamedTuple):
    """Where the kernel finds a step of a claim, or an axiom, which is a step of itself."""

    claim: str
    step: str
    module: str
    name: str


@dataclass(frozen=True)
class Project:
    """The files by name, every theorem in them that a certificate is for, and what further claims may cite."""

    files: Mapping[str, str]
    theorems: tuple[Theorem, ...]
    cited: Mapping[str, Cited]

    def of(self, step: str) -> tuple[str, ...]:
        """The theorems for a step, by its label: one for each case that it has, as `Module.name`."""
        return tuple(f"{each.module}.{each.name}" for each in self.theorems if each.step == step)


def library(module: str) -> str:
    """The text of a module that is the same for all certificates."""
    return (LIBRARY / f"{module}.v").read_text(encoding="utf-8")


def project(certificates: Sequence[Certificate], further: Mapping[str, str] = MappingProxyType({})) -> Project:
    """A project for claims, of which the checker accepts each after those before it; `further` modules rest on them."""
    taken = Names(RESERVED)
    proved = axioms(taken)
    known = {**proved.cited}
    cited = {label for claim in certificates for line in _lines(claim) for label in cited_in(line)}
    cited |= {lemma.label for lemma in LEMMAS}
    found = [Theorem(label, label, "Axioms", name) for label, name in proved.theorems.items()]
    texts: dict[str, list[str]] = {"Lemmas": []}
    for claim in certificates:
        exported = _exported(claim, known, taken, claim["label"] in cited)
        if exported.cited:
            known[claim["label"]] = exported.cited
        module = "Lemmas" if exported.cited else _module(claim["label"], texts)
        texts.setdefault(module, []).append(exported.text)
        found += [Theorem(claim["label"], step, module, name) for step, name in exported.theorems.items()]
    needs = {**IMPORTS, "Axioms": MODULES, "Lemmas": (*MODULES, "Axioms")}
    needs |= {module: (*MODULES, "Axioms", "Lemmas") for module in texts if module != "Lemmas"}
    files = {f"{name}.v": library(name) for name in MODULES}
    files["Axioms.v"] = _file("The checker's axioms.", needs["Axioms"], [proved.text])
    files |= {f"{name}.v": _file("Claims of certificates.", needs[name], parts) for name, parts in texts.items()}
    needs |= {name: worded.needs(text) for name, text in further.items()}
    files |= {f"{name}.v": text for name, text in further.items()}
    return Project({**files, **_around(needs, files), "index.json": _index(found)}, tuple(found), known)


def _exported(claim: Certificate, known: Mapping[str, Cited], taken: Names, is_cited: bool) -> claims.Exported:
    """Reading goes as deep here as the checker goes, and a little deeper."""
    limit = sys.getrecursionlimit()
    try:
        sys.setrecursionlimit(2 * limit)
        return claims.exported(claim, known, taken, is_cited=is_cited)
    except Inexpressible as error:
        raise Inexpressible(f"{claim['label']!r} can't be written down for Coq: {error}") from error
    finally:
        sys.setrecursionlimit(limit)


def _lines(claim: Certificate) -> Iterable[Mapping[str, Any]]:
    return (line for step in claim["steps"] for line in step["lines"])


def _module(label: str, texts: Mapping[str, Sequence[str]]) -> str:
    """A file for each theorem of the suite; other claims go into one until it is full."""
    theorem = label.partition(",")[0]
    if theorem in theorems.DECLARED:
        return identifier(theorem).capitalize()
    filled = [name for name in texts if name.startswith("Claims_")]
    if filled and sum(map(len, texts[filled[-1]])) < LARGEST:
        return filled[-1]
    return f"Claims_{len(filled) + 1}"


def _file(title: str, modules: Iterable[str], texts: Iterable[str]) -> str:
    return HEAD.format(title=title, modules=" ".join(modules)) + "\n".join(texts)


def _around(needs: Mapping[str, Iterable[str]], files: Mapping[str, str]) -> dict[str, str]:
    """What `make` and editors need to know; the largest files come first, so that none is waited for at the end."""
    largest = sorted(needs, key=lambda name: (-len(files[f"{name}.v"]), name))
    every = " ".join(f"{name}.vo" for name in largest)
    rules = [f"{name}.vo: {' '.join(f'{other}.vo' for other in others)}\n" for name, others in needs.items() if others]
    return {
        "Makefile": MAKEFILE.format(all=every, needs="".join(rules)),
        "_CoqProject": "-R . flowproof\n" + "".join(f"{name}.v\n" for name in needs),
    }


def _index(found: Iterable[Theorem]) -> str:
    return json.dumps({"theorems": [theorem._asdict() for theorem in found]}, indent=1) + "\n"
