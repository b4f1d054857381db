#!/usr/bin/env python3
"""Writes linear.json beside this file: small data sets and what scikit-learn fits on them, to convergence."""
import json, os
import numpy as np, sklearn
from sklearn.linear_model import LogisticRegression, Ridge, RidgeCV

rng = np.random.RandomState(7)
f32 = lambda a: a.astype(np.float32).astype(float)
cases = []

def features(n, p):
    X = rng.randn(n, p) * np.logspace(-1, 1, p) + rng.randn(p)
    X[:, -1] = (X[:, -1] > np.median(X[:, -1])).astype(float)
    return f32(X)

def logistic(name, n, p, k, C, weighted):
    X = features(n, p)
    Z = X @ rng.randn(p, k) * 0.7 + rng.gumbel(size=(n, k))
    y = Z.argmax(1)
    assert len(set(y)) == k
    w = rng.randint(0, 4, n).astype(float) if weighted else None
    m = LogisticRegression(C=C, tol=1e-7, max_iter=20000, solver='newton-cg').fit(X, y, w)
    coef = m.coef_ - (m.coef_.mean(0) if k > 2 else 0)
    intercept = m.intercept_ - (m.intercept_.mean() if k > 2 else 0)
    cases.append(dict(name=name, kind='logistic', nClasses=k, lam=1 / C, X=X.tolist(), y=y.tolist(),
                      weights=None if w is None else w.tolist(), coefficients=coef.tolist(), intercepts=intercept.tolist(),
                      probabilities=m.predict_proba(X[:20]).tolist()))

def ridge(name, n, p, alpha, weighted):
    X = features(n, p)
    y = X @ rng.randn(p) + 3 * rng.randn(n) + 1000
    w = rng.randint(0, 4, n).astype(float) if weighted else None
    m = Ridge(alpha=alpha).fit(X, y, w)
    cases.append(dict(name=name, kind='ridge', nClasses=0, lam=alpha, X=X.tolist(), y=y.tolist(),
                      weights=None if w is None else w.tolist(), coefficients=[m.coef_.tolist()], intercepts=[float(m.intercept_)],
                      probabilities=None))

def gcv(X, y, alphas):
    """Generalised cross-validation from its definition, by singular values."""
    n = len(y); Xc = X - X.mean(0); yc = y - y.mean()
    u, s, _ = np.linalg.svd(Xc, full_matrices=False)
    out = []
    for a in alphas:
        d = s**2 / (s**2 + a)
        r = yc - u @ (d * (u.T @ yc))
        out.append(n * (r @ r) / (n - 1 - d.sum()) ** 2)
    return out

def chosen(name, n, p, noise):
    X = features(n, p)
    y = X @ (rng.randn(p) / np.logspace(-1, 1, p)) + noise * rng.randn(n)
    alphas = 10 ** (np.arange(13) / 2 - 3)
    best = float(alphas[int(np.argmin(gcv(X, y, alphas)))])
    m = Ridge(alpha=best).fit(X, y)
    cases.append(dict(name=name, kind='ridge-gcv', nClasses=0, lam=best, X=X.tolist(), y=y.tolist(), weights=None,
                      coefficients=[m.coef_.tolist()], intercepts=[float(m.intercept_)], probabilities=None))

logistic('binary, C = 1', 80, 5, 2, 1.0, False)
logistic('binary, C = 100, weighted', 60, 4, 2, 100.0, True)
logistic('three classes, C = 1', 90, 4, 3, 1.0, False)
logistic('five classes, C = 0.1, weighted', 120, 4, 5, 0.1, True)
logistic('binary, more features than rows', 20, 30, 2, 1.0, False)
ridge('ridge, alpha = 1', 60, 5, 1.0, False)
ridge('ridge, alpha = 30, weighted', 60, 4, 30.0, True)
ridge('ridge, more features than rows', 15, 40, 2.0, False)
chosen('ridge, penalty chosen, much noise', 60, 20, 20.0)
chosen('ridge, penalty chosen, little noise', 60, 10, 0.1)
chosen('ridge, penalty chosen, more features than rows', 25, 40, 10.0)

here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, 'linear.json'), 'w') as f:
    json.dump(dict(source=f'scikit-learn {sklearn.__version__}, make-linear.py', cases=cases), f)
