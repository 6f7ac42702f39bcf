#include "storage/job_store.hpp"

#include "storage/connection.hpp"

#include <tuple>
#include <utility>

namespace evenhand::storage {
namespace job_store {

constexpr Statement insert{
    "job: schedule",
    "INSERT INTO job (kind, ordinal, due, detail, attempts, holder, lease_until, last_error) "
    "VALUES (:kind, :ordinal, :due, :detail, 0, '', 0, '') ON CONFLICT (kind, ordinal) DO UPDATE "
    "SET due = CASE WHEN excluded.due < job.due THEN excluded.due ELSE job.due END"};
constexpr Statement find_first{"job: first",
                               "SELECT kind, ordinal, due, detail, attempts, last_error FROM job "
                               "ORDER BY due, kind, ordinal LIMIT 1"};
constexpr Statement find_due{
    "job: due",
    "SELECT kind, ordinal, due, detail, attempts, last_error FROM job "
    "WHERE due <= :now AND lease_until <= :now ORDER BY due, kind, ordinal LIMIT 1",
    "SELECT kind, ordinal, due, detail, attempts, last_error FROM job "
    "WHERE due <= :now AND lease_until <= :now ORDER BY due, kind, ordinal LIMIT 1 "
    "FOR UPDATE SKIP LOCKED"};
constexpr Statement take{"job: lease",
                         "UPDATE job SET holder = :holder, lease_until = :lease_until, "
                         "attempts = attempts + 1 WHERE kind = :kind AND ordinal = :ordinal"};
// A lease that another has taken over has another holder or more attempts.
constexpr Statement remove{"job: finish",
                           "DELETE FROM job WHERE kind = :kind AND ordinal = :ordinal AND "
                           "holder = :holder AND attempts = :attempts"};
constexpr Statement put_back{
    "job: put back",
    "UPDATE job SET due = :due, lease_until = 0, attempts = :attempts_now, last_error = :error "
    "WHERE kind = :kind AND ordinal = :ordinal AND holder = :holder AND attempts = :attempts"};
constexpr Statement find_failing{
    "job: failing", "SELECT kind, ordinal, due, detail, attempts, last_error FROM job "
                    "WHERE last_error <> '' ORDER BY attempts DESC, kind, ordinal LIMIT 100"};

using Row =
    std::tuple<std::string, std::string, std::int64_t, std::string, std::int64_t, std::string>;

DueJob job_of(Row row)
{
    auto& [kind, ordinal, due, detail, attempts, error] = row;
    return {std::move(kind),   std::move(ordinal), Instant::from_micros(due),
            std::move(detail), attempts,           std::move(error)};
}

std::vector<DueJob> find(UnitOfWork& work, const Statement& statement, const Binds& binds)
{
    std::vector<DueJob> jobs;
    for (auto& row :
         work.sql()
             .rows<std::string, std::string, std::int64_t, std::string, std::int64_t, std::string>(
                 statement, binds)) {
        jobs.push_back(job_of(std::move(row)));
    }
    return jobs;
}

/// What a job that is put back is to look like.
struct Next
{
    Instant due;
    std::int64_t attempts;
    std::string_view error;
};

void put(UnitOfWork& work, const DueJob& job, std::string_view holder, const Next& next)
{
    work.sql().execute(put_back, {{"due", next.due.micros()},
                                  {"attempts_now", next.attempts},
                                  {"error", next.error},
                                  {"kind", job.kind},
                                  {"ordinal", job.ordinal},
                                  {"holder", holder},
                                  {"attempts", job.attempts}});
}

} // namespace job_store

void schedule_job(UnitOfWork& work, const DueJob& job)
{
    work.sql().execute(job_store::insert, {{"kind", job.kind},
                                           {"ordinal", job.ordinal},
                                           {"due", job.due.micros()},
                                           {"detail", job.detail}});
}

std::optional<DueJob> first_job(UnitOfWork& work)
{
    auto found = job_store::find(work, job_store::find_first, {});
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

std::optional<DueJob> claim_job(UnitOfWork& work, const Lease& lease)
{
    auto found = job_store::find(work, job_store::find_due, {{"now", work.now().micros()}});
    if (found.empty()) return std::nullopt;
    auto job = std::move(found.front());
    work.sql().execute(job_store::take, {{"holder", lease.holder},
                                         {"lease_until", (work.now() + lease.length).micros()},
                                         {"kind", job.kind},
                                         {"ordinal", job.ordinal}});
    ++job.attempts;
    return job;
}

void finish_job(UnitOfWork& work, const DueJob& job, std::string_view holder)
{
    work.sql().execute(job_store::remove, {{"kind", job.kind},
                                           {"ordinal", job.ordinal},
                                           {"holder", holder},
                                           {"attempts", job.attempts}});
}

void reschedule_job(UnitOfWork& work, const DueJob& job, std::string_view holder, Instant again)
{
    job_store::put(work, job, holder, {again, 0, ""});
}

void fail_job(UnitOfWork& work, const DueJob& job, std::string_view holder, std::string_view error)
{
    job_store::put(work, job, holder,
                   {work.now() + pause_after(job.attempts), job.attempts, error});
}

std::vector<DueJob> failing_jobs(UnitOfWork& work)
{
    return job_store::find(work, job_store::find_failing, {});
}

} // namespace evenhand::storage
