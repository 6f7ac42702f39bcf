#include "intake/allocation/allocation.hpp"

#include "intake/allocation/flags.hpp"
#include "intake/allocation/hands.hpp"
#include "protocol/protocol.hpp"
#include "tests/support/golden_file.hpp"
#include "tests/support/spec_table.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace evenhand::allocation::allocation_test {

using Cells = std::vector<std::string>;

const protocol::Protocol& trial(const std::string& name)
{
    static std::map<std::string, protocol::Protocol> loaded;
    const auto found = loaded.find(name);
    if (found != loaded.end()) return found->second;
    return loaded.emplace(name, protocol::load_file("protocols/" + name + ".toml").value())
        .first->second;
}

std::optional<ConsentShown> consent_of(const protocol::ConsentForm& form, const std::string& cell)
{
    if (cell == "none") return std::nullopt;
    ConsentShown shown;
    shown.id = "consent";
    shown.form_version = cell == "old" ? "before" : form.version;
    shown.sheet_version = cell == "old sheet" ? "before" : form.sheet.version;
    for (const auto& item : form.items) {
        if (item.required && cell != "partly") shown.agreed.insert(item.id);
    }
    return shown;
}

Evidence evidence_of(const protocol::Protocol& protocol, const Cells& cells)
{
    Evidence seen;
    seen.stage = participants::stage_named(cells[1]).value();
    seen.area = cells[2] == "none" ? "" : cells[2];
    seen.group = cells[3];
    seen.eligible = cells[4] != "no";
    seen.eligible_area = cells[4] == "elsewhere" ? "elsewhere" : seen.area;
    seen.eligible_group = seen.group;
    seen.eligible_lapsed = cells[4] == "long ago";
    seen.of_age = cells[4] != "not of age";
    seen.consent = consent_of(protocol.consent, cells[5]);
    if (cells[6] == "locked") seen.baseline = "baseline";
    seen.withdrawn = cells[7] == "withdrawn";
    seen.died = cells[7] == "died";
    seen.lost_capacity = cells[7] == "lost capacity";
    seen.in_prison = cells[7] == "in prison";
    seen.duplicate = cells[7] == "second record";
    seen.same_number = cells[7] == "same number";
    seen.likely_match = cells[7] == "likely match";
    seen.earlier_on_paper = cells[7] == "earlier on paper";
    if (cells[8] == "changed") seen.protocol = ProtocolStanding::not_frozen;
    if (cells[8] == "amended") seen.protocol = ProtocolStanding::amended;
    return seen;
}

TEST(AllocationSpec, EveryRowIsDecidedAsTheTrialManagerReadsIt)
{
    for (const auto& row : support::read_spec("allocation.spec", 10)) {
        const auto& protocol = trial(row.cells[0]);
        const auto decided = judge(protocol, evidence_of(protocol, row.cells));
        const std::string said = decided ? decided->label : std::string(code(decided.error()));
        EXPECT_EQ(said, row.cells[9]) << "allocation.spec line " << row.line;
    }
}

/// The last of the enumeration, which is also the one that the draw itself finds.
constexpr int refusals = static_cast<int>(Refusal::stratum_frozen) + 1;

TEST(AllocationSpec, HasARowForEveryRefusalButTheTwoOfTheDrawItself)
{
    std::set<std::string> wanted;
    for (int i = 0; i < refusals; ++i)
        wanted.emplace(code(static_cast<Refusal>(i)));
    for (const auto& row : support::read_spec("allocation.spec", 10))
        wanted.erase(row.cells[9]);
    EXPECT_EQ(wanted, (std::set<std::string>{"no_ceremony", "stratum_frozen"}));
}

TEST(Gates, ArePrintedForThoseWhoSignForThem)
{
    tests::expect_golden("docs/spec/allocation.md",
                         support::printed_spec("allocation.spec", "Who may be put into a group"));
}

TEST(Allocation, EveryRefusalIsAClearSentence)
{
    for (int i = 0; i < refusals; ++i) {
        const auto refusal = static_cast<Refusal>(i);
        EXPECT_TRUE(sentence(refusal).ends_with('.')) << code(refusal);
    }
}

TEST(Epoch, HoldsItsOwnPositionsAndFillsAtFourFifths)
{
    const Epoch second{.stratum = "all",
                       .stratum_index = 0,
                       .number = 2,
                       .first_position = 65,
                       .capacity = 64,
                       .trial = {},
                       .spec_hash = {},
                       .root = {},
                       .commitment = {}};
    EXPECT_FALSE(second.holds(64));
    EXPECT_TRUE(second.holds(65));
    EXPECT_TRUE(second.holds(128));
    EXPECT_FALSE(second.holds(129));
    EXPECT_EQ(second.index_of(65), 0U);
    EXPECT_EQ(second.index_of(128), 63U);
    EXPECT_FALSE(second.is_filling(64 + 51)) << "51 of 64 are less than 80 in 100";
    EXPECT_TRUE(second.is_filling(64 + 52));
}

TEST(LeafTrial, NamesTheModeAndTheEpochSoThatNeitherCanBeExchanged)
{
    const auto& protocol = trial("small");
    EXPECT_EQ(leaf_trial(protocol, crypto::Mode::live, 1), "small/live/epoch-1");
    EXPECT_NE(leaf_trial(protocol, crypto::Mode::demo, 1),
              leaf_trial(protocol, crypto::Mode::live, 1));
    EXPECT_NE(leaf_trial(protocol, crypto::Mode::live, 1),
              leaf_trial(protocol, crypto::Mode::live, 2));
}

TEST(OwnAppointment, IsThatOfWhoeverAskedOrFinishedItOnThatLondonDay)
{
    const auto at = [](const char* iso) { return Instant::parse(iso).value(); };
    const Hands hands{.intended_by = "staff:a",
                      .settled_by = "staff:b",
                      .settled = at("2026-07-01T22:30:00.000000Z")};
    const auto later = at("2026-07-01T22:59:00.000000Z");
    EXPECT_TRUE(is_own_appointment(hands, "staff:a", later));
    EXPECT_TRUE(is_own_appointment(hands, "staff:b", later));
    EXPECT_FALSE(is_own_appointment(hands, "staff:c", later));
    // In summer the London day ends at 23:00 UTC.
    EXPECT_FALSE(is_own_appointment(hands, "staff:a", at("2026-07-01T23:00:00.000000Z")));
}

TEST(Flags, AreReadBackByTheirNames)
{
    for (const FlagKind kind : all_flag_kinds) {
        EXPECT_EQ(flag_named(name_of(kind)), kind);
        EXPECT_FALSE(label_of(kind).empty());
    }
    EXPECT_FALSE(flag_named("undone"));
    EXPECT_FALSE(flag_named(name_of(FlagKind::second_randomisation))) << "nobody types it";
}

TEST(Flags, ThatFollowFromAnswersEndWithTheNextCorrectionAndTypedOnesDoNot)
{
    const auto flag = [](bool from_answers) {
        return Flag{.id = {},
                    .true_area = {},
                    .true_group = {},
                    .from_answers = from_answers,
                    .note = {},
                    .actor = {},
                    .at = {}};
    };
    std::vector<Flag> all{flag(false), flag(true), flag(false), flag(true)};
    const auto ended = [&all](bool answers_misfit) {
        end_by_answers(all, answers_misfit);
        std::vector<bool> each;
        for (const Flag& one : all)
            each.push_back(one.ended);
        return each;
    };
    EXPECT_EQ(ended(true), (std::vector<bool>{false, false, false, true})) << "the latest stands";
    EXPECT_EQ(ended(false), (std::vector<bool>{false, true, false, true}));
}

} // namespace evenhand::allocation::allocation_test
