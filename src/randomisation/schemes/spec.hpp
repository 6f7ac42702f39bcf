#pragma once

#include "randomisation/schemes/arm.hpp"
#include "randomisation/schemes/minimisation.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace evenhand::schemes {

// How a trial randomises, as data: what the ceremony freezes and hashes. docs/methods/rct-1.md
// lists every name that a spec may hold.

struct Simple
{
};
struct PermutedBlocks
{
    std::vector<std::uint32_t> sizes; ///< one that stands twice is drawn twice as often
};
struct BigStick
{
    std::uint32_t limit = 1; ///< maximum tolerated imbalance
};
using SequenceScheme = std::variant<Simple, PermutedBlocks, BigStick>;

/// A scheme whose whole sequence is fixed by its keys: an arm for each position of each stratum.
struct SequenceSpec
{
    std::vector<std::string> arms; ///< labels, for people; the engine knows the index alone
    Ratio ratio;
    std::vector<std::string> strata;
    std::uint32_t capacity = 0; ///< positions of each stratum in this epoch
    SequenceScheme scheme;

    /// The place of a stratum, or nothing where the spec does not have it.
    [[nodiscard]] std::optional<std::uint32_t> stratum_named(std::string_view name) const;
};

struct NamedFactor
{
    std::string name;
    std::vector<std::string> levels;
    double weight = 1;
};

/// A scheme that decides by who came before: it has no sequence that could be committed in advance.
struct MinimisationSpec
{
    std::vector<std::string> arms;
    Ratio ratio;
    std::vector<NamedFactor> factors;
    ImbalanceMeasure measure = ImbalanceMeasure::range;
    double preferred_probability = 0.8;

    [[nodiscard]] MinimisationRules rules() const;
};

using Spec = std::variant<SequenceSpec, MinimisationSpec>;

/// Reads a spec, or says in one clause what is wrong with it: "stratum \"a\" stands twice".
Result<Spec, std::string> read_spec(std::string_view json);
/// The same for a spec that must have a sequence.
Result<SequenceSpec, std::string> read_sequence_spec(std::string_view json);

/// Whether a spec put together in memory is one that read_spec would have given; the clause if not.
std::optional<std::string> fault_of(const SequenceSpec& spec);

/// The bytes that are hashed: RFC 8785. Equal for two files that differ in space and order alone.
std::string canonical_text(const SequenceSpec& spec);

/// As the spec names it: "blocks/1".
std::string_view algorithm_of(const Spec& spec);
std::string_view algorithm_of(const SequenceSpec& spec);

} // namespace evenhand::schemes
