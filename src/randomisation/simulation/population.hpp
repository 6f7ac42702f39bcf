#pragma once

#include "core/result.hpp"
#include "randomisation/schemes/spec.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::simulation {

/// A factor by which imbalance and guessing are reported, whether or not the scheme knows it.
struct ReportedFactor
{
    std::string name;
    std::vector<std::string> levels;
};

/// One kind of person: what they are of each factor, and where the scheme puts them.
struct Kind
{
    std::vector<std::uint16_t> levels; ///< in the order of the population's factors
    std::uint32_t group = 0;           ///< stratum, or combination of the minimised factors
};

/// Who may come. Simulated people are drawn from the rows, each equally likely, again and again.
struct Population
{
    std::vector<ReportedFactor> factors;
    std::vector<Kind> kinds;
    std::vector<std::uint32_t> rows;       ///< a kind each
    std::vector<std::size_t> spec_factors; ///< under minimisation: where each of its factors stands
    std::uint32_t groups = 0;

    /// Every stratum, or combination of levels, equally often. Strata that are all named
    /// `factor=level|factor=level` with the same factors are reported by factor too. CHECKs at most
    /// 100,000 combinations.
    static Population without_file(const schemes::Spec& spec);

    /// One row a person, a column a factor, with a head. A column `stratum` names the stratum;
    /// without one it follows from the columns that the strata's names speak of, as
    /// `site=A|group=out of work`. Or one clause that says what is wrong: an unknown level with its
    /// line.
    static Result<Population, std::string> from_csv(const schemes::Spec& spec,
                                                    std::string_view text);
};

} // namespace evenhand::simulation
