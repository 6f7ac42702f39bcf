#pragma once

#include "evidence/reports/month.hpp"
#include "storage/table.hpp"
#include "storage/unit_of_work.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::reports {

/// The audited tables of this room, for `verify all`.
std::span<const storage::Table* const> audited_tables();

/// Which figures are frozen.
enum class Kind { flow, recruitment };
std::string_view name_of(Kind kind);

struct Frozen
{
    Month month;
    Instant frozen_at;
    std::string figures;
};

/// Figures of closed months, as known when they were frozen. Every function runs in the caller's
/// unit of work.
class FrozenStore
{
public:
    /// Keeps the figures of a month; does nothing if it was frozen before.
    static void freeze(storage::UnitOfWork& work, Kind kind, Month month, std::string_view figures);
    static std::optional<Frozen> find(storage::UnitOfWork& work, Kind kind, Month month);
    /// The months that are frozen, the latest first; at most ten years of them.
    static std::vector<Month> months(storage::UnitOfWork& work, Kind kind);
};

} // namespace evenhand::reports
