"""What `flowproof show` prints of an entry."""

from dataclasses import replace

from sample_findings import ERRATUM, entry

from flowproof.description import describe
from flowproof.plain import plain
from paper import load
from paper.owners import Owner
from proofs.claims.claim import Canary, Step, Theorem
from proofs.claims.rendering import latex_of
from proofs.claims.statement import AtMost
from proofs.claims.verdict import Outcome
from proofs.evidence.balls import Certified


class Family:
    """A domain with one quantity."""

    name = "family"
    description = "four exact instances"
    symbols = {"a": "a", "eps": r"\epsilon"}  # noqa: RUF012 (read only)


def step(expect: Outcome = Outcome.HOLDS) -> Step:
    return Step(
        "close",
        "MV",
        statement=lambda a, eps: AtMost(2 * a, eps),
        evidence=(Certified(),),
        canary=Canary("ε halved"),
        domain=Family(),  # type: ignore[arg-type]
        uses=("growth", "start"),
        expect=expect,
    )


def test_a_step_is_shown_with_its_check() -> None:
    """Statement as the paper has it and as checked, source, domain, what it uses, evidence, near-miss and code."""
    owners = (Owner("close", "proofs/close.py", 31, "close"),)
    assert describe(entry("close", "19"), step(), None, owners).splitlines() == [
        "MV (19)  close  (inequality)",
        "What close says.",
        "  statement: σᵢ(t) ≤ aᵢ/(1 + 2caᵢt)",
        r"  in LaTeX: \sigma_i(t) \le \frac{a_i}{1 + 2 c a_i t}",
        "  source: MV, section III-A, reconstructed: the text at hand has lost the paper's formulas",
        f"  as checked: {plain(latex_of(step()))}",
        "  domain: four exact instances",
        "  uses: growth, start",
        "  evidence: certified: reaches CERTIFIED",
        "  near-miss: ε halved; the same evidence must reject it",
        "  promises: CERTIFIED",
        "  code: proofs/close.py:31  close",
    ]


def test_what_must_fail_says_so() -> None:
    """A statement recorded as wrong names what holds in its place, and its near-miss is one that holds."""
    text = describe(entry("close", "19", correction="closer", **ERRATUM), step(Outcome.FAILS), None, ())
    assert "corrected: the paper's statement is recorded as wrong; closer holds in its place" in text
    assert "ε halved; the same evidence must accept it" in text
    assert "expected: FAILS" in text


def test_a_theorem_lists_its_steps() -> None:
    """Label and title of each, in the order of the proof."""
    theorem = Theorem("main", "MV", "theorem3", (replace(step(), label="learned-mode-is-close"),) * 2)
    text = describe(entry("main", "Theorem 3", kind="theorem"), None, theorem, ())
    assert text.startswith("MV Theorem 3  main  (theorem)\n")
    title = load()["learned-mode-is-close"].title
    assert f"  steps:\n    learned-mode-is-close  {title}\n    learned-mode-is-close  {title}\n" in text


def test_what_nothing_checks_says_why() -> None:
    """The reason stands where the check would."""
    text = describe(
        entry("rank", "31", promises=None, unchecked="a textbook fact", provenance="printed"), None, None, ()
    )
    assert text.endswith("as printed in the paper\n  unchecked: a textbook fact")


def test_a_lemma_says_where_it_is_cited_from() -> None:
    """Book and theorem, after what the paper says of it."""
    text = describe(entry("norms", None, kind="lemma", citation="Horn & Johnson, section 5.6"), None, None, ())
    assert "\n  cited from: Horn & Johnson, section 5.6\n" in text
