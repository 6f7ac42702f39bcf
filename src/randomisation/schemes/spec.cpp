#include "randomisation/schemes/spec.hpp"

#include "core/canonical_json.hpp"
#include "core/check.hpp"
#include "randomisation/schemes/permuted_blocks.hpp"
#include "randomisation/schemes/spec_reader.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace evenhand::schemes {

namespace spec_text {

using Json = nlohmann::json;

constexpr std::size_t most_strata = 10'000;
constexpr std::uint32_t most_positions = 1'000'000;
constexpr std::uint64_t most_slots = 10'000'000;
constexpr std::size_t most_sizes = 100;
constexpr std::uint32_t largest_block = 10'000;
constexpr std::uint32_t largest_limit = 1'000;

std::optional<std::string> fault_of_blocks(const Ratio& ratio, const PermutedBlocks& blocks)
{
    if (blocks.sizes.empty() || blocks.sizes.size() > most_sizes)
        return "\"block_sizes\" lists 1 to 100 sizes";
    for (const std::uint32_t size : blocks.sizes) {
        if (size > largest_block)
            return fmt::format("a block of {} is longer than {}", size, largest_block);
        if (!divides(ratio, size)) {
            return fmt::format(
                "the ratio {} does not divide a block of {}: a block holds a multiple "
                "of {}",
                ratio.text(), size, ratio.total());
        }
    }
    return std::nullopt;
}

std::optional<std::string> fault_of_limit(const BigStick& stick)
{
    if (stick.limit >= 1 && stick.limit <= largest_limit) return std::nullopt;
    return fmt::format("\"mti\" is a whole number from 1 to {}", largest_limit);
}

Result<SequenceScheme, std::string> read_scheme(SpecReader& reader, const std::string& algorithm)
{
    if (algorithm == "simple/1") return SequenceScheme(Simple{});
    if (algorithm == "bigstick/1")
        return SequenceScheme(BigStick{TRY(reader.whole("mti", largest_limit))});
    return SequenceScheme(PermutedBlocks{TRY(reader.whole_list("block_sizes", largest_block))});
}

Result<Spec, std::string> read_sequence(SpecReader& reader, const std::string& algorithm)
{
    // Each on a line of its own: g++ 12 leaks the members read so far when a TRY leaves an
    // aggregate.
    auto arms = TRY(reader.texts("arms", "arm"));
    auto ratio = TRY(reader.ratio());
    auto strata = TRY(reader.texts("strata", "stratum"));
    const auto capacity = TRY(reader.whole("capacity", most_positions));
    auto scheme = read_scheme(reader, algorithm);
    if (!scheme) return refuse(std::move(scheme).error());
    SequenceSpec spec{.arms = std::move(arms),
                      .ratio = std::move(ratio),
                      .strata = std::move(strata),
                      .capacity = capacity,
                      .scheme = *std::move(scheme)};
    TRY(reader.nothing_else(algorithm));
    if (auto fault = fault_of(spec)) return refuse(*std::move(fault));
    return Spec(std::move(spec));
}

Result<ImbalanceMeasure, std::string> read_measure(SpecReader& reader)
{
    const std::string word = TRY(reader.text("measure"));
    if (word == "range") return ImbalanceMeasure::range;
    if (word == "variance") return ImbalanceMeasure::variance;
    if (word == "sd") return ImbalanceMeasure::standard_deviation;
    return refuse(fmt::format("\"measure\" is range, variance or sd, not \"{}\"", word));
}

Result<std::vector<NamedFactor>, std::string> read_factors(SpecReader& reader)
{
    std::vector<NamedFactor> factors;
    std::set<std::string> names;
    for (SpecReader& factor : TRY(reader.objects("factors"))) {
        NamedFactor read;
        read.name = TRY(factor.text("name"));
        read.levels = TRY(factor.texts("levels", "level"));
        read.weight = TRY(factor.number("weight", 1.0));
        TRY(factor.nothing_else("a factor"));
        if (read.levels.size() < 2)
            return refuse(fmt::format("factor \"{}\" has fewer than 2 levels", read.name));
        if (!(read.weight > 0 && read.weight <= 1e6))
            return refuse(fmt::format(
                "the weight of factor \"{}\" is more than 0 and at most 1000000", read.name));
        if (!names.insert(read.name).second)
            return refuse(fmt::format("factor \"{}\" stands twice", read.name));
        factors.push_back(std::move(read));
    }
    if (factors.empty()) return refuse(std::string("\"factors\" names no factor"));
    return factors;
}

Result<Spec, std::string> read_minimisation(SpecReader& reader, const std::string& algorithm)
{
    auto arms = TRY(reader.texts("arms", "arm"));
    auto ratio = TRY(reader.ratio());
    auto factors = TRY(read_factors(reader));
    const auto measure = TRY(read_measure(reader));
    const auto probability = TRY(reader.number("p", std::nullopt));
    MinimisationSpec spec{.arms = std::move(arms),
                          .ratio = std::move(ratio),
                          .factors = std::move(factors),
                          .measure = measure,
                          .preferred_probability = probability};
    TRY(reader.nothing_else(algorithm));
    if (auto fault = fault_of_arms(spec.arms, spec.ratio)) return refuse(*std::move(fault));
    if (!(spec.preferred_probability > 0 && spec.preferred_probability <= 1))
        return refuse(std::string("\"p\" is more than 0 and at most 1"));
    return Spec(std::move(spec));
}

} // namespace spec_text

std::optional<std::uint32_t> SequenceSpec::stratum_named(std::string_view name) const
{
    const auto found = std::ranges::find(strata, name);
    if (found == strata.end()) return std::nullopt;
    return static_cast<std::uint32_t>(found - strata.begin());
}

MinimisationRules MinimisationSpec::rules() const
{
    MinimisationRules rules{.ratio = ratio,
                            .factors = {},
                            .measure = measure,
                            .preferred_probability = preferred_probability};
    for (const NamedFactor& factor : factors)
        rules.factors.push_back({static_cast<std::uint16_t>(factor.levels.size()), factor.weight});
    return rules;
}

std::optional<std::string> fault_of(const SequenceSpec& spec)
{
    if (auto fault = fault_of_arms(spec.arms, spec.ratio)) return fault;
    if (auto fault = fault_of_texts(spec.strata, "stratum")) return fault;
    if (spec.strata.size() > spec_text::most_strata)
        return fmt::format("{} strata are more than {}", spec.strata.size(),
                           spec_text::most_strata);
    if (spec.capacity < 1 || spec.capacity > spec_text::most_positions ||
        spec.capacity * spec.strata.size() > spec_text::most_slots) {
        return fmt::format("\"capacity\" is a whole number from 1 to {}, and capacity times strata "
                           "at most {}",
                           spec_text::most_positions, spec_text::most_slots);
    }
    if (const auto* blocks = std::get_if<PermutedBlocks>(&spec.scheme))
        return spec_text::fault_of_blocks(spec.ratio, *blocks);
    if (const auto* stick = std::get_if<BigStick>(&spec.scheme))
        return spec_text::fault_of_limit(*stick);
    return std::nullopt;
}

Result<Spec, std::string> read_spec(std::string_view json)
{
    auto parsed = parse_json(json);
    if (!parsed) {
        return refuse(fmt::format("line {}, column {}: {}", parsed.error().line,
                                  parsed.error().column, parsed.error().sentence));
    }
    if (!parsed->is_object()) return refuse(std::string("it is not a JSON object"));
    SpecReader reader(*parsed);
    const std::string algorithm = TRY(reader.text("alg"));
    if (algorithm == "minimise/1") return spec_text::read_minimisation(reader, algorithm);
    for (const std::string_view known : {"simple/1", "blocks/1", "bigstick/1"})
        if (algorithm == known) return spec_text::read_sequence(reader, algorithm);
    return refuse(fmt::format("\"alg\" is simple/1, blocks/1, bigstick/1 or minimise/1, not \"{}\"",
                              algorithm));
}

Result<SequenceSpec, std::string> read_sequence_spec(std::string_view json)
{
    auto spec = read_spec(json);
    if (!spec) return refuse(std::move(spec).error());
    if (auto* sequence = std::get_if<SequenceSpec>(&*spec)) return std::move(*sequence);
    return refuse(std::string("minimise/1 decides by who came before, so there is no sequence"));
}

std::string canonical_text(const SequenceSpec& spec)
{
    spec_text::Json json{{"alg", algorithm_of(spec)},
                         {"arms", spec.arms},
                         {"ratio", spec.ratio.written()},
                         {"strata", spec.strata},
                         {"capacity", spec.capacity}};
    if (const auto* blocks = std::get_if<PermutedBlocks>(&spec.scheme))
        json["block_sizes"] = blocks->sizes;
    if (const auto* stick = std::get_if<BigStick>(&spec.scheme)) json["mti"] = stick->limit;
    return canonical_json(json);
}

std::string_view algorithm_of(const Spec& spec)
{
    const auto* sequence = std::get_if<SequenceSpec>(&spec);
    if (sequence == nullptr) return "minimise/1";
    return algorithm_of(*sequence);
}

std::string_view algorithm_of(const SequenceSpec& spec)
{
    if (std::holds_alternative<Simple>(spec.scheme)) return "simple/1";
    return std::holds_alternative<PermutedBlocks>(spec.scheme) ? "blocks/1" : "bigstick/1";
}

} // namespace evenhand::schemes
