#!/usr/bin/env python3
"""Writes projection.json: the last hidden layer of small nets, and what scikit-learn's PCA makes of it.

Run with Debian's python3-sklearn: /usr/bin/python3 test/golden/nets/make-projection.py
A case has the widths of a net of rectified layers, its weights and biases (row-major inputs × outputs, layer by layer), rows, and
the rows' coordinates on the first two principal components with the share of the variance that these hold. The row that stands
farthest out along a component is on its positive side.
"""
import json
import pathlib

import numpy as np
import sklearn
from sklearn.decomposition import PCA

rng = np.random.default_rng(20)


def case(n_rows, widths, decay=0.0):
    """A net of `widths`; the scale of its last hidden units falls by e^-decay from one to the next."""
    x = rng.normal(size=(n_rows, widths[0])).astype(np.float32).round(3)
    layers = []
    a = x.astype(np.float64)
    for l, (n, k) in enumerate(zip(widths[:-1], widths[1:])):
        weights = rng.normal(size=(n, k)) / np.sqrt(n)
        if l == len(widths) - 3:
            weights = weights * np.exp(-decay * np.arange(k))
        weights = weights.astype(np.float32).round(4)
        bias = (0.1 * rng.normal(size=k)).astype(np.float32).round(4)
        layers.append((weights, bias))
        if l < len(widths) - 2:
            a = np.maximum(0, a @ weights.astype(np.float64) + bias.astype(np.float64))
    fitted = PCA(n_components=2, svd_solver="full").fit(a)
    scores = fitted.transform(a)
    for j in range(2):
        if scores[np.argmax(np.abs(scores[:, j])), j] < 0:
            scores[:, j] *= -1
    flat = lambda values: [float(str(v)) for v in np.asarray(values, dtype=np.float32).ravel()]
    return {
        "widths": list(widths),
        "parameters": [v for weights, bias in layers for v in flat(weights) + flat(bias)],
        "x": flat(x),
        "scores": scores.T.tolist(),
        "explained": float(fitted.explained_variance_ratio_.sum()),
    }


cases = {
    "more rows than units": case(60, (4, 6, 5, 3)),
    "fewer rows than units": case(7, (3, 24, 2)),
    "two units": case(30, (3, 2, 1)),
    "units too many for all axes": case(90, (5, 64, 2)),
    "few rows, many units that fall off": case(40, (6, 12, 70, 1), 0.05),
}
target = pathlib.Path(__file__).with_name("projection.json")
target.write_text(json.dumps({"scikit-learn": sklearn.__version__, "numpy": np.__version__, "cases": cases}, separators=(",", ":")) + "\n")
