#!/usr/bin/env python3
"""Writes expected.json: what scikit-learn's and pandas's transformers make of small columns.

Run with Debian's python3-sklearn and python3-pandas: /usr/bin/python3 test/golden/recipe/make-expected.py
"""
import json
import pathlib

import numpy as np
import pandas as pd
import sklearn
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, RobustScaler, StandardScaler

rng = np.random.default_rng(7)


def plain(values):
    return [None if pd.isna(v) else v for v in np.asarray(values, dtype=object).ravel().tolist()]


def column(values):
    return np.array([np.nan if v is None else v for v in values], dtype=float).reshape(-1, 1)


NUMBERS = {
    "usual": [3.5, None, -1.25, 7, 7, 0, None, 1e3],
    "even": [4, 1, 3, 2],
    "ties": [2, 1, 2, 1, None],
    "constant": [0.1, 0.1, 0.1, 0.1],
    "one": [42],
    "far": [1e9 + 1, 1e9 + 2, 1e9 + 3, None],
    "tiny": [1e-200, 2e-200, 4e-200],
    "random": [round(float(v), 6) for v in rng.lognormal(2, 1.5, 200)],
}
LATER = [None, -2, 0, 5.5, 1e4]

cases = []
for name, values in NUMBERS.items():
    train, later = column(values), column(LATER)
    for strategy in ("median", "mean", "most_frequent"):
        fitted = SimpleImputer(strategy=strategy).fit(train)
        cases.append({"what": "impute", "strategy": strategy, "name": name, "train": values, "later": LATER, "expected": plain(fitted.transform(later))})
    for method, scaler in (("standard", StandardScaler()), ("robust", RobustScaler())):
        if method == "robust" and name == "tiny":
            continue  # scikit-learn takes every range below 2.2e-15 for zero, the recipe only zero itself
        fitted = scaler.fit(train)
        cases.append({"what": "scale", "method": method, "name": name, "train": values, "later": LATER, "expected": plain(fitted.transform(later))})

LABELS = {
    "usual": list("bacabbdcabbe"),
    "three": list("zxyzxy"),
    "long tail": [f"l{i}" for i in range(30) for _ in range(1 + i // 3)],
}
for name, values in LABELS.items():
    X = np.array(values, dtype=object).reshape(-1, 1)
    later = values[:6] + ["never seen"]
    Z = np.array(later, dtype=object).reshape(-1, 1)
    for frequency in (1, 2, 3, 0.1):
        fitted = OneHotEncoder(min_frequency=frequency, handle_unknown="infrequent_if_exist", sparse_output=False).fit(X)
        cases.append({"what": "onehot", "minFrequency": frequency, "name": name, "train": values, "later": later, "expected": fitted.transform(Z).tolist()})
    fitted = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=np.nan).fit(X)
    cases.append({"what": "ordinal", "name": name, "train": values, "later": later, "expected": plain(fitted.transform(Z))})

INSTANTS = ["2019-03-01T23:48:39", None, "2020-02-29T00:00:00", "1969-12-31T12:30:00", "2024-12-30T05:07:00", "2023-01-01T00:00:00"]
times = pd.Series(pd.to_datetime(INSTANTS))
parts = {
    "year": times.dt.year,
    "month": times.dt.month,
    "day": times.dt.day,
    "weekday": times.dt.dayofweek + 1,
    "hour": times.dt.hour,
    "minute": times.dt.minute,
    "elapsed days": (times - times.min()) / pd.Timedelta(days=1),
}
cases.append({"what": "dateparts", "name": "usual", "train": INSTANTS, "later": INSTANTS, "expected": {part: plain(values) for part, values in parts.items()}})

target = pathlib.Path(__file__).with_name("expected.json")
target.write_text(json.dumps({"sklearn": sklearn.__version__, "pandas": pd.__version__, "cases": cases}, indent=None, separators=(",", ":")) + "\n")
