#include "protocol/plain_words.hpp"
#include "protocol/protocol.hpp"
#include "protocol/scheme.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <vector>

// Each mistake that an author can make in a protocol, with what they are told and where. A row
// changes one thing in a file that is good, and must bring forth exactly one finding.

namespace evenhand::protocol::protocol_errors_test {

using ::testing::HasSubstr;

std::string text_of(const std::string& file)
{
    std::ifstream stream(file);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

struct Mistake
{
    const char* from;
    const char* to;
    const char* finding; ///< "field: sentence", or the part of it that matters
};

/// The text with its first `from` replaced, and the lines on which the new words stand.
struct Changed
{
    std::string text;
    int first_line = 0;
    int last_line = 0;
};

Changed changed(std::string text, const Mistake& mistake)
{
    const std::string from(mistake.from);
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    if (at == std::string::npos) return {};
    text.replace(at, from.size(), mistake.to);
    const auto line_at = [&](std::size_t end) {
        return 1 + static_cast<int>(std::count(
                       text.begin(), text.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
    };
    return {text, line_at(at), line_at(at + std::string_view(mistake.to).size())};
}

/// "file:12: eligibility.criterion[2].kind: …" without the place of the file.
std::string told(const ProtocolError& error)
{
    return error.field.empty() ? error.sentence : error.field + ": " + error.sentence;
}

/// Where the setting at fault is among the new words, its line is theirs.
void expect_line(const ProtocolError& error, const Changed& made, const Mistake& mistake)
{
    EXPECT_GT(error.line, 0) << told(error);
    const auto key = error.field.substr(error.field.rfind('.') + 1);
    if (std::string(mistake.to).find(key + " = ") == std::string::npos) return;
    EXPECT_GE(error.line, made.first_line) << told(error);
    EXPECT_LE(error.line, made.last_line) << told(error);
}

void expect_finding(const std::string& file, const Mistake& mistake)
{
    const Changed made = changed(text_of(file), mistake);
    const auto protocol = load(made.text, texts_beside(file));
    ASSERT_FALSE(protocol) << mistake.to << " is taken";
    ASSERT_EQ(protocol.error().size(), 1U) << in_plain_words(protocol.error(), file);
    EXPECT_THAT(told(protocol.error().front()), HasSubstr(mistake.finding));
    expect_line(protocol.error().front(), made, mistake);
}

void expect_findings(const std::string& file, const std::vector<Mistake>& mistakes)
{
    for (const Mistake& mistake : mistakes) {
        SCOPED_TRACE(mistake.to);
        expect_finding(file, mistake);
    }
}

const std::string working_win = "protocols/working-win.toml";
const std::string small = "protocols/small.toml";

TEST(ProtocolErrors, AValueOfTheWrongKindIsToldWithWhatItShouldBe)
{
    expect_findings(
        small,
        {{"format = 1", "format = 2", "format: this program reads format 1"},
         {"name = \"Small Trial\"", "name = \"\"", "name: must not be empty"},
         {"name = \"Small Trial\"", "name = 7", "name: must be a text in quotes"},
         {"name = \"Small Trial\"", "name = \"Small\\nTrial\"", "name: must stand on one line"},
         {"name = \"Small Trial\"\n", "", "name: is missing: give a text"},
         {"prefix = \"ST\"", "prefix = \"toolongname\"", "prefix: is longer than 10 characters"},
         {"prefix = \"ST\"", "prefix = \"st1\"", "prefix: must be two or three capital letters"},
         {"id = \"small\"", "id = \"Small!\"", "id: may have only lower-case letters"},
         {"age_from = 18", "age_from = 180",
          "eligibility.age_from: must be a whole number from 16"},
         {"age_from = 18", "age_from = 18.0", "eligibility.age_from: must be a whole number"},
         {"required = true", "required = \"yes\"", "required: must be true or false"},
         {"opens = 2026-01-01", "opens = \"2026-01-01\"", "targets.opens: must be a day from 2000"},
         {"opens = 2026-01-01", "opens = 1826-01-01", "targets.opens: must be a day from 2000"},
         {"opens = 2026-01-01\n", "", "targets.opens: is missing: give a day"},
         {"by_month = [40, 60]", "by_month = [40, -60]", "may hold only whole numbers from 0"},
         {"by_month = [40, 60]", "by_month = 100", "targets.by_month: must be a list"},
         {"factors = []", "factors = [\"Area\"]", "randomisation.factors: may hold only ids"},
         {"draft_days = 28", "draft_days = 28\ndraft_dayz = 28",
          "referral.draft_dayz: is not a setting"},
         {"[support]\n", "[suport]\ncaseload = 1\n[support]\n", "suport: is not a setting"}});
}

TEST(ProtocolErrors, APartThatIsMissingIsToldWithItsName)
{
    expect_findings(
        small,
        {{"[targets]\nopens = 2026-01-01\ncloses = 2026-02-28\nrandomised = 100\n"
          "by_month = [40, 60]\n",
          "", "targets: is missing: give a section [targets]"},
         {"[[notice]]\nid = \"referral-privacy\"", "[[notice]]\nid = \"privacy\"",
          "notice: lacks the notice \"referral-privacy\""},
         {"[[referral.work]]\nid = \"no\"\nlabel = \"No\"\ngroup = \"everyone\"\n\n", "",
          "referral.work: is missing: give at least 2 sections [[referral.work]]"},
         {"[[consent.teach_back]]\nid = \"chance\"\nask = \"How is it decided which group you "
          "are in?\"\nlisten_for = \"By chance.\"\n",
          "", "consent.teach_back: is missing: give at least 1 section"}});
}

TEST(ProtocolErrors, AreasGroupsAndThePublicFormMustFitTogether)
{
    expect_findings(
        working_win,
        {{"id = \"sheffield\"\nname", "id = \"leeds\"\nname", "targets.area: \"sheffield\" is not"},
         {"commissioners = [\"03N\"]", "commissioners = [\"03n\"]",
          "area[5].commissioners: may hold only codes"},
         {"expected_share_percent = 30", "expected_share_percent = 40",
          "group: expected shares add up to 110 percent"},
         {"label = \"Yes, I am working\"\ngroup = \"in-work\"",
          "label = \"Yes, I am working\"\ngroup = \"working\"",
          "referral.work[1].group: \"working\" is not one of the groups"},
         {"label = \"Yes, I am working\"\ngroup = \"in-work\"", "label = \"Yes, I am working\"",
          "referral.work[1].group: give the group that this answer points to, or else why_not"},
         {"label = \"Yes, I am working\"\ngroup = \"in-work\"",
          "label = \"Yes, I am working\"\ngroup = \"in-work\"\nwhy_not = \"Because.\"",
          "referral.work[1].group: give the group that this answer points to, or else why_not"},
         {"id = \"braille\"\nlabel", "id = \"bsl\"\nlabel",
          "referral.need[5].id: \"bsl\" is the id of another section of this list too"}});
    expect_findings(small,
                    {{"expected_share_percent = 100\n",
                      "expected_share_percent = 100\n[[group]]\nid = \"nobody\"\nname = \"N\"\n"
                      "plain = \"N\"\nexpected_share_percent = 0\n[[support.clock]]\n"
                      "group = \"nobody\"\nsearch_days = 1\nin_work_days = 1\ntotal_days = 1\n"
                      "job_lost = \"support-ends\"\nsource = \"made up\"\n",
                      "referral.work: no answer points to the group \"nobody\""}});
}

TEST(ProtocolErrors, QuestionsOnEqualityHaveTheirNoticeAndMayBeDeclinedByAllAlike)
{
    expect_findings(
        working_win,
        {{"id = \"equality-privacy\"", "id = \"privacy\"",
          "notice: lacks the notice \"equality-privacy\""},
         {"{ id = \"different\"", "{ id = \"prefer-not-to-say\"",
          "referral.equality[2].choice[2].id: \"prefer-not-to-say\" is what every question has"},
         {"{ id = \"roma\"", "{ id = \"irish\"", "detail[4].id: \"irish\" is the id of another"}});
}

TEST(ProtocolErrors, EligibilityKeepsItsGatesAndItsReasons)
{
    expect_findings(
        working_win,
        {{"age_from = 18", "age_from = 18\nage_to = 17", "eligibility.age_to: is below age_from"},
         {"kind = \"age\"", "kind = \"asked\"", "exactly one criterion of the kind \"age\""},
         {"kind = \"group\"", "kind = \"asked\"", "exactly one criterion of the kind \"group\""},
         {"kind = \"area\"", "kind = \"asked\"",
          "exactly one criterion of the kind \"area\", since there are areas"},
         {"kind = \"age\"", "kind = \"years\"",
          "eligibility.criterion[1].kind: must be one of \"age\", \"area\""},
         {"kind = \"age\"", "kind = \"age\"\ndays_least = 3",
          "days_least: belongs to a criterion of the kind \"since\" alone"},
         {"kind = \"age\"", "kind = \"age\"\nmeets_when = \"yes\"",
          "meets_when: belongs to a criterion of the kind \"asked\" alone"},
         {"meets_when = \"no\"", "meets_when = \"unsure\"",
          "meets_when: must be one of \"yes\", \"no\""},
         {"kind = \"age\"", "kind = \"age\"\ngroups = [\"retired\"]",
          "eligibility.criterion[1].groups: \"retired\" is not one of the groups"},
         {"reason = \"other-help\"", "reason=\"cannot-decide\"",
          "eligibility.reason: no criterion gives the reason \"other-help\""},
         {"id = \"wants-work\"\n", "id = \"condition\"\n",
          "eligibility.criterion[5].id: \"condition\" is the id of another section"}});
    expect_findings(
        small,
        {{"reason = \"no-group\"", "reason=\"under-age\"",
          "eligibility.reason: no criterion gives the reason \"no-group\""},
         {"id = \"anyone\"\nkind = \"group\"", "id = \"anyone\"\nkind = \"since\"\ndays_least = 1",
          "exactly one criterion of the kind \"group\""},
         {"[[eligibility.criterion]]\nid = \"anyone\"",
          "[[eligibility.criterion]]\nid = \"practice\"\nkind = \"area\"\nquestion = \"Where?\"\n"
          "reason = \"no-group\"\n[[eligibility.criterion]]\nid = \"anyone\"",
          "has a criterion of the kind \"area\", and there are no areas"},
         {"[[eligibility.criterion]]\nid = \"anyone\"",
          "[[eligibility.criterion]]\nid = \"spell\"\nkind = \"since\"\nquestion = \"When?\"\n"
          "reason = \"no-group\"\n[[eligibility.criterion]]\nid = \"anyone\"",
          "eligibility.criterion[2].days_least: is missing"},
         {"[[eligibility.criterion]]\nid = \"anyone\"",
          "[[eligibility.criterion]]\nid = \"more\"\nkind = \"asked\"\nquestion = \"More?\"\n"
          "reason = \"unheard-of\"\n[[eligibility.criterion]]\nid = \"anyone\"",
          "reason: \"unheard-of\" is not one of eligibility.reason"}});
}

TEST(ProtocolErrors, TheClocksOfRecruitmentHoldWhatThePublicIsPromised)
{
    expect_findings(small, {{"last_attempt_working_days = 10", "last_attempt_working_days = 3",
                             "last_attempt_working_days: leaves too few days"},
                            {"first_attempt_working_days = 2", "first_attempt_working_days = 3",
                             "comes after the 2 working days that the public is promised"}});
}

TEST(ProtocolErrors, EveryKindOfConcernHasItsDays)
{
    expect_findings(
        small,
        {{"complaint_working_days = 3\n", "", "concern_rules.complaint_working_days: is missing"},
         {"adverse_event_working_days = 1", "adverse_event_working_days = 21",
          "concern_rules.adverse_event_working_days: must be a whole number from 0 to 20"},
         {"incident_working_days = 1", "incident_working_days = -1",
          "concern_rules.incident_working_days: must be a whole number from 0 to 20"}});
}

TEST(ProtocolErrors, ConsentHasItsRequiredItemAndTextsThatCanBeRead)
{
    const char* text = "file = \"content/en/information-working-win.md\"";
    expect_findings(
        small,
        {{"required = true\n", "",
          "consent.item[1].required: must be true for the scope \"take-part\""},
         {"scope = \"take-part\"", "scope = \"interviews\"",
          "consent.item: must have an item of the scope \"take-part\""},
         {"scope = \"government-records\"", "scope = \"surveys\"",
          "consent.item[3].scope: is that of another item too"},
         {"scope = \"surveys\"", "scope = \"everything\"", "scope: must be one of \"take-part\""},
         {"methods = [\"typed-name\"]", "methods = []", "consent.methods: give at least one way"},
         {"methods = [\"typed-name\"]", "methods = [\"typed-name\", \"nod\"]",
          "consent.methods: \"nod\" is no way to sign"},
         {"methods = [\"typed-name\"]", "methods = [\"paper\", \"paper\"]",
          "\"paper\" stands twice"},
         {"format = \"standard\"", "format = \"large-print\"",
          "consent.sheet.text: must begin with the text in the format \"standard\""},
         {text,
          "file = \"content/en/information-working-win.md\"\n[[consent.sheet.text]]\nformat = "
          "\"standard\"\nlanguage = \"en\"\nfile = \"content/en/cookies.md\"",
          "consent.sheet.text[2].format: stands twice in that language"},
         {text, "file = \"content/en/gone.md\"",
          "consent.sheet.text[1].file: names a file that cannot be read, or is empty"},
         {text, "file = \"../etc/passwd\"", "file: must name a file inside the folder"},
         {text, "file = \"/etc/passwd\"", "file: must name a file inside the folder"},
         {text, "file = \"build/assets/icon.svg\\u0000\"", "file: must stand on one line"}});
}

TEST(ProtocolErrors, TheBaselineIsTheOneThatIsNamed)
{
    expect_findings(small, {{"file = \"protocols/questionnaires/small-1.toml\"\nversion = \"1\"",
                             "file = \"protocols/questionnaires/small-1.toml\"\nversion = \"2\"",
                             "baseline.version: is \"2\", and that of protocols/questionnaires/"},
                            {"file = \"protocols/questionnaires/small-1.toml\"",
                             "file = \"protocols/questionnaires/none.toml\"",
                             "baseline.file: names a file that cannot be read"}});
}

TEST(ProtocolErrors, AllocationHasArmsFactorsAndASchemeByHash)
{
    expect_findings(
        small,
        {{"factors = []", "factors = [\"area\"]",
          "randomisation.factors: has \"area\", and there are no areas"},
         {"factors = []", "factors = [\"group\", \"group\"]", "factors: \"group\" stands twice"},
         {"factors = []", "factors = [\"age\"]", "factors: \"age\" is no factor"},
         {"hand_off = \"support-case\"", "hand_off = \"local-services\"",
          "randomisation.arm: exactly one arm must have the hand_off \"local-services\""},
         {"id = \"new\"\nname", "id = \"usual\"\nname",
          "randomisation.arm[2].id: \"usual\" is the id"},
         {"share = 1\nhand_off = \"support-case\"", "share = 0\nhand_off = \"support-case\"",
          "randomisation.arm[2].share: must be a whole number from 1 to 9"},
         {"epoch_positions = 64", "epoch_positions = 4", "epoch_positions: must be a whole number"},
         {"epoch_positions = 64", "epoch_positions = 64\nbeacon = 7",
          "randomisation.beacon: must be a text in quotes"},
         {"epoch_positions = 64", "epoch_positions = 64\nbeacon = \"\"",
          "randomisation.beacon: must not be empty"},
         {"scheme_file = \"small.randomisation.toml\"", "scheme_file = \"small.toml\"",
          "randomisation.scheme_file: must be a file beside this one"},
         {"scheme_file = \"small.randomisation.toml\"", "scheme_file = \"../x.randomisation.toml\"",
          "randomisation.scheme_file: must be a file beside this one"},
         {"scheme_hash = \"", "scheme_hash = \"X", "randomisation.scheme_hash: is longer than 64"},
         {"\nscheme_hash = \"", "\nscheme_hash = \"abc\"\n# \"",
          "randomisation.scheme_hash: must be 64 hexadecimal digits"}});
}

TEST(ProtocolErrors, EveryGroupHasOneClockThatCanBeKept)
{
    const char* clock = "[[support.clock]]\ngroup = \"everyone\"";
    expect_findings(
        small,
        {{clock,
          "[[support.clock]]\ngroup = \"everyone\"\nsearch_days = 1\nin_work_days = 1\ntotal_days "
          "= 1\n"
          "job_lost = \"support-ends\"\nsource = \"made up\"\n[[support.clock]]\ngroup = "
          "\"everyone\"",
          "support.clock[2].group: has two clocks"},
         {clock,
          "[[support.clock]]\ngroup = \"nobody\"\nsearch_days = 1\nin_work_days = 1\ntotal_days = "
          "1\n"
          "job_lost = \"support-ends\"\nsource = \"made up\"\n[[support.clock]]\ngroup = "
          "\"everyone\"",
          "support.clock[1].group: \"nobody\" is not one of the groups"},
         {"total_days = 120", "total_days = 99",
          "support.clock[1].total_days: is shorter than the search or the time in work"},
         {"caseload_fidelity = 20", "caseload_fidelity = 31",
          "support.caseload_fidelity: is above caseload_most"},
         {"notice_days = [14]", "notice_days = [14, 30]", "support.notice_days: must fall"},
         {"job_lost = \"support-ends\"", "job_lost = \"shrug\"", "job_lost: must be one of"}});
    expect_findings(working_win,
                    {{"[[group]]\nid = \"in-work\"",
                      "[[group]]\nid = \"retired\"\nname = \"Retired\"\nplain = \"You are "
                      "retired.\"\nexpected_share_percent = 0\n[[referral.work]]\nid = "
                      "\"retired\"\nlabel = \"Retired\"\ngroup = \"retired\"\n\n"
                      "[[group]]\nid = \"in-work\"",
                      "support.clock: lacks the clock of the group \"retired\""}});
}

TEST(ProtocolErrors, WavesComeInOrderAndDoNotOverlap)
{
    const char* next = "[[wave]]\nid = \"month-12\"";
    expect_findings(
        working_win,
        {{"reminder_days = [7, 14]", "reminder_days = [14, 7]", "wave[1].reminder_days: must rise"},
         {"reminder_days = [7, 14]", "reminder_days = [7, 60]",
          "wave[1].reminder_days: has a reminder after the wave has closed"},
         {"telephone_days = 21", "telephone_days = 50",
          "wave[1].telephone_days: comes after the wave has closed"},
         {"id = \"month-12\"", "id = \"month-4\"", "wave[2].id: \"month-4\" is the id"},
         {next,
          "[[wave]]\nid = \"month-5\"\nname = \"5\"\nmonths = 5\nopens_days_before = 7\n"
          "closes_days_after = 7\ntelephone_days = 7\n[[wave]]\nid = \"month-12\"",
          "wave[2].opens_days_before: opens before the wave before it has closed"},
         {next,
          "[[wave]]\nid = \"month-3\"\nname = \"3\"\nmonths = 3\nopens_days_before = 7\n"
          "closes_days_after = 7\ntelephone_days = 7\n[[wave]]\nid = \"month-12\"",
          "wave[2].months: must come after the wave before it"}});
}

TEST(ProtocolErrors, AnOutcomeIsCollectedAlikeInBothArmsAndCanBeMeasured)
{
    expect_findings(
        working_win,
        {{"rank = \"management\"\nsource", "rank = \"secondary\"\nsource",
          "outcome[7].source: is not collected alike in both arms"},
         {"id = \"general-health\"", "id = \"employed-13-weeks\"",
          "outcome[2].id: \"employed-13-weeks\" stands twice in that version"},
         {"domain = \"wellbeing\"",
          "domain = \"wellbeing\"\nemployment = { weeks_least = 1, hours_least "
          "= 0, gap_days_most = 0 }",
          "outcome[3].employment: belongs to an outcome of the domain \"employment\" alone"},
         {"source = \"survey\"\nmonths = 12", "source = \"survey\"\nmonths = 6",
          "outcome[2].source: is a survey's, and no wave is at 6 months"}});
    expect_findings(small, {{"rank = \"primary\"", "rank = \"secondary\"",
                             "outcome: needs one of the rank \"primary\""},
                            {"scope = \"government-records\"", "scope = \"health-records\"",
                             "no consent item has the scope \"government-records\""}});
}

TEST(ProtocolErrors, TargetsAddUp)
{
    expect_findings(small, {{"closes = 2026-02-28", "closes = 2025-12-31",
                             "targets.closes: comes before opens"},
                            {"by_month = [40, 60]", "by_month = [100]",
                             "must have a number for each of the 2 months from opens to closes"},
                            {"by_month = [40, 60]", "by_month = [40, 61]",
                             "targets.by_month: adds up to 101, not to the 100 of randomised"}});
    expect_findings(
        working_win,
        {{"area = \"sheffield\"", "area = \"barnsley\"", "targets.area[5].area: stands twice"},
         {"percent = 41", "percent = 42", "targets.area: adds up to 101 percent, not 100"},
         {"[[targets.area]]\narea = \"sheffield\"\npercent = 41\n", "",
          "targets.area: must have each area once, or none"},
         {"[\"ethnic-group\", \"conditions\"]", "[\"ethnicity\"]",
          "targets.characteristics: \"ethnicity\" is not a question of the baseline"},
         {"[\"ethnic-group\", \"conditions\"]", "[\"hours\"]",
          "targets.characteristics: \"hours\" is not answered with options"},
         {"[\"ethnic-group\", \"conditions\"]", "[\"conditions\", \"conditions\"]",
          "targets.characteristics: \"conditions\" stands twice"}});
}

TEST(ProtocolErrors, ReferenceDataCanBeReadAndHasADay)
{
    expect_findings(working_win, {{"file = \"protocols/reference/bank-holidays-england.txt\"",
                                   "file = \"protocols/reference/none.txt\"",
                                   "reference[5].file: names a file that cannot be read"},
                                  {"as_of = 2018-01-01", "as_of = \"lately\"",
                                   "reference[1].as_of: must be a day"}});
}

TEST(ProtocolErrors, ASyntaxErrorIsReportedAloneWithItsLine)
{
    const auto protocol = load("format = 1\nid = \"x\nversion = 2\n", texts_beside(small));
    ASSERT_FALSE(protocol);
    ASSERT_EQ(protocol.error().size(), 1U);
    EXPECT_EQ(protocol.error()[0].line, 2);
    EXPECT_THAT(protocol.error()[0].sentence, HasSubstr("this is not TOML"));
}

TEST(ProtocolErrors, EveryErrorOfMeaningIsReportedAtOnceInOrderOfLines)
{
    std::string text =
        changed(text_of(working_win), {"prefix = \"WW\"", "prefix = \"ww1\"", ""}).text;
    text = changed(text, {"by_month = [150,", "by_month = [151,", ""}).text;
    text = changed(text, {"age_from = 18", "age_from = 180", ""}).text;
    text = changed(text, {"draft_days = 28", "draft_dayz = 28", ""}).text;
    const auto protocol = load(text, texts_beside(working_win));
    ASSERT_FALSE(protocol);
    std::vector<std::string> fields;
    for (const ProtocolError& error : protocol.error())
        fields.push_back(error.field);
    EXPECT_THAT(fields,
                ::testing::ElementsAre("prefix", "eligibility.age_from", "referral.draft_days",
                                       "referral.draft_dayz", "targets.by_month"));
    EXPECT_TRUE(std::ranges::is_sorted(protocol.error(), {}, &ProtocolError::line));
}

/// The small protocol with its questionnaire changed.
Result<Protocol, ProtocolErrors> with_questionnaire(const Mistake& mistake)
{
    const std::string file = "protocols/questionnaires/small-1.toml";
    const std::string text = changed(text_of(file), mistake).text;
    const auto others = texts_beside(small);
    return load(text_of(small), [&](const std::string& name) {
        return name == file ? std::optional(text) : others(name);
    });
}

void expect_questionnaire_finding(const Mistake& mistake)
{
    SCOPED_TRACE(mistake.to);
    const auto protocol = with_questionnaire(mistake);
    ASSERT_FALSE(protocol) << mistake.to << " is taken";
    ASSERT_EQ(protocol.error().size(), 1U) << in_plain_words(protocol.error(), small);
    const ProtocolError& error = protocol.error().front();
    EXPECT_THAT(told(error), HasSubstr(mistake.finding));
    EXPECT_EQ(error.file, "protocols/questionnaires/small-1.toml");
    expect_line(error, changed(text_of(error.file), mistake), mistake);
}

TEST(QuestionnaireErrors, EachMistakeIsToldWithTheFileItStandsIn)
{
    const std::vector<Mistake> mistakes{
        {"format = 1", "format = 3", "format: this program reads format 1"},
        {"minutes = 2", "minutes = 0", "minutes: must be a whole number from 1"},
        {"licence = \"CC0-1.0\"", "licence = \"ask-first\"",
         "instrument[1].licence: \"ask-first\" does not let its words be shipped"},
        {"[[section]]\nid = \"all\"",
         "[[instrument]]\nid = \"idle\"\nname = \"I\"\nsource = \"S\"\nlicence = \"CC0-1.0\"\n"
         "[[section]]\nid = \"all\"",
         "instrument: no section uses \"idle\""},
        {"title = \"All\"\ninstrument = \"own\"",
         "title = \"All\"\ninstrument = \"own\"\nmood = \"good\"",
         "section[1].mood: is not a setting"},
        {"[[section]]\nid = \"all\"", "[[section]]\nid = \"lock\"",
         "section[1].id: \"lock\" is the name of a page"},
        {"id = \"hours\"", "id = \"working\"", "section[1].question[2].id: \"working\" is the id"},
        {"kind = \"date\"", "kind = \"day\"", "kind: must be one of \"one-of\""},
        {"option = [{ id = \"yes\", label = \"Yes\" }, { id = \"no\", label = \"No\" }]",
         "option = [{ id = \"yes\", label = \"Yes\" }, { id = \"yes\", label = \"No\" }]",
         "option[2].id: \"yes\" is the id of another section"},
        {"{ id = \"no\", label = \"No\" }", "{ id = \"declined\", label = \"No\" }",
         "option[2].id: \"declined\" is kept for"},
        {"option = [{ id = \"yes\", label = \"Yes\" }, { id = \"no\", label = \"No\" }]",
         "option = [{ id = \"yes\", label = \"Yes\" }, { id = \"no\", label = \"No\", alone = true "
         "}]",
         "has an option that is chosen alone, and only one can be chosen anyway"},
        {"kind = \"date\"", "kind = \"one-of\"\nscale = \"agreement\"",
         "scale: \"agreement\" is no [[scale]] of this file"},
        {"least = 0\nmost = 100", "least = 0\nmost = 0", "question[2].most: must be above least"},
        {"usual_most = 48", "usual_most = 480", "usual_most: what is usual must lie between"},
        {"most = 10\n", "most = 100\n", "most: makes more than 21 points"},
        {"least_label = \"Not at all\"\n", "", "least_label: is missing"},
        {"when = [{ question = \"working\", is = [\"yes\"] }]",
         "when = [{ question = \"able\", at_least = 3 }]",
         "when[1].question: \"able\" is no question that comes earlier"},
        {"when = [{ question = \"working\", is = [\"yes\"] }]",
         "when = [{ question = \"working\", is = [\"maybe\"] }]",
         "when[1].question: \"maybe\" is not one of its answers"},
        {"when = [{ question = \"working\", is = [\"yes\"] }]",
         "when = [{ question = \"working\", at_least = 3 }]",
         "when[1].question: is not answered with a number"},
        {"most_label = \"Completely\"",
         "most_label = \"Completely\"\nwhen = [{ question = \"hours\", is = [\"yes\"] }]",
         "when[1].question: is not answered by choosing"},
        {"when = [{ question = \"working\", is = [\"yes\"] }]",
         "when = [{ question = \"working\", is = [\"yes\"], is_not = [\"no\"] }]",
         "when[1].question: needs exactly one of is, is_not, at_least, at_most"},
        {"when = [{ question = \"working\", is = [\"yes\"] }]",
         "when = [{ question = \"working\", is = [] }]", "when[1].is: gives no answer"},
        {"[[section.question]]\nid = \"since\"",
         "[[check]]\nid = \"odd\"\nsentence = \"Odd?\"\n[[section.question]]\nid = \"since\"",
         "check[1].when: is missing: give at least 1 section"}};
    for (const Mistake& mistake : mistakes)
        expect_questionnaire_finding(mistake);
}

TEST(QuestionnaireErrors, ItsSyntaxErrorIsReportedWithItsFileAndLine)
{
    const auto protocol = with_questionnaire({"minutes = 2", "minutes = ", ""});
    ASSERT_FALSE(protocol);
    ASSERT_EQ(protocol.error().size(), 1U);
    EXPECT_EQ(protocol.error()[0].file, "protocols/questionnaires/small-1.toml");
    EXPECT_GT(protocol.error()[0].line, 0);
}

TEST(QuestionnaireErrors, SomethingMustBeAskedOfEverybody)
{
    std::string text = text_of("protocols/questionnaires/small-1.toml");
    text = changed(text, {"must_answer = true", "optional = true", ""}).text;
    text = changed(text, {"least_label = ", "optional = true\nleast_label = ", ""}).text;
    const auto others = texts_beside(small);
    const auto protocol = load(text_of(small), [&](const std::string& name) {
        return name.ends_with("small-1.toml") ? std::optional(text) : others(name);
    });
    ASSERT_FALSE(protocol);
    ASSERT_EQ(protocol.error().size(), 1U) << in_plain_words(protocol.error(), small);
    EXPECT_THAT(told(protocol.error()[0]), HasSubstr("has no question that everybody must answer"));
}

TEST(QuestionnaireErrors, WhatCanTellOfHarmNeedsADutyRotaAndATextForTheNight)
{
    const Mistake risk{"id = \"able\"", "id = \"able\"\nreveals_risk = true", ""};
    const auto refused = with_questionnaire(risk);
    ASSERT_FALSE(refused);
    EXPECT_THAT(told(refused.error().front()),
                HasSubstr("baseline.file: asks \"able\", whose answer can tell of harm"));

    const std::string text = changed(text_of("protocols/questionnaires/small-1.toml"), risk).text;
    const std::string safe =
        changed(text_of(small), {"[baseline]",
                                 "[safety]\nduty_rota = \"the duty worker, by telephone\"\n"
                                 "out_of_hours = \"content/en/cookies.md\"\n[baseline]",
                                 ""})
            .text;
    const auto others = texts_beside(small);
    const auto taken = load(safe, [&](const std::string& name) {
        return name.ends_with("small-1.toml") ? std::optional(text) : others(name);
    });
    EXPECT_TRUE(taken) << in_plain_words(taken.error(), small);
}

TEST(SchemeErrors, EachMistakeIsTold)
{
    const auto protocol = load_file(small);
    ASSERT_TRUE(protocol);
    const std::vector<Mistake> mistakes{
        {"kind = \"blocks\"", "kind = \"coin\"", "kind: must be one of \"big-stick\", \"blocks\""},
        {"block_sizes = [2, 4, 6]", "block_sizes = []", "block_sizes: give at least one size"},
        {"block_sizes = [2, 4, 6]", "block_sizes = [4]", "block_sizes: has one size alone"},
        {"block_sizes = [2, 4, 6]", "block_sizes = [2, 3]", "block_sizes: 3 is no multiple of 2"},
        {"block_sizes = [2, 4, 6]", "block_sizes = [4, 2]", "block_sizes: must rise"},
        {"nonce = \"33", "nonce = \"3", "nonce: must be 64 hexadecimal digits"},
        {"format = 1", "format = 1\nlimit = 3", "limit: is not a setting"}};
    for (const Mistake& mistake : mistakes) {
        SCOPED_TRACE(mistake.to);
        const Changed made = changed(text_of("protocols/small.randomisation.toml"), mistake);
        const auto scheme = load_scheme(made.text, protocol->randomisation);
        ASSERT_FALSE(scheme);
        ASSERT_GE(scheme.error().size(), 1U);
        EXPECT_THAT(told(scheme.error().front()), HasSubstr(mistake.finding));
    }
}

TEST(SchemeErrors, AFileThatIsNotTheOneOfTheHashIsRefusedAndItsHashIsSaid)
{
    auto protocol = load_file(small);
    ASSERT_TRUE(protocol);
    const std::string right = protocol->randomisation.scheme_hash;
    protocol->randomisation.scheme_hash = std::string(64, '0');
    const auto scheme = load_scheme_beside(small, protocol->randomisation);
    ASSERT_FALSE(scheme);
    EXPECT_THAT(scheme.error().front().sentence, HasSubstr(right));
    protocol->randomisation.scheme_file = "none.randomisation.toml";
    EXPECT_FALSE(load_scheme_beside(small, protocol->randomisation));
}

} // namespace evenhand::protocol::protocol_errors_test
