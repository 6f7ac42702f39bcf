#pragma once

#include "evidence/reports/disclosure.hpp"
#include "evidence/reports/month.hpp"
#include "protocol/protocol.hpp"
#include "protocol/questionnaire_rules.hpp"
#include "recruitment/referral/tally_store.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::targets {

using reports::Month;

/// The month in which recruitment opened: the protocol's, unless the trial runs in other months.
Month opening(const protocol::Targets& targets, std::optional<LocalDate> first_referral);

/// How many were randomised in a month, and how many were expected.
struct MonthRow
{
    Month month;
    std::int64_t actual = 0;
    std::int64_t expected = 0;
};

/// One row of a breakdown.
struct Row
{
    std::string label;
    std::optional<std::int64_t> people = {};   ///< nothing: hidden
    std::optional<std::int64_t> expected = {}; ///< nothing: no target for it
    std::optional<int> percent = {};           ///< nothing: hidden, or not of one whole
    std::optional<int> expected_percent = {};
};

struct Breakdown
{
    std::string id; ///< "area"
    std::string title;
    std::vector<Row> rows;
    bool withheld = false; ///< too few people to break down
};

/// Everything that the recruitment page shows of one moment.
struct Figures
{
    std::vector<MonthRow> months;
    std::vector<Breakdown> breakdowns;
};
std::int64_t randomised(const Figures& figures);
std::int64_t expected(const Figures& figures);

/// Counts by code, before disclosure control.
using Counts = referral::Tally::Counts;

/// What is counted of those who were randomised.
struct Counted
{
    std::vector<MonthRow> months = {}; ///< with expected
    Counts groups = {};
    Counts areas = {};
    Counts routes = {};
};
/// How many were expected in each month from the opening to `last`.
std::vector<MonthRow> expected_months(const protocol::Targets& targets, Month opening, Month last);

/// By group, area and route, after disclosure control.
std::vector<Breakdown> open_breakdowns(const protocol::Protocol& protocol, const Counted& counted);
/// What the baseline says of those who were randomised.
struct Characteristics
{
    std::int64_t people = 0;
    std::map<std::string, Counts> answers; ///< by question, then by option or declined_value
    /// Counts one more. What was erased, or was not asked, counts as not answered.
    void add(const protocol::Targets& targets, const protocol::QuestionnaireAnswers& answers_given);
};

/// By campaign, by each characteristic of the protocol, and, where none of these is of the same
/// name, by each question on equality and by kind of condition; after disclosure control.
std::vector<Breakdown> sealed_breakdowns(const protocol::Protocol& protocol,
                                         const referral::Tally& tally,
                                         const Characteristics& characteristics);

/// As frozen figures are kept, and back. CHECKs the form.
std::string text_of(const Figures& figures);
Figures figures_in(std::string_view text);

/// The figures as a file for a spreadsheet: UTF-8, one header line, RFC 4180.
std::string csv_of(const Figures& figures);

} // namespace evenhand::targets
