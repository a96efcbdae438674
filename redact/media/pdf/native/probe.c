/* Asks PDFium about each character of a page's text, through the functions that it is given by their addresses. */
#include <stdint.h>

#include "export.h"

#if defined(_WIN32) && !defined(_WIN64)
#define PDFIUM_CALL __stdcall
#else
#define PDFIUM_CALL
#endif

typedef unsigned int(PDFIUM_CALL *get_code)(void *text, int index);
typedef int(PDFIUM_CALL *ask_flag)(void *text, int index);
typedef int(PDFIUM_CALL *get_box)(void *text, int index, double *left, double *right, double *bottom, double *top);
typedef int(PDFIUM_CALL *get_point)(void *text, int index, double *x, double *y);

/* In the order in which probe.py names them. */
struct functions {
    get_code code;
    ask_flag is_made, is_unmapped;
    get_box box;
    get_point origin;
};

enum { MADE = 1, UNMAPPED = 2 };

REDACT_API void redact_probe(const struct functions *ask, void *text, int32_t count, uint32_t *codes, uint8_t *flags,
                             double *ink, double *origin);

/* Fills one row of each column for each of so many characters: ink has four numbers a row, origin two. */
void redact_probe(const struct functions *ask, void *text, int32_t count, uint32_t *codes, uint8_t *flags, double *ink,
                  double *origin) {
    for (int32_t i = 0; i < count; i++) {
        double *box = ink + 4 * (int64_t)i, *point = origin + 2 * (int64_t)i;
        codes[i] = ask->code(text, i);
        flags[i] = (uint8_t)((ask->is_made(text, i) == 1 ? MADE : 0) | (ask->is_unmapped(text, i) == 1 ? UNMAPPED : 0));
        ask->box(text, i, box, box + 2, box + 1, box + 3);
        ask->origin(text, i, point, point + 1);
    }
}
