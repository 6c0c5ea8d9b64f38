"""Faults are planted as they are described, and the record of who notices them is whole; a sample is planted again."""

import ast
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from mutants import __main__ as program
from mutants import faults, operators, record
from mutants.copies import Copy
from mutants.faults import ROOT, Edit, Fault, Misuse

FAULTS = faults.every()
LINES = record.load()
NONE_SURVIVES = {"checker-made", "axioms-made", "hypotheses-made", "judge-made"}
"""Areas in which no fault may be listed as harmless, since every PROVED rests on each line there."""
SAMPLE = 3
WHERE = "proofs/checker.py"


def test_what_is_made_of_a_file_is_python_and_says_something_else() -> None:
    """In a sample, as there are thousands of them."""
    made = [fault for fault in FAULTS if not fault.each and fault.edits[0].file.endswith(".py")]
    for fault in Random(12).sample(made, 20):  # noqa: S311 (a sample, nothing secret)
        ((file, text),) = fault.planted(ROOT).items()
        assert ast.dump(ast.parse(text)) != ast.dump(ast.parse(faults.read(ROOT, file))), fault.name


def test_the_record_covers_every_fault_and_no_other() -> None:
    """Whoever changes a line has `make mutants` run what is new."""
    known = {(area, name) for area, lines in LINES.items() for name in lines}
    assert {(fault.area, fault.name) for fault in FAULTS} == known


def test_every_fault_is_noticed_or_harmless() -> None:
    """Nothing is harmless in what all else rests on."""
    assert [line.name for lines in LINES.values() for line in lines.values() if not line.is_settled] == []
    assert [f.name for f in FAULTS if f.harmless and f.area in NONE_SURVIVES] == []


SMALL = """
def bound(x, y):
    '''A docstring, with 1 < 2.'''
    if x < 0:
        raise Misuse(f"{x + 1} is too small")
    total = 2 * x + y
    total += max(x, 1)
    return total if x > 3 and not y else abs(x)
"""
PUTS = {
    "x <= 0",
    "x > 0",
    "x < 1",
    "if True",
    "if False",
    "if not (x < 0)",
    "    pass\n    total = 2",
    "= 2 * x - y",
    "= (2 * x)",
    "= y",
    "= 2 / x",
    "= x + y",
    "= 2 + y",
    "3 * x",
    "1 * x",
    "    pass\n    return",
    "min(x, 1)",
    "+= (x)",
    "+= (1)",
    "max(x, 2)",
    "(x > 3) or (not y)",
    "if (x > 3)",
    "if (not y)",
    "x > 3 and y else",
    "else x\n",
    "if True else",
}


def test_each_kind_of_change_is_made() -> None:
    """And what is only said is left alone."""
    changed = [
        SMALL[: change.start] + change.put + SMALL[change.end :] for change in operators.in_python(SMALL, ("bound",))
    ]
    assert {put for put in PUTS if not any(put in text for text in changed)} == set()
    assert all("A docstring, with 1 < 2." in text for text in changed)
    assert all('f"{x + 1} is too small"' in text or "    pass\n    total" in text for text in changed)


def test_a_name_does_not_depend_on_where_the_line_stands() -> None:
    before = [change.what for change in operators.in_python(SMALL)]
    assert [change.what for change in operators.in_python(f"# a comment\n\n{SMALL}")] == before
    assert len(before) > 30


WELL = {"name": "a fault", "file": "sub/file.txt", "find": "two", "put": "three", "noticed_by": ["tests"]}


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"find": "one"}, "stands 2 times"),
        ({"find": "four"}, "stands 0 times"),
        ({"find": ""}, "and not once"),
        ({"file": "none.txt"}, "can't be read"),
        ({"harmless": "why"}, "and not both"),
        ({"noticed_by": []}, "needs noticed_by or harmless"),
        ({"put": None}, "needs a file"),
        ({"name": None}, "no name"),
        ({"seen_by": "x"}, "unknown key 'seen_by'"),
    ],
)
def test_a_fault_that_is_not_well_described_is_refused(changed: dict[str, object], why: str, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/file.txt").write_text("one two one\n")
    file = tmp_path / "faults.toml"
    for described, refused in ((WELL, False), ({**WELL, **changed}, True)):
        rows = [f"{key} = {value!r}" for key, value in described.items() if value is not None]
        file.write_text("[[fault]]\n" + "\n".join(rows))
        if refused:
            with pytest.raises(Misuse, match=why):
                list(faults.named(file, tmp_path))
        else:
            (fault,) = faults.named(file, tmp_path)
            assert fault.planted(tmp_path) == {"sub/file.txt": "one three one\n"}


def test_an_unknown_area_ends_with_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert program.main(["--area", "none"]) == 3
    assert "there is no area 'none'" in capsys.readouterr().err


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Copy]:
    found = Copy.of(ROOT, tmp_path_factory.mktemp("mutants") / "copy")
    yield found
    found.stop()


def planted(old: str, new: str, *noticers: str) -> Fault:
    text = (ROOT / WHERE).read_text(encoding="utf-8")
    assert text.count(old) == 1
    edit = Edit(WHERE, text.index(old), text.index(old) + len(old), new)
    return Fault("here", f"{new} for {old}", (edit,), noticers, each=True)


def test_a_harmless_fault_survives_and_others_do_not(copy: Copy) -> None:
    """The runner's own canary: a comment changes nothing; a fault, and one that makes a run hang, are noticed."""
    asked = "python -c 'from proofs import checker; assert not checker.normal(\">=\", {})[1]'"
    harmless = planted("def normal(", "# nothing\ndef normal(", asked)
    assert copy.noticed(harmless, {asked: 60}) == {asked: ""}
    wrong = planted("def normal(", "def normal(*_):\n    return 0, 1\ndef other(", asked)
    assert copy.noticed(wrong, {asked: 60}) == {asked: f"{asked}: ends with 1"}
    hanging = planted("def normal(", "while True: pass\ndef normal(", asked)
    assert copy.noticed(hanging, {asked: 2}) == {asked: f"{asked}: not done in time"}
    assert (copy.folder / WHERE).read_text(encoding="utf-8") == (ROOT / WHERE).read_text(encoding="utf-8")


def test_a_sample_of_the_record_is_true(copy: Copy) -> None:
    """The test that is said to have noticed a fault does so again."""
    lines = {(area, name): line for area, found in LINES.items() for name, line in found.items()}
    told = [
        (fault, who)
        for fault in FAULTS
        if (line := lines.get((fault.area, fault.name)))
        for who in line.noticed_by.values()
        if "::" in who
    ]
    for fault, who in Random(12).sample(told, SAMPLE):  # noqa: S311 (a sample, nothing secret)
        assert copy.noticed(replace(fault, noticed_by=(who,)), {who: 120}) == {who: who}
