#pragma once

#include "storage/unit_of_work.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace evenhand::storage {

class AuditLog;
class Database;

/// Makes units of work. The dispatcher, jobs and commands hold one; stores and rules never do.
class Units
{
public:
    virtual ~Units() = default;

    /// Runs `work(UnitOfWork&)` in one transaction and returns what it returns, only after the
    /// commit is durable. On SQLite it runs on the writer thread, so it must not parse, hash or
    /// render: load, decide, save. It may be run again after a conflict, so it must not touch
    /// anything but the unit of work. `purpose` is a literal that the audit leaf keeps. Throws
    /// StorageError; anything that `work` throws rolls back.
    template <class Work>
    auto write(const Actor& actor, std::string_view purpose, Work&& work)
    {
        return collect(std::forward<Work>(work),
                       [&](const Closure& closure) { run_write(actor, purpose, closure); });
    }

    /// The same on a read-only snapshot; append, update, log, send and remember are bugs there.
    template <class Work>
    auto read(const Actor& actor, std::string_view purpose, Work&& work)
    {
        return collect(std::forward<Work>(work),
                       [&](const Closure& closure) { run_read(actor, purpose, closure); });
    }

protected:
    using Closure = std::function<void(UnitOfWork&)>;
    virtual void run_write(const Actor& actor, std::string_view purpose,
                           const Closure& closure) = 0;
    virtual void run_read(const Actor& actor, std::string_view purpose, const Closure& closure) = 0;

private:
    template <class Work, class Run>
    static auto collect(Work&& work, Run&& run)
    {
        using Answer = std::invoke_result_t<Work, UnitOfWork&>;
        if constexpr (std::is_void_v<Answer>) {
            run(Closure{std::ref(work)});
        } else {
            std::optional<Answer> answer;
            run(Closure{[&](UnitOfWork& unit) { answer.emplace(work(unit)); }});
            return *std::move(answer);
        }
    }
};

/// What units of work are made of. All but the version must outlive the Units.
struct UnitsParts
{
    Database& database;
    const TrialClock& clock;
    RandomSource& random;
    const AuditLog& audit;
    std::string protocol_version; ///< the one in force
};

/// Safe from any thread. A journal (design 4: what must survive a refusal) is simply another
/// write() after the first one has refused.
std::unique_ptr<Units> make_units(UnitsParts parts);

} // namespace evenhand::storage
