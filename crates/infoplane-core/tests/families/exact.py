"""Writes exact.json: entropies and divergences of parametric families, to the last digit of a double.

Independent of the crate: densities as the textbooks write them, integrated (or, for counts, summed) with 60 digits by
mpmath 1.3.0; only the families of several numbers use closed forms, in their textbook shape and with 60 digits, where
nothing that cancels in a double does. Run in this directory: python3 exact.py > exact.json
"""

import json

from mpmath import besseli, beta, binomial, exp, gamma, inf, log, matrix, mp, mpf, pi, psi, quad, sqrt
from mpmath import cos, det, factorial, loggamma, lu_solve

mp.dps = 60
TAU = 2 * pi


def interval(ln_f, *breaks):
    """A density by its logarithm, and where to split its integrals."""
    return ln_f, lambda others: lambda g: quad(
        lambda x: exp(ln_f(x)) * g(x) if x not in breaks else mpf(0),
        sorted({*breaks, *(x for x in others if breaks[0] < x < breaks[-1])}),
    ), breaks


def counts(ln_f, numbers):
    """Probabilities by their logarithms, and the counts that matter."""
    possible = [k for k in numbers if ln_f(k) != -inf]
    return ln_f, lambda _: lambda g: sum(exp(ln_f(k)) * g(k) for k in possible), ()


def around(loc, scale, *multiples):
    return [-inf] + above(loc, scale, *multiples)


def above(loc, scale, *multiples):
    """Of densities that fall like exp(-exp(-x)): below -6 there is nothing left of them in 100 digits."""
    return [loc + m * scale for m in multiples] + [inf]


def ln(p):
    return log(p) if p > 0 else -inf


def normal_ln(x, m, s):
    return -((x - m) / s) ** 2 / 2 - log(s) - log(TAU) / 2


def logit(x):
    return log(x) - log(1 - x)


MIDDLE = (-9, -3, -1, 0, 1, 3, 9)
UPWARD = (-6, -3, -1, 0, 1, 3, 9, 30)
HALF = [mpf(10) ** k for k in (-30, -12, -6, -3, -2, -1)] + [mpf(1) / 2, 1, 2, 4, 8, 16, 32, 64, 1000]


def positive(ln_f, scale=1):
    return interval(ln_f, 0, *[scale * x for x in HALF], inf)


def unit(ln_f):
    near = [mpf(10) ** -k for k in (30, 12, 6, 3, 1)]
    return interval(ln_f, 0, *near, mpf(1) / 2, *[1 - x for x in reversed(near)], 1)


def continuous_bernoulli(p):
    eta = log(p / (1 - p))
    norm = log(eta / (exp(eta) - 1)) if eta != 0 else mpf(0)
    return unit(lambda x: eta * x + norm)


def student(df, m, s):
    norm = loggamma((df + 1) / 2) - loggamma(df / 2) - log(df * pi) / 2 - log(s)
    return interval(lambda x: norm - (df + 1) / 2 * log(1 + ((x - m) / s) ** 2 / df), *around(m, s, *MIDDLE))


def pareto(a, s):
    """By v in x = s v^(-64 / a), whose 64th power is uniform: what grows almost as fast as the density falls is smooth."""
    ln_f = lambda x: log(a) + a * log(s) - (a + 1) * log(x)
    ends = [0, mpf(1) / 2, mpf(3) / 4, mpf(7) / 8, mpf(15) / 16, 1]
    return ln_f, lambda _: lambda g: quad(lambda v: g(s * v ** (-64 / a)) * 64 * v**63 if v else mpf(0), ends), (s, inf)


FAMILIES = {
    "bernoulli": lambda p: counts(lambda k: ln(p if k else 1 - p), range(2)),
    "beta": lambda a, b: unit(lambda x: (a - 1) * log(x) + (b - 1) * log(1 - x) - log(beta(a, b))),
    "binomial": lambda n, p: counts(
        lambda k: log(binomial(n, k)) + k * log(p) + (n - k) * log(1 - p), range(int(n) + 1)
    ),
    "categorical": lambda p: counts(lambda k: ln(p[k]), range(len(p))),
    "cauchy": lambda m, s: interval(
        lambda x: -log(pi * s * (1 + ((x - m) / s) ** 2)), *around(m, s, *MIDDLE)
    ),
    "chi": lambda k: positive(lambda x: (k - 1) * log(x) - x * x / 2 - (k / 2 - 1) * log(2) - loggamma(k / 2)),
    "chi2": lambda k: positive(lambda x: (k / 2 - 1) * log(x) - x / 2 - k / 2 * log(2) - loggamma(k / 2)),
    "continuous-bernoulli": continuous_bernoulli,
    "exponential": lambda r: positive(lambda x: log(r) - r * x, 1 / r),
    "gamma": lambda a, r: positive(lambda x: a * log(r) + (a - 1) * log(x) - r * x - loggamma(a), 1 / r),
    "geometric": lambda p: counts(lambda k: log(p) + k * log(1 - p), range(1 + int(150 / p))),
    "gumbel": lambda m, s: interval(
        lambda x: -(x - m) / s - exp(-(x - m) / s) - log(s), *above(m, s, *UPWARD)
    ),
    "half-normal": lambda s: positive(lambda x: log(2) + normal_ln(x, 0, s), s),
    "inverse-gamma": lambda a, b: positive(
        lambda x: a * log(b) - (a + 1) * log(x) - b / x - loggamma(a), b
    ),
    "laplace": lambda m, s: interval(lambda x: -abs(x - m) / s - log(2 * s), *around(m, s, *MIDDLE)),
    "log-normal": lambda m, s: positive(lambda x: normal_ln(log(x), m, s) - log(x), exp(m)),
    "logit-normal": lambda m, s: unit(lambda x: normal_ln(logit(x), m, s) - log(x) - log(1 - x)),
    "moyal": lambda m, s: interval(
        lambda x: -((x - m) / s + exp(-(x - m) / s)) / 2 - log(s) - log(TAU) / 2, *above(m, s, *UPWARD, 100)
    ),
    "normal": lambda m, s: interval(lambda x: normal_ln(x, m, s), *around(m, s, *MIDDLE)),
    "pareto": pareto,
    "poisson": lambda r: counts(
        lambda k: k * log(r) - r - log(factorial(k)), range(int(r + 40 * sqrt(r) + 80))
    ),
    "student-t": student,
    "uniform": lambda a, b: interval(lambda x: -log(b - a), a, b),
    "von-mises": lambda m, k: interval(
        lambda x: k * cos(x - m) - log(TAU * besseli(0, k)), m - pi, m - 1, m - 0.1, m, m + 0.1, m + 1, m + pi
    ),
    "weibull": lambda k, s: positive(lambda x: log(k / s) + (k - 1) * log(x / s) - (x / s) ** k, s),
}

NAMES = {
    "bernoulli": ["probs"], "beta": ["concentration1", "concentration0"], "binomial": ["total_count", "probs"],
    "categorical": ["probs"], "chi": ["df"], "chi2": ["df"], "continuous-bernoulli": ["probs"],
    "exponential": ["rate"], "gamma": ["concentration", "rate"], "geometric": ["probs"], "half-normal": ["scale"],
    "inverse-gamma": ["concentration", "scale"], "pareto": ["concentration", "scale"], "poisson": ["rate"],
    "student-t": ["df", "loc", "scale"], "uniform": ["low", "high"], "von-mises": ["loc", "concentration"],
    "weibull": ["concentration", "scale"], "dirichlet": ["concentration"],
    "multivariate-normal": ["loc", "covariance_matrix"], "von-mises-fisher": ["mean_direction", "concentration"],
}

# Ordinary parameters, others close to them by a power of two, so that differences are exact, and far ones.
NEAR = 2.0**-24
CASES = {
    "bernoulli": [(0.25,), (0.25 + 2.0**-34,), (1e-12,)],
    "beta": [(2.0, 5.0), (2.0 + NEAR, 5.0), (0.5, 30.0)],
    "binomial": [(12.0, 0.25), (12.0, 0.25 + NEAR), (12.0, 1e-6)],
    "categorical": [([0.5, 0.25, 0.25],), ([0.5, 0.25 + 2.0**-30, 0.25 - 2.0**-30],), ([1e-9, 0.0, 1 - 1e-9],)],
    "cauchy": [(0.5, 2.0), (0.5, 2.0 + NEAR), (-30.0, 0.125)],
    "chi": [(3.0,), (3.0 + NEAR,), (40.0,)],
    "chi2": [(3.0,), (3.0 + NEAR,), (40.0,)],
    "continuous-bernoulli": [(0.25,), (0.25 + NEAR,), (0.4999,), (0.49, ), (0.001,), (0.9,)],
    "exponential": [(2.0,), (2.0 + NEAR,), (0.001,)],
    "gamma": [(2.5, 1.5), (2.5 + NEAR, 1.5), (0.25, 40.0)],
    "geometric": [(0.25,), (0.25 + NEAR,), (0.03125,)],
    "gumbel": [(0.5, 2.0), (0.5, 2.0 + NEAR), (-3.0, 1.0)],
    "half-normal": [(2.0,), (2.0 + NEAR,), (0.125,)],
    "inverse-gamma": [(2.5, 1.5), (2.5, 1.5 + NEAR), (6.0, 0.5)],
    "laplace": [(0.5, 2.0), (0.5 + NEAR, 2.0), (-3.0, 0.25)],
    "log-normal": [(0.5, 0.75), (0.5, 0.75 + NEAR), (-2.0, 0.25)],
    "logit-normal": [(0.5, 0.75), (0.5, 0.75 + NEAR), (-2.0, 0.25)],
    "moyal": [(0.5, 2.0), (0.5, 2.0 + NEAR), (-3.0, 1.5)],
    "normal": [(0.5, 2.0), (0.5, 2.0 + NEAR), (-3.0, 0.125)],
    "pareto": [(2.5, 1.5), (2.5 + NEAR, 1.5), (6.0, 1.5)],
    "poisson": [(3.5,), (3.5 + NEAR,), (60.0,)],
    "student-t": [(4.0, 0.5, 2.0), (1.5, -3.0, 0.25)],
    "uniform": [(-1.0, 3.0), (-1.0, 3.0 + NEAR), (-2.0, 100.0)],
    "von-mises": [(0.5, 2.0), (0.5, 2.0 + NEAR), (-2.0, 40.0)],
    "weibull": [(1.5, 2.0), (1.5, 2.0 + NEAR), (0.75, 0.125)],
}

# Pairs of different families.
PAIRS = [
    ("exponential", (2.0,), "gamma", (2.5, 1.5)), ("gamma", (2.5, 1.5), "exponential", (2.0,)),
    ("exponential", (2.0,), "normal", (0.5, 2.0)), ("exponential", (2.0,), "gumbel", (0.5, 2.0)),
    ("gamma", (2.5, 1.5), "normal", (0.5, 2.0)), ("beta", (2.0, 5.0), "normal", (0.5, 2.0)),
    ("beta", (2.0, 5.0), "exponential", (2.0,)), ("beta", (2.0, 5.0), "gamma", (2.5, 1.5)),
    ("gumbel", (0.5, 2.0), "normal", (0.5, 2.0)), ("laplace", (0.5, 2.0), "normal", (0.25, 3.0)),
    ("normal", (0.5, 2.0), "laplace", (-3.0, 0.25)), ("normal", (0.5, 2.0), "gumbel", (0.25, 3.0)),
    ("pareto", (2.5, 1.5), "exponential", (2.0,)), ("pareto", (2.5, 1.5), "gamma", (2.5, 1.5)),
    ("pareto", (2.5, 1.5), "weibull", (1.5, 2.0)), ("pareto", (1.5625, 1.5), "weibull", (1.5, 2.0)),
    ("uniform", (1.0, 3.0), "normal", (0.5, 2.0)), ("uniform", (0.25, 0.75), "beta", (2.0, 5.0)),
    ("uniform", (1.0, 3.0), "gumbel", (0.5, 2.0)), ("uniform", (2.0, 3.0), "pareto", (2.5, 1.5)),
    ("bernoulli", (0.25,), "poisson", (3.5,)), ("binomial", (12.0, 0.25), "poisson", (3.5,)),
    ("poisson", (3.5,), "geometric", (0.25,)), ("geometric", (0.25,), "geometric", (0.5,)),
]


def exactly(values):
    return [mpf(v) if not isinstance(v, list) else [mpf(x) for x in v] for v in values]


def named(family, values):
    return dict(zip(NAMES.get(family, ["loc", "scale"]), values))


def entropy(family, values):
    ln_f, mean, _ = FAMILIES[family](*exactly(values))
    return -mean(())(ln_f)


def divergence(p, p_values, q, q_values):
    ln_p, mean, _ = FAMILIES[p](*exactly(p_values))
    ln_q, _, breaks = FAMILIES[q](*exactly(q_values))
    return mean(breaks)(lambda x: ln_p(x) - ln_q(x))


def normal_divergence(m, s, n, t):
    d, s, t = len(m), matrix(s), matrix(t)
    away = matrix([mpf(b) - mpf(a) for a, b in zip(m, n)])
    spread = sum(lu_solve(t, s[:, j])[j] for j in range(d))
    return (spread + (away.T * lu_solve(t, away))[0] - d + log(det(t) / det(s))) / 2


def dirichlet_divergence(a, b):
    a, b = [mpf(x) for x in a], [mpf(x) for x in b]
    gap = sum((x - y) * (psi(0, x) - psi(0, sum(a))) for x, y in zip(a, b))
    return loggamma(sum(a)) - sum(map(loggamma, a)) - loggamma(sum(b)) + sum(map(loggamma, b)) + gap


def dirichlet_entropy(a):
    a = [mpf(x) for x in a]
    total = sum(a)
    ln_beta = sum(map(loggamma, a)) - loggamma(total)
    return ln_beta + (total - len(a)) * psi(0, total) - sum((x - 1) * psi(0, x) for x in a)


def fisher_norm(d, k):
    nu = mpf(d) / 2 - 1
    return nu * log(k) - mpf(d) / 2 * log(TAU) - log(besseli(nu, k))


def fisher_length(d, k):
    return besseli(mpf(d) / 2, k) / besseli(mpf(d) / 2 - 1, k)


def fisher_divergence(m, k, n, l):
    d, k, l = len(m), mpf(k), mpf(l)
    overlap = sum(mpf(a) * mpf(b) for a, b in zip(m, n))
    return fisher_norm(d, k) - fisher_norm(d, l) + fisher_length(d, k) * (k - l * overlap)


S, T = [[2.0, 0.5], [0.5, 1.0]], [[1.0, -0.25], [-0.25, 3.0]]
CLOSE = [[2.0, 0.5], [0.5, 1.0 + NEAR]]


def of_several():
    """Cases of families of several numbers."""
    for m, s in [([1.0, -1.0], S), ([0.0, 0.0], T)]:
        h = (2 * (1 + log(TAU)) + log(det(matrix(s)))) / 2
        yield entry("multivariate-normal", [m, s], h)
    for n, t in [([0.0, 0.0], T), ([1.0, -1.0], CLOSE)]:
        kl = normal_divergence([1.0, -1.0], S, n, t)
        yield entry("multivariate-normal", [[1.0, -1.0], S], kl, "multivariate-normal", [n, t])
    for a in [[1.0, 2.0, 3.0], [0.25, 30.0]]:
        yield entry("dirichlet", [a], dirichlet_entropy(a))
    for b in [[2.0, 2.0, 0.5], [1.0, 2.0, 3.0 + NEAR]]:
        kl = dirichlet_divergence([1.0, 2.0, 3.0], b)
        yield entry("dirichlet", [[1.0, 2.0, 3.0]], kl, "dirichlet", [b])
    for m, k in [([1.0, 0.0, 0.0], 2.0), ([0.0, 1.0, 0.0, 0.0, 0.0], 30.0)]:
        yield entry("von-mises-fisher", [m, k], -fisher_norm(len(m), mpf(k)) - mpf(k) * fisher_length(len(m), mpf(k)))
    for n, l in [([0.0, 1.0, 0.0], 5.0), ([1.0, 0.0, 0.0], 2.0 + NEAR)]:
        kl = fisher_divergence([1.0, 0.0, 0.0], 2.0, n, l)
        yield entry("von-mises-fisher", [[1.0, 0.0, 0.0], 2.0], kl, "von-mises-fisher", [n, l])


def from_golden():
    """The golden cases where the reference program loses digits, or is wrong."""
    with open("../golden/c_kl_closed_form.json") as file:
        kls = json.load(file)["cases"]
    with open("../golden/c_entropies.json") as file:
        entropies = json.load(file)["cases"]
    for case in kls:
        p = dashed(case["p"])
        if case["p"] == "ContinuousBernoulli" or case["note"] in CANCELED:
            for a, b in [("p_params", "q_params"), ("q_params", "p_params")]:
                kl = divergence(p, of_logits(case[a]), p, of_logits(case[b]))
                yield entry(p, [], kl, p, []) | {"p_parameters": case[a], "q_parameters": case[b]}
    for case in entropies:
        if case["dist"] == "ContinuousBernoulli":
            values = list(case["params"].values())
            yield entry(dashed(case["dist"]), values, entropy(dashed(case["dist"]), values))


def of_logits(parameters):
    if "logits" in parameters:
        return [1 / (1 + exp(-mpf(parameters["logits"])))]
    return list(parameters.values())


CANCELED = ["close", "tiny scale change (cancellation; TFP may lose digits)"]


def dashed(name):
    return "".join("-" * (i > 0 and c.isupper()) + c.lower() for i, c in enumerate(name))


def entry(p, p_values, value, q=None, q_values=None):
    case = {"p": p, "p_parameters": named(p, p_values)}
    if q is None:
        return case | {"entropy": float(value)}
    kl = "inf" if value == inf else float(value)
    return case | {"q": q, "q_parameters": named(q, q_values), "kl": kl}


def all_cases():
    for family, parameters in CASES.items():
        for values in parameters:
            yield entry(family, values, entropy(family, values))
        for q in parameters[1:]:
            if family == "student-t":
                continue
            yield entry(family, parameters[0], divergence(family, parameters[0], family, q), family, q)
    for p, p_values, q, q_values in PAIRS:
        yield entry(p, p_values, divergence(p, p_values, q, q_values), q, q_values)
    yield from of_several()
    yield from from_golden()


if __name__ == "__main__":
    print("[\n" + ",\n".join(json.dumps(case) for case in all_cases()) + "\n]")
