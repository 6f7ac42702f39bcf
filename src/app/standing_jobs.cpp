#include "app/standing_jobs.hpp"

#include "app/open_randomisation.hpp"
#include "core/london_time.hpp"
#include "oversight/targets/figures_store.hpp"
#include "storage/job_store.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <utility>

namespace evenhand::app {

namespace standing_jobs {

using namespace std::chrono_literals;

const storage::Actor& actor()
{
    static const storage::Actor jobs{.kind = storage::ActorKind::job, .id = "jobs", .role = ""};
    return jobs;
}

std::optional<Instant> purge(House& house, storage::Units& units, const storage::DueJob& job)
{
    units.write(actor(), "purge what has expired", [&](storage::UnitOfWork& work) {
        house.sessions.purge(work);
        house.staff.sign_ins.purge(work, house.staff.clock.now());
        house.drafts.purge(work);
    });
    return job.due + 1h;
}

/// Until nothing is due: a batch is small, so that a lease is not outlived.
std::optional<Instant> send(const House& house, storage::Units& units, const storage::DueJob& job)
{
    while (house.sender) {
        const auto tally = house.sender->send_due(units);
        if (tally.sent + tally.dropped == 0) break;
    }
    return job.due + 1min;
}

std::optional<Instant> freeze(House& house, storage::Units& units, const storage::DueJob& job)
{
    targets::freeze_month(units, actor(), house.protocol, {house.tallies, house.baselines},
                          reports::last_closed(job.due));
    return reports::Month::of(london_date(job.due)).next().begins() + 30min;
}

std::optional<Instant> open(House& house, const storage::DueJob& job)
{
    return open_randomisation(house) ? std::nullopt : std::optional(job.due + 10s);
}

} // namespace standing_jobs

void add_standing_jobs(storage::JobRunner& jobs, House& house,
                       std::function<void(std::string_view)> fatal)
{
    using storage::DueJob;
    using storage::Units;
    jobs.add(
        std::string(checkpoint_job),
        [&house, fatal = std::move(fatal)](Units&, const DueJob& job) -> std::optional<Instant> {
            const auto head = house.checkpointer.sign();
            if (!head) fatal(head.error());
            return job.due + std::chrono::minutes(1);
        });
    jobs.add(std::string(purge_job), [&house](Units& units, const DueJob& job) {
        return standing_jobs::purge(house, units, job);
    });
    jobs.add(std::string(message_job), [&house](Units& units, const DueJob& job) {
        return standing_jobs::send(house, units, job);
    });
    jobs.add(std::string(open_job),
             [&house](Units&, const DueJob& job) { return standing_jobs::open(house, job); });
    jobs.add(std::string(freeze_job), [&house](Units& units, const DueJob& job) {
        return standing_jobs::freeze(house, units, job);
    });
}

void schedule_standing_jobs(House& house, std::initializer_list<std::string_view> kinds)
{
    house.units->write(standing_jobs::actor(), "schedule standing jobs",
                       [&](storage::UnitOfWork& work) {
                           for (const std::string_view kind : kinds) {
                               storage::schedule_job(work, {.kind = std::string(kind),
                                                            .ordinal = {},
                                                            .due = work.now(),
                                                            .detail = {},
                                                            .attempts = 0,
                                                            .last_error = {}});
                           }
                       });
}

} // namespace evenhand::app
