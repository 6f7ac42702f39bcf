"""beside_peers.py PROGRAM [--json FILE] [--only REGEX]: the estimators' benchmark beside its peers (see `statistics`)."""
import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

# The least ratio of the peer's time to ours, and the one that is aimed at (domain/statistics.md 6).
BARS = {
    "ols/hc2_100000_10": (20, 35),
    "ols/hc2_1000000_30": (12, 22),
    "lin": (20, None),
    "blocked_difference": (20, None),
    "two_stage": (20, None),
    "cluster_errors": (5, None),
    "logit": (10, None),
    "standardised_risk": (10, None),
    "cox": (8, 14),
    "kaplan_meier": (8, 14),
    "log_rank": (8, 14),
    "chained_equations/matching": (25, 40),
    "chained_equations/normal": (60, 140),
    "permutation": (2, 4),
    "group_sequential": (10, None),
    "minimisation": (100, None),
}
# Peers that stop short of the optimum (glm, coxph) or integrate on a grid (rpact) agree to five figures.
ALIKE = 2e-5
UNITS = {"ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1.0}
HERE = os.path.dirname(os.path.abspath(__file__))


def names_of(program, only):
    """The benchmark's lines, in its order."""
    listed = subprocess.run([program, "--benchmark_list_tests"], check=True, capture_output=True, text=True)
    return [name for name in listed.stdout.split() if re.search(only, name)]


def ours(program, name, folder):
    """One line, in a process of its own, in processor time: others on the machine cost neither side."""
    ran = subprocess.run(
        [program, f"--benchmark_filter=^{re.escape(name)}$", "--benchmark_format=json", "--benchmark_min_time=0.5"],
        check=True, capture_output=True, text=True, env={**os.environ, "EVENHAND_BENCHMARK_DATA": folder})
    line = json.loads(ran.stdout)["benchmarks"][0]
    return {"seconds": line["cpu_time"] * UNITS[line["time_unit"]], "runs": line["iterations"],
            "answer": line["answer"], "peak_bytes": line["peak_bytes"]}


def peer(name, folder):
    """The same in R; nothing where R or the package is not installed."""
    if shutil.which("Rscript") is None:
        return None
    ran = subprocess.run(["Rscript", "--vanilla", os.path.join(HERE, "peers.R"), name, folder],
                         check=False, capture_output=True, text=True)
    if ran.returncode != 0:
        print(f"{name}: no peer: {ran.stderr.strip().splitlines()[-1:] or ran.returncode}", file=sys.stderr)
        return None
    return json.loads(ran.stdout.splitlines()[-1])


def judged(name, mine, theirs):
    """One row of the report."""
    least, aim = BARS[name]
    row = {"line": name, "ours": mine, "peer": theirs, "least": least, "aim": aim, "ratio": None, "verdict": "no peer"}
    if theirs is None:
        return row
    row["ratio"] = theirs["seconds"] / mine["seconds"]
    if abs(mine["answer"] - theirs["answer"]) > ALIKE * abs(theirs["answer"]):
        row["verdict"] = f"answers differ: {mine['answer']!r} and {theirs['answer']!r}"
    elif row["ratio"] < least:
        row["verdict"] = "below the least"
    elif aim is not None and row["ratio"] < aim:
        row["verdict"] = "below the aim"
    else:
        row["verdict"] = "met"
    return row


def told(row):
    """The row as a line of a table in Markdown."""
    mine, theirs = row["ours"], row["peer"]
    cells = [row["line"], theirs["peer"] if theirs else "", f"{theirs['seconds'] * 1e3:,.1f} ms" if theirs else "",
             f"{mine['seconds'] * 1e3:,.2f} ms", f"{row['ratio']:,.0f}" if theirs else "",
             f"{row['least']}" + (f" / {row['aim']}" if row["aim"] else ""),
             f"{theirs['peak_bytes'] / 2**20:,.0f} MiB" if theirs else "", f"{mine['peak_bytes'] / 2**20:,.0f} MiB",
             row["verdict"]]
    return "| " + " | ".join(cells) + " |"


def main():
    words = argparse.ArgumentParser()
    words.add_argument("program")
    words.add_argument("--json")
    words.add_argument("--only", default=".")
    asked = words.parse_args()
    print("| line | peer | its time | ours | ratio | least / aim | its memory | ours | |\n|---|---|---|---|---|---|---|---|---|")
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for name in names_of(asked.program, asked.only):
            rows.append(judged(name, ours(asked.program, name, folder), peer(name, folder)))
            print(told(rows[-1]), flush=True)
    if asked.json:
        with open(asked.json, "w", encoding="utf-8") as file:
            json.dump({"lines": rows}, file, indent=1)
    sys.exit(any(row["verdict"].startswith(("below the least", "answers")) for row in rows))


main()
