/* The signs of disguises: triggers by themselves where nothing need prove them, and those that are proven. */
#include "state.h"

enum { LEAD = 16 }; /* no trigger is longer */

static int add_sign(scan *scan, int32_t which, int32_t place) {
    const numbers *signs = &scan->signs;
    if (signs->count && signs->at[signs->count - 2] == which && signs->at[signs->count - 1] >= place)
        return 0;
    return numbers_add(&scan->signs, which) || numbers_add(&scan->signs, place);
}

/* Add the signs of a disguise that an expression at a place proves: those that hold it or stand behind it. */
static int add_proven(scan *scan, int32_t which, int32_t place) {
    const sign *sign = &scan->table.sign_rows[which];
    int proven = 0;
    for (int32_t at = 2 * numbers_first(&scan->triggers, 2, place - LEAD); at < scan->triggers.count; at += 2) {
        int32_t trigger = scan->triggers.at[at];
        if (trigger > place + sign->back)
            break;
        if (scan->triggers.at[at + 1] != which)
            continue;
        if (!proven && !redact_match(&scan->table.program, sign->proof, &scan->match, place))
            return 0;
        proven = 1;
        if (redact_match(&scan->table.program, sign->trigger, &scan->match, trigger) && scan->match.end > place &&
            add_sign(scan, which, trigger))
            return -1;
    }
    return 0;
}

int find_signs(scan *scan) {
    for (int32_t at = 0; at < scan->triggers.count; at += 2) {
        int32_t place = scan->triggers.at[at], which = scan->triggers.at[at + 1];
        const sign *sign = &scan->table.sign_rows[which];
        if (sign->proof < 0 && redact_match(&scan->table.program, sign->trigger, &scan->match, place) &&
            add_sign(scan, which, place))
            return -1;
    }
    for (int32_t at = 0; at < scan->proofs.count; at += 2)
        if (add_proven(scan, scan->proofs.at[at + 1], scan->proofs.at[at]))
            return -1;
    return 0;
}
