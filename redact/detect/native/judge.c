/* What a match means: label, checksum and score decide whether it counts, and which of several readings is told. */
#include <string.h>

#include "checks.h"
#include "state.h"

enum { NO_CHECK = -1, VERDICTS = 3, SUPPORTS = 3, CODES = 12 };

static int bits_of(const reading *reading, int verdict) {
    return verdict < VERDICTS ? reading->kept >> verdict * SUPPORTS & 7 : reading->kept;
}

static int checked(const scan *scan, const reading *reading, int32_t start, int32_t end) {
    const uint8_t *text = scan->match.text + start;
    const table *table = &scan->table;
    int verdict = VERDICT_ASK;
    if (reading->check == NO_CHECK)
        return VERDICT_UNTOLD;
    if (reading->check >= 0)
        verdict = redact_check(reading->check, text, end - start);
    if (verdict == VERDICT_ASK && reading->plan >= 0)
        verdict = plan_check(&table->program, &table->plans, (enum plan)reading->plan, text, end - start);
    return verdict;
}

enum { CANDIDATE = 6 };

static int add_candidate(scan *scan, int32_t number, int32_t start, int32_t end, int outcome) {
    const reading *reading = &scan->table.readings[number];
    int is_open = outcome >= VERDICTS * SUPPORTS; /* what the caller judges stands alone */
    int32_t type = is_open ? -1 - number : reading->type, score = is_open ? 0 : -reading->scores[outcome];
    int32_t candidate[CANDIDATE] = {start, end, type, score, reading->rank, number * CODES + outcome};
    if (numbers_reserve(&scan->candidates, CANDIDATE))
        return -1;
    for (int which = 0; which < CANDIDATE; which++)
        numbers_add(&scan->candidates, candidate[which]);
    return 0;
}

static int in_order(const void *one, const void *other) {
    const int32_t *first = one, *second = other;
    for (int which = 0; which < CANDIDATE; which++)
        if (first[which] != second[which])
            return first[which] < second[which] ? -1 : 1;
    return 0;
}

static int add_found(scan *scan, int32_t code, int32_t start, int32_t end) {
    return numbers_add(&scan->found, code) || numbers_add(&scan->found, start) || numbers_add(&scan->found, end);
}

/* The whole address that ends with a postcode, or begins with a street, where there is one. */
static int add_address(scan *scan, const int32_t *candidate) {
    const table *table = &scan->table;
    const match *match = &scan->match;
    int32_t leads = table->readings[candidate[5] / CODES].leads, start = candidate[0], end = candidate[1];
    if (leads == 1)
        start = redact_address_before(&table->program, &table->addresses, match->text, match->length, start);
    else if (leads == 2)
        end = redact_address_behind(&table->program, &table->addresses, match->text, match->length, end);
    if (start == candidate[0] && end == candidate[1])
        return 0;
    return add_found(scan, table->address * CODES + leads, start, end);
}

int settle(scan *scan) {
    int32_t *candidates = scan->candidates.at, count = scan->candidates.count / CANDIDATE;
    if (count)
        qsort(candidates, (size_t)count, CANDIDATE * sizeof *candidates, in_order);
    for (int32_t which = 0; which < count; which++) {
        const int32_t *candidate = candidates + (size_t)which * CANDIDATE;
        if (which && !memcmp(candidate, candidate - CANDIDATE, 3 * sizeof *candidate))
            continue;
        if (add_found(scan, candidate[5], candidate[0], candidate[1]) ||
            (scan->table.address >= 0 && candidate[2] >= 0 && add_address(scan, candidate)))
            return -1;
    }
    return 0;
}

int judge(scan *scan, int32_t number, int32_t start, int32_t end) {
    const reading *reading = &scan->table.readings[number];
    int support = NOTHING_SAID, verdict;
    if (reading->needs_label) {
        support = (int)labels_support(&scan->labels, start, end, reading->labels, reading->rivals, reading->once);
        if (support != SPEAKS_FOR)
            return 0;
    }
    verdict = checked(scan, reading, start, end);
    if (!bits_of(reading, verdict))
        return 1;
    if (reading->labels && !reading->needs_label)
        support = (int)labels_support(&scan->labels, start, end, reading->labels, reading->rivals, reading->once);
    if (verdict < VERDICTS && !(bits_of(reading, verdict) >> support & 1))
        return 1;
    return add_candidate(scan, number, start, end, verdict * SUPPORTS + support) ? -1 : 1;
}
