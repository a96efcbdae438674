"""Builds Outlook's own files, .msg and winmail.dat, after the open specifications. All of it is made up."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

Tree = dict[str, "bytes | Tree"]
Values = Mapping[int, "str | bytes | int"]
FREE, END, FAT_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SECTOR, MINI, CUTOFF = 512, 64, 4096
TIMES = {0x0039, 0x0E06, 0x3007, 0x3008}


@dataclass
class Entry:
    """A storage or a stream in the directory of a compound file."""

    name: str
    kind: int
    data: bytes = b""
    kids: list[Entry] = field(default_factory=list)
    number: int = 0
    left: int = FREE
    right: int = FREE
    child: int = FREE
    start: int = END


def compound_file(tree: Tree) -> bytes:
    """A compound file of 512-byte sectors that holds *tree*: streams are bytes, storages are trees."""
    root = _entry("Root Entry", tree, 5)
    listed = list(_numbered(root))
    minis, mini_fat = _minis([entry for entry in listed if entry.kind == 2 and len(entry.data) < CUTOFF])
    root.data = minis
    sectors: list[bytes] = []
    fat: list[int] = []
    for entry in [root, *(entry for entry in listed if entry.kind == 2 and len(entry.data) >= CUTOFF)]:
        entry.start = _chain(sectors, fat, entry.data)
    mini_start = _chain(sectors, fat, struct.pack(f"<{len(mini_fat)}I", *mini_fat))
    directory = b"".join(map(_row, listed)) + _row(Entry("", 0)) * (-len(listed) % 4)
    directory_start = _chain(sectors, fat, directory)
    count = 1
    while count * 128 < len(fat) + count:
        count += 1
    first = len(fat)
    fat += [FAT_SECTOR] * count
    table = struct.pack(f"<{count * 128}I", *fat, *[FREE] * (count * 128 - len(fat)))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIIII", 0, count, directory_start, 0, CUTOFF, mini_start if mini_fat else END,
                        -(-len(mini_fat) // 128), END, 0, first)  # fmt: skip
    head += struct.pack("<108I", *range(first + 1, first + count), *[FREE] * (109 - count))
    return head + b"".join(sectors) + table


def _entry(name: str, value: bytes | Tree, kind: int) -> Entry:
    if isinstance(value, bytes):
        return Entry(name, 2, value)
    return Entry(name, kind, kids=[_entry(inner, each, 1) for inner, each in value.items()])


def _numbered(root: Entry) -> list[Entry]:
    listed, waiting = [], [root]
    while waiting:
        entry = waiting.pop(0)
        entry.number = len(listed)
        listed.append(entry)
        waiting += entry.kids
    for entry in listed:
        entry.child = _balanced(sorted(entry.kids, key=lambda kid: (len(kid.name), kid.name.upper())))
    return listed


def _balanced(kids: Sequence[Entry]) -> int:
    if not kids:
        return FREE
    middle = len(kids) // 2
    kids[middle].left, kids[middle].right = _balanced(kids[:middle]), _balanced(kids[middle + 1 :])
    return kids[middle].number


def _minis(entries: Sequence[Entry]) -> tuple[bytes, list[int]]:
    data, fat = b"", []
    for entry in entries:
        if not entry.data:
            continue
        count = -(-len(entry.data) // MINI)
        entry.start = len(fat)
        fat += [*range(len(fat) + 1, len(fat) + count), END]
        data += entry.data.ljust(count * MINI, b"\0")
    return data, fat + [FREE] * (-len(fat) % 128)


def _chain(sectors: list[bytes], fat: list[int], data: bytes) -> int:
    if not data:
        return END
    start, count = len(fat), -(-len(data) // SECTOR)
    fat += [*range(start + 1, start + count), END]
    sectors += [data[at : at + SECTOR].ljust(SECTOR, b"\0") for at in range(0, len(data), SECTOR)]
    return start


def _row(entry: Entry) -> bytes:
    name = entry.name.encode("utf-16-le")
    length = len(name) + 2 if entry.name else 0
    head = name.ljust(64, b"\0") + struct.pack("<HBBIII", length, entry.kind, 1, entry.left, entry.right, entry.child)
    return head + bytes(36) + struct.pack("<IQ", entry.start, len(entry.data))


@dataclass
class Message:
    """What goes into an Outlook file: properties by number, recipients, files, and nested messages among them."""

    properties: Values
    recipients: Sequence[Values] = ()
    files: Sequence[tuple[Values, bytes | Message | Tree]] = ()


def msg(message: Message, *, words: int = 0x001F) -> bytes:
    """An .msg file; *words* says how its text is kept, in UTF-16 or (0x001E) in Windows' Western."""
    return compound_file(_storage(message, 32, words))


def _storage(message: Message, head: int, words: int) -> Tree:
    tree = _properties(message.properties, head, words)
    for number, values in enumerate(message.recipients):
        tree[f"__recip_version1.0_#{number:08X}"] = _properties(values, 8, words)
    for number, (values, what) in enumerate(message.files):
        tree[f"__attach_version1.0_#{number:08X}"] = _file(values, what, words)
    if head == 32:
        tree["__nameid_version1.0"] = {"__substg1.0_00020102": b"", "__substg1.0_00030102": bytes(8)}
    return tree


def _file(values: Values, what: bytes | Message | Tree, words: int) -> Tree:
    method = 1 if isinstance(what, bytes) else 5 if isinstance(what, Message) else 6
    tree = _properties({**values, 0x3705: method}, 8, words)
    if isinstance(what, bytes):
        tree["__substg1.0_37010102"] = what
    else:
        tree["__substg1.0_3701000D"] = _storage(what, 24, words) if isinstance(what, Message) else what
    return tree


def _properties(values: Values, head: int, words: int) -> Tree:
    tree: Tree = {}
    table = bytes(head)
    for number, value in values.items():
        kind = 0x0040 if number in TIMES else 0x0003 if isinstance(value, int) else words
        kind = 0x0102 if isinstance(value, bytes) else kind
        if isinstance(value, int):
            table += struct.pack("<HHIQ", kind, number, 6, value)
            continue
        data = value if isinstance(value, bytes) else value.encode("utf-16-le" if kind == 0x001F else "cp1252")
        tree[f"__substg1.0_{number:04X}{kind:04X}"] = data
        table += struct.pack("<HHIII", kind, number, 6, len(data), 0)
    tree["__properties_version1.0"] = table
    return tree


def winmail(message: Message) -> bytes:
    """A winmail.dat."""
    rows = [_attribute(1, 0x9006, 8, struct.pack("<I", 0x00010000)), _attribute(1, 0x9007, 6, struct.pack("<Q", 1252))]
    rows.append(_attribute(1, 0x9003, 6, _packed(message.properties)))
    if message.recipients:
        listed = b"".join(map(_packed, message.recipients))
        rows.append(_attribute(1, 0x9004, 6, struct.pack("<I", len(message.recipients)) + listed))
    for values, what in message.files:
        rows.append(_attribute(2, 0x9002, 6, bytes(14)))
        rows.append(_attribute(2, 0x8010, 1, str(values.get(0x3704, "FILE.TXT")).encode("cp1252") + b"\0"))
        if isinstance(what, Message):
            inner = bytes.fromhex("0703020000000000c000000000000046") + winmail(what)
            rows.append(_attribute(2, 0x9005, 6, _packed(values, inner)))
        elif isinstance(what, bytes):
            rows += [_attribute(2, 0x800F, 6, what), _attribute(2, 0x9005, 6, _packed(values))]
    return b"\x78\x9f\x3e\x22\x01\x00" + b"".join(rows)


def _attribute(level: int, number: int, kind: int, data: bytes) -> bytes:
    return struct.pack("<BHHI", level, number, kind, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def _packed(values: Values, inner: bytes = b"") -> bytes:
    rows = [_value(number, value) for number, value in values.items()]
    if inner:
        rows.append(struct.pack("<HHII", 0x000D, 0x3701, 1, len(inner)) + inner.ljust(-(-len(inner) // 4) * 4, b"\0"))
    return struct.pack("<I", len(rows)) + b"".join(rows)


def _value(number: int, value: str | bytes | int) -> bytes:
    name = bytes(16) + struct.pack("<II", 0, number) if number >= 0x8000 else b""
    if isinstance(value, int):
        wide = number in TIMES
        return (
            struct.pack("<HH", 0x0040 if wide else 0x0003, number) + name + struct.pack("<Q" if wide else "<I", value)
        )
    data = value if isinstance(value, bytes) else value.encode("utf-16-le") + b"\0\0"
    kind = 0x0102 if isinstance(value, bytes) else 0x001F
    head = struct.pack("<HH", kind, number) + name + struct.pack("<II", 1, len(data))
    return head + data.ljust(-(-len(data) // 4) * 4, b"\0")


def packed_rtf(text: bytes) -> bytes:
    """RTF as Outlook packs it, with nothing repeated: every letter stands for itself."""
    pieces = [b"\0" + text[at : at + 8] for at in range(0, len(text), 8)]
    body = b"".join(pieces)
    return struct.pack("<IIII", len(body) + 12, len(text), 0x75465A4C, 0) + body


def letter(subject: str, sender: tuple[str, str], to: tuple[str, str], body: str, **more: object) -> Message:
    """A message from one person to another."""
    properties = {
        0x001A: "IPM.Note", 0x0037: subject, 0x0C1A: sender[0], 0x5D01: sender[1], 0x0042: sender[0],
        0x5D02: sender[1], 0x1000: body, 0x0039: 133_500_000_000_000_000, 0x0E04: to[0],
    }  # fmt: skip
    recipient: Values = {0x3001: to[0], 0x39FE: to[1], 0x0C15: 1}
    files = more.get("files", ())
    assert isinstance(files, tuple)
    return Message({**properties, **more.get("properties", {})}, [recipient], files)  # type: ignore[dict-item]


def save(path: Path, message: Message) -> Path:
    """Write an .msg file."""
    path.write_bytes(msg(message))
    return path
