/* Says which sources the library was built from, so that a stale one is noticed (see build.py and library.py). */
#include "export.h"

#ifndef REDACT_SOURCES
#error "build with 'python -m redact.native.build': it says which sources these are"
#endif

REDACT_API const char *redact_sources(void);

const char *redact_sources(void) { return REDACT_SOURCES; }
