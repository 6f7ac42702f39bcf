#include "randomisation/sealed/opening.hpp"

#include "core/canonical_json.hpp"
#include "crypto/canonical.hpp"
#include "randomisation/schemes/spec_reader.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <limits>

namespace evenhand::sealed {

namespace opening {

constexpr std::uint32_t any = std::numeric_limits<std::uint32_t>::max();
constexpr std::size_t longest_path = 32; // a tree of 2^32 leaves

Result<crypto::Hash256, std::string> read_hash(schemes::SpecReader& reader, const char* name)
{
    const auto hash = crypto::Hash256::parse(TRY(reader.text(name)));
    if (!hash) return refuse(fmt::format("\"{}\" is not 64 lower-case hexadecimal digits", name));
    return *hash;
}

Result<crypto::Proof, std::string> read_path(schemes::SpecReader& reader)
{
    crypto::Proof path;
    for (const std::string& hex : TRY(reader.text_list("path"))) {
        const auto hash = crypto::Hash256::parse(hex);
        if (!hash || path.size() == longest_path)
            return refuse(std::string("\"path\" is not a list of up to 32 hashes"));
        path.push_back(*hash);
    }
    return path;
}

} // namespace opening

crypto::Hash256 leaf_of(std::string_view trial, const Opening& opening)
{
    crypto::CanonicalWriter leaf;
    leaf.fixed(as_bytes("rct-slot/1\n"))
        .field(trial)
        .u32(opening.slot.stratum)
        .u32(opening.slot.position)
        .u8(static_cast<std::uint8_t>(opening.arm))
        .fixed(opening.salt.bytes());
    return crypto::leaf_hash(leaf.bytes());
}

bool proves(const Receipt& receipt, const crypto::TreeHead& published)
{
    return receipt.capacity == published.size && receipt.root == published.root &&
           crypto::verify_inclusion(leaf_of(receipt.trial, receipt.opening),
                                    receipt.opening.slot.position, published, receipt.path);
}

std::string text_of(const Receipt& receipt)
{
    auto path = nlohmann::json::array();
    for (const crypto::Hash256& hash : receipt.path)
        path.push_back(hash.text());
    return canonical_json({{"rct", 1},
                           {"trial", receipt.trial},
                           {"stratum", receipt.opening.slot.stratum},
                           {"position", receipt.opening.slot.position},
                           {"arm", static_cast<std::uint32_t>(receipt.opening.arm)},
                           {"salt", receipt.opening.salt.text()},
                           {"capacity", receipt.capacity},
                           {"root", receipt.root.text()},
                           {"path", path}});
}

Result<Receipt, std::string> read_receipt(std::string_view json)
{
    const auto parsed = parse_json(json);
    if (!parsed) {
        return refuse(fmt::format("line {}, column {}: {}", parsed.error().line,
                                  parsed.error().column, parsed.error().sentence));
    }
    if (!parsed->is_object()) return refuse(std::string("it is not a JSON object"));
    schemes::SpecReader reader(*parsed);
    if (TRY(reader.whole("rct", opening::any)) != 1)
        return refuse(std::string("\"rct\" is not 1, the version this program reads"));
    // On a line of its own: g++ 12 leaks a member read so far when a TRY leaves an aggregate.
    auto trial = TRY(reader.text("trial"));
    Receipt receipt{
        .trial = std::move(trial),
        .opening = {.slot = {.stratum = TRY(reader.whole("stratum", opening::any)),
                             .position = TRY(reader.whole("position", opening::any))},
                    .arm = schemes::arm_number(TRY(reader.whole("arm", schemes::most_arms - 1))),
                    .salt = TRY(opening::read_hash(reader, "salt"))},
        .capacity = TRY(reader.whole("capacity", opening::any)),
        .root = TRY(opening::read_hash(reader, "root")),
        .path = TRY(opening::read_path(reader))};
    TRY(reader.nothing_else("a receipt"));
    return receipt;
}

} // namespace evenhand::sealed
