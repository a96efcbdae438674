/* Which of many expressions may begin at a place of a text: one walk over a few symbols tells them all.
 *
 * The expressions are one automaton of many states (automaton.py) that matches at least what they match. Sets of its
 * states are worked out as texts need them and remembered, so that a symbol costs one look into a table.
 */
#ifndef REDACT_SIEVE_H
#define REDACT_SIEVE_H

#include <stdint.h>

#include "match.h"
#include "numbers.h"

typedef struct {
    const uint8_t *classes;    /* of every symbol its class: symbols of one class are not told apart */
    const symbol_set *sets;    /* of classes */
    const int32_t *edges;      /* of each state where its edges begin in steps; one more ends the last */
    const int32_t (*steps)[2]; /* a set, and the state that it leads to; -1 - expression where that has been seen */
    const int32_t *owners;     /* of each state its expression */
    const int32_t (*starts)[2]; /* a set of what may stand before, and a state */
    int32_t width;             /* how many classes there are */
    int32_t start_count;
    int32_t outside;           /* the class of what stands before a text and after it */
} automaton;

typedef struct {
    automaton automaton;
    uint16_t *next;   /* for every set of states and every class the next set, and whether it has seen expressions */
    numbers members;  /* the states of every set */
    numbers bounds;   /* of each set where its states begin in members, and its expressions in seen */
    numbers seen;     /* the expressions that have been seen when a set is reached */
    numbers slots;    /* a hash table of the sets */
    numbers begins;   /* the set in which a walk begins, by the class of what stands before */
    numbers marks;    /* of each state and of each expression the round in which it was last met */
    numbers fresh;    /* the set that is being worked out */
    int32_t shift;    /* next has room for so many classes, as a power of two */
    int32_t round;
    int32_t count;
} sieve;

/* Make a sieve of an automaton; not zero where there is no memory. */
int sieve_open(sieve *sieve, const automaton *automaton, int32_t states, int32_t expressions);
void sieve_close(sieve *sieve);

/* A text that two sieves go through, and what each finds: (place, expression) for all that may begin at each place.
 *
 * Most places are like others: what stands before and the next three symbols, or the next seven, tell that nothing
 * begins there. Such stretches are remembered, so that most places cost one look or two. */
enum { FOURS = 16, EIGHTS = 15 }; /* so many are remembered, as powers of two */

typedef struct {
    sieve sieves[2];
    numbers found[2];
    uint32_t four[1 << FOURS];
    uint64_t eight[1 << EIGHTS];
} sifting;

/* Not zero where there is no memory. */
int sift(sifting *sifting, const uint8_t *text, int32_t length);
void sift_begin(sifting *sifting);

#endif
