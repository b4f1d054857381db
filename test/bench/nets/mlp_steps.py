"""Milliseconds a step of scikit-learn's MLPClassifier for a request, JSON on stdin: inputs, hidden, batch, steps an epoch, epochs.

Prints { ms, threads } as JSON: the time of a fit over its steps, after a fit of one epoch that warms up, and the threads that BLAS has.
"""

import json
import sys
import time
import warnings

import numpy
from sklearn.neural_network import MLPClassifier

warnings.filterwarnings("ignore")


def blas_threads():
    try:
        from threadpoolctl import threadpool_info
    except ImportError:
        return 0
    return max((pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"), default=1)


request = json.load(sys.stdin)
rng = numpy.random.RandomState(7)
X = rng.standard_normal((request["batch"] * request["steps"], request["inputs"])).astype(numpy.float32)
y = (X[:, 0] + 0.3 * rng.standard_normal(len(X)) > 0).astype(int)


def fit(epochs):
    started_at = time.perf_counter()
    MLPClassifier(
        hidden_layer_sizes=tuple(request["hidden"]),
        batch_size=request["batch"],
        solver="adam",
        learning_rate_init=1e-3,
        alpha=0,
        shuffle=False,
        early_stopping=False,
        n_iter_no_change=10**6,
        tol=0,
        max_iter=epochs,
        random_state=0,
    ).fit(X, y)
    return time.perf_counter() - started_at


fit(1)
print(json.dumps({"ms": 1000 * fit(request["epochs"]) / (request["epochs"] * request["steps"]), "threads": blas_threads()}))
