"""The checker's rules: what each accepts and refuses, and that no file makes it stumble or go on for ever."""

import json
import random
import re
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import numeric_checker
import pytest

from proofs import checker
from proofs.checker import Scope
from proofs.lemmas import proved

Claim = dict[str, Any]
CHECKER = Path(checker.__file__)
SAMPLES = checker.load(CHECKER.with_name("selftest.json"))["claims"]
VALID = [sample for sample in SAMPLES if not sample["label"].startswith("invalid: ")]
CITABLE = checker.axioms() | {sample["label"]: {**sample, "shows": sample["steps"][-1]["shows"]} for sample in VALID}
SCALARS = {"positive": ["a"], "scalars": ["x", "y"]}
MATRICES = {
    **SCALARS,
    "matrices": {"X": ["n", "n"], "Y": ["n", "n"], "S": ["n", "n"], "J": ["n", "k"]},
    "symmetric": ["S"],
}


def claim(scope: Claim, given: dict[str, str], shows: str, *lines: Claim) -> Claim:
    """A claim of one step; a line that says nothing shows what the claim does."""
    written = [{"shows": shows, **line} for line in lines]
    step = {"label": "end", "shows": shows, "uses": [], "lines": written}
    return {"label": "claim", **scope, "given": given, "steps": [step]}


def identity(*terms: Claim, **multiplier: list[Claim]) -> Claim:
    return {"terms": list(terms), **multiplier}


def refusal(tried: Claim) -> str:
    ((_, wrong),) = checker.check({"claims": [tried]})
    return wrong


def run(*files: Path | str, **settings: Any) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", "-S", str(CHECKER), *map(str, files)]
    return subprocess.run(  # noqa: S603 (our own file)
        command, capture_output=True, text=True, timeout=120, check=False, **settings
    )


def file_of(claims: list[Claim]) -> str:
    return json.dumps({"format": checker.FORMAT, "claims": claims})


ACCEPTED: dict[str, Claim] = {
    "a fact": claim(SCALARS, {"h": "x >= a"}, "a <= x", identity({"facts": ["h"]})),
    "a product of facts": claim(SCALARS, {"h": "x >= a"}, "x**2 + a**2 >= 2*a*x", identity({"facts": ["h", "h"]})),
    "a strict product": claim(SCALARS, {"h": "x > a"}, "x/a > 1", identity({"facts": ["h"], "positive": "1/a"})),
    "a strict fact where >= will do": claim(SCALARS, {"h": "x > a"}, "x >= a", identity({"facts": ["h"]})),
    "a square": claim(SCALARS, {}, "x**2 + y**2 >= 2*x*y", identity({"squares": ["x - y"]})),
    "a multiple": claim(SCALARS, {"h": "x >= 0"}, "3*x/2 >= 0", identity({"times": "3/2", "facts": ["h"]})),
    "the same, scaled": claim(
        SCALARS, {"h": "x >= a"}, "2*x >= 2*a", {"shows": "x >= a", **identity({"facts": ["h"]})}
    ),
    "an equation": claim(SCALARS, {"h": "x == y"}, "a*x*x == a*y*x", identity({"equation": "h", "left": "a*x"})),
    "an equation in an inequality": claim(
        SCALARS, {"h": "x == y"}, "x**2 >= x*y - x + y", identity({"equation": "h", "left": "x + 1"})
    ),
    "a multiplier": claim(
        SCALARS, {"h": "a*x >= a"}, "x >= 1", identity({"facts": ["h"]}, multiplier=[{"positive": "a"}])
    ),
    "a Gram matrix": claim(MATRICES, {}, "T(J)*J >= 0", identity({"by": "J"})),
    "a congruence": claim(MATRICES, {"h": "S <= 2"}, "T(J)*S*J <= 2*T(J)*J", identity({"of": "h", "by": "J"})),
    "a number beside a matrix": claim(MATRICES, {"h": "S <= x"}, "S + 1 <= x + 1", identity({"of": "h"})),
    "an equation between two factors": claim(
        MATRICES, {"h": "X*Y == 1"}, "T(J)*X*Y*J == T(J)*J", identity({"equation": "h", "left": "T(J)", "right": "J"})
    ),
    "an axiom about a matrix": claim(
        MATRICES, {}, "J*T(J) <= norm(J)**2", {"lemma": "norm-bounds-the-other-square", "with": {"X": "J"}}
    ),
    "an axiom about zero of any size": claim(
        MATRICES, {}, "norm(J - J) >= 0", {"lemma": "norm-is-not-negative", "with": {"X": "J - J"}}
    ),
    "the exponential of a symmetric matrix": claim(
        MATRICES,
        {},
        "exp(S + X + T(X))*exp(-S - X - T(X)) == 1",
        {"lemma": "inverse-of-a-matrix-exponential", "with": {"X": "S + X + T(X)"}},
    ),
}

REFUSED: dict[str, tuple[Claim, str]] = {
    "an empty congruence is not strict": (
        claim(SCALARS, {"h": "x > a"}, "x > a", identity({"facts": ["h"], "by": "1"})),
        "do not show",
    ),
    "no list of squares is strict": (
        claim(SCALARS, {"h": "x > a"}, "x > a", identity({"facts": ["h"], "squares": []})),
        "do not show",
    ),
    "a number for a matrix of two sizes": (
        claim(MATRICES, {}, "norm(1) >= 0", {"lemma": "norm-is-not-negative", "with": {"X": "1"}}),
        "of another kind",
    ),
    "an exponential of an unsymmetric matrix": (
        claim(MATRICES, {}, "exp(X)*exp(-X) == 1", {"lemma": "inverse-of-a-matrix-exponential", "with": {"X": "X"}}),
        "exp of such a matrix",
    ),
    "an axiom for symmetric matrices": (
        claim(MATRICES, {}, "X <= norm(X)", {"lemma": "norm-bounds-a-symmetric-matrix", "with": {"X": "X"}}),
        "no such order",
    ),
    "a maximum of matrices": (claim(MATRICES, {}, "max(X, Y) == max(X, Y)", identity()), "max of such a matrix"),
    "a quotient of matrices": (claim(MATRICES, {}, "X/Y == X/Y", identity()), "by a matrix"),
    "a strict fact as a matrix": (
        claim(MATRICES, {"h": "x > 0"}, "x*T(J)*J >= 0", identity({"of": "h", "by": "J"})),
        "no >= 'h'",
    ),
    "two relations": (claim(SCALARS, {"h": "0 <= x <= y"}, "0 <= y", identity({"facts": ["h"]})), "no statement"),
    "a chain of reasoning in a comment": (claim(SCALARS, {}, "x >= 0 # as is known", identity()), "is no text"),
    "not equal": (claim(SCALARS, {"h": "x >= a"}, "x > a", identity({"facts": ["h"]})), "do not show"),
    "an unheard-of fact": (claim(SCALARS, {}, "x >= a", identity({"facts": ["g"]})), "'g' is known"),
    "an unheard-of name": (claim(SCALARS, {}, "z >= z", identity()), "known names"),
    "a symmetric matrix that is not square": (
        claim({"matrices": {"J": ["n", "k"]}, "symmetric": ["J"]}, {}, "J == J", identity()),
        "not square",
    ),
    "a name that is a function": (claim({"scalars": ["exp"]}, {}, "1 >= 0", identity({})), "taken"),
    "a definition that is taken": (
        claim({"scalars": ["x"], "definitions": {"x": "1"}}, {}, "1 >= 0", identity({})),
        "taken",
    ),
    "a definition by a later one": (
        claim({"definitions": {"u": "v", "v": "1"}}, {}, "u >= 0", identity({})),
        "known names",
    ),
    "a hypothesis that is a symmetric matrix only in name": (
        claim(MATRICES, {"h": "X >= 0"}, "X >= 0", identity({"of": "h"})),
        "no such order",
    ),
}
NO_FACTORS = ("1e999999999", "nan", "-0", "0x", "1/0", "1.5", "True", "1e3", "-1", "inf", "1 if 1 else 2", "x", "")


@pytest.mark.parametrize("what", ACCEPTED)
def test_accepted(what: str) -> None:
    assert refusal(ACCEPTED[what]) == ""


@pytest.mark.parametrize("what", REFUSED)
def test_refused(what: str) -> None:
    tried, why = REFUSED[what]
    assert why in refusal(tried)


@pytest.mark.parametrize("factor", [*NO_FACTORS, 1, 1.5, True, None, ["1"]])
def test_no_factor_but_a_positive_rational_is_accepted(factor: Any) -> None:
    """Not even where the identity would hold with any factor, as that of 0 >= 0 does."""
    tried = claim(SCALARS, {"h": "0 > 0"}, "x > x", identity({"times": factor, "facts": ["h"]}))
    assert refusal(tried) != ""


def test_sums_have_one_name_and_different_sums_different_names() -> None:
    """So that a function of equal numbers is one number, and of others another."""
    scope = Scope({"positive": ["a", "b"], "scalars": ["x", "x1"], "matrices": {"M": ["n", "n"], "N": ["n", "n"]}})
    equal = ["norm(a*M + b*N)", "norm(b*N + M*a)", "norm(-a*M - b*N)"]
    assert len({str(scope.expression(source)) for source in equal}) == 1
    different = [
        *("exp(x)", "exp(x1)", "exp(x*x1)", "exp(x + 1)", "exp(x**11)", "exp(x**2)", "exp(2*x)", "exp(-x)", "exp(x/2)"),
        *("log(x)", "max(x, 1)", "max(x, x1)", "max(x, max(x, x1))", "exp(exp(x))", "norm(M)", "norm(T(M))", "norm(N)"),
        *("norm(M*N)", "norm(N*M)", "norm(M + N)", "norm(M - N)", "norm(2*M)", "norm(M*M)", "definiteness(M)", "1/x"),
    ]
    assert len({str(scope.expression(source)) for source in different}) == len(different)


@pytest.mark.parametrize(
    "source",
    [
        "((((x + y)**40)**40)**40)**40",
        "(((2**40)**40)**40)**40",
        "(x**40)**40*" * 300 + "x",
        "*".join("(x + y + a)" for _ in range(900)),
        "+" * 9000 + "x",
        "-" * 9000 + "x",
        "x+" * 4000 + "x",
        "x**" * 3000 + "2",
        "(" * 190 + "x" + ")" * 190,
        "exp(" * 150 + "x" + ")" * 150,
        "max(" * 80 + "x" + ", x)" * 80,
        "9" * 9000,
        "x" * 20_000,
        "x\ud800",
        "x\n>= 0",
        "x.__class__",
        "(lambda: x)()",
        "__import__",
        "",
    ],
)
def test_every_text_is_read_or_refused(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checker, "LARGEST_WORK", checker.LARGEST_WORK / 50)
    assert refusal(claim(SCALARS, {}, f"{source} > {source}", identity())) != ""


def test_no_two_claims_have_one_name() -> None:
    """Neither a claim's nor an axiom's; or a later claim would rest on whichever came last."""
    (sample, *_) = VALID
    renamed = {**sample, "label": "norm-of-zero"}
    verdicts = checker.check({"claims": [sample, sample, renamed]})
    assert [bool(wrong) for _, wrong in verdicts] == [False, True, True]
    assert "one name" in verdicts[1][1]


def test_definitions_do_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each doubles the one before: in value, in length, and in the name of what is not expanded."""
    monkeypatch.setattr(checker, "LARGEST_WORK", checker.LARGEST_WORK / 50)
    square = "{0}*{0}"
    for first, rule in (("2", square), ("X", square), ("x + y", square), ("x", square), ("x", "max({0}, {0})")):
        definitions = {"d0": first} | {f"d{i + 1}": rule.format(f"d{i}") for i in range(200)}
        assert "too large" in refusal(claim({**MATRICES, "definitions": definitions}, {}, "x >= x", identity()))


def test_a_run_does_a_limited_amount_of_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Products none of which is large, but a great many."""
    large = "(x + y + a + 1)**18"
    line = {**identity({"equation": "h", "left": large}, {"equation": "h", "left": f"-{large}"}), "shows": "x == x"}
    assert refusal(claim(SCALARS, {"h": "x == y"}, "x == x", line)) == ""
    monkeypatch.setattr(checker, "LARGEST_WORK", checker.LARGEST_WORK / 50)
    assert "too large" in refusal(claim(SCALARS, {"h": "x == y"}, "x == x", *[line] * 300))


def test_the_work_is_limited_for_each_claim_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether a claim is valid does not depend on how many stand before it, valid or not."""
    large = "(x + y + a)**8"
    line = {**identity({"equation": "h", "left": large}, {"equation": "h", "left": f"-{large}"}), "shows": "x == x"}
    one, more = (claim(SCALARS, {"h": "x == y"}, "x == x", *[line] * n) for n in (1, 3))
    monkeypatch.setattr(checker, "LARGEST_WORK", 500_000)  # enough for one line, and too little for two
    claims = [{**tried, "label": f"{i}"} for i, tried in enumerate((one, one, more, one))]
    wrong = dict(checker.check({"claims": claims}))
    assert "too large" in wrong.pop("2")
    assert set(wrong.values()) == {""}


def test_only_what_a_claim_expands_is_limited() -> None:
    """After a check, whoever looks for certificates is as free as before."""
    checker.check({"claims": VALID})
    assert checker.WORK["left"] == float("inf")


def work(source: str, monkeypatch: pytest.MonkeyPatch, **scope: Any) -> float:
    """What reading an expression costs of the limit."""
    names = Scope(scope)
    monkeypatch.setitem(checker.WORK, "left", 10.0**9)
    names.expression(source)
    return 10**9 - checker.WORK["left"]


def test_a_product_costs_as_much_as_is_written_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of numbers, and of matrices, however short their names."""
    names = [f"{letter}{digit}" for letter in "abcdefghij" for digit in range(10)]
    for source, scope, length in (
        ("*".join(names), {"positive": names}, 3),  # two letters and a power
        ("*".join(["X"] * 100), {"matrices": {"X": ["n", "n"]}}, 1),
    ):
        assert work(source, monkeypatch, **scope) >= sum(250 + 250 + (length + 5) * n for n in range(2, 101))


def test_what_is_written_for_a_product_does_not_grow_faster_than_its_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    """The powers of names are put together once for each factor, not once for each name of each factor."""
    names, made = [f"p{i}" for i in range(100)], list[int]()

    def counted(*arguments: Any) -> dict[Any, Any]:
        made.append(1)
        return dict(*arguments)

    scope = Scope({"positive": names})
    monkeypatch.setattr(checker, "dict", counted, raising=False)
    scope.expression("*".join(names))
    assert len(made) <= 3 * len(names)


def test_transposes_and_empty_sums_cost_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a file of them would be gone through without any limit."""
    matrices = {"X": ["n", "n"], "Y": ["n", "n"]}
    plain, transposed = (work(source, monkeypatch, matrices=matrices) for source in ("X*Y", "T(X*Y)"))
    assert transposed >= plain + 250
    zero = {"z": "1 - 1"}
    few, more = (work(source, monkeypatch, definitions=zero) for source in ("z + z", "z + z + z + z"))
    assert more >= few + 500


@pytest.mark.parametrize(
    "idle", [{"facts": ["h"], "times": "0"}, {"of": "h", "by": "0"}, {"facts": ["h"], "squares": ["x - x"]}]
)
def test_a_term_that_is_zero_is_refused(idle: Claim) -> None:
    """It would make a hypothesis count as needed that is not."""
    given = {"h": "x >= 0"}
    assert "do not show" in refusal(claim(SCALARS, given, "a > 0", identity({"positive": "a"}, idle)))
    assert "no need of ['h']" in refusal(claim(SCALARS, given, "a > 0", identity({"positive": "a"})))


def test_the_sample_of_invalid_certificates_is_refused_for_what_is_wrong() -> None:
    """Each has one flaw, and none is refused for a slip in how it is written."""
    verdicts = checker.check({"claims": SAMPLES})
    assert all(label.startswith("invalid: ") == bool(wrong) for label, wrong in verdicts)
    assert len(verdicts) > 150
    slips = r"can't be read|KeyError|TypeError|ValueError(?!.* values to unpack)"  # of cases, or of their hypotheses
    assert {label for label, wrong in verdicts if re.search(slips, wrong)} <= {"invalid: a step that rests on itself"}


def test_a_run_prints_a_line_for_each_claim_and_ends_zero_only_if_all_are_valid(tmp_path: Path) -> None:
    valid, invalid = tmp_path / "valid.json", tmp_path / "invalid.json"
    valid.write_text(file_of(VALID))
    invalid.write_text(file_of(SAMPLES))
    ended = run(valid)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert [line.split()[0] for line in ended.stdout.splitlines()] == ["self-test:", *["valid"] * len(VALID)]
    assert run(invalid).returncode == 1


def test_each_of_several_files_is_checked(tmp_path: Path) -> None:
    """Wherever the invalid one stands, and by absolute paths too; each claim is told with its file."""
    files = [tmp_path / name for name in ("a.json", "b.json", "c.json")]
    for file, claims in zip(files, (VALID[:2], VALID[:1], SAMPLES[-1:]), strict=True):
        file.write_text(file_of(claims))
    *valid, invalid = files
    assert SAMPLES[-1] not in VALID
    assert run(*valid).returncode == 0
    for order in ((invalid, *valid), (*valid, invalid)):
        ended = run(*order)
        assert (ended.returncode, ended.stderr) == (1, "")
        lines = ended.stdout.splitlines()[1:]
        assert [line.split()[0] for line in lines].count("valid") == 3
        assert all(any(f"{str(file)!a}: " in line for line in lines) for file in order)
    ended = run(valid[0], tmp_path / "none.json", valid[1])
    assert (ended.returncode, ended.stdout, "none.json" in ended.stderr) == (3, "", True)


def test_standard_input_is_a_file() -> None:
    assert run("-", input=file_of(VALID)).returncode == 0
    assert run("-", input=file_of(SAMPLES)).returncode == 1
    ended = run("-", input="")
    assert (ended.returncode, len(ended.stderr.splitlines())) == (3, 1)


def test_without_a_file_a_sentence_says_what_to_name() -> None:
    ended = run()
    assert (ended.returncode, ended.stdout, len(ended.stderr.splitlines())) == (3, "", 1)
    assert "name a file" in ended.stderr


def test_where_memory_is_short_nothing_is_said_of_the_claims(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither that they are valid nor that they are not; whether the file is too large, or what it expands to."""
    large = tmp_path / "large.json"
    with large.open("wb") as stream:
        stream.truncate(10**10)  # which takes no room on the disk
    ended = run(large, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (10**9, 10**9)))
    assert (ended.returncode, ended.stdout, len(ended.stderr.splitlines())) == (3, "", 1)
    file = tmp_path / "file.json"
    file.write_text(file_of(VALID[:1]))

    def short(*_: checker.Sum) -> checker.Sum:
        raise MemoryError

    monkeypatch.setattr(checker, "multiply", short)
    assert checker.main([str(file)]) == 3
    assert "MemoryError" in capsys.readouterr().err


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        b"null",
        b"3",
        b"{",
        b'{"format": "flowproof certificates 1", "claims": []}',
        b'{"format": "flowproof certificates 2", "claims": [{}]}',
        b'{"format": "flowproof certificates 1", "claims": [{}]}',
        b'{"format": "flowproof certificates 1", "claims": [null]}',
        b'{"format": "flowproof certificates 1", "claims": 5}',
        b'{"format": "flowproof certificates 1", "claims": ["claim"]}',
        b'{"format": "flowproof certificates 1", "format": "flowproof certificates 1", "claims": []}',
        b'{"format": "flowproof certificates 1", "claims": [{"label": NaN, "given": {}, "steps": []}]}',
        b'{"format": "flowproof certificates 1", "claims": [{"label": "a\\nvalid", "given": {}, "steps": []}]}',
        b'{"format": "flowproof certificates 1", "claims": [{"label": -Infinity, "given": {}, "steps": []}]}',
        b'{"format": "flowproof certificates 1", "claims": [{"label": "\xc3\xa9", "given": {}, "steps": []}]}',
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b"9" * 100_000,
    ],
)
def test_what_is_no_file_of_certificates_gets_a_sentence(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "file.json"
    file.write_bytes(content)
    ended = run(file)
    assert (ended.returncode, len(ended.stderr.splitlines())) == (3, 1), ended.stderr
    assert "can't be read" in ended.stderr


def test_a_missing_file_and_a_folder_get_a_sentence(tmp_path: Path) -> None:
    for ended in (run(tmp_path / "none"), run(tmp_path), run(tmp_path / "x", "y")):
        assert (ended.returncode, len(ended.stderr.splitlines())) == (3, 1), ended.stderr


def test_a_checker_that_accepts_what_is_invalid_says_so(tmp_path: Path) -> None:
    """Without the rule that strictness comes from somewhere, the self-test ends the run with 2."""
    for name in ("axioms.txt", "selftest.json"):
        (tmp_path / name).write_text(CHECKER.with_name(name).read_text())
    broken = CHECKER.read_text().replace('">": any(sign == ">" for sign, _ in found)', '">": True')
    assert broken != CHECKER.read_text()
    (tmp_path / "checker.py").write_text(broken)
    (tmp_path / "file.json").write_text(file_of(VALID))
    command = [sys.executable, "-I", "-S", str(tmp_path / "checker.py"), str(tmp_path / "file.json")]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 (our own file)
    assert ended.returncode == 2
    assert "0 of them" not in ended.stdout


JUNK: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    1.5,
    "",
    "x",
    "1",
    "x >= 0",
    [],
    ["x"],
    {},
    {"x": "x"},
    [[]],
    "h",
    "(" * 300,
)


def damaged(value: Any, chance: random.Random) -> Any:
    """A part of a claim, in which here and there another value stands, or none."""
    if chance.random() < 0.03:
        return chance.choice(JUNK)
    if isinstance(value, dict):
        return {key: damaged(inner, chance) for key, inner in value.items() if chance.random() > 0.01}
    return [damaged(inner, chance) for inner in value] if isinstance(value, list) else value


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample["label"])
def test_random_damage_is_refused_without_a_stumble(sample: Claim) -> None:
    """Or what is left of the claim is another one, and valid: numeric_checker says so too."""
    chance = random.Random(1)  # noqa: S311 (no secret)
    for _ in range(60):
        tried = {field: damaged(value, chance) for field, value in sample.items()} | {"label": "tried"}
        try:
            wrong = refusal(tried)
        except LookupError:  # a field of the claim is missing: `main` says that the file can't be read
            assert not {"given", "steps"} <= set(tried)
            continue
        if not wrong:
            assert numeric_checker.verdict(tried, CITABLE) == "", tried


def test_the_page_about_the_format_shows_a_certificate_as_it_is() -> None:
    page = (CHECKER.parent.parent / "CERTIFICATES.md").read_text()
    (example,) = re.findall(r"```json\n(.*?)```", page, re.DOTALL)
    shown = json.loads(example)
    assert shown == proved.lemmas()[shown["label"]]
