#!/usr/bin/env python3
"""Writes boosting.json beside this file: what scikit-learn's HistGradientBoosting predicts, tree for tree, on small data.

Values are rounded so that every distinct value has a bin of its own, as it has here; then both grow the same trees. Where
two thresholds part the training rows alike, the two may still differ between them; the cases have no such row to predict.
"""
import json, os
import numpy as np, sklearn
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

rng = np.random.RandomState(11)
cases = []

def case(name, n, k, missing, **params):
    X = np.round(rng.randn(n, 4), 1).astype(np.float32)
    score = X[:, 0] * X[:, 1] + np.sin(2 * X[:, 2]) + 0.3 * rng.randn(n)
    if missing:
        gone = rng.rand(n) < 0.3
        score[gone] += 1.5
        X[gone, 0] = np.nan
        X[rng.rand(n) < 0.2, 3] = np.nan
    y = score if k == 0 else np.digitize(score, np.quantile(score, np.linspace(0, 1, k + 1)[1:-1]))
    common = dict(max_iter=20, early_stopping=False, **params)
    m = (HistGradientBoostingRegressor if k == 0 else HistGradientBoostingClassifier)(**common).fit(X, y)
    probe = np.round(rng.randn(60, 4), 1).astype(np.float32)
    probe[::7, 0] = np.nan
    P = (m.predict(probe)[:, None] if k == 0 else m.predict_proba(probe))
    listed = lambda A: [[None if np.isnan(v) else float(v) for v in row] for row in A]
    cases.append(dict(name=name, nClasses=k, X=listed(X), y=[float(v) for v in y], probe=listed(probe), predictions=P.tolist(),
                      maxLeaves=params.get('max_leaf_nodes', 31), minRowsPerLeaf=params.get('min_samples_leaf', 20),
                      l2=params.get('l2_regularization', 0), learningRate=params.get('learning_rate', 0.1)))

case('numbers', 400, 0, False)
case('numbers, missing values', 400, 0, True, max_leaf_nodes=8, min_samples_leaf=10)
case('two classes', 400, 2, False, l2_regularization=1.0)
case('two classes, missing values', 480, 2, True, learning_rate=0.3, max_leaf_nodes=12)
case('four classes', 500, 4, True, max_leaf_nodes=6)

here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, 'boosting.json'), 'w') as f:
    json.dump(dict(source=f'scikit-learn {sklearn.__version__}, make-boosting.py', cases=cases), f)
