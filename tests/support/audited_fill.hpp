#pragma once

#include "core/rng.hpp"
#include "tests/support/audited_store.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

namespace evenhand::tests {

/// One unit of work: a record made or changed, a fact, or a fact that is also looked at.
inline void do_something(AuditedStore& store, Rng& rng, std::vector<std::string>& worklists)
{
    const auto what = rng.uniform(10);
    if (what == 0 || worklists.empty()) {
        worklists.push_back(store.open_worklist());
    } else if (what < 4) {
        store.give(worklists[rng.uniform(worklists.size())],
                   fmt::format("staff {}", rng.uniform(99)),
                   static_cast<std::int64_t>(rng.uniform(25)));
    } else if (what < 6) {
        store.write([&](storage::UnitOfWork& work) {
            const auto id = AuditedStore::append_visit(work, "seen twice");
            work.log({"visit.viewed", "visit", id, "one of two"});
        });
    } else {
        store.visit(fmt::format("a note of {} words", rng.uniform(1000)));
    }
}

/// `leaves` units of every kind, with a checkpoint now and then: the last falls `tail` leaves
/// before the end.
inline void fill(AuditedStore& store, int leaves, int tail)
{
    auto checkpoints = store.checkpointer();
    if (checkpoints->reason_not_to_start(store.clock.now())) throw std::runtime_error("no start");
    Rng rng(1);
    std::vector<std::string> worklists;
    for (int i = 0; i < leaves; ++i) {
        do_something(store, rng, worklists);
        if ((i % 97 == 96 && i + 1 < leaves - tail) || i + 1 == leaves - tail) {
            if (!checkpoints->sign()) throw std::runtime_error("not signed");
        }
    }
}

} // namespace evenhand::tests
