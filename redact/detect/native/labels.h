/* The words beside a value that say what it is; what labels.py says of them, said for the labels of one text. */
#ifndef REDACT_LABELS_H
#define REDACT_LABELS_H

#include "match.h"
#include "numbers.h"

enum support { NOTHING_SAID, SPEAKS_FOR, SPEAKS_AGAINST };
enum { REACH_BEFORE = 60, REACH_AFTER = 28, LABEL = 3 };

typedef struct {
    const uint8_t *text; /* with a blank for every underscore */
    int32_t length;
    numbers all; /* place, end and kind of every label, in order */
    const program *program;
    int32_t spent;        /* the expression for what uses a label up, and the set of what it begins with */
    int32_t spent_first;
    int32_t telephone_of; /* the expression for words behind a telephone number, and the kind that they mean */
    int32_t telephone;
    int32_t outside; /* the kind of the label outside of the text; -1 where there is none */
} labels;

/* Whether the label nearest to [start, end) speaks for one of these kinds (bits), or against all of them. */
enum support labels_support(const labels *labels, int32_t start, int32_t end, uint64_t kinds, uint64_t rivals, int once);

/* The kind of the last label of all; -1 where there is none. */
int32_t labels_last(const labels *labels);

/* Whether a label of one of these kinds stands anywhere in [start, end). */
int labels_any(const labels *labels, int32_t start, int32_t end, uint64_t kinds);

#endif
