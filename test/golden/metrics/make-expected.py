#!/usr/bin/env python3
"""Writes expected.json: inputs and what scikit-learn says of them. Run: /usr/bin/python3 make-expected.py"""
import json
import warnings
from pathlib import Path

import numpy as np
import sklearn
from sklearn import metrics as m

warnings.filterwarnings('ignore')
rng = np.random.default_rng(7)


def binary_case(name, y, p, threshold=0.5, drop=()):
    y, p = np.asarray(y), np.asarray(p, dtype=float)
    hat = (p >= threshold).astype(int)
    both = len(set(y.tolist())) == 2
    expected = {
        'roc_auc': m.roc_auc_score(y, p) if both else None,
        'average_precision': m.average_precision_score(y, p),
        'log_loss': m.log_loss(y, p, labels=[0, 1]),
        'brier': m.brier_score_loss(y, p, pos_label=1),
        'accuracy': m.accuracy_score(y, hat),
        'balanced_accuracy': m.balanced_accuracy_score(y, hat),
        'f1': m.f1_score(y, hat, zero_division=0),
        'precision': m.precision_score(y, hat, zero_division=0),
        'recall': m.recall_score(y, hat, zero_division=0),
        'mcc': m.matthews_corrcoef(y, hat),
    }
    for metric in drop:
        del expected[metric]
    return {'name': name, 'task': 'binary', 'y': y.tolist(), 'p': p.tolist(), 'threshold': threshold, 'expected': expected}


def multiclass_case(name, k, y, p):
    y, p = np.asarray(y), np.asarray(p, dtype=float)
    hat = p.argmax(axis=1)
    present = len(set(y.tolist())) == k
    expected = {
        'log_loss': m.log_loss(y, p, labels=list(range(k))),
        'accuracy': m.accuracy_score(y, hat),
        'balanced_accuracy': m.balanced_accuracy_score(y, hat),
        'macro_f1': m.f1_score(y, hat, average='macro', zero_division=0),
        'mcc': m.matthews_corrcoef(y, hat),
    }
    kappa = m.cohen_kappa_score(y, hat, weights='quadratic', labels=list(range(k)))
    if np.isfinite(kappa):
        expected['quadratic_kappa'] = kappa
    if present:
        expected['roc_auc'] = m.roc_auc_score(y, p, multi_class='ovr', average='macro', labels=list(range(k)))
    return {'name': name, 'task': 'multiclass', 'k': k, 'y': y.tolist(), 'p': p.tolist(), 'expected': expected}


def regression_case(name, y, p):
    y, p = np.asarray(y, dtype=float), np.asarray(p, dtype=float)
    expected = {
        'rmse': float(np.sqrt(m.mean_squared_error(y, p))),
        'mae': m.mean_absolute_error(y, p),
        'median_absolute_error': m.median_absolute_error(y, p),
        'r2': m.r2_score(y, p) if len(y) > 1 else None,
        'mape': m.mean_absolute_percentage_error(y, p),
    }
    return {'name': name, 'task': 'regression', 'y': y.tolist(), 'p': p.tolist(), 'expected': expected}


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


y60 = (rng.random(60) < 0.35).astype(int)
p60 = np.clip(0.3 * y60 + 0.6 * rng.random(60), 0, 1)
y3 = rng.integers(0, 3, 80)
p3 = softmax(rng.normal(size=(80, 3)) + 1.5 * np.eye(3)[y3])
y4 = np.where(rng.random(50) < 0.5, 0, 3)
p4 = softmax(rng.normal(size=(50, 4)))
yr = rng.normal(50, 20, 75)
cases = [
    binary_case('distinct scores', y60, p60),
    binary_case('another threshold', y60, p60, 0.3),
    binary_case('many ties', y60, np.round(p60, 1)),
    binary_case('all scores equal', y60, np.full(60, 0.5)),
    binary_case('sure and wrong', [0, 1, 1, 0], [1.0, 0.0, 1.0, 0.0]),
    binary_case('perfect', [0, 1, 1, 0, 1], [0.0, 1.0, 0.9, 0.2, 0.7]),
    binary_case('nothing predicted positive', [0, 1, 0, 0, 1], [0.1, 0.2, 0.3, 0.05, 0.4]),
    binary_case('only negatives', [0, 0, 0, 0], [0.1, 0.7, 0.3, 0.2]),
    binary_case('only positives', [1, 1, 1], [0.1, 0.7, 0.3]),
    binary_case('rare positives', (np.arange(200) % 50 == 0).astype(int), rng.random(200) ** 3),
    multiclass_case('three classes', 3, y3, p3),
    multiclass_case('absent classes', 4, y4, p4),
    multiclass_case('sure and wrong', 3, [0, 1, 2], [[0, 1, 0], [0, 1, 0], [1, 0, 0]]),
    multiclass_case('uniform', 3, y3, np.full((80, 3), 1 / 3)),
    multiclass_case('one class only', 3, [1, 1, 1, 1], p3[:4]),
    regression_case('noisy', yr, yr + rng.normal(0, 8, 75)),
    regression_case('far from zero', 1e9 + yr, 1e9 + yr + rng.normal(0, 8, 75)),
    regression_case('even count', [1, 2, 3, 4], [1.5, 2, 2, 8]),
    regression_case('a true zero', [0, 1, 2], [0.5, 1, 2]),
    regression_case('constant target, wrong', [3, 3, 3], [3, 3, 4]),
    regression_case('constant target, right', [3, 3, 3], [3, 3, 3]),
    regression_case('worse than the mean', [1, 2, 3], [3, 2, 1]),
    regression_case('one row', [2], [3]),
]
out = {'madeWith': f'scikit-learn {sklearn.__version__}, numpy {np.__version__}', 'cases': cases}
Path(__file__).with_name('expected.json').write_text(json.dumps(out, indent=None, separators=(',', ':')) + '\n')
