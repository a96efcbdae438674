"""Names that Office itself gives to styles and fonts, which say nothing about anybody."""

from __future__ import annotations

import re

_STYLE_WORDS = frozenset(
    (
        "accent acronym address annotation article attribute balloon before after bad bibliography block body "
        "book box bullet calculation caption cell center char check cite citation classic closing code colorful "
        "columns comma comment contemporary contents continue currency d dark date default definition document "
        "double e effects elegant emphasis endnote envelope explanatory first followed font footer footnote good "
        "grid hashtag header heading html hyperlink indent index input intense keyboard large letter light line "
        "linked link list macro mail map medium mention message multi neutral no normal note number numbered "
        "office outline output page paragraph percent pivot placeholder plain preformatted professional quote "
        "reference return revision salutation sample section shading signature simple single size smart space "
        "spacing strong style sub subject subscript subtitle subtle superscript table text theme title toa toc "
        "total typewriter underline underlined unresolved variable visited warning web with "
    ).split()
)
_FONTS = frozenset(
    " ".join(name.split()).casefold()
    for name in """
    Agency FB, Angsana New, Aptos, Aptos Display, Aptos Narrow, Arial, Arial Black, Arial
    Narrow, Arial Unicode MS, Batang, Baskerville Old Face, Book Antiqua, Bookman Old Style,
    Browallia New, Calibri, Calibri Light, Cambria, Cambria Math, Candara, Carlito, Caladea,
    Century, Century Gothic, Century Schoolbook, Comic Sans MS, Consolas, Constantia, Corbel,
    Cordia New, Courier, Courier New, DaunPenh, DejaVu Sans, DejaVu Serif, DejaVu Sans Mono,
    DengXian, DengXian Light, DokChampa, Estrangelo Edessa, Euphemia, Franklin Gothic Book,
    Franklin Gothic Medium, Garamond, Gautami, Georgia, Georgia Pro, Gill Sans MT, Gulim,
    Helvetica, Helvetica Neue, Impact, Iskoola Pota, Kalinga, Kartika, Khmer UI, Latha,
    Leelawadee, Leelawadee UI, Liberation Mono, Liberation Sans, Liberation Serif, Lohit
    Devanagari, Lucida Console, Lucida Grande, Lucida Sans Unicode, MS Gothic, MS Mincho, MS
    PGothic, MS Sans Serif, MV Boli, Malgun Gothic, Mangal, Microsoft Himalaya, Microsoft Sans
    Serif, Microsoft Uighur, Microsoft YaHei, Microsoft Yi Baiti, MingLiU, Mongolian Baiti,
    MoolBoran, Myanmar Text, Noto Sans, Noto Sans CJK SC, Noto Serif, Nyala, Open Sans,
    OpenSymbol, PMingLiU, Palatino Linotype, Plantagenet Cherokee, Raavi, Roboto, Segoe UI,
    Segoe UI Light, Segoe UI Symbol, Shruti, SimHei, SimSun, Source Sans Pro, Sylfaen, Symbol,
    Tahoma, Times, Times New Roman, Trebuchet MS, Tunga, Verdana, Vijaya, Vrinda, Webdings,
    Wingdings, Wingdings 2, Wingdings 3, Yu Gothic, Yu Gothic Light, Yu Mincho,
    ＭＳ Ｐゴシック, ＭＳ ゴシック, ＭＳ 明朝, 宋体, 新細明體,
    맑은 고딕, 游ゴシック, 游ゴシック Light, 游明朝, 等线, 等线 Light,
    MS UI Gothic, Lucida
    Sans, Microsoft New Tai Lue, Ebrima, Gadugi, Avenir Black, Javanese Text, Microsoft
    JhengHei, Microsoft Tai Le, Nirmala UI, Phagspa
    """.split(",")
)
_WORD = re.compile(r"[A-Z]?[^\W\d_A-Z]+|[A-Z]+")


def is_style_name(name: str) -> bool:
    """Whether a name, or an id written as one word, is made of the words of Office's own styles."""
    return all(word.casefold() in _STYLE_WORDS for word in _WORD.findall(name))


def is_office_name(name: str) -> bool:
    """Whether a name is one that Office gives to a style or a font."""
    return is_style_name(name) or name.casefold() in _FONTS
