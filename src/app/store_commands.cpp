#include "app/store_commands.hpp"

#include "app/audited_tables.hpp"
#include "app/cannot_run.hpp"
#include "app/reference_data.hpp"
#include "app/terminal.hpp"
#include "app/verify_store.hpp"
#include "core/check.hpp"
#include "core/random_source.hpp"
#include "crypto/key_file.hpp"
#include "storage/audit_checkpoints.hpp"
#include "storage/audit_proof.hpp"
#include "storage/audit_report.hpp"
#include "storage/audit_verify.hpp"
#include "storage/backup.hpp"
#include "storage/errors.hpp"
#include "storage/installation.hpp"
#include "storage/migrations.hpp"
#include "storage/rebuild.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <optional>
#include <string_view>
#include <system_error>
#include <vector>

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
        return {.database = *database,
                .keys = keys,
                .origin = audit_origin(protocol),
                .checkpoints_file = checkpoints,
                .on_progress =
                    [&progress](const storage::Progress& at) {
                        progress.show(at.stage, at.done, at.of);
                    },
                .checks = {}};
    }

    protocol::Protocol protocol;
    crypto::Keys keys;
    std::unique_ptr<storage::Database> database;
    std::filesystem::path checkpoints;
};

/// What `init` makes. Unless it is done, this takes away what would stand in the way of the next
/// try: a store that was not there before, and its keys.
class Founding
{
public:
    explicit Founding(const Place& place)
        : place_(place), new_store_(place.database.engine == storage::Engine::sqlite &&
                                    !std::filesystem::exists(place.database.target))
    {
    }
    ~Founding()
    {
        if (done_) return;
        std::error_code ignored;
        for (const auto& file : written_)
            std::filesystem::remove(file, ignored);
        if (new_store_) storage::discard_new_store(place_.database);
    }
    Founding(const Founding&) = delete;
    Founding& operator=(const Founding&) = delete;

    void write(const std::filesystem::path& file, const crypto::Keys& keys)
    {
        if (const auto refused = crypto::write_key_file(file, keys))
            throw CannotRun(refused->sentence);
        written_.push_back(file);
    }
    void done() { done_ = true; }

private:
    const Place& place_;
    bool new_store_;
    std::vector<std::filesystem::path> written_;
    bool done_ = false;
};

std::string_view sentence(storage::ProofRefusal refusal)
{
    switch (refusal) {
    case storage::ProofRefusal::no_such_leaf:
        return "the audit log has no leaf of that number";
    case storage::ProofRefusal::not_signed_yet:
        return "no checkpoint covers that leaf yet; a running server signs one each minute";
    case storage::ProofRefusal::log_damaged:
        return "the audit log does not add up to its checkpoint: run `evenhand verify audit`";
    }
    CHECK(false);
}

int report(const storage::AuditReport& report, bool json)
{
    print(json ? storage::audit_report_json(report) : storage::audit_report_text(report));
    return storage::audit_exit_code(report);
}

} // namespace store_commands

void found_store(const Place& place, const protocol::Protocol& protocol,
                 const crypto::KeyRings& keys, Instant now)
{
    for (const auto& file : {place.keys, place.allocator_keys}) {
        if (std::filesystem::exists(file)) {
            throw CannotRun(
                fmt::format("{} is already there; keys are never overwritten", file.string()));
        }
        std::filesystem::create_directories(file.parent_path());
    }
    store_commands::Founding founding(place);
    storage::migrate(place.database, now, {.if_absent = storage::IfAbsent::create, .on_step = {}});
    const auto database = storage::Database::open({.url = place.database, .on_broken = {}});
    database->read([](storage::Connection& sql) {
        if (storage::installation_of(sql)) {
            throw CannotRun("this database is already set up; new keys would lock its people out");
        }
    });
    // As late as can be, but before the database binds itself to them: a database without its keys
    // would be lost.
    founding.write(place.keys, keys.server);
    founding.write(place.allocator_keys, keys.allocator);
    const auto failed = storage::bind_installation(*database, keys, protocol.id, now);
    // Where nobody can tell whether it was bound the keys are kept: without them it would be lost.
    if (!failed || failed->failure() == storage::Failure::outcome_unknown) founding.done();
    if (failed) throw storage::StorageError(*failed);
}

int init(const Place& place)
{
    const protocol::Protocol protocol = load_protocol(place);
    SystemRandomSource random;
    const Instant now = SystemTrialClock().now();
    const auto server = crypto::Keys::random(place.mode, now, random);
    const auto allocator =
        crypto::Keys::random(place.mode, now, random, crypto::KeyRing::allocator);
    found_store(place, protocol, {server, allocator}, now);
    print(fmt::format("{} is set up for {}.\nKeys: {}\nKeys of the allocator: {}\n(keep a copy of "
                      "each elsewhere: apart from each other, and never with the database's "
                      "backups)\n",
                      protocol.name, name_of(place.mode), place.keys.string(),
                      place.allocator_keys.string()));
    return 0;
}

int divide_keys(const Place& place)
{
    if (const auto refused = crypto::divide_key_file(place.keys, place.allocator_keys, place.mode))
        throw CannotRun(refused->sentence);
    print(fmt::format("{} holds the allocator's key now, and {} does not any more. Destroy every "
                      "copy of the old one.\n",
                      place.allocator_keys.string(), place.keys.string()));
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
    const auto report = verify_store(verification.subject(progress), verification.protocol);
    progress.done();
    return store_commands::report(report, json);
}

int audit_proof(const Place& place, std::uint64_t leaf)
{
    const store_commands::Verification verification(place);
    const auto log =
        storage::checkpoint_verifier(verification.keys, audit_origin(verification.protocol));
    std::optional<storage::ProofRefusal> refused;
    verification.database->read([&](storage::Connection& sql) {
        const auto proof = storage::audit_proof(sql, log, leaf);
        if (proof) print(*proof);
        if (!proof) refused = proof.error();
    });
    if (!refused) return 0;
    throw CannotRun(std::string(store_commands::sentence(*refused)));
}

int backup(const Place& place, const std::string& file)
{
    Progress progress;
    const auto done =
        storage::back_up(place.database, file, SystemTrialClock().now(), [&](double far) {
            progress.show("copied, per cent", static_cast<std::uint64_t>(far * 100), 100);
        });
    progress.done();
    if (!done) throw CannotRun(done.error());
    print(fmt::format("{} holds {} tables, {} audit leaves and {} bytes; SHA-256 {}\n", file,
                      done->tables.size(), done->leaves, done->file_bytes, done->file_sha256));
    return 0;
}

int restore(const Place& place, const std::string& file)
{
    Progress progress;
    const auto done = storage::restore(file, place.database, [&](double far) {
        progress.show("restored, per cent", static_cast<std::uint64_t>(far * 100), 100);
    });
    progress.done();
    if (!done) throw CannotRun(done.error());
    print(fmt::format("Restored {} tables and {} audit leaves, each equal to the backup. Now run "
                      "`evenhand verify all`.\n",
                      done->tables.size(), done->leaves));
    return 0;
}

int rebuild(const Place& place, bool only_compare)
{
    const auto database = storage::Database::open({.url = place.database, .on_broken = {}});
    const auto protocol = load_protocol(place);
    const auto holidays = load_bank_holidays(home() / bank_holidays_file);
    const auto found =
        storage::rebuild(*database, derived_tables(protocol.contact_rules, holidays),
                         only_compare ? storage::Rebuild::compare : storage::Rebuild::refill);
    bool all_equal = true;
    for (const storage::RebuildFinding& table : found) {
        all_equal = all_equal && table.equal;
        print(fmt::format("{}: {} rows, {}\n", table.table, table.rows,
                          table.equal    ? "as the facts give"
                          : only_compare ? "NOT as the facts give"
                                         : "differed, and was refilled from the facts"));
    }
    return all_equal || !only_compare ? 0 : 1;
}

} // namespace evenhand::app
