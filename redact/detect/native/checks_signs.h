/* What checks are made of: kinds of ASCII signs, a text without its marks, sums over digits, days of the calendar. */
#ifndef REDACT_CHECKS_SIGNS_H
#define REDACT_CHECKS_SIGNS_H

#include <stdint.h>

#include "checks.h"

#define CHECK(name, function) int function(const uint8_t *text, int length);
#define CHECK_BEYOND CHECK
#include "checks_list.h"
#undef CHECK
#undef CHECK_BEYOND

enum { MOST_SIGNS = 128, SURELY_PAST = 2024 /* a year that is over wherever this runs */ };

/* What is left of a text of at most MOST_SIGNS. */
struct signs {
    int length;
    uint8_t at[MOST_SIGNS];
};

static inline int told(int holds) { return holds ? VERDICT_HOLDS : VERDICT_FAILS; }

static inline int is_digit(uint8_t sign) { return sign >= '0' && sign <= '9'; }

static inline int is_capital(uint8_t sign) { return sign >= 'A' && sign <= 'Z'; }

static inline int is_small(uint8_t sign) { return sign >= 'a' && sign <= 'z'; }

static inline int is_letter(uint8_t sign) { return is_capital(sign) || is_small(sign); }

static inline uint8_t capital(uint8_t sign) { return is_small(sign) ? (uint8_t)(sign - 'a' + 'A') : sign; }

/* The place of a sign among others; -1 where it is none of them. */
static inline int place_in(const char *those, uint8_t sign) {
    for (int place = 0; those[place]; place++)
        if ((uint8_t)those[place] == sign)
            return place;
    return -1;
}

static inline int is_one_of(uint8_t sign, const char *those) { return place_in(those, sign) >= 0; }

static inline int any_of(const uint8_t *text, int length, const char *those) {
    for (int place = 0; place < length; place++)
        if (is_one_of(text[place], those))
            return 1;
    return 0;
}

static inline int any_digit(const uint8_t *text, int length) { return any_of(text, length, "0123456789"); }

static inline int any_capital(const uint8_t *text, int length) {
    for (int place = 0; place < length; place++)
        if (is_capital(text[place]))
            return 1;
    return 0;
}

static inline int any_small(const uint8_t *text, int length) {
    for (int place = 0; place < length; place++)
        if (is_small(text[place]))
            return 1;
    return 0;
}

static inline int all_capitals(const uint8_t *text, int length) {
    return any_capital(text, length) && !any_small(text, length);
}

static inline int all_small(const uint8_t *text, int length) {
    return any_small(text, length) && !any_capital(text, length);
}

/* The text in capitals, without any of these marks. */
static inline struct signs without(const uint8_t *text, int length, const char *marks) {
    struct signs left = {0, {0}};
    for (int place = 0; place < length && left.length < MOST_SIGNS; place++)
        if (!is_one_of(text[place], marks))
            left.at[left.length++] = capital(text[place]);
    return left;
}

static inline struct signs digits_of(const uint8_t *text, int length) {
    struct signs left = {0, {0}};
    for (int place = 0; place < length && left.length < MOST_SIGNS; place++)
        if (is_digit(text[place]))
            left.at[left.length++] = text[place];
    return left;
}

static inline int digit(const struct signs *signs, int place) { return signs->at[place] - '0'; }

/* Whether digits only stand in [from, to), and at least one. */
static inline int digits_in(const struct signs *signs, int from, int to) {
    if (from >= to || to > signs->length)
        return 0;
    for (int place = from; place < to; place++)
        if (!is_digit(signs->at[place]))
            return 0;
    return 1;
}

static inline int is_digits(const struct signs *signs, int length) {
    return signs->length == length && digits_in(signs, 0, length);
}

/* The number that at most eighteen digits in [from, to) write. */
static inline int64_t value_of(const struct signs *signs, int from, int to) {
    int64_t value = 0;
    for (int place = from; place < to; place++)
        value = value * 10 + digit(signs, place);
    return value;
}

/* What stands for a sign where digits and then letters are numbered. */
static inline int rank(uint8_t sign) { return is_digit(sign) ? sign - '0' : sign - 'A' + 10; }

/* The rest of a division that is never below nought. */
static inline int64_t rest(int64_t value, int64_t by) { return (value % by + by) % by; }

static inline int sum_of(const struct signs *signs, int from, const int8_t *weights, int count) {
    int total = 0;
    for (int place = 0; place < count; place++)
        total += weights[place] * digit(signs, from + place);
    return total;
}

/* The sum of digits from a place on, each times its weight. */
#define SUM(signs, from, ...)                                                                                          \
    sum_of(signs, from, (const int8_t[]){__VA_ARGS__}, (int)sizeof((const int8_t[]){__VA_ARGS__}))

/* The sum of so many digits with weights that fall by one. */
static inline int falling(const struct signs *signs, int from, int count, int weight) {
    int total = 0;
    for (int place = from; place < from + count; place++)
        total += weight-- * digit(signs, place);
    return total;
}

/* How many different digits stand in [from, to). */
static inline int different(const struct signs *signs, int from, int to) {
    unsigned seen = 0;
    int count = 0;
    for (int place = from; place < to; place++)
        seen |= 1u << digit(signs, place);
    for (; seen; seen >>= 1)
        count += (int)(seen & 1);
    return count;
}

/* ISO/IEC 7812: every second digit from the right is doubled, of both its digits. */
static inline int luhn_sum(const struct signs *signs, int from, int to) {
    int total = 0;
    for (int place = to - 1, second = 0; place >= from; place--, second = !second) {
        int doubled = digit(signs, place) << second;
        total += doubled > 9 ? doubled - 9 : doubled;
    }
    return total % 10;
}

static inline int luhn_holds(const struct signs *signs, int from, int to) { return luhn_sum(signs, from, to) == 0; }

static inline int is_leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

static inline int is_date(int year, int month, int day) {
    static const int8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year < 1 || month < 1 || month > 12 || day < 1)
        return 0;
    return day <= days[month - 1] + (month == 2 && is_leap(year));
}

static inline int is_day_and_month(int day, int month) { return is_date(2000, month, day); }

/* Two digits from a place on, as a number. */
static inline int pair(const struct signs *signs, int place) { return (int)value_of(signs, place, place + 2); }

#endif
