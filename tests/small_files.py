"""Small valid files of every type that a built-in handler serves, made by the libraries of the trade.

``make(path, words)`` writes one of the type of *path*: *words* stand in its content where the type holds text, and in
its metadata where it has any. The content also holds the words of ``STAYS``, which identify nobody.
"""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import sqlite3
import tarfile
import zipfile
from collections.abc import Callable, Sequence
from email.message import EmailMessage
from fractions import Fraction
from pathlib import Path

from redact.media.image import ImageHandler
from redact.media.image.kinds import BECOMES
from redact.media.text import TextHandler
from redact.media.xml import XmlHandler
from tests import camera_files

STAYS = ("harvest", "ladder")
"""Plain words of the content that no test takes out; not in files of pictures, sound and film."""
_RATE = 16_000
_BRIEF = 0.6


def make(path: Path, words: Sequence[str]) -> Path:
    """Write the file; raises ``KeyError`` for a type that nothing here can make."""
    MAKERS[path.suffix.lower()](path, words)
    return path


def _sentence(words: Sequence[str]) -> str:
    return f"the {STAYS[0]} of {' and '.join(words)} needs a {STAYS[1]}"


def _plain(path: Path, words: Sequence[str]) -> None:
    path.write_bytes(f"first line\n{_sentence(words)}\nlast line\n".encode())


def _calendar(path: Path, words: Sequence[str]) -> None:
    rows = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{words[0]}", "BEGIN:VEVENT", f"UID:{words[-1]}@x"]
    rows += ["DTSTAMP:20240102T030405Z", "DTSTART:20240102T030405Z", f"SUMMARY:{_sentence(words)}", f"X-A:{words[0]}"]
    path.write_bytes("\r\n".join([*rows, "END:VEVENT", "END:VCALENDAR", ""]).encode())


def _card(path: Path, words: Sequence[str]) -> None:
    rows = ["BEGIN:VCARD", "VERSION:3.0", f"FN:{' '.join(words)}", f"N:{words[0]};{words[-1]};;;"]
    rows += [f"NOTE:{_sentence(words)}", f"X-A:{words[0]}", f"UID:{words[-1]}", "END:VCARD", ""]
    path.write_bytes("\r\n".join(rows).encode())


def _subtitles(path: Path, words: Sequence[str]) -> None:
    times = "0:00:01.000,0:00:02.000" if path.suffix == ".sbv" else "00:00:01.000 --> 00:00:02.000"
    head = f"WEBVTT\n\nNOTE by {words[0]}\n\n" if path.suffix == ".vtt" else ""
    path.write_bytes(f"{head}{times}\n{_sentence(words)}\n".encode())


def _table(path: Path, words: Sequence[str]) -> None:
    mark = "," if path.suffix == ".csv" else "\t"
    rows = [["name", "note"], [words[0], STAYS[0]], [_sentence(words), STAYS[1]]]
    path.write_bytes("".join(mark.join(row) + "\n" for row in rows).encode())


def _json(path: Path, words: Sequence[str]) -> None:
    value = {"name": words[0], "notes": [_sentence(words), 5, None], "inner": {f"of {words[-1]}": True}}
    path.write_bytes(json.dumps(value, indent=1).encode())


def _json_lines(path: Path, words: Sequence[str]) -> None:
    path.write_bytes("".join(json.dumps({"note": word}) + "\n" for word in (_sentence(words), *words)).encode())


def _html(path: Path, words: Sequence[str]) -> None:
    body = f"<p title='{words[0]}'>{_sentence(words)}</p><!-- {words[-1]} --><img alt='{words[0]}' src='x.png'/>"
    head = f"<title>{words[0]}</title><meta name='author' content='{words[-1]}'/>"
    space = " xmlns='http://www.w3.org/1999/xhtml'" if path.suffix == ".xhtml" else ""
    path.write_bytes(f"<!DOCTYPE html><html{space}><head>{head}</head><body>{body}</body></html>".encode())


def _xml(path: Path, words: Sequence[str]) -> None:
    inside = f"<name of='{words[0]}'>{words[-1]}</name><!-- {words[0]} --><note>{_sentence(words)}</note>"
    root = "svg" if path.suffix == ".svg" else "notes"
    path.write_bytes(f"<?xml version='1.0'?><{root}>{inside}</{root}>".encode())


def _notebook(path: Path, words: Sequence[str]) -> None:
    from nbformat import v4, write

    cells = [v4.new_markdown_cell(_sentence(words)), v4.new_code_cell(f"print('{words[0]}')")]
    cells[1].outputs = [v4.new_output("stream", text=words[-1])]
    write(v4.new_notebook(cells=cells, metadata={"authors": [{"name": words[0]}]}), path)


def _epub(path: Path, words: Sequence[str]) -> None:
    item = '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>'
    said = f"<dc:title>about {words[0]}</dc:title><dc:identifier>{words[-1]}</dc:identifier>"
    page = f"<html xmlns='http://www.w3.org/1999/xhtml'><body><p>{_sentence(words)}</p></body></html>"
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/epub+zip")
        book.writestr("META-INF/container.xml", "<container><rootfile full-path='p.opf'/></container>")
        book.writestr(
            "p.opf",
            "<package xmlns='http://www.idpf.org/2007/opf' version='3.0'>"
            f"<metadata xmlns:dc='http://purl.org/dc/elements/1.1/'>{said}</metadata>"
            f"<manifest>{item}</manifest><spine><itemref idref='a'/></spine></package>",
        )
        book.writestr("a.xhtml", page)


def _mail(path: Path, words: Sequence[str]) -> None:
    mail = EmailMessage()
    mail["Subject"] = f"about {words[0]}"
    mail["From"] = f"{words[0]} <one@example.org>"
    mail["To"] = f"{words[-1]} <two@example.org>"
    mail["X-Origin"] = words[-1]
    mail.set_content(_sentence(words) + "\n")
    mail.add_attachment((_sentence(words) + "\n").encode(), maintype="text", subtype="plain", filename="note.txt")
    path.write_bytes(mail.as_bytes())


def _outlook(path: Path, words: Sequence[str]) -> None:
    from tests.media.mail.outlook import letter, save

    people = (words[0], "one@example.org"), (words[-1], "two@example.org")
    unseen = {0x8001: words[-1], 0x0070: words[0], 0x007D: f"X-Origin: {words[-1]}\n"}
    files = (({0x3707: "note.txt"}, _sentence(words).encode()),)
    save(path, letter(f"about {words[0]}", *people, _sentence(words), properties=unseen, files=files))


def _mailbox(path: Path, words: Sequence[str]) -> None:
    mail = f"From: {words[0]} <one@example.org>\nSubject: {words[-1]}\n\n{_sentence(words)}\n\n"
    path.write_bytes(f"From {words[0]}@example.org Thu Jan  1 00:00:00 2024\n{mail}".encode() * 2)


def _word(path: Path, words: Sequence[str]) -> None:
    from docx import Document

    document = Document()
    document.core_properties.author = words[0]
    document.core_properties.comments = words[-1]
    document.sections[0].header.paragraphs[0].text = f"file of {words[-1]}"
    document.add_paragraph(_sentence(words))
    document.add_table(rows=1, cols=1).cell(0, 0).text = words[0]
    document.save(str(path))
    plain = b"vnd.openxmlformats-officedocument.wordprocessingml"
    if path.suffix == ".docm":
        _with_macros_allowed(path, plain + b".document", b"vnd.ms-word.document")
    elif path.suffix == ".dotx":
        _retyped(path, plain + b".document.main+xml", plain + b".template.main+xml")
    elif path.suffix == ".dotm":
        _retyped(path, plain + b".document.main+xml", b"vnd.ms-word.template.macroEnabledTemplate.main+xml")


def _sheet(path: Path, words: Sequence[str]) -> None:
    from openpyxl import Workbook
    from openpyxl.comments import Comment

    book = Workbook()
    book.properties.creator = words[0]
    sheet = book.active
    sheet.append(["name", "note", "number"])
    sheet.append([words[0], _sentence(words), 7])
    sheet["A2"].comment = Comment(words[-1], words[0])
    book.save(path)
    plain = b"vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    if path.suffix == ".xlsm":
        _with_macros_allowed(path, plain, b"vnd.ms-excel.sheet")
    elif path.suffix == ".xltx":
        _retyped(path, plain + b".main+xml", plain.replace(b".sheet", b".template") + b".main+xml")
    elif path.suffix == ".xltm":
        _with_macros_allowed(path, plain, b"vnd.ms-excel.template")


def _with_macros_allowed(path: Path, kind: bytes, macro_kind: bytes) -> None:
    _retyped(path, kind + b".main+xml", macro_kind + b".macroEnabled.main+xml")


def _retyped(path: Path, kind: bytes, new: bytes) -> None:
    with zipfile.ZipFile(path) as old:
        members = {info: old.read(info) for info in old.infolist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for info, data in members.items():
            made.writestr(info.filename, data.replace(kind, new))


def _slides(path: Path, words: Sequence[str]) -> None:
    from pptx import Presentation

    deck = Presentation()
    deck.core_properties.author = words[0]
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = f"about {words[-1]}"
    slide.placeholders[1].text = _sentence(words)
    slide.notes_slide.notes_text_frame.text = f"ask {words[0]}"
    deck.save(str(path))
    kind = {"x": b"openxmlformats-officedocument.presentationml.", "m": b"ms-powerpoint."}[path.suffix[-1]]
    name = {"ppt": b"presentation", "pps": b"slideshow", "pot": b"template"}[path.suffix[1:4]]
    main = b"vnd." + kind + name + (b".macroEnabled" if path.suffix[-1] == "m" else b"") + b".main+xml"
    _retyped(path, b"vnd.openxmlformats-officedocument.presentationml.presentation.main+xml", main)


def _pdf(path: Path, words: Sequence[str]) -> None:
    import pikepdf

    with pikepdf.new() as pdf:
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page = pdf.add_blank_page(page_size=(595, 200))
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=pdf.make_indirect(font)))
        page.Contents = pdf.make_stream(f"BT /F1 11 Tf 40 100 Td ({_sentence(words)}) Tj ET".encode())
        pdf.docinfo["/Author"] = words[0]
        pdf.docinfo["/Title"] = words[-1]
        pdf.save(path)


def _picture(path: Path, words: Sequence[str]) -> None:
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    picture = Image.linear_gradient("L").resize((96, 64)).convert("RGB")
    exif = Image.Exif()
    exif[0x013B] = words[0]  # artist
    exif[0x010E] = words[-1]  # description
    if path.suffix in {".pbm", ".pgm"}:
        picture = picture.convert("1" if path.suffix == ".pbm" else "L")
    note = PngInfo()
    note.add_text("Author", words[0])
    how = {
        ".png": {"pnginfo": note, "exif": exif},
        ".apng": {"format": "PNG", "pnginfo": note, "exif": exif},
        ".gif": {"comment": words[-1]},
        ".ico": {"sizes": [(48, 32)]},
        ".jp2": {"comment": words[-1]},
        ".j2k": {"comment": words[-1]},
    }
    tagged = {"exif": exif, "comment": words[-1]}
    how |= dict.fromkeys((".jpg", ".jpeg"), tagged)
    how |= {suffix: {"format": "JPEG", **tagged} for suffix in (".jpe", ".jfif", ".mpo")}
    how |= {suffix: {"exif": exif} for suffix in (".webp", ".tif", ".tiff", ".avif")}
    picture.save(path, **how.get(path.suffix, {}))


def _camera(path: Path, words: Sequence[str]) -> None:
    camera_files.make(path, words)


_SOUND_CODECS = {
    ".wav": "pcm_s16le", ".mp3": "libmp3lame", ".flac": "flac", ".ogg": "libopus", ".oga": "libopus",
    ".opus": "libopus", ".m4a": "aac", ".aac": "aac", ".aif": "pcm_s16be", ".aiff": "pcm_s16be",
    ".mka": "libopus", ".weba": "libopus", ".m4b": "aac", ".m4r": "aac", ".m4p": "aac", ".aifc": "pcm_s16be",
    ".w64": "pcm_s16le", ".au": "pcm_s16be", ".snd": "pcm_s16be", ".caf": "pcm_s16be", ".ac3": "ac3", ".ec3": "eac3",
    ".eac3": "eac3", ".mp2": "mp2", ".wv": "wavpack", ".tta": "tta", ".amr": "libopencore_amrnb",
    ".awb": "libopencore_amrnb", ".wma": "wmav2",
}  # fmt: skip
_SOUND_RATES = {"libopus": 48_000, "ac3": 48_000, "eac3": 48_000, "libopencore_amrnb": 8_000, "wmav2": 44_100}
_SOUND_BITS = {"libopencore_amrnb": 12_200, "wmav2": 128_000}
_MUXERS = {".m4a": "ipod", ".weba": "webm", ".oga": "ogg", ".aac": "adts", ".mka": "matroska", ".m4v": "mp4"}
_MUXERS |= {".m4b": "ipod", ".m4r": "ipod", ".m4p": "ipod", ".aifc": "aiff", ".snd": "au", ".ec3": "eac3"}
_MUXERS |= {".wma": "asf", ".awb": "amr"}
_MUXERS |= {".mts": "mpegts", ".m2t": "mpegts", ".m2ts": "mpegts", ".mpg": "vob", ".mpeg": "vob", ".ogv": "ogg"}
_FILM_CODECS = {
    ".mp4": ("mpeg4", "aac"), ".m4v": ("mpeg4", "aac"), ".mov": ("mpeg4", "aac"), ".mkv": ("mpeg4", "libopus"),
    ".avi": ("mpeg4", "pcm_s16le"), ".webm": ("libvpx-vp9", "libopus"), ".3gp": ("mpeg4", "aac"),
    ".3g2": ("mpeg4", "aac"), ".m2t": ("mpeg4", "mp2"), ".mts": ("mpeg4", "aac"), ".m2ts": ("mpeg4", "mp2"),
    ".mpg": ("mpeg4", "mp2"), ".mpeg": ("mpeg4", "mp2"), ".vob": ("mpeg4", "mp2"), ".wmv": ("wmv2", "aac"),
    ".asf": ("wmv2", "libmp3lame"), ".flv": ("flv", "aac"), ".ogv": ("libvpx", "libopus"),
}  # fmt: skip


def _sound(path: Path, words: Sequence[str]) -> None:
    import av

    with av.open(str(path), "w", format=_MUXERS.get(path.suffix)) as out:
        out.metadata.update(artist=words[0], comment=words[-1])
        codec = _SOUND_CODECS[path.suffix]
        stream = out.add_stream(codec, rate=_SOUND_RATES.get(codec, _RATE), layout="mono")
        if codec in _SOUND_BITS:
            stream.bit_rate = _SOUND_BITS[codec]
        _add_tone(out, stream)


def _add_tone(out: object, stream: object) -> None:
    import av
    import numpy as np

    rate, size = stream.rate, stream.codec_context.frame_size or 1024
    wave = (np.sin(np.arange(int(rate * _BRIEF)) * 2 * np.pi * 220 / rate) * 8000).astype(np.int16)
    resampler = av.AudioResampler(format=stream.format, layout="mono", rate=rate, frame_size=size)
    whole = av.AudioFrame.from_ndarray(wave[None, :], format="s16", layout="mono")
    whole.rate, whole.pts = rate, 0
    for frame in (*resampler.resample(whole), *resampler.resample(None), None):
        out.mux(stream.encode(frame))


def _film(path: Path, words: Sequence[str]) -> None:
    import av
    import numpy as np

    picture_codec, sound_codec = _FILM_CODECS[path.suffix]
    with av.open(str(path), "w", format=_MUXERS.get(path.suffix)) as out:
        out.metadata.update(title=words[0], comment=words[-1])
        film = out.add_stream(picture_codec, rate=10)
        film.width, film.height, film.pix_fmt = 96, 64, "yuv420p"
        sound = out.add_stream(sound_codec, rate=48_000 if sound_codec == "libopus" else _RATE, layout="mono")
        for number in range(round(_BRIEF * 10)):
            pixels = np.full((64, 96, 3), 40 + 20 * number, np.uint8)
            frame = av.VideoFrame.from_ndarray(pixels, format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, 10)
            out.mux(film.encode(frame))
        out.mux(film.encode(None))
        _add_tone(out, sound)


def _archive(path: Path, words: Sequence[str]) -> None:
    import py7zr

    name, data = f"{words[0]}/{words[-1]}.txt", _sentence(words).encode()
    if path.suffix == ".7z":
        with py7zr.SevenZipFile(path, "w") as archive:
            archive.writestr(data, name)
    else:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(name, data)
            archive.comment = words[-1].encode()


def _tar(path: Path, words: Sequence[str]) -> None:
    with tarfile.open(path, "w") as archive:
        entry = tarfile.TarInfo(f"{words[0]}/{words[-1]}.txt")
        data = _sentence(words).encode()
        entry.size, entry.uname = len(data), words[0]
        archive.addfile(entry, io.BytesIO(data))


def _sqlite(path: Path, words: Sequence[str]) -> None:
    path.unlink(missing_ok=True)
    database = sqlite3.connect(path)
    database.execute(
        f"CREATE TABLE notes (id INTEGER PRIMARY KEY, who TEXT, note TEXT DEFAULT '{words[0]}') -- {words[-1]}"
    )
    database.executemany("INSERT INTO notes (who, note) VALUES (?, ?)", [(words[0], _sentence(words)), STAYS])
    database.execute(f"CREATE VIEW some AS SELECT '{words[-1]}' FROM notes")
    database.commit()
    database.close()


def _packed(path: Path, words: Sequence[str]) -> None:
    pack = {".gz": gzip.compress, ".tgz": gzip.compress, ".bz2": bz2.compress, ".tbz2": bz2.compress}
    path.write_bytes(pack.get(path.suffix, lzma.compress)(_sentence(words).encode()))


def _parquet(path: Path, words: Sequence[str]) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    columns = {"name": [words[0], STAYS[0]], "note": [_sentence(words), STAYS[1]], "tags": [list(words), []]}
    table = pa.table(columns).replace_schema_metadata({"author": words[0]})
    parquet.write_table(table, path)


_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = " ".join(
    f'xmlns:{prefix}="{_ODF}:{name}:1.0"'
    for prefix, name in {
        **{name: name for name in "office text table style meta presentation chart manifest".split()},
        "draw": "drawing",
        "svg": "svg-compatible",
        "fo": "xsl-fo-compatible",
    }.items()
)
_SPACES += ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
_KINDS = {"t": "text", "s": "spreadsheet", "p": "presentation", "g": "graphics", "c": "chart", "f": "formula"}


def _open_document(path: Path, words: Sequence[str]) -> None:
    suffix = path.suffix[1:]
    kind = _KINDS[suffix[-1]] if suffix[1] != "t" else _KINDS[suffix[2]]
    media_type = f"application/vnd.oasis.opendocument.{kind}{'-template' if suffix[1] == 't' else ''}"
    body = f"<office:body>{_odf_body(kind, words)}</office:body>"
    meta = f"<office:meta><dc:title>{words[0]}</dc:title><dc:creator>{words[-1]}</dc:creator></office:meta>"
    if suffix.startswith("f"):
        path.write_text(
            f'<?xml version="1.0" encoding="UTF-8"?><office:document {_SPACES} office:version="1.2" '
            f'office:mimetype="{media_type}">{meta}{body}</office:document>',
            "utf-8",
        )
        return
    content = f'<office:document-content {_SPACES} office:version="1.2">{body}</office:document-content>'
    if kind == "formula":
        content = f'<math xmlns="http://www.w3.org/1998/Math/MathML"><mtext>{_sentence(words)}</mtext></math>'
    rows = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{of}"/>'
        for name, of in {"/": media_type, "content.xml": "text/xml", "meta.xml": "text/xml"}.items()
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", media_type)
        archive.writestr("content.xml", content, zipfile.ZIP_DEFLATED)
        archive.writestr("meta.xml", f"<office:document-meta {_SPACES}>{meta}</office:document-meta>")
        archive.writestr("META-INF/manifest.xml", f"<manifest:manifest {_SPACES}>{rows}</manifest:manifest>")


def _odf_body(kind: str, words: Sequence[str]) -> str:
    paragraph = (
        f"<text:p>the {STAYS[0]} of {' and '.join(words)}<text:s/>needs <text:span>a {STAYS[1]}</text:span></text:p>"
    )
    shape = f'<draw:frame svg:width="9cm" svg:height="2cm"><draw:text-box>{paragraph}</draw:text-box></draw:frame>'
    cells = f'<table:table-cell office:value-type="string">{paragraph}</table:table-cell>'
    table = f'<table:table table:name="{words[-1]}"><table:table-row>{cells}</table:table-row></table:table>'
    page = f'<draw:page draw:name="page1" draw:master-page-name="Default">{shape}</draw:page>'
    return {
        "text": f"<office:text>{paragraph}<text:p>about {words[0]}</text:p></office:text>",
        "spreadsheet": f"<office:spreadsheet>{table}</office:spreadsheet>",
        "presentation": f"<office:presentation>{page}</office:presentation>",
        "graphics": f"<office:drawing>{page}</office:drawing>",
        "chart": f"<office:chart><chart:chart><chart:title>{paragraph}</chart:title></chart:chart></office:chart>",
        "formula": "",
    }[kind]


def _rich(path: Path, words: Sequence[str]) -> None:
    text = f"the {STAYS[0]} of {words[0]} and {{\\b {words[-1]}}} needs a {STAYS[1]}"
    path.write_bytes(
        f"{{\\rtf1\\ansi\\ansicpg1252{{\\fonttbl{{\\f0 Arial;}}}}{{\\info{{\\author {words[0]}}}"
        f"{{\\title {words[-1]}}}}}"
        f"\\pard\\f0 {text}\\par\n}}".encode()
    )


def _dicom(path: Path, words: Sequence[str]) -> None:
    camera_files.dicom(path, words)


Maker = Callable[[Path, Sequence[str]], None]
_FAMILIES: dict[Maker, str] = {
    _plain: " ".join(sorted(TextHandler.suffixes)),
    _calendar: ".ics .ical .ifb",
    _card: ".vcf .vcard",
    _subtitles: ".srt .vtt .sbv",
    _table: ".csv .tsv .tab",
    _json: ".json .geojson",
    _json_lines: ".jsonl .ndjson",
    _html: ".html .htm .xhtml",
    _notebook: ".ipynb",
    _epub: ".epub",
    _xml: " ".join(sorted(XmlHandler.suffixes)),
    _mail: ".eml",
    _outlook: ".msg",
    _mailbox: ".mbox .mbx",
    _word: ".docx .docm .dotx .dotm",
    _sheet: ".xlsx .xlsm .xltx .xltm",
    _slides: ".pptx .pptm .ppsx .ppsm .potx .potm",
    _open_document: ".odt .ott .fodt .ods .ots .fods .odp .otp .fodp .odg .otg .fodg .odc .odf",
    _rich: ".rtf",
    _pdf: ".pdf",
    _picture: " ".join(sorted(ImageHandler.suffixes - set(BECOMES))),
    _camera: " ".join(sorted(BECOMES)),
    _dicom: ".dcm .dicom",
    _sound: " ".join(_SOUND_CODECS),
    _film: " ".join(_FILM_CODECS),
    _parquet: ".parquet .pq",
    _sqlite: ".sqlite .sqlite3 .db .db3",
    _archive: ".zip .7z",
    _tar: ".tar",
    _packed: ".gz .tgz .bz2 .tbz2 .xz .txz",
}
MAKERS: dict[str, Maker] = {suffix: maker for maker, suffixes in _FAMILIES.items() for suffix in suffixes.split()}
