/* Personal numbers of Asia, Africa and Oceania, and Verhoeff's sum. Named as python-stdnum names them. */
#include "checks_sums.h"

/* Two turns or mirrorings of a pentagon, one after the other: 0 to 4 turn it, 5 to 9 mirror it too. */
static int both_turns(int first, int second) {
    int turned = first < 5 ? (first + second) % 5 : (first - second + 10) % 5;
    return (first < 5) == (second < 5) ? turned : turned + 5;
}

int redact_verhoeff(const struct signs *digits) {
    static const int8_t moved[] = {1, 5, 7, 6, 2, 8, 3, 0, 9, 4};
    int check = 0;
    for (int place = digits->length - 1, moves = 0; place >= 0; place--, moves++) {
        int value = digit(digits, place);
        for (int move = moves % 8; move > 0; move--)
            value = moved[value];
        check = both_turns(check, value);
    }
    return check == 0;
}

int redact_is_palindrome(const struct signs *digits) {
    for (int place = 0; place < digits->length / 2; place++)
        if (digits->at[place] != digits->at[digits->length - 1 - place])
            return 0;
    return 1;
}

static int is_indian(const struct signs *n, int length) {
    return is_digits(n, length) && n->at[0] >= '2' && !redact_is_palindrome(n) && redact_verhoeff(n);
}

int check_aadhaar(const uint8_t *text, int length) {
    struct signs n = digits_of(text, length);
    return told(is_indian(&n, 12));
}

int check_in_vid(const uint8_t *text, int length) {
    struct signs n = without(text, length, " -");
    return told(is_indian(&n, 16));
}

static int letters_in(const struct signs *n, int from, int to) {
    for (int place = from; place < to; place++)
        if (!is_capital(n->at[place]))
            return 0;
    return 1;
}

/* The fourth letter says what kind of person it is. */
int check_in_pan(const uint8_t *text, int length) {
    struct signs n = without(text, length, " -");
    return told(n.length == 10 && letters_in(&n, 0, 5) && digits_in(&n, 5, 9) && is_capital(n.at[9]) &&
                is_one_of(n.at[3], "ABCFGHLJPTK") && value_of(&n, 5, 9) != 0);
}

int check_in_epic(const uint8_t *text, int length) {
    struct signs n = without(text, length, " -");
    return told(n.length == 10 && letters_in(&n, 0, 3) && digits_in(&n, 3, 10) && luhn_holds(&n, 3, 10));
}

int check_tr_tckimlik(const uint8_t *text, int length) {
    struct signs n = without(text, length, "");
    int64_t first;
    if (!is_digits(&n, 11) || n.at[0] == '0')
        return VERDICT_FAILS;
    first = rest(10 - SUM(&n, 0, 3, 1, 3, 1, 3, 1, 3, 1, 3), 10);
    return told(first == digit(&n, 9) && (first + SUM(&n, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1)) % 10 == digit(&n, 10));
}

/* Each digit is moved by its place from the right, doubled as often, and cast out of nines. */
static int turkish_share(int value, int from_right) {
    int moved = (value + from_right) % 10, share = (moved << from_right) % 9;
    return moved && !share ? 9 : share;
}

int check_tr_vkn(const uint8_t *text, int length) {
    struct signs n = without(text, length, "");
    int total = 0;
    if (!is_digits(&n, 10))
        return VERDICT_FAILS;
    for (int place = 0; place < 9; place++)
        total += turkish_share(digit(&n, place), 9 - place);
    return told(rest(10 - total, 10) == digit(&n, 9));
}

/* ISO/IEC 7064, mod 11, 2; which places there are is python-stdnum's, so what passes here is asked for. */
int check_cn_ric(const uint8_t *text, int length) {
    struct signs n = without(text, length, "");
    int check = 0;
    if (n.length != 18 || !digits_in(&n, 0, 17))
        return VERDICT_FAILS;
    for (int place = 0; place < 17; place++)
        check = (check * 2 + digit(&n, place)) % 11;
    if (n.at[17] != (uint8_t) "0123456789X"[rest(1 - 2 * check, 11)])
        return VERDICT_FAILS;
    return is_date((int)value_of(&n, 6, 10), pair(&n, 10), pair(&n, 12)) ? VERDICT_ASK : VERDICT_FAILS;
}

/* The places are python-stdnum's. */
int check_my_nric(const uint8_t *text, int length) {
    struct signs n = without(text, length, " -*");
    return is_digits(&n, 12) && is_date_of_ours(&n, 0, 2, 4) ? VERDICT_ASK : VERDICT_FAILS;
}

/* Forty is added to the days of women; the places are python-stdnum's. */
int check_id_nik(const uint8_t *text, int length) {
    struct signs n = without(text, length, " -.");
    int day, month, year;
    if (!is_digits(&n, 16))
        return VERDICT_FAILS;
    day = pair(&n, 6) % 40, month = pair(&n, 8), year = pair(&n, 10);
    return is_date(1900 + year, month, day) || is_date(2000 + year, month, day) ? VERDICT_ASK : VERDICT_FAILS;
}

/* A province, and a last digit that is odd for men and even, but not nought, for women. */
int check_pk_cnic(const uint8_t *text, int length) {
    struct signs n = without(text, length, "-");
    return told(is_digits(&n, 13) && n.at[0] >= '1' && n.at[0] <= '7' && n.at[12] != '0');
}

int check_il_idnr(const uint8_t *text, int length) {
    struct signs n = without(text, length, " -");
    return told(n.length <= 9 && digits_in(&n, 0, n.length) && value_of(&n, 0, n.length) > 0 &&
                luhn_holds(&n, 0, n.length));
}

int check_jp_in(const uint8_t *text, int length) {
    struct signs n = without(text, length, "- ");
    return told(is_digits(&n, 12) && rest(-SUM(&n, 0, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2), 11) % 10 == digit(&n, 11));
}

/* Whether somebody alive can have been born in a year of the century that the seventh digit names. */
static int is_korean_birth(const struct signs *n) {
    return is_one_of(n->at[6], "1256") ? pair(n, 0) >= 10 : pair(n, 0) < 50;
}

/* A sum that fails says nothing: numbers since 2020 have none. */
int check_resident(const uint8_t *text, int length) {
    struct signs n = digits_of(text, length);
    int left;
    if (n.length != 13)
        return VERDICT_ASK;
    if (!is_day_and_month(pair(&n, 4), pair(&n, 2)))
        return VERDICT_FAILS;
    left = 11 - SUM(&n, 0, 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5) % 11;
    if (digit(&n, 12) == left % 10 || digit(&n, 12) == (left + 2) % 10)
        return VERDICT_HOLDS;
    return is_korean_birth(&n) ? VERDICT_UNTOLD : VERDICT_FAILS;
}

int check_korean_business(const uint8_t *text, int length) {
    struct signs n = digits_of(text, length);
    int total;
    if (n.length != 10)
        return VERDICT_ASK;
    total = SUM(&n, 0, 1, 3, 7, 1, 3, 7, 1, 3, 5) + digit(&n, 8) * 5 / 10;
    return told((10 - total % 10) % 10 == digit(&n, 9));
}

static int is_thai(const struct signs *n) {
    int total = 0;
    if (!is_digits(n, 13) || n->at[0] == '9')
        return 0;
    for (int place = 0; place < 12; place++)
        total += (2 - place) * digit(n, place);
    return rest(1 - rest(total, 11), 10) == digit(n, 12);
}

/* A person's, which has a province that there is. */
int check_thai(const uint8_t *text, int length) {
    struct signs n = digits_of(text, length);
    return told(is_thai(&n) && n.at[0] != '0' && pair(&n, 1) >= 10 && pair(&n, 1) <= 96);
}

/* A person's or a company's, which begins with a nought. */
int check_th_tin(const uint8_t *text, int length) {
    struct signs n = without(text, length, " -");
    return told(is_thai(&n));
}

/* Nine digits, and those of a branch. */
int check_philippine_taxpayer(const uint8_t *text, int length) {
    struct signs n = digits_of(text, length);
    return n.length < 9 ? VERDICT_ASK : told(falling(&n, 0, 8, 9) % 11 == digit(&n, 8));
}

/* Where the sum leaves nothing, the check digit would be ten: no number has it. */
int check_vn_mst(const uint8_t *text, int length) {
    struct signs n = without(text, length, " -.");
    if (!(is_digits(&n, 10) || is_digits(&n, 13)) || value_of(&n, 2, 9) == 0)
        return VERDICT_FAILS;
    if (n.length == 13 && value_of(&n, 10, 13) == 0)
        return VERDICT_FAILS;
    return told(10 - SUM(&n, 0, 31, 29, 23, 19, 17, 13, 7, 5, 3) % 11 == digit(&n, 9));
}

/* Singapore's letters, by the kind that the first letter tells. */
int check_nric(const uint8_t *text, int length) {
    struct signs n = without(text, length, "");
    int total;
    if (n.length != 9 || !digits_in(&n, 1, 8))
        return VERDICT_ASK;
    total = SUM(&n, 1, 2, 7, 6, 5, 4, 3, 2) + (is_one_of(n.at[0], "TG") ? 4 : n.at[0] == 'M' ? 3 : 0);
    if (n.at[0] == 'M')
        return told(n.at[8] == (uint8_t) "KLJNPQRTUWX"[10 - total % 11]);
    return told(n.at[8] == (uint8_t)(is_one_of(n.at[0], "ST") ? "JZIHGFEDCBA" : "XWUTRQPNMLK")[total % 11]);
}

/* Businesses: eight digits and a letter. */
static int is_singapore_business(const struct signs *n) {
    return digits_in(n, 0, 8) && n->at[8] == (uint8_t) "XMKECAWLJDB"[SUM(n, 0, 10, 4, 9, 3, 8, 2, 7, 1) % 11];
}

/* Companies: a year, five digits and a letter. */
static int is_singapore_company(const struct signs *n) {
    return digits_in(n, 0, 9) && n->at[9] == (uint8_t) "ZKCMDNERGWH"[SUM(n, 0, 10, 8, 6, 4, 9, 7, 5, 3, 1) % 11];
}

static int is_singapore_kind(const struct signs *n, int place) {
    static const char kinds[] = "CCCDCHCLCMCPCSCXDPFBFCFMFNGAGBGSHSLLLPMBMCMDMHMMMQNBNRPAPBPFRFRPSMSSTCTUVHXL";
    for (const char *kind = kinds; *kind; kind += 2)
        if (n->at[place] == (uint8_t)kind[0] && n->at[place + 1] == (uint8_t)kind[1])
            return 1;
    return 0;
}

/* All others: a letter for the century, two digits of the year, two letters for the kind, four digits and a letter. */
static int is_singapore_other(const struct signs *n) {
    static const char signs[] = "ABCDEFGHJKLMNPQRSTUVWX0123456789";
    static const int8_t weights[] = {4, 3, 5, 3, 10, 2, 2, 5, 7};
    int total = -5;
    if (!is_one_of(n->at[0], "RST") || !digits_in(n, 1, 3) || !is_singapore_kind(n, 3) || !digits_in(n, 5, 9))
        return 0;
    for (int place = 0; place < 9; place++)
        total += place_in(signs, n->at[place]) * weights[place];
    return n->at[9] == (uint8_t)signs[rest(total, 11)];
}

/* A year that may lie ahead is asked for. */
int check_sg_uen(const uint8_t *text, int length) {
    struct signs n = without(text, length, "");
    if (n.length == 9)
        return told(is_singapore_business(&n));
    if (n.length != 10)
        return VERDICT_FAILS;
    if (!is_digit(n.at[0])) {
        int ahead = n.at[0] == 'T' && digits_in(&n, 1, 3) && 2000 + pair(&n, 1) > SURELY_PAST;
        return !is_singapore_other(&n) ? VERDICT_FAILS : ahead ? VERDICT_ASK : VERDICT_HOLDS;
    }
    if (!is_singapore_company(&n))
        return VERDICT_FAILS;
    return value_of(&n, 0, 4) > SURELY_PAST ? VERDICT_ASK : VERDICT_HOLDS;
}

int check_au_abn(const uint8_t *text, int length) {
    struct signs n = without(text, length, " ");
    return told(is_digits(&n, 11) &&
                11 + rest(-SUM(&n, 2, 3, 5, 7, 9, 11, 13, 15, 17, 19) - 1, 89) == pair(&n, 0));
}

int check_au_acn(const uint8_t *text, int length) {
    struct signs n = without(text, length, " ");
    return told(is_digits(&n, 9) && rest(-falling(&n, 0, 8, 8), 10) == digit(&n, 8));
}

int check_au_tfn(const uint8_t *text, int length) {
    struct signs n = without(text, length, " ");
    if (is_digits(&n, 8))
        return told(SUM(&n, 0, 1, 4, 3, 7, 5, 8, 6, 9) % 11 == 0);
    return told(is_digits(&n, 9) && SUM(&n, 0, 1, 4, 3, 7, 5, 8, 6, 9, 10) % 11 == 0);
}

int check_medicare(const uint8_t *text, int length) {
    struct signs n = digits_of(text, length);
    return n.length != 10 ? VERDICT_ASK : told(SUM(&n, 0, 1, 3, 7, 9, 1, 3, 7, 9) % 10 == digit(&n, 8));
}

/* Seven digits before the last are filled up to eight; where ten is left, other weights are tried. */
static int64_t inland_revenue_digit(const struct signs *n) {
    int shift = n->length - 9;
    int64_t check = rest(-(shift ? SUM(n, 0, 2, 7, 6, 5, 4, 3, 2) : SUM(n, 0, 3, 2, 7, 6, 5, 4, 3, 2)), 11);
    if (check != 10)
        return check;
    return rest(-(shift ? SUM(n, 0, 4, 3, 2, 5, 2, 7, 6) : SUM(n, 0, 7, 4, 3, 2, 5, 2, 7, 6)), 11);
}

int check_nz_ird(const uint8_t *text, int length) {
    struct signs n = without(text, length, " -");
    int64_t value;
    if (!is_digits(&n, 8) && !is_digits(&n, 9))
        return VERDICT_FAILS;
    value = value_of(&n, 0, n.length);
    return told(value > 10000000 && value < 150000000 && inland_revenue_digit(&n) == digit(&n, n.length - 1));
}

/* A date, Luhn, and a citizen, resident or refugee. */
int check_african(const uint8_t *text, int length) {
    struct signs n = digits_of(text, length);
    if (n.length != 13)
        return VERDICT_ASK;
    return told(is_day_and_month(pair(&n, 4), pair(&n, 2)) && luhn_holds(&n, 0, 13) && n.at[10] <= '2');
}

int check_za_tin(const uint8_t *text, int length) {
    struct signs n = without(text, length, " -/");
    return told(is_digits(&n, 10) && is_one_of(n.at[0], "01239") && luhn_holds(&n, 0, 10));
}

/* Ten is an X. */
int check_gh_tin(const uint8_t *text, int length) {
    struct signs n = without(text, length, " ");
    if (n.length != 11 || !is_one_of(n.at[0], "PCGQV") || n.at[1] != '0' || n.at[2] != '0')
        return VERDICT_FAILS;
    if (!digits_in(&n, 3, 10))
        return VERDICT_ASK;
    return told(n.at[10] == (uint8_t) "0123456789X"[SUM(&n, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9) % 11]);
}

int check_ke_pin(const uint8_t *text, int length) {
    struct signs n = without(text, length, " -");
    return told(n.length == 11 && is_one_of(n.at[0], "AP|") && digits_in(&n, 1, 10) && is_capital(n.at[10]));
}

/* Weights fall from 14, a letter counts from ten; a remainder of 17 stands as a letter from ten as well. */
int check_mu_nid(const uint8_t *text, int length) {
    struct signs n = without(text, length, " ");
    int total;
    if (n.length != 14 || !is_capital(n.at[0]) || !digits_in(&n, 1, 13))
        return VERDICT_FAILS;
    total = 14 * rank(n.at[0]) + falling(&n, 1, 12, 13);
    return told(n.at[13] == (uint8_t) "0123456789ABCDEFG"[rest(17 - total, 17)] && is_date_of(&n, 5, 3, 1, 2000));
}

int check_mz_nuit(const uint8_t *text, int length) {
    struct signs n = without(text, length, " -.");
    return told(is_digits(&n, 9) && n.at[8] == (uint8_t) "01234567891"[SUM(&n, 0, 8, 9, 4, 5, 6, 7, 8, 9) % 11]);
}

/* Up to seven digits, a letter that checks nothing; or that and two letters for tax and kind, and three digits. */
int check_tn_mf(const uint8_t *text, int length) {
    struct signs n = without(text, length, " /.-");
    int digits = 0;
    while (digits < n.length && is_digit(n.at[digits]))
        digits++;
    if (digits < 1 || digits > 7 || n.length <= digits || !is_one_of(n.at[digits], "ABCDEFGHJKLMNPQRSTVWXYZ"))
        return VERDICT_FAILS;
    if (n.length == digits + 1)
        return VERDICT_HOLDS;
    if (n.length != digits + 6 || !is_one_of(n.at[digits + 1], "APBDN") || !is_one_of(n.at[digits + 2], "MPCNE"))
        return VERDICT_FAILS;
    return told(digits_in(&n, digits + 3, digits + 6) &&
                (value_of(&n, digits + 3, digits + 6) == 0 || n.at[digits + 2] == 'E'));
}
