#include "feature/limits.h"

#include <arpa/inet.h>

enum { TAKEN_MAX = 120 };

static const struct limit {
    int64_t window_s;
    int64_t per_client, together; /* within the window; `together` at most TAKEN_MAX */
} limit_of[LIMITED_KINDS] = {
    [LIMITED_DOUBTS] = {3600, 10, TAKEN_MAX},
    [LIMITED_SIGN_INS] = {3600, 40, TAKEN_MAX},
};

/* What was done, the oldest overwritten first: as many as may be done within one window, so that
 * nothing that counts is ever missing. */
struct limits {
    struct arena mem;
    pthread_mutex_t lock;
    struct taken_ring {
        struct taken {
            int64_t at_s;
            uint64_t client;
        } at[TAKEN_MAX];
        size_t count, next;
    } taken[LIMITED_KINDS];
};

struct limits *limits_new(void)
{
    struct arena mem = {0};
    struct limits *limits = arena_one(&mem, struct limits);
    limits->mem = mem;
    pthread_mutex_init(&limits->lock, NULL);
    return limits;
}

void limits_end(struct limits *limits)
{
    struct arena mem = limits->mem;
    pthread_mutex_destroy(&limits->lock);
    arena_end(&mem); /* in which it lies itself */
}

uint64_t limits_client(struct str client)
{
    char name[INET6_ADDRSTRLEN + 1] = "";
    unsigned char bytes[16] = {0};
    uint64_t number = 0;
    if (client.len < sizeof name)
        memcpy(name, client.at ? client.at : "", client.len);
    if (inet_pton(AF_INET6, name, bytes) != 1 && inet_pton(AF_INET, name, bytes + 4) != 1)
        return 0;
    memcpy(&number, bytes, sizeof number);
    return number;
}

/* How many within the window, and when the first of them leaves it. A clock that was put back keeps
 * them in it until it has caught up. */
struct used {
    int64_t count, free_s;
};

static struct used used_by(const struct taken_ring *ring, const uint64_t *client, int64_t from_s)
{
    struct used used = {0, INT64_MAX};
    for (size_t i = 0; i < ring->count; i++) {
        const struct taken *taken = &ring->at[i];
        if (taken->at_s <= from_s || (client && taken->client != *client))
            continue;
        used.count++;
        used.free_s = taken->at_s < used.free_s ? taken->at_s : used.free_s;
    }
    used.free_s -= used.count ? from_s : 0;
    return used;
}

static bool refuse(const struct used *used, const char *who, struct error *err)
{
    return fail(err, ERROR_BUSY, "",
                "%s đã gửi %lld lần trong một giờ qua; xin gửi lại sau %lld phút", who,
                (long long)used->count, (long long)((used->free_s + 59) / 60));
}

static bool ring_take(struct taken_ring *ring, const struct limit *limit, uint64_t client,
                      int64_t now_s, struct error *err)
{
    struct used own = used_by(ring, &client, now_s - limit->window_s);
    struct used all = used_by(ring, NULL, now_s - limit->window_s);
    if (own.count >= limit->per_client)
        return refuse(&own, "địa chỉ mạng của bạn", err);
    if (all.count >= limit->together)
        return refuse(&all, "mọi người", err);
    ring->at[ring->next] = (struct taken){now_s, client};
    ring->next = (ring->next + 1) % TAKEN_MAX;
    ring->count += ring->count < TAKEN_MAX;
    return true;
}

bool limits_take(struct book *book, enum limited what, struct str client, struct error *err)
{
    struct limits *limits = book->limits;
    pthread_mutex_lock(&limits->lock);
    bool is_well = ring_take(&limits->taken[what], &limit_of[what], limits_client(client),
                             book->journal.clock(), err);
    pthread_mutex_unlock(&limits->lock);
    return is_well;
}
