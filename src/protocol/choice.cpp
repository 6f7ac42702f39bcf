#include "protocol/choice.hpp"

#include <algorithm>

namespace evenhand::protocol {

std::string label_of(const std::vector<Choice>& choices, std::string_view id)
{
    const auto found = std::ranges::find(choices, id, &Choice::id);
    return found == choices.end() ? std::string(id) : found->label;
}

} // namespace evenhand::protocol
