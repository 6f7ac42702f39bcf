#include "recruitment/referral/pages/services.hpp"

#include <chrono>

namespace evenhand::referral {

http::DraftKey journey_draft(const http::Viewer& viewer)
{
    return {.scope = viewer.key_scope(), .form = "self-referral"};
}

Answers answers_so_far(const Services& services, const http::Viewer& viewer,
                       storage::UnitOfWork& work)
{
    // Someone who has only read a page holds no journey yet, so there is nothing to look for.
    if (viewer.journey_id.empty() && !viewer.is_staff()) return {};
    const auto kept = services.drafts.load(work, journey_draft(viewer));
    return kept ? Answers::from_form(*kept) : Answers{};
}

void keep_answers(const Services& services, const http::Viewer& viewer, storage::UnitOfWork& work,
                  const Answers& answers)
{
    services.drafts.save(work, journey_draft(viewer), answers.to_form(),
                         std::chrono::days{services.protocol.referral.draft_days});
}

} // namespace evenhand::referral
