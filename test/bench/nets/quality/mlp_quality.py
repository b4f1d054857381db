"""Held-out scores of scikit-learn's nets on real data sets, and of the studio's predictions of the same rows.

mlp_quality.py DATA_DIR YARDSTICK [NAME=PREDICTIONS_DIR ...] prints, as JSON, for each data set of DATA_DIR/manifest.json the name, the
measure, scikit-learn's score and seconds, and the score of each PREDICTIONS_DIR, or what is wrong with its file. The yardstick is
quality.py, whose measures and preparation are used as they are: gaps filled, numbers standardised, categories one-hot. The nets are
MLPClassifier and MLPRegressor as they come, the latter with a standardised target.
"""

import importlib.util
import json
import sys
import time
import warnings

import numpy
import pandas
from sklearn.neural_network import MLPClassifier, MLPRegressor

data, yardstick_path, *named = sys.argv[1:]
spec = importlib.util.spec_from_file_location("yardstick", yardstick_path)
yardstick = importlib.util.module_from_spec(spec)
spec.loader.exec_module(yardstick)
warnings.filterwarnings("ignore")


def fit_peer(entry):
    train, test = yardstick.load(data, entry)
    target, task = entry["target"], entry["task"]
    truth, classes = yardstick.truth(data, entry)
    X, Z, categories = yardstick.features(train, test, {target, entry.get("time")})
    inputs, held_out = yardstick.onehot(X, Z, categories)
    started_at = time.time()
    if task == "regression":
        y = pandas.to_numeric(train[target]).values.astype(float)
        net = MLPRegressor(random_state=0).fit(inputs, (y - y.mean()) / y.std())
        answers = net.predict(held_out) * y.std() + y.mean()
    else:
        codes = train[target].map({name: code for code, name in enumerate(classes)}).values
        answers = MLPClassifier(random_state=0).fit(inputs, codes).predict_proba(held_out)
        if task == "binary":
            answers = answers[:, 1]
    return yardstick.measure(task, truth, answers), time.time() - started_at


def score(entry, folder):
    try:
        truth, answers = yardstick.studio(data, entry, folder)
        return {"value": yardstick.measure(entry["task"], truth, answers)}
    except ValueError as fault:
        return {"fault": str(fault)}


answer = []
for entry in json.load(open(f"{data}/manifest.json")):
    value, seconds = fit_peer(entry)
    scores = {name: score(entry, folder) for name, folder in (one.split("=", 1) for one in named)}
    answer.append(
        {
            "name": entry["name"],
            "measure": yardstick.NAME[entry["task"]],
            "greaterIsBetter": yardstick.SIGN[entry["task"]] > 0,
            "peer": value,
            "seconds": seconds,
            "scores": scores,
        }
    )
print(json.dumps(answer))
