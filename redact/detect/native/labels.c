#include "labels.h"

typedef struct {
    int32_t kind; /* -1: there is none */
    int used;
    int follows;
} surroundings;

static const int32_t *label_at(const labels *labels, int32_t which) {
    return labels->all.at + (size_t)which * LABEL;
}

static int32_t label_count(const labels *labels) {
    return labels->all.count / LABEL;
}

/* The last label, or the first, that lies in [start, end); of those that overlap the first counts. */
static const int32_t *label_within(const labels *labels, int32_t start, int32_t end, int last) {
    const int32_t *found = NULL;
    int32_t reached = start;
    for (int32_t which = numbers_first(&labels->all, LABEL, start); which < label_count(labels); which++) {
        const int32_t *label = label_at(labels, which);
        if (label[0] >= end)
            break;
        if (label[0] < reached || label[1] > end)
            continue;
        reached = label[1];
        found = label;
        if (!last)
            break;
    }
    return found;
}

/* Whether a value or the end of a sentence lies in [start, end). */
static int is_spent(const labels *labels, int32_t start, int32_t end) {
    match match = {.text = labels->text, .length = end};
    for (int32_t place = start; place < end; place++)
        if (in_set(&labels->program->sets[labels->spent_first], labels->text[place]) &&
            redact_match(labels->program, labels->spent, &match, place))
            return 1;
    return 0;
}

static int32_t line_end(const labels *labels, int32_t place) {
    int32_t end = place + REACH_AFTER < labels->length ? place + REACH_AFTER : labels->length;
    for (int32_t at = place; at < end; at++)
        if (labels->text[at] == '\n')
            return at;
    return place + REACH_AFTER;
}

static surroundings before(const labels *labels, int32_t start) {
    int32_t from = start > REACH_BEFORE ? start - REACH_BEFORE : 0;
    const int32_t *label = label_within(labels, from, start, 1);
    surroundings found = {-1, 0, 0};
    if (label) {
        found.kind = label[2];
        found.used = is_spent(labels, label[1], start);
    } else if (labels->outside >= 0) {
        found.kind = labels->outside;
        found.used = is_spent(labels, from, start);
    }
    return found;
}

static surroundings after(const labels *labels, int32_t end) {
    match match = {.text = labels->text, .length = labels->length};
    surroundings found = {-1, 0, 1};
    if (redact_match(labels->program, labels->telephone_of, &match, end)) {
        found.kind = labels->telephone;
    } else {
        const int32_t *label = label_within(labels, end, line_end(labels, end), 0);
        found.kind = label ? label[2] : -1;
    }
    return found;
}

enum support labels_support(const labels *labels, int32_t start, int32_t end, uint64_t kinds, uint64_t rivals,
                            int once) {
    surroundings near = before(labels, start);
    int wanted;
    if (near.kind < 0)
        near = after(labels, end);
    if (near.kind < 0)
        return NOTHING_SAID;
    wanted = (int)(kinds >> near.kind) & 1;
    if (near.used && (once || !wanted))
        return NOTHING_SAID;
    if (wanted)
        return SPEAKS_FOR;
    return near.follows || (rivals && !(rivals >> near.kind & 1)) ? NOTHING_SAID : SPEAKS_AGAINST;
}

int32_t labels_last(const labels *labels) {
    const int32_t *label = label_within(labels, 0, labels->length, 1);
    return label ? label[2] : -1;
}

int labels_any(const labels *labels, int32_t start, int32_t end, uint64_t kinds) {
    if (labels->outside >= 0 && kinds >> labels->outside & 1)
        return 1;
    for (int32_t which = numbers_first(&labels->all, LABEL, start); which < label_count(labels); which++) {
        const int32_t *label = label_at(labels, which);
        if (label[0] >= end)
            break;
        if (kinds >> label[2] & 1)
            return 1;
    }
    return 0;
}
