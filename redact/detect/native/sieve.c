#include "sieve.h"

#include <string.h>

enum { UNKNOWN = -1, DEAD = 0, BOUNDS = 3 };
enum { MOST_SETS = 1 << 14, SEEN = 1 << 14, SET = SEEN - 1, NOT_KNOWN = 1 << 15 };
enum { WALK = 64 }; /* no walk is longer, so none makes more sets */

/* bounds holds for each set: where its states begin, how many they are, where its seen expressions begin in seen;
 * these end with a negative number. */

static const int32_t *members_of(const sieve *sieve, int32_t set, int32_t *count) {
    const int32_t *bounds = sieve->bounds.at + (size_t)set * BOUNDS;
    *count = bounds[1];
    return sieve->members.at + bounds[0];
}

/* Where the set that follows on a set by a class is kept. */
static inline uint16_t *after(const sieve *sieve, int32_t set, int32_t class) {
    return sieve->next + ((size_t)set << sieve->shift) + (size_t)class;
}

static uint32_t hash_of(const int32_t *states, int32_t count, const int32_t *seen, int32_t seen_count) {
    uint32_t hash = 2166136261u;
    for (int32_t place = 0; place < count; place++)
        hash = (hash ^ (uint32_t)states[place]) * 16777619u;
    for (int32_t place = 0; place < seen_count; place++)
        hash = (hash ^ ~(uint32_t)seen[place]) * 16777619u;
    return hash ^ (hash >> 15);
}

static int are_same(const int32_t *some, const int32_t *others, int32_t count) {
    return !count || !memcmp(some, others, (size_t)count * sizeof *some); /* what holds nothing may lie nowhere */
}

static int is_same(const sieve *sieve, int32_t set, const int32_t *states, int32_t count, const int32_t *seen,
                   int32_t seen_count) {
    int32_t own;
    const int32_t *members = members_of(sieve, set, &own);
    const int32_t *told = sieve->seen.at + sieve->bounds.at[(size_t)set * BOUNDS + 2];
    return own == count && are_same(members, states, count) && are_same(told, seen, seen_count) && told[seen_count] < 0;
}

/* The number of a set: that which it has, or a new one. Negative where there is no memory. */
static int32_t numbered(sieve *sieve, const int32_t *states, int32_t count, const int32_t *seen, int32_t seen_count) {
    uint32_t mask = (uint32_t)sieve->slots.count - 1, slot = hash_of(states, count, seen, seen_count) & mask;
    int32_t bounds[BOUNDS] = {sieve->members.count, count, sieve->seen.count};
    for (; sieve->slots.at[slot] >= 0; slot = (slot + 1) & mask)
        if (is_same(sieve, sieve->slots.at[slot], states, count, seen, seen_count))
            return sieve->slots.at[slot];
    if (numbers_reserve(&sieve->members, count) || numbers_reserve(&sieve->seen, seen_count + 1) ||
        numbers_reserve(&sieve->bounds, BOUNDS) || sieve->count == MOST_SETS)
        return -1;
    for (int32_t class = 0; class < sieve->automaton.width; class++)
        *after(sieve, sieve->count, class) = NOT_KNOWN;
    for (int32_t place = 0; place < count; place++)
        numbers_add(&sieve->members, states[place]);
    for (int32_t place = 0; place < seen_count; place++)
        numbers_add(&sieve->seen, seen[place]);
    numbers_add(&sieve->seen, -1);
    for (int32_t place = 0; place < BOUNDS; place++)
        numbers_add(&sieve->bounds, bounds[place]);
    return sieve->slots.at[slot] = sieve->count++;
}

/* Forget all sets but the first, of which nothing can follow. Rounds are counted anew: they would outgrow their type. */
static int forget(sieve *sieve) {
    int32_t marks = sieve->marks.count;
    sieve->members.count = sieve->bounds.count = sieve->seen.count = sieve->count = 0;
    sieve->marks.count = sieve->round = 0;
    if (numbers_fill(&sieve->marks, marks, 0))
        return -1;
    sieve->slots.count = sieve->begins.count = 0;
    if (numbers_fill(&sieve->slots, MOST_SETS * 4, UNKNOWN) ||
        numbers_fill(&sieve->begins, sieve->automaton.width, UNKNOWN) || numbered(sieve, NULL, 0, NULL, 0) != DEAD)
        return -1;
    for (int32_t class = 0; class < sieve->automaton.width; class++)
        sieve->next[class] = DEAD;
    return 0;
}

/* Meet a state or an expression: whether that is for the first time in this round. */
static int is_new(sieve *sieve, int32_t which) {
    int32_t *mark = &sieve->marks.at[which];
    if (*mark == sieve->round)
        return 0;
    *mark = sieve->round;
    return 1;
}

static int ascending(const void *one, const void *other) {
    int32_t first = *(const int32_t *)one, second = *(const int32_t *)other;
    return (first > second) - (first < second);
}

/* Give the set in fresh a number: its states without those of expressions that have been seen, which come in seen. */
static int32_t settled(sieve *sieve, numbers *seen) {
    int32_t kept = 0, states = sieve->marks.count, *fresh = sieve->fresh.at;
    for (int32_t place = 0; place < sieve->fresh.count; place++) {
        int32_t owner = sieve->automaton.owners[fresh[place]];
        if (sieve->marks.at[states - 1 - owner] != sieve->round)
            fresh[kept++] = fresh[place];
    }
    if (kept)
        qsort(fresh, (size_t)kept, sizeof *fresh, ascending);
    if (seen->count)
        qsort(seen->at, (size_t)seen->count, sizeof *seen->at, ascending);
    return numbered(sieve, fresh, kept, seen->at, seen->count);
}

static int follow(sieve *sieve, int32_t state, int32_t class, numbers *seen) {
    const automaton *automaton = &sieve->automaton;
    for (int32_t edge = automaton->edges[state]; edge < automaton->edges[state + 1]; edge++) {
        const int32_t *step = automaton->steps[edge];
        if (!in_set(&automaton->sets[step[0]], (uint8_t)class))
            continue;
        if (step[1] >= 0) {
            if (is_new(sieve, step[1]) && numbers_add(&sieve->fresh, step[1]))
                return -1;
        } else if (is_new(sieve, sieve->marks.count + step[1]) && numbers_add(seen, -1 - step[1])) {
            return -1;
        }
    }
    return 0;
}

/* The set that follows on a set by a class, as next holds it. Negative where there is no memory. */
static int32_t worked_out(sieve *sieve, int32_t set, int32_t class) {
    int32_t count, next = -1;
    const int32_t *members = members_of(sieve, set, &count);
    numbers seen = {0};
    sieve->fresh.count = 0;
    sieve->round++;
    for (int32_t place = 0; place < count; place++)
        if (follow(sieve, members[place], class, &seen))
            goto done;
    next = settled(sieve, &seen);
    if (next >= 0) {
        next |= seen.count ? SEEN : 0;
        *after(sieve, set, class) = (uint16_t)next;
    }
done:
    numbers_free(&seen);
    return next;
}

/* The set in which a walk begins behind a symbol of that class. Negative where there is no memory. */
static int32_t begun(sieve *sieve, int32_t class) {
    const automaton *automaton = &sieve->automaton;
    numbers seen = {0};
    sieve->fresh.count = 0;
    sieve->round++;
    for (int32_t start = 0; start < automaton->start_count; start++)
        if (in_set(&automaton->sets[automaton->starts[start][0]], (uint8_t)class) &&
            is_new(sieve, automaton->starts[start][1]) && numbers_add(&sieve->fresh, automaton->starts[start][1]))
            return -1;
    return sieve->begins.at[class] = settled(sieve, &seen);
}

static int tell(const sieve *sieve, int32_t set, int32_t place, numbers *found) {
    const int32_t *seen = sieve->seen.at + sieve->bounds.at[(size_t)set * BOUNDS + 2];
    for (; *seen >= 0; seen++)
        if (numbers_add(found, place) || numbers_add(found, *seen))
            return -1;
    return 0;
}

/* A step that is not known yet, or that leads to expressions: these are told. Negative where there is no memory. */
static int32_t looked_at(sieve *sieve, int32_t set, int32_t class, int32_t next, int32_t place, numbers *found) {
    if (next == NOT_KNOWN && (next = worked_out(sieve, set, class)) < 0)
        return -1;
    return next & SEEN && tell(sieve, next & SET, place, found) ? -1 : next;
}

/* The set in which a walk begins at a place. Negative where there is no memory. */
static int32_t first_set(sieve *sieve, const uint8_t *text, int32_t place) {
    const automaton *automaton = &sieve->automaton;
    int32_t before = place ? automaton->classes[text[place - 1]] : automaton->outside;
    int32_t set = sieve->begins.at[before];
    return set == UNKNOWN ? begun(sieve, before) : set;
}

static int32_t class_at(const automaton *automaton, const uint8_t *text, int32_t length, int32_t at) {
    return at < length ? automaton->classes[text[at]] : automaton->outside;
}

/* Go through a text from a place on, in both sieves at once: neither waits for what the other reads from memory.
 * How many symbols that took; negative where there is no memory. */
static int32_t walk(sifting *sifting, const uint8_t *text, int32_t length, int32_t place) {
    sieve *one = &sifting->sieves[0], *other = &sifting->sieves[1];
    int32_t first = first_set(one, text, place), second = first_set(other, text, place), at = place;
    if (first < 0 || second < 0)
        return -1;
    for (; first | second && at <= length; at++) {
        int32_t class = class_at(&one->automaton, text, length, at), kind = class_at(&other->automaton, text, length, at);
        int32_t next = *after(one, first, class), then = *after(other, second, kind);
        if ((next | then) >= SEEN) {
            if (next >= SEEN && (next = looked_at(one, first, class, next, place, &sifting->found[0])) < 0)
                return -1;
            if (then >= SEEN && (then = looked_at(other, second, kind, then, place, &sifting->found[1])) < 0)
                return -1;
        }
        first = next & SET;
        second = then & SET;
    }
    if ((one->count > MOST_SETS - WALK && forget(one)) || (other->count > MOST_SETS - WALK && forget(other)))
        return -1;
    return at - place;
}

static uint32_t slot_of(uint64_t stretch, int bits) {
    return (uint32_t)(stretch * 0x9E3779B97F4A7C15u >> (64 - bits));
}

enum { FOUR = 3, EIGHT = 7 }; /* the symbols of a stretch behind the one that stands before */

/* Go on at a place that is not known to be dull; it is known from now on if nothing begins there. */
static int look_at(sifting *sifting, const uint8_t *text, int32_t length, int32_t place, uint32_t four) {
    int32_t before = sifting->found[0].count + sifting->found[1].count, took;
    int is_long = place && place + EIGHT <= length;
    uint64_t eight = 0;
    if (is_long) {
        memcpy(&eight, text + place - 1, sizeof eight);
        if (sifting->eight[slot_of(eight, EIGHTS)] == eight)
            return 0;
    }
    took = walk(sifting, text, length, place);
    if (took < 0)
        return -1;
    if (!is_long || took > EIGHT || before != sifting->found[0].count + sifting->found[1].count)
        return 0;
    if (took <= FOUR)
        sifting->four[slot_of(four, FOURS)] = four;
    else
        sifting->eight[slot_of(eight, EIGHTS)] = eight;
    return 0;
}

int sift(sifting *sifting, const uint8_t *text, int32_t length) {
    sifting->found[0].count = sifting->found[1].count = 0;
    for (int32_t place = 0; place < length; place++) {
        uint32_t four = 0;
        if (place && place + FOUR <= length) {
            memcpy(&four, text + place - 1, sizeof four);
            if (sifting->four[slot_of(four, FOURS)] == four)
                continue;
        }
        if (look_at(sifting, text, length, place, four))
            return -1;
    }
    return 0;
}

/* Nothing is remembered: every slot holds a stretch that does not belong there. */
void sift_begin(sifting *sifting) {
    memset(sifting->four, 0, sizeof sifting->four);
    memset(sifting->eight, 0, sizeof sifting->eight);
    sifting->four[slot_of(0, FOURS)] = 1;
    sifting->eight[slot_of(0, EIGHTS)] = 1;
}

int sieve_open(sieve *sieve, const automaton *automaton, int32_t states, int32_t expressions) {
    memset(sieve, 0, sizeof *sieve);
    sieve->automaton = *automaton;
    while (1 << sieve->shift < automaton->width)
        sieve->shift++;
    sieve->next = malloc(((size_t)MOST_SETS << sieve->shift) * sizeof *sieve->next);
    return !sieve->next || numbers_fill(&sieve->marks, states + expressions, 0) || forget(sieve) ? -1 : 0;
}

void sieve_close(sieve *sieve) {
    numbers *all[] = {&sieve->members, &sieve->bounds, &sieve->seen, &sieve->slots,
                      &sieve->begins,  &sieve->marks,  &sieve->fresh};
    for (size_t which = 0; which < sizeof all / sizeof *all; which++)
        numbers_free(all[which]);
    free(sieve->next);
}
