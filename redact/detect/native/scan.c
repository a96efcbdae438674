#include "scan.h"

#include <string.h>

#include "checks.h"

enum { NO_CHECK = -1, VERDICTS = 3, SUPPORTS = 3, CODES = 12, OUTSIDE = 0x9F, LEAD = 16 };

struct scan {
    table table;
    sifting sifting; /* the first sieve is that of words, the second that of shapes */
    numbers candidates; /* all that counts: start, end, type, score downwards, rank, code */
    numbers found, signs;
    numbers reached; /* of each row, where its last match ended */
    numbers tried;   /* of each row, the places that were last tried around its words */
    numbers triggers, proofs; /* places of what may be the sign of a disguise, or prove one, and whose */
    numbers whose;   /* the places of what says whose telephone a number is */
    numbers blanked; /* the text with blanks for underscores */
    labels labels;
    match match;
};

static int bits_of(const reading *reading, int verdict) {
    return verdict < VERDICTS ? reading->kept >> verdict * SUPPORTS & 7 : reading->kept;
}

static int checked(const scan *scan, const reading *reading, int32_t start, int32_t end) {
    const uint8_t *text = scan->match.text + start;
    const table *table = &scan->table;
    int verdict = VERDICT_ASK;
    if (reading->check == NO_CHECK)
        return VERDICT_UNTOLD;
    if (reading->check >= 0)
        verdict = redact_check(reading->check, text, end - start);
    if (verdict == VERDICT_ASK && reading->plan >= 0)
        verdict = plan_check(&table->program, &table->plans, (enum plan)reading->plan, text, end - start);
    return verdict;
}

enum { CANDIDATE = 6 };

static int add_candidate(scan *scan, int32_t number, int32_t start, int32_t end, int outcome) {
    const reading *reading = &scan->table.readings[number];
    int is_open = outcome >= VERDICTS * SUPPORTS; /* what the caller judges stands alone */
    int32_t type = is_open ? -1 - number : reading->type, score = is_open ? 0 : -reading->scores[outcome];
    int32_t candidate[CANDIDATE] = {start, end, type, score, reading->rank, number * CODES + outcome};
    if (numbers_reserve(&scan->candidates, CANDIDATE))
        return -1;
    for (int which = 0; which < CANDIDATE; which++)
        numbers_add(&scan->candidates, candidate[which]);
    return 0;
}

static int in_order(const void *one, const void *other) {
    const int32_t *first = one, *second = other;
    for (int which = 0; which < CANDIDATE; which++)
        if (first[which] != second[which])
            return first[which] < second[which] ? -1 : 1;
    return 0;
}

static int add_found(scan *scan, int32_t code, int32_t start, int32_t end) {
    return numbers_add(&scan->found, code) || numbers_add(&scan->found, start) || numbers_add(&scan->found, end);
}

/* The whole address that ends with a postcode, or begins with a street, where there is one. */
static int add_address(scan *scan, const int32_t *candidate) {
    const table *table = &scan->table;
    const match *match = &scan->match;
    int32_t leads = table->readings[candidate[5] / CODES].leads, start = candidate[0], end = candidate[1];
    if (leads == 1)
        start = redact_address_before(&table->program, &table->addresses, match->text, match->length, start);
    else if (leads == 2)
        end = redact_address_behind(&table->program, &table->addresses, match->text, match->length, end);
    if (start == candidate[0] && end == candidate[1])
        return 0;
    return add_found(scan, table->address * CODES + leads, start, end);
}

/* Of the candidates of one type at one place the best, in the order of the text. */
static int settle(scan *scan) {
    int32_t *candidates = scan->candidates.at, count = scan->candidates.count / CANDIDATE;
    if (count)
        qsort(candidates, (size_t)count, CANDIDATE * sizeof *candidates, in_order);
    for (int32_t which = 0; which < count; which++) {
        const int32_t *candidate = candidates + (size_t)which * CANDIDATE;
        if (which && !memcmp(candidate, candidate - CANDIDATE, 3 * sizeof *candidate))
            continue;
        if (add_found(scan, candidate[5], candidate[0], candidate[1]) ||
            (scan->table.address >= 0 && candidate[2] >= 0 && add_address(scan, candidate)))
            return -1;
    }
    return 0;
}

/* Whether the labels leave the match to this reading; what it is worth is told if that is anything. */
static int judge(scan *scan, int32_t number, int32_t start, int32_t end) {
    const reading *reading = &scan->table.readings[number];
    int support = NOTHING_SAID, verdict;
    if (reading->needs_label) {
        support = (int)labels_support(&scan->labels, start, end, reading->labels, reading->rivals, reading->once);
        if (support != SPEAKS_FOR)
            return 0;
    }
    verdict = checked(scan, reading, start, end);
    if (!bits_of(reading, verdict))
        return 1;
    if (reading->labels && !reading->needs_label)
        support = (int)labels_support(&scan->labels, start, end, reading->labels, reading->rivals, reading->once);
    if (verdict < VERDICTS && !(bits_of(reading, verdict) >> support & 1))
        return 1;
    return add_candidate(scan, number, start, end, verdict * SUPPORTS + support) ? -1 : 1;
}

/* Whether an expression may begin at a place, by the symbols there and before alone. */
static int may_begin(const scan *scan, int32_t before, int32_t first, int32_t place) {
    const symbol_set *sets = scan->table.program.sets;
    uint8_t symbol = place ? scan->match.text[place - 1] : OUTSIDE;
    return in_set(&sets[first], scan->match.text[place]) && in_set(&sets[before], symbol);
}

/* Try a row at a place that no match of it has reached yet. */
static int try(scan *scan, int32_t number, int32_t place) {
    const row *row = &scan->table.rows[number];
    int32_t *reached = &scan->reached.at[number], start, end;
    int left = 0;
    if (place < *reached || place >= scan->match.length || place < 0)
        return 0;
    if (!redact_match(&scan->table.program, row->expression, &scan->match, place))
        return 0;
    start = scan->match.groups[0][0] < 0 ? place : scan->match.groups[0][0];
    end = scan->match.groups[0][0] < 0 ? scan->match.end : scan->match.groups[0][1];
    for (int32_t which = row->first_reading; which < row->first_reading + row->readings; which++) {
        int judged = judge(scan, which, start, end);
        if (judged < 0)
            return -1;
        left |= judged;
    }
    if (left)
        *reached = scan->match.end > place ? scan->match.end : place + 1;
    return 0;
}

static int has_digit(const scan *scan, int32_t start, int32_t end) {
    for (int32_t at = start > 0 ? start : 0; at < end && at < scan->match.length; at++)
        if (scan->match.text[at] >= '0' && scan->match.text[at] <= '9')
            return 1;
    return 0;
}

static int32_t behind_the_last_blank(const scan *scan, int32_t low, int32_t start) {
    for (int32_t at = start - 1; at >= low; at--)
        if (scan->match.text[at] == ' ' || scan->match.text[at] == '\n')
            return at + 1;
    return low;
}

/* Try a row at the places around one of its words where it has not been tried yet. */
static int around_word(scan *scan, int32_t number, int32_t start) {
    const row *row = &scan->table.rows[number];
    int32_t *tried = scan->tried.at + (size_t)number * 2, low = start + row->nearest, high = start + row->farthest;
    int goes_on;
    if (row->digit_within && !has_digit(scan, low, start + row->digit_within))
        return 0;
    low = low > 0 ? low : 0;
    goes_on = tried[0] <= low && low <= tried[1];
    if (!goes_on)
        tried[0] = low;
    else
        low = tried[1] + 1;
    if (high > tried[1])
        tried[1] = high;
    if (row->solid)
        low = behind_the_last_blank(scan, low, start);
    for (int32_t place = low; place <= high && place < scan->match.length; place++)
        if (may_begin(scan, row->before, row->first, place) && try(scan, number, place))
            return -1;
    return 0;
}

/* Whether something stands in [start, end) that says whose telephone a number is. */
static int says_whose(const scan *scan, int32_t start, int32_t end) {
    int32_t low = 0, high = scan->whose.count;
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        if (scan->whose.at[middle] < start)
            low = middle + 1;
        else
            high = middle;
    }
    return low < scan->whose.count && scan->whose.at[low] < end;
}

/* Whether a row needs a label and none stands near. */
static int is_shut(const scan *scan, const row *row, int32_t place) {
    int32_t end = place + row->longest;
    if (!row->gate || labels_any(&scan->labels, place - REACH_BEFORE, end + REACH_AFTER, row->gate))
        return 0;
    return !(row->gate >> scan->table.telephone & 1) || !says_whose(scan, place, end + 1);
}

static int try_hits(scan *scan, const numbers *hits) {
    const table *table = &scan->table;
    for (int32_t hit = 0; hit < hits->count; hit += 2) {
        int32_t place = hits->at[hit], which = hits->at[hit + 1];
        int failed = 0;
        if (which < table->row_count)
            failed = !is_shut(scan, &table->rows[which], place) && try(scan, which, place);
        else if (which < table->row_count + table->word_count)
            failed = around_word(scan, table->word_rows[which - table->row_count], place);
        if (failed)
            return -1;
    }
    return 0;
}

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

static int add_sign(scan *scan, int32_t which, int32_t place) {
    const numbers *signs = &scan->signs;
    if (signs->count && signs->at[signs->count - 2] == which && signs->at[signs->count - 1] >= place)
        return 0;
    return numbers_add(&scan->signs, which) || numbers_add(&scan->signs, place);
}

/* The first trigger in [start, ...) of those that a sieve has seen. */
static int32_t first_trigger(const scan *scan, int32_t start) {
    int32_t low = 0, high = scan->triggers.count / 2;
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        if (scan->triggers.at[middle * 2] < start)
            low = middle + 1;
        else
            high = middle;
    }
    return low * 2;
}

/* Add the signs of a disguise that an expression at a place proves: those that hold it or stand behind it. */
static int add_proven(scan *scan, int32_t which, int32_t place) {
    const sign *sign = &scan->table.sign_rows[which];
    int proven = 0;
    for (int32_t at = first_trigger(scan, place - LEAD); at < scan->triggers.count; at += 2) {
        int32_t trigger = scan->triggers.at[at];
        if (trigger > place + sign->back)
            break;
        if (scan->triggers.at[at + 1] != which)
            continue;
        if (!proven && !redact_match(&scan->table.program, sign->proof, &scan->match, place))
            return 0;
        proven = 1;
        if (redact_match(&scan->table.program, sign->trigger, &scan->match, trigger) && scan->match.end > place &&
            add_sign(scan, which, trigger))
            return -1;
    }
    return 0;
}

/* The signs of disguises: triggers by themselves where nothing need prove them, and those that are proven. */
static int find_signs(scan *scan) {
    for (int32_t at = 0; at < scan->triggers.count; at += 2) {
        int32_t place = scan->triggers.at[at], which = scan->triggers.at[at + 1];
        const sign *sign = &scan->table.sign_rows[which];
        if (sign->proof < 0 && redact_match(&scan->table.program, sign->trigger, &scan->match, place) &&
            add_sign(scan, which, place))
            return -1;
    }
    for (int32_t at = 0; at < scan->proofs.count; at += 2)
        if (add_proven(scan, scan->proofs.at[at + 1], scan->proofs.at[at]))
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

/* Labels, what may be the signs of disguises, and the rest that is neither a row nor a word of one. */
static int sort_hits(scan *scan, result *result) {
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

/* The text with a blank for every underscore: the text itself where it has none. */
static const uint8_t *blanked(scan *scan, const uint8_t *text, int32_t length) {
    uint8_t *copy;
    if (!memchr(text, '_', (size_t)length))
        return text;
    scan->blanked.count = 0;
    if (numbers_reserve(&scan->blanked, length / 4 + 1))
        return NULL;
    copy = (uint8_t *)scan->blanked.at;
    for (int32_t at = 0; at < length; at++)
        copy[at] = text[at] == '_' ? ' ' : text[at];
    return copy;
}

static int begin(scan *scan, const uint8_t *text, int32_t length, int32_t outside) {
    scan->triggers.count = scan->proofs.count = scan->whose.count = scan->candidates.count = scan->found.count = scan->signs.count = 0;
    scan->labels.all.count = scan->reached.count = scan->tried.count = 0;
    scan->match.text = text;
    scan->match.length = scan->labels.length = length;
    scan->labels.outside = outside;
    scan->labels.text = blanked(scan, text, length);
    return !scan->labels.text || numbers_fill(&scan->reached, scan->table.row_count, 0) ||
           numbers_fill(&scan->tried, scan->table.row_count * 2, -1);
}

int redact_scan(scan *scan, const uint8_t *text, int32_t length, int32_t outside, result *result) {
    memset(result, 0, sizeof *result);
    if (begin(scan, text, length, outside) || sift(&scan->sifting, text, length) || sort_hits(scan, result) || find_signs(scan) ||
        try_hits(scan, &scan->sifting.found[0]) || try_hits(scan, &scan->sifting.found[1]) || settle(scan))
        return -1;
    result->found = scan->found.at;
    result->found_count = scan->found.count;
    result->signs = scan->signs.at;
    result->sign_count = scan->signs.count;
    return 0;
}

int32_t redact_last_label(scan *scan, const uint8_t *text, int32_t length) {
    result result;
    memset(&result, 0, sizeof result);
    if (begin(scan, text, length, -1) || sift(&scan->sifting, text, length) || sort_hits(scan, &result))
        return -2;
    return labels_last(&scan->labels);
}

void redact_close(scan *scan) {
    numbers *all[] = {&scan->sifting.found[0], &scan->sifting.found[1], &scan->found,   &scan->signs,   &scan->candidates, &scan->whose,
                      &scan->triggers, &scan->proofs,
                      &scan->reached,          &scan->tried,            &scan->blanked, &scan->labels.all};
    for (size_t which = 0; which < sizeof all / sizeof *all; which++)
        numbers_free(all[which]);
    sieve_close(&scan->sifting.sieves[0]);
    sieve_close(&scan->sifting.sieves[1]);
    free(scan);
}

scan *redact_open(const table *table) {
    scan *scan = calloc(1, sizeof *scan);
    int32_t all = table->sought_count;
    if (!scan)
        return NULL;
    scan->table = *table;
    scan->labels.program = &scan->table.program;
    scan->labels.spent = table->spent;
    scan->labels.spent_first = table->spent_first;
    scan->labels.telephone_of = table->telephone_of;
    scan->labels.telephone = table->telephone;
    sift_begin(&scan->sifting);
    if (sieve_open(&scan->sifting.sieves[0], &table->words, table->word_states, all) ||
        sieve_open(&scan->sifting.sieves[1], &table->shapes, table->shape_states, all)) {
        redact_close(scan);
        return NULL;
    }
    return scan;
}

int64_t redact_symbols(const uint32_t *codes, int64_t count, const uint8_t *known, uint8_t *symbols) {
    for (int64_t at = 0; at < count; at++) {
        symbols[at] = known[codes[at]];
        if (!symbols[at] && codes[at])
            return at;
    }
    return count;
}
