#include "people/staff/posting.hpp"
#include "storage/connection.hpp"
#include "storage/rebuild.hpp"
#include "tests/support/staff_world.hpp"

#include <gtest/gtest.h>

namespace evenhand::staff::posting_test {

const std::vector<WorkArea> areas{{"barnsley", "Barnsley"}, {"sheffield", "Sheffield"}};

TEST(Posting, ReadsBackTheAreasThatItKeeps)
{
    const std::vector<std::vector<std::string>> all{
        {""}, {"barnsley"}, {"barnsley", "sheffield", "south-north"}};
    for (const auto& each : all)
        EXPECT_EQ(areas_in(text_of_areas(each)), each);
}

TEST(Posting, IsReadAsPeopleWouldSayIt)
{
    EXPECT_EQ(words_of({.areas = {"barnsley", "sheffield"}, .share_percent = 80}, areas),
              "Barnsley and Sheffield, 80% of full time");
    EXPECT_EQ(words_of({.areas = {""}, .share_percent = 100}, {}),
              "The whole trial, 100% of full time");
    EXPECT_EQ(words_of({.areas = {"gone"}, .share_percent = 50}, areas), "gone, 50% of full time");
}

class Postings : public ::testing::TestWithParam<storage::Engine>
{
protected:
    tests::StaffWorld world{GetParam()};
    storage::Actor admin{storage::ActorKind::staff, "0123456789abcdef0123456789abcdef", ""};

    template <class Do>
    auto write(Do what)
    {
        return world.trial.units->write(admin, "test", what);
    }
    Account account(std::string_view handle)
    {
        return write([&](storage::UnitOfWork& work) {
            const auto address = EmailAddress::parse(tests::StaffWorld::account(handle).email);
            return world.services.accounts.find(work, address.value()).value();
        });
    }
    std::vector<std::string> specialists_in(std::string_view area)
    {
        return write([&](storage::UnitOfWork& work) {
            std::vector<std::string> names;
            for (const auto& one :
                 world.services.postings.in_area(work, Role::employment_specialist, area))
                names.push_back(one.name);
            std::ranges::sort(names);
            return names;
        });
    }
    PostingId propose(const Account& who, const Posting& wanted)
    {
        return write([&](storage::UnitOfWork& work) {
            EXPECT_FALSE(
                world.services.postings.propose(work, who, wanted, admin.id, "joins the team"));
            return world.services.postings.waiting(work, who.id).value().id;
        });
    }
    std::optional<ApprovalRefusal> approve(const Account& who, PostingId proposal,
                                           std::string_view by)
    {
        return write([&](storage::UnitOfWork& work) {
            return world.services.postings.approve(work, who, proposal, by);
        });
    }
};
INSTANTIATE_TEST_SUITE_P(Engines, Postings, ::testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

TEST_P(Postings, CountFromTheirApprovalAndTakeThePlaceOfTheOneBefore)
{
    const Account tom = account("specialist");
    EXPECT_EQ(specialists_in("barnsley"),
              (std::vector<std::string>{"Bronagh Quinn", "Samir Haddad"}));
    EXPECT_EQ(specialists_in("sheffield"),
              (std::vector<std::string>{"Samir Haddad", "Tom Hallam"}));
    const auto proposal = propose(tom, {.areas = {"barnsley"}, .share_percent = 60});
    EXPECT_EQ(specialists_in("barnsley").size(), 2U) << "it only waits";

    EXPECT_FALSE(approve(tom, proposal, "fedcba9876543210fedcba9876543210"));
    EXPECT_EQ(specialists_in("barnsley"),
              (std::vector<std::string>{"Bronagh Quinn", "Samir Haddad", "Tom Hallam"}));
    EXPECT_EQ(specialists_in("sheffield"), (std::vector<std::string>{"Samir Haddad"}));
    EXPECT_EQ(approve(tom, proposal, "fedcba9876543210fedcba9876543210"),
              ApprovalRefusal::not_there);
}

TEST_P(Postings, NeedTwoPeopleAndNeitherIsTheirOwn)
{
    const Account tom = account("specialist");
    const auto proposal = propose(tom, {.areas = {"barnsley"}, .share_percent = 60});
    EXPECT_EQ(approve(tom, proposal, admin.id), ApprovalRefusal::own_proposal);
    EXPECT_EQ(approve(tom, proposal, tom.id.text()), ApprovalRefusal::own_account);
    write([&](storage::UnitOfWork& work) {
        EXPECT_EQ(world.services.postings.propose(work, tom, {.areas = {"sheffield"}},
                                                  tom.id.text(), "mine"),
                  PostingRefusal::own_account);
        return 0;
    });
    EXPECT_EQ(specialists_in("sheffield").size(), 2U);
}

TEST_P(Postings, ANewProposalTakesThePlaceOfTheOneThatWaitedAndADeclinedOneChangesNothing)
{
    const Account tom = account("specialist");
    const auto first = propose(tom, {.areas = {"barnsley"}, .share_percent = 60});
    const auto second = propose(tom, {.areas = {"barnsley", "sheffield"}, .share_percent = 60});
    EXPECT_EQ(approve(tom, first, "fedcba9876543210fedcba9876543210"), ApprovalRefusal::not_there);
    write([&](storage::UnitOfWork& work) {
        const auto& postings = world.services.postings;
        EXPECT_EQ(postings.propose(work, tom,
                                   {.areas = {"barnsley", "sheffield"}, .share_percent = 60},
                                   admin.id, "again"),
                  PostingRefusal::already);
        EXPECT_TRUE(postings.decline(work, tom.id, second, "declined"));
        EXPECT_FALSE(postings.decline(work, tom.id, second, "declined"));
        EXPECT_FALSE(postings.waiting(work, tom.id));
        EXPECT_EQ(postings.current(work, tom.id),
                  (Posting{.areas = {"sheffield"}, .share_percent = 100}));
        EXPECT_EQ(postings.propose(work, tom, {.areas = {"sheffield"}}, admin.id, "again"),
                  PostingRefusal::already);
        return 0;
    });
}

TEST_P(Postings, WhoseAccountEndedIsNobodysColleague)
{
    const Account samir = account("specialist3");
    write([&](storage::UnitOfWork& work) {
        world.services.accounts.set_state(work, samir.id, AccountState::ended, "left");
        return 0;
    });
    EXPECT_EQ(specialists_in("barnsley"), (std::vector<std::string>{"Bronagh Quinn"}));
}

TEST_P(Postings, FollowFromTheFactsAlone)
{
    const Account tom = account("specialist");
    const auto proposal = propose(tom, {.areas = {"barnsley", "sheffield"}, .share_percent = 50});
    EXPECT_FALSE(approve(tom, proposal, "fedcba9876543210fedcba9876543210"));
    const auto found =
        storage::rebuild(*world.trial.database, {derived_areas()}, storage::Rebuild::compare);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_TRUE(found[0].equal);
    EXPECT_EQ(found[0].rows, 2U + 2U + 1U + 1U + 1U);
}

TEST_P(Postings, AreProposedByOneAdministratorAndApprovedByAnother)
{
    auto admin_browser = world.signed_in("admin");
    admin_browser.get("/staff");
    admin_browser.follow("Tom Hallam");
    EXPECT_TRUE(admin_browser.page().says("Sheffield, 100% of full time"));
    admin_browser.follow("Propose where they work");
    admin_browser.submit({{"share", "half"}}, "Propose this");
    EXPECT_EQ(admin_browser.page().status, 422);
    EXPECT_TRUE(admin_browser.page().says("Choose at least one area"));
    EXPECT_TRUE(admin_browser.page().says("must be a whole number from 1 to 100"));
    admin_browser.submit({{"area", "barnsley"}, {"share", "80"}, {"reason", "covers Barnsley"}},
                         "Propose this");
    EXPECT_TRUE(admin_browser.page().says("Barnsley, 80% of full time"));
    admin_browser.follow("Approve or decline where they work");
    admin_browser.submit({}, "Approve");
    EXPECT_EQ(admin_browser.page().status, 409) << "not by whoever proposed it";

    auto manager = world.signed_in("manager");
    manager.get("/staff");
    manager.follow("Tom Hallam");
    manager.follow("Approve or decline where they work");
    manager.submit({}, "Approve");
    EXPECT_TRUE(manager.page().says("Barnsley, 80% of full time"));
    EXPECT_FALSE(manager.page().says("Sheffield, 100%"));
}

} // namespace evenhand::staff::posting_test
