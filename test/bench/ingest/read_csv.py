"""Prints as JSON the seconds that pandas.read_csv takes for FILE, once for each of RUNS, with DATES parsed as such."""

import json
import sys
import time

import pandas

path, runs, *dates = sys.argv[1:]
seconds = []
for _ in range(int(runs)):
    started_at = time.perf_counter()
    frame = pandas.read_csv(path, parse_dates=dates or False)
    seconds.append(time.perf_counter() - started_at)
print(json.dumps({"seconds": seconds, "rows": len(frame), "types": [str(dtype) for dtype in frame.dtypes]}))
