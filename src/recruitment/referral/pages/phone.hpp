#pragma once

#include "http/route.hpp"
#include "recruitment/referral/pages/question.hpp"
#include "recruitment/referral/pages/services.hpp"

#include <span>
#include <string_view>
#include <vector>

// A referral that somebody makes by telephone: the questions of the self-referral, on few pages,
// put and typed by intake staff.

namespace evenhand::referral::pages {

extern const Question phone_call_question;

/// A question and the names of its fields, so that a page of several knows which is whose: what
/// tells who somebody is must not be sealed with what decides.
struct PhonePart
{
    const Question* question;
    std::vector<std::string_view> fields;
};

/// Some of the questions, on one page.
struct PhonePage
{
    std::string_view slug; ///< of its address: "/triage/new/person"
    std::string_view title;
    std::vector<PhonePart> parts;
};

/// The pages in their order; the check page follows them.
std::span<const PhonePage> phone_pages();

http::Response ask_phone(const Services&, const PhonePage&, const http::Request&,
                         const http::Viewer&, storage::UnitOfWork&);
http::Response answer_phone(const Services&, const PhonePage&, const http::Request&,
                            const http::Viewer&, storage::UnitOfWork&);
http::Response check_phone(const Services&, const http::Request&, const http::Viewer&,
                           storage::UnitOfWork&);
http::Response send_phone(const Services&, const http::Request&, const http::Viewer&,
                          storage::UnitOfWork&);
http::Response phone_not_agreed(const Services&, const http::Request&, const http::Viewer&,
                                storage::UnitOfWork&);
http::Response discard_phone(const Services&, const http::Request&, const http::Viewer&,
                             storage::UnitOfWork&);

/// The draft of the referral that this account is taking down.
http::DraftKey phone_draft(const http::Viewer& viewer);
Answers phone_answers(const Services& services, const http::Viewer& viewer,
                      storage::UnitOfWork& work);

} // namespace evenhand::referral::pages
