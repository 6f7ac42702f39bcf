#include "http/draft_subject_store.hpp"

#include "storage/connection.hpp"

#include <utility>

namespace evenhand::http {

namespace draft_subject_store {

// Drafts are few and live for hours: they are looked through. An id is hexadecimal, so that nothing
// in it is a pattern.
constexpr storage::Statement list{
    "draft about", "SELECT form FROM draft WHERE form LIKE :pattern ORDER BY form, scope"};
constexpr storage::Statement discard{"draft discard about",
                                     "DELETE FROM draft WHERE form LIKE :pattern"};

std::string pattern_of(std::string_view id)
{
    return "%/" + std::string(id);
}

} // namespace draft_subject_store

std::vector<std::string> drafts_about(storage::UnitOfWork& work, std::string_view id)
{
    using namespace draft_subject_store;
    std::vector<std::string> forms;
    for (auto& [form] : work.sql().rows<std::string>(list, {{"pattern", pattern_of(id)}}))
        forms.push_back(std::move(form));
    return forms;
}

void discard_drafts_about(storage::UnitOfWork& work, std::string_view id)
{
    using namespace draft_subject_store;
    work.sql().execute(discard, {{"pattern", pattern_of(id)}});
}

} // namespace evenhand::http
