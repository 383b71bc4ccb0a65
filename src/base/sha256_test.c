#include "base/testing.h"

#include "base/sha256.h"

#include <pthread.h>

static void expect_hash(struct str text, const char *hex)
{
    auto_arena mem = {0};
    struct sha256 hash = sha256_of(&text, 1);
    assert_str(sha256_hex(&mem, &hash), hex);
}

/* Vectors of FIPS 180-2, appendix B. */
static void known_texts_have_their_known_hashes(void **state)
{
    (void)state;
    expect_hash(S(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    expect_hash(S("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    expect_hash(S("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    expect_hash(STR_NONE, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

static void parts_hash_like_the_whole(void **state)
{
    (void)state;
    const struct str whole = S("abc"), parts[] = {S("a"), STR_NONE, S("bc")};
    struct sha256 of_whole = sha256_of(&whole, 1), of_parts = sha256_of(parts, 3);
    assert_memory_equal(of_whole.at, of_parts.at, SHA256_BYTES);
    struct sha256 of_nothing = sha256_of(NULL, 0), of_empty = sha256_of(&S(""), 1);
    assert_memory_equal(of_nothing.at, of_empty.at, SHA256_BYTES);
}

/* RFC 4231, test cases 1, 2 and 3. */
static void hmac_gives_the_vectors_of_rfc_4231(void **state)
{
    (void)state;
    auto_arena mem = {0};
    char key[20], data[50];
    memset(key, 0x0b, sizeof key);
    struct sha256 hash = hmac_of((struct str){key, 20}, &S("Hi There"), 1);
    assert_str(sha256_hex(&mem, &hash),
               "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    const struct str parts[] = {S("what do ya want "), S("for nothing?")};
    hash = hmac_of(S("Jefe"), parts, 2);
    assert_str(sha256_hex(&mem, &hash),
               "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    memset(key, 0xaa, sizeof key);
    memset(data, 0xdd, sizeof data);
    hash = hmac_of((struct str){key, 20}, &(struct str){data, 50}, 1);
    assert_str(sha256_hex(&mem, &hash),
               "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
}

static void *hash_many(void *expected)
{
    for (int i = 0; i < 2000; i++) {
        struct sha256 hash = sha256_of(&S("abc"), 1);
        if (memcmp(hash.at, expected, SHA256_BYTES) != 0)
            return expected;
    }
    return NULL;
}

static void threads_hash_side_by_side(void **state)
{
    (void)state;
    struct sha256 expected = sha256_of(&S("abc"), 1);
    pthread_t threads[4];
    for (size_t i = 0; i < COUNT_OF(threads); i++)
        assert_int_equal(pthread_create(&threads[i], NULL, hash_many, expected.at), 0);
    for (size_t i = 0; i < COUNT_OF(threads); i++) {
        void *wrong;
        assert_int_equal(pthread_join(threads[i], &wrong), 0);
        assert_null(wrong);
    }
}

static void hex_is_read_back_and_nothing_else_is(void **state)
{
    (void)state;
    auto_arena mem = {0};
    unsigned char bytes[3];
    assert_str(hex_of(&mem, "\x00\xfe\x1b", 3), "00fe1b");
    assert_true(hex_read(S("00fe1b"), bytes, 3));
    assert_memory_equal(bytes, "\x00\xfe\x1b", 3);
    assert_false(hex_read(S("00FE1B"), bytes, 3));
    assert_false(hex_read(S("00fe1"), bytes, 3));
    assert_false(hex_read(S("00fe1b00"), bytes, 3));
    assert_false(hex_read(S("00fg1b"), bytes, 3));
    assert_true(hex_read(S(""), bytes, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_texts_have_their_known_hashes),
        cmocka_unit_test(parts_hash_like_the_whole),
        cmocka_unit_test(hmac_gives_the_vectors_of_rfc_4231),
        cmocka_unit_test(threads_hash_side_by_side),
        cmocka_unit_test(hex_is_read_back_and_nothing_else_is),
    };
    return tests_run(tests);
}
