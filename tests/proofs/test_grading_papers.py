"""Papers as files: what they use, near-misses, the chain of strengths, and what can't be read."""

import time
from functools import cache
from pathlib import Path

import pytest
from sampling import some

from paper import Misuse
from proofs.claims.verdict import Outcome, Strength, Verdict
from proofs.grading import files
from proofs.grading.papers.judging import Judged, judge
from proofs.grading.papers.near_misses import sharper
from proofs.grading.papers.paper import is_paper, parse

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "papers"
SECONDS, SEED = 30.0, 7

HEAD = '[paper]\nkey = "Own"\ntitle = "Of my own"\n'
BOUND = """
[[claim]]
label = "bound"
kind = "inequality"
variables = ["x", "y"]
given = ["y >= 0"]
shows = "x*y <= (x**2*y + y)/2"
"""
TEXT = (
    HEAD
    + """
[definitions]
half = "1/2"
mean = "(u + v)*half"
"""
    + BOUND
    + """
[[claim]]
label = "setting"
unchecked = "it is a definition"

[[claim]]
label = "rests"
kind = "inequality"
variables = ["u", "v"]
given = ["v >= 1", "u >= 0"]
uses = ["setting", { label = "bound", with = { x = "1/v", y = "v" } }]
shows = "1 <= (1/v + v)*half"

[[claim]]
label = "false"
kind = "inequality"
variables = ["u", "v"]
shows = "mean >= u"

[[claim]]
label = "rests-on-what-is-false"
kind = "inequality"
variables = ["u", "v"]
uses = ["false"]
shows = "v >= u"

[[claim]]
label = "asks-too-much"
kind = "inequality"
variables = ["u"]
uses = [{ label = "bound", with = { x = "1", y = "u" } }]
shows = "u <= (u + u)/2"
"""
)


@cache
def judged() -> Judged:
    return judge(parse(TEXT), SECONDS, SEED, jobs=1)


def verdict(label: str) -> Verdict:
    return next(each for each in judged().verdicts if each.label == label)


def test_what_is_used_is_a_fact_where_its_hypotheses_hold() -> None:
    found = verdict("rests")
    assert (found.outcome, found.strength, found.chain) == (Outcome.HOLDS, Strength.PROVED, Strength.PROVED)
    assert found.uses == ("setting", "bound")


def test_what_is_used_where_its_hypotheses_do_not_hold_is_told() -> None:
    found = verdict("asks-too-much")
    assert found.outcome is Outcome.UNDECIDED
    assert "what bound asks: (u) >= 0" in found.reason


def test_a_proof_from_what_is_false_is_worth_nothing() -> None:
    assert verdict("false").outcome is Outcome.FAILS
    found = verdict("rests-on-what-is-false")
    assert (found.outcome, found.strength, found.chain) == (Outcome.HOLDS, Strength.PROVED, Strength.NONE)


def test_what_claims_nothing_has_no_outcome() -> None:
    found = verdict("setting")
    assert found.outcome is None
    assert found.reason == "it is a definition"


def test_each_claim_that_holds_is_told_from_a_near_miss() -> None:
    assert judged().near_misses["bound"] == "x*y <= 99/100*((x**2*y + y)/2)"
    (canary,) = verdict("bound").canaries
    assert canary.outcome is Outcome.FAILS
    assert "nothing rests on" not in verdict("bound").reason


def test_hypotheses_on_which_nothing_rests_are_named() -> None:
    assert "nothing rests on the hypothesis u >= 0" in verdict("rests").reason


def test_the_last_comparison_is_sharpened() -> None:
    assert next(sharper("0 <= x and x < y")) == "0 <= x and x < 99/100*(y)"
    assert next(sharper("a == b/2")) == "a == 99/100*(b/2)"
    assert list(sharper("no comparison")) == []


def test_a_near_miss_may_be_given() -> None:
    own = HEAD + BOUND + 'near_miss = "x*y <= (x**2*y)/2"\n'
    assert judge(parse(own), SECONDS, SEED).near_misses["bound"] == "x*y <= (x**2*y)/2"


def test_the_same_outcomes_with_more_processes() -> None:
    again = judge(parse(TEXT), SECONDS, SEED, jobs=2)
    assert [(v.label, v.outcome) for v in again.verdicts] == [(v.label, v.outcome) for v in judged().verdicts]


REFUSED = {
    HEAD + BOUND + BOUND: "two claims have the label 'bound'",
    HEAD: "there is no claim in it",
    '[paper]\ntitle = "x"\n' + BOUND: "the field 'key' is missing",
    '[paper]\nkey = "two words"\n' + BOUND: "the key 'two words' is no single word",
    '[paper]\nkey = "x"\nyear = "2026"\n' + BOUND: "[paper] has no field 'year'",
    "paper = 3\n" + BOUND: "'paper' is no table",
    HEAD + BOUND.replace("bound", "Bound 1"): "the label 'Bound 1' is none",
    HEAD + BOUND + 'uses = ["nothing"]\n': "claim 'bound': it uses 'nothing', which is no label",
    HEAD + BOUND + 'uses = ["bound"]\n': "claims use each other in a circle: bound -> bound; take",
    HEAD + BOUND + 'uses = "bound"\n': "uses is no list",
    HEAD + BOUND + "uses = [3]\n": "uses has something that is neither a label nor",
    HEAD + BOUND + 'unchecked = "x"\n': "it is unchecked, and has 'kind' all the same",
    HEAD + BOUND + 'item = "joke"\n': "the item 'joke' is none of",
    HEAD + BOUND + 'colour = "red"\n': "there is no field 'colour'",
    HEAD
    + BOUND
    + 'show = "x > 0"\n': "there is no field 'show' (is 'shows' meant?); a claim of this kind has label, kind",
    HEAD + BOUND + 'near_mis = "x > 0"\n': "there is no field 'near_mis' (is 'near_miss' meant?)",
    HEAD + BOUND.replace('"inequality"', '"inequalty"'): "there is no kind 'inequalty' (is 'inequality' meant?)",
    HEAD + BOUND + 'item = "theorm"\n': "the item 'theorm' (is 'theorem' meant?) is none of",
    HEAD.replace("title", "titel") + BOUND: "[paper] has no field 'titel' (is 'title' meant?)",
    HEAD + '[definition]\na = "1"\n' + BOUND: "there is no table 'definition' (is 'definitions' meant?) here",
    HEAD + BOUND + 'near_miss = "x*y <= <"\n': "claim 'bound': near_miss: line 1, column 8: '<' stands where",
    HEAD + BOUND + 'gloss = "a\\u0000b"\n': "the field 'gloss' has the character '\\x00', which can't be shown",
    HEAD + BOUND + 'gloss = "a\\u202eb"\n': "the field 'gloss' has the character '\\u202e', which can't be shown",
    HEAD
    + BOUND.replace("x*y <=", "x\\u0000y <="): "claim 'bound': shows: line 1, column 2: '\\x00' has no meaning here",
    HEAD + BOUND + "gloss = { a = 1 }\n": "the field 'gloss' is not a text",
    HEAD + BOUND.replace('given = ["y >= 0"]', "given = { a = 1 }"): "the field 'given' is not a list of texts",
    HEAD + BOUND + 'correction = "bound"\n': "what is recorded to fail has a correction, a label, and a cause",
    HEAD + BOUND + 'correction = "x"\ncause = "misprint"\n': "claim 'bound': its correction 'x' is no label",
    **{
        HEAD + BOUND.replace("x*y <=", f"{power} <="): f"claim 'bound': shows: line 1, column {column}: {why}"
        for power, column, why in (
            ("10^10^10", 3, "'^' has no meaning here"),
            ("10**10**10", 5, "a power of a power needs parentheses"),
            ("10**(10**10)", 5, "an exponent is at most 1000; 10000000000 is more"),
        )
    },
    HEAD
    + '[[claim]]\nlabel = "large"\nkind = "limit"\nvariable = "n"\nto = "inf"\nvalue = "0"\n'
    + 'expression = "(((10**1000)**1000)**1000)/n"\n': "multiplies more than 1000 numbers",
    HEAD + '[definitions]\na = "b"\nb = "a + 1"\n' + BOUND: "refer to each other in a circle",
    HEAD + '[definitions]\na = "a"\n' + BOUND: "[definitions]: a refers to itself; write out",
    HEAD + '[definitions]\nexp = "1"\n' + BOUND: "'exp' is no name, or that of a function",
    HEAD + '[definitions]\nx = "1"\n' + BOUND: "'x' is a definition, and a variable here",
    HEAD + "[definitions]\na = 3\n" + BOUND: "the field 'definitions' is not a table of texts",
    HEAD + "[definitions]\n" + "".join(f'a{i + 1} = "a{i}*a{i}"\n' for i in range(20)) + 'a0 = "1/3"\n' + BOUND: (
        "it has more than 10000 characters"
    ),
    HEAD + BOUND.replace("x*y <=", "x^y <="): "claim 'bound': shows: line 1, column 2: '^' has no meaning here",
}


@pytest.mark.parametrize("text", REFUSED, ids=map(str, range(len(REFUSED))))
def test_what_cant_be_read_is_told_in_a_sentence(text: str) -> None:
    with pytest.raises(Misuse) as told:
        parse(text)
    assert REFUSED[text] in str(told.value)
    assert len(str(told.value)) < 600


def of_many(uses: str) -> str:
    """A paper of ten thousand claims."""
    claims = (f'[[claim]]\nlabel = "c{k}"\nunchecked = "x"\n{uses.format(k + 1)}' for k in range(MANY))
    return f"{HEAD}{''.join(claims)}".replace(f"c{MANY}", "c0")


MANY = 10_000


def test_ten_thousand_claims_are_read_at_once() -> None:
    """In a time that grows with their number alone; a circle of all of them is told in a sentence."""
    begin = time.process_time()
    assert len(parse(of_many("")).claims) == MANY
    with pytest.raises(Misuse) as told:
        parse(of_many('uses = ["c{}"]\n'))
    assert "claims use each other in a circle: c" in str(told.value)
    assert f"… ({MANY} of them) -> c" in str(told.value)
    definitions = "".join(f'a{k} = "a{(k + 1) % MANY}"\n' for k in range(MANY))
    with pytest.raises(Misuse, match=r"\[definitions\]: a.* \(10000 of them\) -> a"):
        parse(f"{HEAD}[definitions]\n{definitions}{BOUND}")
    assert time.process_time() - begin < 10


def test_a_use_that_replaces_what_is_not_there_is_refused() -> None:
    more = BOUND.replace("bound", "second").replace('"x", "y"', '"x"').replace("y >= 0", "x >= 0").replace("*y", "")
    more = more.replace("x**2 + y", "x**2 + 1")
    for names, why in (("z", "'bound' has no 'z'"), ("x", "'y' of 'bound' is no name here")):
        use = f'uses = [{{ label = "bound", with = {{ {names} = "1" }} }}]\n'
        own = HEAD + BOUND + more + use
        with pytest.raises(Misuse) as told:
            judge(parse(own), SECONDS, SEED)
        assert why in str(told.value)


def test_a_definition_is_a_whole_name() -> None:
    text = HEAD + '[definitions]\ne5 = "2"\n' + BOUND.replace('"y >= 0"', '"y >= 1e5 - e5"')
    (stated,) = parse(text).claims
    assert stated.claim.given == ("y >= 1e5 - (2)",)


def test_a_file_is_a_paper_or_a_list_of_claims() -> None:
    assert is_paper(TEXT)
    assert not is_paper('[[claim]]\nname = "c"\n')
    assert not is_paper("[[claim")


EXPECTED = {
    "saxe-2014": {},
    "depth-n": {},
    "gidel-2019": {"too-large-a-step": Outcome.FAILS},
}
"""What does not hold."""


@pytest.mark.parametrize("name", some(list(EXPECTED), 3))
def test_three_papers(name: str) -> None:
    paper = files.of_file(str(EXAMPLES / f"{name}.toml"), parse)
    found = judge(paper, 30.0, SEED, jobs=1)
    for each in found.verdicts:
        if paper[each.label].claim is not None:
            assert each.outcome is EXPECTED[name].get(each.label, Outcome.HOLDS), (each.label, each.reason)
            assert each.label in found.near_misses or each.outcome is Outcome.FAILS, each.label


def test_a_fact_says_nothing_where_it_is_not_defined() -> None:
    """sqrt(x)**2 <= x holds wherever it is defined, which does not make every number positive."""
    text = """
[[claim]]
label = "root"
kind = "inequality"
variables = ["x"]
shows = "sqrt(x)**2 <= x"

[[claim]]
label = "every-number-is-positive"
kind = "inequality"
variables = ["u"]
uses = [{ label = "root", with = { x = "u" } }]
shows = "u >= 0"
"""
    found = judge(parse(HEAD + text), 6.0, SEED)
    _, last = found.verdicts
    assert last.outcome is not Outcome.HOLDS
    assert "what root says is defined: u >= 0" in last.reason


OF_ONE_SEQUENCE = """
[[claim]]
label = "kept"
kind = "sequence"
start = {{ x = "1" }}
step = {{ x = "x**2/2" }}
shows = "0 <= x <= 1"

[[claim]]
label = "bounded"
kind = "sequence"
start = {{ x = "{start}" }}
step = {{ x = "x**2/2" }}
shows = "x <= 5"
{uses}
"""


@pytest.mark.parametrize(
    ("start", "uses", "outcome"),
    [
        ("1", 'uses = ["kept"]', Outcome.HOLDS),
        ("1", "", Outcome.UNDECIDED),  # which is not kept by a step of itself
        ("1/2", 'uses = ["kept"]', Outcome.UNDECIDED),  # another sequence, of which that claim says nothing
    ],
)
def test_of_a_sequence_another_claim_may_be_used(start: str, uses: str, outcome: Outcome) -> None:
    judged = judge(parse(HEAD + OF_ONE_SEQUENCE.format(start=start, uses=uses)), 6.0, SEED)
    assert [v.outcome for v in judged.verdicts] == [Outcome.HOLDS, outcome]
