/* Sums that several countries share. */
#ifndef REDACT_CHECKS_SUMS_H
#define REDACT_CHECKS_SUMS_H

#include "checks_signs.h"

/* ISO/IEC 7064, mod 11, 10: whether the digits in [from, to) end in their check digit. */
int redact_mod_11_10(const struct signs *digits, int from, int to);

/* Verhoeff's sum, in which each digit turns or mirrors a pentagon. */
int redact_verhoeff(const struct signs *digits);

/* Whether the digits read the same from both ends. */
int redact_is_palindrome(const struct signs *digits);

/* The letter of a Spanish number. */
uint8_t redact_spanish_letter(int64_t value);

/* Whether year, month and day, each of two digits from a place on, are a date of that century. */
static inline int is_date_of(const struct signs *digits, int year, int month, int day, int century) {
    return is_date(century + pair(digits, year), pair(digits, month), pair(digits, day));
}

/* The same of the twentieth century or the twenty-first. */
static inline int is_date_of_ours(const struct signs *digits, int year, int month, int day) {
    return is_date_of(digits, year, month, day, 1900) || is_date_of(digits, year, month, day, 2000);
}

#endif
