/* Personal numbers of the Americas. Named as python-stdnum names them. */
#include "checks_sums.h"

int check_br_cpf(const uint8_t *text, int length) {
    struct signs n = without(text, length, " -.");
    int first;
    if (!is_digits(&n, 11) || value_of(&n, 0, 11) == 0)
        return VERDICT_FAILS;
    first = (int)rest(11 - falling(&n, 0, 9, 10), 11) % 10;
    return told(digit(&n, 9) == first && rest(11 - falling(&n, 0, 9, 11) - 2 * first, 11) % 10 == digit(&n, 10));
}

int check_ca_sin(const uint8_t *text, int length) {
    struct signs n = without(text, length, "- ");
    return told(is_digits(&n, 9) && !is_one_of(n.at[0], "08") && luhn_holds(&n, 0, 9));
}

/* The sum is over what each product leaves when it is divided by 11. */
int check_ca_bc_phn(const uint8_t *text, int length) {
    static const int8_t weights[] = {2, 4, 8, 5, 10, 9, 7, 3};
    struct signs n = without(text, length, "- ");
    int total = 0;
    if (!is_digits(&n, 10) || n.at[0] != '9')
        return VERDICT_FAILS;
    for (int place = 0; place < 8; place++)
        total += weights[place] * digit(&n, place + 1) % 11;
    return told(rest(11 - total, 11) == digit(&n, 9));
}

int check_ar_dni(const uint8_t *text, int length) {
    struct signs n = without(text, length, " .");
    return told(is_digits(&n, 7) || is_digits(&n, 8));
}

static int is_argentine_kind(int kind) {
    switch (kind) {
    case 20:
    case 23:
    case 24:
    case 27:
    case 30:
    case 33:
    case 34:
    case 50:
    case 51:
    case 55:
        return 1;
    default:
        return 0;
    }
}

/* Where the sum leaves nought or one, the check digit is nought or nine. */
int check_ar_cuit(const uint8_t *text, int length) {
    struct signs n = without(text, length, " -");
    if (!is_digits(&n, 11) || !is_argentine_kind(pair(&n, 0)))
        return VERDICT_FAILS;
    return told(n.at[10] == (uint8_t) "09987654321"[SUM(&n, 0, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11]);
}

/* Weights 2 to 7 and again, from the right. */
int check_cl_rut(const uint8_t *text, int length) {
    struct signs n = without(text, length, " -.");
    int total = 0;
    if (n.length < 8 || n.length > 9 || !digits_in(&n, 0, n.length - 1))
        return VERDICT_FAILS;
    for (int place = n.length - 2, from_right = 0; place >= 0; place--, from_right++)
        total += digit(&n, place) * (from_right % 6 + 2);
    return told(n.at[n.length - 1] == (uint8_t) "0K987654321"[total % 11]);
}

int check_co_nit(const uint8_t *text, int length) {
    static const int8_t weights[] = {3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67, 71};
    struct signs n = without(text, length, ".,- ");
    int total = 0;
    if (n.length < 8 || n.length > 16 || !digits_in(&n, 0, n.length))
        return VERDICT_FAILS;
    for (int place = 0; place < n.length - 1; place++)
        total += weights[place] * digit(&n, n.length - 2 - place);
    return told(n.at[n.length - 1] == (uint8_t) "01987654321"[total % 11]);
}

/* Ten digits of which the first is a nought; where it is left out there are nine. Shorter groups are asked for. */
int check_cr_cpf(const uint8_t *text, int length) {
    struct signs n = without(text, length, " -");
    return is_digits(&n, 9) || (is_digits(&n, 10) && n.at[0] == '0') ? VERDICT_HOLDS : VERDICT_ASK;
}

int check_cr_cr(const uint8_t *text, int length) {
    struct signs n = without(text, length, " -");
    return told((is_digits(&n, 11) || is_digits(&n, 12)) && n.at[0] == '1');
}

static int cuban_century(int sign) { return sign == '9' ? 1800 : sign <= '5' ? 1900 : 2000; }

int check_cu_ni(const uint8_t *text, int length) {
    struct signs n = without(text, length, " ");
    return told(is_digits(&n, 11) && is_date_of(&n, 0, 2, 4, cuban_century(n.at[6])));
}

/* Some numbers that fail were given out all the same; which ones is python-stdnum's. */
int check_do_cedula(const uint8_t *text, int length) {
    struct signs n = without(text, length, " -");
    return is_digits(&n, 11) && luhn_holds(&n, 0, 11) ? VERDICT_HOLDS : VERDICT_ASK;
}

static int is_ecuadorian_province(int province) {
    return (province >= 1 && province <= 24) || province == 30 || province == 50;
}

int check_ec_ci(const uint8_t *text, int length) {
    struct signs n = without(text, length, " -");
    return told(is_digits(&n, 10) && is_ecuadorian_province(pair(&n, 0)) && n.at[2] <= '6' && luhn_holds(&n, 0, 10));
}

/* Weights rise from 2, from the right; ten is a K. */
int check_gt_nit(const uint8_t *text, int length) {
    struct signs n = without(text, length, " -");
    int first = 0, last = n.length - 1, total = 0;
    while (first < n.length && n.at[first] == '0')
        first++;
    if (n.length - first < 2 || n.length - first > 12 || !digits_in(&n, first, last))
        return VERDICT_FAILS;
    for (int place = last - 1, weight = 2; place >= first; place--, weight++)
        total += weight * digit(&n, place);
    return told(n.at[last] == (uint8_t) "0123456789K"[rest(-total, 11)]);
}

/* Whether letters stand at [from, to). */
static int letters_in(const struct signs *n, int from, int to) {
    for (int place = from; place < to; place++)
        if (!is_capital(n->at[place]))
            return 0;
    return 1;
}

static int is_mexican_state(const struct signs *n, int place) {
    static const char states[] = "ASBCBSCCCHCLCMCSDFDGGRGTHGJCMCMNMSNENLNTOCPLQRQTSLSPSRTCTLTSVZYNZS";
    for (const char *state = states; *state; state += 2)
        if (n->at[place] == (uint8_t)state[0] && n->at[place + 1] == (uint8_t)state[1])
            return 1;
    return 0;
}

/* Letters from N on count one more, since Ñ stands among them. */
static int mexican_digit(const struct signs *n) {
    int total = 0;
    for (int place = 0; place < 17; place++)
        total += (rank(n->at[place]) + (n->at[place] > 'N')) * (18 - place);
    return (int)rest(10 - total, 10);
}

static int is_curp_form(const struct signs *n) {
    return n->length == 18 && letters_in(n, 0, 4) && digits_in(n, 4, 10) && letters_in(n, 10, 16) &&
           (is_digit(n->at[16]) || is_capital(n->at[16])) && is_digit(n->at[17]);
}

/* The words that no number begins with are python-stdnum's, so what passes here is asked for. */
int check_mx_curp(const uint8_t *text, int length) {
    struct signs n = without(text, length, "-_ ");
    if (!is_curp_form(&n) || !is_one_of(n.at[10], "HM") || !is_mexican_state(&n, 11))
        return VERDICT_FAILS;
    if (!is_date_of(&n, 4, 6, 8, is_digit(n.at[16]) ? 1900 : 2000) || mexican_digit(&n) != digit(&n, 17))
        return VERDICT_FAILS;
    return VERDICT_ASK;
}

/* The same; thirteen signs only. */
int check_mx_rfc(const uint8_t *text, int length) {
    struct signs n = without(text, length, "-_ ");
    if (n.length != 13)
        return VERDICT_ASK;
    return digits_in(&n, 4, 10) && is_date_of(&n, 4, 6, 8, 2000) ? VERDICT_ASK : VERDICT_FAILS;
}

/* Weights rise from 2, from the right. */
int check_py_ruc(const uint8_t *text, int length) {
    struct signs n = without(text, length, " -");
    int total = 0, last = n.length - 1;
    if (n.length > 9 || n.length < 2 || !digits_in(&n, 0, n.length))
        return VERDICT_FAILS;
    for (int place = last - 1, weight = 2; place >= 0; place--, weight++)
        total += weight * digit(&n, place);
    return told(rest(-total, 11) % 10 == digit(&n, last));
}

/* Eight digits, and a ninth sign that is a digit or a letter. */
int check_pe_cui(const uint8_t *text, int length) {
    struct signs n = without(text, length, " -");
    int check;
    if ((n.length != 8 && n.length != 9) || !digits_in(&n, 0, 8))
        return VERDICT_FAILS;
    check = SUM(&n, 0, 3, 2, 7, 6, 5, 4, 3, 2) % 11;
    return told(n.length == 8 || n.at[8] == "65432110987"[check] || n.at[8] == 'K' - check);
}

/* Numbers up to 100 of a day are of the older kind. */
int check_sv_nit(const uint8_t *text, int length) {
    struct signs n = without(text, length, " -");
    int64_t check;
    if (!is_digits(&n, 14) || !is_one_of(n.at[0], "019"))
        return VERDICT_FAILS;
    if (value_of(&n, 10, 13) <= 100)
        check = falling(&n, 0, 13, 14) % 11 % 10;
    else
        check = rest(-SUM(&n, 0, 2, 7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2), 11) % 10;
    return told(check == digit(&n, 13));
}

int check_uy_rut(const uint8_t *text, int length) {
    struct signs n = without(text, length, " -");
    if (!is_digits(&n, 12) || pair(&n, 0) < 1 || pair(&n, 0) > 22)
        return VERDICT_FAILS;
    if (value_of(&n, 2, 8) == 0 || value_of(&n, 8, 11) != 1)
        return VERDICT_FAILS;
    return told(rest(-SUM(&n, 0, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2), 11) == digit(&n, 11));
}

/* The letter counts four for each place. */
int check_ve_rif(const uint8_t *text, int length) {
    struct signs n = without(text, length, " -");
    int kind = n.length == 10 ? place_in("VEJPG", n.at[0]) : -1;
    if (kind < 0 || !digits_in(&n, 1, 10))
        return VERDICT_FAILS;
    return told(n.at[9] == (uint8_t) "00987654321"[(4 * (kind + 1) + SUM(&n, 1, 3, 2, 7, 6, 5, 4, 3, 2)) % 11]);
}
