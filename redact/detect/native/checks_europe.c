/* Personal numbers of western and southern Europe, and their sums. Named as python-stdnum names them. */
#include "checks_sums.h"

int redact_mod_11_10(const struct signs *digits, int from, int to) {
    int check = 5;
    for (int place = from; place < to; place++)
        check = ((check ? check : 10) * 2 % 11 + digit(digits, place)) % 10;
    return check == 1;
}

uint8_t redact_spanish_letter(int64_t value) { return (uint8_t) "TRWAGMYFPDXBNJZSQVHLCKE"[value % 23]; }

int check_es_dni(const uint8_t *text, int length) {
    struct signs n = without(text, length, " -");
    return told(n.length == 9 && digits_in(&n, 0, 8) && n.at[8] == redact_spanish_letter(value_of(&n, 0, 8)));
}

/* Seven digits: the leading nought is missing. */
int check_short_dni(const uint8_t *text, int length) {
    struct signs n = without(text, length, " -");
    return told(n.length == 8 && digits_in(&n, 0, 7) && n.at[7] == redact_spanish_letter(value_of(&n, 0, 7)));
}

int check_es_nie(const uint8_t *text, int length) {
    struct signs n = without(text, length, " -");
    int first = n.length == 9 ? place_in("XYZ", n.at[0]) : -1;
    return told(first >= 0 && digits_in(&n, 1, 8) &&
                n.at[8] == redact_spanish_letter(first * 10000000 + value_of(&n, 1, 8)));
}

/* What a sign at an odd place counts; at an even one it counts as its place in the alphabet or as the digit. */
static int italian_value(uint8_t sign, int odd) {
    static const int8_t odd_values[] = {1, 0, 5,  7,  9,  13, 15, 17, 19, 21, 2,  4,  18,
                                        20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23};
    int value = is_digit(sign) ? sign - '0' : sign - 'A';
    return odd ? odd_values[value] : value;
}

static int italian_letter(const struct signs *n) {
    int total = 0;
    for (int place = 0; place < 15; place++)
        total += italian_value(n->at[place], place % 2 == 0);
    return 'A' + total % 26;
}

static int italian_birth(const struct signs *n) {
    int year = 1900 + pair(n, 6);
    return is_date(year < 1920 ? year + 100 : year, place_in("ABCDEHLMPRST", n->at[8]) + 1, pair(n, 9) % 40);
}

/* Digits only where the rows have them: letters in their place, which tell namesakes apart, are not decided here. */
int check_it_codicefiscale(const uint8_t *text, int length) {
    struct signs n = without(text, length, " -:");
    for (int place = 0; place < 16; place++) {
        int letter = place < 6 || place == 8 || place == 11 || place == 15;
        if (n.length != 16 || !(letter ? is_capital(n.at[place]) : is_digit(n.at[place])))
            return VERDICT_ASK;
    }
    return told(n.at[15] == italian_letter(&n) && italian_birth(&n));
}

/* Corsica's departments, 2A and 2B, count as 19 and 18. */
int check_fr_nir(const uint8_t *text, int length) {
    struct signs n = without(text, length, " .");
    if (n.length == 15 && n.at[5] == '2' && (n.at[6] == 'A' || n.at[6] == 'B')) {
        n.at[5] = '1';
        n.at[6] = n.at[6] == 'A' ? '9' : '8';
    }
    return told(is_digits(&n, 15) && 97 - value_of(&n, 0, 13) % 97 == pair(&n, 13));
}

int check_fr_nif(const uint8_t *text, int length) {
    struct signs n = without(text, length, " ");
    return told(is_digits(&n, 13) && n.at[0] <= '3' && value_of(&n, 0, 10) % 511 == value_of(&n, 10, 13));
}

/* Among the first ten digits one stands twice or three times, and no other more than once. */
static int is_german_mixture(const struct signs *n) {
    int counts[10] = {0}, several = 0, most = 0;
    for (int place = 0; place < 10; place++)
        counts[digit(n, place)]++;
    for (int value = 0; value < 10; value++) {
        several += counts[value] > 1;
        most = counts[value] > most ? counts[value] : most;
    }
    return several == 1 && most <= 3;
}

int check_de_idnr(const uint8_t *text, int length) {
    struct signs n = without(text, length, " -./,");
    return told(is_digits(&n, 11) && n.at[0] != '0' && is_german_mixture(&n) && redact_mod_11_10(&n, 0, 11));
}

/* Thirteen digits: which land, or the first digit of two of them, then its office, and a nought. */
static int is_of_german_land(const struct signs *n) {
    static const int8_t lands[] = {10, 11, 21, 22, 23, 24, 26, 27, 28, 30, 31, 32, 40, 41};
    for (int at = 0; at < (int)sizeof lands; at++)
        if (pair(n, 0) == lands[at])
            return n->at[4] == '0';
    return (n->at[0] == '5' || n->at[0] == '9') && n->at[4] == '0';
}

int check_de_stnr(const uint8_t *text, int length) {
    struct signs n = without(text, length, " -./,");
    return told(is_digits(&n, 10) || is_digits(&n, 11) || (is_digits(&n, 13) && is_of_german_land(&n)));
}

/* What the sum of a Dutch number leaves. */
static int64_t dutch_rest(const struct signs *n) { return rest(falling(n, 0, 8, 9) - digit(n, 8), 11); }

int check_nl_bsn(const uint8_t *text, int length) {
    struct signs n = without(text, length, " -.");
    if (n.length < 9)
        return VERDICT_ASK;
    return told(is_digits(&n, 9) && value_of(&n, 0, 9) > 0 && dutch_rest(&n) == 0);
}

int check_nl_onderwijsnummer(const uint8_t *text, int length) {
    struct signs n = without(text, length, " -.");
    if (n.length < 9)
        return VERDICT_ASK;
    return told(is_digits(&n, 9) && pair(&n, 0) == 10 && dutch_rest(&n) == 5);
}

/* Mod 97, with a 2 before the number of those born since 2000: VERDICT_ASK where it may not be 2000 plus that year. */
static int belgian_sum(const struct signs *n) {
    int64_t number = value_of(n, 0, 9), check = pair(n, 9);
    if (97 - number % 97 == check)
        return VERDICT_HOLDS;
    if (97 - (2000000000 + number) % 97 != check)
        return VERDICT_FAILS;
    return 2000 + pair(n, 0) <= SURELY_PAST ? VERDICT_HOLDS : VERDICT_ASK;
}

int check_be_nn(const uint8_t *text, int length) {
    struct signs n = without(text, length, " -.");
    if (!is_digits(&n, 11) || value_of(&n, 0, 11) == 0 || pair(&n, 2) > 12)
        return VERDICT_FAILS;
    return belgian_sum(&n);
}

/* Numbers of those who are not in the register: 20 or 40 is added to the month. */
int check_be_bis(const uint8_t *text, int length) {
    struct signs n = without(text, length, " -.");
    if (!is_digits(&n, 11) || pair(&n, 2) < 20 || pair(&n, 2) > 52 || pair(&n, 2) % 20 > 12)
        return VERDICT_FAILS;
    return belgian_sum(&n);
}

int check_be_eid(const uint8_t *text, int length) {
    struct signs n = without(text, length, " -./");
    int64_t check = is_digits(&n, 12) ? value_of(&n, 0, 10) % 97 : 0;
    return told(is_digits(&n, 12) && value_of(&n, 0, 12) > 0 && (check ? check : 97) == pair(&n, 10));
}

/* The letter of an Irish number; a second letter counts nine times its place, W being nought. */
static int irish_letter(const struct signs *n, int second) {
    return "WABCDEFGHIJKLMNOPQRSTUV"[(falling(n, 0, 7, 8) + 9 * second) % 23];
}

int check_ie_pps(const uint8_t *text, int length) {
    struct signs n = without(text, length, " -");
    int second = n.length == 9 ? n.at[8] - 'A' + 1 : 0;
    if (n.length < 8 || n.length > 9 || !digits_in(&n, 0, 7) || n.at[7] < 'A' || n.at[7] > 'W')
        return VERDICT_FAILS;
    if (n.length == 9 && !is_one_of(n.at[8], "ABHWTX"))
        return VERDICT_FAILS;
    return told(n.at[7] == irish_letter(&n, second < 9 ? second : 0));
}

/* As Luhn's sum, with letters counted from ten. */
int check_pt_cc(const uint8_t *text, int length) {
    struct signs n = without(text, length, " ");
    int total = 0, last = n.length - 1;
    if (n.length < 3 || !digits_in(&n, last, n.length) || (last > 2 && !digits_in(&n, 0, last - 2)))
        return VERDICT_FAILS;
    if (!(is_digit(n.at[last - 1]) || is_capital(n.at[last - 1])) ||
        !(is_digit(n.at[last - 2]) || is_capital(n.at[last - 2])))
        return VERDICT_FAILS;
    for (int place = last - 1; place >= 0; place--) {
        int value = rank(n.at[place]) << ((last - place) & 1);
        total += (last - place) & 1 && value > 9 ? value - 9 : value;
    }
    return told(rest(10 - total, 10) == digit(&n, last));
}

int check_pt_nif(const uint8_t *text, int length) {
    struct signs n = without(text, length, " -.");
    return told(is_digits(&n, 9) && n.at[0] != '0' && rest(11 - falling(&n, 0, 8, 9), 11) % 10 == digit(&n, 8));
}

int check_at_vnr(const uint8_t *text, int length) {
    struct signs n = without(text, length, " ");
    return told(is_digits(&n, 10) && n.at[0] != '0' && SUM(&n, 0, 3, 7, 9, 0, 5, 8, 4, 2, 1, 6) % 11 == digit(&n, 3));
}

/* Which tax offices there are is python-stdnum's, so what passes here is asked for. */
int check_at_tin(const uint8_t *text, int length) {
    struct signs n = without(text, length, " -./,");
    int total = 0;
    if (!is_digits(&n, 9))
        return VERDICT_FAILS;
    for (int place = 0; place < 8; place++)
        total += place % 2 ? digit(&n, place) * 2 % 10 + digit(&n, place) / 5 : digit(&n, place);
    return rest(10 - total, 10) == digit(&n, 8) ? VERDICT_ASK : VERDICT_FAILS;
}

/* EAN: weights 3 and 1 from the right. */
int check_ch_ssn(const uint8_t *text, int length) {
    struct signs n = without(text, length, " .");
    return told(is_digits(&n, 13) && value_of(&n, 0, 3) == 756 &&
                rest(10 - SUM(&n, 0, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3), 10) == digit(&n, 12));
}

int check_li_peid(const uint8_t *text, int length) {
    struct signs n = without(text, length, " .");
    int noughts = 0;
    while (noughts < n.length && n.at[noughts] == '0')
        noughts++;
    return told(n.length - noughts >= 4 && n.length - noughts <= 12 && digits_in(&n, noughts, n.length));
}

/* Six digits between a letter for the kind of person and a letter that checks nothing. */
int check_ad_nrt(const uint8_t *text, int length) {
    struct signs n = without(text, length, " -.");
    int64_t middle;
    if (n.length != 8 || !is_one_of(n.at[0], "ACDEFGLOPU") || !is_capital(n.at[7]) || !digits_in(&n, 1, 7))
        return VERDICT_FAILS;
    middle = value_of(&n, 1, 7);
    if (n.at[0] == 'F' && middle > 699999)
        return VERDICT_FAILS;
    return told(!is_one_of(n.at[0], "AL") || (middle > 699999 && middle < 800000));
}

int check_gr_amka(const uint8_t *text, int length) {
    struct signs n = without(text, length, " -");
    return told(is_digits(&n, 11) && luhn_holds(&n, 0, 11) && is_date_of_ours(&n, 4, 2, 0));
}

/* The statutory insurers' sum: a letter counts as its two-digit place, products by the sum of their digits. */
static int crossed(int product) { return product / 10 + product % 10; }

int check_german_insured(const uint8_t *text, int length) {
    struct signs n = without(text, length, "");
    int letter = n.at[0] - 'A' + 1, total = letter / 10 + crossed(letter % 10 * 2);
    if (n.length != 10 || !is_capital(n.at[0]) || !digits_in(&n, 1, 10))
        return VERDICT_ASK;
    for (int place = 1; place < 9; place++)
        total += crossed(digit(&n, place) * (place % 2 ? 1 : 2));
    return told(total % 10 == digit(&n, 9));
}

/* The number with its letter written as two digits. */
static struct signs with_letter_spelt(const struct signs *n) {
    struct signs spelt = *n;
    int letter = n->at[8] - 'A' + 1;
    spelt.at[8] = (uint8_t)('0' + letter / 10);
    spelt.at[9] = (uint8_t)('0' + letter % 10);
    spelt.at[10] = n->at[9];
    spelt.at[11] = n->at[10];
    return spelt;
}

int check_german_pension(const uint8_t *text, int length) {
    static const int8_t weights[] = {2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1};
    struct signs n = without(text, length, " "), spelt;
    int total = 0;
    if (n.length != 12 || !digits_in(&n, 0, 8) || !is_capital(n.at[8]) || !digits_in(&n, 9, 12))
        return VERDICT_ASK;
    if (!is_day_and_month(pair(&n, 2) % 50, pair(&n, 4)))
        return VERDICT_FAILS;
    spelt = with_letter_spelt(&n);
    for (int place = 0; place < 12; place++)
        total += crossed(digit(&spelt, place) * weights[place]);
    return told(total % 10 == digit(&n, 11));
}

int check_german_doctor(const uint8_t *text, int length) {
    struct signs n = without(text, length, "");
    if (!is_digits(&n, 9))
        return VERDICT_ASK;
    return told(rest(10 - SUM(&n, 0, 4, 9, 4, 9, 4, 9), 10) == digit(&n, 6) && different(&n, 0, 9) > 1);
}
