#pragma once

#include "core/result.hpp"
#include "html/field_error.hpp"
#include "http/request.hpp"
#include "http/response.hpp"
#include "http/viewer.hpp"
#include "intake/consent/pages/services.hpp"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What the pages share on which consent is asked: who is asked, whether it may be asked now and by
// this account, and the draft that goes with them from page to page, so that nothing is typed
// twice.

namespace evenhand::consent::pages {

struct Asking
{
    PersonId person;
    Effect effect = Effect::refused;
    bool trained = false;
    std::string stands;               ///< in words
    std::optional<Information> heard; ///< nothing: the sheet in force is to be gone through first
    LocalDate today;
    http::FormData typed; ///< of the pages so far, and of this one
    std::vector<html::FieldError> found;
    std::string protocol_fault = {}; ///< why nothing is signed now, as staff read it
    http::FormTokens tokens;

    /// Consent can be asked here and now.
    [[nodiscard]] bool may() const { return trained && heard && effect != Effect::refused; }
};

/// Of whom consent is asked here and now, or the answer that says why not: there is no such person,
/// or they cannot be asked.
Result<Asking, http::Response> asking_now(const Services& services, const http::Request& request,
                                          const http::Viewer& viewer, storage::UnitOfWork& work);
/// 409, with the reason and a way on.
http::Response cannot_ask(const Services& services, const http::Request& request,
                          const http::Viewer& viewer, const Asking& asking);
/// Takes these fields of the request in the place of those of the draft.
void take_fields(Asking& asking, const http::FormData& sent,
                 std::initializer_list<std::string_view> fields);
void keep_draft(const Services& services, const http::Viewer& viewer, storage::UnitOfWork& work,
                const Asking& asking);
void discard_draft(const Services& services, const http::Viewer& viewer, storage::UnitOfWork& work,
                   PersonId person);

/// "/participants/ID/consent", and what follows it.
std::string consent_path(PersonId person, std::string_view more = {});
/// "item-surveys".
std::string field_of(const protocol::ConsentItem& item);

/// What the pages so far came to. Nothing where a page is still to be filled in.
std::optional<Circumstances> circumstances_in(const http::FormData& typed);
Answers answers_in(const http::FormData& typed, const protocol::ConsentForm& form);

} // namespace evenhand::consent::pages
