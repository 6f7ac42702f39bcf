#pragma once

// What a forger can do to an audited store with SQL alone, as a list of named forgeries, each with
// what verification must say of it.

#include "core/rng.hpp"
#include "storage/audit_leaf.hpp"
#include "storage/audit_store.hpp"
#include "tests/audit/forger.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace evenhand::tests {

/// The log as it stands, read once, so that a forgery can be planned and its traces foretold.
struct Spoils
{
    std::vector<storage::StoredLeaf> rows;
    std::vector<storage::Leaf> leaves;
    std::vector<storage::PlacedOpening> openings;
    std::vector<storage::StoredCheckpoint> checkpoints;
    std::map<std::string, std::uint64_t> last_leaf; ///< of each row's key, that wrote it
    std::vector<std::string> visits;
    std::vector<std::string> worklists;

    [[nodiscard]] std::uint64_t size() const { return rows.size(); }
    /// Leaves that a checkpoint covers.
    [[nodiscard]] std::uint64_t signed_size() const
    {
        return static_cast<std::uint64_t>(checkpoints.back().size);
    }
    /// The largest signed size that leaf `index` is not part of.
    [[nodiscard]] std::uint64_t signed_before(std::uint64_t index) const
    {
        std::uint64_t size = 0;
        for (const auto& checkpoint : checkpoints) {
            const auto here = static_cast<std::uint64_t>(checkpoint.size);
            if (here <= index) size = here;
        }
        return size;
    }
};

Spoils read_spoils(storage::Connection& sql);

/// What must be reported.
struct Traces
{
    std::optional<std::uint64_t> first_leaf; ///< the first bad leaf; empty: no leaf is to blame
};

struct Forgery
{
    const char* name;
    std::function<Traces(Forger&, const Spoils&, Rng&)> commit;
};

const std::vector<Forgery>& forgeries();

/// One leaf changed so that it still reads and hashes, and every leaf up to `to` chained anew;
/// with `fit_head`, the head as well.
struct Rewrite
{
    std::uint64_t from = 0;
    std::uint64_t to = 0;
    bool fit_head = false;
};
void rewrite(Forger& forger, const Spoils& spoils, const Rewrite& rewrite,
             const std::function<void(storage::Leaf&)>& change);

} // namespace evenhand::tests
