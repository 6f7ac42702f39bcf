// T1 of the timing rules: nobody who refers themselves, or is referred, goes without knowing that
// it came (docs/spec/acknowledgement.md, which a trial manager signs).
#include "tests/journeys/journey.hpp"
#include "tests/support/golden_file.hpp"
#include "tests/support/spec_table.hpp"

namespace evenhand::tests {
namespace acknowledged_test {

constexpr const char* spec = "acknowledgement.spec";
constexpr std::size_t columns = 5;

/// What was queued by now.
struct Queued
{
    std::int64_t texts = 0;
    std::int64_t emails = 0;
    std::int64_t letters = 0; ///< owed
};

class Acknowledged : public Journey
{
protected:
    TestClient officer = trial.signed_in("intake");

    Queued queued()
    {
        constexpr storage::Statement texts{"test.texts",
                                           "SELECT count(*) FROM outbox WHERE channel = 'text'"};
        constexpr storage::Statement emails{"test.emails",
                                            "SELECT count(*) FROM outbox WHERE channel = 'email'"};
        constexpr storage::Statement letters{
            "test.letters", "SELECT count(*) FROM letter_task WHERE state = 'owed'"};
        return {.texts = trial.number(texts),
                .emails = trial.number(emails),
                .letters = trial.number(letters)};
    }
    /// The page on which whoever referred ends.
    Visit when_referred(const std::vector<std::string>& cells)
    {
        Typed wish;
        for (const char* channel : {"phone", "text", "email", "letter"})
            if (cells[1].find(channel) != std::string::npos) wish.emplace_back("channel", channel);
        add_addresses(wish, cells[1]);
        if (cells[0] == "telephone") return taken_down(std::move(wish), cells[2]);
        auto visitor = trial.browser();
        if (cells[0] == "call me") {
            visitor.get("/call-me");
            visitor.submit({{"name", "Zoë Example"}, {"phone", "07700 900123"}}, "Ask for a call");
            return visitor.page();
        }
        wish.emplace_back("leave_message", cells[2]);
        send_self_referral(visitor, wish);
        return visitor.page();
    }
    void when_triage_knows_them(const std::string& reference)
    {
        officer.get("/triage");
        officer.submit({{"reference", reference}}, "Find");
        officer.get(officer.page().url + "/identity");
        while (officer.page().says("Next page")) // so many have the same telephone
            officer.follow("Next page");
        officer.submit({{"who", "new"}}, "Decide");
        EXPECT_TRUE(officer.page().url.starts_with("/participants/")) << officer.page().text;
    }

private:
    static void add_addresses(Typed& wish, const std::string& channels)
    {
        const auto wants = [&](const char* one) { return channels.find(one) != channels.npos; };
        wish.emplace_back("phone", wants("phone") ? "07700 900123" : "");
        wish.emplace_back("mobile", wants("text") ? "07700 900123" : "");
        if (wants("letter")) wish.emplace_back("address", "1 Example Street");
        wish.emplace_back("email", wants("email") ? "zoe@example.org" : "");
    }
    Visit taken_down(Typed wish, const std::string& leave_message)
    {
        officer.get("/triage/new");
        officer.submit({{"for", "me"}, {"agreed", "themselves"}, {"notice_read", "yes"}},
                       "Continue");
        officer.submit({{"first_name", "Zoë"},
                        {"last_name", "Example"},
                        {"born-day", "27"},
                        {"born-month", "3"},
                        {"born-year", "1998"},
                        {"knows_nhs_number", "no"},
                        {"postcode", "S1 2HH"}},
                       "Continue");
        wish.insert(wish.end(),
                    {{"leave_message", leave_message}, {"mention_health", "no"}, {"need", "none"}});
        officer.submit(wish, "Continue");
        officer.submit({{"surgery_area", "sheffield"},
                        {"work", "looking"},
                        {"condition", "yes"},
                        {"help", "none"}},
                       "Continue");
        officer.submit({}, "Send the referral");
        return officer.page();
    }
};
EVENHAND_JOURNEY(Acknowledged);

TEST_P(Acknowledged, IsEveryReferralAsTheTrialManagerReadsIt)
{
    for (const auto& row : support::read_spec(spec, columns)) {
        SCOPED_TRACE(std::string(spec) + " line " + std::to_string(row.line));
        // So many forms are sent on a day, and an officer is signed in for so long.
        trial.advance(std::chrono::hours(24));
        officer = trial.signed_in("intake");
        const auto last = when_referred(row.cells);
        const auto reference = reference_on(last);
        EXPECT_EQ(reference.empty() ? "nothing" : "reference", row.cells[3]) << last.text;
        const auto before = queued();
        when_triage_knows_them(reference);
        const auto after = queued();
        std::string sent;
        if (after.texts > before.texts) sent += "text";
        if (after.emails > before.emails) sent += "email";
        if (after.letters > before.letters) sent += "letter";
        EXPECT_EQ(sent.empty() ? "nothing" : sent, row.cells[4]);
        EXPECT_LE(after.texts + after.emails + after.letters,
                  before.texts + before.emails + before.letters + 1);
    }
}

TEST(AcknowledgedTable, IsPrintedForThoseWhoSignForIt)
{
    expect_golden("docs/spec/acknowledgement.md",
                  support::printed_spec(spec, "How a referral is acknowledged"));
}

} // namespace acknowledged_test
} // namespace evenhand::tests
