#pragma once

#include "core/time.hpp"
#include "storage/outbox.hpp"
#include "storage/unit_of_work.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::storage {

/// A piece of due work. Kind and ordinal name it: the same pair is the same job, however often it
/// is scheduled.
struct DueJob
{
    std::string kind;    ///< "messages.send"
    std::string ordinal; ///< "" where there is one of its kind, else an id: orders equal dues
    Instant due;
    std::string detail;        ///< what the handler needs: ids, never personal data
    std::int64_t attempts = 0; ///< how often it was begun, this time included once it is claimed
    std::string last_error;    ///< a code; empty if the last attempt did not fail
};

/// Makes work due, in the transaction of what asks for it. If it is scheduled already it keeps the
/// earlier time and its own detail.
void schedule_job(UnitOfWork& work, const DueJob& job);

/// The first by (due, kind, ordinal), due or not, whoever holds it: what a fill runs next.
std::optional<DueJob> first_job(UnitOfWork& work);

/// The first that is due now and that nobody holds, leased to the holder. Servers that ask at once
/// get different jobs.
std::optional<DueJob> claim_job(UnitOfWork& work, const Lease& lease);

/// The ends of a claimed job. Each does nothing if the lease has gone to another meanwhile.
void finish_job(UnitOfWork& work, const DueJob& job, std::string_view holder);
void reschedule_job(UnitOfWork& work, const DueJob& job, std::string_view holder, Instant again);
/// Put back with a pause that grows with the attempts; `error` is a code.
void fail_job(UnitOfWork& work, const DueJob& job, std::string_view holder, std::string_view error);

/// Up to a hundred jobs whose last attempt failed, most attempts first.
std::vector<DueJob> failing_jobs(UnitOfWork& work);

} // namespace evenhand::storage
