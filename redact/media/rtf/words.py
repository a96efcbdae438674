"""The control words of RTF: which destinations a copy may hold, and which words are only form."""

from __future__ import annotations

STARRED = frozenset(
    (
        "shppict shpinst fldinst annotation listtable listoverridetable pn pnseclvl do cs ts ds tsrowd panose "
        "background ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn levelmarker nesttableprops atnid atnauthor"
    ).split()
)
"""Destinations that programs may pass over and that stay; every other of them goes."""
DROPPED = {
    "info": "properties (author, dates, title and others)",
    "revtbl": "the list of who changed it",
    "rsidtbl": "numbers of editing sessions",
    "userprops": "properties of somebody's own",
    "docvar": "variables",
    "generator": "the name of the program",
    "template": "the address of a template",
    "datastore": "custom data",
    "themedata": "a theme",
    "colorschememapping": "a theme",
    "xmlnstbl": "custom data",
    "latentstyles": "a list of styles",
    "objdata": "an embedded object",
    "objclass": "",
    "objname": "",
    "nonshppict": "the preview of a picture",
    "shprslt": "the preview of a shape",
    "mmathPict": "",
    "moMath": "an equation",
    "moMathPara": "an equation",
    "xe": "an entry of an index",
    "tc": "an entry of contents",
    "tcn": "an entry of contents",
    "rxe": "",
    "bkmkstart": "a bookmark",
    "bkmkend": "",
    "filetbl": "the list of files",
    "passwordhash": "a password",
    "password": "a password",
    "protusertbl": "the list of who may change it",
    "protstart": "",
    "protend": "",
    "mailmerge": "the source of a mail merge",
    "formfield": "the settings of a form field",
    "datafield": "the data of a field",
    "htmltag": "the page that it was made of",
    "mhtmltag": "the page that it was made of",
    "fontemb": "an embedded font",
    "fontfile": "an embedded font",
    "falt": "",
    "ud": "",
    "listpicture": "the picture of a list",
    "listname": "",
    "liststylename": "",
    "blipuid": "",
    "private": "custom data",
    "nextfile": "the address of a file",
    "atndate": "the date of a comment",
    "atntime": "the date of a comment",
    "atnref": "",
    "atrfstart": "",
    "atrfend": "",
    "atnparent": "",
    "atnicn": "",
    "pgptbl": "",
    "mmathPr": "",
    "wgrffmtfilter": "",
    "hl": "the address of a link",
    "keycode": "",
    "picprop": "",
    **dict.fromkeys(
        "title subject author manager company operator category keywords comment doccomm hlinkbase".split(), ""
    ),
    **dict.fromkeys("creatim revtim printim buptim".split(), ""),
}
"""Destinations that go, and what is said of it."""
STORIES = {
    **dict.fromkeys("header headerl headerr headerf".split(), "header"),
    **dict.fromkeys("footer footerl footerr footerf".split(), "footer"),
    "footnote": "note",
    "annotation": "comment",
    "shptxt": "text box",
    "dptxbxtext": "text box",
    **dict.fromkeys("pntext listtext pntxta pntxtb".split(), "number"),
    **dict.fromkeys("ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn".split(), "note"),
}
"""Destinations whose text is shown apart from what stands around them."""
ENDS = frozenset("par cell nestcell row nestrow sect page column".split())
"""Words that end a paragraph."""
_FORM = frozenset(
    """
rtf ansi mac pc pca ansicpg u uc deff adeff deflang deflangfe adeflang stshfdbch stshfloch stshfhich stshfbi fbidis
fonttbl colortbl stylesheet listtable listoverridetable fnil froman fswiss fmodern fscript fdecor ftech fbidi fcharset
fprq flomajor fhimajor fdbmajor fbimajor flominor fhiminor fdbminor fbiminor cpg red green blue ctint cshade
cmaindarkone cmainlightone cmaindarktwo cmainlighttwo caccentone caccenttwo caccentthree caccentfour caccentfive
caccentsix chyperlink cfollowedhyperlink cbackgroundone ctextone cbackgroundtwo ctexttwo s cs ds ts tsrowd additive
sbasedon snext slink sautoupd shidden slocked spersonal scompose sreply ssemihidden sunhideused sqformat spriority
keycode list listid listtemplateid listsimple listhybrid listrestarthdn listlevel levelstartat levelnfc levelnfcn
leveljc leveljcn levelold levelprev levelprevspace levelindent levelspace levelfollow leveltext levelnumbers
levellegal levelnorestart levelpicture levelpicturenosize listoverride listoverridecount listoverridestartat
listoverrideformat lfolevel ls ilvl lvltentative levelmarker pn pnlvl pnlvlblt pnlvlbody pnlvlcont pnnumonce pnacross
pnhang pncard pndec pnucltr pnucrm pnlcltr pnlcrm pnord pnordt pnb pni pnul pnuld pnuldb pnulnone pnulw pncaps pnscaps
pnstrike pncf pnf pnfs pnindent pnsp pnprev pnqc pnql pnqr pnstart pnseclvl pntext pntxta pntxtb pnrestart pnbidia
pnbidib listtext ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn footnote ftnalt chftn chftnsep chftnsepc endnhere ftnbj
ftntj ftnstart ftnrstpg ftnrstcont ftnrestart ftnnar ftnnalc ftnnauc ftnnrlc ftnnruc ftnnchi aftnbj aftntj aftnstart
aftnrestart aftnrstcont aftnnar aftnnalc aftnnauc aftnnrlc aftnnruc aftnnchi sftnbj sftntj sftnstart sftnrstcont
sftnrstpg sftnrestart sftnnar saftnnar sftnnalc saftnnrlc saftnstart saftnrestart saftnrstcont enddoc endnotes aenddoc
aendnotes fet notabind annotation atnid atnauthor chatn header headerl headerr headerf footer footerl footerr footerf
titlepg facingp headery footery paperw paperh psz margl margr margt margb margmirror gutter rtlgutter gutterprl
landscape lndscpsxn margmirsxn marglsxn margrsxn margtsxn margbsxn guttersxn pgwsxn pghsxn binfsxn binsxn pgnstart
pgnstarts pgncont pgnrestart pgnx pgny pgndec pgnucrm pgnlcrm pgnucltr pgnlcltr pgnhn pgnhnsh pgbrdrhead pgbrdrfoot
pgbrdrt pgbrdrb pgbrdrl pgbrdrr pgbrdropt pgbrdrsnap linemod linex linestarts linerestart lineppage linecont vertalt
vertalb vertalc vertalj sectd sect sectdefaultcl sectlinegrid sectspecifycl sectspecifyl sectunlocked sbknone sbkcol
sbkpage sbkeven sbkodd cols colsx colno colsr colw linebetcol ltrsect rtlsect stextflow widowctrl hyphauto hyphcaps
hyphhotz hyphconsec deftab allowfieldendsel viewkind nolnhtadjtbl formshade formprot allprot noxlattoyen expshrtn
noultrlspc dntblnsbdb nospaceforul lytexcttp lytprtmet lytcalctblwd lyttblrtgr htmautsp useltbaln alntblind lnbrkrule
nobrkwrptbl snaptogridincell wrppunct asianbrkrule rempersonalinfo dghspace dgvspace dghorigin dgvorigin dghshow
dgvshow dgmargin dgsnap jexpand jcompress jsksu splytwnine ftnlytwnine nogrowautofit newtblstyruls nofeaturethrottle
ignoremixedcontent showplaceholdtext trackmoves trackformatting noextrasprl prcolbl sprstsp sprsspbf sprsbsp cvmme
swpbdr brkfrm transmf otblrul oldas sprslnsp wraptrsp truncatefontheight nojkernpunct subfontbysize fontprq msmcap
nouicompat hwelev utinl nocolbal lnongrid relyonvml par pard plain intbl itap qc qj ql qr qd qk qt fi cufi li lin culi
ri rin curi lisa lisb sb sa sbauto saauto sl slmult nosnaplinegrid keep keepn nowidctlpar widctlpar noline hyphpar
pagebb sbys outlinelevel level subdocument contextualspacing indmirror adjustright aspalpha aspnum faauto facenter
fafixed fahang faroman favar nooverflow nocwrap nowwrap toplinepunct ltrpar rtlpar wrapdefault collapsed txbxtwno tx
tb tqr tqc tqdec tldot tlmdot tlhyph tlul tlth tleq jclisttab brdrt brdrb brdrl brdrr brdrbtw brdrbar box brdrs brdrth
brdrsh brdrdb brdrdot brdrdash brdrhair brdrinset brdrdashsm brdrdashd brdrdashdd brdroutset brdrtriple brdrtnthsg
brdrthtnsg brdrtnthtnsg brdrtnthmg brdrthtnmg brdrtnthtnmg brdrtnthlg brdrthtnlg brdrtnthtnlg brdrwavy brdrwavydb
brdrdashdotstr brdremboss brdrengrave brdrframe brdrw brsp brdrcf brdrnil brdrnone brdrtbl brdrart shading bghoriz
bgvert bgfdiag bgbdiag bgcross bgdcross bgdkhoriz bgdkvert bgdkfdiag bgdkbdiag bgdkcross bgdkdcross cfpat cbpat
shadingrow absw absh dxfrtext dfrmtxtx dfrmtxty dropcapli dropcapt frmtxlrtb frmtxtbrl frmtxbtlr phmrg phpg phcol posx
posnegx posxc posxi posxo posxr posxl pvmrg pvpg pvpara posy posnegy posyil posyt posyc posyb posyin posyout nowrap
absnoovrlp abslock overlay wraparound wraptight wrapthrough b i caps cb cchs cf cgrid charscalex charrsid dn embo
engrave expnd expndtw fittext f fs g gcw gridtbl highlight impr kerning lang langfe langnp langfenp langs noproof
nosectexpand nosupersub outl scaps shad strike striked striked1 sub super ul ulc uld uldash uldashd uldashdd uldb
ulhair ulhwave ulldash ulnone ulth ulthd ulthdash ulthdashd ulthdashdd ulthldash ululdbwave ulw ulwave up v webhidden
ab acaps acf adn aexpnd af afs ai alang aoutl ascaps ashad astrike aul auld auldb aulnone aulw aup fcs hich loch dbch
rtlch ltrch chbrdr chshdng chcfpat chcbpat chbgbdiag chbghoriz accnone accdot acccomma acccircle accunderdot horzvert
twoinone ud tab line lbr softline emdash endash emspace enspace qmspace bullet lquote rquote ldblquote rdblquote zwj
zwnj zwbo zwnbo page column chpgn chdate chtime chdpl chdpa sectnum nobrkhyph trowd row cell nestcell nestrow
nesttableprops nonesttables lastrow irow irowband trgaph trleft trql trqr trqc trrh trhdr trkeep trkeepfollow
trautofit trautofit1 trwWidth trftsWidth trwWidthB trftsWidthB trwWidthA trftsWidthA trpaddl trpaddt trpaddb trpaddr
trpaddfl trpaddft trpaddfb trpaddfr trspdl trspdt trspdb trspdr trspdfl trspdft trspdfb trspdfr trbrdrt trbrdrl
trbrdrb trbrdrr trbrdrh trbrdrv tblind tblindtype tbllkhdrrows tbllklastrow tbllkhdrcols tbllklastcol tbllknorowband
tbllknocolband tbllkborder tbllkshading tbllkfont tbllkcolor tbllkbestfit tabsnoovrlp tblrsid tdfrmtxtLeft
tdfrmtxtRight tdfrmtxtTop tdfrmtxtBottom tphcol tphmrg tphpg tposnegx tposnegy tposxc tposxi tposxl tposxo tposxr
tposx tposyb tposyc tposyil tposyin tposyout tposyt tposy tpvmrg tpvpara tpvpg taprtl trcbpat trcfpat trpat trshdng
ltrrow rtlrow tblrowbandsize tsbgbdiag tscellwidth tscellwidthfts tscellpaddl tscellpaddt tscellpaddr tscellpaddb
tscellpaddfl tscellpaddft tscellpaddfr tscellpaddfb tsvertalt tsvertalc tsvertalb tsnowrap tscellcfpat tscellcbpat
tsbrdrt tsbrdrb tsbrdrl tsbrdrr tsbrdrh tsbrdrv tsbrdrdgl tsbrdrdgr tscfirstrow tsclastrow tscfirstcol tsclastcol
tscbandhorzodd tscbandhorzeven tscbandvertodd tscbandverteven tscnwcell tscnecell tscswcell tscsecell tscbandsh
tscbandsv cellx clmgf clmrg clvmgf clvmrg clbrdrt clbrdrb clbrdrl clbrdrr cldglu cldgll clvertalt clvertalc clvertalb
cltxlrtb cltxtbrl cltxbtlr cltxlrtbv cltxtbrlv clcfpat clcbpat clshdng clshdrawnil clcfpatraw clcbpatraw clshdngraw
clftsWidth clwWidth clFitText clNoWrap clpadl clpadt clpadb clpadr clpadfl clpadft clpadfb clpadfr clhidemark clspl
field fldinst fldrslt flddirty fldedit fldlock fldalt pict shppict pngblip jpegblip picw pich picwgoal pichgoal
picscalex picscaley picscaled piccropt piccropb piccropl piccropr picbmp picbpp bliptag blipupi defshp shp shpinst
shpleft shptop shpright shpbottom shplid shpz shpbxpage shpbxmargin shpbxcolumn shpbxignore shpbypage shpbymargin
shpbypara shpbyignore shpwr shpwrk shpfblwtxt shplockanchor shptxt shpgrp shpfhdr sp sn sv hsv background viewbksp do
dobxpage dobxmargin dobxcolumn dobypage dobymargin dobypara dodhgt dolock dprect dptxbx dptxbxmar dptxbxtext dpline
dpellipse dparc dppolyline dppolycount dpx dpy dpxsize dpysize dpptx dppty dpgroup dpcount dpendgroup dproundr
dpshadow dpshadx dpshady dpfillfgcr dpfillfgcg dpfillfgcb dpfillbgcr dpfillbgcg dpfillbgcb dpfillpat dplinew dplinecor
dplinecog dplinecob dplinehollow dplinesolid dplinedash dplinedot dptxlrtb dptxtbrl dptxbtlr rslt result objw objh
objscalex objscaley nonshppict panose falt upr
""".split()
)
"""Words that say how something looks, and tell of nobody."""


def is_form(word: str) -> bool:
    """Whether a control word is one of those that say how something looks."""
    return word in _FORM
