#include "web/pool.h"

#include <pthread.h>

struct pool {
    const struct web_config *config;
    pthread_t thread[POOL_THREADS];
    size_t threads;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    struct pool_work *first, **last;
    size_t waiting;
    bool is_stopping;
};

bool reader_open(struct reader *reader, struct error *err)
{
    if (!reader->db)
        reader->db = reader->config->open_reader(reader->config->book, err);
    return reader->db != NULL;
}

void reader_close(struct reader *reader)
{
    db_close(reader->db);
    reader->db = NULL;
}

static void *pool_run(void *context)
{
    struct pool *pool = context;
    struct reader reader = {.config = pool->config};
    pthread_mutex_lock(&pool->lock);
    while (pool->first || !pool->is_stopping) {
        struct pool_work *work = pool->first;
        if (!work) {
            pthread_cond_wait(&pool->wake, &pool->lock);
            continue;
        }
        pool->first = work->next;
        if (!pool->first)
            pool->last = &pool->first;
        pool->waiting--;
        pthread_mutex_unlock(&pool->lock);
        work->run(work, &reader);
        pthread_mutex_lock(&pool->lock);
    }
    pthread_mutex_unlock(&pool->lock);
    reader_close(&reader);
    return NULL;
}

bool pool_start(struct pool **out, struct arena *mem, const struct web_config *config,
                struct error *err)
{
    struct pool *pool = arena_one(mem, struct pool);
    pool->config = config;
    pool->last = &pool->first;
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->wake, NULL);
    *out = pool;
    for (; pool->threads < POOL_THREADS; pool->threads++) {
        if (pthread_create(&pool->thread[pool->threads], NULL, pool_run, pool) != 0) {
            pool_stop(pool);
            return fail(err, ERROR_BROKEN, "", "hệ thống không tạo được luồng xử lý");
        }
    }
    return true;
}

bool pool_add(struct pool *pool, struct pool_work *work)
{
    work->next = NULL;
    pthread_mutex_lock(&pool->lock);
    bool is_taken = !pool->is_stopping && pool->waiting < POOL_QUEUE_MAX;
    if (is_taken) {
        *pool->last = work;
        pool->last = &work->next;
        pool->waiting++;
        pthread_cond_signal(&pool->wake);
    }
    pthread_mutex_unlock(&pool->lock);
    return is_taken;
}

void pool_stop(struct pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    pool->is_stopping = true;
    pthread_cond_broadcast(&pool->wake);
    pthread_mutex_unlock(&pool->lock);
    for (size_t i = 0; i < pool->threads; i++)
        pthread_join(pool->thread[i], NULL);
    pthread_mutex_destroy(&pool->lock);
    pthread_cond_destroy(&pool->wake);
}
