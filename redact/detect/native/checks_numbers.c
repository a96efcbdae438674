/* Numbers of cards, accounts, devices, patients and taxpayers.
 *
 * Methods: Luhn (ISO/IEC 7812), mod 97 (ISO 13616), mod 11 (NHS data dictionary; HMRC for the taxpayer reference),
 * the forms that the Social Security Administration issues. As redact/detect/checks.py and telephones.py.
 */
#include "checks_signs.h"

static int is_between(int value, int low, int high) { return low <= value && value <= high; }

/* Whether an issuer has numbers that begin with these four digits. */
static int is_issued(int first) {
    int three = first / 10, two = first / 100;
    switch (first / 1000) {
    case 4:
        return 1;
    case 5:
        return two <= 58;
    case 6:
        return two != 61;
    case 2:
        return is_between(first, 2221, 2699) || three == 270 || three == 271 || first == 2720;
    case 3:
        return two >= 34 || is_between(three, 300, 305) || three == 309;
    default:
        return 0;
    }
}

int check_card(const uint8_t *text, int length) {
    struct signs digits = digits_of(text, length);
    if (digits.length < 4)
        return VERDICT_ASK;
    if (different(&digits, 0, digits.length) < 2 || !luhn_holds(&digits, 0, digits.length))
        return VERDICT_FAILS;
    return is_issued((int)value_of(&digits, 0, 4)) ? VERDICT_HOLDS : VERDICT_UNTOLD;
}

int check_device(const uint8_t *text, int length) {
    struct signs digits = digits_of(text, length);
    if (digits.length != 15 || !luhn_holds(&digits, 0, 15))
        return VERDICT_FAILS;
    switch (pair(&digits, 0)) {
    case 1:
    case 35:
    case 86:
    case 91:
    case 98:
    case 99:
        return VERDICT_HOLDS;
    default:
        return VERDICT_UNTOLD;
    }
}

int check_sim(const uint8_t *text, int length) {
    struct signs digits = digits_of(text, length);
    int most = digits.length < 19 ? digits.length : 19;
    return told(luhn_holds(&digits, 0, digits.length) || luhn_holds(&digits, 0, most));
}

/* NHS data dictionary: the eleventh part of the weighted sum is what the last digit makes up for. */
static int nhs_holds(const struct signs *digits) {
    int check = 11 - falling(digits, 0, 9, 10) % 11;
    return different(digits, 0, digits->length) > 1 && digit(digits, 9) == (check == 11 ? 0 : check);
}

static int begins_with_date(const struct signs *digits) {
    return is_day_and_month(pair(digits, 0), pair(digits, 2));
}

/* Ten digits without marks that may as well be seconds since 1970. */
static int is_seconds(const uint8_t *text, int length) {
    return length == 10 && is_digit(text[9]) && text[0] == '1' && text[1] >= '3' && text[1] <= '7';
}

int check_health(const uint8_t *text, int length) {
    struct signs digits = digits_of(text, length);
    if (digits.length != 10)
        return VERDICT_ASK;
    if (!nhs_holds(&digits))
        return VERDICT_FAILS;
    return is_seconds(text, length) && !begins_with_date(&digits) ? VERDICT_UNTOLD : VERDICT_HOLDS;
}

int check_chi(const uint8_t *text, int length) {
    struct signs digits = digits_of(text, length);
    return digits.length != 10 ? VERDICT_ASK : told(nhs_holds(&digits) && begins_with_date(&digits));
}

/* The first digit follows from the other nine. */
int check_utr(const uint8_t *text, int length) {
    struct signs digits = digits_of(text, length);
    if (digits.length != 10)
        return VERDICT_ASK;
    return told(digits.at[0] == (uint8_t) "21987654321"[SUM(&digits, 1, 6, 7, 8, 9, 10, 5, 4, 3, 2) % 11]);
}

/* ISO 13616: the country and its check digits go to the end, letters count as two digits. */
static int is_mod_97(const struct signs *number) {
    int left = 0;
    for (int place = 0; place < number->length; place++) {
        int value = rank(number->at[(place + 4) % number->length]);
        left = (left * (value > 9 ? 100 : 10) + value) % 97;
    }
    return left == 1;
}

static int is_letters_and_digits(const struct signs *number) {
    for (int place = 0; place < number->length; place++)
        if (!is_digit(number->at[place]) && !is_capital(number->at[place]))
            return 0;
    return number->length > 4;
}

/* Lengths and structures by country are python-stdnum's, so what passes here is asked for. */
int check_iban(const uint8_t *text, int length) {
    struct signs number = without(text, length, " -");
    if (!all_capitals(text, length) && !all_small(text, length))
        return VERDICT_FAILS;
    return is_letters_and_digits(&number) && is_mod_97(&number) ? VERDICT_ASK : VERDICT_FAILS;
}

int check_ssn(const uint8_t *text, int length) {
    struct signs digits = digits_of(text, length);
    int first;
    if (digits.length != 9)
        return VERDICT_ASK;
    first = (int)value_of(&digits, 0, 3);
    return told(first != 0 && first != 666 && pair(&digits, 3) != 0 && value_of(&digits, 5, 9) != 0 &&
                different(&digits, 0, 9) > 1);
}

/* The digits of a telephone number without its extension, which an "x" or "#" announces. */
static struct signs main_digits(const uint8_t *text, int length) {
    int end = 0;
    while (end < length && !is_one_of(text[end], "xX#"))
        end++;
    return digits_of(text, end);
}

/* An area code, but that of made-up numbers, and an exchange that begins with 0 or 1, as none does. */
static int has_no_exchange(const uint8_t *text, int length) {
    if (length < 5 || text[0] < '2' || !is_digit(text[0]) || !is_digit(text[1]) || !is_digit(text[2]))
        return 0;
    if (text[0] == '5' && text[1] == '5' && text[2] == '5')
        return 0;
    return is_one_of(text[3], ".-") && is_one_of(text[4], "01");
}

int check_north_american(const uint8_t *text, int length) {
    struct signs digits = main_digits(text, length);
    int from = digits.length > 10 ? digits.length - 10 : 0;
    return told(!has_no_exchange(text, length) && different(&digits, from, digits.length) > 2);
}
