#!/usr/bin/env python3
"""Writes expected.json: columns of numbers and what numpy, scipy and pandas say of them. Run: /usr/bin/python3 make-expected.py"""
import json
import math
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import scipy
from scipy import optimize, special, stats

rng = np.random.default_rng(23)
columns = {
    'normal': rng.normal(3, 2, 500),
    'skewed': rng.lognormal(0, 1.5, 301),
    'tied': rng.integers(-3, 4, 200).astype(float),
    'a million and 0 or 1': 1e6 + np.tile([0.0, 1.0], 50),
    'a billion and noise': 1e9 + rng.normal(0, 1, 200),
    'huge': rng.normal(0, 1, 50) * 1e300,
    'at the end of the range': np.array([1.7e308, 1.7e308, -1.7e308, 1.6e308, 3.0]),
    'tiny': rng.normal(0, 1, 50) * 1e-300,
    'wide range': 10.0 ** rng.uniform(-12, 12, 150),
    'constant': np.full(20, 0.1),
    'one value': np.array([7.5]),
    'two values': np.array([1.0, 4.0]),
    'three values': np.array([1.0, 4.0, 4.5]),
    'even count': np.array([5.0, 1.0, 3.0, 9.0]),
    'infinities': np.array([1.0, math.inf, 2.0, -math.inf, 5.0, math.inf, 9.5]),
}
ps = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]


def root(value):
    """The square root of a Fraction to full precision, whatever its size."""
    if value == 0:
        return 0.0
    scale = 0
    while value < Fraction(1, 4):
        value *= 4
        scale -= 1
    while value >= 1:
        value /= 4
        scale += 1
    return math.ldexp(math.sqrt(float(value)), scale)


def exact(x):
    """Moments in exact arithmetic: numpy's and scipy's lose digits far from zero and leave the range for huge values."""
    values = [Fraction(v) for v in x.tolist()]
    n = len(values)
    centre = sum(values) / n
    m2, m3, m4 = (sum((v - centre) ** k for v in values) / n for k in (2, 3, 4))
    out = {'mean': float(centre), 'standardDeviation': None, 'skewness': None, 'kurtosis': None}
    if n > 1:
        out['standardDeviation'] = root(m2 * n / (n - 1))
    if n > 2:
        g1 = 0.0 if m2 == 0 else (1 if m3 > 0 else -1) * root(m3 * m3 / m2**3)
        out['skewness'] = g1 * math.sqrt(n * (n - 1)) / (n - 2)
    if n > 3:
        out['kurtosis'] = 0.0 if m2 == 0 else float(Fraction(n - 1, (n - 2) * (n - 3)) * ((n + 1) * (m4 / (m2 * m2) - 3) + 6))
    return out


def exact_quantiles(x):
    values = sorted(Fraction(v) for v in x.tolist())
    found = []
    for p in ps:
        # The place is rounded as numpy rounds it.
        place = p * (len(values) - 1)
        below = math.floor(place)
        above = min(below + 1, len(values) - 1)
        found.append(float(values[below] + (values[above] - values[below]) * Fraction(place - below)))
    if np.abs(x).max() < 1e300:
        assert np.allclose(found, np.quantile(x, ps), rtol=1e-12, atol=0)
    return found


def student_t(df):
    # stats.t.ppf of this scipy is right to nine digits only, so its incomplete beta function is solved instead.
    found = optimize.brentq(lambda t: special.betainc(df / 2, 0.5, df / (df + t * t)) - 0.05, 1.9, 13, xtol=1e-15, rtol=1e-15)
    assert abs(found - stats.t.ppf(0.975, df)) < 1e-7
    return found


def mean_interval(x):
    half = student_t(len(x) - 1) * stats.sem(x)
    return [x.mean() - half, x.mean() + half]


def describe(name, x):
    finite = x[np.isfinite(x)]
    expected = exact(finite)
    calm = 1e-3 < np.abs(finite).max() < 100
    if calm:
        series = pd.Series(finite)
        for key, theirs in [('mean', series.mean()), ('standardDeviation', series.std()), ('skewness', series.skew()), ('kurtosis', series.kurt())]:
            if expected[key] is not None:
                assert abs(expected[key] - theirs) < 1e-10 * max(1, abs(theirs)), (name, key)
        if len(finite) > 3 and finite.std() > 1e-9:
            assert abs(expected['skewness'] - stats.skew(finite, bias=False)) < 1e-10
            assert abs(expected['kurtosis'] - stats.kurtosis(finite, bias=False)) < 1e-9
    order = np.argsort(x, kind='stable')
    reverse = np.argsort(-x, kind='stable')
    return {
        'name': name,
        'values': [str(v) if math.isinf(v) else v for v in x.tolist()],
        **expected,
        'medianAbsoluteDeviation': None if name == 'at the end of the range' else stats.median_abs_deviation(finite),
        'quantiles': exact_quantiles(finite),
        'distinct': int(len(np.unique(x))),
        'zeros': int((finite == 0).sum()),
        'negative': int((finite < 0).sum()),
        'infinite': int(np.isinf(x).sum()),
        'lowestRows': order[:5].tolist(),
        'highestRows': reverse[:5].tolist(),
    }


df = [1, 2, 3, 4, 5, 10, 29, 30, 100, 101, 999, 1000, 1001, 5000, 1_000_000]
groups = [rng.normal(5, 2, n) for n in (2, 3, 40, 700)]
levels = [[5, 3, 2], [1], [1, 1, 1, 1], [1000, 1, 1]]
out = {
    'madeWith': f'numpy {np.__version__}, scipy {scipy.__version__}, pandas {pd.__version__}',
    'probabilities': ps,
    'columns': [describe(name, x) for name, x in columns.items()],
    'studentT': [{'df': n, 't': student_t(n)} for n in df],
    'means': [
        {'values': g.tolist(), 'interval': mean_interval(g)} for g in groups
    ],
    'levels': [{'counts': c, 'entropyBits': stats.entropy(c, base=2)} for c in levels],
}
Path(__file__).with_name('expected.json').write_text(json.dumps(out, separators=(',', ':')) + '\n')
