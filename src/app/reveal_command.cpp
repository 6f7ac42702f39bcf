#include "app/reveal_command.hpp"

#include "app/allocator_wiring.hpp"
#include "app/cannot_run.hpp"
#include "app/ceremony_wiring.hpp"
#include "app/terminal.hpp"
#include "core/check.hpp"
#include "core/random_source.hpp"
#include "intake/allocation/allocation_store.hpp"
#include "intake/ceremony/ceremony_store.hpp"
#include "randomisation/sealed/bundle.hpp"
#include "storage/audit_checkpoints.hpp"
#include "storage/audit_log.hpp"
#include "storage/audit_opening.hpp"
#include "storage/audit_store.hpp"
#include "storage/database.hpp"
#include "storage/durable_file.hpp"
#include "storage/installation.hpp"
#include "storage/units.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <utility>

namespace evenhand::app {

namespace reveal_command {

/// A store that is read and never written, with what its rooms stand on.
struct Archive
{
    explicit Archive(const Place& place)
        : protocol(load_protocol(place)), keys(load_keys(place)),
          allocator_keys(load_allocator_keys(place)),
          database(
              storage::Database::open({.url = place.database, .read_only = true, .on_broken = {}})),
          audit(keys),
          units(storage::make_units({*database, clock, random, audit, protocol.version})),
          vault(keys), notes(vault), allocations(notes),
          spec(spec_of(place.protocol, protocol, keys.mode())),
          custody(allocator_keys, spec.trial(), random),
          ceremonies(custody, cast_of(protocol, keys.mode()))
    {
        database->read([&](storage::Connection& sql) {
            for (const crypto::Keys* ring : {&keys, &allocator_keys}) {
                if (const auto reason = storage::reason_not_ours(sql, *ring, protocol.id))
                    throw CannotRun(*reason);
            }
        });
    }

    const protocol::Protocol protocol;
    const crypto::Keys keys;
    const crypto::Keys allocator_keys;
    const SystemTrialClock clock;
    SystemRandomSource random;
    const std::unique_ptr<storage::Database> database;
    const storage::AuditLog audit;
    const std::unique_ptr<storage::Units> units;
    const identity::Vault vault;
    const identity::NoteStore notes;
    const allocation::AllocationStore allocations;
    const allocation::TrialSpec spec;
    ceremony::KeyedCustody custody;
    const ceremony::CeremonyStore ceremonies;
};

sealed::Public32 public_bytes(const crypto::SecretKey& key)
{
    sealed::Public32 bytes{};
    std::ranges::copy(key.bytes(), bytes.begin());
    return bytes;
}

/// The ceremonies, with the digest by which their epochs name them.
std::map<std::string, std::uint32_t>
add_ceremonies(const Archive& archive, storage::UnitOfWork& work, sealed::Bundle& bundle)
{
    std::map<std::string, std::uint32_t> by_digest;
    std::map<std::int64_t, std::string> frozen;
    for (const ceremony::Act& act : archive.ceremonies.acts(work)) {
        if (act.kind == ceremony::Kind::frozen) frozen[act.ceremony] = act.value;
    }
    const auto all_given = archive.custody.opened(archive.ceremonies.sealed_given(work));
    if (!all_given) throw CannotRun("a contribution does not open under the allocator's keys");
    for (const ceremony::Given& given : *all_given) {
        // A ceremony that was given up leaves a gap in the numbers, and nothing was drawn from it.
        sealed::BundleCeremony one;
        one.number = static_cast<std::uint32_t>(given.ceremony);
        one.nonce = archive.spec.nonce();
        one.beacon = given.beacon.value_or(sealed::Public32{});
        one.spec = archive.spec.text();
        one.spec_hash = sealed::spec_hash(one.nonce, one.spec);
        if (frozen[given.ceremony] != one.spec_hash.text()) {
            throw CannotRun(fmt::format("ceremony {} froze another specification than the one that "
                                        "now stands beside the protocol",
                                        given.ceremony));
        }
        std::map<std::string, crypto::Hash256> commitments;
        for (const sealed::Contribution& part : given.contributions) {
            const auto commitment =
                sealed::commitment(sealed::ceremony_trial(bundle.trial, given.ceremony), part);
            commitments.emplace(part.party, commitment);
            one.parties.push_back({part.party, commitment, public_bytes(part.bytes)});
        }
        by_digest[sealed::ceremony_digest(commitments).text()] = one.number;
        bundle.ceremonies.push_back(std::move(one));
    }
    if (bundle.ceremonies.empty()) throw CannotRun("no ceremony has been published yet");
    return by_digest;
}

void add_epochs(const Archive& archive, storage::UnitOfWork& work,
                const std::map<std::string, std::uint32_t>& by_digest, sealed::Bundle& bundle)
{
    std::map<std::pair<std::string, std::int64_t>, std::size_t> places;
    for (const allocation::Epoch& epoch : archive.allocations.epochs(work)) {
        const auto ceremony = by_digest.find(epoch.commitment);
        const auto root = crypto::Hash256::parse(epoch.root);
        if (ceremony == by_digest.end() || !root) {
            throw CannotRun(fmt::format("epoch {} of {} is of no ceremony that was published",
                                        epoch.number, epoch.stratum));
        }
        places[{epoch.stratum, epoch.number}] = bundle.epochs.size();
        bundle.epochs.push_back({.stratum = epoch.stratum_index,
                                 .number = static_cast<std::uint32_t>(epoch.number),
                                 .ceremony = ceremony->second,
                                 .first = static_cast<std::uint32_t>(epoch.first_position),
                                 .root = *root,
                                 .arms = {},
                                 .salts = {}});
    }
    allocation::SettledPlace after;
    for (;;) {
        const auto page = archive.allocations.settled_after(work, after);
        if (page.empty()) return;
        for (const allocation::Settled& one : page) {
            const auto receipt = sealed::read_receipt(one.receipt);
            const auto at = places.find({one.place.stratum, one.epoch});
            if (!receipt || at == places.end())
                throw CannotRun("an allocation has no receipt that can be read: run `evenhand "
                                "verify all`");
            sealed::BundleEpoch& epoch = bundle.epochs[at->second];
            epoch.arms += static_cast<char>('0' + schemes::index_of(receipt->opening.arm));
            epoch.salts.push_back(receipt->opening.salt);
            after = one.place;
        }
    }
}

struct PlacedRow
{
    std::int64_t entry = 0;
    sealed::BundleRow row;
};

/// Every fact of one table with what opens it.
void collect(const Archive& archive, storage::Connection& sql, std::string_view table,
             std::vector<PlacedRow>& rows)
{
    const auto key = storage::opening_key(archive.keys);
    storage::OpeningKey after;
    for (;;) {
        const auto page = storage::openings_after(sql, table, after);
        if (page.empty()) return;
        for (const storage::PlacedOpening& placed : page) {
            const storage::StoredOpening& stored = placed.opening;
            after = {stored.object_id, stored.unit, stored.entry};
            const auto unit = storage::UnitId::parse(stored.unit);
            const auto opening =
                unit ? storage::open_opening(key, {*unit, stored.entry}, stored.sealed)
                     : std::nullopt;
            if (!opening) throw CannotRun("the audit log does not open: run `evenhand verify all`");
            if (opening->after.empty()) continue; // an event about a fact, not the fact
            rows.push_back({stored.entry,
                            {.leaf = static_cast<std::uint32_t>(placed.leaf),
                             .salt = *crypto::Hash256::from_bytes(opening->salt),
                             .row = opening->after}});
        }
    }
}

std::vector<PlacedRow> rows_of(const Archive& archive, storage::Connection& sql,
                               std::initializer_list<std::string_view> tables)
{
    std::vector<PlacedRow> rows;
    for (const std::string_view table : tables)
        collect(archive, sql, table, rows);
    std::ranges::sort(rows, {},
                      [](const PlacedRow& row) { return std::pair(row.row.leaf, row.entry); });
    return rows;
}

/// The first signed head over each act and each root, and the last of all.
void add_heads(const Archive& archive, storage::Connection& sql, sealed::Bundle& bundle)
{
    std::map<std::int64_t, std::string> heads;
    for (const PlacedRow& row : rows_of(archive, sql, {"ceremony_act", "allocation_epoch"})) {
        const auto covered = heads.upper_bound(row.row.leaf);
        const auto over = covered == heads.end()
                              ? storage::checkpoints_after(sql, std::int64_t{row.row.leaf})
                              : std::vector<storage::StoredCheckpoint>{};
        if (!over.empty()) heads[over.front().size] = over.front().note;
    }
    if (const auto last = storage::last_checkpoint(sql)) heads[last->size] = last->note;
    for (auto& [size, note] : heads)
        bundle.checkpoints.push_back(std::move(note));
}

void add_log(const Archive& archive, storage::Connection& sql, sealed::Bundle& bundle)
{
    sealed::BundleLog log;
    const auto head = storage::read_head(sql);
    const auto last = storage::last_checkpoint(sql);
    if (!head || !last || head->size != last->size)
        throw CannotRun("the log has grown since its last signed head; a running server signs one "
                        "each minute: try again");
    while (static_cast<std::int64_t>(log.leaves.size()) < head->size) {
        const auto page = storage::leaves_from(sql, static_cast<std::int64_t>(log.leaves.size()));
        if (page.empty()) throw CannotRun("leaves are missing: run `evenhand verify audit`");
        for (const storage::StoredLeaf& leaf : page) {
            auto bytes = from_base64url(leaf.entry);
            if (!bytes) throw CannotRun("a leaf cannot be read: run `evenhand verify audit`");
            log.leaves.push_back(*std::move(bytes));
        }
    }
    for (PlacedRow& row : rows_of(
             archive, sql, {"ceremony_act", "allocation_epoch", "allocation_intent", "allocation"}))
        log.rows.push_back(std::move(row.row));
    bundle.log = std::move(log);
}

sealed::Bundle bundle_of(const Archive& archive, bool full)
{
    const storage::Actor program{storage::ActorKind::system, {}, {}};
    return archive.units->read(program, "randomise.reveal", [&](storage::UnitOfWork& work) {
        sealed::Bundle bundle;
        bundle.trial = allocation::trial_name(archive.protocol, archive.keys.mode());
        const auto by_digest = add_ceremonies(archive, work, bundle);
        add_epochs(archive, work, by_digest, bundle);
        add_heads(archive, work.sql(), bundle);
        if (full) add_log(archive, work.sql(), bundle);
        return bundle;
    });
}

void write_new(const std::string& file, const std::string& text)
{
    if (std::filesystem::exists(file))
        throw CannotRun(fmt::format("{} is already there; a bundle is never written over", file));
    std::ofstream stream(file, std::ios::binary);
    stream << text;
    stream.close();
    if (!stream) throw CannotRun(fmt::format("{} cannot be written", file));
}

} // namespace reveal_command

int randomise_reveal(const Place& place, const RevealOptions& options)
{
    const reveal_command::Archive archive(place);
    const bool is_live = archive.keys.mode() == crypto::Mode::live;
    if (is_live && options.data_locked.value_or("").empty()) {
        throw CannotRun("the bundle opens every position, also those not yet used: give the "
                        "reference of the data lock with --data-locked");
    }
    const auto bundle = reveal_command::bundle_of(archive, options.full);
    const auto key = archive.keys.audit_signing_key();
    const auto log = storage::checkpoint_verifier(archive.keys, audit_origin(archive.protocol));
    const std::string text = sealed::write_bundle(bundle, log, key);
    reveal_command::write_new(options.file, text);
    print(fmt::format("{} holds {} of {}: {} bytes. Check it with `evenhand randomise verify` and "
                      "with verify/verify.py.\n",
                      options.file,
                      options.full ? "the full bundle, which names people's ids,"
                                   : "the public "
                                     "bundle",
                      bundle.trial, text.size()));
    return 0;
}

} // namespace evenhand::app
