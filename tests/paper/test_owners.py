"""Owners are found in the source, without importing it."""

from pathlib import Path

import pytest

from paper import owners
from paper.owners import Owner

SOURCE = '''
from paper import implements
from proofs.claims.claim import step

raise RuntimeError("never imported")


@implements("mode-closed-form", "zero-mode-closed-form")
def mode(x):
    return x


@step(
    "mode-never-overshoots",
    paper="MV",
    title="not-a-label",
)
def never_overshoots(*, x):
    @implements("inner")
    def inner():
        return x

    return inner


THEOREM = Theorem(
    paper="MV",
    label="theorem-3",
    steps=(never_overshoots,),
)
SHORT = Theorem("theorem-4", "MV")
OTHER = Lemma(label="not-ours")
LEMMAS = (
    lemma("norm-of-a-product", "A title"),
    relation("norm-is-small", "norm_P <= eps", has_first),
)
STEPS = table(
    "MV",
    derived("factor-flow", flow.gradient, near_miss=("derived", lambda: flow.gradient("other"))),
    derived(
        "product-flow",
        lambda: flow.product(gradient),
        near_miss=("half", flow.half),
    ),
    made("not-ours", flow.gradient),
)


@other("not-ours")
@implements(NAME)
@implements
def unlabelled():
    """@implements("in-a-docstring")"""
'''


AXIOMS = """# name : hypotheses |- conclusion

norm-of-zero : X == 0 |- norm(X) == 0
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A small tree with the packages that are searched, and one that is not."""
    for package in (*owners.PACKAGES, "flowproof"):
        (tmp_path / package / "deep").mkdir(parents=True)
    (tmp_path / "proofs/deep/modes.py").write_text(SOURCE, encoding="utf-8")
    (tmp_path / "proofs/axioms.txt").write_text(AXIOMS, encoding="utf-8")
    (tmp_path / "flowproof/views.py").write_text('@implements("a-view")\ndef view(): ...\n', encoding="utf-8")
    return tmp_path


def test_owners_are_decorated_functions_and_theorems(checkout: Path) -> None:
    """Each label of each decorator is an owner, with file and line; so are theorems, rows of tables, and axioms."""
    assert owners.find(checkout) == (
        Owner("mode-closed-form", "proofs/deep/modes.py", 9, "mode"),
        Owner("zero-mode-closed-form", "proofs/deep/modes.py", 9, "mode"),
        Owner("mode-never-overshoots", "proofs/deep/modes.py", 18, "never_overshoots"),
        Owner("inner", "proofs/deep/modes.py", 20, "inner"),
        Owner("theorem-3", "proofs/deep/modes.py", 26, "THEOREM"),
        Owner("theorem-4", "proofs/deep/modes.py", 31, "SHORT"),
        Owner("norm-of-a-product", "proofs/deep/modes.py", 34, "lemma"),
        Owner("norm-is-small", "proofs/deep/modes.py", 35, "relation"),
        Owner("factor-flow", "proofs/deep/modes.py", 39, "flow.gradient"),
        Owner("product-flow", "proofs/deep/modes.py", 40, "flow.product"),
        Owner("norm-of-zero", "proofs/axioms.txt", 3, "axiom"),
    )


def test_an_owner_has_a_place_to_jump_to() -> None:
    """A place is a file and a line, as editors take it."""
    assert Owner("mode-closed-form", "proofs/deep/modes.py", 9, "mode").place == "proofs/deep/modes.py:9"


def test_files_come_in_order(checkout: Path) -> None:
    """Packages come in the order of the layers, and files by name."""
    for package, name in (("symbolic", "b"), ("symbolic", "a"), ("numeric", "c")):
        (checkout / package / f"{name}.py").write_text(f'@implements("{name}")\ndef f(): ...\n', encoding="utf-8")
    assert [owner.label for owner in owners.find(checkout)][:3] == ["a", "b", "c"]


def test_the_mark_leaves_a_function_as_it_is() -> None:
    """`implements` returns the very function that it is put on."""

    def function() -> int:
        return 1

    assert owners.implements("mode-closed-form")(function) is function
