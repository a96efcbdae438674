"""Settings of a file: those stay that say how its pages are laid out, as yes or no or a number; every other goes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from redact.media.odf.xml import local, q, remove

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

_LAYOUT = frozenset(
    """
AddExternalLeading AddFrameOffsets AddParaLineSpacingToTableCells AddParaSpacingToTableCells AddParaTableSpacing
AddParaTableSpacingAtStart AddVerticalFrameOffsets AlignTabStopPosition ApplyParagraphMarkFormatToNumbering
AutoFirstLineIndentDisregardLineSpace BackgroundParaOverDrawings CharacterCompressionType
ClipAsCharacterAnchoredWriterFlyFrames ClippedPictures CollapseEmptyCellPara ConsiderTextWrapOnObjPos
ContinuousEndnotes DefaultTabStop DisableOffPagePositioning DoNotCaptureDrawObjsOnPage
DoNotJustifyLinesWithManualBreak DoNotResetParaAttrsForNumFont EmptyDbFieldHidesPara FloattableNomargins
FootnoteInColumnToPageEnd FrameAutowidthWithMorePara GutterAtTop HeaderSpacingBelowLastPara
IgnoreFirstLineIndentInNumbering IgnoreTabsAndBlanksForLineCalculation InvertBorderSpacing IsKernAsianPunctuation
MathBaselineAlignment MsWordCompMinLineHeightByFly MsWordCompTrailingBlanks NoNumberingShowFollowBy
OutlineLevelYieldsNumbering ParagraphSummation PropLineSpacingShrinksFirstLine StylesNoDefault
SubtractFlysAnchoredAtFlys SurroundTextWrapSmall TabAtLeftIndentForParagraphsInList TabOverMargin TabOverSpacing
TabOverflow TableRowKeep TabsRelativeToIndent TreatSingleColumnBreakAsPageBreak UnbreakableNumberings
UnxForceZeroExtLeading UseFormerLineSpacing UseFormerObjectPositioning UseFormerTextWrapping UseOldNumbering
UseOldPrinterMetrics WordLikeWrapForAsCharFlys
""".split()
)
_TYPES = frozenset({"boolean", "short", "int", "long"})
_VALUE = re.compile(r"true|false|-?\d{1,9}")
_HOLDERS = frozenset({"document-settings", "settings", "config-item-set"})


def clean_settings(root: Element) -> None:
    """Leave only the settings of the layout."""
    for element in reversed(list(root.iter())):
        name = local(element.tag)
        if name in _HOLDERS:
            element.text = element.tail = None
            if name == "config-item-set":
                _name(element)
        elif not (name == "config-item" and _is_layout(element)):
            remove(element)
    for element in root.iter(q("config:config-item")):
        element.tail = None


def is_clean(root: Element) -> bool:
    """Whether nothing but settings of the layout is left."""
    return all(
        local(element.tag) in _HOLDERS or (local(element.tag) == "config-item" and _is_layout(element))
        for element in root.iter()
    )


def _is_layout(item: Element) -> bool:
    known = item.get(q("config:name")) in _LAYOUT and item.get(q("config:type")) in _TYPES
    return known and len(item) == 0 and bool(_VALUE.fullmatch(item.text or ""))


def _name(group: Element) -> None:
    if not len(group):
        remove(group)
    else:
        group.set(q("config:name"), "ooo:configuration-settings")
