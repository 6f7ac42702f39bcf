#include "protocol/randomisation_spec.hpp"

#include "protocol/protocol.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenhand::protocol {

namespace randomisation_spec {

constexpr std::string_view only_stratum = "all";

/// The stratum with one more factor settled.
Stratum with(Stratum stratum, StratumFactor factor, const std::string& id)
{
    const bool first = stratum.label.empty();
    const std::string_view name = factor == StratumFactor::area ? "area" : "group";
    stratum.label += fmt::format("{}{}={}", first ? "" : "|", name, id);
    (factor == StratumFactor::area ? stratum.area : stratum.group) = id;
    return stratum;
}

std::vector<std::string> levels(const Protocol& protocol, StratumFactor factor)
{
    std::vector<std::string> ids;
    if (factor == StratumFactor::area) {
        for (const Area& area : protocol.areas)
            ids.push_back(area.id);
    } else {
        for (const Group& group : protocol.groups)
            ids.push_back(group.id);
    }
    return ids;
}

} // namespace randomisation_spec

const Arm* RandomisationSpec::find_arm(std::string_view arm_id) const
{
    const auto found = std::ranges::find(arms, arm_id, &Arm::id);
    return found == arms.end() ? nullptr : &*found;
}

std::vector<Stratum> strata(const Protocol& protocol)
{
    std::vector<Stratum> all(1);
    for (const StratumFactor factor : protocol.randomisation.factors) {
        std::vector<Stratum> finer;
        for (const Stratum& stratum : all)
            for (const std::string& id : randomisation_spec::levels(protocol, factor))
                finer.push_back(randomisation_spec::with(stratum, factor, id));
        all = std::move(finer);
    }
    if (protocol.randomisation.factors.empty())
        all.front().label = randomisation_spec::only_stratum;
    for (std::size_t i = 0; i < all.size(); ++i)
        all[i].index = static_cast<int>(i);
    return all;
}

std::optional<Stratum> stratum_of(const Protocol& protocol, std::string_view area,
                                  std::string_view group)
{
    const auto known = [](const auto& items, std::string_view id) {
        return std::ranges::any_of(items, [&](const auto& item) { return item.id == id; });
    };
    const bool area_known = protocol.areas.empty() || known(protocol.areas, area);
    if (!area_known || !known(protocol.groups, group)) return std::nullopt;
    for (Stratum& stratum : strata(protocol)) {
        const bool same_area = stratum.area.empty() || stratum.area == area;
        const bool same_group = stratum.group.empty() || stratum.group == group;
        if (same_area && same_group) return std::move(stratum);
    }
    return std::nullopt;
}

} // namespace evenhand::protocol
