"""What things are called in Coq: labels become identifiers, and no name means two things."""

import re
from collections.abc import Iterable

KEYWORDS = """
    Axiom CoFixpoint Definition Fixpoint Hypothesis Parameter Prop SProp Set SsrSyntax_is_Imported Theorem Type Variable
    _ as at by cofix else end exists exists2 fix for forall fun if in is let match mod of return then using where with
"""
"""Of Coq 8.16 with MathComp's notations: no identifier of these can be declared, or used once it is."""

VOCABULARY = """
    All False_ind Num R bool case__ castmx definiteness e__ erefl esym expR expm expm_symmetric false i__ is_true ln
    ltac mexp nat notF positive psd real realType sexp snorm subst symmetric_is_letter symmetric_letters trmx0 true
    cols mat mdenote mv mx num rows s_ok sdenote sv sym u_ok unit vm
    MAdd MMul MOpp MScalar MScale MTr MVar MZero SAdd SInv SMul SNat SOpp SPow SVar
    close_eq close_eq_by close_eq_mx close_ge close_ge_by close_ge_mx close_gt close_gt_by close_gt_mx close_mx_eq
    close_mx_eq_by close_psd close_psd_by from_ge0 from_gt0 to_ge0 to_gt0
    eq0_add eq0_mul ge0_add ge0_eq0 ge0_mul ge0_sqr gt0_add gt0_add_ge0 gt0_mul gt0_positive weaken
    mx_eq0_add mx_eq0_left mx_eq0_mul mx_eq0_number mx_eq0_right mx_eq0_scalar mx_eq0_scale
    psd_add psd_congr psd_eq0 psd_gram_of psd_number psd_scale
    in_both_cases same_call same_definiteness_of_number same_inverse same_max same_max_swapped same_mx_call
    same_norm_of_number same_norm_of_zero same_norm_opp same_number same_transpose
"""
"""What the exported text itself says: a letter of that name would hide its meaning."""

RESERVED = frozenset((KEYWORDS + VOCABULARY).split())
RELATIONS = {"<=": "le", ">=": "ge", "==": "eq", "<": "lt", ">": "gt", "=": "eq"}


def identifier(label: object) -> str:
    """A label as an identifier: relations are spelled out, all else that is no letter or digit is a low line."""
    spelled = re.sub("<=|>=|==|<|>|=", lambda found: f" {RELATIONS[found.group()]} ", str(label))
    words = re.sub(r"[\W_]+", "_", spelled, flags=re.ASCII).strip("_")
    return words if re.match(r"[A-Za-z]", words) else f"claim_{words}".rstrip("_")


def comment(label: object) -> str:
    """A label as a comment, which nothing in it ends."""
    return f"(* {re.sub(r'[^A-Za-z0-9 _,.:;<>=+-]', ' ', str(label))} *)"


class Names:
    """Gives out names, each once: one that is taken already gets low lines."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self.taken = {*taken}

    def fresh(self, wanted: str) -> str:
        while wanted in self.taken:
            wanted += "_"
        self.taken.add(wanted)
        return wanted
