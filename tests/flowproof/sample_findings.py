"""Findings made by hand, one of every kind that a view must show; no check has run."""

from decimal import Decimal

from flowproof.findings import Finding
from flowproof.graph import Graph, graph
from paper import Entry
from paper.owners import Owner
from proofs.claims.verdict import Judgement, Margin, Outcome, Strength, Verdict

HOLDS, FAILS, UNDECIDED = Outcome.HOLDS, Outcome.FAILS, Outcome.UNDECIDED


def entry(label: str, number: str | None, **fields: str | None) -> Entry:
    """An inequality of MV, section III-A, that promises CERTIFIED, unless `fields` say otherwise."""
    standard: dict[str, str | None] = {
        "paper": "MV",
        "section": "III-A",
        "kind": "inequality",
        "latex": r"\sigma_i(t) \le \frac{a_i}{1 + 2 c a_i t}",
        "gloss": f"What {label} says.",
        "provenance": "reconstructed",
        "promises": "CERTIFIED",
    }
    return Entry(label=label, number=number, **{**standard, **fields})  # type: ignore[arg-type]


def judgement(
    label: str, outcome: Outcome, strength: Strength, lower: str, upper: str, attained: bool = False
) -> Judgement:
    """A piece of evidence on 1200 points."""
    return Judgement(
        label,
        outcome,
        strength,
        "60 exact instances of MV's setting",
        margin=Margin(Decimal(lower), Decimal(upper), attained),
        witness={"alpha": "1e-1000", "k": "<2>"},
        points=1200,
        tool="python-flint",
        bits=192,
        seed=7 if strength is Strength.SAMPLED else None,
        seconds=0.5,
    )


def proved() -> Finding:
    """It holds for all parameters."""
    return Finding(
        entry("proved", "12", promises="PROVED", kind="solution", gloss="A mode solves its own equation."),
        Verdict(
            "proved",
            HOLDS,
            Strength.PROVED,
            Strength.PROVED,
            judgements=(Judgement("proved", HOLDS, Strength.PROVED, "all parameters", points=4, tool="SymPy 1.14"),),
            canaries=(Judgement("proved", FAILS, Strength.PROVED, "all parameters", tool="SymPy 1.14"),),
            seconds=0.25,
            statement=r"x = \frac{1}{2}",
        ),
        near_miss="the rate halved",
        owners=(Owner("proved", "symbolic/modes.py", 31, "mode"), Owner("proved", "proofs/modes.py", 5, "mode_solves")),
    )


def certified() -> Finding:
    """It holds on every published instance, and rests on something that is only sampled."""
    own = judgement("certified", HOLDS, Strength.CERTIFIED, "1.29e-12", "1.31e-12")
    return Finding(
        entry("certified", "19", gloss="A learned mode is close [in T_k] to <its> target & stays so."),
        Verdict(
            "certified",
            HOLDS,
            Strength.CERTIFIED,
            Strength.SAMPLED,
            judgements=(judgement("certified", HOLDS, Strength.SAMPLED, "0.01", "0.01"), own),
            canaries=(judgement("certified", FAILS, Strength.CERTIFIED, "-1", "-0.5"),),
            uses=("proved", "elsewhere"),
            seconds=1.5,
            statement=r"a \le \epsilon",
        ),
        near_miss="ε halved",
    )


def elsewhere() -> Finding:
    """What was not asked for, and was judged because `certified` rests on it."""
    return Finding(
        entry(
            "elsewhere",
            "3",
            section="II",
            kind="equation",
            provenance="printed",
            gloss="An equation of another section.",
        ),
        Verdict("elsewhere", HOLDS, Strength.SAMPLED, Strength.SAMPLED),
    )


def corrected() -> Finding:
    """What holds where `misprint` fails."""
    return Finding(
        entry(
            "corrected",
            None,
            paper="TFHV",
            section="3",
            kind="correction",
            provenance="added",
            promises="PROVED",
            gloss="The sign of the constant.",
        ),
        Verdict("corrected", HOLDS, Strength.PROVED, Strength.PROVED),
    )


def theorem() -> Finding:
    """Its steps hold, one of them by samples below it alone."""
    return Finding(
        entry("small-theorem", "Theorem 3", kind="theorem", gloss="Two steps make a <theorem>."),
        Verdict(
            "small-theorem", HOLDS, Strength.CERTIFIED, Strength.SAMPLED, uses=("proved", "certified"), statement="x"
        ),
    )


ERRATUM = {"cause": "wrong sign", "downstream": "Nothing.", "second_route": "By hand."}


def misprint() -> Finding:
    """It fails as the paper has it, as the ledger records, and a correction holds."""
    own = judgement("misprint", FAILS, Strength.CERTIFIED, "-0.51", "-0.505")
    correction = Verdict("corrected", HOLDS, Strength.PROVED, Strength.PROVED, statement=r"x \ge 0")
    return Finding(
        entry(
            "misprint",
            "22",
            paper="TFHV",
            section="3",
            provenance="printed",
            correction="corrected",
            **ERRATUM,
            gloss="The constant of the mode.",
        ),
        Verdict(
            "misprint",
            FAILS,
            Strength.CERTIFIED,
            Strength.NONE,
            reason="both sides enclosed",
            judgements=(own,),
            correction=correction,
            statement="x > 0",
        ),
        in_its_place="The sign of the constant",
    )


def failing() -> Finding:
    """It fails, and nobody expected that."""
    own = judgement("failing", FAILS, Strength.CERTIFIED, "-2", "-1.5")
    return Finding(
        entry("failing", None, gloss="A step that fails."),
        Verdict("failing", FAILS, Strength.CERTIFIED, Strength.NONE, judgements=(own,), statement="x > 0"),
    )


def undecided() -> Finding:
    """Its check could not tell."""
    own = judgement("undecided", UNDECIDED, Strength.CERTIFIED, "-1e-30", "1e-30")
    return Finding(
        entry("undecided", None, gloss="A step in doubt."),
        Verdict("undecided", UNDECIDED, Strength.NONE, Strength.NONE, "the enclosures still overlap", (own,)),
    )


def unchecked(label: str, number: str | None) -> Finding:
    """Nothing checks it."""
    own = entry(label, number, paper="TFHV", section="3", promises=None, unchecked="a definition: it claims nothing")
    return Finding(
        own,
        Verdict(label, None, Strength.NONE, Strength.NONE, "a definition: it claims nothing"),
    )


def everything() -> tuple[Finding, ...]:
    """One of every kind, in two sections."""
    return (
        proved(),
        certified(),
        failing(),
        undecided(),
        misprint(),
        unchecked("third", "23"),
        unchecked("fourth", "24"),
        unchecked("fifth", "25"),
        unchecked("seventh", "27"),
        unchecked("rates", "Table 1"),
    )


def judged() -> Graph:
    """The graph of everything, with what was judged because it is used or holds instead."""
    return graph((*everything(), elsewhere(), corrected()))
