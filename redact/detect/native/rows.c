/* Rows tried where the sieves have seen that they may match: at their beginning, or around one of their words. */
#include "state.h"

enum { OUTSIDE = 0x9F }; /* the symbol of what stands before a text */

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
    int32_t which = numbers_first(&scan->whose, 1, start);
    return which < scan->whose.count && scan->whose.at[which] < end;
}

/* Whether a row needs a label and none stands near. */
static int is_shut(const scan *scan, const row *row, int32_t place) {
    int32_t end = place + row->longest;
    if (!row->gate || labels_any(&scan->labels, place - REACH_BEFORE, end + REACH_AFTER, row->gate))
        return 0;
    return !(row->gate >> scan->table.telephone & 1) || !says_whose(scan, place, end + 1);
}

int try_hits(scan *scan, const numbers *hits) {
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
