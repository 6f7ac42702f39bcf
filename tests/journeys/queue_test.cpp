// More people wait than fit on a page: the officer pages through the queue, sorts it and finds one
// by the reference that they were told on the telephone.
#include "tests/journeys/journey.hpp"

#include <set>

namespace evenhand::tests {

class Queue : public Journey
{
protected:
    static constexpr int people = 103;
    std::set<std::string> sent;
    std::string first;

    void given_more_people_than_fit_on_two_pages()
    {
        for (int i = 0; i < people; ++i) {
            auto person = trial.browser();
            person.get("/call-me");
            person.submit({{"name", "Zoë Example"}, {"phone", "07700 900123"}}, "Ask for a call");
            const auto reference = reference_on(person.page());
            if (first.empty()) first = reference;
            EXPECT_TRUE(sent.insert(reference).second) << "two people have one reference";
            trial.advance(std::chrono::minutes(1));
        }
    }

    static std::vector<std::string> references_on(const Visit& page)
    {
        std::vector<std::string> found;
        const std::string words = "Open referral ";
        for (const auto& link : page.links)
            if (link.text.starts_with(words)) found.push_back(link.text.substr(words.size()));
        return found;
    }

    /// Pages on to the end, from the page that is open.
    static std::vector<std::string> read_to_the_end(TestClient& officer)
    {
        auto all = references_on(officer.page());
        for (int page = 2; officer.page().body.find(">Next page<") != std::string::npos; ++page) {
            const auto next =
                std::find_if(officer.page().links.begin(), officer.page().links.end(),
                             [](const auto& link) { return link.text.starts_with("Next page"); });
            officer.get(std::string(next->href));
            const auto more = references_on(officer.page());
            EXPECT_LE(more.size(), 50U);
            EXPECT_FALSE(more.empty()) << "page " << page << " is empty";
            all.insert(all.end(), more.begin(), more.end());
            if (page > 10) throw std::runtime_error("the queue does not end");
        }
        return all;
    }

    void then_each_of_them_stands_on_exactly_one_page(TestClient& officer, std::string_view sort)
    {
        officer.get("/triage?sort=" + std::string(sort));
        EXPECT_TRUE(officer.page().says("103 waiting")) << officer.page().text;
        EXPECT_EQ(references_on(officer.page()).size(), 50U);
        const auto all = read_to_the_end(officer);
        EXPECT_EQ(all.size(), sent.size());
        EXPECT_EQ(std::set(all.begin(), all.end()), sent);
        // All are due on one day, so only the other two orders say where the first is.
        if (sort == "oldest") {
            EXPECT_EQ(all.front(), first);
        }
        if (sort == "newest") {
            EXPECT_EQ(all.back(), first);
        }
    }

    void then_three_days_later_all_are_overdue(TestClient& officer)
    {
        trial.advance(std::chrono::days(3));
        officer = trial.signed_in("intake");
        EXPECT_TRUE(officer.page().says("103 waiting, 103 of them overdue"));
        EXPECT_TRUE(officer.page().says("Overdue"));
    }

    void then_one_is_found_by_what_the_person_reads_out(TestClient& officer)
    {
        std::string typed;
        for (const char c : first)
            if (c != '-') typed += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        officer.get("/triage");
        officer.submit({{"reference", typed}}, "Find");
        EXPECT_EQ(officer.page().heading, "Referral " + first);
    }

    void then_an_order_that_is_none_is_refused(TestClient& officer)
    {
        for (const auto* sort : {"name", "due%3B--", "%27"}) {
            officer.get("/triage?sort=" + std::string(sort));
            EXPECT_EQ(officer.page().status, 400) << sort;
        }
    }

    void then_an_unknown_reference_is_said_to_be_unknown(TestClient& officer)
    {
        for (const auto* typed : {"R-7K3D9-8", "nothing like one", ""}) {
            officer.get("/triage");
            officer.submit({{"reference", typed}}, "Find");
            EXPECT_EQ(officer.page().heading, "Triage");
            EXPECT_TRUE(officer.page().says("No referral has this reference")) << typed;
            EXPECT_TRUE(officer.page().title.starts_with("Error: "));
            EXPECT_EQ(officer.filled({}, "Find").value("reference"), typed)
                << "what was typed is gone";
        }
    }
};
EVENHAND_JOURNEY(Queue);

TEST_P(Queue, IsPagedSortedAndSearched)
{
    given_more_people_than_fit_on_two_pages();
    auto officer = trial.signed_in("intake");
    for (const auto* sort : {"due", "oldest", "newest"})
        then_each_of_them_stands_on_exactly_one_page(officer, sort);
    then_one_is_found_by_what_the_person_reads_out(officer);
    then_an_unknown_reference_is_said_to_be_unknown(officer);
    then_an_order_that_is_none_is_refused(officer);
    then_three_days_later_all_are_overdue(officer);
}

} // namespace evenhand::tests
