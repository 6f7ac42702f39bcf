#include "protocol/consent_items.hpp"

#include <algorithm>

namespace evenhand::protocol {

std::vector<std::string> required_but_refused(const ConsentForm& form, const AgreedItems& agreed)
{
    std::vector<std::string> refused;
    for (const ConsentItem& item : form.items)
        if (item.required && !agreed.contains(item.id)) refused.push_back(item.id);
    return refused;
}

bool allows(const ConsentForm& form, const AgreedItems& agreed, ConsentScope scope)
{
    return std::ranges::any_of(form.items, [&](const ConsentItem& item) {
        return item.scope == scope && agreed.contains(item.id);
    });
}

const ConsentItem* find_item(const ConsentForm& form, std::string_view id)
{
    const auto found = std::ranges::find(form.items, id, &ConsentItem::id);
    return found == form.items.end() ? nullptr : &*found;
}

const ConsentItem* find_item(const ConsentForm& form, ConsentScope scope)
{
    const auto found = std::ranges::find(form.items, scope, &ConsentItem::scope);
    return found == form.items.end() ? nullptr : &*found;
}

std::string_view name_of(ConsentScope scope)
{
    switch (scope) {
    case ConsentScope::take_part:
        return "take-part";
    case ConsentScope::surveys:
        return "surveys";
    case ConsentScope::government_records:
        return "government-records";
    case ConsentScope::health_records:
        return "health-records";
    case ConsentScope::practice_told:
        return "practice-told";
    case ConsentScope::interviews:
        return "interviews";
    case ConsentScope::future_research:
        break;
    }
    return "future-research";
}

std::string_view name_of(SignatureMethod method)
{
    switch (method) {
    case SignatureMethod::typed_name:
        return "typed-name";
    case SignatureMethod::witnessed_verbal:
        return "witnessed-verbal";
    case SignatureMethod::paper:
        break;
    }
    return "paper";
}

} // namespace evenhand::protocol
