#include "plans.h"

#include <string.h>

#include "checks.h"

enum { MOST_DIGITS = 48, BRITAIN = 44 };

typedef struct {
    uint8_t at[MOST_DIGITS + 1]; /* room for a nought in front */
    int count;
} digits;

static int is_digit(uint8_t symbol) {
    return symbol >= '0' && symbol <= '9';
}

/* The digits without those of an extension, which an "x" or "#" announces, and (skip) without "(0)". */
static int main_digits(const uint8_t *text, int length, int skip, digits *digits) {
    digits->count = 0;
    for (int at = 0; at < length && (text[at] | 32) != 'x' && text[at] != '#'; at++) {
        if (skip && at + 2 < length && !memcmp(text + at, "(0)", 3)) {
            at += 2;
            continue;
        }
        if (text[at] >= 0x80 || digits->count == MOST_DIGITS)
            return 0;
        if (is_digit(text[at]))
            digits->at[digits->count++] = text[at];
    }
    return 1;
}

static int32_t matched(const program *program, int32_t expression, const uint8_t *digits, int count) {
    match match = {.text = digits, .length = count};
    return redact_match(program, expression, &match, 0) ? match.end : -1;
}

static int is_for_drama(const program *program, const plans *plans, const uint8_t *digits, int count) {
    return matched(program, plans->for_drama, digits, count) >= 0;
}

static int british(const program *program, const plans *plans, const digits *digits) {
    const uint8_t *at = digits->at;
    if (digits->count < 2)
        return VERDICT_ASK;
    if (is_for_drama(program, plans, at, digits->count) ||
        matched(program, plans->plans[BRITAIN * PLAN], at + 1, digits->count - 1) >= 0)
        return VERDICT_HOLDS;
    return memchr("1235789", at[1], 7) ? VERDICT_UNTOLD : VERDICT_FAILS;
}

/* Whether the number, with or without what is dialled before it inside the country, is one of its plan. */
static int fits(const program *program, const int32_t *plan, const uint8_t *number, int count) {
    int32_t prefix;
    if (matched(program, plan[0], number, count) >= 0)
        return 1;
    prefix = plan[1] < 0 ? 0 : matched(program, plan[1], number, count);
    return prefix > 0 && matched(program, plan[0], number + prefix, count - prefix) >= 0;
}

/* Whether a British number behind its country code is set aside for drama. */
static int is_held_back(const program *program, const plans *plans, const uint8_t *number, int count) {
    digits inside;
    int nought = count && *number == '0';
    inside.at[0] = '0';
    memcpy(inside.at + 1, number + nought, (size_t)(count - nought));
    return is_for_drama(program, plans, inside.at, count - nought + 1);
}

static int international(const program *program, const plans *plans, const digits *digits) {
    int begins = digits->count > 1 && !memcmp(digits->at, "00", 2) ? 2 : 0, code = 0;
    const uint8_t *number = digits->at + begins;
    int count = digits->count - begins;
    if (count < 3)
        return VERDICT_ASK;
    for (int length = 1; length <= 3; length++) {
        const int32_t *plan;
        code = code * 10 + (number[length - 1] - '0');
        plan = plans->plans + code * PLAN;
        if (*plan == -1)
            continue;
        if (*plan < 0)
            return VERDICT_ASK;
        if (code == BRITAIN && is_held_back(program, plans, number + length, count - length))
            return VERDICT_HOLDS;
        return fits(program, plan, number + length, count - length) ? VERDICT_HOLDS : VERDICT_UNTOLD;
    }
    return count >= 8 && count <= 15 ? VERDICT_UNTOLD : VERDICT_FAILS;
}

/* The signs of an account number whose sum is known to hold, against the form that its country gives them. */
static int account(const program *program, const plans *plans, const uint8_t *text, int length) {
    digits signs = {.count = 0};
    for (int at = 0; at < length; at++) {
        uint8_t sign = text[at];
        if (sign == ' ' || sign == '-')
            continue;
        if (signs.count == MOST_DIGITS)
            return VERDICT_FAILS;
        signs.at[signs.count++] = sign >= 'a' && sign <= 'z' ? (uint8_t)(sign - 32) : sign;
    }
    return matched(program, plans->account, signs.at, signs.count) >= 0 ? VERDICT_HOLDS : VERDICT_FAILS;
}

int plan_check(const program *program, const plans *plans, enum plan which, const uint8_t *text, int length) {
    digits digits;
    if (which == ACCOUNT)
        return account(program, plans, text, length);
    if (!main_digits(text, length, which == INTERNATIONAL, &digits))
        return VERDICT_ASK;
    switch (which) {
    case BRITISH:
        return british(program, plans, &digits);
    case INTERNATIONAL:
        return international(program, plans, &digits);
    default:
        return matched(program, plans->anywhere, digits.at, digits.count) >= 0 ? VERDICT_HOLDS : VERDICT_FAILS;
    }
}
