/* Addresses of machines on networks: RFC 791, RFC 4291, IEEE 802.
 *
 * As redact/detect/checks.py, which reads them with Python's ipaddress.
 */
#include "checks_signs.h"

enum { GROUPS_OF_ADDRESS = 8 };

/* The number that digits of [at, end) write, at most 9999; at is moved behind them. */
static int next_number(const uint8_t *text, int end, int *at) {
    int number = 0;
    for (; *at < end && is_digit(text[*at]); (*at)++)
        number = number > 999 ? 9999 : number * 10 + text[*at] - '0';
    return number;
}

int check_ipv4(const uint8_t *text, int length) {
    int first = -1, largest = -1, count = 0;
    for (int at = 0; at < length && count < 4; at++) {
        int number;
        if (!is_digit(text[at]))
            continue;
        number = next_number(text, length, &at);
        first = count++ ? first : number;
        largest = number > largest ? number : largest;
    }
    if (largest > 255)
        return VERDICT_FAILS;
    return largest < 32 && first != 0 && first != 10 ? VERDICT_UNTOLD : VERDICT_HOLDS;
}

/* Whether [from, to) is four numbers up to 255, none of more than three digits or with a nought before it. */
static int is_four_numbers(const uint8_t *text, int from, int to) {
    for (int part = 0; part < 4; part++, from++) {
        int begin = from, number = next_number(text, to, &from), digits = from - begin;
        if (digits < 1 || digits > 3 || number > 255 || (digits > 1 && text[begin] == '0'))
            return 0;
        if (part < 3 ? from >= to || text[from] != '.' : from != to)
            return 0;
    }
    return 1;
}

static int is_hexadecimal(uint8_t sign) {
    sign = capital(sign);
    return is_digit(sign) || (sign >= 'A' && sign <= 'F');
}

/* How many signs of a group of up to four stand at a place; -1 where one is none of a group's. */
static int group_at(const uint8_t *text, int at, int end) {
    int count = 0;
    while (at + count < end && text[at + count] != ':')
        if (!is_hexadecimal(text[at + count]) || ++count > 4)
            return -1;
    return count;
}

/* How many groups stand in [from, to), each behind a colon but the first; -1 where one is empty or too long. */
static int groups_in(const uint8_t *text, int from, int to) {
    int count = 0;
    while (from < to) {
        int signs = group_at(text, from, to);
        if (signs < 1)
            return -1;
        count++;
        from += signs;
        if (from < to && ++from == to)
            return -1;
    }
    return count;
}

/* Where two colons stand together in [from, to); -1 where they do not. */
static int gap_in(const uint8_t *text, int from, int to) {
    for (int at = from; at + 1 < to; at++)
        if (text[at] == ':' && text[at + 1] == ':')
            return at;
    return -1;
}

/* Where the part behind the last colon begins when it holds a point, and so is a number of version 4; else to. */
static int begin_of_version_4(const uint8_t *text, int from, int to) {
    int at = to, point = 0;
    while (at > from && text[at - 1] != ':')
        point |= text[--at] == '.';
    return point ? at : to;
}

/* Groups of [from, to) that end in a colon: the number of version 4 that follows takes the place of two more. */
static int is_version_6_before(const uint8_t *text, int from, int to, int needed) {
    int gap = gap_in(text, from, to), before, after;
    if (gap < 0)
        return groups_in(text, from, to) == needed;
    before = groups_in(text, from, gap);
    after = groups_in(text, gap + 2, to);
    return before >= 0 && after >= 0 && before + after < needed;
}

static int is_version_6(const uint8_t *text, int from, int to) {
    int last = begin_of_version_4(text, from, to), needed = GROUPS_OF_ADDRESS;
    if (last == to)
        return is_version_6_before(text, from, to, needed);
    if (last == from || !is_four_numbers(text, last, to))
        return 0;
    /* The colon before it parts groups unless it is the second of two. */
    last -= last - from > 1 && text[last - 2] != ':';
    return is_version_6_before(text, from, last, needed - 2);
}

int check_ipv6(const uint8_t *text, int length) {
    int from = 0, to;
    while (from < length && text[from] == '[')
        from++;
    for (to = from; to < length && !is_one_of(text[to], "]/%"); to++)
        ;
    if (!is_version_6(text, from, to))
        return VERDICT_FAILS;
    return any_of(text, length, "/%[") || (any_digit(text, length) && to - from > 2) ? VERDICT_HOLDS : VERDICT_UNTOLD;
}

/* One device's address and not everybody's: not the same sign throughout. */
int check_mac(const uint8_t *text, int length) {
    struct signs signs = without(text, length, ":-. ");
    for (int place = 1; place < signs.length; place++)
        if (signs.at[place] != signs.at[0])
            return VERDICT_HOLDS;
    return VERDICT_FAILS;
}
