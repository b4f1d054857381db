#!/usr/bin/env python3
"""Writes expected.json: samples and what numpy and scipy say of them. Run: /usr/bin/python3 make-expected.py"""
import json
from fractions import Fraction
from pathlib import Path

import numpy as np
import scipy
from scipy import stats
from scipy.spatial.distance import jensenshannon

rng = np.random.default_rng(11)
samples = {
    'normal': rng.normal(3, 2, 101),
    'skewed': rng.lognormal(0, 1.5, 64),
    'tied': rng.integers(0, 6, 50).astype(float),
    'far from zero': 1e6 + rng.integers(0, 2, 40).astype(float),
    'very far from zero': 1e9 + rng.normal(0, 1, 200),
    'tiny': rng.normal(0, 1e-9, 30),
    'two values': np.array([1.0, 4.0]),
    'even count': np.array([5.0, 1.0, 3.0, 9.0]),
    'one value': np.array([7.5]),
}
ps = [0, 0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975, 1]


def exact_skewness(x):
    # scipy's own loses digits far from zero, so the moments are taken in exact arithmetic; near zero both agree.
    exact = [Fraction(v) for v in x.tolist()]
    centre = sum(exact) / len(exact)
    second = sum((v - centre) ** 2 for v in exact) / len(exact)
    third = sum((v - centre) ** 3 for v in exact) / len(exact)
    skew = float(third / second) / float(second) ** 0.5
    if abs(x.mean()) < 100:
        assert abs(skew - stats.skew(x)) < 1e-10
    return skew


def describe(name, x):
    one = len(x) == 1
    return {
        'name': name,
        'values': x.tolist(),
        'mean': x.mean(),
        'variance': None if one else x.var(ddof=1),
        'populationVariance': x.var(),
        'skewness': 0 if one else exact_skewness(x),
        'quantiles': np.quantile(x, ps).tolist(),
        'ranks': stats.rankdata(x).tolist(),
    }


names = ['normal', 'skewed', 'tied', 'two values', 'one value']
pairs = []
for a in names:
    for b in names:
        r = None
        if len(samples[a]) == len(samples[b]) and len(samples[a]) > 1:
            r = float(np.corrcoef(samples[a], samples[b])[0, 1])
        pairs.append({'a': a, 'b': b, 'wasserstein': stats.wasserstein_distance(samples[a], samples[b]), 'correlation': r})

weights = [([1, 2, 3], [3, 2, 1]), ([1, 0, 0], [0, 1, 1]), ([5, 5], [5, 5]), ([10, 0, 90], [0.2, 0.3, 0.5]), ([1], [4])]
out = {
    'madeWith': f'numpy {np.__version__}, scipy {scipy.__version__}',
    'probabilities': ps,
    'samples': [describe(name, x) for name, x in samples.items()],
    'pairs': pairs,
    'shares': [
        {'p': p, 'q': q, 'jensenShannon': float(jensenshannon(p, q, base=2)), 'entropy': float(stats.entropy(p))}
        for p, q in weights
    ],
    'wilson': [],
}
for k, n in [(0, 10), (1, 10), (5, 10), (10, 10), (3, 7), (480, 1000), (1, 100000)]:
    ci = stats.binomtest(k, n).proportion_ci(0.95, method='wilson')
    out['wilson'].append({'successes': k, 'trials': n, 'lower': ci.low, 'upper': ci.high})
Path(__file__).with_name('expected.json').write_text(json.dumps(out, separators=(',', ':')) + '\n')
