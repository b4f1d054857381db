#!/usr/bin/env python3
"""Writes knn.json beside this file: what scikit-learn's nearest neighbours predict on small data without ties."""
import json, os
import numpy as np, sklearn
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor

rng = np.random.RandomState(3)
cases = []

def case(name, n, p, k_classes, k, weighting, metric, exact=False):
    X = rng.randn(n, p).astype(np.float32).astype(float)
    score = X[:, 0] - X[:, -1] + 0.3 * rng.randn(n)
    y = score if k_classes == 0 else np.digitize(score, np.quantile(score, np.linspace(0, 1, k_classes + 1)[1:-1]))
    probe = rng.randn(40, p).astype(np.float32).astype(float)
    if exact:
        probe[:10] = X[:10]
    kind = dict(n_neighbors=k, weights=weighting, metric=metric, algorithm='brute')
    m = (KNeighborsRegressor(**kind) if k_classes == 0 else KNeighborsClassifier(**kind)).fit(X, y)
    P = m.predict(probe)[:, None] if k_classes == 0 else m.predict_proba(probe)
    cases.append(dict(name=name, nClasses=k_classes, k=k, weighting=weighting, metric=metric, X=X.tolist(), y=[float(v) for v in y],
                      probe=probe.tolist(), predictions=P.tolist()))

case('numbers, uniform', 150, 4, 0, 5, 'uniform', 'euclidean')
case('numbers, by distance', 150, 4, 0, 15, 'distance', 'manhattan')
case('numbers, on training rows', 90, 2, 0, 7, 'distance', 'euclidean', exact=True)
case('two classes, uniform', 300, 6, 2, 15, 'uniform', 'manhattan')
case('two classes, by distance', 200, 3, 2, 9, 'distance', 'euclidean')
case('four classes, many features', 120, 70, 4, 10, 'uniform', 'euclidean')
case('three classes, every row asked', 30, 2, 3, 30, 'distance', 'euclidean')

here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, 'knn.json'), 'w') as f:
    json.dump(dict(source=f'scikit-learn {sklearn.__version__}, make-knn.py', cases=cases), f)
