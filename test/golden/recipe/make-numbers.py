#!/usr/bin/env python3
"""Writes numbers.json: what scikit-learn, numpy and pandas make of columns of numbers, one by one and together.

Run with Debian's python3-sklearn and python3-pandas: /usr/bin/python3 test/golden/recipe/make-numbers.py
A case has a step and the numbers of three tables: the one it is fitted on, a later one, and what comes out. A table is a list of
columns, each a list of cells, null where missing.
"""
import json
import pathlib
import warnings

import numpy as np
import pandas as pd
import sklearn
from sklearn.decomposition import PCA
from sklearn.feature_selection import SelectKBest, VarianceThreshold, f_classif, f_regression
from sklearn.impute import KNNImputer, MissingIndicator, SimpleImputer
from sklearn.preprocessing import KBinsDiscretizer, MinMaxScaler, PolynomialFeatures, PowerTransformer, QuantileTransformer

warnings.filterwarnings("ignore")
rng = np.random.default_rng(19)
cases = []
tables = []


def cells(values):
    return [None if np.isnan(v) else float(v) for v in np.asarray(values, dtype=float)]


def columns(X):
    return [cells(column) for column in np.asarray(X, dtype=float).T]


def matrix(values):
    return np.array([np.nan if v is None else v for v in values], dtype=float).reshape(-1, 1)


def table(X):
    """The number of a table, so that each is written once."""
    cells = columns(X)
    if cells not in tables:
        tables.append(cells)
    return tables.index(cells)


def add(step, name, train, later, expected, **more):
    cases.append({"step": step, "name": name, "train": table(train), "later": table(later), "expected": table(expected), **more})


def rounded(values):
    return np.round(np.asarray(values, dtype=float), 6)


NUMBERS = {
    "usual": [3.5, None, -1.25, 7, 7, 0, None, 1e3],
    "even": [4, 1, 3, 2],
    "ties": [2, 1, 2, 1, None, 2, 2, 5],
    "one": [42],
    "skewed": rounded(rng.lognormal(2, 1.5, 300)).tolist(),
    "both signs": rounded(rng.standard_t(3, 250)).tolist(),
    "left": rounded(-rng.gamma(2, 3, 200)).tolist(),
    "counts": rng.poisson(2, 400).astype(float).tolist(),
    "long": rounded(rng.normal(50, 12, 2500)).tolist(),
}
LATER = [None, -2, 0, 1.5, 5.5, 49.123, 1e4]

for name, values in NUMBERS.items():
    train = matrix(values)
    later = np.vstack([matrix(LATER), train[:6]])
    known = train[~np.isnan(train[:, 0])]
    add({"kind": "impute", "strategy": "constant", "fill": 5.5, "addIndicator": False}, name, train, later, SimpleImputer(strategy="constant", fill_value=5.5).fit(train).transform(later))
    add({"kind": "scale", "method": "minmax"}, name, train, later, MinMaxScaler().fit(train).transform(later), unit=1)
    for output in ("uniform", "normal"):
        if name == "one":
            continue  # one quantile: scikit-learn gives every value 0
        fitted = QuantileTransformer(n_quantiles=min(1000, len(known)), output_distribution=output, subsample=10**9).fit(train)
        if len(known) <= 1000:  # numpy's percentiles miss tied order statistics by a rounding, which moves their middle by half a step
            fitted.quantiles_ = np.sort(known, axis=0)
        add({"kind": "scale", "method": f"quantile-{output}"}, name, train, later, fitted.transform(later), unit=1)
    add({"kind": "log1p"}, name, train, later, np.sign(later) * np.log1p(np.abs(later)))
    for lower, upper in ((0.05, 0.9), (0, 1), (0.25, 0.75)):
        low, high = np.nanquantile(train, [lower, upper])
        add({"kind": "clip", "lower": lower, "upper": upper}, name, train, later, np.clip(later, low, high))
    if name != "one":
        fitted = PowerTransformer().fit(train)
        add({"kind": "scale", "method": "yeo-johnson"}, name, train, later, fitted.transform(later), lam=float(fitted.lambdas_[0]), center=float(fitted._scaler.mean_[0]), spread=float(fitted._scaler.scale_[0]))
        present = later[~np.isnan(later[:, 0])]
        for strategy in ("quantile", "uniform"):
            for n_bins in (2, 3, 10):
                for encode, theirs in (("code", "ordinal"), ("onehot", "onehot-dense")):
                    fitted = KBinsDiscretizer(n_bins=n_bins, encode=theirs, strategy=strategy, subsample=None).fit(known)
                    add({"kind": "bin", "strategy": strategy, "nBins": n_bins, "encode": encode}, name, known, present, fitted.transform(present))
    if np.isnan(train).any():
        add({"kind": "indicator"}, name, train, later, np.hstack([later, MissingIndicator().fit(train).transform(later)]))


def with_gaps(X, share):
    X = X.copy()
    X[rng.random(X.shape) < share] = np.nan
    return X


mixing = rng.normal(size=(6, 6))
TABLES = {
    "three": rounded(rng.normal(size=(40, 3)) * [1, 5, 0.2]),
    "correlated": rounded(rng.normal(size=(120, 6)) @ mixing),
    "counts": rng.poisson(3, (60, 4)).astype(float),
    "wide": rounded(rng.normal(size=(7, 12)) + np.linspace(0, 3, 12)),
    "uneven": rounded(np.c_[rng.lognormal(3, 1, 80), rng.integers(0, 2, 80), rng.normal(1000, 200, 80), rng.uniform(-1, 1, 80)]),
}
for name, X in TABLES.items():
    later = np.vstack([X[:5], rounded(X[:5] * 1.5 + 1)])
    add({"kind": "interact"}, name, X, later, PolynomialFeatures(interaction_only=True, include_bias=False).fit(X).transform(later))
    for k in (1, 2, min(X.shape[1], X.shape[0] - 1)):
        fitted = PCA(k, svd_solver="full").fit(X)
        add({"kind": "pca", "nComponents": k}, name, X, later, fitted.transform(later), unit=float(np.abs(fitted.transform(X)).max()), explained=fitted.explained_variance_ratio_.tolist())
    gaps, more = with_gaps(X, 0.15), with_gaps(later, 0.3)
    for k in (1, 3, 5):
        fitted = KNNImputer(n_neighbors=k).fit(gaps)
        if name != "counts":  # among ties scikit-learn takes any
            add({"kind": "impute-knn", "nNeighbors": k, "addIndicator": False}, name, gaps, more, fitted.transform(more))
    for threshold in (0, 0.5, 4, 30):
        fitted = VarianceThreshold(threshold)
        if (np.nanvar(gaps, axis=0) > threshold).any():
            add({"kind": "select", "by": "variance", "threshold": threshold}, name, gaps, more, fitted.fit(gaps).transform(more))
    classes = (rounded(X[:, 0] + X[:, -1] + rng.normal(0, 2, len(X))) > np.median(X[:, 0])).astype(int) + rng.integers(0, 2, len(X))
    number = rounded(X[:, 1] - 0.5 * X[:, 0] + rng.normal(0, 2, len(X)))
    for measure, y, target in (
        (f_classif, classes, {"kind": "classes", "codes": classes.tolist()}),
        (f_regression, number, {"kind": "number", "values": number.tolist()}),
    ):
        for keep in (1, 2):
            fitted = SelectKBest(measure, k=keep).fit(X, y)
            add({"kind": "select", "by": "association", "keep": keep}, f"{name} by {measure.__name__}", X, later, fitted.transform(later), target=target, scores=fitted.scores_.tolist())
    for threshold in (0.05, 0.2, 0.5, 0.9):
        related = pd.DataFrame(gaps).corr().abs().to_numpy()
        kept = []
        for j in range(X.shape[1]):
            if all(related[i, j] <= threshold for i in kept):
                kept.append(j)
        add({"kind": "select", "by": "redundancy", "threshold": threshold}, name, gaps, more, more[:, kept])

target = pathlib.Path(__file__).with_name("numbers.json")
target.write_text(json.dumps({"sklearn": sklearn.__version__, "pandas": pd.__version__, "tables": tables, "cases": cases}, separators=(",", ":")) + "\n")
print(len(cases), "cases")
