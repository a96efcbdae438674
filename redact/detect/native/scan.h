/* The table of identifiers run over a text: sieves say where a row is worth trying, then form, checksum and label. */
#ifndef REDACT_SCAN_H
#define REDACT_SCAN_H

#include "addresses.h"
#include "labels.h"
#include "match.h"
#include "sieve.h"
#include "plans.h"

/* The sign of a disguise, and what proves that there may be something to read around it; -1 where nothing need. */
typedef struct {
    int32_t trigger;
    int32_t proof;
    int32_t back; /* how far before the sign the proof may begin */
} sign;

/* An expression with all readings of what it matches. */
typedef struct {
    int32_t expression;
    int32_t before, first; /* what may stand before it and what it may begin with: sets */
    int32_t first_reading;
    int32_t readings;
    int32_t nearest, farthest; /* where it is tried, counted from one of its words */
    int32_t solid;             /* no blank stands between */
    int32_t digit_within;      /* a digit follows so closely; 0 where none need */
    int32_t longest;           /* no match is longer */
    uint64_t gate;             /* only where a label of these kinds stands near; 0: anywhere */
} row;

/* What a match may mean. A verdict and what the labels say choose whether it is worth telling: kept, a bit for each. */
typedef struct {
    uint64_t labels, rivals; /* kinds */
    int32_t check; /* a number of checks.h; -1: there is none; -2: it has no number */
    int32_t plan;  /* what is asked where the check cannot tell (plans.h); -1: the caller */
    int32_t once;
    int32_t needs_label;
    int32_t kept;
    int32_t leads;       /* 1: a postcode that an address may end with; 2: a street that it may begin with */
    int32_t type, rank;  /* of matches of one type at one place the best is told; of equals that of the lowest rank */
    int32_t scores[9];   /* for each verdict and what the labels say, in millionths */
} reading;

/* The expressions of the sieves are numbered through: rows, words of rows, labels, triggers of disguises, their proofs
 * (or what never is), what says whose telephone a number is, what this program put in. */
typedef struct {
    program program;
    plans plans;
    address_forms addresses;
    int32_t address; /* the reading of a whole address; -1 where none is wanted */
    automaton shapes, words;
    int32_t shape_states, word_states;
    const row *rows;
    const reading *readings;
    const int32_t *word_rows; /* for each word the row that it belongs to */
    const int32_t (*label_rows)[2]; /* for each label its kind and its expression */
    const sign *sign_rows;
    int32_t row_count, word_count, label_count, sign_count, sought_count;
    int32_t spent, spent_first, telephone_of, telephone; /* see labels.h */
} table;

typedef struct {
    const int32_t *found; /* reading * 12 + verdict * 3 + support, start, end; of an address it says what it began with */
    const int32_t *signs; /* which, place */
    int32_t found_count;
    int32_t sign_count;
    int32_t put_in; /* whether something may stand there that this program put in */
} result;

typedef struct scan scan;

REDACT_API scan *redact_open(const table *table);
REDACT_API void redact_close(scan *scan);
/* What is found in a text; outside: the kind of the label outside of it, or -1. Not zero where there is no memory. */
REDACT_API int redact_scan(scan *scan, const uint8_t *text, int32_t length, int32_t outside, result *result);
/* The kind of the last label in a text; -1 where there is none, -2 where there is no memory. */
REDACT_API int32_t redact_last_label(scan *scan, const uint8_t *text, int32_t length);
/* Codes of characters as symbols; returns how many came before the first whose symbol is not known. */
REDACT_API int64_t redact_symbols(const uint32_t *codes, int64_t count, const uint8_t *known, uint8_t *symbols);

#endif
