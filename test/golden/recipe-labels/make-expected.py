#!/usr/bin/env python3
"""Writes expected.json: what scikit-learn, pandas and numpy make of small columns of labels, text and dates.

Run with Debian's python3-sklearn and python3-pandas: /usr/bin/python3 test/golden/recipe-labels/make-expected.py
The target encoding has no scikit-learn of this age behind it: it is worked out here, value by value, from the published
formulas (Micci-Barreca 2001; the empirical Bayes blend of scikit-learn's TargetEncoder documentation).
"""
import collections
import json
import pathlib
import unicodedata

import numpy as np
import pandas as pd
import sklearn
from sklearn.feature_extraction import FeatureHasher
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import OrdinalEncoder

rng = np.random.default_rng(11)
cases = []


def plain(values):
    return [None if pd.isna(v) else v for v in np.asarray(values, dtype=object).ravel().tolist()]


# Text ---------------------------------------------------------------------------------------------------------------
TEXTS = {
    "plain": [
        "The quick brown fox jumps over the lazy dog",
        "the dog, the fox & the hen: the END",
        None,
        "",
        "a b c d",
        "Quick! quick? QUICK... brown-ish fox_trot x1 1x 42 4",
        "dog",
    ],
    "accents": [
        "Ça va? Très bien, merci: à bientôt à Orléans",
        "Straße und STRASSE, Äpfel und Öl; ÄPFEL",
        "naïve cafe\u0301 café",
        "Ελληνικά ΣΟΦΟΣ σοφός",
        "Привет, мир! МИР",
        "İstanbul ile Iğdır",
        "東京 は 大きい 都市 都市",
        "\u0928\u092e\u0938\u094d\u0924\u0947 \u0926\u0941\u0928\u093f\u092f\u093e",
        "²³ ½ ٣٤ Ⅷ x²",
        "tabs\tand\u00a0no-break\u2003spaces \u3000 wide\u0085next\u001funit\ufeffbom",
        None,
    ],
}
WORDS = ["alpha", "beta", "gamma", "delta", "über", "niño", "zeta", "kappa", "mu", "xi", "pi", "rho"]
TEXTS["random"] = [" ".join(rng.choice(WORDS, size=int(rng.integers(0, 14)), p=np.arange(1, 13) / 78)) for _ in range(60)]
LATER = ["the fox und the Äpfel", "nothing of it was ever seen", "", None, "mir МИР quick quick 都市", "alpha niño niño beta"]

SETTINGS = [
    ("word", (1, 1), 1, None),
    ("word", (1, 2), 1, None),
    ("word", (2, 3), 1, None),
    ("word", (1, 1), 2, None),
    ("word", (1, 2), 2, "half"),
    ("char_wb", (2, 4), 1, None),
    ("char_wb", (1, 1), 1, None),
    ("char_wb", (3, 8), 2, None),
    ("char_wb", (2, 3), 2, "half"),
]


def vectorize(texts, analyzer, ngram_range, min_df, limit):
    return TfidfVectorizer(analyzer=analyzer, ngram_range=ngram_range, min_df=min_df, max_features=limit, smooth_idf=True, norm="l2", sublinear_tf=False).fit(texts)


for name, values in TEXTS.items():
    train = ["" if v is None else v for v in values]
    later = ["" if v is None else v for v in LATER]
    for analyzer, ngram_range, min_df, limit in SETTINGS:
        try:
            fitted = vectorize(train, analyzer, ngram_range, min_df, None)
        except ValueError:
            continue
        if limit == "half":
            # scikit-learn breaks ties at the limit by numpy's sort: a limit is chosen that no tie stands at.
            analyze = fitted.build_analyzer()
            totals = collections.Counter(term for text in train for term in analyze(text) if term in fitted.vocabulary_)
            ranked = sorted(totals.values(), reverse=True)
            limits = [k for k in range(1, len(ranked)) if ranked[k - 1] > ranked[k]]
            if not limits:
                continue
            limit = min(limits, key=lambda k: abs(k - len(ranked) // 2))
            fitted = vectorize(train, analyzer, ngram_range, min_df, limit)
        terms = fitted.get_feature_names_out().tolist()
        if len(terms) > 400:
            continue
        rows = []
        for row in np.vstack([fitted.transform(train).toarray(), fitted.transform(later).toarray()]).tolist():
            rows.append([[j, v] for j, v in enumerate(row) if v != 0])
        cases.append({"what": "tfidf", "name": name, "analyzer": analyzer, "ngramRange": ngram_range, "minFrequency": min_df, "maxFeatures": limit or 100000, "train": values, "later": LATER, "terms": terms, "expected": rows})

# Target encoding ----------------------------------------------------------------------------------------------------
def encode(labels, y, later, smooth):
    overall, variance = float(np.mean(y)), float(np.var(y))
    groups = collections.defaultdict(list)
    for label, value in zip(labels, y):
        if label is not None:
            groups[label].append(value)
    encoding = {}
    for label, values in groups.items():
        n, mean, within = len(values), float(np.mean(values)), float(np.var(values))
        if smooth == "auto":
            bottom = n * variance + within
            encoding[label] = overall if bottom == 0 else (n * variance / bottom) * mean + (within / bottom) * overall
        else:
            encoding[label] = (n * mean + smooth * overall) / (n + smooth)
    return [encoding.get(label, overall) for label in later]


LABELS = {
    "usual": ["b", "a", None, "b", "c", "b", "a", "c", "c", "d", None, "b"],
    "one label": ["a"] * 5,
    "random": [None if rng.random() < 0.1 else f"l{int(v)}" for v in rng.zipf(1.6, 150).clip(1, 40)],
}
for name, labels in LABELS.items():
    n = len(labels)
    later = list(dict.fromkeys(labels)) + ["never seen", None]
    targets = {
        "binary": rng.integers(0, 2, n).tolist(),
        "classes": rng.integers(0, 3, n).tolist(),
        "number": [round(float(v), 4) for v in rng.normal(100, 15, n)],
        "constant": [2.5] * n,
    }
    for kind, y in targets.items():
        for smooth in ("auto", 0, 0.5, 10):
            views = [y] if kind in ("binary", "number", "constant") else [[1 if v == c else 0 for v in y] for c in range(3)]
            expected = [encode(labels, view, later, smooth) for view in views]
            cases.append({"what": "target-encode", "name": f"{name} {kind}", "smoothing": smooth, "target": kind, "y": y, "train": labels, "later": later, "expected": expected})

# Other steps on labels ----------------------------------------------------------------------------------------------
for name, labels in LABELS.items():
    shares = pd.Series(labels, dtype=object).value_counts(normalize=True, dropna=False)
    share = {("__missing" if pd.isna(k) else k): float(v) for k, v in shares.items()}
    later = list(dict.fromkeys(labels)) + ["never seen", None]
    cases.append({"what": "frequency", "name": name, "train": labels, "later": later, "expected": [share.get("__missing" if v is None else v, 0) for v in later]})

HASHED = ["a", "b", "", "Köln", "東京", "🙂 smile", "a much longer label, of 40 bytes or so....", "abc", "abcd", "abcde", "x" * 300] + [f"level {i}" for i in range(50)]
for n_features in (1, 4, 16, 1024):
    matrix = FeatureHasher(n_features=n_features, input_type="string").transform([[v] for v in HASHED]).toarray()
    cases.append({"what": "hash", "name": f"{n_features}", "nFeatures": n_features, "later": HASHED, "expected": [[[int(j), row[j]] for j in np.nonzero(row)[0]] for row in matrix]})

SIZES = ["small", "medium", "large", None, "huge", "small"]
fitted = OrdinalEncoder(categories=[["small", "medium", "large"]], handle_unknown="use_encoded_value", unknown_value=np.nan).fit(np.array([["small"]], dtype=object))
known = [[v if v is not None else "missing"] for v in SIZES]
cases.append({"what": "ordinal", "name": "order", "order": ["small", "medium", "large"], "later": SIZES, "expected": plain(fitted.transform(np.array(known, dtype=object)))})


def key(label):
    stripped = "".join(c for c in unicodedata.normalize("NFKD", label) if not unicodedata.category(c).startswith("M"))
    return " ".join(stripped.lower().split())


SPELLINGS = ["Köln", "koln", "KÖLN ", "Köln", "Bonn", "bonn", "New  York", "new york", "New York", "new york", "ﬁx", "FIX", "ＡＢＣ", "abc", "abc", None, "Zürich", "zu\u0308rich", "zu\u0308rich"]
groups = collections.defaultdict(collections.Counter)
for label in SPELLINGS:
    if label is not None:
        groups[key(label)][label] += 1
winner = {k: min(counts, key=lambda label: (-counts[label], label)) for k, counts in groups.items()}
cases.append({"what": "unify-labels", "name": "spellings", "train": SPELLINGS, "expected": [None if v is None else winner[key(v)] for v in SPELLINGS]})

# Dates --------------------------------------------------------------------------------------------------------------
INSTANTS = ["2019-03-01T23:48:39", None, "2020-02-29T00:00:00", "1969-12-31T12:30:00", "2024-12-30T05:07:00", "2023-01-01T18:00:00"]
STARTS = ["2019-02-28T00:00:00", "2020-01-01T00:00:00", None, "1970-01-01T00:00:00", "2024-12-31T05:07:00", "1900-01-01T00:00:00"]
times, starts = pd.Series(pd.to_datetime(INSTANTS)), pd.Series(pd.to_datetime(STARTS))
cases.append({"what": "elapsed", "name": "usual", "train": INSTANTS, "since": STARTS, "expected": plain((times - starts) / pd.Timedelta(days=1))})

year_start = pd.to_datetime(times.dt.year.map(lambda y: None if pd.isna(y) else f"{int(y)}-01-01"))
turns = {
    "time of day": (times - times.dt.normalize()) / pd.Timedelta(days=1),
    "weekday": times.dt.dayofweek / 7,
    "time of year": (times - year_start) / pd.Timedelta(days=365.25),
}
cyclic = {f"{cycle} ({wave})": plain(f(2 * np.pi * turn.to_numpy(dtype=float))) for cycle, turn in turns.items() for wave, f in (("sine", np.sin), ("cosine", np.cos))}
cases.append({"what": "dateparts", "name": "cyclic", "train": INSTANTS, "expected": cyclic})

target = pathlib.Path(__file__).with_name("expected.json")
target.write_text(json.dumps({"sklearn": sklearn.__version__, "pandas": pd.__version__, "cases": cases}, indent=None, separators=(",", ":"), ensure_ascii=True) + "\n")
