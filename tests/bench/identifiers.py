"""Speed of finding identifiers, ours and our peers' side by side, each in its own process on the same texts.

``python -m tests.bench.identifiers [TEXT…]`` prints a table for each text: names of ``texts.KINDS``, or paths of files.
``--linear`` prints what one string of growing length costs instead, ``--profile`` where the time
goes. Peers come with ``pip install 'redact[bench]'``.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import os
import pstats
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.bench.engines import ENGINES, OURS
from tests.bench.linear import print_linear
from tests.bench.one import Job, Took, measure_in_own_process
from tests.bench.texts import KINDS, of_file


def main(arguments: Sequence[str] | None = None) -> None:
    asked = _parser().parse_args(arguments)
    if asked.linear:
        print_linear(asked.engine or OURS, huge=asked.huge)
        return
    if asked.profile:
        print_profile(asked.engine or OURS[:1], _texts((asked.texts or ["dense"])[0], 500_000))
        return
    for name in asked.texts or KINDS:
        texts = _texts(name, round(asked.megabytes * 1e6))
        if texts:
            compare(name, texts, asked.engine or tuple(ENGINES), seconds=asked.seconds)
        else:
            print(f"\n### {name}\n\nnot there: nothing was measured")


def compare(name: str, texts: list[str], engines: Sequence[str], *, seconds: float = 2.0) -> dict[str, Took]:
    """Measure each engine on the texts, one after the other, and print a table of them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "texts.json"
        path.write_text(json.dumps(texts), encoding="utf-8")
        took = {engine: measure_in_own_process(Job(engine, str(path), seconds)) for engine in engines}
    print(f"\n### {name}: {len(texts):,} texts, {sum(map(len, texts)):,} characters\n")
    print("\n".join(table(took)))
    return took


def print_profile(engines: Sequence[str], texts: list[str], lines: int = 25) -> None:
    """Print where each engine's time goes, function by function, measured in this process."""
    for engine in engines:
        os.environ.update(ENGINES[engine].variables)
        count = ENGINES[engine].open()
        count(texts[:1])
        with cProfile.Profile() as profile:
            count(texts)
        print(f"\n### {engine}: {sum(map(len, texts)):,} characters\n")
        pstats.Stats(profile).sort_stats("tottime").print_stats(lines)


def table(took: dict[str, Took]) -> list[str]:
    """Lines of Markdown: what each engine did, and how many times as fast each of ours is."""
    ours = [name for name in OURS if name in took and took[name].speed]
    heads = ["engine", "version", "read, kB", "CPU s", "Mchar/s", "found per 1,000", *(f"{name} is" for name in ours)]
    lines = [_line(heads), _line(["---", "---", *["---:"] * (len(heads) - 2)])]
    for name, one in took.items():
        if one.failed:
            lines.append(_line([name, ENGINES[name].version, one.failed, *[""] * (len(heads) - 3)]))
            continue
        times = [f"{took[our].speed / one.speed:.1f}x" if one.speed and our != name else "" for our in ours]
        lines.append(_line([name, ENGINES[name].version, *_figures(one), *times]))
    return lines


def _figures(one: Took) -> list[str]:
    density = 1000 * one.findings / one.characters if one.characters else 0.0
    return [f"{one.characters / 1000:,.0f}", f"{one.seconds:.2f}", f"{one.speed:.3f}", f"{density:.2f}"]


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _texts(name: str, characters: int) -> list[str]:
    return KINDS[name](characters) if name in KINDS else of_file(Path(name), characters)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.identifiers", description=__doc__)
    parser.add_argument(
        "texts", nargs="*", metavar="TEXT", help=f"{', '.join(KINDS)}, or a file; all kinds unless said"
    )
    parser.add_argument("--engine", action="append", choices=ENGINES, help="only this one; as often as needed")
    parser.add_argument("--megabytes", type=float, default=8.0, help="length of each text")
    parser.add_argument("--seconds", type=float, default=2.0, help="about how long one run of an engine takes")
    parser.add_argument("--linear", action="store_true", help="cost of one string from 1 KB to 100 MB, and memory")
    parser.add_argument("--profile", action="store_true", help="the functions in which one engine spends its time")
    parser.add_argument("--huge", action="store_true", help="with --linear: 1 GB, too")
    return parser


if __name__ == "__main__":
    main()
