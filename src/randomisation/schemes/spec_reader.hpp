#pragma once

#include "core/result.hpp"
#include "randomisation/schemes/arm.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::schemes {

/// Takes the members of one JSON object by name and kind, and remembers which were taken: a member
/// that nobody asked for is a misspelt one, and never ignored. Refusals are clauses that name the
/// member.
class SpecReader
{
public:
    /// `object` is a JSON object that outlives the reader.
    explicit SpecReader(const nlohmann::json& object) : object_(object) {}

    Result<std::string, std::string> text(const std::string& name);
    /// A whole number from 0 to `largest`.
    Result<std::uint32_t, std::string> whole(const std::string& name, std::uint32_t largest);
    Result<std::vector<std::uint32_t>, std::string> whole_list(const std::string& name,
                                                               std::uint32_t largest);
    /// Any number; `otherwise` where the member may be left out.
    Result<double, std::string> number(const std::string& name, std::optional<double> otherwise);
    Result<std::vector<std::string>, std::string> text_list(const std::string& name);
    /// Texts that differ from each other; `one` is what one of them is called.
    Result<std::vector<std::string>, std::string> texts(const std::string& name,
                                                        std::string_view one);
    /// The shares under "ratio".
    Result<Ratio, std::string> ratio();
    /// A reader for each object of a list.
    Result<std::vector<SpecReader>, std::string> objects(const std::string& name);
    /// Refuses if the object has a member that was not asked for; `whose` says whose members.
    Result<bool, std::string> nothing_else(std::string_view whose) const;

private:
    Result<const nlohmann::json*, std::string> member(const std::string& name);

    const nlohmann::json& object_;
    std::set<std::string> taken_;
};

/// What is wrong with a list of labels, or nothing: none, one twice, one that is empty, longer than
/// 200 bytes or has control characters.
std::optional<std::string> fault_of_texts(const std::vector<std::string>& texts,
                                          std::string_view one);
/// The same for arms, which must also be as many as the ratio has shares.
std::optional<std::string> fault_of_arms(const std::vector<std::string>& arms, const Ratio& ratio);

} // namespace evenhand::schemes
