#include "core/canonical_json.hpp"
#include "randomisation/schemes/spec_reader.hpp"
#include "randomisation/sealed/bundle.hpp"
#include "randomisation/sealed/bundle_form.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <limits>

namespace evenhand::sealed {

namespace bundle_reader {

using Json = nlohmann::json;
using Fault = std::optional<std::string>;
using schemes::SpecReader;

constexpr std::uint32_t any = std::numeric_limits<std::uint32_t>::max();

struct Part
{
    std::string_view name;
    std::string_view bytes;
    std::string_view hash;
};

/// The file, taken apart along its manifest.
struct Frame
{
    std::string_view note;
    std::string_view manifest;
    std::string_view kind;
    std::string_view trial;
    std::string_view key;
    std::vector<Part> parts;
};

/// Takes one line off the front, without its end; nothing where no line ends.
std::optional<std::string_view> take_line(std::string_view& text)
{
    const auto end = text.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const auto line = text.substr(0, end);
    text.remove_prefix(end + 1);
    return line;
}

/// "NAME BYTES SHA256" of the part that must come next.
Result<Part, std::string> part_line(std::string_view& manifest, std::string_view name,
                                    std::size_t& size)
{
    const auto line = take_line(manifest);
    if (!line || !line->starts_with(name) || line->substr(name.size(), 1) != " ")
        return refuse(fmt::format("its manifest does not list {} in its place", name));
    const auto rest = line->substr(name.size() + 1);
    const auto space = rest.find(' ');
    const auto* const digits_end = rest.data() + std::min(space, rest.size());
    const auto read = std::from_chars(rest.data(), digits_end, size);
    const bool good = space != std::string_view::npos && read.ec == std::errc{} &&
                      read.ptr == digits_end && fmt::format("{}", size) == rest.substr(0, space);
    if (!good) return refuse(fmt::format("its manifest gives no size of {}", name));
    return Part{.name = name, .bytes = {}, .hash = rest.substr(space + 1)};
}

Fault take_part(std::string_view& rest, Part& part, std::size_t size)
{
    const std::string heading = bundle_form::heading(part.name);
    if (rest.size() < heading.size() + size) return fmt::format("it is cut short in {}", part.name);
    if (!rest.starts_with(heading)) {
        return fmt::format("its parts are not in the order of the manifest: {} does not stand "
                           "where it belongs",
                           part.name);
    }
    part.bytes = rest.substr(heading.size(), size);
    rest.remove_prefix(heading.size() + size);
    return std::nullopt;
}

/// The manifest's four lines before the parts; false where there are fewer.
bool take_head(std::string_view& manifest, Frame& frame)
{
    const auto first = take_line(manifest);
    const auto kind = take_line(manifest);
    const auto trial = take_line(manifest);
    const auto key = take_line(manifest);
    if (!key || *first != bundle_form::first_line) return false;
    frame.kind = *kind;
    frame.trial = *trial;
    frame.key = *key;
    return *kind == bundle_form::full || *kind == bundle_form::open_to_all;
}

Result<Frame, std::string> take_apart(std::string_view bytes)
{
    const auto blank = bytes.find("\n\n");
    const auto signed_end = blank == std::string_view::npos ? blank : bytes.find('\n', blank + 2);
    if (!bytes.starts_with(bundle_form::first_line) || signed_end == std::string_view::npos)
        return refuse(std::string("it does not begin with a signed manifest of a bundle"));
    Frame frame{.note = bytes.substr(0, signed_end + 1),
                .manifest = bytes.substr(0, blank + 1),
                .kind = {},
                .trial = {},
                .key = {},
                .parts = {}};
    std::string_view manifest = frame.manifest;
    if (!take_head(manifest, frame))
        return refuse(std::string("its manifest does not begin as that of a bundle does"));
    std::string_view rest = bytes.substr(signed_end + 1);
    for (const auto name : bundle_form::part_names(frame.kind == bundle_form::full)) {
        std::size_t size = 0;
        auto part = part_line(manifest, name, size);
        if (!part) return refuse(part.error());
        if (auto fault = take_part(rest, *part, size)) return refuse(*std::move(fault));
        frame.parts.push_back(*part);
    }
    if (!manifest.empty()) return refuse(std::string("its manifest lists more than its parts"));
    if (!rest.empty()) return refuse(std::string("it goes on after its end"));
    return frame;
}

Result<crypto::Hash256, std::string> read_hash(SpecReader& reader, const char* name)
{
    const auto hash = crypto::Hash256::parse(TRY(reader.text(name)));
    if (!hash) return refuse(fmt::format("\"{}\" is not 64 lower-case hexadecimal digits", name));
    return *hash;
}

Result<Public32, std::string> read_public32(SpecReader& reader, const char* name)
{
    const auto hash = TRY(read_hash(reader, name));
    Public32 value{};
    std::ranges::copy(hash.bytes(), value.begin());
    return value;
}

Result<Bytes, std::string> read_base64(SpecReader& reader, const char* name)
{
    auto bytes = from_base64(TRY(reader.text(name)));
    if (!bytes) return refuse(fmt::format("\"{}\" is not base64", name));
    return *std::move(bytes);
}

Result<BundleParty, std::string> read_party(SpecReader& reader)
{
    BundleParty party;
    party.party = TRY(reader.text("party"));
    party.commitment = TRY(read_hash(reader, "commitment"));
    party.contribution = TRY(read_public32(reader, "contribution"));
    TRY(reader.nothing_else("a party"));
    return party;
}

Result<BundleCeremony, std::string> read_ceremony(SpecReader& reader)
{
    BundleCeremony ceremony;
    ceremony.number = TRY(reader.whole("number", any));
    auto parties = TRY(reader.objects("parties"));
    for (SpecReader& party : parties)
        ceremony.parties.push_back(TRY(read_party(party)));
    ceremony.nonce = TRY(read_public32(reader, "nonce"));
    ceremony.beacon = TRY(read_public32(reader, "beacon"));
    ceremony.spec_hash = TRY(read_hash(reader, "spec_hash"));
    ceremony.spec = TRY(reader.text("spec"));
    TRY(reader.nothing_else("a ceremony"));
    return ceremony;
}

Result<BundleEpoch, std::string> read_epoch(SpecReader& reader)
{
    BundleEpoch epoch;
    epoch.stratum = TRY(reader.whole("stratum", any));
    epoch.number = TRY(reader.whole("number", any));
    epoch.ceremony = TRY(reader.whole("ceremony", any));
    epoch.first = TRY(reader.whole("first", any));
    epoch.root = TRY(read_hash(reader, "root"));
    TRY(reader.nothing_else("an epoch"));
    return epoch;
}

using Done = Result<bool, std::string>;

Done read_ceremonies(SpecReader& reader, Bundle& bundle)
{
    auto ceremonies = TRY(reader.objects("ceremonies"));
    for (SpecReader& one : ceremonies)
        bundle.ceremonies.push_back(TRY(read_ceremony(one)));
    auto epochs = TRY(reader.objects("epochs"));
    for (SpecReader& one : epochs)
        bundle.epochs.push_back(TRY(read_epoch(one)));
    return reader.nothing_else("the ceremonies");
}

Done read_opening(SpecReader& reader, BundleEpoch& epoch)
{
    const auto stratum = TRY(reader.whole("stratum", any));
    const auto number = TRY(reader.whole("number", any));
    if (stratum != epoch.stratum || number != epoch.number)
        return refuse(std::string("the openings are not of the epochs, in their order"));
    epoch.arms = TRY(reader.text("arms"));
    const auto salts = TRY(reader.text_list("salts"));
    for (const std::string& hex : salts) {
        const auto salt = crypto::Hash256::parse(hex);
        if (!salt) return refuse(std::string("\"salts\" is not a list of hashes"));
        epoch.salts.push_back(*salt);
    }
    if (epoch.arms.size() != epoch.salts.size())
        return refuse(std::string("there are not as many salts as arms"));
    return reader.nothing_else("an opening");
}

Done read_openings(SpecReader& reader, Bundle& bundle)
{
    auto openings = TRY(reader.objects("openings"));
    if (openings.size() != bundle.epochs.size())
        return refuse(std::string("there are not as many openings as epochs"));
    for (std::size_t i = 0; i < openings.size(); ++i)
        TRY(read_opening(openings[i], bundle.epochs[i]));
    return reader.nothing_else("the openings");
}

Done read_checkpoints(SpecReader& reader, Bundle& bundle)
{
    bundle.checkpoints = TRY(reader.text_list("checkpoints"));
    return reader.nothing_else("the checkpoints");
}

Done read_rows(SpecReader& reader, Bundle& bundle)
{
    auto rows = TRY(reader.objects("rows"));
    for (SpecReader& one : rows) {
        BundleRow row;
        row.leaf = TRY(one.whole("leaf", any));
        row.salt = TRY(read_hash(one, "salt"));
        row.row = TRY(read_base64(one, "row"));
        TRY(one.nothing_else("a row"));
        bundle.log->rows.push_back(std::move(row));
    }
    return reader.nothing_else("the rows");
}

Done read_log(std::string_view lines, Bundle& bundle)
{
    while (!lines.empty()) {
        const auto line = take_line(lines);
        auto leaf = line ? from_base64(*line) : std::nullopt;
        if (!leaf) {
            return refuse(fmt::format("line {} is not base64", bundle.log->leaves.size() + 1));
        }
        bundle.log->leaves.push_back(*std::move(leaf));
    }
    return true;
}

/// Reads a part of JSON, whose bytes must be its canonical ones.
template <class Read>
Done read_json(std::string_view bytes, Bundle& bundle, Read&& read)
{
    const auto json = parse_json(bytes);
    if (!json)
        return refuse(fmt::format("column {}: {}", json.error().column, json.error().sentence));
    if (!json->is_object()) return refuse(std::string("it is not a JSON object"));
    SpecReader reader(*json);
    TRY(read(reader, bundle));
    if (canonical_json(*json) != bytes)
        return refuse(std::string("its JSON is not in the form of RFC 8785"));
    return true;
}

Done read_part(std::size_t number, std::string_view bytes, Bundle& bundle)
{
    switch (number) {
    case 0:
        return read_json(bytes, bundle, read_ceremonies);
    case 1:
        return read_json(bytes, bundle, read_openings);
    case 2:
        return read_json(bytes, bundle, read_checkpoints);
    case 3:
        return read_log(bytes, bundle);
    default: // there are five
        return read_json(bytes, bundle, read_rows);
    }
}

bool is_signed(const Frame& frame, const crypto::NoteVerifier& key)
{
    const auto note = crypto::parse_note(frame.note);
    return note && note->signatures.size() == 1 && !crypto::verify_note(*note, key);
}

} // namespace bundle_reader

Result<ReadBundle, std::string> read_bundle(std::string_view bytes)
{
    using namespace bundle_reader;
    const auto frame = TRY(take_apart(bytes));
    const auto key = crypto::NoteVerifier::parse(frame.key);
    if (!key) return refuse(std::string("its manifest names no key of a log"));
    ReadBundle read{
        .key = *key, .manifest = crypto::sha256(frame.manifest), .bundle = {}, .faults = {}};
    read.bundle.trial = frame.trial;
    if (frame.kind == bundle_form::full) read.bundle.log.emplace();
    if (!is_signed(frame, *key))
        read.faults.emplace_back("The signature under the manifest does not hold.");
    for (const Part& part : frame.parts) {
        if (crypto::sha256(part.bytes).text() != part.hash) {
            read.faults.push_back(fmt::format(
                "{}: its bytes are not those for which the manifest was signed.", part.name));
        }
    }
    for (std::size_t number = 0; number < frame.parts.size(); ++number) {
        const Part& part = frame.parts[number];
        if (const auto done = read_part(number, part.bytes, read.bundle); !done)
            return refuse(fmt::format("{} cannot be read: {}", part.name, done.error()));
    }
    return read;
}

} // namespace evenhand::sealed
