/* Papers and registers: machine-readable lines, pupils, learners, police records, banks, doctors.
 *
 * Methods: ICAO Doc 9303 (weights 7, 3, 1); the Department for Education's and the Learning Records Service's mod 23
 * and mod 11; the Police National Computer's mod 23; the American Bankers Association's 3, 7, 1; ISO 3166 for the
 * countries of banks. As redact/detect/checks_papers.py.
 */
#include "checks_signs.h"

/* d: digit, D: digit or "<", l: letter or "<", x: any of these, s: sex, k: kind of paper. */
static int is_kind(uint8_t sign, char kind) {
    switch (kind) {
    case 'd':
        return is_digit(sign);
    case 'D':
        return is_digit(sign) || sign == '<';
    case 'l':
        return is_capital(sign) || sign == '<';
    case 'x':
        return is_digit(sign) || is_capital(sign) || sign == '<';
    case 's':
        return is_one_of(sign, "MFX<");
    default:
        return is_one_of(sign, "ACI");
    }
}

static int begins(const struct signs *line, const char *kinds) {
    for (int place = 0; kinds[place]; place++)
        if (place >= line->length || !is_kind(line->at[place], kinds[place]))
            return 0;
    return 1;
}

static int icao_digit(const struct signs *line, int from, int to) {
    int total = 0;
    for (int place = from; place < to; place++)
        total += (line->at[place] == '<' ? 0 : rank(line->at[place])) * "\7\3\1"[(place - from) % 3];
    return total % 10;
}

/* Whether the sign behind [from, to) is the check digit of what stands there. */
static int is_checked(const struct signs *line, int from, int to) {
    return line->at[to] == '0' + icao_digit(line, from, to);
}

static struct signs without_blanks(const uint8_t *text, int length) {
    struct signs left = {0, {0}};
    for (int place = 0; place < length; place++)
        if (text[place] != ' ')
            left.at[left.length++] = text[place];
    return left;
}

int check_mrz(const uint8_t *text, int length) {
    struct signs line = without_blanks(text, length);
    if (begins(&line, "ddddddDsdddddddlll"))
        return told(is_checked(&line, 0, 6) && is_checked(&line, 8, 14));
    if (begins(&line, "xxxxxxxxxDlllddddddds"
                      "ddddddd"))
        return told(is_checked(&line, 0, 9) && is_checked(&line, 13, 19) && is_checked(&line, 21, 27));
    if (begins(&line, "kllllxxxxxxxxxd"))
        return told(is_checked(&line, 5, 14));
    return VERDICT_UNTOLD;
}

/* Whether nine letters and digits of a German card or passport end in their check digit. */
int check_german_document(const uint8_t *text, int length) {
    struct signs signs = without(text, length, "");
    return length < 2 ? VERDICT_ASK : told(any_digit(text, length - 1) && is_checked(&signs, 0, length - 1));
}

/* Mod 23 over places, letters counted without I, O and S. */
int check_upn(const uint8_t *text, int length) {
    static const char letters[] = "ABCDEFGHJKLMNPQRTUVWXYZ";
    struct signs plain = without(text, length, " -");
    int total = 0;
    for (int place = 1; place < plain.length; place++) {
        int value = is_digit(plain.at[place]) ? digit(&plain, place) : place_in(letters, plain.at[place]);
        if (value < 0)
            return VERDICT_FAILS;
        total += value * (place + 1);
    }
    return told(plain.at[0] == (uint8_t)letters[total % 23]);
}

int check_uln(const uint8_t *text, int length) {
    struct signs digits = digits_of(text, length);
    int left;
    if (digits.length != 10)
        return VERDICT_FAILS;
    left = falling(&digits, 0, 9, 10) % 11;
    return told(left > 0 && digit(&digits, 9) == 10 - left);
}

/* Where the stroke between year and serial number stands; -1 where digits are not on both sides of it. */
static int stroke_in(const struct signs *record) {
    int place = 0;
    while (place < record->length && record->at[place] != '/')
        place++;
    return digits_in(record, 0, place) && digits_in(record, place + 1, record->length - 1) ? place : -1;
}

static int is_police_letter(const struct signs *record, int64_t value) {
    return record->at[record->length - 1] == (uint8_t) "ZABCDEFGHJKLMNPQRTUVWXY"[value % 23];
}

/* Year, stroke, up to seven digits, letter. */
int check_pnc(const uint8_t *text, int length) {
    struct signs record = without(text, length, " ");
    int stroke = stroke_in(&record), last = record.length - 1;
    if (stroke < 2 || last - stroke > 8)
        return VERDICT_ASK;
    return told(is_police_letter(
        &record, value_of(&record, stroke - 2, stroke) * 10000000 + value_of(&record, stroke + 1, last)));
}

/* Up to six digits, stroke, year, letter; older ones, which begin with SF, have no sum. */
int check_cro(const uint8_t *text, int length) {
    struct signs record = without(text, length, " ");
    int stroke = stroke_in(&record), last = record.length - 1;
    if (length > 1 && text[0] == 'S' && text[1] == 'F')
        return VERDICT_UNTOLD;
    if (stroke < 0 || stroke > 6 || last - stroke > 9)
        return VERDICT_ASK;
    return told(is_police_letter(
        &record, value_of(&record, stroke + 1, last) * 1000000 + value_of(&record, 0, stroke)));
}

static int is_region(int first) { return first <= 12 || (first >= 21 && first <= 32) || (first >= 61 && first <= 72); }

int check_aba(const uint8_t *text, int length) {
    struct signs digits = digits_of(text, length);
    if (digits.length != 9)
        return VERDICT_ASK;
    return told(SUM(&digits, 0, 3, 7, 1, 3, 7, 1, 3, 7, 1) % 10 == 0 && different(&digits, 0, 9) > 2 &&
                is_region(pair(&digits, 0)));
}

/* The second letters of the codes of countries, by their first. */
static const char *const countries[26] = {
    "DEFGILMORTUWZ", "ABDEFGHIJMNORSTWYZ", "ADFGHIKLMNORUVWYZ", "EJKMOZ", "CEGRST", "IJKMOR", "ABDEFGHILMNPQRTUWY",
    "KNRTU", "DELMNQRST", "EMOP", "EGHIMNPRWYZ", "ABCIKRSTUVY", "ACDEGHKLMNOPRSTUVWXYZ", "ACEGILOPRZ", "M",
    "AEFGHKLMRSTWY", "A", "EOSUW", "ABCDEGIKLMNORSTVXYZ", "CDGHJLMNORTVWZ", "AGSYZ", "ACEGINU", "S", "K", "E", "AMW",
};

static int names_country(const uint8_t *text, int length) {
    struct signs code = without(text, length, " ");
    return code.length > 5 && is_capital(code.at[4]) && is_one_of(code.at[5], countries[code.at[4] - 'A']);
}

int check_bic(const uint8_t *text, int length) { return told(names_country(text, length)); }

int check_telling_bic(const uint8_t *text, int length) {
    return names_country(text, length) ? told(any_digit(text, length)) : VERDICT_UNTOLD;
}

int check_dea(const uint8_t *text, int length) {
    struct signs signs = without(text, length, "");
    if (length != 9 || !digits_in(&signs, 2, 9))
        return VERDICT_ASK;
    return told(SUM(&signs, 2, 1, 2, 1, 2, 1, 2) % 10 == digit(&signs, 8));
}

/* Luhn, as if 80840 stood before; that adds 24. */
int check_npi(const uint8_t *text, int length) {
    struct signs digits = digits_of(text, length);
    if (digits.length != 10)
        return VERDICT_ASK;
    return told((luhn_sum(&digits, 0, 10) + 24) % 10 == 0 && different(&digits, 0, 10) > 2);
}
