#!/usr/bin/env python3
"""Writes expected.json: elementary functions to 50 digits, rounded once to the nearest double.

Run with Debian's python3-mpmath and python3-scipy: /usr/bin/python3 test/golden/math/make-expected.py
"""
import json
import math
import pathlib
import random

import mpmath
from mpmath import mp, mpf
from scipy import special

mp.dps = 50
draw = random.Random(11)


def spread(low, high, n):
    return [draw.uniform(low, high) for _ in range(n)]


def powers(low, high, n, signed=False):
    return [(draw.choice((-1, 1)) if signed else 1) * 2.0 ** draw.uniform(low, high) for _ in range(n)]


def table(f, xs):
    return [[x, float(f(mpf(x)))] for x in xs]


def normal_quantile(p):
    """Newton's method on the log of the tail from scipy's double; quadratic, so four steps give 50 digits."""
    if p == mpf("0.5"):
        return mpf(0)
    tail = min(p, 1 - p)
    x = mpf(-float(special.ndtri(float(tail))))
    for _ in range(4):
        above = mpmath.erfc(x / mpmath.sqrt(2)) / 2
        density = mpmath.exp(-x * x / 2) / mpmath.sqrt(2 * mp.pi)
        x += mpmath.log(above / tail) * above / density
    return x if p > mpf("0.5") else -x


cases = {
    "log": table(mpmath.log, powers(-1060, 1023, 300) + spread(0.5, 2, 300) + [1, 0.9999999999999999, 1.0000000000000002, 2, 10, math.sqrt(2), math.sqrt(0.5), 5e-324, 1.7976931348623157e308]),
    "log1p": table(mpmath.log1p, powers(-80, 1000, 200) + [-v for v in powers(-80, -0.001, 200)] + spread(-0.999, 3, 300) + [0, 1, 0.41, -0.29, -0.5]),
    "expm1": table(mpmath.expm1, powers(-80, 9, 200, True) + spread(-3, 3, 300) + [0, 0.34657359027997264, -0.34657359027997264, 709]),
    "normalQuantile": table(normal_quantile, spread(1e-6, 1 - 1e-6, 150) + powers(-300, -1, 100) + [1 - v for v in powers(-50, -1, 50)] + [0.5, 0.075, 0.925, 0.025, 1e-7]),
    "sinTurn": table(lambda x: mpmath.sin(2 * mp.pi * x), spread(0, 1, 200) + spread(-1000, 1000, 50) + powers(-60, -3, 50, True)),
    "cosTurn": table(lambda x: mpmath.cos(2 * mp.pi * x), spread(0, 1, 200) + spread(-1000, 1000, 50)),
}
target = pathlib.Path(__file__).with_name("expected.json")
target.write_text(json.dumps({"mpmath": mpmath.__version__, "cases": cases}, separators=(",", ":")) + "\n")
