#!/usr/bin/env python3
"""The stranger's verifier of Evenhand's randomisation, written from docs/methods/rct-1.md and rct-bundle-1.md.

Python's standard library alone, and nothing of the program that it checks.

    verify.py derive  --spec SPEC.json --trial NAME --nonce HEX --contribution PARTY=HEX … [--beacon HEX]
    verify.py receipt RECEIPT.json --root HEX        is this arm what was committed to before recruitment?
    verify.py bundle  BUNDLE [--key KEY]             derives a whole trial again, used positions and unused
    verify.py bundle  REPLAY                         decides a minimised trial again (minimisation.py beside this)

Exit code 0: done, and what was checked holds. 1: it does not hold. 2: could not be run; one sentence says why.
"""
import argparse
import base64
import hashlib
import hmac
import itertools
import json
import math
import pathlib
import re
import struct
import sys

class Unusable(Exception):
    """What was given is malformed: a sentence."""
def sha256(data):
    return hashlib.sha256(data).digest()
def mac(key, message):
    return hmac.digest(key, message, "sha256")
def u32be(number):
    return struct.pack(">I", number)
def lp(text):
    return u32be(len(text.encode())) + text.encode()
def from_hex(text, what):
    if not isinstance(text, str) or not re.fullmatch("[0-9a-fA-F]{64}", text):
        raise Unusable(f"{what} is not 64 hexadecimal digits (32 bytes)")
    return bytes.fromhex(text)
def from_base64(text, what):
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        data = b""
    if not data or base64.b64encode(data).decode() != text:
        raise Unusable(f"{what} is not base64")
    return data
def read_file(path):
    try:
        return pathlib.Path(path).read_bytes()
    except OSError as error:
        raise Unusable(f"{path} cannot be read: {error}") from None

def whole(digits):
    if float(digits) != int(float(digits)):
        raise ValueError(f"{digits} is not a whole number")
    return int(float(digits))
def without_doubles(pairs):
    if len(dict(pairs)) < len(pairs):
        raise ValueError("a name stands twice in one object")
    return dict(pairs)
def parse_object(text, what):
    try:
        return json.loads(text, object_pairs_hook=without_doubles, parse_float=whole, parse_constant=whole) | {}
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        raise Unusable(f"{what} cannot be read as a JSON object: {error}") from None
def canonical(value):
    """RFC 8785 of objects, lists, texts and whole numbers up to 2^53, which is all that is hashed here."""
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
        return "{" + ",".join(canonical(name) + ":" + canonical(value[name]) for name in names) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    return json.dumps(value, ensure_ascii=False)

def is_whole(value, least, most):
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
def is_label(value):
    return isinstance(value, str) and 1 <= len(value.encode()) <= 200 and not any(c < " " or c == "\x7f" for c in value)
def are_all(values, good, most):
    return isinstance(values, list) and 1 <= len(values) <= most and all(map(good, values))
def lowest_terms(ratio):
    return [share // math.gcd(*ratio) for share in ratio]
def check_spec(spec):
    extra = {"simple/1": [], "blocks/1": ["block_sizes"], "bigstick/1": ["mti"]}.get(str(spec.get("alg")))
    wanted = ["alg", "arms", "capacity", "ratio", "strata", *(extra or [])]
    good = extra is not None and sorted(spec) == sorted(wanted) and all(are_all(spec[n], is_label, 10_000) for n in ("arms", "strata"))
    good = good and all(len(set(spec[n])) == len(spec[n]) for n in ("arms", "strata")) and is_whole(spec["capacity"], 1, 1_000_000)
    good = good and are_all(spec["ratio"], lambda n: is_whole(n, 1, 100), 8) and 2 <= len(spec["ratio"]) == len(spec["arms"])
    good = good and is_whole(spec.get("mti", 1), 1, 1000) and spec["capacity"] * len(spec["strata"]) <= 10_000_000
    good = good and are_all(spec.get("block_sizes", [1]), lambda n: is_whole(n, 1, 10_000), 100)
    if not good or any(size % sum(lowest_terms(spec["ratio"])) for size in spec.get("block_sizes", [])):
        raise Unusable("the spec is not as docs/methods/rct-1.md demands; it has the names " + ", ".join(wanted))

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
    for counter in itertools.count():
        yield from chacha20_block(mac(k_perm, b"blk" + u32be(stratum) + u32be(block)), counter)
def mac_words(key, message):
    for counter in itertools.count():
        yield from struct.unpack("<8I", mac(key, message + (u32be(counter) if counter else b"")))

def uniform(words, n):
    return next(word % n for word in words if word < 2**32 - 2**32 % n)
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
    others = [c for c in range(len(ratio)) if c != arm]
    return all((counts[arm] + 1) * ratio[c] - counts[c] * ratio[arm] <= limit * ratio[arm] * ratio[c] for c in others)

def drawn_among(words, among, ratio):
    left = uniform(words, sum(ratio[arm] for arm in among))
    return next(arm for arm, upto in zip(among, itertools.accumulate(ratio[arm] for arm in among)) if left < upto)
def coins_of(spec, k_perm, stratum):
    ratio, limit, arms, counts = lowest_terms(spec["ratio"]), spec.get("mti"), [], [0] * len(spec["ratio"])
    for position in range(spec["capacity"]):
        open_arms = [arm for arm in range(len(ratio)) if limit is None or is_open(arm, counts, ratio, limit)]
        arms.append(drawn_among(mac_words(k_perm, b"coin" + u32be(stratum) + u32be(position)), open_arms, ratio))
        counts[arms[-1]] += 1
    return [], arms
def sequence_of(spec, keys, trial, stratum):
    """Sizes of the blocks, arms, salts and hashes of the leaves of one stratum."""
    sizes, arms = (blocks_of if spec["alg"] == "blocks/1" else coins_of)(spec, keys[0], stratum)
    salts = [mac(keys[1], u32be(stratum) + u32be(position)) for position in range(len(arms))]
    return sizes, arms, salts, [leaf_hash(trial, stratum, i, arm, salt) for i, (arm, salt) in enumerate(zip(arms, salts))]
def leaf_hash(trial, stratum, position, arm, salt):
    return sha256(b"\x00rct-slot/1\n" + lp(trial) + u32be(stratum) + u32be(position) + bytes([arm]) + salt)

def root_of(hashes):
    if len(hashes) <= 1:
        return hashes[0] if hashes else sha256(b"")
    split = 1 << (len(hashes) - 1).bit_length() - 1
    return sha256(b"\x01" + root_of(hashes[:split]) + root_of(hashes[split:]))
def root_by_path(leaf, position, size, path):
    """The root to which a path leads, or nothing where it is too long or too short."""
    if size <= 1 or not path:
        return leaf if position == 0 and size == 1 and not path else None
    split = 1 << (size - 1).bit_length() - 1
    left = position < split
    below = root_by_path(leaf, position - (0 if left else split), split if left else size - split, path[:-1])
    return below and sha256(b"\x01" + (below + path[-1] if left else path[-1] + below))

def derive(spec, trial, nonce, contributions, beacon):
    check_spec(spec)
    h_spec = spec_hash(nonce, spec)
    keys, strata = epoch_keys(contributions, beacon, h_spec), []
    for stratum in range(len(spec["strata"])):
        sizes, arms, _, leaves = sequence_of(spec, keys, trial, stratum)
        strata.append({"arms": "".join(map(str, arms)), "blocks": sizes, "leaf0": leaves[0].hex(), "root": root_of(leaves).hex()})
    commitments = {party: commitment(trial, party, contributions[party]).hex() for party in sorted(contributions)}
    return {"commitments": commitments, "h_spec": h_spec.hex(), "strata": strata}

def check_receipt(receipt, published):
    numbers = {"stratum": 2**32 - 1, "position": 2**32 - 1, "capacity": 2**32 - 1, "arm": 7}
    if set(receipt) != {"rct", "trial", "salt", "root", "path", *numbers} or receipt["rct"] != 1 or not isinstance(receipt["trial"], str):
        raise Unusable("a receipt does not hold exactly the names of docs/methods/rct-1.md, with rct 1")
    if not all(is_whole(receipt[name], 0, most) for name, most in numbers.items()) or not isinstance(receipt["path"], list):
        raise Unusable("a number of the receipt is not a whole one in its range, or its path is no list")
    path, salt = [from_hex(one, "a hash of the path") for one in receipt["path"]], from_hex(receipt["salt"], "the salt")
    leaf = leaf_hash(receipt["trial"], receipt["stratum"], receipt["position"], receipt["arm"], salt)
    if from_hex(receipt["root"], "the root") != published:
        return "the receipt claims another root than the one published"
    same = len(path) <= 32 and root_by_path(leaf, receipt["position"], receipt["capacity"], path) == published
    return None if same else "the arm, its place or its salt is not what was committed to"

P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P

def add_points(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]), (p[1] + p[0]) * (q[1] + q[0])
    c, d = 2 * p[3] * q[3] * D, 2 * p[2] * q[2]
    return (b - a) * (d - c) % P, (d + c) * (b + a) % P, (d - c) * (d + c) % P, (b - a) * (b + a) % P
def times(number, point):
    half = times(number // 2, point) if number else (0, 1, 1, 0)
    return add_points(add_points(half, half), point) if number % 2 else add_points(half, half)
def point_from(data):
    y, sign = int.from_bytes(data, "little") & 2**255 - 1, data[31] >> 7
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if (x * x - square) % P == 0 else x * pow(2, (P - 1) // 4, P) % P
    x = x if x & 1 == sign else P - x
    return None if y >= P or x == P or (x * x - square) % P else (x, y, 1, x * y % P)

def is_signed(key, message, signature):
    a, r, s = point_from(key), point_from(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L or times(8, a)[0] == 0:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    one, other = times(s, point_from(b"\x58" + b"\x66" * 31)), add_points(r, times(k, a))
    return all((one[i] * other[2] - other[i] * one[2]) % P == 0 for i in (0, 1))
def text_if_signed(note, key):
    """The text of a note with one signature, which is by this key ("NAME+ID+BASE64"); else nothing."""
    name, digits, public = key.split("+", 2)
    text, _, line = note.rpartition("\n\n")
    data, public = from_base64(line[len(name) + 3:-1], "a signature"), from_base64(public, "the key")
    if (line[:len(name) + 3], line[-1:], data[:4].hex()) != (f"\u2014 {name} ", "\n", digits):
        return None
    known = public[0] == 1 and sha256(name.encode() + b"\n" + public)[:4].hex() == digits
    return text + "\n" if known and is_signed(public[1:], text.encode() + b"\n", data[4:]) else None

def take_apart(data, faults):
    """The trial, the key and the parts of a bundle. What does not fit its manifest goes to `faults`."""
    manifest, _, rest = data.partition(b"\n\n")
    signature, _, rest = rest.partition(b"\n")
    lines, parts = manifest.decode(errors="replace").split("\n"), {}
    names = ["ceremony.json", "openings.json", "checkpoints.json", "log.txt", "rows.json"][: 5 if lines[1:2] == ["full"] else 3]
    if lines[0] != "evenhand-randomisation-bundle/1" or lines[1:2] not in (["full"], ["public"]):
        raise Unusable("it does not begin with the manifest of a bundle")
    if [line.split(" ")[0] for line in lines[4:]] != names or lines[3].count("+") < 2:
        raise Unusable("its manifest does not list a key and the parts in their order")
    try:
        signed = text_if_signed((manifest + b"\n\n" + signature + b"\n").decode(), lines[3])
    except (Unusable, ValueError):
        signed = None
    faults += [] if signed else ["the signature under the manifest does not hold"]
    for line in lines[4:]:
        name, size, digest = (line.split(" ") + ["", ""])[:3]
        heading = f"\n--- {name}\n".encode()
        end = len(heading) + (int(size) if size.isdecimal() else len(rest))
        if not rest.startswith(heading) or len(rest) < end:
            raise Unusable(f"it is cut short, or its parts are out of order, at {name}")
        parts[name], rest = rest[len(heading):end], rest[end:]
        faults += [] if sha256(parts[name]).hex() == digest else [f"{name}: its bytes are not those for which the manifest was signed"]
    if rest:
        raise Unusable("it goes on after its end")
    return lines[2], lines[3], parts

def check_ceremony(one, before, first, trial, faults):
    number, one["given"] = one["number"], {party["party"]: from_hex(party["contribution"], "a contribution") for party in one["parties"]}
    for party, given in one["given"].items():
        if commitment(f"{trial}/ceremony-{number}", party, given).hex() not in [p["commitment"] for p in one["parties"] if p["party"] == party]:
            faults.append(f"ceremony {number}: the contribution of {party} does not open its commitment")
    one["read"] = parse_object(one["spec"], f"the spec of ceremony {number}")
    check_spec(one["read"])
    if spec_hash(from_hex(one["nonce"], "a nonce"), one["read"]).hex() != one["spec_hash"] or canonical(one["read"]) != one["spec"]:
        faults.append(f"ceremony {number}: the spec is not the one that was frozen")
    whole = number > before and 0 < len(one["given"]) == len(one["parties"])
    if not whole or any(one["read"][name] != first["read"][name] for name in ("arms", "strata")):
        faults.append(f"ceremony {number}: out of order, or its parties, arms or strata are not whole")

def check_epoch(epoch, opening, one, trial, faults):
    stratum, number, name = epoch["stratum"], epoch["number"], f"stratum {epoch['stratum']}, epoch {epoch['number']}"
    given = {party: mac(bytes_, b"rct-epoch/1" + u32be(number)) for party, bytes_ in one["given"].items()}
    keys = epoch_keys(given, from_hex(one["beacon"], "a beacon"), from_hex(one["spec_hash"], "a hash"))
    _, arms, salts, leaves = sequence_of(one["read"], keys, f"{trial}/epoch-{number}", stratum)
    if root_of(leaves).hex() != epoch["root"]:
        faults.append(f"{name}: the root that was published is not that of the derived sequence")
    if (opening["stratum"], opening["number"]) != (stratum, number) or not len(opening["arms"]) == len(opening["salts"]) <= len(arms):
        raise Unusable(f"openings.json: {name} has openings that are not its own, or too many")
    for i, (arm, salt) in enumerate(zip(opening["arms"], opening["salts"])):
        if (arm, salt) != (str(arms[i]), salts[i].hex()):
            faults.append(f"{name}: position {epoch['first'] + i} was given another arm or salt than the sequence holds")

def check_run(stratum, run, faults):
    """Positions count on from epoch to epoch, and none was given that a later epoch had taken over."""
    given = 0
    for i, (epoch, arms) in enumerate(run):
        fits = epoch["number"] == i + 1 and (i > 0 or epoch["first"] == 1) and epoch["ceremony"] >= run[max(i - 1, 0)][0]["ceremony"]
        taken_over = any(later["first"] < epoch["first"] + len(arms) for later, _ in run[i + 1:])
        if not fits or (arms and (epoch["first"] != given + 1 or taken_over)):
            faults.append(f"stratum {stratum}, epoch {i + 1}: its positions do not follow on those before it")
        given = epoch["first"] - 1 + len(arms) if arms else given
    faults += [] if run else [f"stratum {stratum}: no root was published"]

def check_heads(notes, key, leaves, faults):
    """The signed heads of the log, and in a full bundle the chain and the tree of its leaves (docs/methods/audit.md)."""
    hashes = [sha256(b"\x00" + leaf) for leaf in leaves or []]
    chain = zip(leaves or [], [bytes(32), *hashes])
    faults += [f"log.txt: leaf {i} does not follow on the one before it" for i, (leaf, before) in enumerate(chain) if leaf[-32:] != before]
    last = -1
    for number, note in enumerate(notes, 1):
        lines = (text_if_signed(note, key) or "").split("\n")
        if len(lines) != 4 or lines[0] != key.split("+")[0] or int(lines[1]) <= last:
            faults.append(f"checkpoints.json: checkpoint {number} is not a later head that the log signed")
            continue
        last = int(lines[1])
        if leaves is not None and (last > len(hashes) or root_of(hashes[:last]) != from_base64(lines[2], "a root")):
            faults.append(f"log.txt: its first {last} leaves are not those that were signed")
    faults += [] if notes and (leaves is None or last == len(hashes)) else ["checkpoints.json: no head covers all"]

def figures(spec, runs):
    """What it looks like from outside; docs/methods/rct-bundle-1.md says what each figure is."""
    ratio, given, lead, stretches, expected, guessed = lowest_terms(spec["ratio"]), [0] * len(spec["arms"]), 0, 0, 0.0, 0.0
    for run in runs:
        arms, counts = [int(arm) for _, text in run for arm in text], [0] * len(ratio)
        for i, arm in enumerate(arms):
            scaled = [count / share for count, share in zip(counts, ratio)]
            lagging = [c for c in range(len(ratio)) if scaled[c] == min(scaled)]
            guessed += ratio[arm] / sum(ratio[c] for c in lagging) if arm in lagging else 0
            stretches += i == 0 or arm != arms[i - 1]
            counts[arm] += 1
            scaled[arm] = counts[arm] / ratio[arm]
            lead = max(lead, max(scaled) - min(scaled))
        expected += 1 + len(arms) - sum(count * count for count in counts) / len(arms) if arms else 0
        given = [one + more for one, more in zip(given, counts)]
    return {"people": sum(given), "given": dict(zip(spec["arms"], given)), "largest_lead": lead, "runs": stretches,
            "expected_runs": expected, "guessed": guessed / max(sum(given), 1)}

def check_bundle(data, key, faults):
    trial, signer, parts = take_apart(data, faults)
    faults += [] if key in (None, signer) else ["it is signed by another key than the one given with --key"]
    read = {name: parse_object(part, name) for name, part in parts.items() if name.endswith(".json")}
    try:
        ceremonies, epochs = (read["ceremony.json"][name] for name in ("ceremonies", "epochs"))
        for one, before in zip(ceremonies, [{"number": 0}, *ceremonies]):
            check_ceremony(one, before["number"], ceremonies[0], trial, faults)
        by_number, spec, runs = {one["number"]: one for one in ceremonies}, ceremonies[0]["read"], [[] for _ in ceremonies[0]["read"]["strata"]]
        for epoch, opening in zip(epochs, read["openings.json"]["openings"], strict=True):
            check_epoch(epoch, opening, by_number[epoch["ceremony"]], trial, faults)
            runs[epoch["stratum"]].append((epoch, opening["arms"]))
        for stratum, run in enumerate(runs):
            check_run(stratum, run, faults)
        leaves = [from_base64(line.decode(), "a line of log.txt") for line in parts["log.txt"].splitlines()] if "log.txt" in parts else None
        check_heads(read["checkpoints.json"]["checkpoints"], signer, leaves, faults)
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, struct.error) as error:
        raise Unusable("; ".join(faults) or f"a part does not hold what it must: {error!r}") from None
    found, places = figures(spec, runs), sum(by_number[epoch["ceremony"]]["read"]["capacity"] for epoch in epochs)
    return {"holds": not faults, "trial": trial, "signed_by": signer, "unused_positions": places - found["people"], **found}

def check_replay(data, faults):
    sys.modules.setdefault("verify", sys.modules[__name__])
    import minimisation
    return minimisation.check_replay(parse_object(data, "the replay"), faults)
def run_bundle(given):
    data, faults = read_file(given.file), []
    try:
        said = check_replay(data, faults) if data.lstrip()[:1] == b"{" else check_bundle(data, given.key, faults)
    except Unusable as fault:
        raise Unusable("; ".join([*faults, str(fault)])) from None
    print(json.dumps({"holds": False, "faults": faults} if faults else said, ensure_ascii=False))
    return 1 if faults else 0
def run_derive(given):
    contributions = {}
    for one in given.contribution:
        party, _, digits = one.rpartition("=")
        if not party or party in contributions:
            raise Unusable("--contribution is given as PARTY=HEX, once for each party")
        contributions[party] = from_hex(digits, f"the contribution of {party}")
    beacon, nonce = from_hex(given.beacon or "00" * 32, "--beacon"), from_hex(given.nonce, "--nonce")
    spec = parse_object(read_file(given.spec), given.spec)
    print(json.dumps(derive(spec, given.trial, nonce, contributions, beacon), ensure_ascii=False))
    return 0
def run_receipt(given):
    fault = check_receipt(parse_object(read_file(given.file), given.file), from_hex(given.root, "--root"))
    print(f"NOT what was committed to: {fault}." if fault else "This arm is what was committed to before recruitment.")
    return 1 if fault else 0

def main():
    parser = argparse.ArgumentParser(description="Checks a randomisation by rct/1.")
    verbs = parser.add_subparsers(required=True)
    verb = verbs.add_parser("derive", help="derive the whole sequence and its roots")
    [verb.add_argument("--" + name, required=True) for name in ("spec", "trial", "nonce")]
    verb.add_argument("--contribution", required=True, action="append", metavar="PARTY=HEX")
    verb.add_argument("--beacon")
    verb.set_defaults(run=run_derive)
    for name, option, needed, run in (("receipt", "--root", True, run_receipt), ("bundle", "--key", False, run_bundle)):
        verb = verbs.add_parser(name, help=f"check a {name}")
        verb.add_argument("file")
        verb.add_argument(option, required=needed)
        verb.set_defaults(run=run)
    given = parser.parse_args()
    try:
        return given.run(given)
    except Unusable as fault:
        print(f"verify.py: {fault}", file=sys.stderr)
        return 2

if __name__ == "__main__":
    sys.exit(main())
