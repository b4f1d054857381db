#!/usr/bin/env python3
"""Writes boosting-losses.json beside this file: the loss on fresh rows of scikit-learn's HistGradientBoosting and of XGBoost.

Trees are grown on signs where the loss is absolute or a quantile, so gains are often equal and trees differ by which of
equals is taken; what agrees is how well they predict. scikit-learn 1.2 knows no gamma loss, XGBoost 1.7 no quantile.
"""
import json, os
import numpy as np, sklearn, xgboost
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.metrics import mean_absolute_error, mean_gamma_deviance, mean_pinball_loss, mean_poisson_deviance

rng = np.random.RandomState(5)
n = 1600
X = np.round(rng.randn(n, 4), 2).astype(np.float32)
signal = X[:, 0] * X[:, 1] + np.sin(2 * X[:, 2])
targets = {
    'number': np.round(3 * signal + rng.standard_t(3, n), 3),
    'count': rng.poisson(np.exp(0.6 * signal)).astype(float),
    'amount': np.round(np.exp(0.6 * signal) * rng.gamma(2, 0.5, n) + 0.001, 4),
}
train, test = slice(0, 800), slice(800, n)
params = dict(max_iter=60, learning_rate=0.1, max_leaf_nodes=8, min_samples_leaf=20, early_stopping=False)
shared = dict(learning_rate=0.1, grow_policy='lossguide', max_leaves=8, max_depth=0, max_bin=256, reg_lambda=0, tree_method='hist', nthread=1)

def sk(target, **own):
    y = targets[target]
    return HistGradientBoostingRegressor(**params, **own).fit(X[train], y[train]).predict(X[test])

def xgb(target, **own):
    y = targets[target]
    model = xgboost.train({**shared, **own}, xgboost.DMatrix(X[train], label=y[train]), 60)
    return model.predict(xgboost.DMatrix(X[test]))

cases = []
def case(loss, target, measure, scikit, xgboosted, **own):
    y = targets[target][test]
    of = lambda predicted: None if predicted is None else float(measure(y, predicted))
    constant = np.full(len(y), np.quantile(targets[target][train], own.get('quantile', 0.5)) if target == 'number' else targets[target][train].mean())
    cases.append(dict(loss=loss, target=target, scikitLearn=of(scikit), xgboost=of(xgboosted), constant=of(constant), **own))

case('absolute', 'number', mean_absolute_error, sk('number', loss='absolute_error'), xgb('number', objective='reg:absoluteerror', min_child_weight=20))
for q in (0.1, 0.8):
    case('quantile', 'number', lambda y, p, q=q: mean_pinball_loss(y, p, alpha=q), sk('number', loss='quantile', quantile=q), None, quantile=q)
case('poisson', 'count', mean_poisson_deviance, sk('count', loss='poisson'), xgb('count', objective='count:poisson', min_child_weight=20))
case('gamma', 'amount', mean_gamma_deviance, None, xgb('amount', objective='reg:gamma', min_child_weight=20, base_score=float(targets['amount'][train].mean())))

here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, 'boosting-losses.json'), 'w') as f:
    json.dump(dict(source=f'scikit-learn {sklearn.__version__}, xgboost {xgboost.__version__}, make-boosting-losses.py', nTrain=800,
                   X=[[round(float(v), 2) for v in row] for row in X], targets={k: v.tolist() for k, v in targets.items()}, cases=cases), f)
print(json.dumps(cases, indent=1))
