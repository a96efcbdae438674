/* Expressions, matched at one place of a text by backtracking, with the meaning that Python's re gives them.
 *
 * The text is one byte a character (symbols.py). A program is an array of numbers (program.py); each instruction is
 * followed by its arguments, and offsets count from the instruction that holds them.
 */
#ifndef REDACT_MATCH_H
#define REDACT_MATCH_H

#include <stdint.h>

#include "export.h"

enum op {
    OP_END,    /* the expression has matched */
    OP_SYMBOL, /* set: one symbol out of it */
    OP_RUN,    /* set, low, high, how: so many symbols out of it */
    OP_SPLIT,  /* count, offsets: one of several ways */
    OP_JUMP,   /* offset */
    OP_OPEN,   /* group begins */
    OP_CLOSE,  /* group ends */
    OP_LOOK,   /* behind (-1: ahead), refused, size, body, END */
    OP_EDGE,   /* behind, refused, set: one symbol beside this place */
    OP_ATOMIC, /* size, body, END */
    OP_LOOP,   /* number, low, high, how, size, body, AGAIN */
    OP_GREEDY, /* low, high, size, body, END: as often as can be, never fewer */
    OP_AGAIN,  /* offset of the loop */
    OP_PLACE,  /* which */
    OP_GROUP,  /* group, folded: what it holds, once more */
    OP_GIVEN,  /* group, offset: where it has no place, go on there */
    OP_LITERAL /* symbol: this one */
};

enum how { MOST, FEWEST, ALL };

typedef struct {
    uint64_t bits[4];
} symbol_set;

typedef struct {
    const int32_t *code;
    const int32_t *starts; /* where each expression begins in code */
    const symbol_set *sets; /* the first is that of the symbols of words */
} program;

enum { GROUPS = 8, LOOPS = 16 };

typedef struct {
    const uint8_t *text;
    int32_t length;
    int32_t end;              /* of the match */
    int32_t groups[GROUPS][2]; /* the first is the one that is wanted; -1 where it has no place */
} match;

static inline int in_set(const symbol_set *set, uint8_t symbol) {
    return (int)(set->bits[symbol >> 6] >> (symbol & 63)) & 1;
}

/* Whether the expression matches at that place; then the match is told. */
int redact_match(const program *program, int expression, match *match, int32_t at);

/* The same for a caller from outside: span is told where the finding stands. */
REDACT_API int redact_match_at(const program *program, int expression, const uint8_t *text, int32_t length, int32_t at,
                               int32_t *span);

#endif
