/* What the sieves have seen besides rows, put where it belongs: labels are read, the rest waits for its turn. */
#include "state.h"

/* Add the label that begins at a place, if its expression fits and no other has been found there. */
static int add_label(scan *scan, int32_t which, int32_t place) {
    labels *labels = &scan->labels;
    match match = {.text = labels->text, .length = labels->length};
    const int32_t *label = scan->table.label_rows[which];
    if (labels->all.count && labels->all.at[labels->all.count - LABEL] == place)
        return 0;
    if (!redact_match(&scan->table.program, label[1], &match, place))
        return 0;
    return numbers_add(&labels->all, place) || numbers_add(&labels->all, match.end) ||
           numbers_add(&labels->all, label[0]);
}

static int by_label(const void *one, const void *other) {
    return (*(const int32_t *)one > *(const int32_t *)other) - (*(const int32_t *)one < *(const int32_t *)other);
}

/* The labels that may begin at one place, tried in the order of their rows. */
static int labels_here(scan *scan, int32_t *which, int32_t count, int32_t place) {
    qsort(which, (size_t)count, sizeof *which, by_label);
    for (int32_t label = 0; label < count; label++)
        if (add_label(scan, which[label], place))
            return -1;
    return 0;
}

enum { AT_ONE_PLACE = 64 };

/* Put what a sieve has seen besides rows where it belongs; place and number of what is seen come together. */
static int put_aside(scan *scan, result *result, int32_t which, int32_t place) {
    const table *table = &scan->table;
    numbers *row;
    if (which >= 2 * table->sign_count) {
        result->put_in |= which > 2 * table->sign_count;
        return which == 2 * table->sign_count && numbers_add(&scan->whose, place);
    }
    row = which < table->sign_count ? &scan->triggers : &scan->proofs;
    return numbers_add(row, place) || numbers_add(row, which % table->sign_count);
}

int sort_hits(scan *scan, result *result) {
    const table *table = &scan->table;
    const numbers *hits = &scan->sifting.found[0];
    int32_t labels = table->row_count + table->word_count, signs = labels + table->label_count;
    int32_t here[AT_ONE_PLACE], count = 0, place = -1;
    for (int32_t hit = 0; hit < hits->count; hit += 2) {
        int32_t at = hits->at[hit], which = hits->at[hit + 1];
        if (which < labels)
            continue;
        if (which >= signs) {
            if (put_aside(scan, result, which - signs, at))
                return -1;
            continue;
        }
        if (at != place && labels_here(scan, here, count, place))
            return -1;
        count = at == place ? count : 0;
        place = at;
        if (count < AT_ONE_PLACE)
            here[count++] = which - labels;
    }
    return labels_here(scan, here, count, place);
}
