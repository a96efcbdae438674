/* What is known of one text while it is gone through; what each step leaves for the next. Seen by the library alone. */
#ifndef REDACT_STATE_H
#define REDACT_STATE_H

#include "scan.h"

struct scan {
    table table;
    sifting sifting; /* the first sieve is that of words, the second that of shapes */
    labels labels;
    match match;
    numbers triggers, proofs; /* places of what may be the sign of a disguise, or prove one, and which */
    numbers whose;            /* places of what says whose telephone a number is */
    numbers reached;          /* of each row, where its last match ended */
    numbers tried;            /* of each row, the places that were last tried around its words */
    numbers candidates;       /* all that counts: start, end, type, score downwards, rank, code */
    numbers found, signs;     /* the result */
    numbers blanked;          /* the text with blanks for underscores */
};

/* Each is not zero where there is no memory. */

/* Put everything but rows where it belongs that the sieves have seen: labels, triggers and proofs, the rest (sort.c). */
int sort_hits(scan *scan, result *result);
/* The signs of disguises: triggers, proven where they need be (signs.c). */
int find_signs(scan *scan);
/* Try the rows that a sieve has seen (rows.c). */
int try_hits(scan *scan, const numbers *hits);
/* What a match may mean: 1 where the labels leave it to this reading, 0 where not, -1 without memory (judge.c). */
int judge(scan *scan, int32_t reading, int32_t start, int32_t end);
/* Of the candidates of one type at one place the best, in the order of the text, and whole addresses (judge.c). */
int settle(scan *scan);

#endif
