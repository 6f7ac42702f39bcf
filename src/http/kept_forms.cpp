#include "http/kept_forms.hpp"

#include "html/form.hpp"

#include <algorithm>

namespace evenhand::http {

namespace kept_forms {

DraftKey key_of(std::string_view account_id, const Request& request)
{
    Viewer owner;
    owner.account_id = account_id;
    return {.scope = owner.key_scope(), .form = "unsent" + request.path};
}

/// What somebody typed, without what every form carries.
FormData typed_in(const FormData& form)
{
    FormData typed;
    for (const auto& [name, value] : form.pairs()) {
        if (name != html::csrf_field && name != html::idempotency_field) typed.add(name, value);
    }
    return typed;
}

bool is_empty(const FormData& typed)
{
    return std::all_of(typed.pairs().begin(), typed.pairs().end(),
                       [](const auto& pair) { return pair.second.empty(); });
}

} // namespace kept_forms

KeptForms::KeptForms(const Router& router, DraftStore& drafts, const Tokens& tokens)
    : router_(router), drafts_(drafts), tokens_(tokens)
{
}

bool KeptForms::covers(const Route& route) const
{
    if (route.permission == "public") return false;
    const auto* page = router_.match(Method::get, route.path).route;
    const auto* form = router_.match(Method::post, route.path).route;
    return page != nullptr && form != nullptr && page->path == form->path &&
           form->typed == Typed::may_be_kept;
}

bool KeptForms::keep(storage::Units& units, const storage::Actor& actor,
                     const Request& request) const
{
    const auto account = tokens_.account_of(request.form.value(html::csrf_field));
    const auto typed = kept_forms::typed_in(request.form);
    if (!account || kept_forms::is_empty(typed)) return false;
    if (typed.encode().size() > DraftStore::most_bytes) return false;
    units.write(actor, "keep what was typed", [&](storage::UnitOfWork& work) {
        drafts_.save(work, kept_forms::key_of(*account, request), typed, unsent_is_kept);
    });
    return true;
}

void KeptForms::bring_back(storage::UnitOfWork& unit, const Viewer& viewer, Request& request) const
{
    if (request.query.has(std::string(empty_form))) return;
    auto kept = drafts_.load(unit, kept_forms::key_of(viewer.account_id, request));
    if (!kept) return;
    request.form = *std::move(kept);
    request.brought_back = true;
}

void KeptForms::forget(storage::UnitOfWork& unit, const Viewer& viewer,
                       const Request& request) const
{
    drafts_.discard(unit, kept_forms::key_of(viewer.account_id, request));
}

} // namespace evenhand::http
