#include "match.h"

typedef struct {
    match *match;
    const uint8_t *text;
    const symbol_set *sets;
    int32_t length;
    int32_t count[LOOPS]; /* rounds of each loop so far */
    int32_t last[LOOPS];  /* where the last round began */
} state;

enum { FAILED = -1 };

static int32_t run(state *state, const int32_t *pc, int32_t at);

static int is_in(const state *state, int32_t set, int32_t at) {
    return at >= 0 && at < state->length && in_set(&state->sets[set], state->text[at]);
}

/* A quick look whether it is worth going on there. */
static int may_go_on(const state *state, const int32_t *pc, int32_t at) {
    if (*pc == OP_SYMBOL)
        return is_in(state, pc[1], at);
    return *pc != OP_LITERAL || (at < state->length && state->text[at] == pc[1]);
}

static int is_place(const state *state, int32_t which, int32_t at) {
    switch (which) {
    case 0:
        return at == 0;
    case 1:
        return at == state->length || (at == state->length - 1 && state->text[at] == '\n');
    case 2:
        return at == state->length;
    default:
        return (is_in(state, 0, at - 1) != is_in(state, 0, at)) == (which == 3);
    }
}

/* A run of symbols of one set, as short as can be; what follows is tried after each. */
static int32_t shortest_run(state *state, const int32_t *pc, int32_t at) {
    const symbol_set *set = &state->sets[pc[1]];
    int32_t low = pc[2], room = state->length - at, most = pc[3] < room ? pc[3] : room;
    for (int32_t count = 0; count <= most; count++) {
        int32_t end = count >= low ? run(state, pc + 5, at + count) : FAILED;
        if (end >= 0 || count == most || !in_set(set, state->text[at + count]))
            return end;
    }
    return FAILED;
}

/* Where a run of symbols of one set ends that is as long as can be. */
static int32_t end_of_run(const state *state, const int32_t *pc, int32_t at) {
    const symbol_set *set = &state->sets[pc[1]];
    int32_t room = state->length - at, end = at + (pc[3] < room ? pc[3] : room);
    while (at < end && in_set(set, state->text[at]))
        at++;
    return at;
}

static int32_t group_edge(state *state, const int32_t *pc, int32_t at) {
    int32_t *edge = &state->match->groups[pc[1]][*pc == OP_CLOSE], before = *edge, end;
    *edge = at;
    end = run(state, pc + 2, at);
    if (end < 0)
        *edge = before;
    return end;
}

/* One more round of a loop, or what follows it. */
static int32_t one_more(state *state, const int32_t *pc, int32_t at) {
    int32_t *count = &state->count[pc[1]], *last = &state->last[pc[1]], before = *last, end = FAILED;
    int goes_on = *count < pc[2] || (*count < pc[3] && at != before);
    if (pc[4] == FEWEST && *count >= pc[2] && (end = run(state, pc + pc[5], at)) >= 0)
        return end;
    if (goes_on) {
        *count += 1;
        *last = at;
        end = run(state, pc + 6, at);
        if (end >= 0)
            return end;
        *count -= 1;
        *last = before;
    }
    return pc[4] == MOST && *count >= pc[2] ? run(state, pc + pc[5], at) : FAILED;
}

static int32_t loop(state *state, const int32_t *pc, int32_t at) {
    int32_t *count = &state->count[pc[1]], *last = &state->last[pc[1]];
    int32_t count_before = *count, last_before = *last, end;
    *count = 0;
    *last = FAILED;
    end = one_more(state, pc, at);
    *count = count_before;
    *last = last_before;
    return end;
}

/* Rounds as long as they match; where the last one ended, or FAILED where they were too few. */
static int32_t greedily(state *state, const int32_t *pc, int32_t at) {
    int32_t count = 0;
    while (count < pc[2]) {
        int32_t end = run(state, pc + 4, at);
        if (end < 0)
            break;
        count++;
        if (end == at)
            return at;
        at = end;
    }
    return count < pc[1] ? FAILED : at;
}

static int looks(state *state, const int32_t *pc, int32_t at) {
    int32_t from = pc[1] < 0 ? at : at - pc[1];
    int found = from >= 0 && run(state, pc + 4, from) >= 0;
    return found != pc[2];
}

/* Where what a group holds ends when it stands here once more. Letters of ASCII count in any case where folded. */
static int32_t once_more(const state *state, const int32_t *pc, int32_t at) {
    const int32_t *group = state->match->groups[pc[1]];
    if (group[0] < 0 || group[1] < 0)
        return FAILED;
    for (int32_t place = group[0]; place < group[1]; place++, at++) {
        uint8_t wanted = state->text[place], found;
        if (at >= state->length)
            return FAILED;
        found = state->text[at];
        if (wanted != found && !(pc[2] && (wanted ^ found) == 32 && (found | 32) >= 'a' && (found | 32) <= 'z'))
            return FAILED;
    }
    return at;
}

static int32_t run(state *state, const int32_t *pc, int32_t at) {
    for (;;) {
        switch (*pc) {
        case OP_END:
            return at;
        case OP_SYMBOL:
            if (!is_in(state, pc[1], at))
                return FAILED;
            at++;
            pc += 2;
            break;
        case OP_LITERAL:
            if (at >= state->length || state->text[at] != pc[1])
                return FAILED;
            at++;
            pc += 2;
            break;
        case OP_RUN: {
            int32_t least = at + pc[2], end;
            if (pc[4] == FEWEST)
                return shortest_run(state, pc, at);
            at = end_of_run(state, pc, at);
            if (at < least)
                return FAILED;
            for (; pc[4] == MOST && at > least; at--)
                if (may_go_on(state, pc + 5, at) && (end = run(state, pc + 5, at)) >= 0)
                    return end;
            pc += 5;
            break;
        }
        case OP_SPLIT: {
            int32_t last = pc[1] - 1, end;
            for (int32_t way = 0; way < last; way++)
                if (may_go_on(state, pc + pc[2 + way], at) && (end = run(state, pc + pc[2 + way], at)) >= 0)
                    return end;
            pc += pc[2 + last];
            break;
        }
        case OP_JUMP:
            pc += pc[1];
            break;
        case OP_OPEN:
        case OP_CLOSE:
            return group_edge(state, pc, at);
        case OP_LOOK:
            if (!looks(state, pc, at))
                return FAILED;
            pc += pc[3];
            break;
        case OP_EDGE:
            if (is_in(state, pc[3], at - pc[1]) == pc[2])
                return FAILED;
            pc += 4;
            break;
        case OP_ATOMIC:
            at = run(state, pc + 2, at);
            if (at < 0)
                return FAILED;
            pc += pc[1];
            break;
        case OP_LOOP:
            return loop(state, pc, at);
        case OP_GREEDY:
            at = greedily(state, pc, at);
            if (at < 0)
                return FAILED;
            pc += pc[3];
            break;
        case OP_AGAIN:
            return one_more(state, pc + pc[1], at);
        case OP_PLACE:
            if (!is_place(state, pc[1], at))
                return FAILED;
            pc += 2;
            break;
        case OP_GROUP:
            at = once_more(state, pc, at);
            if (at < 0)
                return FAILED;
            pc += 3;
            break;
        case OP_GIVEN:
            pc += state->match->groups[pc[1]][0] >= 0 && state->match->groups[pc[1]][1] >= 0 ? 3 : pc[2];
            break;
        default:
            return FAILED;
        }
    }
}

int redact_match(const program *program, int expression, match *match, int32_t at) {
    state state;
    state.match = match;
    state.text = match->text;
    state.length = match->length;
    state.sets = program->sets;
    for (int group = 0; group < GROUPS; group++)
        match->groups[group][0] = match->groups[group][1] = FAILED;
    match->end = run(&state, program->code + program->starts[expression], at);
    return match->end >= 0;
}

int redact_match_at(const program *program, int expression, const uint8_t *text, int32_t length, int32_t at,
                    int32_t *span) {
    match match = {.text = text, .length = length};
    if (!redact_match(program, expression, &match, at))
        return 0;
    span[0] = match.groups[0][0] < 0 ? at : match.groups[0][0];
    span[1] = match.groups[0][0] < 0 ? match.end : match.groups[0][1];
    return 1;
}
