"""Trains XGBoost hist on the samples of a request, JSON on stdin, and prints seconds and scores as JSON.

The request: fits (each xPath, yPath, rows, columns, classes), threads, params, rounds, repeats, and optionally test (a sample to
predict). Each repeat trains all the fits one after another. Seconds include the binning of the rows, as QuantileDMatrix.
"""

import json
import sys
import time

import numpy
import xgboost


def read(sample):
    X = numpy.fromfile(sample["xPath"], dtype=numpy.float32).reshape(sample["rows"], sample["columns"])
    return X, numpy.fromfile(sample["yPath"], dtype=numpy.float32)


request = json.load(sys.stdin)
samples = [read(sample) for sample in request["fits"]]
params = {"tree_method": "hist", "nthread": request["threads"], "verbosity": 0, **request["params"]}
seconds = []
for _ in range(request["repeats"]):
    started_at = time.perf_counter()
    for X, y in samples:
        rows = xgboost.QuantileDMatrix(X, label=y, nthread=request["threads"], max_bin=params["max_bin"])
        booster = xgboost.train(params, rows, request["rounds"])
    seconds.append(time.perf_counter() - started_at)
answer = {"seconds": seconds}
if request.get("test"):
    X, y = read(request["test"])
    scores = booster.predict(xgboost.DMatrix(X, nthread=request["threads"]))
    order = numpy.argsort(scores, kind="stable")
    ranks = numpy.empty(len(order))
    ranks[order] = numpy.arange(1, len(order) + 1)
    positives = y == 1
    n = positives.sum()
    answer["rocAuc"] = float((ranks[positives].sum() - n * (n + 1) / 2) / (n * (len(y) - n)))
print(json.dumps(answer))
