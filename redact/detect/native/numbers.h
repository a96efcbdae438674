/* A row of numbers that grows. */
#ifndef REDACT_NUMBERS_H
#define REDACT_NUMBERS_H

#include <stdint.h>
#include <stdlib.h>

typedef struct {
    int32_t *at;
    int32_t count;
    int32_t room;
} numbers;

/* Make room for so many more; not zero where there is no memory. */
static inline int numbers_reserve(numbers *numbers, int32_t more) {
    int64_t wanted = (int64_t)numbers->count + more, room = numbers->room;
    int32_t *grown;
    if (wanted <= room)
        return 0;
    room = room * 2 > wanted ? room * 2 : wanted < 64 ? 64 : wanted;
    if (room > INT32_MAX || !(grown = realloc(numbers->at, (size_t)room * sizeof *grown)))
        return -1;
    numbers->at = grown;
    numbers->room = (int32_t)room;
    return 0;
}

static inline int numbers_add(numbers *numbers, int32_t number) {
    if (numbers->count == numbers->room && numbers_reserve(numbers, 1))
        return -1;
    numbers->at[numbers->count++] = number;
    return 0;
}

/* So many more of the same. */
static inline int numbers_fill(numbers *numbers, int32_t many, int32_t number) {
    if (numbers_reserve(numbers, many))
        return -1;
    while (many-- > 0)
        numbers->at[numbers->count++] = number;
    return 0;
}

/* Of a row of groups, each so wide and in the order of their first numbers, the first group that begins with so much. */
static inline int32_t numbers_first(const numbers *numbers, int32_t width, int32_t least) {
    int32_t low = 0, high = numbers->count / width;
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        if (numbers->at[(size_t)middle * (size_t)width] < least)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static inline void numbers_free(numbers *numbers) {
    free(numbers->at);
    numbers->at = NULL;
    numbers->count = numbers->room = 0;
}

#endif
