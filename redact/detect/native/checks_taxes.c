/* Numbers for value added tax in the European Union, by the two letters that they begin with.
 *
 * Methods: the tax administrations' sums, as the Commission lists them for VIES. Named as python-stdnum names them.
 */
#include "checks_sums.h"

static int is_belgian(const struct signs *n) {
    return is_digits(n, 10) && n->at[0] <= '1' && value_of(n, 0, 10) > 0 &&
           (value_of(n, 0, 8) + pair(n, 8)) % 97 == 0;
}

/* Nine digits may be written for ten, and eight for nine in Greece: the nought before them is left out. */
static struct signs filled_up(const struct signs *n, int length) {
    struct signs filled = {0, {0}};
    if (n->length != length - 1)
        return *n;
    filled.length = length;
    filled.at[0] = '0';
    for (int place = 1; place < length; place++)
        filled.at[place] = n->at[place - 1];
    return filled;
}

static int is_bulgarian_company(const struct signs *n) {
    int check = SUM(n, 0, 1, 2, 3, 4, 5, 6, 7, 8) % 11;
    return (check < 10 ? check : SUM(n, 0, 3, 4, 5, 6, 7, 8, 9, 10) % 11 % 10) == digit(n, 8);
}

static int is_bulgarian(const struct signs *n) {
    if (is_digits(n, 9))
        return is_bulgarian_company(n);
    if (!is_digits(n, 10))
        return 0;
    return check_bg_egn(n->at, 10) == VERDICT_HOLDS || check_bg_pnf(n->at, 10) == VERDICT_HOLDS ||
           rest(11 - SUM(n, 0, 4, 3, 2, 7, 6, 5, 4, 3, 2), 11) == digit(n, 9);
}

static int is_czech_company(const struct signs *n) {
    int check = (int)rest(11 - falling(n, 0, 7, 8), 11);
    return n->at[0] != '9' && (check ? check : 1) % 10 == digit(n, 7);
}

/* Persons without a number of birth: nine digits that begin with a six. */
static int is_czech_other(const struct signs *n) {
    return rest(8 - rest(10 - falling(n, 1, 7, 8) % 11, 11), 10) == digit(n, 8);
}

static int is_czech(const struct signs *n) {
    if (is_digits(n, 8))
        return is_czech_company(n);
    if (is_digits(n, 9) && n->at[0] == '6')
        return is_czech_other(n);
    return check_cz_rc(n->at, n->length) == VERDICT_HOLDS;
}

static int is_german(const struct signs *n) { return is_digits(n, 9) && n->at[0] != '0' && redact_mod_11_10(n, 0, 9); }

static int is_danish(const struct signs *n) {
    return is_digits(n, 8) && n->at[0] != '0' && SUM(n, 0, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0;
}

static int is_estonian(const struct signs *n) {
    return is_digits(n, 9) && SUM(n, 0, 3, 7, 1, 3, 7, 1, 3, 7, 1) % 10 == 0;
}

/* Powers of two, from 256 down. */
static int is_greek(const struct signs *n) {
    int check = 0;
    for (int place = 0; place < 8 && n->length == 9; place++)
        check = (check * 2 + digit(n, place)) % 11;
    return is_digits(n, 9) && check * 2 % 11 % 10 == digit(n, 8);
}

static int is_finnish(const struct signs *n) {
    return is_digits(n, 8) && SUM(n, 0, 7, 9, 10, 5, 8, 4, 2, 1) % 11 == 0;
}

static int is_hungarian(const struct signs *n) {
    return is_digits(n, 8) && SUM(n, 0, 9, 7, 3, 1, 9, 7, 3, 1) % 10 == 0;
}

/* The province of the office stands before the check digit. */
static int is_italian(const struct signs *n) {
    int64_t office;
    if (!is_digits(n, 11) || value_of(n, 0, 7) == 0 || !luhn_holds(n, 0, 11))
        return 0;
    office = value_of(n, 7, 10);
    return (office >= 1 && office <= 100) || office == 120 || office == 121 || office == 888 || office == 999;
}

/* Weights 1 to 9 and again from 1; where ten is left, from 3. A one stands before the check digit. */
static int is_lithuanian(const struct signs *n) {
    int last = n->length - 1, first = 0, second = 0;
    if (!(is_digits(n, 9) || is_digits(n, 12)) || n->at[last - 1] != '1')
        return 0;
    for (int place = 0; place < last; place++) {
        first += (1 + place % 9) * digit(n, place);
        second += (1 + (place + 2) % 9) * digit(n, place);
    }
    return (first % 11 == 10 ? second : first) % 11 % 10 == digit(n, last);
}

static int is_of_luxembourg(const struct signs *n) {
    return is_digits(n, 8) && value_of(n, 0, 6) % 89 == pair(n, 6);
}

static int is_maltese(const struct signs *n) {
    return is_digits(n, 8) && n->at[0] != '0' && SUM(n, 0, 3, 4, 6, 7, 8, 9, 10, 1) % 37 == 0;
}

/* Two to ten digits: weights from the right. Thirteen: a person's. */
static int is_romanian(const struct signs *n) {
    static const int8_t weights[] = {2, 3, 5, 7, 1, 2, 3, 5, 7};
    int total = 0, last = n->length - 1;
    if (n->length == 13)
        return check_ro_cnp(n->at, 13) == VERDICT_HOLDS;
    if (n->length < 2 || n->length > 10 || !digits_in(n, 0, n->length) || n->at[0] == '0')
        return 0;
    for (int place = 0; place < last; place++)
        total += weights[place] * digit(n, last - 1 - place);
    return 10 * total % 11 % 10 == digit(n, last);
}

static int is_swedish(const struct signs *n) {
    return is_digits(n, 12) && pair(n, 10) == 1 && luhn_holds(n, 0, 10);
}

static int is_slovenian(const struct signs *n) {
    int check = is_digits(n, 8) ? 11 - falling(n, 0, 7, 8) % 11 : 0;
    return is_digits(n, 8) && n->at[0] != '0' && (check == 10 ? 0 : check) == digit(n, 7);
}

static int is_slovak(const struct signs *n) {
    if (!is_digits(n, 10))
        return 0;
    return check_cz_rc(n->at, 10) == VERDICT_HOLDS ||
           (n->at[0] != '0' && is_one_of(n->at[2], "234789") && value_of(n, 0, 10) % 11 == 0);
}

static int is_austrian(const struct signs *n) {
    return n->length == 9 && n->at[0] == 'U' && digits_in(n, 1, 9) && rest(6 - luhn_sum(n, 1, 8), 10) == digit(n, 8);
}

/* Digits at odd places are exchanged for others. */
static int is_cypriot(const struct signs *n) {
    static const int8_t exchanged[] = {1, 0, 5, 7, 9, 13, 15, 17, 19, 21};
    int total = 0;
    if (n->length != 9 || !digits_in(n, 0, 8) || pair(n, 0) == 12)
        return 0;
    for (int place = 0; place < 8; place++)
        total += place % 2 ? digit(n, place) : exchanged[digit(n, place)];
    return n->at[8] == 'A' + total % 26;
}

/* Seven digits and a check digit, which some write as a letter. */
static int is_spanish_company(const struct signs *n) {
    struct signs open = *n;
    int check;
    open.at[8] = '0';
    check = (int)rest(-luhn_sum(&open, 1, 9), 10);
    return is_one_of(n->at[0], "ABCDEFGHJNPQRSUVW") && (digit(n, 8) == check || n->at[8] == "JABCDEFGHI"[check]);
}

static int is_spanish(const struct signs *n) {
    if (n->length != 9 || !digits_in(n, 1, 8))
        return 0;
    if (is_one_of(n->at[0], "KLM"))
        return n->at[8] == redact_spanish_letter(value_of(n, 1, 8));
    if (is_digit(n->at[0]))
        return check_es_dni(n->at, 9) == VERDICT_HOLDS;
    return is_one_of(n->at[0], "XYZ") ? check_es_nie(n->at, 9) == VERDICT_HOLDS : is_spanish_company(n);
}

/* Two signs that are not both digits: letters are numbered without I and O. */
static int is_french_mixture(const struct signs *n) {
    static const char signs[] = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    int first = place_in(signs, n->at[0]), second = place_in(signs, n->at[1]);
    int check = is_digit(n->at[0]) ? first * 24 + second - 10 : first * 34 + second - 100;
    return first >= 0 && second >= 0 && (value_of(n, 2, 11) + 1 + check / 11) % 11 == check % 11;
}

static int is_french(const struct signs *n) {
    if (n->length != 11 || !digits_in(n, 2, 11) || (value_of(n, 2, 5) && !luhn_holds(n, 2, 11)))
        return 0;
    if (digits_in(n, 0, 2))
        return pair(n, 0) == (value_of(n, 2, 11) * 100 + 12) % 97;
    return is_french_mixture(n);
}

/* As the number of a person; the second letter counts nine times its place, W being nought. */
static int is_irish(const struct signs *n) {
    static const char letters[] = "WABCDEFGHIJKLMNOPQRSTUV";
    int second = n->length == 9 ? place_in(letters, n->at[8]) : 0;
    if (n->length < 8 || n->length > 9 || !digits_in(n, 0, 7) || second < 0)
        return 0;
    return n->at[7] == letters[(falling(n, 0, 7, 8) + 9 * second) % 23];
}

/* The rest of mod 97 for NL, nine digits, B, two digits. */
static int is_dutch_by_97(const struct signs *n) {
    int64_t left = value_of(n, 0, 9) + 2321 % 97 * 1000000000LL;
    return ((left % 97 * 100 + 11) % 97 * 100 + pair(n, 10)) % 97 == 1;
}

static int is_dutch(const struct signs *n) {
    if (n->length != 12 || !digits_in(n, 0, 9) || n->at[9] != 'B' || !digits_in(n, 10, 12))
        return 0;
    if (value_of(n, 0, 9) == 0 || pair(n, 10) == 0)
        return 0;
    return check_nl_bsn(n->at, 9) == VERDICT_HOLDS || is_dutch_by_97(n);
}

int check_it_iva(const uint8_t *text, int length) {
    struct signs n = without(text, length, " -:");
    return n.length > 0 && !is_digit(n.at[0]) ? VERDICT_ASK : told(is_italian(&n));
}

static int is_croatian(const struct signs *n) { return check_hr_oib(n->at, n->length) == VERDICT_HOLDS; }

static int is_latvian(const struct signs *n) { return check_lv_pvn(n->at, n->length) == VERDICT_HOLDS; }

static int is_polish(const struct signs *n) { return check_pl_nip(n->at, n->length) == VERDICT_HOLDS; }

static int is_portuguese(const struct signs *n) { return check_pt_nif(n->at, n->length) == VERDICT_HOLDS; }

/* Which marks may stand in a number, how long it is when a nought before it is not left out, and its sum. */
struct country {
    char name[3];
    const char *marks;
    int full;
    int (*holds)(const struct signs *);
};

static const struct country countries[] = {
    {"AT", " -./", 0, is_austrian},   {"BE", " -./", 10, is_belgian},      {"BG", " -.", 0, is_bulgarian},
    {"CY", " -", 0, is_cypriot},      {"CZ", " /", 0, is_czech},           {"DE", " -./,", 0, is_german},
    {"DK", " -.,/:", 0, is_danish},   {"EE", " ", 0, is_estonian},         {"EL", " -./:", 9, is_greek},
    {"ES", " -", 0, is_spanish},      {"FI", " -", 0, is_finnish},         {"FR", " -.", 0, is_french},
    {"HR", " -", 0, is_croatian},     {"HU", " -", 0, is_hungarian},       {"IE", " -", 0, is_irish},
    {"IT", " -:", 0, is_italian},     {"LT", " -", 0, is_lithuanian},      {"LU", " :.-", 0, is_of_luxembourg},
    {"LV", " -", 0, is_latvian},      {"MT", " -", 0, is_maltese},         {"NL", " -.", 0, is_dutch},
    {"PL", " -", 0, is_polish},       {"PT", " -.", 0, is_portuguese},     {"RO", " -", 0, is_romanian},
    {"SE", " -.", 0, is_swedish},     {"SI", " -", 0, is_slovenian},       {"SK", " -", 0, is_slovak},
};

static const struct country *country_of(const uint8_t *text) {
    for (int at = 0; at < (int)(sizeof countries / sizeof *countries); at++)
        if (capital(text[0]) == (uint8_t)countries[at].name[0] && capital(text[1]) == (uint8_t)countries[at].name[1])
            return &countries[at];
    return 0;
}

int check_tax(const uint8_t *text, int length) {
    const struct country *country = length > 2 ? country_of(text) : 0;
    struct signs number;
    if (!country)
        return VERDICT_ASK;
    number = without(text + 2, length - 2, country->marks);
    number = country->full ? filled_up(&number, country->full) : number;
    return told(number.length > 0 && country->holds(&number));
}
