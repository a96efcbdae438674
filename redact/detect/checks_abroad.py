"""Checks of other countries' papers that python-stdnum does not have.

Methods: ICAO's weights 7, 3, 1 for German documents; the statutory health and pension insurers' sums; the register of
doctors' mod 10; Luhn with a date for South Africa; Medicare Australia's weights; mod 11 for taxpayers of the
Philippines. None looks anything up.
"""

from __future__ import annotations

import re
from importlib import import_module

from redact.detect.checks import day_and_month, digits_of, luhn, stdnum
from redact.detect.checks_papers import icao, resident

_ITIN = re.compile(r"9\d\d(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])")
_MINUTE = re.compile("(?:[01][0-9]|2[0-3])[0-5][0-9]")
_BODIES = re.compile(r"(?:2[0-6]|5[0156]|7[0167]|8[0-8]|9[16])[2-9]")
_TIME = re.compile(r"1[4-7]\d{11}")
_MONTHS = frozenset("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split())
_DISTRICTS = frozenset(
    (
        "A AA AB ABG ABI AC AE AH AIB AIC AK ALF ALZ AM AN ANA ANG ANK AÖ AP APD ARN ART AS ASL ASZ AT AU AUR AW AZ"
        " AZE B BA BAD BAR BB BBG BC BCH BED BER BF BGD BGL BH BI BID BIN BIR BIT BIW BK BKS BL BLB BLK BM BN BNA BO"
        " BÖ BOG BOH BOR BOT BRA BRB BRG BRK BRL BRV BS BSB BSK BT BTF BÜD BUL BÜR BÜS BÜZ BW BWL BYL BZ BZA C CA CAS"
        " CB CE CHA CLP CLZ CO COC COE CR CUX CW D DA DAH DAN DAU DB DBR DD DE DEG DEL DGF DH DI DIL DIN DIZ DKB DL"
        " DLG DM DN DO DON DS DU DÜW DW DZ E EA EB EBE EBN EBS ECK ED EE EF EG EH EHI EI EIC EIL EIN EIS EL EM EMD EMS"
        " EN ER ERB ERH ERK ERZ ES ESB ESW EU EUT EW F FB FD FDB FDS FEU FF FFB FG FI FKB FL FLÖ FN FO FOR FR FRG FRI"
        " FRW FS FT FTL FÜ FÜS FW FZ G GA GAN GAP GC GD GDB GE GEL GEM GEO GER GF GG GHA GHC GI GK GL GLA GM GMN GN"
        " GNT GÖ GOA GOH GP GR GRA GRH GRI GRM GRZ GS GT GTH GÜ GUB GUN GV GVM GW GZ H HA HAB HAL HAM HAS HB HBN HBS"
        " HC HCH HD HDH HDL HE HEB HEF HEI HEL HER HET HF HG HGN HGW HH HHM HI HIG HIP HK HL HM HMÜ HN HO HOG HOH HOL"
        " HOM HOR HÖS HOT HP HR HRO HS HSK HST HU HV HVL HWI HX HY HZ IGB IK IL ILL IN IZ J JE JL JÜL K KA KAR KB KC"
        " KE KEH KEL KEM KF KG KH KI KIB KK KL KLE KLZ KM KN KO KÖN KÖT KÖZ KR KRU KS KT KU KÜN KUS KW KY KYF L LA LAN"
        " LAU LB LBS LBZ LC LD LDK LDS LEO LER LEV LF LG LH LI LIB LIF LIP LL LM LN LÖ LÖB LOS LP LR LRO LSA LSN LSZ"
        " LU LÜN LUP LWL M MA MAB MAI MAK MAL MB MC MD ME MED MEG MEI MEK MEL MER MET MG MGH MGN MH MHL MI MIL MK MKK"
        " ML MM MN MO MOD MOL MON MOS MQ MR MS MSE MSH MSP MST MTK MTL MÜ MÜB MÜL MÜR MW MY MYK MZ MZG N NAB NAI NAU"
        " NB ND NDH NE NEA NEB NEC NEN NES NEW NF NH NI NK NL NM NMB NMS NÖ NOH NOL NOM NOR NP NR NRW NT NU NVP NW NWM"
        " NY NZ OA OAL OB OBB OBG OC OCH OD OE OF OG OH OHA ÖHR OHV OHZ OK OL OP OPR OS OSL OTW OVI OVL OVP OZ P PA"
        " PAF PAN PAR PB PCH PE PEG PF PI PIR PL PLÖ PM PN PR PRÜ PS PW PZ QFT QLB R RA RC RD RDG RE REG REH REI RG RH"
        " RI RID RIE RL RM RN RO ROD ROF ROH ROK ROL ROS ROT ROW RP RPL RS RSL RT RU RÜD RÜG RV RW RZ S SAB SAD SAL"
        " SAN SAW SB SBG SBK SC SCZ SDH SDL SDT SE SEB SEE SEF SEL SFB SFT SG SGH SH SHA SHG SHK SHL SI SIG SIM SK SL"
        " SLE SLF SLK SLN SLS SLÜ SLZ SM SN SO SOB SOG SOK SÖM SON SP SPB SPN SR SRB SRO ST STA STB STD STE STL SU SUL"
        " SÜW SW SWA SZ SZB TBB TDO TE TET TF TG THL THW TIR TO TÖL TP TR TS TT TÜ TUT UE UEM UER UFF UH UL UM UN USI"
        " V VAI VB VEC VER VG VIB VIE VIT VK VOH VR VS W WA WAF WAK WAN WAR WAT WB WBS WDA WE WEB WEL WEN WER WES WF"
        " WG WHV WI WIL WIS WIT WIV WIZ WK WL WLG WM WMS WN WND WO WOB WOH WOL WOR WOS WR WRN WS WSF WST WSW WT WTL"
        " WTM WÜ WUG WÜM WUN WUR WW WZ WZL X Y Z ZE ZEL ZI ZIG ZP ZR ZS ZT ZW ZZ"
    ).split()
)


def german_document(text: str) -> bool:
    """Whether nine letters and digits of an identity card or passport end in their check digit."""
    return any(map(str.isdigit, text[:-1])) and icao(text[:-1].upper()) == text[-1]


def german_insured(text: str) -> bool:
    """Whether a letter and nine digits are the number of a person in the statutory health insurance."""
    digits = f"{ord(text[0].upper()) - 64:02}{text[1:9]}"
    total = sum(sum(divmod(int(digit) * weight, 10)) for digit, weight in zip(digits, (1, 2) * 5, strict=True))
    return total % 10 == int(text[9])


def german_pension(text: str) -> bool:
    """Whether twelve signs are the number of a person in the statutory pension insurance."""
    plain = text.replace(" ", "").upper()
    if not day_and_month(f"{int(plain[2:4]) % 50:02}{plain[4:6]}"):
        return False
    digits = f"{plain[:8]}{ord(plain[8]) - 64:02}{plain[9:11]}"
    weights = (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1)
    total = sum(sum(divmod(int(digit) * weight, 10)) for digit, weight in zip(digits, weights, strict=True))
    return total % 10 == int(plain[11])


def german_doctor(text: str) -> bool:
    """Whether nine digits are the number of a doctor in the statutory health insurance."""
    total = sum(int(digit) * weight for digit, weight in zip(text[:6], (4, 9) * 3, strict=True))
    return (10 - total % 10) % 10 == int(text[6]) and len(set(text)) > 1


def african(text: str) -> bool:
    """Whether thirteen digits are a South African number: a date, Luhn, a citizen, resident or refugee."""
    digits = digits_of(text)
    return day_and_month(digits[4:6] + digits[2:4]) and luhn(digits) and digits[10] in "012"


def medicare(text: str) -> bool:
    """Whether ten digits are a number of Medicare Australia."""
    digits = [int(digit) for digit in digits_of(text)]
    total = sum(digit * weight for digit, weight in zip(digits, (1, 3, 7, 9, 1, 3, 7, 9), strict=False))
    return total % 10 == digits[8]


def short_dni(text: str) -> bool:
    """Whether seven digits and a letter are a Spanish number without its leading nought."""
    return bool(import_module("stdnum.es.dni").is_valid("0" + text.replace("-", "").replace(" ", "")))


def thai(text: str) -> bool:
    """Whether thirteen digits are a Thai person's number: sum, and a province that there is."""
    digits = digits_of(text)
    return bool(import_module("stdnum.th.pin").is_valid(digits)) and 10 <= int(digits[1:3]) <= 96


def tax(text: str) -> bool:
    """Whether it is a number for value added tax of a country of the European Union."""
    return bool(import_module("stdnum.eu.vat").is_valid(text))


def korean_business(text: str) -> bool:
    """Whether ten digits are the number of a Korean business."""
    digits = [int(digit) for digit in digits_of(text)]
    total = sum(digit * weight for digit, weight in zip(digits, (1, 3, 7, 1, 3, 7, 1, 3, 5), strict=False))
    return (10 - (total + digits[8] * 5 // 10) % 10) % 10 == digits[9]


def aadhaar(text: str) -> bool:
    """Whether twelve digits, however grouped, are an Indian person's number."""
    return stdnum("in_.aadhaar")(digits_of(text))


def philippine_taxpayer(text: str) -> bool:
    """Whether nine digits and those of a branch are a taxpayer's number of the Philippines."""
    digits = [int(digit) for digit in digits_of(text)]
    return sum(digit * weight for digit, weight in zip(digits, range(9, 1, -1), strict=False)) % 11 == digits[8]


def german_plate(text: str) -> bool | None:
    """Whether a number plate begins with a district of Germany; None where a blank stands behind it, not a hyphen."""
    district = re.match("[A-ZÄÖÜ]*", text.upper())
    if not district or district.group() not in _DISTRICTS:
        return False
    return True if text[district.end()] == "-" else None


def no_month(text: str) -> bool:
    """Whether the letters amid digits are something else than a month."""
    return re.sub("[^A-Z]", "", text.upper()) not in _MONTHS


def lone(text: str) -> bool:
    """Whether digits that stand all by themselves are a person's number of a country that many people live in.

    Asked only where nothing else is there to say what they are: chance passes one number in four of nine digits, one in
    six of ten, one in a hundred of more.
    """
    return len(set(text)) > 1 and any(holds(text) for holds in _LONE.get(len(text), ()))


def _itin(text: str) -> bool:
    return _ITIN.match(text) is not None


def _australian(text: str) -> bool:
    return text[0] in "23456" and text[9] != "0" and medicare(text)


def _swede(text: str) -> bool:
    """A person's number with its century; no date and time down to the minute."""
    return stdnum("se.personnummer")(text) and not _MINUTE.fullmatch(text[8:])


def _swedish_body(text: str) -> bool:
    """A company, an association or a public body: the kinds that are many, by the digits that Skatteverket lists."""
    return _BODIES.match(text) is not None and stdnum("se.orgnr")(text)


def _korean(text: str) -> bool:
    """A Korean citizen's number, with its sum or without; no article's number and no time in milliseconds."""
    ean = sum(int(digit) * weight for digit, weight in zip(text, (1, 3) * 7, strict=False)) % 10 == 0
    return resident(text) is not False and text[6] in "1234" and not ean and not _TIME.fullmatch(text)


_LONE = {
    9: (stdnum("au.tfn"), stdnum("ca.sin"), german_doctor, _itin),
    10: (stdnum("se.personnummer"), _swedish_body, _australian, korean_business),
    11: (stdnum("au.abn"),),
    12: (_swede,),
    13: (_korean,),
}
"""Checks of numbers without marks, by their length."""
