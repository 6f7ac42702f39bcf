#include "storage/installation.hpp"

#include "core/check.hpp"
#include "storage/connection.hpp"
#include "storage/database.hpp"

#include <fmt/format.h>

#include <map>

namespace evenhand::storage {

namespace installation {

constexpr Statement add{"installation.add",
                        "INSERT INTO installation (only_row, mode, trial, made_at) "
                        "VALUES (1, :mode, :trial, :made_at)"};
constexpr Statement add_fingerprint{
    "installation.add_fingerprint",
    "INSERT INTO key_fingerprint (purpose, fingerprint) VALUES (:purpose, :fingerprint)"};
constexpr Statement find{"installation.find", "SELECT mode, trial, made_at FROM installation"};
constexpr Statement fingerprints{"installation.fingerprints",
                                 "SELECT purpose, fingerprint FROM key_fingerprint"};

} // namespace installation

void found_installation(Connection& sql, const crypto::KeyRings& keys, std::string_view trial,
                        Instant now)
{
    CHECK(!installation_of(sql));
    CHECK(keys.server.mode() == keys.allocator.mode());
    sql.execute(
        installation::add,
        {{"mode", name_of(keys.server.mode())}, {"trial", trial}, {"made_at", now.micros()}});
    for (const crypto::Keys* ring : {&keys.server, &keys.allocator}) {
        for (const crypto::KeyPurpose purpose : purposes_of(ring->ring())) {
            sql.execute(
                installation::add_fingerprint,
                {{"purpose", name_of(purpose)}, {"fingerprint", ring->fingerprint(purpose)}});
        }
    }
}

std::optional<StorageError> bind_installation(Database& database, const crypto::KeyRings& keys,
                                              std::string_view trial, Instant now)
{
    try {
        database.write([&](Connection& sql) {
            found_installation(sql, keys, trial, now);
            return Database::Ending::commit;
        });
    } catch (const StorageError& error) {
        return error;
    }
    return std::nullopt;
}

std::optional<Installation> installation_of(Connection& sql)
{
    const auto row = sql.row<std::string, std::string, std::int64_t>(installation::find);
    if (!row) return std::nullopt;
    const auto& [mode_name, trial, made] = *row;
    const auto mode = crypto::mode_named(mode_name);
    CHECK(mode.has_value());
    return Installation{.mode = *mode, .trial = trial, .made = Instant::from_micros(made)};
}

std::optional<std::string> reason_not_ours(Connection& sql, const crypto::Keys& keys,
                                           std::string_view trial)
{
    const auto ours = installation_of(sql);
    if (!ours) return "this database was never set up: run `evenhand init` first";
    if (ours->trial != trial) {
        return fmt::format("this database is of the trial \"{}\", and the protocol is of \"{}\"",
                           ours->trial, trial);
    }
    if (ours->mode != keys.mode()) {
        return fmt::format("this database is for {} and the keys are for {}", name_of(ours->mode),
                           name_of(keys.mode()));
    }
    std::map<std::string, std::string, std::less<>> kept;
    for (auto& [purpose, fingerprint] :
         sql.rows<std::string, std::string>(installation::fingerprints)) {
        kept.emplace(std::move(purpose), std::move(fingerprint));
    }
    for (const crypto::KeyPurpose purpose : purposes_of(keys.ring())) {
        const auto found = kept.find(name_of(purpose));
        if (found == kept.end() || found->second != keys.fingerprint(purpose)) {
            return fmt::format("the keys file is not the one that this database was set up with "
                               "(its {} key differs)",
                               name_of(purpose));
        }
    }
    return std::nullopt;
}

} // namespace evenhand::storage
