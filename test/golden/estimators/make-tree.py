#!/usr/bin/python3
"""Writes tree.json beside this file: decision trees of scikit-learn on features of few distinct values, and the held-out
quality of its forests. Needs Debian's python3-sklearn."""
import json, os
import numpy as np
from sklearn.ensemble import ExtraTreesClassifier, ExtraTreesRegressor, RandomForestClassifier, RandomForestRegressor
from sklearn.metrics import log_loss, mean_squared_error
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

r = np.random.RandomState(7)
n, m = 400, 200


def rows(k):
    # Binary fractions, so that halfway between two values is a float32 too.
    return np.column_stack([r.randint(0, 40, k), np.round(8 * r.randn(k)) / 8, r.randint(-5, 90, k) / 4, r.randint(0, 128, k) / 128])


def signal(X):
    return 0.1 * X[:, 0] + X[:, 1] * (X[:, 2] > 8) - 2 * np.abs(X[:, 3] - 0.5)


cases = []
for name, n_classes, params, weighted in [
    ('numbers', 0, dict(max_depth=4), False),
    ('numbers, weighted', 0, dict(max_depth=3), True),
    ('numbers, rows per leaf', 0, dict(min_samples_leaf=12), False),
    ('numbers, pruned', 0, dict(ccp_share=0.004), False),
    ('two classes', 2, dict(max_depth=4), False),
    ('two classes, pruned', 2, dict(ccp_share=0.01), False),
    ('two classes, weighted', 2, dict(max_depth=3), True),
    ('three classes', 3, dict(max_depth=4), False),
    ('three classes, weighted', 3, dict(max_depth=3), True),
    ('five classes, rows per leaf', 5, dict(min_samples_leaf=15), False),
]:
    make = DecisionTreeRegressor if n_classes == 0 else DecisionTreeClassifier
    while True:
        X, probe = rows(n), rows(m)
        z = signal(X) + 0.4 * r.randn(n)
        y = z if n_classes == 0 else np.searchsorted(np.quantile(z, np.arange(1, n_classes) / n_classes), z)
        w = r.randint(1, 4, n).astype(float) if weighted else None
        own = {k: v for k, v in params.items() if k != 'ccp_share'}
        if 'ccp_share' in params:
            own['ccp_alpha'] = params['ccp_share'] * make(random_state=0, max_depth=1).fit(X, y).tree_.impurity[0]
        trees = [make(random_state=seed, **own).fit(X, y, sample_weight=w) for seed in range(20)]
        seen, *others = [t.predict(probe)[:, None] if n_classes == 0 else t.predict_proba(probe) for t in trees]
        # Where cuts tie, scikit-learn's seed decides between them: such rows say nothing of ours.
        if all(np.allclose(seen, other, atol=1e-12) for other in others):
            break
    tree = trees[0]
    cases.append(dict(
        name=name, nClasses=n_classes, X=X.tolist(), y=y.tolist(), weights=None if w is None else w.tolist(), probe=probe.tolist(),
        maxDepth=params.get('max_depth', 0), minRowsPerLeaf=params.get('min_samples_leaf', 1), ccpAlpha=params.get('ccp_share', 0),
        nLeaves=int(tree.get_n_leaves()), predictions=np.round(seen, 13).tolist()))

forests = []
for name, n_classes in [('numbers', 0), ('two classes', 2), ('four classes', 4)]:
    X, probe = np.round(r.randn(600, 5), 3), np.round(r.randn(600, 5), 3)
    of = lambda X: 2 * np.sin(2 * X[:, 0]) + X[:, 1] * X[:, 2] + 0.5 * X[:, 3] + 0.5 * r.randn(len(X))
    z, q = of(X), of(probe)
    edges = np.quantile(z, np.arange(1, max(2, n_classes)) / max(2, n_classes))
    y, v = (np.round(z, 4), np.round(q, 4)) if n_classes == 0 else (np.searchsorted(edges, z), np.searchsorted(edges, q))
    losses = {}
    for learner, (number, classes) in {'forest': (RandomForestRegressor, RandomForestClassifier), 'extra-trees': (ExtraTreesRegressor, ExtraTreesClassifier)}.items():
        own = dict(n_estimators=200, min_samples_leaf=3)
        runs = []
        for seed in range(5):
            model = (number if n_classes == 0 else classes)(random_state=seed, **own).fit(X, y)
            runs.append(mean_squared_error(v, model.predict(probe)) if n_classes == 0 else log_loss(v, model.predict_proba(probe)))
        losses[learner] = [float(np.mean(runs)), float(np.std(runs))]
    forests.append(dict(name=name, nClasses=n_classes, X=X.tolist(), y=y.tolist(), probe=probe.tolist(), truth=v.tolist(), losses=losses))

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'tree.json'), 'w') as out:
    json.dump(dict(cases=cases, forests=forests), out, separators=(',', ':'))
    out.write('\n')
