/* First, because OpenSSL's headers use the word `unused`, which base.h makes a macro. */
#include <openssl/evp.h>

#include "base/sha256.h"

#include <assert.h>
#include <pthread.h>

enum { HMAC_BLOCK_BYTES = 64 };

/* Fetching the algorithm and making a context cost more than hashing an entry, so the one is done
 * once per process, the other once per thread. The key's destructor gives a thread's context back.
 */
static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_key_t contexts;
static EVP_MD *algorithm;
static _Thread_local EVP_MD_CTX *thread_context;

static void context_end(void *context)
{
    EVP_MD_CTX_free(context);
}

static void demand(bool is_well)
{
    if (is_well)
        return;
    fputs("doanket: libcrypto cannot compute SHA-256\n", stderr);
    abort();
}

static void algorithm_fetch(void)
{
    algorithm = EVP_MD_fetch(NULL, "SHA256", NULL);
    demand(algorithm && pthread_key_create(&contexts, context_end) == 0);
}

static EVP_MD_CTX *context_begin(void)
{
    if (!thread_context) {
        pthread_once(&once, algorithm_fetch);
        thread_context = EVP_MD_CTX_new();
        demand(thread_context && pthread_setspecific(contexts, thread_context) == 0);
    }
    demand(EVP_DigestInit_ex2(thread_context, algorithm, NULL) == 1);
    return thread_context;
}

static void context_add(EVP_MD_CTX *context, const void *bytes, size_t count)
{
    if (count)
        demand(EVP_DigestUpdate(context, bytes, count) == 1);
}

static struct sha256 context_finish(EVP_MD_CTX *context)
{
    struct sha256 hash;
    demand(EVP_DigestFinal_ex(context, hash.at, NULL) == 1);
    return hash;
}

struct sha256 sha256_of(const struct str *parts, size_t count)
{
    EVP_MD_CTX *context = context_begin();
    for (size_t i = 0; i < count; i++)
        context_add(context, parts[i].at, parts[i].len);
    return context_finish(context);
}

struct sha256 hmac_of(struct str key, const struct str *parts, size_t count)
{
    assert(key.len <= HMAC_BLOCK_BYTES);
    unsigned char inner[HMAC_BLOCK_BYTES], outer[HMAC_BLOCK_BYTES];
    for (size_t i = 0; i < HMAC_BLOCK_BYTES; i++) {
        unsigned char byte = i < key.len ? (unsigned char)key.at[i] : 0;
        inner[i] = byte ^ 0x36;
        outer[i] = byte ^ 0x5c;
    }
    EVP_MD_CTX *context = context_begin();
    context_add(context, inner, sizeof inner);
    for (size_t i = 0; i < count; i++)
        context_add(context, parts[i].at, parts[i].len);
    struct sha256 hash = context_finish(context);
    context = context_begin();
    context_add(context, outer, sizeof outer);
    context_add(context, hash.at, sizeof hash.at);
    hash = context_finish(context);
    explicit_bzero(inner, sizeof inner);
    explicit_bzero(outer, sizeof outer);
    return hash;
}

struct str sha256_hex(struct arena *mem, const struct sha256 *hash)
{
    return hex_of(mem, hash->at, sizeof hash->at);
}

struct str hex_of(struct arena *mem, const void *bytes, size_t count)
{
    static const char digits[] = "0123456789abcdef";
    const unsigned char *from = bytes;
    char *hex = arena_take(mem, count * 2 + 1);
    for (size_t i = 0; i < count; i++) {
        hex[2 * i] = digits[from[i] >> 4];
        hex[2 * i + 1] = digits[from[i] & 15];
    }
    return (struct str){hex, count * 2};
}

static int hex_digit(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

bool hex_read(struct str text, void *bytes, size_t count)
{
    if (text.len != count * 2)
        return false;
    unsigned char *to = bytes;
    for (size_t i = 0; i < count; i++) {
        int high = hex_digit(text.at[2 * i]), low = hex_digit(text.at[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        to[i] = (unsigned char)(high << 4 | low);
    }
    return true;
}
