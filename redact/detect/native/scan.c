/* A text gone through from end to end, and the table that it is gone through with. */
#include "scan.h"

#include <string.h>

#include "state.h"

/* The text with a blank for every underscore: the text itself where it has none. */
static const uint8_t *blanked(scan *scan, const uint8_t *text, int32_t length) {
    uint8_t *copy;
    if (!memchr(text, '_', (size_t)length))
        return text;
    scan->blanked.count = 0;
    if (numbers_reserve(&scan->blanked, length / 4 + 1))
        return NULL;
    copy = (uint8_t *)scan->blanked.at;
    for (int32_t at = 0; at < length; at++)
        copy[at] = text[at] == '_' ? ' ' : text[at];
    return copy;
}

static int begin(scan *scan, const uint8_t *text, int32_t length, int32_t outside) {
    numbers *used[] = {&scan->triggers, &scan->proofs, &scan->whose,      &scan->labels.all, &scan->reached,
                       &scan->tried,    &scan->found,  &scan->candidates, &scan->signs};
    for (size_t which = 0; which < sizeof used / sizeof *used; which++)
        used[which]->count = 0;
    scan->match.text = text;
    scan->match.length = scan->labels.length = length;
    scan->labels.outside = outside;
    scan->labels.text = blanked(scan, text, length);
    return !scan->labels.text || numbers_fill(&scan->reached, scan->table.row_count, 0) ||
           numbers_fill(&scan->tried, scan->table.row_count * 2, -1);
}

int redact_scan(scan *scan, const uint8_t *text, int32_t length, int32_t outside, result *result) {
    memset(result, 0, sizeof *result);
    if (begin(scan, text, length, outside) || sift(&scan->sifting, text, length) || sort_hits(scan, result) ||
        find_signs(scan) || try_hits(scan, &scan->sifting.found[0]) ||
        try_hits(scan, &scan->sifting.found[1]) || settle(scan))
        return -1;
    result->found = scan->found.at;
    result->found_count = scan->found.count;
    result->signs = scan->signs.at;
    result->sign_count = scan->signs.count;
    return 0;
}

int32_t redact_last_label(scan *scan, const uint8_t *text, int32_t length) {
    result result;
    memset(&result, 0, sizeof result);
    if (begin(scan, text, length, -1) || sift(&scan->sifting, text, length) || sort_hits(scan, &result))
        return -2;
    return labels_last(&scan->labels);
}

void redact_close(scan *scan) {
    numbers *all[] = {&scan->triggers, &scan->proofs, &scan->whose,      &scan->labels.all,       &scan->reached,
                      &scan->tried,    &scan->found,  &scan->candidates, &scan->signs,            &scan->blanked,
                      &scan->sifting.found[0],        &scan->sifting.found[1]};
    for (size_t which = 0; which < sizeof all / sizeof *all; which++)
        numbers_free(all[which]);
    sieve_close(&scan->sifting.sieves[0]);
    sieve_close(&scan->sifting.sieves[1]);
    free(scan);
}

scan *redact_open(const table *table) {
    scan *scan = calloc(1, sizeof *scan);
    int32_t all = table->sought_count;
    if (!scan)
        return NULL;
    scan->table = *table;
    scan->labels.program = &scan->table.program;
    scan->labels.spent = table->spent;
    scan->labels.spent_first = table->spent_first;
    scan->labels.telephone_of = table->telephone_of;
    scan->labels.telephone = table->telephone;
    sift_begin(&scan->sifting);
    if (sieve_open(&scan->sifting.sieves[0], &table->words, table->word_states, all) ||
        sieve_open(&scan->sifting.sieves[1], &table->shapes, table->shape_states, all)) {
        redact_close(scan);
        return NULL;
    }
    return scan;
}

int64_t redact_symbols(const uint32_t *codes, int64_t count, const uint8_t *known, uint8_t *symbols) {
    for (int64_t at = 0; at < count; at++) {
        symbols[at] = known[codes[at]];
        if (!symbols[at] && codes[at])
            return at;
    }
    return count;
}
