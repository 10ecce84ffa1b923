"""Writes packages/models/golden/*.golden.json: small LightGBM models with what the library itself predicts and explains.

    python infra/training/golden.py packages/models/golden [seed]

The tests hold our arithmetic to these numbers; absent values are null.
"""

import json
import sys
from pathlib import Path

import lightgbm
import numpy as np
import pandas as pd

ROWS = 3000
SHOWN = 60

COMMON = {
    "objective": "binary",
    "num_leaves": 12,
    "min_data_in_leaf": 15,
    "min_data_per_group": 5,
    "cat_smooth": 1,
    "max_cat_to_onehot": 1,
    "learning_rate": 0.3,
    "seed": 7,
    "verbose": -1,
}

CASES = {
    "absent-is-missing": {},
    "zero-is-missing": {"zero_as_missing": True},
    "nothing-is-missing": {"use_missing": False},
    "one-leaf": {"min_data_in_leaf": ROWS},
    "steep": {"sigmoid": 2.0},
    "no-average": {"boost_from_average": False},
    "bagged": {"bagging_fraction": 0.5, "bagging_freq": 1, "boosting": "dart"},
}


def table(random):
    frame = pd.DataFrame(
        {
            "spendZ": random.normal(size=ROWS),
            "amount": np.round(random.exponential(60, size=ROWS), 2),
            "purchases1h": random.poisson(0.7, size=ROWS).astype(float),
            "country": pd.Categorical(random.choice([f"C{i:02d}" for i in range(40)], ROWS)),
            "deviceKnown": (random.random(ROWS) < 0.6).astype(float),
        }
    )
    frame.loc[random.random(ROWS) < 0.2, "spendZ"] = np.nan
    frame.loc[random.random(ROWS) < 0.1, "deviceKnown"] = np.nan
    frame.loc[random.random(ROWS) < 0.1, "country"] = np.nan
    codes = frame["country"].cat.codes
    odds = (
        frame["spendZ"].fillna(1.5)
        + frame["amount"] / 80
        + frame["purchases1h"]
        - 1.5 * frame["deviceKnown"].fillna(-0.5)
        + (codes % 7 == 3) * 2
        - 3
    )
    return frame, (random.random(ROWS) < 1 / (1 + np.exp(-odds))).astype(int)


def unseen(frame, random):
    """Rows to predict: training rows, and some with what training never saw."""
    shown = frame.iloc[:SHOWN].copy()
    shown.loc[shown.index[:6], "amount"] = 0.0
    shown.loc[shown.index[6:10], "amount"] = np.nan
    shown.loc[shown.index[10:14], "purchases1h"] = [-1.0, 1e12, 1e-36, -1e-36]
    shown["country"] = shown["country"].cat.add_categories(["nowhere"])
    shown.loc[shown.index[14:18], "country"] = "nowhere"
    return shown


def plain(frame):
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return [list(row.values()) for row in rows]


def golden(extra, seed):
    random = np.random.default_rng(seed)
    frame, labels = table(random)
    booster = lightgbm.train({**COMMON, **extra}, lightgbm.Dataset(frame, labels), 6)
    shown = unseen(frame, random)
    contributions = booster.predict(shown, pred_contrib=True)
    return {
        "dump": booster.dump_model(),
        "rows": plain(shown),
        "margins": booster.predict(shown, raw_score=True).tolist(),
        "probabilities": booster.predict(shown).tolist(),
        "contributions": contributions.tolist(),
    }


def main(folder, seed="7"):
    for name, extra in CASES.items():
        path = Path(folder) / f"{name}.golden.json"
        path.write_text(json.dumps(golden(extra, int(seed))) + "\n")
        print(path, path.stat().st_size)


if __name__ == "__main__":
    main(*sys.argv[1:3])
