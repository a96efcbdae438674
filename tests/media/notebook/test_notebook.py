"""A notebook with another made-up word in each corner; what is kept, dropped, refused."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redact.contracts import Changes
from redact.errors import UnreadableError
from redact.media import checklist
from redact.media.notebook import NotebookHandler
from redact.media.notebook.gate import CHECKS
from redact.types import Document, Edit, NewText, Release, TextSpan

HANDLER = NotebookHandler(NotebookHandler.Options())
PIXEL = base64.b64encode(b"\x89PNG Yorick").decode()
SHOWN = {
    "code": "Aldous",
    "markdown": "Bettina",
    "raw": "Cormac",
    "stream": "Dagny",
    "result": "Eustace",
    "page": "Fenella",
    "json": "Gawain",
    "json key": "Hedda",
    "error name": "Ignatius",
    "error value": "Jocasta",
    "traceback": "Kester",
    "latex": "Lavinia",
    "split lines": "Mungo\nNerys",
    "folded": "Osric",
    "path": "Perpetua",
}
DROPPED = {
    "author": "Quentin",
    "kernel": "Rowena",
    "widgets": "Sabine",
    "cell metadata": "Tancred",
    "tag": "Ursula",
    "output metadata": "Valentin",
    "script": "Wilhelmina",
    "vega": "Xanthe",
    "picture": "Yorick",
    "attachment name": "Zenobia",
    "lost attachment": "Ambrose",
    "cell id": "Blodwen",
    "comment": "Crispin",
    "page comment": "Dorothea",
    "page hidden": "Evander",
    "data": "Florian",
    "language": "Gwendolen",
    "top": "Hamish",
    "style": "Imogen",
}


def torture() -> dict[str, Any]:
    s, d = SHOWN, DROPPED
    data = base64.b64encode(d["data"].encode() * 5).decode()
    outputs = [
        {"output_type": "stream", "name": "stderr", "text": [f"/home/{s['path']}/x.py:1: warning\n", s["stream"]]},
        {
            "output_type": "execute_result",
            "execution_count": 3,
            "metadata": {"who": d["output metadata"]},
            "data": {
                "text/plain": [f"'{s['result']}'"],
                "text/html": [
                    f"<div><!-- {d['page comment']} --><style>.{d['style']} {{}}</style><table>",
                    f"<tr><td>{s['page']}</td></tr>",
                    f"</table><p style='display:none'>{d['page hidden']}</p></div>",
                ],
                "application/json": {"name": [s["json"]], s["json key"]: 1},
                "text/latex": s["latex"],
                "image/png": PIXEL + "\n",
                "application/javascript": d["script"],
                "application/vnd.vegalite.v5+json": {"data": [d["vega"]]},
            },
        },
        {
            "output_type": "error",
            "ename": s["error name"],
            "evalue": s["error value"],
            "traceback": ["\x1b[0;31mKes\x1b[0mter", "in harvest"],
        },
    ]
    cells = [
        {
            "cell_type": "markdown",
            "id": d["cell id"],
            "metadata": {"author": d["cell metadata"], "tags": [d["tag"]]},
            "source": [f"# {s['markdown']} <!-- {d['comment']} -->\n",
             f"![x](attachment:{d['attachment name']}.png) and ladder"],
            "attachments": {
                f"{d['attachment name']}.png": {"image/png": PIXEL},
                f"{d['lost attachment']}.png": {"image/png": PIXEL},
            },
        },
        {
            "cell_type": "code",
            "id": "b",
            "metadata": {"jupyter": {"source_hidden": True}},
            "execution_count": 3,
            "source": f"x = '{s['code']}'\ny = '{s['folded']}'",
            "outputs": outputs,
        },
        {"cell_type": "raw", "id": "c", "metadata": {}, "source": s["raw"]},
        {"cell_type": "code", "id": "d", "metadata": {}, "execution_count": None, "outputs": [],
         "source": ["# Mungo\n", f"Nerys data:image/png;base64,{data}"]},
    ]  # fmt: skip
    metadata = {
        "authors": [{"name": d["author"]}],
        "kernelspec": {"name": d["kernel"], "display_name": d["kernel"], "language": "python"},
        "language_info": {"name": "python", "version": "3.11.7", "file_extension": d["language"]},
        "widgets": {"x": d["widgets"]},
    }
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5, "signature": d["top"]}


def opened(tmp_path: Path, notebook: object = None) -> Document:
    path = tmp_path / "a.ipynb"
    path.write_text(
        json.dumps(torture() if notebook is None else notebook, ensure_ascii=False, indent=1) + "\n", "utf-8"
    )
    return HANDLER.load(path)


def hide(document: Document, *words: str, release: Release = Release.OPEN, files: bool = True) -> str:
    edits = []
    for part in document.parts:
        for word in words:
            at = part.text.find(word)
            if at >= 0:
                edits.append(Edit(TextSpan(part.id, at, at + len(word)), NewText("[X]"), "f"))
    children = {child.id: ("p.png", b"new") for child in document.children} if files else {}
    target = document.source.with_name("out.ipynb")
    HANDLER.write(document, Changes(tuple(edits), children, release), target)
    assert not [one for one in HANDLER.unseen(target) if one.serious]
    return target.read_text("utf-8")


@pytest.mark.parametrize("release", list(Release))
def test_no_secret_of_any_corner_survives(tmp_path: Path, release: Release) -> None:
    document = opened(tmp_path)
    parts = [part.text for part in document.parts]
    assert [word for word in SHOWN.values() if word.split()[0] not in " ".join(parts)] == []
    secrets = [word for value in [*SHOWN.values(), *DROPPED.values()] for word in value.split()]
    written = hide(document, *secrets, release=release)
    assert [word for word in secrets if word.casefold() in written.casefold()] == []
    said = " ".join(part.text for part in HANDLER.reopen(tmp_path / "out.ipynb").parts)
    assert [word for word in secrets if word in said] == []
    assert {"harvest", "ladder"} <= set(said.split())


def test_the_copy_is_valid_and_reads_as_it_did(tmp_path: Path) -> None:
    written = nbformat.reads(hide(opened(tmp_path)), as_version=nbformat.NO_CONVERT)
    nbformat.validate(written)
    assert [cell.cell_type for cell in written.cells] == ["markdown", "code", "raw", "code"]
    assert written.cells[1].source == "x = 'Aldous'\ny = 'Osric'"
    assert written.cells[1].outputs[2].traceback == ["Kester", "in harvest"]
    assert written.cells[1].outputs[1].data["application/json"] == {"name": ["Gawain"], "Hedda": 1}
    assert written.cells[1].outputs[1].data["image/png"] == "bmV3\n"
    assert written.cells[0].attachments == {"attachment-1": {"image/png": "bmV3"}}
    assert "attachment:attachment-1" in written.cells[0].source
    assert written.metadata.kernelspec.name == "python3"
    assert written.metadata.language_info == {"name": "python", "version": "3.11.7"}


def test_what_jupyter_wrote_and_nothing_was_found_in_keeps_its_bytes(tmp_path: Path) -> None:
    from nbformat import v4

    cells = [v4.new_markdown_cell("# One\ntwo", id="cell-1"), v4.new_code_cell("x", id="cell-2")]
    cells[1].outputs = [v4.new_output("stream", text="a\nb\n")]
    metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python", "version": "3.11.7"},
    }
    path = tmp_path / "a.ipynb"
    nbformat.write(v4.new_notebook(cells=cells, metadata=metadata), path)
    HANDLER.write(HANDLER.load(path), Changes(()), tmp_path / "out.ipynb")
    assert (tmp_path / "out.ipynb").read_bytes() == path.read_bytes()


def test_pictures_are_children_and_leave_where_they_were_withheld(tmp_path: Path) -> None:
    document = opened(tmp_path)
    assert [(child.id, child.name) for child in document.children] == [
        ("c1.f1.d1", "picture.png"),
        ("c2.o2.d5", "picture.png"),
    ]
    assert "bmV3" not in hide(document, files=False)
    alone = {"cells": [{"cell_type": "code", "metadata": {}, "execution_count": 1, "source": "", "outputs": [
        {"output_type": "display_data", "metadata": {}, "data": {"image/png": PIXEL}}]}],
        "metadata": {}, "nbformat": 4, "nbformat_minor": 4}  # fmt: skip
    assert "[output left out]" in hide(opened(tmp_path, alone), files=False)


def test_the_gate_names_what_the_original_hides(tmp_path: Path) -> None:
    document = opened(tmp_path)
    found = list(HANDLER.unseen(document.source))
    assert {one.check for one in found} == set(CHECKS) - {
        checklist.INVISIBLE, checklist.OUTSIDE, checklist.EMBEDDED, checklist.LINKED, checklist.DESCRIPTIONS,
    }  # fmt: skip
    assert {"metadata", "the state of widgets", "scripts", "comments"} <= set(document.dropped)
    assert not [word for word in DROPPED.values() if any(word in one.kind + one.place for one in found)]


CODE = {"cell_type": "code", "metadata": {}, "execution_count": None, "source": "", "outputs": []}
WHOLE = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


@pytest.mark.parametrize(
    "notebook",
    [
        [],
        {},
        "Ann",
        {"worksheets": [], "nbformat": 3, "nbformat_minor": 0},
        WHOLE | {"nbformat": 5},
        WHOLE | {"nbformat_minor": "x"},
        WHOLE | {"cells": {"a": 1}},
        WHOLE | {"cells": [1]},
        WHOLE | {"cells": [{"cell_type": "ann"}]},
        WHOLE | {"cells": [CODE | {"source": 1}]},
        WHOLE | {"cells": [CODE | {"source": [["x"]]}]},
        WHOLE | {"cells": [CODE | {"outputs": "x"}]},
        WHOLE | {"cells": [CODE | {"outputs": [{"output_type": "ann"}]}]},
        WHOLE | {"cells": [CODE | {"outputs": [{"output_type": "display_data", "data": 3}]}]},
        WHOLE | {"cells": [CODE | {"outputs": [{"output_type": "stream", "text": {"a": 1}}]}]},
    ],
)
def test_what_is_no_notebook_is_refused(tmp_path: Path, notebook: object) -> None:
    with pytest.raises(UnreadableError):
        opened(tmp_path, notebook)


JSON = st.recursive(
    st.none() | st.integers() | st.text(max_size=4),
    lambda one: st.lists(one) | st.dictionaries(st.text(max_size=4), one),
)


@settings(deadline=None)
@given(
    JSON,
    JSON,
    st.dictionaries(st.sampled_from(["text/plain", "text/html", "image/png", "application/json", "x/y"]), JSON),
)
def test_any_content_is_written_clean_or_refused(
    tmp_path_factory: pytest.TempPathFactory, source: Any, metadata: Any, data: Any
) -> None:
    output = {"output_type": "display_data", "metadata": metadata, "data": data}
    notebook = WHOLE | {
        "cells": [CODE | {"source": source, "metadata": metadata, "outputs": [output]}],
        "metadata": metadata,
    }
    try:
        document = opened(tmp_path_factory.mktemp("n"), notebook)
    except UnreadableError:
        return
    hide(document)
    HANDLER.reopen(document.source.with_name("out.ipynb"))
