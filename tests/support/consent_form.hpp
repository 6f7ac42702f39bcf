#pragma once

#include "protocol/consent_items.hpp"

namespace evenhand::consent {

/// What is agreed to in these tests: to take part, and to records or not.
inline protocol::ConsentForm first_form()
{
    using protocol::ConsentScope;
    protocol::ConsentForm form;
    form.version = "1";
    form.sheet.version = "1";
    form.sheet.texts = {{.format = "standard", .language = "en", .file = "content/sheet.md"}};
    form.teach_back = {{.id = "chance", .ask = "Who decides the group?", .listen_for = "Chance"}};
    form.items = {{.id = "part",
                   .scope = ConsentScope::take_part,
                   .required = true,
                   .statement = "I agree to take part.",
                   .if_no = "You are not in the study."},
                  {.id = "records",
                   .scope = ConsentScope::government_records,
                   .statement = "I agree to my records being looked up.",
                   .if_no = "Nobody looks."}};
    form.methods = {SignatureMethod::typed_name, SignatureMethod::witnessed_verbal,
                    SignatureMethod::paper};
    form.training = "Consent";
    return form;
}

} // namespace evenhand::consent
