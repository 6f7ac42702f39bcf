"""The part of the stranger's verifier that decides a minimised trial again, written from docs/methods/rct-1.md.

Run by `verify.py bundle REPLAY`; Python's standard library alone, and nothing of the program that it checks.
"""
import itertools
import json
import math

from verify import (Unusable, are_all, commitment, drawn_among, epoch_keys, from_hex, is_label, is_whole, lowest_terms,
                    mac_words, sha256, u32be, without_doubles)


def check_spec(spec):
    def is_factor(factor):
        names = {"name", "levels", "weight"} & set(factor)
        levels = factor["levels"]
        return (names == set(factor) and is_label(factor["name"]) and are_all(levels, is_label, 65535)
                and 2 <= len(levels) == len(set(levels)) and 0 < factor.get("weight", 1) <= 1e6)

    good = (sorted(spec) == ["alg", "arms", "factors", "measure", "p", "ratio"] and spec["alg"] == "minimise/1"
            and are_all(spec["arms"], is_label, 8) and are_all(spec["ratio"], lambda n: is_whole(n, 1, 100), 8)
            and 2 <= len(spec["ratio"]) == len(set(spec["arms"])) == len(spec["arms"])
            and are_all(spec["factors"], is_factor, 1000) and spec["measure"] in ("range", "variance", "sd") and 0 < spec["p"] <= 1)
    if not good:
        raise Unusable("the spec is not that of a minimisation, as docs/methods/rct-1.md demands")


def imbalance(people, measure):
    if measure == "range":
        return max(people) - min(people)
    mean = sum(people) / len(people)
    variance = sum((one - mean) ** 2 for one in people) / (len(people) - 1)
    return variance if measure == "variance" else math.sqrt(variance)


def decisions(spec, k_perm, newcomers):
    """Of each newcomer, after those before them as they were given: the arms preferred, and the one that the keyed draw gives."""
    ratio = lowest_terms(spec["ratio"])
    tally = [[[0] * len(ratio) for _ in factor["levels"]] for factor in spec["factors"]]
    for i, newcomer in enumerate(newcomers):
        rows = [levels[level] for levels, level in zip(tally, newcomer["levels"])]
        scores = [0.0] * len(ratio)
        for arm, (factor, row) in itertools.product(range(len(ratio)), zip(spec["factors"], rows)):
            with_them = [(people + (other == arm)) / ratio[other] for other, people in enumerate(row)]
            scores[arm] += factor.get("weight", 1) * imbalance(with_them, spec["measure"])
        least = min(scores)
        preferred = [arm for arm, score in enumerate(scores) if score <= least + 1e-9 * max(1, least)]
        others = [arm for arm in range(len(ratio)) if arm not in preferred]
        low, high = itertools.islice(mac_words(k_perm, b"min-element" + u32be(i)), 2)
        element = ((high << 32 | low) >> 11) * 2.0**-53
        among = preferred if not others or element < spec["p"] else others
        yield preferred, drawn_among(mac_words(k_perm, b"min-tie" + u32be(i)), among, ratio)
        for row in rows:
            row[newcomer["arm"]] += 1


def check_newcomers(newcomers, spec):
    for i, one in enumerate(newcomers, 1):
        fits = set(one) == {"levels", "arm"} and len(one["levels"]) == len(spec["factors"])
        fits = fits and is_whole(one["arm"], 0, len(spec["arms"]) - 1)
        if not fits or not all(is_whole(level, 0, len(f["levels"]) - 1) for level, f in zip(one["levels"], spec["factors"])):
            raise Unusable(f"newcomer {i} has an arm or a level that the spec does not have")


def replay(file, spec, k_perm, faults):
    """The share of right bets of somebody who bets on the arms preferred, by their shares."""
    ratio, right = lowest_terms(spec["ratio"]), 0.0
    for i, (one, (preferred, drawn)) in enumerate(zip(file["newcomers"], decisions(spec, k_perm, file["newcomers"])), 1):
        if one["arm"] != drawn:
            faults.append(f"newcomer {i} was given arm {one['arm']}, and the keyed draw gives arm {drawn} after those before")
        right += ratio[one["arm"]] / sum(ratio[arm] for arm in preferred) if one["arm"] in preferred else 0
    return right / max(len(file["newcomers"]), 1)


def check_replay(file, faults):
    try:
        if set(file) != {"rct", "trial", "parties", "nonce", "beacon", "spec_hash", "spec", "newcomers"} or file["rct"] != 1:
            raise Unusable("a replay does not hold exactly the names of docs/methods/rct-1.md, with rct 1")
        spec = json.loads(file["spec"], object_pairs_hook=without_doubles)
        check_spec(spec)
        check_newcomers(file["newcomers"], spec)
        given = {party["party"]: from_hex(party["contribution"], "a contribution") for party in file["parties"]}
        for party in file["parties"]:
            if commitment(file["trial"], party["party"], given[party["party"]]).hex() != party["commitment"]:
                faults.append(f"the contribution of {party['party']} does not open its commitment")
        faults += [] if 0 < len(given) == len(file["parties"]) else ["nobody contributed, or somebody twice"]
        frozen = sha256(b"rct-spec/1\n" + from_hex(file["nonce"], "the nonce") + file["spec"].encode())
        faults += [] if frozen.hex() == file["spec_hash"] else ["the spec is not the one that was frozen"]
        k_perm, _ = epoch_keys(given, from_hex(file["beacon"], "the beacon"), frozen)
        guessed = replay(file, spec, k_perm, faults)
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        raise Unusable(f"a part of the replay does not hold what it must: {error!r}") from None
    arms = [one["arm"] for one in file["newcomers"]]
    return {"holds": not faults, "trial": file["trial"], "people": len(arms), "guessed": guessed,
            "given": {label: arms.count(arm) for arm, label in enumerate(spec["arms"])}}
