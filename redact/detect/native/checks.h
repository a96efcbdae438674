/* Checksums and rules of numbers: each says of a matched string whether it can be the number that it looks like.
 *
 * A text is one byte a character: a byte below 0x80 is ASCII, any other stands for some character beyond it, and which
 * one is not told. A check that would have to know asks.
 */
#ifndef REDACT_CHECKS_H
#define REDACT_CHECKS_H

#include <stdint.h>

#include "export.h"

enum verdict {
    VERDICT_UNTOLD, /* the check cannot tell: the form alone counts */
    VERDICT_HOLDS,
    VERDICT_FAILS,
    VERDICT_ASK /* not decided here: ask the check in Python */
};

typedef int (*check_function)(const uint8_t *text, int length);

/* What the check of that number says of a text. */
REDACT_API int redact_check(int number, const uint8_t *text, int length);

/* How many checks there are. */
REDACT_API int redact_checks(void);

/* What a check is called: "card", "stdnum.es.nif"; NULL where there is none of that number. */
REDACT_API const char *redact_check_name(int number);

#endif
