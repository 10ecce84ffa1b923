"""Trains a LightGBM model from a training table and writes what `countersign model import` takes.

    pip install -r infra/training/requirements.txt
    npx countersign evaluate … --features table.csv.gz        # or: countersign features export
    python infra/training/train.py table.csv.gz --name cards --on purchase.requested \\
        --labels-until 2026-07-01T00:00:00Z --out cards.json

Only what was known at --labels-until is learned: rows whose label had come by then. Rows that nobody labelled count as
honest once a label would have come (--label-delay). The last fifth of the time chooses the number of trees; then all of
it is trained on.
"""

import argparse
import base64
import hashlib
import json
import math
from pathlib import Path

import lightgbm
import pandas

ABOUT = ["eventId", "eventType", "accountId", "time", "label", "labelKnownAt"]
#: Words with more different values than this are names, such as a merchant's: a model would learn them by heart.
MOST_WORDS = 100
PARAMETERS = {
    "objective": "binary",
    "learning_rate": 0.05,
    "num_leaves": 31,
    "max_depth": 6,
    "min_data_in_leaf": 50,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "feature_fraction": 0.8,
    "lambda_l2": 1.0,
    "seed": 1,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}
#: What a tree needs to be evaluated and explained; the rest of the dump is for people.
NEEDED = {
    "split_feature", "threshold", "decision_type", "default_left", "missing_type", "internal_count",
    "left_child", "right_child", "leaf_value", "leaf_count", "leaf_coeff",
}  # fmt: skip


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", help="CSV or CSV.gz")
    parser.add_argument("--name", required=True, help="what policies call the model")
    parser.add_argument("--on", required=True, action="append", help="event type; may be given several times")
    parser.add_argument("--labels-until", required=True, help="instant; labels that came later are not known")
    parser.add_argument("--label-delay", default="7D", help="how long a label takes to come (7D, 12h)")
    parser.add_argument("--out", required=True, help="the model, JSON")
    parser.add_argument("--leave-out", nargs="*", default=[], help="columns that are not to be used")
    parser.add_argument("--trees", type=int, default=400, help="at most so many")
    return parser.parse_args()


def read(path, types):
    table = pandas.read_csv(path, low_memory=False)
    columns = [name for name in table.columns if name not in ABOUT]
    digest = hashlib.sha256(",".join(columns).encode()).digest()
    return table[table["eventType"].isin(types)], columns, digest


def known(table, until, delay):
    """Rows whose truth was known at a moment, and that truth: 1 for fraud."""
    until = pandas.Timestamp(until)
    delayed = pandas.to_datetime(table["time"], utc=True, format="ISO8601") + pandas.Timedelta(delay)
    said = pandas.to_datetime(table["labelKnownAt"], utc=True, format="ISO8601")
    rows = table[said.fillna(delayed) <= until]
    return rows.sort_values("time", kind="stable"), until


def inputs(rows, columns, left_out):
    """The columns that say something, words as categories in a fixed order."""
    frame = rows[[name for name in columns if name not in left_out]].copy()
    for name in list(frame.columns):
        if frame[name].nunique(dropna=True) < 2:
            del frame[name]
        elif not pandas.api.types.is_numeric_dtype(frame[name]):
            words = sorted(frame[name].dropna().astype(str).unique())
            if len(words) > MOST_WORDS:
                del frame[name]
            else:
                frame[name] = pandas.Categorical(frame[name], categories=words)
        else:
            frame[name] = frame[name].astype(float)
    return frame


def train(frame, truth, most_trees):
    cut = int(len(frame) * 0.8)
    early = lightgbm.Dataset(frame.iloc[:cut], truth.iloc[:cut], free_raw_data=False)
    late = lightgbm.Dataset(frame.iloc[cut:], truth.iloc[cut:], reference=early, free_raw_data=False)
    stop = lightgbm.early_stopping(30, verbose=False)
    watch = {**PARAMETERS, "metric": "average_precision"}
    trees = lightgbm.train(watch, early, most_trees, valid_sets=[late], callbacks=[stop]).best_iteration
    return lightgbm.train(PARAMETERS, lightgbm.Dataset(frame, truth), max(trees, 1))


def compact(node):
    if isinstance(node, dict):
        return {name: compact(value) for name, value in node.items() if name in NEEDED}
    return node


def document(booster, frame, truth, given, digest, until):
    dump = booster.dump_model()
    dump["tree_info"] = [{"tree_structure": compact(tree["tree_structure"])} for tree in dump["tree_info"]]
    for name in ("feature_infos", "feature_importances", "pandas_categorical", "monotone_constraints"):
        dump.pop(name, None)
    rate = truth.mean()
    words = {name: list(frame[name].cat.categories) for name in frame if hasattr(frame[name], "cat")}
    return {
        "format": "countersign-model/1",
        "name": given.name,
        "eventTypes": given.on,
        "words": words,
        "baseLogOdds": math.log(rate / (1 - rate)),
        "featuresDigest": base64url(digest),
        "training": {"rows": len(frame), "frauds": int(truth.sum()), "labelsUntil": until.isoformat()},
        "lightgbm": dump,
    }


def base64url(digest):
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def main():
    given = arguments()
    table, columns, digest = read(given.table, given.on)
    rows, until = known(table, given.labels_until, given.label_delay)
    truth = (rows["label"] == "fraud").astype(int)
    if truth.sum() < 50 or truth.sum() == len(truth):
        raise SystemExit(f"{given.table}: {truth.sum()} of {len(truth)} rows are known frauds; at least 50, and not all.")
    frame = inputs(rows, columns, given.leave_out)
    booster = train(frame, truth, given.trees)
    Path(given.out).write_text(json.dumps(document(booster, frame, truth, given, digest, until), allow_nan=False))
    gain = pandas.Series(booster.feature_importance("gain"), index=frame.columns).sort_values(ascending=False)
    print(f"{given.out}: {booster.num_trees()} trees from {len(frame)} rows, {truth.sum()} of them frauds.")
    print("Gain by column:", ", ".join(f"{name} {share:.1%}" for name, share in (gain / gain.sum()).head(12).items()))


if __name__ == "__main__":
    main()
