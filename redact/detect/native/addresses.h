/* Postal addresses around a postcode or behind a street: what addresses.py says of them, said of a text of symbols. */
#ifndef REDACT_ADDRESSES_H
#define REDACT_ADDRESSES_H

#include <stdint.h>

#include "export.h"
#include "match.h"

typedef struct {
    int32_t starts_with_house, building, wordy, embedded, flat_line, block, rest_of_street; /* expressions */
    int32_t blanks, capitals, digits; /* sets: what str.isspace, str.isupper, str.isdigit say of a symbol */
} address_forms;

/* Where the address that ends with the postcode at that place begins; the place itself where nothing before it belongs
 * to it. */
REDACT_API int32_t redact_address_before(const program *program, const address_forms *forms, const uint8_t *text,
                                         int32_t length, int32_t postcode);

/* Where the address that begins with a street ends; end itself where nothing behind it belongs to it. */
REDACT_API int32_t redact_address_behind(const program *program, const address_forms *forms, const uint8_t *text,
                                         int32_t length, int32_t end);

#endif
