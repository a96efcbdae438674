"""XML files with another made-up word in each corner that can hold one."""

from __future__ import annotations

import base64

SHOWN = {
    "leaf": "Aldous",
    "attribute": "Bettina",
    "single quotes": "Cormac",
    "cdata": "Dagny",
    "mixed": "Eustace",
    "across": "Fenella",
    "commented": "Gawain",
    "entity": "Hedda",
    "reference": "Ignatius",
    "tail": "Jocasta",
    "before": "Kester",
    "empty": "Lavinia",
    "key": "Mungo",
    "field": "Nerys",
    "spaced": "Osric",
    "prefixed": "Quentin",
    "number": "447700900123",
    "root": "Rowena",
    "entity value": "Sabine",
    "greater": "Tancred",
}
DROPPED = {
    "comment": "Ursula",
    "inner comment": "Valentin",
    "instruction": "Wilhelmina",
    "style sheet": "Xanthe",
    "doctype": "Yorick",
    "default": "Zenobia",
    "unused entity": "Ambrose",
    "tail comment": "Blodwen",
    "public": "Crispin",
    "data": "Dorothea",
    "pgp": "Evander",
    "file": "Florian",
    "location": "Perpetua",
}


def torture() -> str:
    s, d = SHOWN, DROPPED
    body = base64.b64encode(d["data"].encode() * 9).decode()
    picture = base64.b64encode(b"\x89PNG\r\n\x1a\n" + d["file"].encode() * 9).decode()
    ignatius = "".join(
        f"&#{ord(letter)};" if n % 2 else f"&#x{ord(letter):x};" for n, letter in enumerate(s["reference"])
    )
    first, last = s["across"][:3], s["across"][3:]
    return f"""<?xml version='1.0' encoding="UTF-8"?>
<?xml-stylesheet href="{d["style sheet"]}.xsl"?><!-- {d["comment"]} -->
<!DOCTYPE r PUBLIC "-//{d["public"]}//DTD" "x.dtd" [<!-- {d["doctype"]} ]> --><!ENTITY who "{s["entity"]} &amp; son">
<!ENTITY deep 'Mr &who;'><!ENTITY none "{d["unused entity"]}"><!ATTLIST r name CDATA "{d["default"]}">]>
<r xmlns="http://a.example/x" xmlns:p="urn:p" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
   xsi:schemaLocation="http://a.example/x file:///C:/Users/{d["location"]}/x.xsd" note="{s["root"]}">
 <patient nhs="{s["attribute"]}" alias='{s["single quotes"]} "x"' tel="{s["number"]}">
 <surname>{s["leaf"]}</surname></patient>
 <notes><![CDATA[<b>{s["cdata"]}</b> & co]]> and <i>{s["mixed"]}</i>, <b>{first}</b>{last}<!-- {d["inner comment"]} -->
 </notes>
 <who>{s["commented"][:3]}<!-- x -->{s["commented"][3:]}</who><by>&deep;</by><ref>{ignatius}</ref>
 <para>{s["before"]}<child>ladder</child>{s["tail"]}</para><empty who="{s["empty"]}"/><?pi {d["instruction"]}?>
 <dict><key>{s["key"]}</key><string>harvest</string></dict><field name="surname">{s["field"]}</field>
 <t xml:space="preserve">  {s["spaced"]}
  </t><p:n p:x = "{s["prefixed"]} &lt; &who;">a &gt; b</p:n><e v="&who; {s["entity value"]}"/><g v="a>{s["greater"]}"/>
 <css>a {{ background: url(data:image/png;base64,{body}) }}{" " * 200}</css><photo>{picture}</photo>
 <sig>-----BEGIN PGP MESSAGE-----
{d["pgp"]}{"x" * 200}
-----END PGP MESSAGE-----</sig>
</r>
<!-- {d["tail comment"]} -->"""


DRAWN = {
    "text": "Aldous",
    "spans": "Bettina Lee",
    "title": "Cormac",
    "desc": "Dagny",
    "label": "Eustace",
    "link": "Fenella",
    "foreign": "Gawain",
    "sheet": "Hedda",
}
HIDDEN = {
    "display": "Ignatius",
    "style": "Jocasta",
    "class": "Kester",
    "visibility": "Lavinia",
    "opacity": "Mungo",
    "fill": "Nerys",
    "group": "Osric",
}
NOT_DRAWN = {
    "metadata": "Perpetua",
    "script": "Quentin",
    "handler": "Rowena",
    "inkscape": "Sabine",
    "sodipodi": "Tancred",
    "comment": "Ursula",
    "css comment": "Valentin",
    "remote": "Wilhelmina",
    "code link": "Xanthe",
    "picture": "Yorick",
}


def drawing() -> str:
    s, h, d = DRAWN, HIDDEN, NOT_DRAWN
    picture = base64.b64encode(b"\x89PNG " + d["picture"].encode()).decode()
    first, last = s["spans"].split()
    return f"""<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
 xmlns:sodipodi="http://sodipodi.example/" viewBox="0 0 9 9"
 inkscape:export-filename="/home/{d["inkscape"]}/x.png"
 onload="go('{d["handler"]}')" width="90" sodipodi:docname="x.svg">
<title>{s["title"]}</title><desc>{s["desc"]}</desc><metadata><who>{d["metadata"]}</who></metadata>
<style>/* {d["css comment"]} */ .gone {{ display: none }} .{s["sheet"]} {{ fill: red }}</style>
<sodipodi:namedview who="{d["sodipodi"]}"/><script>var a = '{d["script"]}'</script><!-- {d["comment"]} -->
<text x="1">{s["text"]} harvest</text><text><tspan x="1">{first}</tspan><tspan x="20">{last}</tspan></text>
<g aria-label="{s["label"]}"><a href="mailto:{s["link"]}@example.org"><text>ladder</text></a>
<a xlink:href="javascript:go('{d["code link"]}')"><text>go</text></a></g>
<image href="https://x.example/{d["remote"]}.png"/><image xlink:href="data:image/png;base64,{picture}"/>
<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">{s["foreign"]}</p></foreignObject>
<text display="none">{h["display"]}</text><text style="display:none">{h["style"]}</text>
<text class="gone">{h["class"]}</text><text visibility="hidden">{h["visibility"]}</text>
<g opacity="0"><text>{h["opacity"]}</text></g><text fill="none">{h["fill"]}</text>
<g style="display:none" class="x"><g><text>{h["group"]}</text></g></g><text>The end.</text></svg>"""
