/* Personal numbers of northern and eastern Europe. Named as python-stdnum names them. */
#include "checks_sums.h"

/* HOLDS or FAILS for a date; ASK where it may still lie ahead, which no number of a person does. */
static int is_birth(int year, int month, int day) {
    if (!is_date(year, month, day))
        return VERDICT_FAILS;
    return year <= SURELY_PAST ? VERDICT_HOLDS : VERDICT_ASK;
}

static int polish_birth(const struct signs *n) {
    static const int16_t centuries[] = {1900, 2000, 2100, 2200, 1800};
    return is_date(centuries[pair(n, 2) / 20] + pair(n, 0), pair(n, 2) % 20, pair(n, 4));
}

int check_pl_pesel(const uint8_t *text, int length) {
    struct signs n = without(text, length, " -");
    return told(is_digits(&n, 11) && rest(10 - SUM(&n, 0, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3), 10) == digit(&n, 10) &&
                polish_birth(&n));
}

int check_pl_nip(const uint8_t *text, int length) {
    struct signs n = without(text, length, " -");
    return told(is_digits(&n, 10) && rest(SUM(&n, 0, 6, 5, 7, 2, 3, 4, 5, 6, 7, -1), 11) == 0);
}

/* Of ten digits the century is not told: only in 1900, which a plus for those over a hundred means, was 00 no leap. */
static int swedish_birth(const struct signs *n, int plus) {
    if (n->length == 12)
        return is_date((int)value_of(n, 0, 4), pair(n, 4), pair(n, 6));
    return is_date_of(n, 0, 2, 4, plus ? 1900 : 2000);
}

/* Ten or twelve digits; a minus or a plus may stand before the last four. */
int check_se_personnummer(const uint8_t *text, int length) {
    struct signs n = without(text, length, " :"), digits = digits_of(text, length);
    int plus = 0;
    if (digits.length != 10 && digits.length != 12)
        return VERDICT_ASK;
    if (n.length != digits.length) {
        plus = n.at[n.length - 5] == '+';
        if (n.length != digits.length + 1 || !(plus || n.at[n.length - 5] == '-'))
            return VERDICT_ASK;
    }
    return told(swedish_birth(&digits, plus) && luhn_holds(&digits, digits.length - 10, digits.length));
}

int check_se_orgnr(const uint8_t *text, int length) {
    struct signs n = without(text, length, " -.");
    return told(is_digits(&n, 10) && luhn_holds(&n, 0, 10));
}

/* The seventh digit tells the century, with the year. */
static int danish_year(const struct signs *n) {
    int year = pair(n, 4), digit_of_century = digit(n, 6);
    if (digit_of_century >= 5 && digit_of_century <= 8 && year >= 58)
        return 1800 + year;
    if (digit_of_century <= 3 || ((digit_of_century == 4 || digit_of_century == 9) && year >= 37))
        return 1900 + year;
    return 2000 + year;
}

int check_dk_cpr(const uint8_t *text, int length) {
    struct signs n = without(text, length, " -");
    return is_digits(&n, 10) ? is_birth(danish_year(&n), pair(&n, 2), pair(&n, 0)) : VERDICT_FAILS;
}

/* The year that the individual digits tell with it; nought where there is none. */
static int norwegian_year(const struct signs *n) {
    int year = pair(n, 4), individual = (int)value_of(n, 6, 9);
    if (individual < 500)
        return 1900 + year;
    if (individual < 750 && year >= 54)
        return 1800 + year;
    if (year < 40)
        return 2000 + year;
    return individual >= 900 ? 1900 + year : 0;
}

/* Forty is added to days and to months of some; days from eighty on say that there is no date. */
int check_no_fodselsnummer(const uint8_t *text, int length) {
    struct signs n = without(text, length, " -:");
    int day, month;
    if (!is_digits(&n, 11) || rest(11 - SUM(&n, 0, 3, 7, 6, 1, 8, 9, 4, 5, 2), 11) != digit(&n, 9) ||
        rest(11 - SUM(&n, 0, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2), 11) != digit(&n, 10) || n.at[0] >= '8')
        return VERDICT_FAILS;
    day = pair(&n, 0), month = pair(&n, 2);
    return is_birth(norwegian_year(&n), month > 40 ? month - 40 : month, day > 40 ? day - 40 : day);
}

int check_fi_veronumero(const uint8_t *text, int length) {
    struct signs n = without(text, length, " ");
    return told(is_digits(&n, 12));
}

/* A date, and a sign out of 31 that the digits call for. */
int check_hetu(const uint8_t *text, int length) {
    struct signs n = without(text, length, ""), digits = digits_of(text, length - 1);
    if (length != 11 || digits.length != 9 || !digits_in(&n, 0, 6))
        return VERDICT_ASK;
    return told(is_day_and_month(pair(&n, 0), pair(&n, 2)) &&
                n.at[10] == (uint8_t) "0123456789ABCDEFHJKLMNPRSTUVWXY"[value_of(&digits, 0, 9) % 31]);
}

int check_is_kennitala(const uint8_t *text, int length) {
    struct signs n = without(text, length, "-");
    int day;
    if (!is_digits(&n, 10) || n.at[0] > '7' || n.at[2] > '1' || !is_one_of(n.at[9], "09"))
        return VERDICT_FAILS;
    day = pair(&n, 0);
    return told(is_date((n.at[9] == '9' ? 1900 : 2000) + pair(&n, 4), pair(&n, 2), day >= 40 ? day - 40 : day) &&
                SUM(&n, 0, 3, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0);
}

/* Fifty is added to the months of women, twenty where numbers ran out; nine digits were given out up to 1953. */
static int czech_birth(const struct signs *n) {
    int year = 1900 + pair(n, 0);
    if (n->length == 9) {
        year -= year >= 1980 ? 100 : 0;
        if (year > 1953)
            return 0;
    } else if (year < 1954) {
        year += 100;
    }
    return is_date(year, pair(n, 2) % 50 % 20, pair(n, 4));
}

int check_cz_rc(const uint8_t *text, int length) {
    struct signs n = without(text, length, " /");
    if (!(is_digits(&n, 9) || is_digits(&n, 10)) || !czech_birth(&n))
        return VERDICT_FAILS;
    return told(n.length == 9 || value_of(&n, 0, 9) % 11 % 10 == digit(&n, 9));
}

static int romanian_birth(const struct signs *n) {
    static const int16_t centuries[] = {1900, 1900, 1800, 1800, 2000, 2000, 1900, 1900, 1900};
    return is_date_of(n, 1, 3, 5, centuries[digit(n, 0) - 1]);
}

/* Counties, sectors of the capital, and what stands for none. */
static int is_romanian_county(int county) {
    return (county >= 1 && county <= 48) || county == 51 || county == 52 || county == 70 ||
           (county >= 80 && county <= 83);
}

int check_ro_cnp(const uint8_t *text, int length) {
    struct signs n = without(text, length, " -");
    int check;
    if (!is_digits(&n, 13) || n.at[0] == '0' || !romanian_birth(&n) || !is_romanian_county(pair(&n, 7)))
        return VERDICT_FAILS;
    check = SUM(&n, 0, 2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9) % 11;
    return told((check == 10 ? 1 : check) == digit(&n, 12));
}

/* Twenty is added to months of the nineteenth century, forty to those of the twenty-first. */
static int bulgarian_birth(const struct signs *n) {
    int month = pair(n, 2);
    if (month > 40)
        return is_date(2000 + pair(n, 0), month - 40, pair(n, 4));
    return is_date((month > 20 ? 1800 : 1900) + pair(n, 0), month > 20 ? month - 20 : month, pair(n, 4));
}

int check_bg_egn(const uint8_t *text, int length) {
    struct signs n = without(text, length, " -.");
    return told(is_digits(&n, 10) && bulgarian_birth(&n) &&
                SUM(&n, 0, 2, 4, 8, 5, 10, 9, 7, 3, 6) % 11 % 10 == digit(&n, 9));
}

int check_bg_pnf(const uint8_t *text, int length) {
    struct signs n = without(text, length, " -.");
    return told(is_digits(&n, 10) && SUM(&n, 0, 21, 19, 17, 13, 11, 9, 7, 3, 1) % 10 == digit(&n, 9));
}

int check_hr_oib(const uint8_t *text, int length) {
    struct signs n = without(text, length, " -");
    return told(is_digits(&n, 11) && redact_mod_11_10(&n, 0, 11));
}

/* Weights 1 to 9 and again from 1; where ten is left, from 3. */
static int baltic_digit(const struct signs *n) {
    int check = SUM(n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1) % 11;
    return check < 10 ? check : SUM(n, 0, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3) % 11 % 10;
}

static int baltic_birth(const struct signs *n) {
    int first = digit(n, 0);
    return first >= 1 && first <= 8 && is_date_of(n, 1, 3, 5, 1800 + (first - 1) / 2 * 100);
}

int check_ee_ik(const uint8_t *text, int length) {
    struct signs n = without(text, length, " ");
    return told(is_digits(&n, 11) && baltic_birth(&n) && baltic_digit(&n) == digit(&n, 10));
}

/* A nine at the beginning: no date is told. */
int check_lt_asmens(const uint8_t *text, int length) {
    struct signs n = without(text, length, " ");
    return told(is_digits(&n, 11) && (n.at[0] == '9' || baltic_birth(&n)) && baltic_digit(&n) == digit(&n, 10));
}

static int is_latvian_person(const struct signs *n) {
    int born = pair(n, 0) == 32 || is_date(1800 + digit(n, 6) * 100 + pair(n, 4), pair(n, 2), pair(n, 0));
    return born && (1 + SUM(n, 0, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9)) % 11 % 10 == digit(n, 10);
}

int check_lv_pvn(const uint8_t *text, int length) {
    struct signs n = without(text, length, " -");
    if (!is_digits(&n, 11))
        return VERDICT_FAILS;
    return told(n.at[0] > '3' ? SUM(&n, 0, 9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1) % 11 == 3 : is_latvian_person(&n));
}

int check_md_idno(const uint8_t *text, int length) {
    struct signs n = without(text, length, " ");
    return told(is_digits(&n, 13) && SUM(&n, 0, 7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1) % 10 == digit(&n, 12));
}

static int balkan_digit(const struct signs *n) {
    return (int)rest(-SUM(n, 0, 7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2), 11) % 10;
}

int check_mk_edb(const uint8_t *text, int length) {
    struct signs n = without(text, length, " -");
    return told(is_digits(&n, 13) && balkan_digit(&n) == digit(&n, 12));
}

/* Three digits of the year: its thousand is 1 or 2. */
int check_si_emso(const uint8_t *text, int length) {
    struct signs n = without(text, length, " ");
    int year;
    if (!is_digits(&n, 13) || balkan_digit(&n) != digit(&n, 12))
        return VERDICT_FAILS;
    year = (int)value_of(&n, 4, 7);
    return told(is_date(year + (year < 800 ? 2000 : 1000), pair(&n, 2), pair(&n, 0)));
}

/* A company's number of ten digits, a person's of twelve. */
int check_ru_inn(const uint8_t *text, int length) {
    struct signs n = without(text, length, " ");
    if (is_digits(&n, 10))
        return told(SUM(&n, 0, 2, 4, 10, 3, 5, 9, 4, 6, 8) % 11 % 10 == digit(&n, 9));
    return told(is_digits(&n, 12) && SUM(&n, 0, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8) % 11 % 10 == digit(&n, 10) &&
                SUM(&n, 0, 3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8) % 11 % 10 == digit(&n, 11));
}

int check_ua_rntrc(const uint8_t *text, int length) {
    struct signs n = without(text, length, " ");
    return told(is_digits(&n, 10) && rest(SUM(&n, 0, -1, 5, 7, 9, 4, 6, 10, 5, 7), 11) % 10 == digit(&n, 9));
}
