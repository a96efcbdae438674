/* Digits that stand all by themselves in their field: whether they are a number of a person of some country. */
#include "checks_sums.h"

static int holds(check_function check, const struct signs *n) { return check(n->at, n->length) == VERDICT_HOLDS; }

/* The Internal Revenue Service's numbers for those without social security. */
static int is_itin(const struct signs *n) {
    int middle = pair(n, 3);
    if (n->at[0] != '9' || middle < 50 || middle > 99)
        return 0;
    return middle <= 65 || (middle >= 70 && middle <= 88) || (middle >= 90 && middle != 93);
}

static int is_australian(const struct signs *n) {
    return n->at[0] >= '2' && n->at[0] <= '6' && n->at[9] != '0' && holds(check_medicare, n);
}

/* A person's number with its century, whose last four digits are no time of day. */
static int is_swede(const struct signs *n) {
    return holds(check_se_personnummer, n) && (pair(n, 8) > 23 || pair(n, 10) > 59);
}

/* Kinds of companies, associations and public bodies, as Skatteverket lists them. */
static int is_swedish_body(const struct signs *n) {
    static const int8_t kinds[] = {20, 21, 22, 23, 24, 25, 26, 50, 51, 55, 56, 70, 71,
                                   76, 77, 80, 81, 82, 83, 84, 85, 86, 87, 88, 91, 96};
    for (int at = 0; at < (int)sizeof kinds; at++)
        if (pair(n, 0) == kinds[at])
            return n->at[2] >= '2' && holds(check_se_orgnr, n);
    return 0;
}

/* Numbers of articles, and thousandths of seconds since 1970. */
static int is_article_or_time(const struct signs *n) {
    int total = SUM(n, 0, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1);
    return total % 10 == 0 || (n->at[0] == '1' && n->at[1] >= '4' && n->at[1] <= '7');
}

static int is_korean(const struct signs *n) {
    return check_resident(n->at, 13) != VERDICT_FAILS && n->at[6] >= '1' && n->at[6] <= '4' && !is_article_or_time(n);
}

static int is_somebody(const struct signs *n) {
    switch (n->length) {
    case 9:
        return holds(check_au_tfn, n) || holds(check_ca_sin, n) || holds(check_german_doctor, n) || is_itin(n);
    case 10:
        return holds(check_se_personnummer, n) || is_swedish_body(n) || is_australian(n) ||
               holds(check_korean_business, n);
    case 11:
        return holds(check_au_abn, n);
    case 12:
        return is_swede(n);
    case 13:
        return is_korean(n);
    default:
        return 0;
    }
}

int check_lone(const uint8_t *text, int length) {
    struct signs n = digits_of(text, length);
    return n.length != length ? VERDICT_ASK : told(different(&n, 0, length) > 1 && is_somebody(&n));
}
