/* The vocabulary that every file speaks: attributes, and the functions nobody may call.
 * The only short names in this code are: db err mem req out len count i. */
#ifndef BASE_BASE_H
#define BASE_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define must_check                        __attribute__((warn_unused_result))
#define printf_like(format_at, values_at) __attribute__((format(printf, format_at, values_at)))
#define unused                            __attribute__((unused))
#define COUNT_OF(array)                   (sizeof(array) / sizeof((array)[0]))

/* AddressSanitizer maps terabytes and tells what it finds on standard error: limits make room. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define IS_SANITIZED true
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define IS_SANITIZED true
#endif
#ifndef IS_SANITIZED
#define IS_SANITIZED false
#endif

/* Unbounded, locale-bound or thread-unsafe calls do not compile; the right word stands in the
 * message. (Git's banned.h showed that forty lines do what a tool would.) */
#define BANNED(instead) banned_##instead()
#undef strcpy
#define strcpy(to, from) BANNED(use_struct_str)
#undef strcat
#define strcat(to, from) BANNED(use_struct_text)
#undef strncpy
#define strncpy(to, from, n) BANNED(use_struct_str)
#undef strncat
#define strncat(to, from, n) BANNED(use_struct_text)
#undef sprintf
#define sprintf(...) BANNED(use_text_format)
#undef vsprintf
#define vsprintf(...) BANNED(use_text_format)
#undef strtok
#define strtok(text, by) BANNED(use_str_cut)
#undef atoi
#define atoi(text) BANNED(use_str_to_int)
#undef atol
#define atol(text) BANNED(use_str_to_int)
#undef atof
#define atof(text) BANNED(use_integers)
#undef localtime
#define localtime(at) BANNED(use_struct_day)
#undef gmtime
#define gmtime(at) BANNED(use_struct_day)
#undef asctime
#define asctime(at) BANNED(use_struct_day)
#undef ctime
#define ctime(at) BANNED(use_struct_day)
#undef rand
#define rand() BANNED(use_random_bytes)
#undef srand
#define srand(seed) BANNED(use_random_bytes)

#endif
