/* All checks by number. Numbers change when a check is added; names do not. */
#include "checks.h"

#include <stddef.h>

#include "checks_signs.h"

struct named_check {
    const char *name;
    check_function check;
    int beyond; /* it decides by itself what a character beyond ASCII means to it, and takes texts of any length */
};

#define CHECK(name, function) {name, function, 0},
#define CHECK_BEYOND(name, function) {name, function, 1},

static const struct named_check checks[] = {
#include "checks_list.h"
};

enum { CHECKS = sizeof checks / sizeof *checks };

static int is_plain(const uint8_t *text, int length) {
    if (length > MOST_SIGNS)
        return 0;
    for (int place = 0; place < length; place++)
        if (text[place] >= 0x80)
            return 0;
    return 1;
}

int redact_check(int number, const uint8_t *text, int length) {
    const struct named_check *asked;
    if (number < 0 || number >= CHECKS || length <= 0)
        return VERDICT_ASK;
    asked = &checks[number];
    return asked->beyond || is_plain(text, length) ? asked->check(text, length) : VERDICT_ASK;
}

int redact_checks(void) { return CHECKS; }

const char *redact_check_name(int number) { return number >= 0 && number < CHECKS ? checks[number].name : NULL; }
