#include "intake/consent/consent.hpp"

#include "intake/consent/in_force.hpp"

#include <gtest/gtest.h>

namespace evenhand::consent::consent_test {

using protocol::ConsentScope;

protocol::ConsentForm form()
{
    protocol::ConsentForm form;
    form.version = "1";
    form.sheet.version = "2";
    form.sheet.texts = {{.format = "standard",
                         .language = "en",
                         .file = "content/sheet.md",
                         .hash = std::string(64, 'a')}};
    form.items = {{.id = "part",
                   .scope = ConsentScope::take_part,
                   .required = true,
                   .statement = "I agree to take part.",
                   .if_no = "You are not in the study."},
                  {.id = "asked",
                   .scope = ConsentScope::surveys,
                   .statement = "I agree to be asked how I am.",
                   .if_no = "Nobody asks."},
                  {.id = "records",
                   .scope = ConsentScope::government_records,
                   .statement = "I agree to my records being looked up.",
                   .if_no = "Nobody looks."}};
    form.methods = {SignatureMethod::typed_name, SignatureMethod::paper};
    form.training = "consent";
    return form;
}

LocalDate day(const char* iso)
{
    return LocalDate::parse(iso).value();
}

NewConsent wanted()
{
    return {.wording_hash = wording_of(form()).hash,
            .answers = {{"part", true}, {"asked", false}, {"records", true}},
            .circumstances = {},
            .signature = {.typed_name = "Zoë Example"}};
}

std::optional<Refusal> fault(const NewConsent& consent)
{
    return fault_of(consent, form(), {day("2026-02-20"), day("2026-03-02")});
}

TEST(Consent, IsSignedWhenEachItemIsAnsweredAndWhatIsRequiredIsAgreed)
{
    EXPECT_FALSE(fault(wanted()));
    auto without = wanted();
    without.answers.erase("asked");
    EXPECT_EQ(fault(without), Refusal::unanswered);
    EXPECT_EQ(unanswered(form(), without.answers), std::vector<std::string>{"asked"});
    auto refused = wanted();
    refused.answers["part"] = false;
    EXPECT_EQ(fault(refused), Refusal::required_refused);
    auto none_optional = wanted();
    none_optional.answers = {{"part", true}, {"asked", false}, {"records", false}};
    EXPECT_FALSE(fault(none_optional)) << "an optional item keeps nobody out";
}

TEST(Consent, IsNeverTakenFromSomebodyWhoCannotDecideToday)
{
    auto consent = wanted();
    consent.circumstances.capacity = Capacity::lacking;
    EXPECT_EQ(fault(consent), Refusal::lacks_capacity);
    consent.circumstances.capacity = Capacity::assessed;
    EXPECT_EQ(fault(consent), Refusal::not_noted) << "and how was it found?";
    consent.circumstances.capacity_note = "Tired; said it back after a rest.";
    EXPECT_FALSE(fault(consent));
}

TEST(Consent, NamesWhoSatWithThem)
{
    auto consent = wanted();
    consent.circumstances.supporter = Supporter::carer;
    EXPECT_EQ(fault(consent), Refusal::not_noted);
    consent.circumstances.supporter_name = "Sam Example";
    EXPECT_FALSE(fault(consent));
}

TEST(Consent, IsToTheWordsThatWereShownAndNoOthers)
{
    auto amended = form();
    amended.items[1].statement += " Every week.";
    EXPECT_NE(wording_of(amended).hash, wording_of(form()).hash);
    EXPECT_EQ(fault_of(wanted(), amended, {day("2026-02-20"), day("2026-03-02")}),
              Refusal::wording_changed);
    auto another_sheet = form();
    another_sheet.sheet.version = "3";
    EXPECT_NE(wording_of(another_sheet).hash, wording_of(form()).hash);
    auto another_text = form();
    another_text.sheet.texts[0].hash = std::string(64, 'b');
    EXPECT_NE(wording_of(another_text).hash, wording_of(form()).hash)
        << "the same version, with other words in the file";
    auto strange = wanted();
    strange.answers["never-shown"] = true;
    EXPECT_EQ(fault(strange), Refusal::wording_changed);
}

TEST(Consent, WordsThatAreKeptReadBackAsTheyWereShown)
{
    const auto items = items_in(wording_of(form()).text);
    ASSERT_EQ(items.size(), 3U);
    EXPECT_EQ(items[0].statement, "I agree to take part.");
    EXPECT_TRUE(items[0].required);
    EXPECT_EQ(items[2].scope, ConsentScope::government_records);
    EXPECT_EQ(items[2].if_no, "Nobody looks.");
}

TEST(Consent, ASignatureHasWhatItsMethodAsksForAndTheProtocolKnowsTheMethod)
{
    auto consent = wanted();
    consent.signature.typed_name.clear();
    EXPECT_EQ(fault(consent), Refusal::not_signed);
    consent.signature = {.method = SignatureMethod::witnessed_verbal};
    EXPECT_EQ(fault(consent), Refusal::wrong_method) << "this form offers none";
    consent.signature = {.method = SignatureMethod::paper,
                         .form_number = "CF-12",
                         .form_version = "1",
                         .dated = day("2026-03-01"),
                         .seen_by = "Ines",
                         .filed = "Site file 3"};
    EXPECT_FALSE(fault(consent));
    consent.signature.dated = day("2026-03-03");
    EXPECT_EQ(fault(consent), Refusal::in_future);
    consent.signature.dated = day("2026-02-20");
    EXPECT_FALSE(fault(consent)) << "the day on which they were told";
    consent.signature.dated = day("2026-02-19");
    EXPECT_EQ(fault(consent), Refusal::too_early);
    consent.signature.dated = day("2026-03-01");
    consent.signature.form_version = "0";
    EXPECT_EQ(fault(consent), Refusal::other_paper);
    consent.signature.form_version = "1";
    consent.signature.dated.reset();
    EXPECT_EQ(fault(consent), Refusal::not_signed);
}

TEST(Consent, IsAskedWhereTheJourneyHasComeToItAndNowhereElse)
{
    using participants::Stage;
    int asked = 0;
    for (const Stage stage : participants::all_stages())
        asked += effect_at(stage) == Effect::refused ? 0 : 1;
    EXPECT_EQ(asked, 4);
    EXPECT_EQ(effect_at(Stage::goes_on), Effect::first_step);
    EXPECT_EQ(effect_at(Stage::baseline_locked), Effect::same_step);
    EXPECT_EQ(effect_at(Stage::randomised), Effect::no_step);
    EXPECT_EQ(effect_at(Stage::intended), Effect::refused);
    EXPECT_EQ(effect_at(Stage::withdrew), Effect::refused);
}

const auto signed_at = Instant::parse("2026-03-02T10:00:00Z").value();
const std::vector<AgreedItem> all_agreed{{.item = "part", .scope = "take-part"},
                                         {.item = "asked", .scope = "surveys"},
                                         {.item = "records", .scope = "government-records"}};

/// What is left of it where that was withdrawn under the person's only record, or under one that
/// follows it.
std::optional<InForce> after(withdrawal::Scope scope, std::chrono::microseconds later,
                             std::size_t under = 0)
{
    std::vector<withdrawal::Standing> records(under + 1);
    records.back().withdrawals.push_back(
        {.id = withdrawal::WithdrawalId::parse(std::string(32, '1')).value(),
         .scope = scope,
         .effective = day("2026-03-02"),
         .recorded = signed_at + later});
    InForce consent{.id = ConsentId::parse(std::string(32, '2')).value(),
                    .form_version = "1",
                    .sheet_version = "2",
                    .agreed = {},
                    .scopes = {},
                    .signed_at = signed_at};
    return still_in_force(consent, all_agreed, records, day("2026-03-05"));
}

TEST(ConsentInForce, LosesWhatWasWithdrawnAfterItAndKeepsTheRest)
{
    using std::chrono::hours;
    using withdrawal::Scope;
    const auto surveys = after(Scope::surveys, hours(1));
    ASSERT_TRUE(surveys);
    EXPECT_EQ(surveys->agreed, (protocol::AgreedItems{"part", "records"}));
    EXPECT_FALSE(surveys->allows(ConsentScope::surveys));
    const auto linkage = after(Scope::linkage, hours(1));
    ASSERT_TRUE(linkage);
    EXPECT_EQ(linkage->agreed, (protocol::AgreedItems{"part", "asked"}));
    EXPECT_FALSE(linkage->allows(ConsentScope::government_records));
    EXPECT_FALSE(after(Scope::everything, hours(1)));
    EXPECT_EQ(after(Scope::support, hours(1))->agreed.size(), 3U);
}

TEST(ConsentInForce, LosesWhatWasWithdrawnAfterItUnderARecordThatFollows)
{
    using std::chrono::hours;
    using withdrawal::Scope;
    EXPECT_FALSE(after(Scope::everything, hours(1), 1));
    EXPECT_FALSE(after(Scope::everything, hours(1), 2)) << "whichever of them";
    const auto linkage = after(Scope::linkage, hours(1), 1);
    ASSERT_TRUE(linkage);
    EXPECT_FALSE(linkage->allows(ConsentScope::government_records));
    EXPECT_EQ(after(Scope::everything, hours(-1), 1)->agreed.size(), 3U) << "a later wish";
}

TEST(ConsentInForce, IsALaterWishThanAWithdrawalBeforeIt)
{
    using withdrawal::Scope;
    EXPECT_EQ(after(Scope::everything, std::chrono::hours(-1))->agreed.size(), 3U);
    EXPECT_TRUE(
        after(Scope::linkage, std::chrono::hours(-1))->allows(ConsentScope::government_records));
}

TEST(ConsentWords, ReadBackWhatTheyName)
{
    for (const Capacity capacity : all_capacities())
        EXPECT_EQ(capacity_named(name_of(capacity)), capacity);
    for (const Supporter supporter : all_supporters())
        EXPECT_EQ(supporter_named(name_of(supporter)), supporter);
    for (const SignatureMethod method :
         {SignatureMethod::typed_name, SignatureMethod::witnessed_verbal, SignatureMethod::paper})
        EXPECT_EQ(method_named(protocol::name_of(method)), method);
    EXPECT_FALSE(capacity_named("perhaps"));
}

} // namespace evenhand::consent::consent_test
