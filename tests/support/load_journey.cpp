#include "tests/support/load_visitor.hpp"

#include <fmt/format.h>

#include <map>
#include <string_view>
#include <utility>

namespace evenhand::load {

namespace load_journey {

constexpr int requests_from_one_address = 40;
constexpr std::string_view first_page = "/join/who-for";
constexpr std::string_view last_page = "/join/check";

/// What this person answers to each question; all of it is from the ranges for tests.
const std::map<std::string_view, Fields>& answers()
{
    static const std::map<std::string_view, Fields> all{
        {"/join/who-for", {{"for", "me"}}},
        {"/join/age", {{"old_enough", "yes"}}},
        {"/join/gp-surgery", {{"surgery_area", "not-sure"}, {"surgery_name", ""}}},
        {"/join/postcode", {{"postcode", "S1 2HH"}}},
        {"/join/work", {{"work", "looking"}}},
        {"/join/health", {{"condition", "yes"}, {"details", "my back"}}},
        {"/join/other-help", {{"help", "none"}}},
        {"/join/name", {{"first_name", "Zoë"}, {"last_name", "Example"}, {"known_as", ""}}},
        {"/join/date-of-birth", {{"born-day", "27"}, {"born-month", "3"}, {"born-year", "1998"}}},
        {"/join/nhs-number", {{"knows_nhs_number", "no"}, {"nhs_number", ""}}},
        {"/join/contact", {{"channel", "phone"}, {"phone", "07700 900123"}, {"times", ""}}},
        {"/join/safe-contact", {{"leave_message", "yes"}, {"mention_health", "no"}}},
        {"/join/needs", {{"need", "none"}, {"need_detail", ""}}},
        {"/join/how-you-heard", {}},
        {"/join/agreement", {{"agree", "yes"}}},
        {last_page, {}}};
    return all;
}

enum class Ending { send, leave_unsent };

class Journey final : public Visitor
{
public:
    Journey(const Town& town, Ending ending) : Visitor(town), ending_(ending) {}

    void act(Moment due) override
    {
        // Also who meets a server that is not well moves on, or would ask too often from one place.
        moves_after(requests_from_one_address);
        if (body_.empty() && !ask(due)) return;
        const bool last = path_ == last_page;
        if (last && ending_ == Ending::leave_unsent) {
            town_.unsent->add({std::exchange(jar_, {}), std::move(body_)});
            return begin_again();
        }
        const auto answer =
            last ? refer(path_, body_, due) : post(Timed::journey_step, path_, body_, due);
        // What was not heard is sent again at the next act, with the same key.
        const bool settled = answer.fate == Fate::answered && answer.reply.status < 500 &&
                             answer.reply.status != 409 && answer.reply.status != 429;
        if (settled) go_on(answer.reply);
    }

private:
    /// Reads the page of the question and fills its form in.
    bool ask(Moment due)
    {
        const auto page = get(Timed::form_page, path_, due);
        if (page.fate != Fate::answered || page.reply.status >= 400) return false;
        if (page.reply.status != 200) {
            wrong(fmt::format("an answer that was acknowledged is gone: {} led to {}", path_,
                              page.reply.location));
            begin_again();
            return false;
        }
        const auto tokens = tokens_in(page);
        if (tokens) body_ = filled(*tokens, answers().at(path_));
        return tokens.has_value();
    }

    void go_on(const Reply& reply)
    {
        const bool last = path_ == last_page;
        const bool good =
            reply.status == 303 && (last ? reply.location.starts_with("/sent/")
                                         : answers().count(std::string_view(reply.location)) > 0);
        if (!good) {
            wrong(fmt::format("{} answered {} {}", path_, reply.status, reply.location));
        }
        if (last || !good) return begin_again();
        body_.clear();
        path_ = reply.location;
    }

    void begin_again()
    {
        path_ = first_page;
        body_.clear();
        jar_.clear();
    }

    Ending ending_;
    std::string path_{first_page};
    std::string body_; ///< of the form to be sent; empty: its page comes first
};

class Sending final : public Visitor
{
public:
    using Visitor::Visitor;

    void act(Moment due) override
    {
        auto referral = town_.unsent->take();
        if (!referral) return wrong("nothing was left to send");
        jar_ = std::move(referral->jar);
        refer(std::string(last_page), referral->body, due);
        moves_after(requests_from_one_address);
    }
};

} // namespace load_journey

void Unsent::add(Referral referral)
{
    const std::lock_guard lock(mutex_);
    referrals_.push_back(std::move(referral));
}

std::optional<Unsent::Referral> Unsent::take()
{
    const std::lock_guard lock(mutex_);
    if (referrals_.empty()) return std::nullopt;
    auto referral = std::move(referrals_.back());
    referrals_.pop_back();
    return referral;
}

std::size_t Unsent::count() const
{
    const std::lock_guard lock(mutex_);
    return referrals_.size();
}

std::unique_ptr<Visitor> journey_visitor(const Town& town)
{
    return std::make_unique<load_journey::Journey>(town, load_journey::Ending::send);
}

std::unique_ptr<Visitor> answering_visitor(const Town& town)
{
    return std::make_unique<load_journey::Journey>(town, load_journey::Ending::leave_unsent);
}

std::unique_ptr<Visitor> sending_visitor(const Town& town)
{
    return std::make_unique<load_journey::Sending>(town);
}

} // namespace evenhand::load
