// What the vault keeps, finds and forgets, on both engines.
#include "people/identity/identity_store.hpp"

#include "storage/audit_report.hpp"
#include "storage/audit_verify.hpp"
#include "storage/errors.hpp"
#include "tests/support/test_trial.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

using namespace evenhand;
using namespace evenhand::identity;

namespace identity_store_test {

const storage::Actor visitor{storage::ActorKind::visitor, "journey", {}};
const storage::Actor officer{storage::ActorKind::staff, "4f0c2a", "intake_officer"};

constexpr storage::Statement read_given{
    "test.given",
    "SELECT given_names FROM identity_claim WHERE id = :id AND given_names IS NOT NULL"};
constexpr storage::Statement move_key{
    "test.move_key", "UPDATE subject_key SET subject_id = :to WHERE subject_id = :from"};
constexpr storage::Statement read_wrapped{"test.wrapped",
                                          "SELECT wrapped_key FROM subject_key WHERE subject_id = "
                                          ":subject AND key_class = 'contact'"};
constexpr storage::Statement count_subject_index{
    "test.index", "SELECT (SELECT count(*) FROM claim_index WHERE claim_id = :subject) + "
                  "(SELECT count(*) FROM person_index WHERE person_id = :person)"};

constexpr storage::Statement count_openings{
    "test.openings",
    "SELECT count(*) FROM audit_opening WHERE object_type = :table AND object_id = :id"};
constexpr storage::Statement lose_openings{"test.lose_openings",
                                           "DELETE FROM audit_opening WHERE object_id = :claim"};

Details sam()
{
    Details said;
    said.given_names = PersonName::parse("Sam").value();
    said.family_name = PersonName::parse("O'Brien-Smith").value();
    said.known_as = PersonName::parse("Sammy").value();
    said.birth_date = LocalDate::parse("1987-03-27").value();
    said.phone = PhoneNumber::parse("07700 900123").value();
    said.email = EmailAddress::parse("sam@example.com").value();
    said.postal_address = "1 Example Street\nSheffield";
    said.postcode = Postcode::parse("S1 2HH", PostcodeEntry::public_form).value();
    said.nhs_number = NhsNumber::parse("9990000018", IdentifierMode::demo).value();
    return said;
}

/// Someone else of Sam's household: the same telephone, another name and number.
Details alex()
{
    Details said;
    said.given_names = PersonName::parse("Alex").value();
    said.family_name = PersonName::parse("Nguyễn").value();
    said.birth_date = LocalDate::parse("1990-06-06").value();
    said.phone = PhoneNumber::parse("+44 7700 900 123").value();
    said.nhs_number = NhsNumber::parse("9990000026", IdentifierMode::demo).value();
    return said;
}

class Identity : public testing::TestWithParam<storage::Engine>
{
protected:
    template <class Work>
    auto write(Work&& work)
    {
        return trial.units->write(officer, "test", std::forward<Work>(work));
    }

    ClaimId claim(const Details& said)
    {
        return trial.units->write(visitor, "refer", [&](storage::UnitOfWork& work) {
            return store.make_claim(work, said);
        });
    }

    PersonId confirmed(ClaimId claim)
    {
        return write([&](storage::UnitOfWork& work) {
            return store.confirm_claim(work, claim, "met at the appointment").value();
        });
    }

    std::optional<IdentityView> opened(ClaimId claim)
    {
        return write([&](storage::UnitOfWork& work) { return store.open_claim(work, claim); });
    }

    std::vector<Candidate> found(const SearchKey& key)
    {
        return write([&](storage::UnitOfWork& work) { return store.search(work, key); });
    }

    std::vector<Candidate> candidates(ClaimId claim)
    {
        return write([&](storage::UnitOfWork& work) { return store.candidates(work, claim); });
    }

    /// Erases the person's class, and returns what was planned.
    ErasurePlan erase(PersonId person, KeyClass key_class)
    {
        return write([&](storage::UnitOfWork& work) {
            auto plan = store.plan_erasure(work, person, key_class);
            store.erase(work, plan, "asked for on 2 March");
            return plan;
        });
    }

    std::int64_t openings_of(const SealedRow& row)
    {
        return write([&](storage::UnitOfWork& work) {
            return work.sql().one<std::int64_t>(count_openings,
                                                {{"table", row.table}, {"id", row.id}});
        });
    }

    storage::AuditReport verified()
    {
        return storage::verify_all({.database = *trial.database,
                                    .keys = trial.keys,
                                    .origin = "test",
                                    .checkpoints_file = {},
                                    .on_progress = {}},
                                   audited_tables());
    }

    tests::TestTrial trial{GetParam()};
    Vault vault{trial.keys};
    IdentityStore store{vault};
};

INSTANTIATE_TEST_SUITE_P(Engines, Identity, testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

} // namespace identity_store_test

using namespace identity_store_test;

TEST_P(Identity, AClaimIsOpenedAsItWasMade)
{
    const auto view = opened(claim(sam()));
    ASSERT_TRUE(view.has_value());
    EXPECT_EQ(view->full_name(), "Sam O'Brien-Smith");
    EXPECT_EQ(view->known_as, "Sammy");
    EXPECT_EQ(view->birth_date, LocalDate::parse("1987-03-27"));
    EXPECT_EQ(view->phone, "07700 900123"); // as it was typed
    EXPECT_EQ(view->email, "sam@example.com");
    EXPECT_EQ(view->postal_address, "1 Example Street\nSheffield");
    EXPECT_EQ(view->postcode, "S1 2HH");
    EXPECT_EQ(view->nhs_number, "9990000018");
}

TEST_P(Identity, WhatWasNotGivenIsEmpty)
{
    Details said;
    said.given_names = PersonName::parse("X").value();
    const auto view = opened(claim(said));
    ASSERT_TRUE(view.has_value());
    EXPECT_EQ(view->full_name(), "X");
    EXPECT_FALSE(view->birth_date.has_value());
    EXPECT_EQ(view->nhs_number, "");
}

TEST_P(Identity, AListOpensTheClaimsThatThereAre)
{
    const auto one = claim(sam());
    const auto other = claim(alex());
    const auto nobody = ClaimId::parse("00000000000000000000000000000000").value();
    const std::vector<ClaimId> wanted{one, nobody, other};
    const auto views =
        write([&](storage::UnitOfWork& work) { return store.open_claims(work, wanted); });
    ASSERT_EQ(views.size(), 2U);
    EXPECT_EQ(views.at(other).family_name, "Nguyễn");
}

TEST_P(Identity, AKnownPersonMakesAClaimExactlyLikeAnUnknownOne)
{
    confirmed(claim(sam()));
    const auto again = claim(sam());
    const auto stranger = claim(alex());
    EXPECT_EQ(opened(again)->nhs_number, "9990000018");
    const auto undecided = write([&](storage::UnitOfWork& work) {
        return !store.decision_of(work, again) && !store.decision_of(work, stranger);
    });
    EXPECT_TRUE(undecided);
}

TEST_P(Identity, CandidatesAreFoundByEachIndexThatAgrees)
{
    const auto person = confirmed(claim(sam()));
    const auto again = claim(sam());
    const auto of_again = candidates(again);
    ASSERT_EQ(of_again.size(), 1U);
    EXPECT_EQ(std::get<PersonId>(of_again[0].who), person);
    EXPECT_EQ(of_again[0].matched, (std::vector{IndexKind::nhs_number, IndexKind::email,
                                                IndexKind::phone, IndexKind::name_birth}));

    const auto housemate = candidates(claim(alex()));
    ASSERT_EQ(housemate.size(), 2U); // the person, and the claim that waits
    EXPECT_EQ(housemate[0].matched, (std::vector{IndexKind::phone}));
}

TEST_P(Identity, SearchFindsPeopleAndClaimsThatWait)
{
    const auto person = confirmed(claim(sam()));
    const auto waiting = claim(alex());
    const auto by_phone = found(PhoneNumber::parse("07700 900 123").value());
    ASSERT_EQ(by_phone.size(), 2U);
    EXPECT_EQ(std::get<PersonId>(by_phone[0].who), person);
    EXPECT_EQ(std::get<ClaimId>(by_phone[1].who), waiting);

    const auto by_name = found(NameAndBirth{PersonName::parse("obrien smith").value(),
                                            LocalDate::parse("1987-03-27").value()});
    ASSERT_EQ(by_name.size(), 1U);
    EXPECT_EQ(std::get<PersonId>(by_name[0].who), person);
    EXPECT_TRUE(found(EmailAddress::parse("nobody@example.com").value()).empty());
}

TEST_P(Identity, AClaimIsDecidedOnce)
{
    const auto made = claim(sam());
    const auto person = confirmed(made);
    const auto refusal = write([&](storage::UnitOfWork& work) {
        return store.link_claim(work, made, person, "again").error();
    });
    EXPECT_EQ(refusal, DecisionRefusal::already_decided);
    const auto nobody = ClaimId::parse("00000000000000000000000000000000").value();
    EXPECT_EQ(write([&](storage::UnitOfWork& work) {
                  return store.confirm_claim(work, nobody, "who").error();
              }),
              DecisionRefusal::no_such_claim);
}

TEST_P(Identity, ASecondPersonWithTheSameNumberIsRefusedAndLeavesNothing)
{
    confirmed(claim(sam()));
    const auto again = claim(sam());
    const auto refusal = write([&](storage::UnitOfWork& work) {
        return store.confirm_claim(work, again, "someone new?").error();
    });
    EXPECT_EQ(refusal, DecisionRefusal::number_is_taken);
    EXPECT_EQ(found(NhsNumber::parse("9990000018", IdentifierMode::demo).value()).size(), 2U);
    EXPECT_TRUE(verified().good());
}

TEST_P(Identity, PeopleMayShareATelephone)
{
    confirmed(claim(sam()));
    confirmed(claim(alex()));
    EXPECT_EQ(found(PhoneNumber::parse("07700 900123").value()).size(), 2U);
}

TEST_P(Identity, ALinkedClaimBelongsToTheKnownPerson)
{
    const auto person = confirmed(claim(sam()));
    const auto again = claim(sam());
    const auto linked = write([&](storage::UnitOfWork& work) {
        return store.link_claim(work, again, person, "same number and birth date");
    });
    ASSERT_TRUE(linked.has_value());
    const auto decision =
        write([&](storage::UnitOfWork& work) { return store.decision_of(work, again); });
    ASSERT_TRUE(decision.has_value());
    EXPECT_EQ(decision->person, person);
    EXPECT_EQ(decision->decision, Decision::linked);
}

TEST_P(Identity, ErasureIsToldBeforehandAndReachesEveryLinkedClaim)
{
    const auto first = claim(sam());
    const auto person = confirmed(first);
    const auto second = claim(sam());
    write([&](storage::UnitOfWork& work) {
        return store.link_claim(work, second, person, "the same person").has_value();
    });
    const auto plan = write([&](storage::UnitOfWork& work) {
        return store.plan_erasure(work, person, KeyClass::contact);
    });
    EXPECT_EQ(plan.subjects.size(), 3U);
    EXPECT_EQ(plan.sealed_texts, 27);
    EXPECT_EQ(plan.index_rows, 12);
    EXPECT_TRUE(opened(first).has_value()); // telling is not doing

    write([&](storage::UnitOfWork& work) { store.erase(work, plan, "asked for on 2 March"); });

    EXPECT_FALSE(opened(first).has_value());
    EXPECT_FALSE(opened(second).has_value());
    EXPECT_FALSE(write([&](storage::UnitOfWork& work) {
                     return store.open_person(work, person);
                 }).has_value());
    EXPECT_TRUE(found(NhsNumber::parse("9990000018", IdentifierMode::demo).value()).empty());
    EXPECT_TRUE(write([&](storage::UnitOfWork& work) {
                    return store.plan_erasure(work, person, KeyClass::contact);
                }).subjects.empty());
}

TEST_P(Identity, ErasureTakesTheOpeningsOfWhatItErasesAndTheLogStillHolds)
{
    const auto first = claim(sam());
    const auto person = confirmed(first);
    const auto second = claim(sam());
    const auto stranger = claim(alex());
    write([&](storage::UnitOfWork& work) {
        return store.link_claim(work, second, person, "the same person").has_value();
    });
    EXPECT_EQ(verified().erased, 0U);

    const auto plan = erase(person, KeyClass::contact);

    EXPECT_EQ(plan.rows.size(), 3U); // two claims and the details
    for (const auto& row : plan.rows)
        EXPECT_EQ(openings_of(row), 1) << row.table << ": that it was erased, and nothing else";
    EXPECT_EQ(openings_of({"identity_claim", stranger.text()}), 1);
    const auto report = verified();
    EXPECT_TRUE(report.good());
    EXPECT_EQ(report.erased, 3U);
    EXPECT_THAT(storage::audit_report_text(report),
                testing::ContainsRegex("erased openings[^\n]* 3\n"));
}

TEST_P(Identity, OpeningsCannotGoBeforeTheLogSaysSo)
{
    const auto made = claim(sam());
    write([&](storage::UnitOfWork& work) {
        work.sql().execute(lose_openings, {{"claim", made.text()}});
    });
    EXPECT_FALSE(verified().good());
}

TEST_P(Identity, ErasingAClassAsksTheOtherRoomsForTheRowsOfThatClass)
{
    const auto elsewhere = [](storage::UnitOfWork&, std::string_view whose, KeyClass key_class) {
        std::vector<SealedRow> rows;
        if (key_class == KeyClass::casework) rows.push_back({"note", "of " + std::string(whose)});
        return rows;
    };
    const IdentityStore with_notes(vault, {elsewhere});
    const auto made = claim(sam());
    const auto rows_of = [&](KeyClass key_class) {
        return write([&](storage::UnitOfWork& work) {
            static_cast<void>(vault.key_for(work, made, key_class));
            return with_notes.plan_erasure(work, made, key_class).rows;
        });
    };
    EXPECT_EQ(rows_of(KeyClass::casework), (std::vector<SealedRow>{{"note", "of " + made.text()}}));
    EXPECT_EQ(rows_of(KeyClass::contact),
              (std::vector<SealedRow>{{"identity_claim", made.text()}}));
    EXPECT_TRUE(rows_of(KeyClass::research).empty());
}

TEST_P(Identity, ErasingOneClassLeavesTheOthers)
{
    const auto made = claim(sam());
    const auto sealed = write([&](storage::UnitOfWork& work) {
        const auto key = vault.key_for(work, made, KeyClass::casework);
        return vault.seal(key, {"note", "text", "1"}, "works nights", work.random());
    });
    write([&](storage::UnitOfWork& work) {
        store.erase(work, store.plan_erasure(work, made, KeyClass::contact), "asked for");
    });
    write([&](storage::UnitOfWork& work) {
        const auto key = vault.find_key(work, made, KeyClass::casework);
        ASSERT_TRUE(key.has_value());
        EXPECT_EQ(vault.open(*key, {"note", "text", "1"}, sealed).text(), "works nights");
        EXPECT_FALSE(vault.find_key(work, made, KeyClass::contact).has_value());
    });
}

TEST_P(Identity, AnErasedClassIsNeverGivenANewKey)
{
    const auto made = claim(sam());
    write([&](storage::UnitOfWork& work) {
        store.erase(work, store.plan_erasure(work, made, KeyClass::contact), "asked for");
    });
    EXPECT_THROW(write([&](storage::UnitOfWork& work) {
                     static_cast<void>(vault.key_for(work, made, KeyClass::contact));
                 }),
                 Bug);
}

TEST_P(Identity, ATextMovedToAnotherRowOrColumnDoesNotOpen)
{
    const auto made = claim(sam());
    const auto sealed = write([&](storage::UnitOfWork& work) {
        return work.sql().one<std::string>(read_given, {{"id", made.text()}});
    });
    write([&](storage::UnitOfWork& work) {
        const auto key = vault.key_for(work, made, KeyClass::contact);
        EXPECT_EQ(vault.open(key, {"identity_claim", "given_names", made.text()}, sealed).text(),
                  "Sam");
        EXPECT_THROW(
            static_cast<void>(vault.open(key, {"identity_claim", "known_as", made.text()}, sealed)),
            TamperedText);
        EXPECT_THROW(static_cast<void>(
                         vault.open(key, {"identity_claim", "given_names", "another"}, sealed)),
                     TamperedText);
    });
}

TEST_P(Identity, AKeyGivenToAnotherSubjectDoesNotOpen)
{
    const auto one = claim(sam());
    const auto nobody = ClaimId::parse("00000000000000000000000000000000").value();
    write([&](storage::UnitOfWork& work) {
        work.sql().execute(move_key, {{"to", nobody.text()}, {"from", one.text()}});
    });
    EXPECT_THROW(write([&](storage::UnitOfWork& work) {
                     static_cast<void>(vault.find_key(work, nobody, KeyClass::contact));
                 }),
                 TamperedText);
}

TEST_P(Identity, TheIndexTellsNothingWithoutItsKey)
{
    const auto text = index_text(NhsNumber::parse("9990000018", IdentifierMode::demo).value());
    const auto other_keys = crypto::Keys::for_demo(7, Instant::from_micros(0));
    EXPECT_EQ(vault.index_value(text), vault.index_value(text));
    EXPECT_NE(vault.index_value(text), Vault(other_keys).index_value(text));
    EXPECT_EQ(vault.index_value(text).size(), 32U);
    // The same text of another kind has another hash: kinds cannot be joined.
    EXPECT_NE(vault.index_value(text), vault.index_value({IndexKind::phone, text.normalised}));
}

TEST_P(Identity, EveryRowIsWhatTheAuditLogCommittedTo)
{
    const auto person = confirmed(claim(sam()));
    write([&](storage::UnitOfWork& work) {
        return store.link_claim(work, store.make_claim(work, sam()), person, "same").has_value();
    });
    const auto report = verified();
    EXPECT_TRUE(report.good());
    EXPECT_EQ(report.rows, 6U); // two claims, a person, details, two decisions
}

// security 2.4, cases 50 and 53: forty seeded identifiers stand in no file of the store in clear,
// and in no error's text.
TEST(IdentityCanaries, FortyIdentifiersAreInNoFileOfTheStore)
{
    tests::TestTrial trial{storage::Engine::sqlite};
    const Vault vault(trial.keys);
    const IdentityStore store(vault);
    std::vector<std::string> canaries;
    for (int i = 0; i < 8; ++i) {
        const auto letter = static_cast<char>('a' + i);
        Details said = sam();
        said.given_names = PersonName::parse(std::string("Canaryfirst") + letter).value();
        said.family_name = PersonName::parse(std::string("Canarylast") + letter).value();
        said.phone = PhoneNumber::parse("0770090010" + std::to_string(i)).value();
        said.email = EmailAddress::parse(std::string("canary.") + letter + "@example.com").value();
        said.postal_address = std::string("Canary Yard ") + letter;
        for (const auto& text :
             {said.given_names->reveal(), said.family_name->reveal(),
              said.phone->reveal().substr(3), said.email->reveal(), said.postal_address}) {
            canaries.push_back(text);
        }
        trial.units->write(visitor, "refer", [&](storage::UnitOfWork& work) {
            const auto made = store.make_claim(work, said);
            static_cast<void>(store.open_claim(work, made));
            return store.search(work, *said.phone).size();
        });
    }
    ASSERT_EQ(canaries.size(), 40U);

    std::size_t bytes_read = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(trial.store.folder())) {
        if (!entry.is_regular_file()) continue;
        std::ifstream file(entry.path(), std::ios::binary);
        std::stringstream all;
        all << file.rdbuf();
        const auto content = all.str();
        bytes_read += content.size();
        for (const auto& canary : canaries) {
            EXPECT_EQ(content.find(canary), std::string::npos)
                << entry.path() << " holds a canary of " << canary.size() << " bytes";
        }
        // The same bytes read as they stand in memory of a hexadecimal or base64url column.
        for (const auto& canary : canaries) {
            EXPECT_EQ(content.find(to_hex(as_bytes(canary))), std::string::npos);
            EXPECT_EQ(content.find(to_base64url(as_bytes(canary).first(canary.size() / 3 * 3))),
                      std::string::npos);
        }
    }
    EXPECT_GT(bytes_read, 100'000U); // the write-ahead log was read too
}

TEST(IdentityCanaries, AnErrorNamesThePlaceAndNotTheText)
{
    tests::TestTrial trial{storage::Engine::sqlite};
    const Vault vault(trial.keys);
    const IdentityStore store(vault);
    trial.units->write(visitor, "refer", [&](storage::UnitOfWork& work) {
        const auto made = store.make_claim(work, sam());
        const auto key = vault.key_for(work, made, KeyClass::contact);
        const auto sealed = work.sql().one<std::string>(read_given, {{"id", made.text()}});
        try {
            static_cast<void>(vault.open(key, {"identity_claim", "email", made.text()}, sealed));
            ADD_FAILURE() << "a text opened where it does not stand";
        } catch (const TamperedText& error) {
            const std::string said = error.what();
            EXPECT_NE(said.find("identity_claim.email"), std::string::npos);
            EXPECT_EQ(said.find(sealed), std::string::npos);
        }
    });
}

TEST(IdentityCanaries, AnErasedKeyIsInNoFileOfTheStore)
{
    tests::TestTrial trial{storage::Engine::sqlite};
    const Vault vault(trial.keys);
    const IdentityStore store(vault);
    const auto made = trial.units->write(
        visitor, "refer", [&](storage::UnitOfWork& work) { return store.make_claim(work, sam()); });
    const auto wrapped = trial.units->write(officer, "look", [&](storage::UnitOfWork& work) {
        return work.sql().one<std::string>(read_wrapped, {{"subject", made.text()}});
    });
    trial.units->write(officer, "erase", [&](storage::UnitOfWork& work) {
        store.erase(work, store.plan_erasure(work, made, KeyClass::contact), "asked for");
    });
    trial.units.reset();
    trial.database.reset(); // closing moves the write-ahead log into the file

    std::ifstream file(trial.store.folder() + "/store.db", std::ios::binary);
    std::stringstream all;
    all << file.rdbuf();
    ASSERT_GT(all.str().size(), 100'000U);
    EXPECT_EQ(all.str().find(wrapped), std::string::npos);
}
