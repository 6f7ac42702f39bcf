#pragma once

#include "evidence/plans/plan.hpp"
#include "protocol/toml_reader.hpp"

#include <optional>
#include <set>

// How a plan is read, part by part. Only the files that read include this.

namespace evenhand::plans {

using Seen = std::set<std::string, std::less<>>;

/// The id of a section, which no other section of its list may have.
std::string own_id(protocol::TomlReader& item, Seen& seen);

Treatment read_treatment(protocol::TomlReader& table);

/// One analysis, held against the groups, families and common treatment read before it.
Analysis read_analysis(protocol::TomlReader& item, const Plan& plan,
                       const std::optional<Treatment>& common, double level);

} // namespace evenhand::plans
