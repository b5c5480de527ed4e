#!/usr/bin/env python3
"""Reads a Coterie journal with Python's standard library alone, as docs/journal-format.md describes it: checks each block, the
hash tree and that every transfer sums to zero, and prints what each account's wallets and books sum to.

    python3 tools/read_journal.py JOURNAL.db         exit status 0: all is well, 3: it is not
"""
import hashlib, sqlite3, struct, sys, zlib

KINDS = ["coalition", "member", "partner", "employee", "household"]


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def cbor(data, at):
    """The value that begins at a place, and where it ends (RFC 8949; no tags and no floats are used)."""
    major, info = data[at] >> 5, data[at] & 31
    at += 1
    if major == 7:
        return {20: False, 21: True, 22: None}[info], at
    if info >= 24:
        size = 1 << (info - 24)
        info, at = int.from_bytes(data[at : at + size], "big"), at + size
    if major < 2:
        return (info if major == 0 else -1 - info), at
    if major < 4:
        raw = bytes(data[at : at + info])
        return (raw if major == 2 else raw.decode()), at + info
    assert major == 4, f"major type {major}"
    items = []
    for _ in range(info):
        item, at = cbor(data, at)
        items.append(item)
    return items, at


def entries(body):
    at = 0
    while at < len(body):
        (length,) = struct.unpack_from("<I", body, at)
        yield body[at + 4 : at + 4 + length]
        at += 4 + length


def append(peaks, size, entry):
    node = sha(b"\x00", entry)
    while size & 1:
        node = sha(b"\x01", peaks.pop(), node)
        size >>= 1
    peaks.append(node)


def root(peaks):
    node = peaks[-1] if peaks else sha()
    for left in reversed(peaks[:-1]):
        node = sha(b"\x01", left, node)
    return node


def post(entry, position, totals, counts):
    assert entry[0] == 1, f"entry {position}: encoding {entry[0]}"
    (clock, version, by, origin, decision), end = cbor(entry, 1)
    assert end == len(entry), f"entry {position}: bytes after its end"
    what = ["event", "tick", "program"][origin[0]]
    counts[what] = counts.get(what, 0) + 1
    if what == "event":
        source, id_, at, kind = origin[1][0][:4]
        assert source is not None and id_ is not None and at is not None and kind is not None
    for number, fields in decision[2] if len(decision) > 2 else []:
        if number != 0:
            continue
        account, cause, gift, legs = fields[0]
        assert sum(leg[2] for leg in legs) == 0, f"entry {position}: a transfer does not sum to zero"
        for (party_kind, party), book, amount, *_ in legs:
            key = (account, "wallet" if book is None else f"book {book}", KINDS[party_kind])
            totals[key] = totals.get(key, 0) + amount
        counts["transfer"] = counts.get("transfer", 0) + 1


def main(path):
    journal = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    assert journal.execute("PRAGMA application_id").fetchone() == (0x4354524A,), "not a journal"
    assert journal.execute("PRAGMA user_version").fetchone() == (1,), "another format"
    journal.execute("BEGIN")  # one moment, though a writer may be at work
    peaks, position, blocks, totals, counts = [], 0, 0, {}, {}
    rows = "SELECT sequence, first_position, entry_count, crc, root, body FROM blocks ORDER BY sequence"
    for sequence, first, count, crc, stored, body in journal.execute(rows):
        assert (sequence, first) == (blocks, position), f"block {blocks} is missing or misplaced"
        assert crc == zlib.crc32(struct.pack("<qqq", sequence, first, count) + stored + body), f"block {sequence}: crc"
        for entry in entries(body):
            post(entry, position, totals, counts)
            append(peaks, position, entry)
            position += 1
        assert (position, stored) == (first + count, root(peaks)), f"block {sequence}: count or root"
        blocks += 1
    (head,) = journal.execute("SELECT value FROM meta WHERE name = 'head'").fetchone()
    assert struct.unpack_from("<QQ", head) == (blocks, position) and head[32:64] == root(peaks), "head"
    print(f"{position} entries in {blocks} blocks, root {root(peaks).hex()}")
    print(", ".join(f"{count} {what}s" for what, count in sorted(counts.items())))
    for (account, of, kind), total in sorted(totals.items()):
        print(f"account {account}, {kind} {of}: {total}")
    by_account = {}
    for (account, _, _), total in totals.items():
        by_account[account] = by_account.get(account, 0) + total
    assert not any(by_account.values()), "an account does not sum to zero"


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except (AssertionError, IndexError, KeyError, TypeError, ValueError, struct.error, sqlite3.Error) as wrong:
        sys.exit(print(f"WRONG: {wrong}", file=sys.stderr) or 3)
