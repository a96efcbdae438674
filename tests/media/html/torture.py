"""A web page with another made-up word in each corner that can hold one."""

from __future__ import annotations

import base64

SHOWN = {
    "title": "Aldous",
    "block": "Bettina",
    "cell": "Cormac",
    "alt": "Dagny",
    "tooltip": "Eustace",
    "link": "Fenella",
    "value": "Gawain",
    "placeholder": "Hedda",
    "aria": "Ignatius",
    "option": "Jocasta",
    "textarea": "Kester",
    "summary": "Lavinia",
    "ruby": "Mungo",
    "time": "Nerys",
    "caption": "Osric",
    "split": "Perpetua",
    "noscript": "Quentin",
    "unknown": "Rowena",
}
"""What a reader sees or hears, by corner."""
HIDDEN = {
    "display": "Sabine",
    "sheet": "Tancred",
    "attribute": "Ursula",
    "field": "Valentin",
    "visibility": "Wilhelmina",
    "opacity": "Xanthe",
    "size": "Yorick",
    "white": "Zenobia",
    "near": "Ambrose",
    "far": "Blodwen",
    "clipped": "Crispin",
    "small": "Dorothea",
    "dialog": "Evander",
    "indent": "Florian",
    "clear": "Gwendolen",
    "listed": "Hamish",
    "picture": "Imogen",
}
"""What the page does not show, by corner."""
DROPPED = {
    "comment": "Jarvis",
    "conditional": "Keziah",
    "script": "Lysander",
    "linked data": "Marigold",
    "sheet": "Nathaniel",
    "meta": "Octavia",
    "og": "Peregrine",
    "handler": "Quillon",
    "data": "Rosamund",
    "class": "Sylvester",
    "id": "Tabitha",
    "srcdoc": "Ulric",
    "template": "Verity",
    "svg": "Winifred",
    "math": "Xavier",
    "code link": "Yolanda",
    "instruction": "Zachary",
    "remote": "Araminta",
    "srcset": "Barnabas",
    "object": "Clementine",
    "name": "Digory",
    "tag": "ermintrude",
    "attribute name": "fitzroy",
    "font": "Griselda",
    "background": "Horatio",
    "page of data": "Isolde",
    "rel": "Jethro",
    "track": "Kirsten",
    "base": "Leopold",
    "doctype": "Mehitabel",
}
"""What no copy holds, by corner."""


def torture(xml: bool = False) -> str:
    """The source of the page; with *xml* as XHTML."""
    s, h, d = SHOWN, HIDDEN, DROPPED
    pixel = base64.b64encode(b"\x89PNG a picture").decode()
    page = base64.b64encode(d["page of data"].encode()).decode()
    split = f"{s['split'][:3]}</b><i>{s['split'][3:]}"
    head = f"""<head><title>On {s["title"]}</title><meta name="author" content="{d["meta"]}"/>
<meta property="og:title" content="{d["og"]}"/><base href="https://{d["base"]}.example/"/>
<link rel="author" href="https://{d["rel"]}.example/"/><script>var a = "{d["script"]}"</script>
<script type="application/ld+json">{{"name": "{d["linked data"]}"}}</script>
<style>/* {d["sheet"]} */ .gone, .menu > .old {{ display: none }} .old.new {{ display: block }}
@media print {{ p {{ display: none }} }} #z {{ color: #fff }}</style></head>"""
    shown = f"""<p class="{d["class"]}" id="{d["id"]}" onclick="go('{d["handler"]}')" data-who="{d["data"]}">Dear
{s["block"]} <b>and {split}</i></p><!-- {d["comment"]} --><!--[if mso]>{d["conditional"]}<![endif]-->
<?php {d["instruction"]} ?><table><caption>{s["caption"]}</caption><tr><td>{s["cell"]}</td></tr></table>
<img alt="{s["alt"]}" src="data:image/png;base64,{pixel}" srcset="https://x.example/{d["srcset"]}"/>
<a href="mailto:{s["link"]}@example.org" title="{s["tooltip"]}">write</a>
<a href="javascript:go('{d["code link"]}')">go</a><a href="data:text/html;base64,{page}">a page</a>
<form><input value="{s["value"]}" placeholder="{s["placeholder"]}" name="{d["name"]}"/><select>
<option>{s["option"]}</option></select><textarea>{s["textarea"]}</textarea></form>
<details><summary>{s["summary"]}</summary>more</details><ruby>x<rt>{s["ruby"]}</rt></ruby>
<time datetime="{s["time"]}">then</time><p aria-label="{s["aria"]}">said</p>
<noscript><p>{s["noscript"]}</p></noscript><{d["tag"]}>{s["unknown"]}</{d["tag"]}>
<p {d["attribute name"]}="1">named</p><font face="{d["font"]}">font</font>
<iframe srcdoc="{d["srcdoc"]}"></iframe><template><p>{d["template"]}</p></template>
<svg xmlns="http://www.w3.org/2000/svg"><text>{d["svg"]}</text></svg>
<math xmlns="http://www.w3.org/1998/Math/MathML"><mtext>{d["math"]}</mtext></math>
<img src="https://x.example/?{d["remote"]}"/><object data="x"><p>{d["object"]}</p></object>
<div style="background:url({d["background"]})">ground</div><video><track label="{d["track"]}"/></video>"""
    hidden = f"""<p style="display:none">{h["display"]}</p><p class="gone">{h["sheet"]}</p>
<div class="menu"><p class="old">{h["listed"]}</p><p class="old new">ladder</p></div><p hidden="">{h["attribute"]}</p>
<input type="hidden" value="{h["field"]}"/><p style="visibility:hidden">{h["visibility"]}</p>
<p style="opacity:0">{h["opacity"]}</p><p style="font-size:0">{h["size"]}<span style="font-size:9pt">harvest</span></p>
<p style="color:#ffffff">{h["white"]}</p><p style="background:#000"><font color="#010101">{h["near"]}</font></p>
<p style="position:absolute;left:-9999px">{h["far"]}</p><p style="clip-path:inset(50%)">{h["clipped"]}</p>
<p style="max-height:0;overflow:hidden">{h["small"]}</p><dialog>{h["dialog"]}</dialog>
<h2 style="text-indent:-5000px">{h["indent"]}</h2><p style="color:rgba(0,0,0,0)">{h["clear"]}</p>
<img alt="{h["picture"]}" src="x.png" style="display:none"/>"""
    space = ' xmlns="http://www.w3.org/1999/xhtml"' if xml else ""
    start = "" if xml else f'<!DOCTYPE html PUBLIC "{d["doctype"]}">'
    return f'{start}<html{space}>{head}<body text="black">{shown}{hidden}<p>The end.</p></body></html>'
