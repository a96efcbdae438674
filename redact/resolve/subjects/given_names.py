"""Given names: which are a woman's or a man's in English use, which are short for which, which are spelt in two ways.

Small tables of our own, of names that are frequent in the United Kingdom. A name that is not here has no known gender
and no short forms; one that both women and men bear is left out of the first two on purpose. All words are folded.
"""

from __future__ import annotations

from collections import defaultdict

_WOMEN = frozenset(
    "abigail agnes aisha alice alison amanda amelia amina amy andrea angela anita ann anna anne annette annie "
    "audrey barbara beatrice beth betty beverley bridget brenda carol caroline carole catherine charlotte "
    "chloe christina christine claire clara clare daisy dawn deborah debbie denise diana diane donna doris "
    "dorothy edith eileen elaine eleanor elizabeth ella ellen ellie elsie emily emma erin esther eva eve "
    "evelyn faith fatima felicity fiona florence frances freya gail gemma georgia georgina gillian gina "
    "gladys grace hannah harriet hazel heather heidi helen hilary holly imogen irene iris isabel isabella "
    "isla ivy jacqueline jane janet janice jasmine jean jennifer jenny jessica jill joan joanna joanne "
    "josephine joyce judith julia julie june karen kate katherine kathleen kathryn katie kaye kelly khadija "
    "kirsty laura lauren leanne lesley lily linda lisa lorna lorraine louisa louise lucy lydia lynn lynne "
    "maggie mandy margaret maria marian marie marion marjorie martha mary matilda maureen megan melanie "
    "melissa michelle mia millie miriam moira molly monica muriel nancy naomi natalie natasha niamh nicola "
    "nina nora olive olivia pamela patricia paula pauline penelope penny philippa phoebe phyllis poppy priya "
    "rachel rebecca rita roberta rosa rose rosemary rosie ruby ruth sally samantha sandra sara sarah sharon "
    "sheila shirley sian siobhan sophia sophie stella stephanie susan susanna suzanne sylvia tanya tara "
    "teresa theresa thelma tina tracey tracy ursula valerie vanessa vera veronica victoria violet virginia "
    "vivienne wendy winifred yasmin yvonne zara zoe".split()
)
_MEN = frozenset(
    "aaron abdul adam adrian ahmed alan albert alexander alfred alistair amir andrew anthony antonio archie "
    "arnold arthur barry ben benjamin bernard brian bruce callum cameron carl charles christopher clive colin "
    "connor craig cyril daniel darren david dean dennis derek desmond dominic donald douglas duncan dylan "
    "edgar edward eric ernest ethan eugene ewan finlay francis frank fraser frederick gareth gary gavin "
    "geoffrey george gerald gerard gilbert glenn gordon graham grant gregory guy harold harry harvey hassan "
    "henry herbert howard hugh hugo ian ibrahim isaac ivan ivor jack jacob james jason jeffrey jeremy jerome "
    "joel john jonathan joseph joshua julian justin karl keith kenneth kevin kieran kyle lawrence leonard leo "
    "lewis liam logan louis luke malcolm marcus mark martin matthew maurice max michael mohammed mohamed "
    "muhammad nathan neil nicholas nigel noah norman oliver oscar owen patrick paul peter philip ralph "
    "raymond reginald rhys richard robert roderick roger ronald rory ross roy rupert russell ryan samuel "
    "scott sean sebastian simon stanley stephen steven stewart stuart terence theodore thomas timothy toby "
    "tom trevor victor vincent walter wayne wilfred william zachary jose juan carlos luis miguel pedro hans".split()
)
_SHORT = """
abigail abby abbie gail; alexander alex alec sandy xander; alexandra alex sandra alexa; alfred alf alfie fred;
andrew andy drew; anthony tony ant; antonia toni; archibald archie; arthur art; barbara barb babs; bartholomew bart;
benjamin ben benny; bernard bernie; bridget biddy; catherine cathy cath kate katie kitty;
katherine kathy kath kate katie kitty; kathleen kathy kath; charles charlie chas chuck; charlotte charlie lottie;
christina chris tina chrissie; christine chris chrissie; christopher chris kit; daniel dan danny; david dave davey;
deborah deb debbie debs; dennis den; diana di; dominic dom; donald don donnie; dorothy dot dottie dolly;
douglas doug; edward ed eddie ted teddy ned; edwin ed eddie; eleanor ellie nell nora;
elizabeth liz lizzie beth betty bess eliza libby betsy elsie; emily em emmy; eugene gene; florence flo florrie;
frances fran frankie; francis frank frankie; frederick fred freddie; gabriel gabe; geoffrey geoff; george georgie;
gerald gerry jerry; gerard gerry; gillian gill jill; gregory greg; harold harry hal; henry harry hal hank;
helen nell; isabella bella izzy; isabel bella izzy; jacob jake; jacqueline jackie; james jim jimmy jamie; janet jan;
jeffrey jeff; jennifer jen jenny; jeremy jerry jez; jessica jess jessie; joanna jo; joanne jo; john jack johnny;
jonathan jon jonny; joseph joe joey; josephine jo josie; joshua josh; judith judy; kenneth ken kenny; kimberley kim;
lawrence larry laurie; leonard len lenny; louisa lou; louise lou; louis lou; madeleine maddy;
margaret maggie meg peggy marge madge rita; martha marty; martin marty; matilda tilly; matthew matt; maximilian max;
maxine max; michael mike mick mickey; michelle shelly; mohammed mo; muhammad mo; nancy nan; natalie nat;
nathaniel nat nathan; nicholas nick nicky; nicola nicky nikki; oliver ollie; olivia liv livvy; pamela pam;
patricia pat trish tricia patsy; patrick pat paddy; penelope penny; peter pete; philip phil pip; philippa pippa pip;
rachel rach; raymond ray; rebecca becky becca bex; reginald reg reggie; richard dick rick ricky rich richie;
robert bob bobby rob robbie bert; roderick rod; ronald ron ronnie; rosemary rosie; russell russ; samantha sam sammy;
samuel sam sammy; sandra sandy; sarah sally sadie; sebastian seb; sidney sid; simon si; sophia sophie; stanley stan;
stephanie steph; stephen steve stevie; steven steve stevie; stuart stu; susan sue susie; suzanne sue suzy;
sylvia sylvie; terence terry; teresa terry tess; theresa terry tess; theodore theo ted teddy; thomas tom tommy;
timothy tim; valerie val; veronica ronnie; victoria vicky vic tori; victor vic; vincent vince vinny; virginia ginny;
walter wally walt; wilfred wilf; william bill billy will willie liam; winifred winnie; zachary zach zack
"""
_ALIKE = """
ann anne; aron aaron; alan allan allen; alison allison; brian bryan; caitlin kaitlin; carol carole;
catherine katherine kathryn catharine; clare claire; craig kraig; deborah debra; elizabeth elisabeth; eric erik;
frances francis; geoffrey jeffrey; graham graeme; hanna hannah; helen helena; isabel isobel; jon john;
julian julien; karen caren; kristina christina; laurence lawrence; leslie lesley; lewis louis; lynn lynne;
marc mark; margaret margret; mathew matthew; michael micheal; mohammed mohamed muhammad mohammad; neil neal;
nicholas nicolas; philip phillip; rachel rachael; rebecca rebekah; sara sarah; shaun sean shawn; sofia sophia;
stephen steven; stewart stuart; susanna susannah; teresa theresa; tracey tracy; vivienne vivian; zoe zoey
"""


def _rows(table: str) -> list[list[str]]:
    return [row.split() for row in table.split(";")]


def _short_for() -> dict[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for full, *shorts in _rows(_SHORT):
        for short in shorts:
            found[short].add(full)
    return {short: frozenset(full) for short, full in found.items()}


SHORT_FOR = _short_for()
"""Each short form with the names that it may stand for."""
SHORTS = {full: frozenset(shorts) for full, *shorts in _rows(_SHORT)}
"""Each name in full with its short forms."""
_SPELLINGS = {name: frozenset(row) for row in _rows(_ALIKE) for name in row}
_NONE: frozenset[str] = frozenset()
_OTHER = {name: SHORT_FOR.get(name, _NONE) | SHORTS.get(name, _NONE) for name in SHORT_FOR.keys() | SHORTS.keys()}


def other_forms(name: str) -> frozenset[str]:
    """The names that *name* is short for, and those that are short for it."""
    return _OTHER.get(name, _NONE)


def gender_of(name: str) -> str:
    """Which of "f" and "m" it is where a given name tells it, else nothing."""
    return "f" if name in _WOMEN else "m" if name in _MEN else ""


def is_given_name(name: str) -> bool:
    """Whether the word is one of the given names that we know."""
    return name in _WOMEN or name in _MEN or name in SHORT_FOR or name in SHORTS or name in _SPELLINGS


def may_be_misspelt(one: str, two: str) -> bool:
    """Whether two given names that look alike may be one: not where both are names of their own."""
    if two in _SPELLINGS.get(one, _NONE):
        return True
    a_womans_of_a_mans = f"{min(one, two, key=len)}a" == max(one, two, key=len)
    return not a_womans_of_a_mans and not (is_given_name(one) and is_given_name(two))
