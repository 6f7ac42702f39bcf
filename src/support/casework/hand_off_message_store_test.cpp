// The message of a hand-off: that it follows, and that it went, are facts, and each is said once.
#include "support/casework/hand_off_message_store.hpp"

#include "core/encoding.hpp"
#include "storage/audit_leaf.hpp"
#include "storage/connection.hpp"
#include "storage/errors.hpp"
#include "tests/support/casework_world.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace evenhand::casework::hand_off_message_store_test {

using protocol::HandOff;

class HandOffMessages : public ::testing::TestWithParam<storage::Engine>
{
protected:
    tests::CaseworkWorld team{GetParam()};
    HandOffMessageStore messages;

    CaseId handed(HandOff kind = HandOff::support_case)
    {
        return team.hand_off(team.person("sheffield"), "sheffield", kind);
    }
    void follows(CaseId hand_off, std::string_view message)
    {
        team.write([&](storage::UnitOfWork& work) {
            messages.follows(work, hand_off, message);
            return 0;
        });
    }
    void settled(std::string_view message, bool sent)
    {
        team.write([&](storage::UnitOfWork& work) {
            messages.settled(work, message, sent);
            return 0;
        });
    }
    std::optional<HandOffMessage> of(CaseId hand_off)
    {
        return team.write([&](storage::UnitOfWork& work) { return messages.of(work, hand_off); });
    }
    /// What the engine says of it.
    template <class Do>
    storage::Failure failure(Do what)
    {
        try {
            what();
        } catch (const storage::StorageError& error) {
            return error.failure();
        }
        return storage::Failure::other;
    }
    /// The tables that the last leaf of the log names, one an entry.
    std::vector<std::string> last_leaf()
    {
        constexpr storage::Statement last{"test.last_leaf",
                                          "SELECT entry FROM audit_leaf ORDER BY idx DESC LIMIT 1"};
        const auto text = team.write(
            [&](storage::UnitOfWork& work) { return work.sql().one<std::string>(last); });
        const auto bytes = from_base64url(text);
        const auto leaf = storage::parse_leaf(bytes.value());
        std::vector<std::string> tables;
        for (const auto& entry : leaf.value().entries)
            tables.push_back(entry.object_type);
        return tables;
    }
};
INSTANTIATE_TEST_SUITE_P(Engines, HandOffMessages, testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

TEST_P(HandOffMessages, FollowAHandOffAsOneAuditedFactInEitherArm)
{
    const std::vector<std::string> one_fact{"hand_off_followed"};
    follows(handed(HandOff::support_case), "message-1");
    EXPECT_EQ(last_leaf(), one_fact);
    follows(handed(HandOff::local_services), "message-2");
    EXPECT_EQ(last_leaf(), one_fact);
    const auto audited = audited_tables();
    for (const storage::Table* table : {&hand_off_followed_table, &hand_off_settled_table})
        EXPECT_NE(std::ranges::find(audited, table->name, &storage::Table::name), audited.end())
            << table->name << " is not verified";
}

TEST_P(HandOffMessages, AreNeitherChangedNorTakenAway)
{
    follows(handed(), "message-1");
    constexpr storage::Statement change{"test.change",
                                        "UPDATE hand_off_followed SET message_id = 'other'"};
    constexpr storage::Statement remove{"test.remove", "DELETE FROM hand_off_followed"};
    for (const auto& statement : {change, remove}) {
        EXPECT_EQ(failure([&] {
                      team.write([&](storage::UnitOfWork& work) {
                          work.sql().execute(statement, {});
                          return 0;
                      });
                  }),
                  storage::Failure::refused);
    }
}

TEST_P(HandOffMessages, AreSettledOnceAndOneAHandOff)
{
    const CaseId hand_off = handed();
    follows(hand_off, "message-1");
    EXPECT_FALSE(of(hand_off).value().sent);
    settled("message-1", /*sent=*/true);
    EXPECT_TRUE(of(hand_off).value().sent);
    EXPECT_EQ(failure([&] { settled("message-1", /*sent=*/false); }), storage::Failure::constraint)
        << "it went out, and cannot be said never to have gone";
    EXPECT_EQ(failure([&] { follows(hand_off, "message-2"); }), storage::Failure::constraint);
    EXPECT_EQ(of(hand_off).value().message, "message-1");
}

TEST_P(HandOffMessages, ThatNeverGoAreNotTakenForSent)
{
    const CaseId hand_off = handed();
    EXPECT_FALSE(of(hand_off));
    follows(hand_off, "message-1");
    settled("message-of-nobody", /*sent=*/true);
    settled("message-1", /*sent=*/false);
    EXPECT_FALSE(of(hand_off).value().sent);
}

TEST_P(HandOffMessages, FromBeforeTheyWereFactsAreStillFoundAndSettled)
{
    const CaseId hand_off = handed();
    constexpr storage::Statement as_it_was{"test.as_it_was",
                                           "INSERT INTO hand_off_message (message_id, hand_off_id) "
                                           "VALUES (:message, :hand_off)"};
    team.write([&](storage::UnitOfWork& work) {
        work.sql().execute(as_it_was, {{"message", "message-1"}, {"hand_off", hand_off.text()}});
        return 0;
    });
    EXPECT_EQ(of(hand_off).value().message, "message-1");
    settled("message-1", /*sent=*/true);
    EXPECT_TRUE(of(hand_off).value().sent);
}

} // namespace evenhand::casework::hand_off_message_store_test
