#include "protocol/freeze.hpp"

#include "core/canonical_json.hpp"
#include "crypto/hash.hpp"
#include "protocol/named_files.hpp"
#include "protocol/protocol.hpp"
#include "protocol/toml_reader.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <set>

namespace evenhand::protocol {

namespace freeze {

constexpr std::string_view format = "evenhand-freeze/1";
constexpr std::array outside_the_core{"contact", "reference"};

/// Every text that people are given or asked by.
std::set<std::string> texts_of(const Protocol& protocol, const nlohmann::json& toml)
{
    std::set<std::string> files{toml.at("baseline").at("file").get<std::string>()};
    for (const Notice& notice : protocol.notices)
        files.insert(notice.file);
    for (const TextFile& text : protocol.consent.sheet.texts)
        files.insert(text.file);
    if (!protocol.safety.out_of_hours.empty()) files.insert(protocol.safety.out_of_hours);
    return files;
}

std::optional<std::string> text_at(const nlohmann::json& object, const char* key)
{
    const auto found = object.find(key);
    if (found == object.end() || !found->is_string()) return std::nullopt;
    return found->get<std::string>();
}

std::optional<Freeze> read_beside(const std::string& path)
{
    const auto text = read_file(freeze_path(path));
    return text ? parse_freeze(*text) : std::nullopt;
}

} // namespace freeze

Result<std::string, ProtocolErrors> canonical_core(const std::string& path)
{
    const Protocol protocol = TRY(load_file(path));
    const auto text = read_file(path);
    if (!text) return refuse(ProtocolErrors{{0, "", "the file changed while it was read"}});
    nlohmann::json core = toml_as_json(*text);
    nlohmann::json texts = nlohmann::json::object();
    const ReadText read_text = texts_beside(path);
    for (const std::string& file : freeze::texts_of(protocol, core))
        texts[file] = read_text(file).value_or("");
    for (const char* section : freeze::outside_the_core)
        core.erase(section);
    return canonical_json({{"format", freeze::format}, {"protocol", core}, {"texts", texts}});
}

Result<std::string, ProtocolErrors> core_hash(const std::string& path)
{
    return crypto::sha256(TRY(canonical_core(path))).text();
}

std::string freeze_path(const std::string& path)
{
    return with_ending(path, ".freeze.json");
}

bool is_frozen(const std::string& path, const std::string& loaded_hash)
{
    const auto frozen = freeze::read_beside(path);
    return frozen && frozen->hash == loaded_hash;
}

FreezeCheck check_freeze(const std::string& path)
{
    FreezeCheck check;
    check.freeze = freeze::read_beside(path);
    const auto hash = core_hash(path);
    if (hash) check.hash_now = *hash;
    if (check.freeze) {
        const bool same = check.hash_now == check.freeze->hash;
        check.state = same ? FreezeState::frozen : FreezeState::changed;
    }
    return check;
}

std::string freeze_text(const Freeze& freeze)
{
    const nlohmann::json written{{"format", freeze::format},
                                 {"protocol", freeze.protocol},
                                 {"version", freeze.version},
                                 {"hash", freeze.hash},
                                 {"frozen_at", freeze.frozen_at.iso()}};
    return written.dump(2) + "\n";
}

std::optional<Freeze> parse_freeze(const std::string& text)
{
    const auto json = parse_json(text);
    if (!json || !json->is_object()) return std::nullopt;
    const auto protocol = freeze::text_at(*json, "protocol");
    const auto version = freeze::text_at(*json, "version");
    const auto hash = freeze::text_at(*json, "hash");
    const auto at = Instant::parse(freeze::text_at(*json, "frozen_at").value_or(""));
    const bool ours = freeze::text_at(*json, "format") == freeze::format;
    if (!ours || !protocol || !version || !hash || !at) return std::nullopt;
    if (!crypto::Hash256::parse(*hash)) return std::nullopt;
    return Freeze{.protocol = *protocol, .version = *version, .hash = *hash, .frozen_at = *at};
}

} // namespace evenhand::protocol
