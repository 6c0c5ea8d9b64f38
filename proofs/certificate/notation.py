"""The names of the certificates' letters as the papers write them."""

import re
from collections.abc import Mapping

GREEK = {
    "alpha": r"\alpha",
    "eps": r"\varepsilon",
    "mu": r"\mu",
    "sigma": r"\sigma",
    "Phi": r"\Phi",
    "Delta": r"\Delta",
}
GREEK |= {
    "kappa": r"\kappa",
    "nu": r"\nu",
    "beta": r"\beta",
    "lambda": r"\lambda",
    "tau": r"\tau",
    "delta": r"\delta",
    "eta": r"\eta",
}
NAMED = {
    "Wt": "W(t)",
    "W0": r"\tilde W_0",
    "CX": "(C+X)",
    "sigma_next": r"\sigma_{k+1}",
    "reduced_A": r"(A-B(C+X)^{-1}B^{\top})",
    "coupled": r"(B'C'^{-1})",
    "coupled_term": r"((B'C'^{-1})^{\top}P(B'C'^{-1}))",
    "slow": r"\tilde W^-",
    "fast": r"\tilde W^+",
    "slow_inverse": r"(\tilde W^-)^{-1}",
    "fast_inverse": r"(\tilde W^+)^{-1}",
    "W_inverse": r"\tilde W^{-1}",
    **{f"{flow}_{i}": f"H_{i}^{sign}" for flow, sign in (("slow", "-"), ("fast", "+")) for i in (1, 2)},
    "target": r"\tilde Y_k",
    **{f"S{i}": rf"\Sigma_{i}" for i in (1, 2)},
}
"""Where the general rule would not do."""


def symbol(name: str, own: Mapping[str, str]) -> str:
    """LaTeX of a name: as `own` has it, as the papers do, or by its parts: `norm_E2`, `inverse_E1`, `Cinv`, `Cp`."""
    if name in own or name in NAMED:
        return own.get(name) or NAMED[name]
    for prefix, template in (("norm_", r"\lVert {}\rVert"), ("inverse_", "{}^{{-1}}")):
        if name.startswith(prefix):
            return template.format(symbol(name.removeprefix(prefix), own))
    for suffix, template in (("_inverse", "({})^{{-1}}"), ("inv", "{}^{{-1}}"), ("p", "{}'")):
        if name.endswith(suffix) and name[:1].isupper():
            return template.format(symbol(name.removesuffix(suffix), own))
    stem, _, index = name.partition("_")
    digits = re.fullmatch(r"([A-Za-z]+?)(\d+)", name)
    if digits:
        return f"{symbol(digits[1], own)}_{digits[2]}"
    if index and (stem in GREEK or len(stem) == 1):
        return f"{symbol(stem, {})}_{{{symbol(index, {})}}}"
    words = name.replace("_", r"\ ")
    return GREEK.get(name, name if len(name) == 1 or name.isdigit() else rf"\mathrm{{{words}}}")
