"""Every symbol of the derivations, once, with what is assumed of it.

The letters are the papers'. Positive means > 0, nonnegative ≥ 0; a decision about a sign rests on these assumptions
and on nothing else.
"""

from sympy import Symbol

t = Symbol("t", nonnegative=True)  # time
c = Symbol("c", positive=True)  # rate of the flow: 1 in MV, 2 in TFHV §2
kappa = Symbol("kappa", positive=True)  # weight of the loss: 1/4 in MV, 1/2 in TFHV §2

sigma = Symbol("sigma", positive=True)  # a non-zero singular value of Y
a = Symbol("a", positive=True)  # initial value of a mode, α² s
x = Symbol("x", positive=True)  # a mode
y = Symbol("y", positive=True)  # its reciprocal

alpha = Symbol("alpha", positive=True)  # scale of the initialization
s = Symbol("s", positive=True)  # entry of the shape: a = α² s
eta = Symbol("eta", positive=True)  # how far, relatively, from the time of transition; in TFHV §5 the step size

p = Symbol("p", positive=True)  # a gap between two positive quantities, such as σ − a
q = Symbol("q", nonnegative=True)  # what an exponential of t ≥ 0 exceeds 1 by
delta = Symbol("delta", positive=True)  # a quantity that tends to zero

# TFHV §2: the target may have eigenvalues of either sign
eigenvalue = Symbol("sigma", real=True, nonzero=True)
mode_start = Symbol("sigma_0", real=True)  # what an eigenvalue of X starts from; a where it is positive
mode_start_or_none = Symbol("sigma_0", nonnegative=True)
entry = Symbol("y", real=True)  # an entry of the target
least = Symbol(r"\sigma_{\min}", positive=True)  # the least |σ|

# TFHV §3: a mode x = uv of the asymmetric problem, of either sign
u = Symbol("u", real=True)
v = Symbol("v", real=True)
mode = Symbol("x", real=True)
imbalance = Symbol("lambda_0", real=True, nonzero=True)  # u² − v²
start = Symbol("x_0", real=True)
C = Symbol("C", real=True)  # the constant of (17)
r = Symbol("r", positive=True)  # (u + v)²
r_start = Symbol("r_0", positive=True)
r_end = Symbol(r"r_{\infty}", positive=True)  # what r tends to
phi = Symbol("varphi", positive=True)  # (e^z − 1)/z, which tends to 1 as z → 0
sigma_1 = Symbol("sigma_1", positive=True)
sigma_2 = Symbol("sigma_2", positive=True)

# TFHV §5: descent on one number
X = Symbol("X", real=True)  # what is learned
U = Symbol("U", real=True)  # its factor
gap = Symbol(r"\tilde{X}", real=True)  # X − σ
X_start = Symbol("X_0", positive=True)
c_start = Symbol("c", real=True)  # the constant of (37), which fits the start
k = Symbol("k", positive=True, integer=True)  # the number of a step
