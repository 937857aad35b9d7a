/* Parallel regions among workers in a shared WebAssembly memory.
 *
 * A region is published by one store of the queue word and one step of the generation counter.
 * Workers spin on that counter for a while and then sleep on it (memory.atomic.wait32). Everyone
 * claims items from the queue word by compare-and-swap, so that a claim holds for exactly the
 * region it was made in: whoever holds an item keeps its region open, because the caller returns
 * only when all items are done. A worker that comes late finds an empty queue, or the next region,
 * and both are right.
 *
 * A worker that dies with an item leaves the region open for ever. The caller notices that nothing
 * has been finished for a long time, or that a worker reported a trap, and traps itself: whoever
 * called into the module catches that and forsakes module and memory. */
#include "threads/threads.h"

#if LA_THREADS_FUTEX
#include <stdatomic.h>

#include "threads/futex.h"

/* Milliseconds of a clock that never goes back; given by whoever instantiates the module. */
__attribute__((import_module("env"), import_name("now"))) extern double la_futex_now(void);

enum {
    CHECKS_PER_CLOCK = 128, /* loads between two looks at the clock */
    CALLER_SPIN_US = 200,   /* how long the caller spins before it sleeps for the last items */
    CALLER_SLEEP_MS = 20,   /* and how long it sleeps before it looks whether anybody works */
    PATIENCE_OF_ITEMS = 20, /* patience in terms of the longest item the caller has seen */
};

/* JavaScript reads and sets these by their place. */
_Static_assert(offsetof(la_futex_state, sleepers) == 48 * 4, "see _pool.js");
_Static_assert(offsetof(la_futex_state, patience_ms) == 55 * 4, "see _pool.js");

static la_futex_state state = {.spin_us = 250, .patience_ms = 10000};

/* The open region. Written before the queue, read after a claim. */
static struct {
    la_task_fn task;
    void *context;
    uint32_t nitems;
} region;

la_futex_state *la_futex_get_state(void)
{
    return &state;
}

/* An item of the open region, or -1 where there is none for this thread. */
static ptrdiff_t claim(int thread)
{
    uint64_t queue = atomic_load(&state.queue);
    do {
        if ((uint32_t)queue == 0 || (queue >> 32) <= (uint64_t)thread) return -1;
    } while (!atomic_compare_exchange_weak(&state.queue, &queue, queue - 1));
    return (ptrdiff_t)(region.nitems - (uint32_t)queue);
}

static void finish_item(void)
{
    uint32_t nitems = region.nitems; /* the region may be gone after the addition */
    if (atomic_fetch_add(&state.done, 1) + 1 == nitems && atomic_load(&state.caller_sleeps)) {
        __builtin_wasm_memory_atomic_notify((int *)&state.done, 1);
    }
}

/* Waits until the generation is no longer `seen`. */
static void await_generation(uint32_t seen)
{
    double until = la_futex_now() + state.spin_us * 1e-3;
    do {
        for (int i = 0; i < CHECKS_PER_CLOCK; i++) {
            if (atomic_load(&state.generation) != seen) return;
        }
    } while (la_futex_now() < until);

    atomic_fetch_add(&state.sleepers, 1);
    while (atomic_load(&state.generation) == seen) {
        __builtin_wasm_memory_atomic_wait32((int *)&state.generation, (int)seen, -1);
    }
    atomic_fetch_sub(&state.sleepers, 1);
}

void la_futex_work(int thread)
{
    atomic_fetch_add(&state.alive, 1);
    for (;;) {
        uint32_t seen = atomic_load(&state.generation);
        if (atomic_load(&state.stopping)) break;
        ptrdiff_t item;
        while ((item = claim(thread)) >= 0) {
            region.task(region.context, item, thread);
            finish_item();
        }
        await_generation(seen);
    }
    atomic_fetch_sub(&state.alive, 1);
}

void la_futex_wake(void)
{
    atomic_fetch_add(&state.generation, 1);
    if (atomic_load(&state.sleepers) > 0) {
        __builtin_wasm_memory_atomic_notify((int *)&state.generation, -1);
    }
}

void la_futex_stop(void)
{
    atomic_store(&state.stopping, 1);
    la_futex_wake();
}

/* --- the caller's watch over the others --------------------------------------------------------
 */

static struct {
    uint32_t done;   /* items finished when last looked */
    double patience; /* milliseconds */
    double give_up;  /* when patience ends */
} watch;

static void watch_from(double now, double longest_item)
{
    double patience = longest_item * PATIENCE_OF_ITEMS;
    watch.patience = patience > state.patience_ms ? patience : state.patience_ms;
    watch.done = atomic_load(&state.done);
    watch.give_up = now + watch.patience;
}

/* Gives the region up where nothing has been finished for too long. */
static void watch_at(double now)
{
    uint32_t done = atomic_load(&state.done);
    if (done != watch.done) {
        watch.done = done;
        watch.give_up = now + watch.patience;
    } else if (now > watch.give_up) {
        atomic_store(&state.broken, 1);
    }
    if (atomic_load(&state.broken)) __builtin_trap();
}

/* The caller's stack lies below the heap, the workers' in it. */
extern unsigned char __heap_base;

static bool on_callers_stack(void)
{
    return (uintptr_t)__builtin_frame_address(0) < (uintptr_t)&__heap_base;
}

void la_futex_pause(void)
{
    for (int i = 0; i < CHECKS_PER_CLOCK; i++) {
        if (atomic_load(&state.broken)) __builtin_trap();
    }
    if (on_callers_stack()) watch_at(la_futex_now());
}

static void call(void (*function)(void *), void *context)
{
    if (function != NULL) function(context);
}

static void await_items(uint32_t nitems, const la_aside *aside, void *context)
{
    double spin_until = la_futex_now() + CALLER_SPIN_US * 1e-3;
    for (;;) {
        for (int i = 0; i < CHECKS_PER_CLOCK; i++) {
            if (atomic_load(&state.done) == nitems) return;
        }
        call(aside->between, context);
        double now = la_futex_now();
        watch_at(now);
        if (!state.caller_may_sleep || now < spin_until) continue;
        atomic_store(&state.caller_sleeps, 1);
        uint32_t done = atomic_load(&state.done);
        if (done != nitems) {
            __builtin_wasm_memory_atomic_wait32((int *)&state.done, (int)done,
                                                CALLER_SLEEP_MS * 1000000LL);
        }
        atomic_store(&state.caller_sleeps, 0);
    }
}

void la_parallel(la_task_fn task, void *context, ptrdiff_t nitems, int num_threads)
{
    const la_aside no_aside = {NULL, NULL};
    la_futex_parallel(task, context, nitems, num_threads, &no_aside);
}

void la_futex_parallel(la_task_fn task, void *context, ptrdiff_t nitems, int num_threads,
                       const la_aside *aside)
{
    if (num_threads <= 1 || nitems <= 1 || atomic_load(&state.alive) == 0) {
        call(aside->before, context);
        for (ptrdiff_t i = 0; i < nitems; i++) {
            task(context, i, 0);
            call(aside->between, context);
        }
        return;
    }
    region.task = task;
    region.context = context;
    region.nitems = (uint32_t)nitems; /* fits: a memory of 2^32 bytes has fewer items */
    atomic_store(&state.done, 0);
    atomic_store(&state.queue, (uint64_t)num_threads << 32 | (uint32_t)nitems);
    la_futex_wake();
    call(aside->before, context);
    double began = la_futex_now(), longest = 0;
    watch_from(began, 0);

    ptrdiff_t item;
    while ((item = claim(0)) >= 0) {
        task(context, item, 0);
        atomic_fetch_add(&state.done, 1);
        double ended = la_futex_now();
        if (ended - began > longest) longest = ended - began;
        call(aside->between, context);
        began = ended;
        watch_from(ended, longest);
    }
    await_items((uint32_t)nitems, aside, context);
    call(aside->between, context);
}
#else
typedef int la_nothing_here;
#endif
