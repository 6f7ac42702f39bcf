#include "app/store_commands.hpp"

#include "app/audited_tables.hpp"
#include "app/cannot_run.hpp"
#include "app/terminal.hpp"
#include "core/random_source.hpp"
#include "crypto/key_file.hpp"
#include "storage/audit_report.hpp"
#include "storage/audit_verify.hpp"
#include "storage/installation.hpp"
#include "storage/migrations.hpp"

#include <fmt/format.h>

namespace evenhand::app {

namespace store_commands {

/// The parts of a verification, kept alive together.
struct Verification
{
    explicit Verification(const Place& place)
        : protocol(load_protocol(place)), keys(load_keys(place)),
          database(
              storage::Database::open({.url = place.database, .read_only = true, .on_broken = {}})),
          checkpoints(place.checkpoints)
    {
        database->read([&](storage::Connection& sql) {
            if (const auto reason = storage::reason_not_ours(sql, keys, protocol.id))
                throw CannotRun(*reason);
        });
    }

    [[nodiscard]] storage::AuditSubject subject(Progress& progress) const
    {
        storage::AuditSubject made{.database = *database,
                                   .keys = keys,
                                   .origin = audit_origin(protocol),
                                   .checkpoints_file = checkpoints,
                                   .on_progress =
                                       [&progress](const storage::Progress& at) {
                                           progress.show(at.stage, at.done, at.of);
                                       },
                                   .checks = {}};
        return made;
    }

    protocol::Protocol protocol;
    crypto::Keys keys;
    std::unique_ptr<storage::Database> database;
    std::filesystem::path checkpoints;
};

int report(const storage::AuditReport& report, bool json)
{
    print(json ? storage::audit_report_json(report) : storage::audit_report_text(report));
    return storage::audit_exit_code(report);
}

} // namespace store_commands

int init(const Place& place)
{
    const protocol::Protocol protocol = load_protocol(place);
    SystemRandomSource random;
    const Instant now = SystemTrialClock().now();
    const auto keys = crypto::Keys::random(place.mode, now, random);
    std::filesystem::create_directories(place.keys.parent_path());
    if (const auto refused = crypto::write_key_file(place.keys, keys))
        throw CannotRun(refused->sentence);

    storage::migrate(place.database, now, {.if_absent = storage::IfAbsent::create, .on_step = {}});
    const auto database = storage::Database::open({.url = place.database, .on_broken = {}});
    database->write([&](storage::Connection& sql) {
        if (storage::installation_of(sql)) {
            throw CannotRun("this database is already set up; new keys would lock its people out");
        }
        storage::found_installation(sql, keys, protocol.id, now);
        return storage::Database::Ending::commit;
    });
    print(fmt::format("{} is set up for {}.\nKeys: {} (keep a copy elsewhere, never with the "
                      "database's backups)\n",
                      protocol.name, name_of(place.mode), place.keys.string()));
    return 0;
}

int migrate(const Place& place)
{
    const auto applied = storage::migrate(
        place.database, SystemTrialClock().now(),
        {.if_absent = storage::IfAbsent::refuse,
         .on_step = [](std::string_view name) { print(fmt::format("applying {}\n", name)); }});
    print(applied.empty()
              ? "The database is up to date.\n"
              : fmt::format("The database is up to date after {} migrations.\n", applied.size()));
    return 0;
}

int verify_audit(const Place& place, bool json)
{
    Progress progress;
    const store_commands::Verification verification(place);
    const auto report = storage::verify_audit(verification.subject(progress));
    progress.done();
    return store_commands::report(report, json);
}

int verify_all(const Place& place, bool json)
{
    Progress progress;
    const store_commands::Verification verification(place);
    const auto tables = audited_tables();
    const auto report = storage::verify_all(verification.subject(progress), tables);
    progress.done();
    return store_commands::report(report, json);
}

} // namespace evenhand::app
