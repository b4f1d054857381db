#!/usr/bin/env python3
"""Writes elastic.json beside this file: elastic nets and lassos that scikit-learn fits on small data, to convergence."""
import json, os, warnings
import numpy as np, sklearn
from sklearn.linear_model import ElasticNet, Lasso, LogisticRegression

warnings.simplefilter('error')
rng = np.random.RandomState(5)
cases = []

def features(n, p, zeros):
    X = rng.randn(n, p) + 0.5 * rng.randn(n, 1) + 0.3
    if zeros:
        X[:, p // 2:] = (rng.rand(n, p - p // 2) < 0.2)
    return X.astype(np.float32).astype(float)

def add(name, k, lam, ratio, X, y, w, coef, intercept):
    cases.append(dict(name=name, nClasses=k, lam=lam, l1Ratio=ratio, X=X.tolist(), y=y.tolist(), weights=None if w is None else w.tolist(),
                      coefficients=coef.tolist(), intercepts=np.ravel(intercept).tolist()))

def effects(p, k):
    return rng.randn(p, k) * (rng.rand(p, 1) < 0.6)

def nums(name, n, p, alpha, ratio, weighted, zeros=False):
    X = features(n, p, zeros)
    y = 3 * (X @ effects(p, 1))[:, 0] + rng.randn(n) + 50
    w = rng.randint(0, 4, n).astype(float) if weighted else None
    kind = dict(alpha=alpha, tol=1e-12, max_iter=1000000)
    m = (Lasso(**kind) if ratio == 1 else ElasticNet(l1_ratio=ratio, **kind)).fit(X, y, w)
    total = n if w is None else w.sum()
    add(name, 0, alpha * total, ratio, X, y, w, m.coef_[None, :], m.intercept_)

def classes(name, n, p, k, C, ratio, weighted, zeros=False):
    X = features(n, p, zeros)
    y = (X @ effects(p, k) + rng.gumbel(size=(n, k))).argmax(1)
    assert len(set(y)) == k
    w = rng.randint(0, 4, n).astype(float) if weighted else None
    m = LogisticRegression(C=C, penalty='elasticnet', l1_ratio=ratio, solver='saga', tol=1e-10, max_iter=300000, random_state=0).fit(X, y, w)
    add(name, k, 1 / C, ratio, X, y, w, m.coef_, m.intercept_ - (m.intercept_.mean() if k > 2 else 0))

nums('lasso', 60, 8, 0.3, 1, False)
nums('lasso, weighted, sparse', 80, 12, 0.1, 1, True, True)
nums('lasso, more features than rows', 20, 40, 0.5, 1, False)
nums('elastic net', 60, 8, 0.5, 0.5, False)
nums('elastic net, weighted', 60, 8, 0.2, 0.2, True)
classes('two classes, lasso', 80, 6, 2, 0.5, 1, False)
classes('two classes, elastic net, weighted', 80, 6, 2, 1.0, 0.5, True)
classes('two classes, sparse', 100, 14, 2, 0.5, 0.7, False, True)
classes('three classes, lasso', 120, 5, 3, 0.3, 1, False)
classes('three classes, elastic net, weighted', 120, 5, 3, 1.0, 0.5, True)
classes('five classes, elastic net, sparse', 200, 8, 5, 0.3, 0.3, False, True)
classes('two classes, more features than rows', 25, 40, 2, 0.5, 0.5, False)

here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, 'elastic.json'), 'w') as f:
    json.dump(dict(source=f'scikit-learn {sklearn.__version__}, make-elastic.py', cases=cases), f)
