#include "protocol/scheme.hpp"

#include "core/canonical_json.hpp"
#include "crypto/hash.hpp"
#include "protocol/named_files.hpp"
#include "protocol/randomisation_spec.hpp"
#include "protocol/toml_reader.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <numeric>

namespace evenhand::protocol {

namespace scheme {

constexpr int known_format = 1;
constexpr int limit_most = 10;
constexpr int block_most = 24;
constexpr std::size_t nonce_digits = 64;

constexpr std::array kinds{std::pair{std::string_view{"big-stick"}, SchemeKind::big_stick},
                           std::pair{std::string_view{"blocks"}, SchemeKind::blocks}};

int shares(const RandomisationSpec& spec)
{
    return std::accumulate(spec.arms.begin(), spec.arms.end(), 0,
                           [](int sum, const Arm& arm) { return sum + arm.share; });
}

void read_blocks(TomlReader& root, const RandomisationSpec& spec, Scheme& made)
{
    made.block_sizes = root.numbers("block_sizes", 1, block_most);
    if (!root.sound("block_sizes")) return;
    if (made.block_sizes.empty()) root.fault("block_sizes", "give at least one size");
    if (made.block_sizes.size() == 1)
        root.fault("block_sizes",
                   "has one size alone, so the last arm of each block would be known");
    const int unit = shares(spec);
    for (const int size : made.block_sizes)
        if (size % unit != 0)
            root.fault(
                "block_sizes",
                fmt::format("{} is no multiple of {}, the sum of the arms' shares", size, unit));
    const std::vector<int>& sizes = made.block_sizes;
    const bool rising = std::ranges::adjacent_find(sizes, std::greater_equal<>{}) == sizes.end();
    if (!rising) root.fault("block_sizes", "must rise");
}

Scheme read(TomlReader& root, const RandomisationSpec& spec)
{
    Scheme made;
    if (root.number("format", 1, 1000) != known_format)
        root.fault("format", fmt::format("this program reads format {}", known_format));
    made.kind = named<SchemeKind>(root, "kind", kinds);
    switch (made.kind) {
    case SchemeKind::big_stick:
        // A limit of 1 alternates: every second arm would be known.
        made.limit = root.number("limit", 2, limit_most);
        break;
    case SchemeKind::blocks:
        read_blocks(root, spec, made);
        break;
    }
    made.nonce = root.text("nonce", nonce_digits);
    const bool hexadecimal = made.nonce.size() == nonce_digits &&
                             made.nonce.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (!made.nonce.empty() && !hexadecimal)
        root.fault("nonce", "must be 64 hexadecimal digits in lower case, drawn at random");
    root.refuse_unknown_keys();
    return made;
}

} // namespace scheme

Result<Scheme, ProtocolErrors> load_scheme(std::string_view text, const RandomisationSpec& spec)
{
    ProtocolErrors errors;
    const auto root = TomlReader::parse(text, errors);
    if (!root) return refuse(std::move(errors));
    Scheme made = scheme::read(*root, spec);
    if (!errors.empty()) return refuse(std::move(errors));
    return made;
}

std::string scheme_hash(const Scheme& scheme)
{
    nlohmann::json written{{"format", "evenhand-scheme/1"}, {"nonce", scheme.nonce}};
    switch (scheme.kind) {
    case SchemeKind::big_stick:
        written["kind"] = "big-stick";
        written["limit"] = scheme.limit;
        break;
    case SchemeKind::blocks:
        written["kind"] = "blocks";
        written["block_sizes"] = scheme.block_sizes;
        break;
    }
    return crypto::sha256(canonical_json(written)).text();
}

Result<Scheme, ProtocolErrors> load_scheme_beside(const std::string& protocol_path,
                                                  const RandomisationSpec& spec)
{
    const auto text = read_beside(protocol_path, spec.scheme_file);
    if (!text) {
        return refuse(
            ProtocolErrors{{0, "", "the file cannot be read, or is empty", spec.scheme_file}});
    }
    auto loaded = load_scheme(*text, spec);
    if (!loaded) {
        for (ProtocolError& error : loaded.error())
            error.file = spec.scheme_file;
        return loaded;
    }
    if (const std::string hash = scheme_hash(*loaded); hash != spec.scheme_hash) {
        return refuse(ProtocolErrors{
            {0, "randomisation.scheme_hash",
             fmt::format("is not that of {}, which is {}", spec.scheme_file, hash)}});
    }
    return loaded;
}

} // namespace evenhand::protocol
