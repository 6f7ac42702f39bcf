#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace evenhand::protocol {

/// One answer of a closed question: the id is stored, the label is shown.
struct Choice
{
    std::string id;
    std::string label;
};

/// The label of the choice with that id, or the id itself where a later version has dropped it.
std::string label_of(const std::vector<Choice>& choices, std::string_view id);

} // namespace evenhand::protocol
