/* What the library shows to those who load it. Everything else stays hidden (-fvisibility=hidden). */
#ifndef REDACT_EXPORT_H
#define REDACT_EXPORT_H

#if defined(_WIN32)
#define REDACT_API __declspec(dllexport)
#else
#define REDACT_API __attribute__((visibility("default")))
#endif

#endif
