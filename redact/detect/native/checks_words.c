/* Dates, places, plates, accounts and passwords: what can be told from how they are written.
 *
 * As redact/detect/checks.py, telephones.py and the checks that stand beside their rows in redact/detect/table_*.py.
 */
#include "checks_signs.h"

static int is_before(int64_t value, int64_t low, int64_t high) { return low < value && value < high; }

/* How many digits stand in a row from a place on. */
static int run_of_digits(const uint8_t *text, int length, int at) {
    int end = at;
    while (end < length && is_digit(text[end]))
        end++;
    return end - at;
}

static int is_mark(const uint8_t *text, int length, int at) { return at < length && is_one_of(text[at], "/.-"); }

/* Runs of figures with one mark between them: year, month, day, or day, month, year. */
static int reads_as_date(int first, int second, int third) {
    if (second < 1 || second > 2)
        return 0;
    return first == 4 ? third == 1 || third == 2 : first >= 1 && first <= 2 && (third == 2 || third == 4);
}

/* A date or a time where a telephone number was looked for; never more than "it is none". */
int check_no_date(const uint8_t *text, int length) {
    int begin = text[0] == '(', first = run_of_digits(text, length, begin), mark = begin + first, second, third, end;
    if (!is_mark(text, length, mark))
        return VERDICT_UNTOLD;
    second = run_of_digits(text, length, mark + 1);
    if (mark + 1 + second >= length || text[mark + 1 + second] != text[mark])
        return VERDICT_UNTOLD;
    third = run_of_digits(text, length, mark + second + 2);
    end = mark + second + 2 + third;
    if (!reads_as_date(first, second, third) || (is_mark(text, length, end) && run_of_digits(text, length, end + 1)))
        return VERDICT_UNTOLD;
    return VERDICT_FAILS;
}

/* Up to so many numbers of a text; returns how many. */
static int numbers_of(const uint8_t *text, int length, int *numbers, int most) {
    int count = 0;
    for (int at = 0; at < length && count < most; at++) {
        if (!is_digit(text[at]))
            continue;
        for (numbers[count] = 0; at < length && is_digit(text[at]); at++)
            numbers[count] = numbers[count] > 99999 ? numbers[count] : numbers[count] * 10 + text[at] - '0';
        count++;
    }
    return count;
}

static int holds_word(const uint8_t *text, int length) {
    for (int at = 0, run = 0; at < length; at++) {
        run = is_letter(text[at]) ? run + 1 : 0;
        if (run == 3)
            return 1;
    }
    return 0;
}

/* With its month in letters: a day or a year is enough. */
static int is_day_or_year(const int *numbers, int count) {
    for (int at = 0; at < count; at++)
        if (numbers[at] <= 31 || numbers[at] > 1000)
            return 1;
    return count == 0;
}

static int is_month_and_day(const int *numbers, int count) {
    int small = 0, month = 0;
    for (int at = 0; at < count; at++) {
        small += numbers[at] <= 31;
        month |= numbers[at] <= 12;
        if (at < 2 && numbers[at] == 0)
            return 0;
    }
    return small >= 2 && month;
}

int check_date(const uint8_t *text, int length) {
    int numbers[3], count = numbers_of(text, length, numbers, 3);
    return told(holds_word(text, length) ? is_day_or_year(numbers, count) : is_month_and_day(numbers, count));
}

/* A decimal number: a millionth of a millionth is one; more: there are further figures that are not nought. */
struct decimal {
    int64_t value;
    int places, more;
};

static const int64_t WHOLE = 1000000000000;

/* Reads the digits from a place on, of which so many stand before the point; returns where they end. */
static int read_decimal(const uint8_t *text, int length, int at, struct decimal *found) {
    int whole = run_of_digits(text, length, at), negative = at > 0 && text[at - 1] == '-', end = at + whole + 1;
    int64_t part = WHOLE;
    *found = (struct decimal){0, 0, 0};
    for (int place = at; place < at + whole; place++)
        found->value = found->value * 10 + (text[place] - '0') * WHOLE;
    for (; end < length && is_digit(text[end]); end++, found->places++) {
        part /= 10;
        found->value += (text[end] - '0') * part;
        found->more |= part == 0 && text[end] != '0';
    }
    found->value = negative ? -found->value : found->value;
    return end;
}

/* The next decimal number: where it ends, or -1. Beyond six figures before the point there is none on the globe. */
static int next_decimal(const uint8_t *text, int length, int at, struct decimal *found) {
    while (at < length) {
        int run = run_of_digits(text, length, at);
        if (run && run < 7 && at + run + 1 < length && text[at + run] == '.' && is_digit(text[at + run + 1]))
            return read_decimal(text, length, at, found);
        at += run ? run : 1;
    }
    return -1;
}

static int64_t size_of(const struct decimal *number) { return number->value < 0 ? -number->value : number->value; }

/* Whether figures that are left out might carry the number over one of the bounds that follow. */
static int is_on_edge(const struct decimal *number) {
    static const int16_t tenths[] = {10, 25, 90, 490, 615, 900, 1800};
    for (int at = 0; number->more && at < (int)(sizeof tenths / sizeof *tenths); at++) {
        int64_t beyond = size_of(number) - tenths[at] * (WHOLE / 10);
        if (beyond >= -1 && beyond <= 1)
            return 1;
    }
    return 0;
}

static int is_on_globe(const struct decimal *first, const struct decimal *second) {
    return size_of(first) <= 90 * WHOLE && size_of(second) <= 180 * WHOLE;
}

/* The British Isles. */
static int is_at_home(const struct decimal *first, const struct decimal *second) {
    return is_before(first->value, 49 * WHOLE, 615 * (WHOLE / 10)) &&
           is_before(second->value, -9 * WHOLE, 25 * (WHOLE / 10));
}

static int is_exact(const struct decimal *first, const struct decimal *second) {
    return first->places >= 4 && second->places >= 4 && (size_of(first) > WHOLE || size_of(second) > WHOLE);
}

int check_latitude_longitude(const uint8_t *text, int length) {
    struct decimal first, second;
    int end = next_decimal(text, length, 0, &first);
    if (end < 0 || next_decimal(text, length, end, &second) < 0 || is_on_edge(&first) || is_on_edge(&second))
        return VERDICT_ASK;
    if (!is_on_globe(&first, &second))
        return VERDICT_FAILS;
    if (is_at_home(&first, &second) || is_exact(&first, &second) || any_of(text, length, "NSEW"))
        return VERDICT_HOLDS;
    for (int at = 0; at < length; at++)
        if (text[at] >= 0x80)
            return VERDICT_ASK;
    return VERDICT_UNTOLD;
}

int check_quarter(const uint8_t *text, int length) { return told(any_of(text, length, "NSEW")); }

int check_square(const uint8_t *text, int length) {
    return digits_of(text, length).length >= 8 ? VERDICT_HOLDS : VERDICT_UNTOLD;
}

int check_postcode(const uint8_t *text, int length) {
    struct signs signs = without(text, length, "");
    int official = any_of(text, length, " ");
    official |= length >= 4 && signs.at[0] == 'B' && signs.at[1] == 'F' && signs.at[2] == 'P' && signs.at[3] == 'O';
    if (all_capitals(text, length))
        return official ? VERDICT_HOLDS : VERDICT_UNTOLD;
    return official ? VERDICT_UNTOLD : VERDICT_FAILS;
}

/* Whether three letters are a word that stands in many texts. */
static int is_common(const uint8_t *letters) {
    static const char words[] =
        "THEANDFORMAYARENOTBUTYOUALLANYCANHASHADHERHISITSNEWNOWOLDONEOUROUTSEETWOWASWHOWAYDAYGETSETUSEPERJANFEBMARAPR"
        "JUNJULAUGSEPOCTNOVDECMONTUEWEDTHUFRISATSUNGBPUSDEURPDFTAXVATACT";
    for (const char *word = words; *word; word += 3)
        if (word[0] == capital(letters[0]) && word[1] == capital(letters[1]) && word[2] == capital(letters[2]))
            return 1;
    return 0;
}

static int holds_common(const uint8_t *text, int length) {
    for (int at = 0, run = 0; at < length; at++) {
        run = is_letter(text[at]) ? run + 1 : 0;
        if (run == 3) {
            if (is_common(text + at - 2))
                return 1;
            run = 0;
        }
    }
    return 0;
}

int check_plate(const uint8_t *text, int length) {
    return !all_capitals(text, length) || holds_common(text, length) ? VERDICT_FAILS : VERDICT_UNTOLD;
}

int check_later_plate(const uint8_t *text, int length) {
    if (length < 3)
        return VERDICT_ASK;
    if (is_common(text + length - 3) || !(all_capitals(text, length) || all_small(text, length)))
        return VERDICT_FAILS;
    return all_capitals(text, length) ? VERDICT_HOLDS : VERDICT_UNTOLD;
}

/* Whether the letters amid digits are something else than a month in short. */
int check_no_month(const uint8_t *text, int length) {
    static const char months[] = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC";
    uint8_t letters[3] = {0};
    int count = 0;
    for (int at = 0; at < length; at++)
        if (is_letter(text[at]) && count++ < 3)
            letters[count - 1] = capital(text[at]);
    for (const char *month = months; *month && count == 3; month += 3)
        if (month[0] == letters[0] && month[1] == letters[1] && month[2] == letters[2])
            return VERDICT_FAILS;
    return VERDICT_HOLDS;
}

/* Three letters, at most one blank, four figures. */
int check_irish_plate(const uint8_t *text, int length) {
    struct signs signs = digits_of(text, length);
    int blank = length == 8 && text[3] == ' ', digits = length >= 4 ? run_of_digits(text, length, length - 4) : 0;
    if ((length != 7 && !blank) || digits != 4 || signs.length != 4)
        return VERDICT_UNTOLD;
    return is_capital(text[0]) && is_capital(text[1]) && is_capital(text[2]) ? VERDICT_HOLDS : VERDICT_UNTOLD;
}

/* A plain word: letters only, all small or all but the first. What is beyond ASCII may be a letter or not. */
int check_telling(const uint8_t *text, int length) {
    int beyond = 0;
    for (int at = 0; at < length; at++) {
        beyond |= text[at] >= 0x80;
        if (text[at] < 0x80 && !is_letter(text[at]))
            return VERDICT_UNTOLD;
    }
    if (beyond)
        return VERDICT_ASK;
    return any_capital(text + 1, length - 1) ? VERDICT_UNTOLD : VERDICT_FAILS;
}

/* False for what has none of these marks; a figure beyond ASCII would count as well. */
static int untold_with(const uint8_t *text, int length, const char *marks) {
    if (any_of(text, length, marks))
        return VERDICT_UNTOLD;
    for (int at = 0; at < length; at++)
        if (text[at] >= 0x80)
            return VERDICT_ASK;
    return VERDICT_FAILS;
}

int check_telling_account(const uint8_t *text, int length) { return untold_with(text, length, "0123456789._\\@"); }

int check_telling_machine(const uint8_t *text, int length) { return untold_with(text, length, "0123456789-."); }

int check_untold(const uint8_t *text, int length) {
    (void)text, (void)length;
    return VERDICT_UNTOLD;
}
