"""What it costs to redact PDF files, in pages a second of one processor: ``python -m tests.bench.pdf``.

Full pages of text with six names each: the names are taken out, the copy is written, opened again and verified, as it
is in a run, but for what the detectors do (``verify.detect_again`` is off). Beside it, in the same run, what others do
to be safe: every page drawn at 200 dots an inch, the boxes filled, and a PDF made of the pictures, without any check.
With ``--memory`` each number of pages is done in a process of its own, to tell what a page takes.
"""

from __future__ import annotations

import argparse
import io
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from redact import policy, registry
from redact.contracts import Changes, Copied, Secrets
from redact.media.pdf import PdfHandler
from redact.occurrences import Wanted
from redact.progress import ignore
from redact.registry import Tools
from redact.steps.act import anonymise, edits_of, in_the_copy
from redact.steps.check import Written, leaks
from redact.steps.texts import Texts
from redact.types import Document, Edit, Finding, Redaction, Release, TextSpan
from redact.verify import expect
from tests.bench.one import most_memory
from tests.bench.pages import digital, names

HANDLER = PdfHandler()


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds of processor time for so many pages, and what was left in the copy."""

    pages: int
    load: float
    write: float
    verify: float
    left: int


def tools_for(release: Release) -> Tools:
    """The plugins of the default policy, with text not looked through again."""
    text = f'name = "bench"\nextends = "default"\nrelease = "{release}"\n[verify]\ndetect_again = false\n'
    return registry.build(policy.parse(text), Secrets())


def planned(document: Document, tools: Tools) -> list[Redaction]:
    """What is to be done about every name of the file."""
    wanted = Wanted(names())
    aligned = [part for part in document.parts if part.alignment is not None]
    found = [
        Finding("PERSON", (TextSpan(part.id, place.start, place.end),), 1.0, "bench")
        for part in aligned
        for place in wanted.occurrences(part.text)
    ]
    return anonymise(found, {part.id: part for part in document.parts}, tools)


def redacted(source: Path, target: Path, tools: Tools) -> Took:
    """One file through load, write and verify."""
    began = process_time()
    document = HANDLER.load(source)
    loaded = process_time()
    parts = {part.id: part for part in document.parts}
    redactions = planned(document, tools)
    texts = Texts(document.parts)
    expected = expect(redactions, (), texts, frozenset(id_ for id_, part in parts.items() if part.alignment))
    start = process_time()
    copied = HANDLER.write(document, Changes(tuple(edits_of(redactions)), release=tools.policy.release), target)
    done = process_time()
    moved = (copied or Copied()).moved
    put = tuple(edits_of([in_the_copy(redaction, moved) for redaction in redactions]))
    left = leaks(Written(target, "pdf", HANDLER, put, expected, parts), tools, ignore)
    pages = sum(part.id.endswith(".image") for part in document.parts)
    return Took(pages, loaded - began, done - start, process_time() - done, len(left))


def drawn(source: Path, target: Path, edits: list[Edit]) -> float:
    """Seconds for every page made a picture of itself with the boxes filled."""
    import pikepdf
    from PIL import Image

    from redact.media.pixels import paint
    from redact.types import Box, Fill, Picture

    document = HANDLER.load(source)
    began = process_time()
    with pikepdf.new() as pdf:
        for part in document.parts:
            if isinstance(part.content, Picture):
                boxes = [(e.region, Fill()) for e in edits if isinstance(e.region, Box) and e.region.part == part.id]
                page = io.BytesIO()
                Image.fromarray(paint(part.content.pixels(), boxes)).save(page, "JPEG", quality=88)
                pdf.add_blank_page(page_size=(595, 842))
                stream = pdf.make_stream(page.getvalue(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image)
                stream.Filter, stream.ColorSpace = pikepdf.Name.DCTDecode, pikepdf.Name.DeviceRGB
                stream.Width, stream.Height, stream.BitsPerComponent = part.content.width, part.content.height, 8
                pdf.pages[-1].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=stream))
                pdf.pages[-1].Contents = pdf.make_stream(b"595 0 0 842 0 0 cm /P Do")
        pdf.save(target)
    return process_time() - began


def compare(pages: int) -> None:
    """Print a table: both ways of leaving a hole, and the pages as pictures."""
    with TemporaryDirectory() as folder:
        source, target = Path(folder, "in.pdf"), Path(folder, "out.pdf")
        digital(source, pages)
        redacted(source, target, tools_for(Release.INTERNAL))  # opens what is opened once
        print(f"{pages} pages, {source.stat().st_size / pages / 1000:.1f} kB each")
        print("| way | load | remove and write | verify | pages/s (write and verify) | left |")
        print("|---|---|---|---|---|---|")
        for name, release in (("holes as wide as they were", Release.INTERNAL), ("all holes alike", Release.OPEN)):
            print(_row(name, redacted(source, target, tools_for(release))))
        tools = tools_for(Release.INTERNAL)
        seconds = drawn(source, target, edits_of(planned(HANDLER.load(source), tools)))
        print(f"| every page a picture, not verified | | {1000 * seconds / pages:.1f} ms | | {pages / seconds:.1f} | |")


def _row(name: str, took: Took) -> str:
    load, write, verify = (f"{1000 * each / took.pages:.1f} ms" for each in (took.load, took.write, took.verify))
    rate = took.pages / (took.write + took.verify)
    return f"| {name} | {load} | {write} | {verify} | {rate:.1f} | {took.left} |"


def memory(pages: int) -> float:
    """Megabytes that a process holds at most while it redacts a file of so many pages."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.pdf", "--peak", str(pages)], capture_output=True, text=True, check=True
    )
    return float(done.stdout)


def _peak(pages: int) -> None:
    with TemporaryDirectory() as folder:
        source, target = Path(folder, "in.pdf"), Path(folder, "out.pdf")
        made = [sys.executable, "-c", "import sys; from pathlib import Path; from tests.bench.pages import digital; "]
        made[-1] += "digital(Path(sys.argv[1]), int(sys.argv[2]))"
        subprocess.run([*made, str(source), str(pages)], check=True)
        redacted(source, target, tools_for(Release.OPEN))
    print(most_memory() / 1e6)


def main(arguments: list[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--memory", type=int, nargs="*", default=(), metavar="PAGES")
    parser.add_argument("--peak", type=int, help=argparse.SUPPRESS)
    told = parser.parse_args(arguments)
    if told.peak:
        _peak(told.peak)
        return
    compare(told.pages)
    for pages in told.memory:
        print(f"{pages} pages: {memory(pages):.0f} MB at most")


if __name__ == "__main__":
    main()
