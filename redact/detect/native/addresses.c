#include "addresses.h"

enum { REACH_BACK = 220, MOST_CHUNKS = 7, MOST_BEFORE_HOUSE = 2 };
enum { MOST_WORDS = 7, LONGEST_CHUNK = 48, LONGEST_NUMBER = 5, MOST_BLANKS = 7 };
enum { NONE = -1, WORDS = 0 /* the set of the symbols of words */ };

typedef struct {
    const program *program;
    const address_forms *forms;
    const uint8_t *text;
} source;

static int is_in(const source *in, int32_t set, int32_t at) {
    return in_set(&in->program->sets[set], in->text[at]);
}

/* Whether a symbol stands between two chunks of an address. */
static int separates(uint8_t symbol) {
    return symbol == ',' || symbol == ';' || symbol == '\n';
}

/* Whether an expression matches at the beginning of [start, end), read as a text of its own. */
static int fits(const source *in, int expression, int32_t start, int32_t end) {
    match match = {.text = in->text + start, .length = end - start};
    return redact_match(in->program, expression, &match, 0);
}

/* How far back from a place chunks are looked for. */
static int32_t floor_of(int32_t place) {
    return place > REACH_BACK ? place - REACH_BACK : 0;
}

/* Where the last chunk before a place ends that holds more than blanks, without those behind it; floor: there is
 * none. */
static int32_t chunk_end(const source *in, int32_t floor, int32_t place) {
    while (place > floor && (is_in(in, in->forms->blanks, place - 1) || separates(in->text[place - 1])))
        place--;
    return place;
}

/* Where the word that ends at a place begins. */
static int32_t word_start(const source *in, int32_t floor, int32_t end) {
    while (end > floor && !is_in(in, in->forms->blanks, end - 1) && !separates(in->text[end - 1]))
        end--;
    return end;
}

/* Where the blanks begin that stand before a word in its chunk. */
static int32_t blanks_start(const source *in, int32_t floor, int32_t word) {
    while (word > floor && is_in(in, in->forms->blanks, word - 1) && !separates(in->text[word - 1]))
        word--;
    return word;
}

/* Where the first word of the chunk begins that ends there. */
static int32_t first_letter(const source *in, int32_t floor, int32_t end) {
    int32_t start = end;
    while (start > floor && !separates(in->text[start - 1]))
        start--;
    while (is_in(in, in->forms->blanks, start))
        start++;
    return start;
}

/* Where the chunk that ends there begins, if it looks like a part of an address; NONE if not.
 *
 * Its words are read from the last to the first, up to one that no address has. That a colon ends none of them needs no
 * test: the expression for words knows no colon. */
static int32_t like_address(const source *in, int32_t floor, int32_t end) {
    int32_t near = end - LONGEST_CHUNK - 1 > floor ? end - LONGEST_CHUNK - 1 : floor, at = end;
    int capital = 0;
    for (int words = 0; words < MOST_WORDS; words++) {
        int32_t word = word_start(in, near, at);
        if (end - word > LONGEST_CHUNK || !fits(in, in->forms->wordy, word, at))
            return NONE;
        capital |= is_in(in, in->forms->capitals, word);
        at = blanks_start(in, floor, word);
        if (at == floor || separates(in->text[at - 1]))
            return capital ? word : NONE;
    }
    return NONE;
}

/* Whether [start, end) ends with a word for a building or a street: an expression for one word and perhaps a dot. */
static int ends_with(const source *in, int expression, int32_t start, int32_t end) {
    int32_t last = in->text[end - 1] == '.' ? end - 1 : end, word = last;
    while (word > start && is_in(in, WORDS, word - 1))
        word--;
    return word < last && is_in(in, in->forms->capitals, word) && fits(in, expression, word, end);
}

static int is_digit_or_capital(const source *in, int32_t at) {
    return is_in(in, in->forms->digits, at) || is_in(in, in->forms->capitals, at);
}

/* Whether a part of an address names a house or a street. */
static int names_house(const source *in, int32_t start, int32_t end) {
    if (is_digit_or_capital(in, start) && fits(in, in->forms->starts_with_house, start, end))
        return 1;
    return ends_with(in, in->forms->building, start, end);
}

/* Where the chunk that ends there begins, if it is a flat or a building that may stand before a house number. */
static int32_t flat_or_block(const source *in, int32_t floor, int32_t end) {
    int32_t start = first_letter(in, floor, end);
    if (fits(in, in->forms->flat_line, start, end))
        return start;
    return ends_with(in, in->forms->block, start, end) ? like_address(in, floor, end) : NONE;
}

/* Where the address begins whose house number begins there. */
static int32_t with_flat(const source *in, int32_t begin) {
    int32_t floor = floor_of(begin);
    for (int taken = 0; taken < MOST_BEFORE_HOUSE; taken++) {
        int32_t end = chunk_end(in, floor, begin), start = end > floor ? flat_or_block(in, floor, end) : NONE;
        if (start == NONE)
            break;
        begin = start;
    }
    return begin;
}

/* Whether a symbol may stand inside an address that is the end of a chunk, besides blanks. */
static int may_be_inside(const source *in, int32_t at) {
    uint8_t symbol = in->text[at];
    return is_in(in, WORDS, at) || symbol == '\'' || symbol == '.' || symbol == '-' || symbol == '/' || symbol == '#';
}

/* Where the last word of a chunk begins, if an address that is no more than the end of it may end so; NONE if not. */
static int32_t last_name(const source *in, int32_t floor, int32_t end) {
    int32_t at = end;
    while (at > floor && may_be_inside(in, at - 1))
        at--;
    return at < end && at > floor && in->text[at - 1] == ' ' && is_in(in, in->forms->capitals, at) ? at : NONE;
}

/* How far back an address may reach that ends with that name: over single blanks, and not over many. What stands before
 * is no symbol of a word or beyond the floor, so from there on the text can be read as one of its own. */
static int32_t farthest(const source *in, int32_t floor, int32_t name, int *has_digit) {
    int32_t at = name;
    for (int blanks = 0; at > floor; at--) {
        if (in->text[at - 1] == ' ') {
            if (in->text[at] == ' ' || ++blanks > MOST_BLANKS)
                break;
        } else if (!may_be_inside(in, at - 1)) {
            break;
        }
        *has_digit |= is_in(in, in->forms->digits, at - 1);
    }
    return at;
}

/* Where an address begins that is no more than the end of a chunk ("I live at 12 Mill Lane"); begin: there is none. */
static int32_t embedded(const source *in, int32_t floor, int32_t end, int32_t begin) {
    int32_t name = last_name(in, floor, end), from;
    int has_digit = 0;
    if (name == NONE)
        return begin;
    from = farthest(in, floor, name, &has_digit);
    if (!has_digit && !fits(in, in->forms->building, name, end))
        return begin;
    for (int32_t at = from; at < name; at++) {
        match match = {.text = in->text + from, .length = end - from};
        if ((at == from || !is_in(in, WORDS, at - 1)) && is_digit_or_capital(in, at) &&
            redact_match(in->program, in->forms->embedded, &match, at - from))
            return at;
    }
    return begin;
}

int32_t redact_address_before(const program *program, const address_forms *forms, const uint8_t *text, int32_t length,
                              int32_t postcode) {
    source in = {program, forms, text};
    int32_t floor = floor_of(postcode), begin = postcode, at = postcode;
    for (int taken = 0; taken < MOST_CHUNKS && postcode <= length; taken++) {
        int32_t end = chunk_end(&in, floor, at);
        if (end <= floor)
            break;
        at = like_address(&in, floor, end);
        if (at == NONE)
            return embedded(&in, floor, end, begin);
        if (!names_house(&in, at, end))
            continue;
        begin = at;
        if (is_in(&in, forms->digits, at) && end - at > LONGEST_NUMBER)
            return with_flat(&in, begin);
    }
    return begin;
}

int32_t redact_address_behind(const program *program, const address_forms *forms, const uint8_t *text, int32_t length,
                              int32_t end) {
    source in = {program, forms, text};
    match match = {.text = text, .length = length};
    if (end < 0 || end >= length)
        return end;
    if (text[end] != ',' && text[end] != ' ' && text[end] != '\n' && !is_in(&in, forms->capitals, end))
        return end;
    return redact_match(program, forms->rest_of_street, &match, end) ? match.end : end;
}
