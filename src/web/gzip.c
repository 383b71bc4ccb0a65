#include "web/gzip.h"

#define ZLIB_CONST
#include <zlib.h>

enum { LEVEL = 6, WINDOW_BITS = 15, GZIP_FORMAT = 16, MEMORY_LEVEL = 8 };

bool gzip_bytes(struct arena *mem, struct str bytes, struct str *gzipped)
{
    if (bytes.len < GZIP_MIN_BYTES || bytes.len > UINT32_MAX / 2)
        return false;
    z_stream stream = {0};
    if (deflateInit2(&stream, LEVEL, Z_DEFLATED, WINDOW_BITS + GZIP_FORMAT, MEMORY_LEVEL,
                     Z_DEFAULT_STRATEGY) != Z_OK)
        return false;
    unsigned char *out = arena_take(mem, bytes.len);
    stream.next_in = (const unsigned char *)bytes.at;
    stream.avail_in = (unsigned)bytes.len;
    stream.next_out = out;
    stream.avail_out = (unsigned)bytes.len;
    bool is_smaller = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    *gzipped = (struct str){(const char *)out, stream.total_out};
    deflateEnd(&stream);
    return is_smaller;
}
