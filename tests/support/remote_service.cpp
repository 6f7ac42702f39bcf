#include "tests/support/remote_service.hpp"

#include <utility>

namespace evenhand::tests {

http::Admission RemoteService::admit(http::RequestHead head)
{
    http::Admission admission;
    admission.head = std::move(head);
    return admission;
}

http::Answer RemoteService::answer(http::Admission admission, std::string body)
{
    const auto& head = admission.head;
    const bool is_post = head.verb == http::Verb::post;
    last_ = client_.send({is_post ? "POST" : "GET", head.target, head.cookie, std::move(body)});
    http::Answer answer;
    answer.status = last_.fate == load::Fate::answered ? last_.reply.status : 0;
    answer.body = last_.reply.body;
    if (answer.body.starts_with("<!DOCTYPE html>"))
        answer.fields.emplace_back("Content-Type", "text/html; charset=utf-8");
    if (!last_.reply.location.empty()) answer.fields.emplace_back("Location", last_.reply.location);
    for (const auto& [name, value] : last_.reply.cookies)
        answer.fields.emplace_back("Set-Cookie", name + "=" + value);
    return answer;
}

http::Answer RemoteService::refuse(http::ConnectionRefusal /*why*/, int status)
{
    http::Answer answer;
    answer.status = status;
    return answer;
}

bool sign_in(TestClient& browser, const load::Account& account)
{
    browser.cookies.clear();
    if (browser.get("/sign-in").status != 200) return false;
    browser.submit({{"email", account.email}, {"password", account.password}}, "Continue");
    const auto& page = browser.page();
    if (page.status != 200 || !page.url.starts_with("/sign-in/code")) return false;
    browser.submit({{"code", load::code_now(account)}}, "Continue");
    return browser.page().status == 200 && !browser.page().url.starts_with("/sign-in");
}

} // namespace evenhand::tests
