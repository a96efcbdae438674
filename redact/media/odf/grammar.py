"""Which elements and attributes of OpenDocument a copy may hold: those of OASIS OpenDocument 1.2, without what goes.

Not listed, and so dropped: scripts, events, forms, changes, links to data, filters, pivot tables, signatures, private
data of programs, and every element or attribute of another name space. Attributes that hold numbers, tokens or names
are listed; what a person typed in one of them is offered as a text elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from redact.media.odf.xml import q


def _listed(names: Mapping[str, str]) -> Iterable[str]:
    return (q(f"{prefix}:{name}") for prefix, group in names.items() for name in group.split())


_ELEMENTS = {
    "anim": """
animate animateColor animateMotion animateTransform iterate par seq set transitionFilter
    """,
    "chart": """
axis categories chart data-label data-point domain equation error-indicator floor footer grid label-separator legend
mean-value plot-area regression-curve series stock-gain-marker stock-loss-marker stock-range-line subtitle
symbol-image title wall
    """,
    "dc": """
subject title
    """,
    "dr3d": """
cube extrude light rotate scene sphere
    """,
    "draw": """
a    caption circle connector contour-path contour-polygon custom-shape ellipse
enhanced-geometry equation fill-image frame g glue-point gradient handle hatch image  layer layer-set line
marker measure object opacity page page-thumbnail param path polygon polyline rect regular-polygon stroke-dash
text-box
    """,
    "meta": """
keyword
    """,
    "number": """
am-pm boolean boolean-style currency-style currency-symbol date-style day day-of-week embedded-text era fraction
hours minutes month number number-style percentage-style quarter scientific-number seconds text text-content
text-style time-style week-of-year year
    """,
    "office": """
annotation annotation-end automatic-styles binary-data body chart document document-content document-meta
document-styles drawing font-face-decls image master-styles meta presentation spreadsheet styles text
    """,
    "presentation": """
date-time date-time-decl footer footer-decl header header-decl notes placeholder
    """,
    "style": """
background-image chart-properties column column-sep columns default-page-layout default-style
drawing-page-properties drop-cap font-face footer footer-first footer-left footer-style footnote-sep
graphic-properties handout-master header header-first header-footer-properties header-left header-style
list-level-label-alignment list-level-properties map master-page page-layout page-layout-properties
paragraph-properties presentation-page-layout region-center region-left region-right ruby-properties
section-properties style tab-stop tab-stops table-cell-properties table-column-properties table-properties
table-row-properties text-properties
    """,
    "svg": """
desc linearGradient radialGradient stop title
    """,
    "table": """
background body calculation-settings covered-table-cell desc even-columns even-rows first-column first-row iteration
last-column last-row named-expressions named-range null-date odd-columns odd-rows shapes table table-cell
table-column table-column-group table-columns table-header-columns table-header-rows table-row table-row-group
table-rows table-template title
    """,
    "text": """
a alphabetical-index alphabetical-index-entry-template alphabetical-index-source bibliography
bibliography-configuration bibliography-entry-template bibliography-source bookmark bookmark-end bookmark-start h
hidden-paragraph illustration-index illustration-index-entry-template illustration-index-source index-body
index-entry-bibliography index-entry-chapter index-entry-link-end index-entry-link-start index-entry-page-number
index-entry-span index-entry-tab-stop index-entry-text index-source-style index-source-styles index-title
index-title-template line-break linenumbering-configuration linenumbering-separator list list-header list-item
list-level-style-bullet list-level-style-image list-level-style-number list-style note note-body note-citation
note-continuation-notice-backward note-continuation-notice-forward notes-configuration numbered-paragraph
object-index object-index-entry-template object-index-source outline-level-style outline-style p page page-count
page-number page-sequence ruby ruby-base ruby-text s section sheet-name sort-key span tab table-index
table-index-entry-template table-index-source table-of-content table-of-content-entry-template
table-of-content-source user-index user-index-entry-template user-index-source
    """,
}
_ATTRIBUTES = {
    "anim": """
color-interpolation color-interpolation-direction formula id iterate-interval iterate-type
    """,
    "chart": """
angle-offset attached-axis auto-position auto-size automatic-content axis-label-position axis-position class
column-mapping connect-bars data-label-number data-label-symbol data-label-text data-source-has-labels deep
dimension display-equation display-label display-r-square error-category error-lower-indicator error-lower-limit
error-lower-range error-margin error-percentage error-upper-indicator error-upper-limit error-upper-range gap-width
group-bars-per-axis hole-size include-hidden-cells interpolation interval-major interval-minor-divisor
japanese-candle-stick label-arrangement label-cell-address label-position label-position-negative legend-align
legend-position lines link-data-style-to-source logarithmic maximum mean-value minimum name origin overlap
percentage pie-offset regression-type repeated reverse-direction right-angled-axes row-mapping scale-text
series-source solid-type sort-by-x-values spline-order spline-resolution stacked style-name symbol-height
symbol-name symbol-type symbol-width text-overlap three-dimensional tick-mark-position tick-marks-major-inner
tick-marks-major-outer tick-marks-minor-inner tick-marks-minor-outer treat-empty-cells values-cell-range-address
vertical visible
    """,
    "dr3d": """
ambient-color back-scale backface-culling center close-back close-front depth diffuse-color direction distance
edge-rounding edge-rounding-mode emissive-color enabled end-angle focal-length horizontal-segments lighting-mode
max-edge min-edge normals-direction normals-kind projection shade-mode shadow shadow-slant shininess size specular
specular-color texture-filter texture-generation-mode-x texture-generation-mode-y texture-kind texture-mode
transform vertical-segments vpn vrp vup
    """,
    "draw": """
align angle auto-grow-height auto-grow-width background-size blue border caption-angle caption-angle-type
caption-escape caption-escape-direction caption-fit-line-length caption-gap caption-line-length caption-point-x
caption-point-y caption-type chain-next-name color color-inversion color-mode concave
concentric-gradient-fill-allowed contrast copy-of corner-radius corners cx cy data decimal-places display
display-name distance dots1 dots1-length dots2 dots2-length draw-aspect end end-angle end-color end-glue-point
end-guide end-intensity end-line-spacing-horizontal end-line-spacing-vertical end-shape engine enhanced-path
escape-direction extrusion extrusion-allowed extrusion-brightness extrusion-color extrusion-depth
extrusion-diffusion extrusion-first-light-direction extrusion-first-light-harsh extrusion-first-light-level
extrusion-light-face extrusion-metal extrusion-number-of-line-segments extrusion-origin extrusion-rotation-angle
extrusion-rotation-center extrusion-second-light-direction extrusion-second-light-harsh extrusion-second-light-level
extrusion-shininess extrusion-skew extrusion-specularity extrusion-viewpoint fill fill-color fill-gradient-name
fill-hatch-name fill-hatch-solid fill-image-height fill-image-name fill-image-ref-point fill-image-ref-point-x
fill-image-ref-point-y fill-image-width fit-to-contour fit-to-size formula frame-display-border
frame-display-scrollbar frame-margin-horizontal frame-margin-vertical gamma glue-point-leaving-directions
glue-point-type glue-points gradient-step-count green guide-distance guide-overhang handle-mirror-horizontal
handle-mirror-vertical handle-polar handle-position handle-radius-range-maximum handle-radius-range-minimum
handle-range-x-maximum handle-range-x-minimum handle-range-y-maximum handle-range-y-minimum handle-switched id
image-opacity kind layer line-distance line-skew luminance marker-end marker-end-center marker-end-width
marker-start marker-start-center marker-start-width master-page-name measure-align measure-vertical-align
mirror-horizontal mirror-vertical modifiers name nohref notify-on-update-of-ranges ole-draw-aspect opacity
opacity-name page-number parallel path-stretchpoint-x path-stretchpoint-y placing points recreate-on-edit red
rotation secondary-fill-color shadow shadow-color shadow-offset-x shadow-offset-y shadow-opacity sharpness show-unit
start start-angle start-color start-glue-point start-guide start-intensity start-line-spacing-horizontal
start-line-spacing-vertical start-shape stroke stroke-dash stroke-dash-names stroke-linejoin style style-name
symbol-color text-areas text-path text-path-allowed text-path-mode text-path-same-letter-heights text-path-scale
text-rotate-angle text-style-name textarea-horizontal-align textarea-vertical-align tile-repeat-offset transform
type unit value visible-area-height visible-area-left visible-area-top visible-area-width wrap-influence-on-position
z-index
    """,
    "fo": """
background-color border border-bottom border-left border-right border-top break-after break-before clip color
column-count column-gap country end-indent font-family font-size font-style font-variant font-weight height
hyphenate hyphenation-keep hyphenation-ladder-count hyphenation-push-char-count hyphenation-remain-char-count
keep-together keep-with-next language letter-spacing line-height margin margin-bottom margin-left margin-right
margin-top max-height max-width min-height min-width orphans padding padding-bottom padding-left padding-right
padding-top page-height page-width script space-after space-before start-indent text-align text-align-last
text-indent text-shadow text-transform widows width wrap-option
    """,
    "number": """
automatic-order calendar country decimal-places decimal-replacement denominator-value display-factor format-source
grouping language min-denominator-digits min-exponent-digits min-integer-digits min-numerator-digits position
possessive-form rfc-language-tag script style textual title transliteration-country transliteration-format
transliteration-language transliteration-style truncate-on-overflow
    """,
    "office": """
boolean-value currency date-value mimetype server-map string-value target-frame-name time-value title value
value-type version
    """,
    "presentation": """
background-objects-visible background-visible class display-date-time display-footer display-header
display-page-number duration name node-type object placeholder presentation-page-layout-name preset-class preset-id
preset-sub-type source style-name transition-speed transition-style transition-type use-date-time-name
use-footer-name use-header-name user-transformed visibility
    """,
    "smil": """
accelerate accumulate additive attributeName autoReverse begin by calcMode decelerate direction dur end endsync
fadeColor fill fillDefault from keySplines keyTimes mode repeatCount repeatDur restart restartDefault subtype
targetElement to type values
    """,
    "style": """
adjustment apply-style-name auto-text-indent auto-update background-transparency base-cell-address border-line-width
border-line-width-bottom border-line-width-left border-line-width-right border-line-width-top cell-protect char
class color column-width condition country-asian country-complex data-style-name decimal-places
default-outline-level diagonal-bl-tr diagonal-bl-tr-widths diagonal-tl-br diagonal-tl-br-widths direction display
display-name distance distance-after-sep distance-before-sep dynamic-spacing family first-page-number flow-with-text
font-charset font-charset-asian font-charset-complex font-family-asian font-family-complex font-family-generic
font-family-generic-asian font-family-generic-complex font-independent-line-spacing font-name font-name-asian
font-name-complex font-pitch font-pitch-asian font-pitch-complex font-relief font-size-asian font-size-complex
font-size-rel font-size-rel-asian font-size-rel-complex font-style-asian font-style-complex font-style-name
font-style-name-asian font-style-name-complex font-weight-asian font-weight-complex footnote-max-height
glyph-orientation-vertical height horizontal-pos horizontal-rel join-border justify-single-word language-asian
language-complex layout-grid-base-height layout-grid-base-width layout-grid-color layout-grid-display
layout-grid-lines layout-grid-mode layout-grid-print layout-grid-ruby-below layout-grid-ruby-height
layout-grid-snap-to layout-grid-standard-mode leader-char leader-color leader-style leader-text leader-text-style
leader-type leader-width legend-expansion legend-expansion-aspect-ratio length letter-kerning line-break
line-height-at-least line-spacing line-style lines list-level list-style-name master-page-name
may-break-between-rows min-row-height mirror name next-style-name num-format num-letter-sync num-prefix num-suffix
number-wrapped-paragraphs overflow-behavior page-layout-name page-number page-usage parent-style-name
percentage-data-style-name position print-content print-orientation print-page-order protect punctuation-wrap
register-true register-truth-ref-style-name rel-column-width rel-height rel-width repeat repeat-content
rfc-language-tag rfc-language-tag-asian rfc-language-tag-complex rotation-align rotation-angle row-height ruby-align
ruby-position run-through scale-to scale-to-pages script-asian script-complex script-type shadow shrink-to-fit
snap-to-layout-grid style style-name tab-stop-distance table-centering text-align-source text-autospace
text-blinking text-combine text-combine-end-char text-combine-start-char text-emphasize text-line-through-color
text-line-through-mode text-line-through-style text-line-through-text text-line-through-text-style
text-line-through-type text-line-through-width text-outline text-overline-color text-overline-mode
text-overline-style text-overline-type text-overline-width text-position text-rotation-angle text-rotation-scale
text-scale text-underline-color text-underline-mode text-underline-style text-underline-type text-underline-width
type use-optimal-column-width use-optimal-row-height use-window-font-color vertical-align vertical-pos vertical-rel
volatile width wrap wrap-contour wrap-contour-mode wrap-dynamic-threshold writing-mode writing-mode-automatic
    """,
    "svg": """
accent-height alphabetic ascent bbox cap-height cx cy d descent fill-rule font-family font-size font-stretch
font-style font-variant font-weight fx fy gradientTransform gradientUnits hanging height ideographic mathematical
offset origin overline-position overline-thickness panose-1 path r rx ry slope spreadMethod stemh stemv stop-color
stop-opacity strikethrough-position strikethrough-thickness stroke-color stroke-linecap stroke-opacity stroke-width
type underline-position underline-thickness unicode-range units-per-em v-alphabetic v-hanging v-ideographic
v-mathematical viewBox width widths x x-height x1 x2 y y1 y2
    """,
    "table": """
align automatic-find-labels base-cell-address border-model case-sensitive cell-range cell-range-address date-value
default-cell-style-name display end-cell-address end-x end-y first-row-end-column first-row-start-column formula
last-row-end-column last-row-start-column maximum-difference name null-year number-columns-repeated
number-columns-spanned number-matrix-columns-spanned number-matrix-rows-spanned number-rows-repeated
number-rows-spanned paragraph-style-name precision-as-shown print print-ranges protect range-usable-as
search-criteria-must-apply-to-whole-cell status steps style-name table-background template-name
use-banding-columns-styles use-banding-rows-styles use-first-column-styles use-first-row-styles
use-last-column-styles use-last-row-styles use-regular-expressions use-wildcards value-type visibility
    """,
    "text": """
alphabetical-separators anchor-page-number anchor-type animation animation-delay animation-direction
animation-repeat animation-start-inside animation-steps animation-stop-inside bibliography-data-field bullet-char
bullet-relative-size c capitalize-entries caption-sequence-format caption-sequence-name citation-body-style-name
citation-style-name combine-entries combine-entries-with-dash combine-entries-with-pp comma-separated
cond-style-name consecutive-numbering continue-list continue-numbering copy-outline-levels count-empty-lines
count-in-text-boxes default-style-name display display-levels dont-balance-text-columns fixed footnotes-position
global id ignore-case increment index-scope is-hidden is-list-header label label-followed-by level line-break
line-number list-id list-level-position-and-space-mode list-tab-stop-position main-entry-style-name master-page-name
min-label-distance min-label-width name note-class number-lines number-position numbered-entries offset
outline-level page-adjust prefix relative-tab-stop-position restart-numbering restart-on-page select-page
sort-algorithm sort-ascending sort-by-position space-before start-numbering-at start-value style-name style-override
suffix tab-ref use-caption use-chart-objects use-draw-objects use-floating-frames use-graphics use-index-marks
use-index-source-styles use-keys-as-entries use-math-objects use-objects use-other-objects use-outline-level
use-spreadsheet-objects use-tables visited-style-name
    """,
    "xlink": """
href show type
    """,
    "xml": """
id
    """,
}

ELEMENTS = frozenset(_listed(_ELEMENTS))
"""The elements that stay."""
ATTRIBUTES = frozenset(_listed(_ATTRIBUTES))
"""The attributes that stay."""
