/* What counts as a number by the plan of a country: telephones as telephones.py, accounts as ibans.py says. */
#ifndef REDACT_PLANS_H
#define REDACT_PLANS_H

#include "match.h"

enum { COUNTRY_CODES = 1000, PLAN = 2 };

typedef struct {
    const int32_t *plans; /* for each country code two expressions: its numbers, and what is dialled before them.
                           * -1: there is no such code; -2: ask Python; nothing is dialled before where it is -1 */
    int32_t for_drama;    /* the beginnings of numbers that are set aside for drama */
    int32_t anywhere;     /* the numbers of some countries together */
    int32_t account;      /* the account numbers of all countries, without blanks and in capitals */
} plans;

enum plan { BRITISH, INTERNATIONAL, ANYWHERE, ACCOUNT };

/* A verdict (checks.h) on a matched string. */
int plan_check(const program *program, const plans *plans, enum plan which, const uint8_t *text, int length);

#endif
