#include "randomisation/sealed/bundle.hpp"

#include "core/canonical_json.hpp"
#include "core/check.hpp"
#include "randomisation/sealed/bundle_form.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace evenhand::sealed {

namespace bundle_writer {

using Json = nlohmann::json;

Json ceremonies_json(const Bundle& bundle)
{
    Json all = Json::array();
    for (const BundleCeremony& ceremony : bundle.ceremonies) {
        Json parties = Json::array();
        for (const BundleParty& party : ceremony.parties) {
            parties.push_back({{"party", party.party},
                               {"commitment", party.commitment.text()},
                               {"contribution", to_hex(party.contribution)}});
        }
        all.push_back({{"number", ceremony.number},
                       {"parties", std::move(parties)},
                       {"nonce", to_hex(ceremony.nonce)},
                       {"beacon", to_hex(ceremony.beacon)},
                       {"spec_hash", ceremony.spec_hash.text()},
                       {"spec", ceremony.spec}});
    }
    return all;
}

std::string ceremony_part(const Bundle& bundle)
{
    Json epochs = Json::array();
    for (const BundleEpoch& epoch : bundle.epochs) {
        epochs.push_back({{"stratum", epoch.stratum},
                          {"number", epoch.number},
                          {"ceremony", epoch.ceremony},
                          {"first", epoch.first},
                          {"root", epoch.root.text()}});
    }
    return canonical_json({{"ceremonies", ceremonies_json(bundle)}, {"epochs", std::move(epochs)}});
}

std::string openings_part(const Bundle& bundle)
{
    Json all = Json::array();
    for (const BundleEpoch& epoch : bundle.epochs) {
        Json salts = Json::array();
        for (const crypto::Hash256& salt : epoch.salts)
            salts.push_back(salt.text());
        all.push_back({{"stratum", epoch.stratum},
                       {"number", epoch.number},
                       {"arms", epoch.arms},
                       {"salts", std::move(salts)}});
    }
    return canonical_json({{"openings", std::move(all)}});
}

std::string log_part(const BundleLog& log)
{
    std::string lines;
    for (const Bytes& leaf : log.leaves)
        lines += to_base64(leaf) + '\n';
    return lines;
}

std::string rows_part(const BundleLog& log)
{
    Json all = Json::array();
    for (const BundleRow& row : log.rows) {
        all.push_back({{"leaf", row.leaf}, {"salt", row.salt.text()}, {"row", to_base64(row.row)}});
    }
    return canonical_json({{"rows", std::move(all)}});
}

std::vector<std::string> parts_of(const Bundle& bundle)
{
    std::vector<std::string> parts{ceremony_part(bundle), openings_part(bundle),
                                   canonical_json({{"checkpoints", bundle.checkpoints}})};
    if (bundle.log) {
        parts.push_back(log_part(*bundle.log));
        parts.push_back(rows_part(*bundle.log));
    }
    return parts;
}

} // namespace bundle_writer

std::string ceremony_trial(std::string_view trial, std::int64_t ceremony)
{
    return fmt::format("{}/ceremony-{}", trial, ceremony);
}

std::string epoch_trial(std::string_view trial, std::int64_t epoch)
{
    return fmt::format("{}/epoch-{}", trial, epoch);
}

std::string write_bundle(const Bundle& bundle, const crypto::NoteVerifier& log,
                         const crypto::SigningKey& key)
{
    const auto parts = bundle_writer::parts_of(bundle);
    const auto names = bundle_form::part_names(bundle.log.has_value());
    CHECK(parts.size() == names.size());
    std::string manifest = fmt::format("{}\n{}\n{}\n{}\n", bundle_form::first_line,
                                       bundle.log ? bundle_form::full : bundle_form::open_to_all,
                                       bundle.trial, log.text());
    std::string rest;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        manifest +=
            fmt::format("{} {} {}\n", names[i], parts[i].size(), crypto::sha256(parts[i]).text());
        rest += bundle_form::heading(names[i]) + parts[i];
    }
    return crypto::sign_note(manifest, log, key) + rest;
}

} // namespace evenhand::sealed
