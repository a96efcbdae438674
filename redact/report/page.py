"""The page of a run: what was found and done, in tables and pictures, for a person who must answer for it.

One file that asks nobody for anything: its policy forbids every request, scripts included. Everything that goes in is
escaped by construction. It names no person: it is made from the record, which names none.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import resources
from types import MappingProxyType

from redact.entities import ENTITY_TYPES, label_of
from redact.report.markup import Content, Markup, tag, trusted
from redact.report.picture import picture_of
from redact.report.places import told
from redact.report.record import GROUPS, STILL_PERSONAL, FailureRecord, FileRecord, FlagEntry, Record, family, group_of
from redact.report.sheet import Sheets, sheet_of
from redact.types import Effect, Release

MOST_PICTURES = 300
MOST_FLAGS = 3000
OPEN_UP_TO = 40

_SHEET = (
    "Pictures and films as they were released: all of it was taken from the written copies, nothing from originals. "
    "“Look” marks what a person should see: where the surest finding is unsure (below 0.65), where something was only "
    "carried along or added when the copy was checked, where covering pauses, and what was pointed out."
)
_SOUNDS = (
    "How loud sounds are over their time. Of what was released this is taken from the written copies; of files that "
    "wait for a decision from originals, with all that was found in them left out. Bars are what is hidden."
)
EFFECTS = {
    Effect.REMOVED: "removed: nothing stands in its place that tells it",
    Effect.MASKED: "masked: a label or a bar stands in its place",
    Effect.PSEUDONYMISED: f"pseudonymised: with the key it can be undone; the result is {STILL_PERSONAL}",
    Effect.KEPT: "kept by decision",
}
RELEASES = {
    Release.OPEN: "open release: to everybody",
    Release.LIMITED: "limited release: to known people under an agreement",
    Release.INTERNAL: "internal: to nobody outside",
}


def page_of(record: Record, sheets: Sheets = MappingProxyType({}), sounds: Sequence[Markup] = ()) -> bytes:
    """The bytes of report.html, with small pictures and drawings of what was released where there are some."""
    style = (resources.files("redact.report") / "page.css").read_text(encoding="utf-8")
    content = tag("html", _head(style, pictures=bool(sheets)), _body(record, sheets, sounds), lang="en")
    return f"<!doctype html>\n{content.text}\n".encode()


def _head(style: str, *, pictures: bool) -> Markup:
    known = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    allowed = f"default-src 'none'; style-src 'sha256-{known}'{'; img-src data:' if pictures else ''}"
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=allowed),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", "Record of redaction"),
        tag("style", trusted(style)),
    )


def _body(record: Record, sheets: Sheets, sounds: Sequence[Markup]) -> Markup:
    return tag(
        "body",
        tag("header", tag("h1", "Record of redaction"), _facts(record), *_warnings(record), _cards(record)),
        tag("main", *_sections(record, sheets, sounds)),
        tag("footer", "The record holds no text of the input. What is released is never called anonymous."),
    )


def _facts(record: Record) -> Markup:
    run = record.run
    return tag(
        "p",
        f"{run.started.replace('T', ' ').replace('+00:00', ' UTC')} · {run.seconds:,.1f} s · {run.engine} · policy ",
        tag("b", run.policy),
        " ",
        tag("code", run.policy_sha256[:12], title=f"SHA-256 of the policy: {run.policy_sha256}"),
        f" · {RELEASES[run.release]}" if run.release else "",
        class_="facts",
    )


def _warnings(record: Record) -> Iterator[Markup]:
    for warning in record.run.warnings:
        yield tag("p", warning, class_="note")


def _cards(record: Record) -> Markup:
    totals = record.totals
    withheld = "card bad" if totals.withheld else "card"
    return tag(
        "dl",
        _card("files", totals.files),
        _card("released", totals.released),
        _card("withheld", totals.withheld, withheld),
        _card("redactions", totals.redactions),
        _card("kept by decision", totals.findings - totals.redactions),
        _card("pointed out", totals.flagged),
        class_="cards",
    )


def _card(label: str, number: int, style: str = "card") -> Markup:
    return tag("div", tag("dt", label), tag("dd", f"{number:,}"), class_=style)


def _sections(record: Record, sheets: Sheets, sounds: Sequence[Markup]) -> Iterator[Markup]:
    if record.totals.withheld:
        yield _section("Withheld", _withheld(record.files))
    if record.totals.findings:
        yield _section("What was found", _legend(record), _types(record))
    yield _section("Files", _files(record))
    sheet = list(sheet_of(record, sheets))
    if sheet:
        yield _section("Contact sheet", tag("p", _SHEET, class_="note"), *sheet)
    if sounds:
        yield _section("Sounds", tag("p", _SOUNDS, class_="note"), *sounds)
    if record.totals.findings:
        yield _section("What found it", _counts("Detector and rule", record.totals.by_detector))
        yield _section("What was done", _effects(record.totals.by_effect))
    yield _section("Where it was found", *_details(record))
    if record.totals.flagged:
        yield _section("Pointed out for review, left in place", *_flagged(record))
    yield _section("What ran", *_ran(record))


def _section(title: str, *content: Content) -> Markup:
    return tag("section", tag("h2", title), *content)


# --- tables --------------------------------------------------------------------------------------------------


def table(caption: str, heads: Iterable[str], rows: Iterable[Iterable[Content]]) -> Markup:
    """A table; a head that ends in ``#`` is a column of numbers, and the first column names the row."""
    columns = tuple(heads)
    styles = ["number" if head.endswith("#") else "" for head in columns]
    top = tag("tr", *map(_head_cell, columns, styles))
    body = [tag("tr", *_cells(row, styles)) for row in rows]
    inner = tag("table", tag("caption", caption), tag("thead", top), tag("tbody", *body))
    style = "scroll" if len(columns) > 3 else "scroll narrow"
    return tag("div", inner, class_=style, role="region", aria_label=caption, tabindex=0)


def _head_cell(head: str, style: str) -> Markup:
    return tag("th", head.rstrip("#"), scope="col", class_=style or False)


def _cells(row: Iterable[Content], styles: list[str]) -> Iterator[Markup]:
    for number, (cell, style) in enumerate(zip(row, styles, strict=True)):
        shown = f"{cell:,}" if isinstance(cell, int) else cell
        yield tag("td" if number else "th", shown, scope=False if number else "row", class_=style or False)


def _withheld(files: Iterable[FileRecord]) -> Markup:
    rows = [
        (file.name, failure.what, failure.where, failure.next_step)
        for file in files
        if not file.released
        for failure in file.failures
    ]
    return table("Nothing of these files was released", ("File", "What was wrong", "Where", "What to do next"), rows)


def _types(record: Record) -> Markup:
    counts = record.totals.by_type
    most = max(counts.values())
    rows = [
        (label_of(name), _swatch(group_of(name)), _directness(name), count, _meter(name, count, most))
        for name, count in counts.items()
    ]
    return table("Findings by type", ("Type", "Group", "Identifies", "Findings#", ""), rows)


def _directness(name: str) -> str:
    known = ENTITY_TYPES.get(name)
    return "" if known is None else "directly" if known.direct else "with other facts"


def _meter(name: str, count: int, most: int) -> Markup:
    shape = tag("rect", width=round(100 * count / most, 1), height=10, rx=2, class_=_colour(group_of(name)))
    return tag("svg", shape, viewBox="0 0 100 10", class_="meter", aria_hidden="true", preserveAspectRatio="none")


def _colour(group: str) -> str:
    return f"g{GROUPS.index(group)}"


def _swatch(group: str) -> Markup:
    square = tag("rect", width=12, height=12, rx=2, class_=_colour(group))
    return tag("span", tag("svg", square, width=12, height=12, aria_hidden="true"), " ", group, class_="swatch")


def _legend(record: Record) -> Markup:
    present = {entry.group for file in record.files for each in family(file) for entry in each.redactions}
    return tag("p", *(_swatch(group) for group in GROUPS if group in present), class_="legend")


def _files(record: Record) -> Markup:
    rows = [
        (
            tag("a", file.name, href=f"#f{number}") if number < MOST_PICTURES else file.name,
            _status(file),
            file.media_type,
            sum(file.by_type.values()),
            ", ".join(filter(None, (file.effect, file.label))),
            file.rounds,
            f"{sum(file.seconds.values()):,.1f}",
        )
        for number, file in enumerate(record.files)
    ]
    heads = ("File", "State", "Type", "Findings#", "Weakest effect", "Rounds of checking#", "Seconds#")
    return table("Every file of the run, under its released name", heads, rows)


def _status(file: FileRecord) -> Markup:
    return tag("span", "released", class_="good") if file.released else tag("span", "withheld", class_="bad")


def _counts(head: str, counts: Mapping[str, int]) -> Markup:
    return table(f"Findings by {head.lower()}", (head, "Findings#"), counts.items())


def _flagged(record: Record) -> Iterator[Markup]:
    flags = [pair for file in record.files for pair in _flags(file, file.name)]
    rows = [_flag(name, flag) for name, flag in flags[:MOST_FLAGS]]
    heads = ("File", "Where", "At", "Type", "Score#", "Why")
    yield table("Passages that a reader should look at; nothing was done about them", heads, rows)
    if len(flags) > MOST_FLAGS:
        left = len(flags) - MOST_FLAGS
        yield tag("p", f"{left:,} more passages are not listed; report.json holds every place.", class_="note")


def _flags(file: FileRecord, name: str) -> Iterator[tuple[str, FlagEntry]]:
    yield from ((name, flag) for flag in file.flagged)
    for child in file.children:
        yield from _flags(child, f"{name} › {child.name}")


def _flag(name: str, flag: FlagEntry) -> tuple[Content, ...]:
    where = flag.place if flag.page is None or "page" in flag.place else f"page {flag.page}, {flag.place}"
    at = ", ".join(map(told, flag.places))
    return (name, where, at, label_of(flag.entity_type), f"{flag.score:.2f}", "; ".join(flag.why))


def _effects(counts: Mapping[str, int]) -> Markup:
    rows = [(EFFECTS[Effect(name)], count) for name, count in counts.items()]
    return table("Findings by what became of them", ("Effect", "Findings#"), rows)


def _ran(record: Record) -> Iterator[Markup]:
    yield _plugins(record)
    if record.totals.seen:
        yield _seen(record.totals.seen)
    yield _models(record)
    yield _seconds(record.totals.seconds)


def _seen(shares: Mapping[str, float | None]) -> Markup:
    rows = [(name, "not stated" if share is None else f"{share:.0%}") for name, share in shares.items()]
    caption = "Characters of texts that each detector says it has examined, the smallest share of any file"
    return table(caption, ("Detector", "Share#"), rows)


def _plugins(record: Record) -> Markup:
    names = record.run.plugins or sorted({plugin for file in record.files for plugin in file.plugins})
    return table("Plugins", ("Plugin", "Kind", "Version"), map(_plugin, names))


def _plugin(told: str) -> tuple[str, str, str]:
    name, _, version = told.partition(" ")
    kind, _, short = name.rpartition("/")
    return short, kind, version


def _models(record: Record) -> Markup:
    rows = [(name, model.version, model.licence) for name, model in record.run.models.items()]
    return table("Models, each opened only with the SHA-256 in report.json", ("Model", "Version", "Licence"), rows)


def _seconds(seconds: Mapping[str, float]) -> Markup:
    rows = [(step, f"{spent:,.1f}") for step, spent in seconds.items()]
    return table("Time, all files together", ("Step", "Seconds#"), rows)


# --- files, one by one -----------------------------------------------------------------------------------------


def _details(record: Record) -> Iterator[Markup]:
    for number, file in enumerate(record.files[:MOST_PICTURES]):
        yield _file(number, file, opened=len(record.files) <= OPEN_UP_TO)
    if len(record.files) > MOST_PICTURES:
        left = len(record.files) - MOST_PICTURES
        yield tag("p", f"{left:,} more files are not drawn; report.json holds every place.", class_="note")


def _file(number: int, file: FileRecord, *, opened: bool) -> Markup:
    count = sum(file.by_type.values())
    found = f" — {count:,} finding{'' if count == 1 else 's'}" if count else " — nothing found"
    title = tag("summary", tag("b", file.name), found if file.released else " — withheld")
    return tag("details", title, *_inside(file), id=f"f{number}", open=opened)


def _inside(file: FileRecord) -> Iterator[Markup]:
    yield from _failures(file)
    yield picture_of(file)
    for note in file.notes:
        yield tag("p", note, class_="note")
    yield from _dropped(file)
    for child in file.children:
        title = tag("h3", child.name, "" if child.released else " — taken out")
        yield tag("div", title, *_inside(child), class_="child")


def _failures(file: FileRecord) -> Iterator[Markup]:
    for failure in file.failures:
        yield tag("p", _line(failure), class_="bad")


def _line(failure: FailureRecord) -> str:
    return f"{failure.where}: {failure.what}; {failure.next_step}"


def _dropped(file: FileRecord) -> Iterator[Markup]:
    below = {_line(failure) for child in file.children for failure in child.failures}
    dropped = [what for what in file.dropped if what not in below]
    if dropped:
        yield tag("p", "Left out: ", ", ".join(dropped), class_="note")
    if file.released and file.output_sha256:
        yield tag("p", "SHA-256 ", tag("code", file.output_sha256), class_="note")
