#pragma once

#include "people/staff/account.hpp"
#include "storage/facts.hpp"
#include "storage/unit_of_work.hpp"

#include <string_view>
#include <vector>

namespace evenhand::staff {

/// That somebody was trained.
inline constexpr auto staff_training_table =
    storage::fact_table("staff_training", storage::text("account_id"), storage::text("course"),
                        storage::text("completed_on"), storage::text("valid_until"));

/// What staff were trained for. Every function runs in the caller's unit of work.
class TrainingStore
{
public:
    void record(storage::UnitOfWork& work, AccountId account, const Training& training,
                std::string_view reason) const;
    /// The latest first, at most 100.
    std::vector<Training> of(storage::UnitOfWork& work, AccountId account) const;
};

} // namespace evenhand::staff
