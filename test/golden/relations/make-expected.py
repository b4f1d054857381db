#!/usr/bin/env python3
"""Writes expected.json: pairs of columns and how strongly they go together. Run: /usr/bin/python3 make-expected.py"""
import json
from pathlib import Path

import numpy as np
import scipy
import sklearn
from scipy import stats
from scipy.cluster.hierarchy import linkage
from scipy.spatial.distance import squareform
from sklearn.metrics import mutual_info_score, normalized_mutual_info_score

rng = np.random.default_rng(23)


def listed(x):
    return [None if isinstance(v, float) and np.isnan(v) else v for v in np.asarray(x).tolist()]


def number_pairs():
    x = rng.normal(size=80)
    far = 1e6 + rng.integers(0, 2, 60).astype(float)
    gaps = rng.normal(size=70)
    other = gaps ** 3 + rng.normal(size=70)
    gaps[::7] = np.nan
    other[3::11] = np.nan
    infinite = rng.normal(size=30)
    infinite[[2, 9]] = [np.inf, -np.inf]
    yield 'a curve', x, np.exp(x) + rng.normal(0, 0.5, 80)
    yield 'ties', rng.integers(0, 4, 90).astype(float), rng.integers(0, 3, 90).astype(float)
    yield 'far from zero', far, far + rng.integers(0, 3, 60)
    yield 'gaps', gaps, other
    yield 'infinite', infinite, rng.normal(size=30)
    yield 'two rows', np.array([1.0, 2.0]), np.array([5.0, 3.0])
    yield 'constant', np.ones(10), rng.normal(size=10)
    yield 'nothing in common', np.array([1.0, np.nan]), np.array([np.nan, 2.0])


def corrected_v(a, b):
    keep = (a >= 0) & (b >= 0)
    a, b = a[keep], b[keep]
    n = len(a)
    if n < 2 or len(set(a)) < 2 or len(set(b)) < 2:
        return None
    table = stats.contingency.crosstab(a, b)[1]
    r, k = table.shape
    phi2 = stats.chi2_contingency(table, correction=False)[0] / n
    phi2 = max(0, phi2 - (r - 1) * (k - 1) / (n - 1))
    rb, kb = r - (r - 1) ** 2 / (n - 1), k - (k - 1) ** 2 / (n - 1)
    least = min(rb, kb) - 1
    return None if least <= 1e-12 else min(1.0, float(np.sqrt(phi2 / least)))


def label_pairs():
    a = rng.integers(0, 5, 200)
    b = np.where(rng.random(200) < 0.6, a, rng.integers(0, 7, 200))
    gaps = a.copy()
    gaps[::9] = -1
    yield 'related', a, b
    yield 'unrelated', rng.integers(0, 3, 150), rng.integers(0, 4, 150)
    yield 'gaps', gaps, b
    yield 'the same', a, a
    yield 'one label', np.zeros(20, int), rng.integers(0, 3, 20)
    yield 'never repeats', np.arange(40), rng.integers(0, 2, 40)
    yield 'two by two', np.array([0, 0, 1, 1, 0]), np.array([0, 0, 1, 1, 1])
    yield 'many labels', rng.integers(0, 400, 900), rng.integers(0, 300, 900)
    yield 'no rows', np.array([-1, 0]), np.array([0, -1])


def mixed_pairs():
    codes = rng.integers(0, 4, 120)
    values = codes * 0.7 + rng.normal(size=120)
    gaps = values.copy()
    gaps[::8] = np.nan
    yield 'groups apart', codes, values
    yield 'gaps', np.where(np.arange(120) % 10 == 0, -1, codes), gaps
    yield 'far from zero', codes[:60], 1e6 + (rng.random(60) < 0.3 + 0.1 * codes[:60]).astype(float)
    yield 'many groups', rng.integers(0, 50, 120), rng.normal(size=120)
    yield 'one group', np.zeros(9, int), rng.normal(size=9)
    yield 'constant', codes, np.full(120, 3.0)
    yield 'never repeats', np.arange(12), rng.normal(size=12)


def ratio(codes, values):
    keep = (codes >= 0) & np.isfinite(values)
    c, v = codes[keep], values[keep]
    total = ((v - v.mean()) ** 2).sum()
    groups = [v[c == g] for g in sorted(set(c.tolist()))]
    if len(groups) < 2 or total == 0:
        return None, None
    within = sum(((g - g.mean()) ** 2).sum() for g in groups)
    eta2 = 1 - within / total
    n, k = len(v), len(groups)
    epsilon = None if n <= k else float(np.sqrt(max(0, 1 - (1 - eta2) * (n - 1) / (n - k))))
    return float(np.sqrt(eta2)), epsilon


out = {'madeWith': f'numpy {np.__version__}, scipy {scipy.__version__}, scikit-learn {sklearn.__version__}', 'numbers': [], 'labels': [], 'mixed': [], 'trees': []}
for name, x, y in number_pairs():
    keep = ~(np.isnan(x) | np.isnan(y))
    ok = keep.sum() >= 2 and len(set(x[keep])) > 1 and len(set(y[keep])) > 1
    # scipy takes a column that holds both infinities as one with NaN; the largest floats rank as they do.
    ends = np.finfo(float).max
    rho = float(stats.spearmanr(np.clip(x[keep], -ends, ends), y[keep])[0]) if ok else None
    write = lambda values: [('inf' if v > 0 else '-inf') if np.isinf(v) else (None if np.isnan(v) else v) for v in values.tolist()]
    out['numbers'].append({'name': name, 'x': write(x), 'y': write(y), 'spearman': rho})
for name, a, b in label_pairs():
    keep = (a >= 0) & (b >= 0)
    rows = keep.sum() > 0
    one = len(set(a[keep])) < 2 or len(set(b[keep])) < 2
    mi = float(mutual_info_score(a[keep], b[keep])) if rows else None
    nmi = None if not rows else 0.0 if one else float(normalized_mutual_info_score(a[keep], b[keep]))
    out['labels'].append({'name': name, 'a': a.tolist(), 'b': b.tolist(), 'cramersV': corrected_v(a, b), 'information': mi, 'normalised': nmi})
for name, codes, values in mixed_pairs():
    eta, epsilon = ratio(codes, values)
    out['mixed'].append({'name': name, 'codes': codes.tolist(), 'values': listed(values), 'eta': eta, 'corrected': epsilon})
for n in (2, 3, 9, 30):
    points = rng.normal(size=(n, 3))
    distances = np.abs(points[:, None, :] - points[None, :, :]).sum(-1) / 10
    out['trees'].append({'distances': distances.ravel().tolist(), 'heights': linkage(squareform(distances, checks=False), 'average')[:, 2].tolist()})
Path(__file__).with_name('expected.json').write_text(json.dumps(out, separators=(',', ':'), allow_nan=False) + '\n')
