#!/usr/bin/env python3
"""The stranger's verifier of Evenhand's randomisation: rct/1, written from docs/methods/rct-1.md.

Python's standard library alone, and nothing of the program that it checks.

    verify.py derive  --spec SPEC.json --trial NAME --nonce HEX --contribution PARTY=HEX … [--beacon HEX]
    verify.py receipt RECEIPT.json --root HEX        is this arm what was committed to before recruitment?

Exit code 0: done, and what was checked holds. 1: it does not hold. 2: could not be run; one sentence says why.
"""
import argparse
import hashlib
import hmac
import json
import math
import struct
import sys


class Unusable(Exception):
    """What was given is malformed: a sentence."""


# --- bytes ---

def sha256(data):
    return hashlib.sha256(data).digest()


def mac(key, message):
    return hmac.digest(key, message, "sha256")


def u32be(number):
    return struct.pack(">I", number)


def lp(text):
    data = text.encode()
    return u32be(len(data)) + data


def from_hex(text, what):
    try:
        data = bytes.fromhex(text) if len(text) == 64 and " " not in text else b""
    except (TypeError, ValueError):
        data = b""
    if len(data) != 32:
        raise Unusable(f"{what} is not 64 hexadecimal digits (32 bytes)")
    return data


# --- JSON: I-JSON in, RFC 8785 out ---

def without_doubles(pairs):
    names = [name for name, _ in pairs]
    for name in names:
        if names.count(name) > 1:
            raise Unusable(f'the name "{name}" stands twice in one object')
    return dict(pairs)


def read_json(path):
    def number(text):
        value = float(text)
        if value != int(value):
            raise Unusable(f"{path}: {text} is not a whole number")
        return int(value)

    def no_constant(text):
        raise Unusable(f"{path}: {text} is not JSON")

    try:
        with open(path, encoding="utf-8") as file:
            value = json.load(file, object_pairs_hook=without_doubles, parse_float=number, parse_constant=no_constant)
    except (OSError, ValueError, OverflowError, RecursionError) as error:
        raise Unusable(f"{path} cannot be read as JSON: {error}") from None
    if not isinstance(value, dict):
        raise Unusable(f"{path} is not a JSON object")
    return value


def canonical(value):
    """RFC 8785 of objects, lists, texts and whole numbers up to 2^53, which is all that a spec holds."""
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
        return "{" + ",".join(canonical(name) + ":" + canonical(value[name]) for name in names) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


# --- the spec ---

EXTRA = {"simple/1": set(), "blocks/1": {"block_sizes"}, "bigstick/1": {"mti"}}


def is_whole(value, least, most):
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def is_label(value):
    return isinstance(value, str) and 1 <= len(value.encode()) <= 200 and not any(c < " " or c == "\x7f" for c in value)


def are_all(values, good, most):
    return isinstance(values, list) and 1 <= len(values) <= most and all(map(good, values))


def lowest_terms(ratio):
    divisor = math.gcd(*ratio)
    return [share // divisor for share in ratio]


def faults_of(spec):
    """What is wrong with a spec of the right names, first things first."""
    for name, most in (("arms", 8), ("strata", 10_000)):
        if not are_all(spec[name], is_label, most) or len(set(spec[name])) < len(spec[name]):
            yield f'"{name}" is not a list of 1 to {most} different labels of 1 to 200 bytes without control characters'
    if not are_all(spec["ratio"], lambda share: is_whole(share, 1, 100), 8) or not 2 <= len(spec["ratio"]) == len(spec["arms"]):
        yield "there are 2 to 8 arms, and as many shares of 1 to 100 in the ratio"
    if not is_whole(spec["capacity"], 1, 1_000_000) or spec["capacity"] * len(spec["strata"]) > 10_000_000:
        yield '"capacity" is not a whole number from 1 to 1000000, or has too many strata'
    if "mti" in spec and not is_whole(spec["mti"], 1, 1000):
        yield '"mti" is not a whole number from 1 to 1000'
    if "block_sizes" in spec and not are_all(spec["block_sizes"], lambda size: is_whole(size, 1, 10_000), 100):
        yield '"block_sizes" is not a list of 1 to 100 whole numbers from 1 to 10000'
    if any(size % sum(lowest_terms(spec["ratio"])) for size in spec.get("block_sizes", [])):
        yield "the ratio does not divide every block size"


def check_spec(spec):
    if not isinstance(spec.get("alg"), str) or spec["alg"] not in EXTRA:
        raise Unusable('"alg" is not simple/1, blocks/1 or bigstick/1')
    wanted = {"alg", "arms", "ratio", "strata", "capacity"} | EXTRA[spec["alg"]]
    if set(spec) != wanted:
        raise Unusable("the spec must hold exactly these names: " + ", ".join(sorted(wanted)))
    for fault in faults_of(spec):
        raise Unusable(fault)


# --- keys and draws ---

def commitment(trial, party, contribution):
    return sha256(b"rct-commit/1\n" + lp(trial) + lp(party) + contribution)


def spec_hash(nonce, spec):
    return sha256(b"rct-spec/1\n" + nonce + canonical(spec).encode())


def epoch_keys(contributions, beacon, h_spec):
    """K_perm and K_salt. `contributions` is a dict from party to 32 bytes."""
    joined = b"".join(contributions[party] for party in sorted(contributions, key=str.encode))
    master = mac(mac(beacon, joined), b"rct-master/1" + h_spec + b"\x01")
    return mac(master, b"perm/1"), mac(master, b"salt/1")


def chacha20_block(key, counter):
    """One block of RFC 8439 with a zero nonce, as sixteen words."""
    start = [0x61707865, 0x3320646E, 0x79622D32, 0x6B206574, *struct.unpack("<8I", key), counter, 0, 0, 0]
    x = list(start)
    columns = ((0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15))
    diagonals = ((0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14))
    for a, b, c, d in (columns + diagonals) * 10:
        for into, by, turned, bits in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
            x[into] = x[into] + x[by] & 0xFFFFFFFF
            mixed = x[turned] ^ x[into]
            x[turned] = (mixed << bits | mixed >> 32 - bits) & 0xFFFFFFFF
    return [(one + other) & 0xFFFFFFFF for one, other in zip(x, start)]


def block_words(k_perm, stratum, block):
    key = mac(k_perm, b"blk" + u32be(stratum) + u32be(block))
    counter = 0
    while True:
        yield from chacha20_block(key, counter)
        counter += 1


def mac_words(key, message):
    yield from struct.unpack("<8I", mac(key, message))
    counter = 1
    while True:
        yield from struct.unpack("<8I", mac(key, message + u32be(counter)))
        counter += 1


def uniform(words, n):
    usable = 2**32 - 2**32 % n
    word = next(words)
    while word >= usable:
        word = next(words)
    return word % n


# --- sequences ---

def blocks_of(spec, k_perm, stratum):
    """Sizes of the blocks, and the arms."""
    ratio, sizes, arms = lowest_terms(spec["ratio"]), [], []
    while len(arms) < spec["capacity"]:
        words = block_words(k_perm, stratum, len(sizes))
        size = spec["block_sizes"][uniform(words, len(spec["block_sizes"]))]
        block = [arm for arm, share in enumerate(ratio) for _ in range(share * size // sum(ratio))]
        for i in range(size - 1, 0, -1):
            j = uniform(words, i + 1)
            block[i], block[j] = block[j], block[i]
        sizes.append(size)
        arms += block
    return sizes, arms[: spec["capacity"]]


def is_open(arm, counts, ratio, limit):
    ahead = ((counts[arm] + 1) * ratio[c] - counts[c] * ratio[arm] for c in range(len(ratio)) if c != arm)
    bounds = (limit * ratio[arm] * ratio[c] for c in range(len(ratio)) if c != arm)
    return all(lead <= bound for lead, bound in zip(ahead, bounds))


def coins_of(spec, k_perm, stratum):
    ratio, limit, arms = lowest_terms(spec["ratio"]), spec.get("mti"), []
    counts = [0] * len(ratio)
    for position in range(spec["capacity"]):
        open_arms = [arm for arm in range(len(ratio)) if limit is None or is_open(arm, counts, ratio, limit)]
        words = mac_words(k_perm, b"coin" + u32be(stratum) + u32be(position))
        left = uniform(words, sum(ratio[arm] for arm in open_arms))
        for arm in open_arms:
            if left < ratio[arm]:
                break
            left -= ratio[arm]
        arms.append(arm)
        counts[arm] += 1
    return [], arms


# --- leaves, trees, receipts ---

def leaf_hash(trial, stratum, position, arm, salt):
    entry = b"rct-slot/1\n" + lp(trial) + u32be(stratum) + u32be(position) + bytes([arm]) + salt
    return sha256(b"\x00" + entry)


def root_of(hashes):
    if len(hashes) == 1:
        return hashes[0]
    split = 1 << (len(hashes) - 1).bit_length() - 1
    return sha256(b"\x01" + root_of(hashes[:split]) + root_of(hashes[split:]))


def root_by_path(leaf, position, size, path):
    """The root to which a path leads, or nothing where it is too long or too short."""
    if size <= 1:
        return leaf if position == 0 and size == 1 and not path else None
    split = 1 << (size - 1).bit_length() - 1
    if not path:
        return None
    if position < split:
        below = root_by_path(leaf, position, split, path[:-1])
        return below and sha256(b"\x01" + below + path[-1])
    below = root_by_path(leaf, position - split, size - split, path[:-1])
    return below and sha256(b"\x01" + path[-1] + below)


def derive(spec, trial, nonce, contributions, beacon):
    check_spec(spec)
    h_spec = spec_hash(nonce, spec)
    k_perm, k_salt = epoch_keys(contributions, beacon, h_spec)
    strata = []
    for stratum in range(len(spec["strata"])):
        sizes, arms = (blocks_of if spec["alg"] == "blocks/1" else coins_of)(spec, k_perm, stratum)
        leaves = []
        for position, arm in enumerate(arms):
            leaves.append(leaf_hash(trial, stratum, position, arm, mac(k_salt, u32be(stratum) + u32be(position))))
        text = "".join(map(str, arms))
        strata.append({"arms": text, "blocks": sizes, "leaf0": leaves[0].hex(), "root": root_of(leaves).hex()})
    commitments = {party: commitment(trial, party, contributions[party]).hex() for party in sorted(contributions)}
    return {"commitments": commitments, "h_spec": h_spec.hex(), "strata": strata}


def check_receipt(receipt, published):
    names = {"rct", "trial", "stratum", "position", "arm", "salt", "capacity", "root", "path"}
    if set(receipt) != names or receipt["rct"] != 1:
        raise Unusable("a receipt holds exactly these names, with rct 1: " + ", ".join(sorted(names)))
    for name, most in (("stratum", 2**32 - 1), ("position", 2**32 - 1), ("capacity", 2**32 - 1), ("arm", 7)):
        if not is_whole(receipt[name], 0, most):
            raise Unusable(f'"{name}" is not a whole number from 0 to {most}')
    if not isinstance(receipt["trial"], str) or not isinstance(receipt["path"], list) or len(receipt["path"]) > 32:
        raise Unusable('"trial" is not a text, or "path" not a list of up to 32 hashes')
    path = [from_hex(one, "a hash of the path") for one in receipt["path"]]
    salt = from_hex(receipt["salt"], "the salt")
    leaf = leaf_hash(receipt["trial"], receipt["stratum"], receipt["position"], receipt["arm"], salt)
    if from_hex(receipt["root"], "the root") != published:
        return "the receipt claims another root than the one published"
    if root_by_path(leaf, receipt["position"], receipt["capacity"], path) != published:
        return "the arm, its place or its salt is not what was committed to"
    return None


# --- the command line ---

def run_derive(given):
    contributions = {}
    for one in given.contribution:
        party, equals, digits = one.rpartition("=")
        if not equals or not party:
            raise Unusable("--contribution is given as PARTY=HEX")
        if party in contributions:
            raise Unusable(f"{party} contributes twice")
        contributions[party] = from_hex(digits, f"the contribution of {party}")
    beacon = bytes(32) if given.beacon is None else from_hex(given.beacon, "--beacon")
    nonce = from_hex(given.nonce, "--nonce")
    print(json.dumps(derive(read_json(given.spec), given.trial, nonce, contributions, beacon), ensure_ascii=False))
    return 0


def run_receipt(given):
    fault = check_receipt(read_json(given.file), from_hex(given.root, "--root"))
    print(f"NOT what was committed to: {fault}." if fault else "This arm is what was committed to before recruitment.")
    return 1 if fault else 0


def main():
    parser = argparse.ArgumentParser(description="Checks a randomisation by rct/1.")
    verbs = parser.add_subparsers(required=True)
    verb = verbs.add_parser("derive", help="derive the whole sequence and its roots")
    for name in ("spec", "trial", "nonce"):
        verb.add_argument("--" + name, required=True)
    verb.add_argument("--contribution", required=True, action="append", metavar="PARTY=HEX")
    verb.add_argument("--beacon")
    verb.set_defaults(run=run_derive)
    verb = verbs.add_parser("receipt", help="check one receipt against a published root")
    verb.add_argument("file")
    verb.add_argument("--root", required=True)
    verb.set_defaults(run=run_receipt)
    given = parser.parse_args()
    try:
        return given.run(given)
    except Unusable as fault:
        print(f"verify.py: {fault}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
