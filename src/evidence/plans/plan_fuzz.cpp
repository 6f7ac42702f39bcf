// A plan comes from whoever evaluates a trial, and the data from wherever it was kept: no text may
// make reading or running them crash, throw or hang. After a NUL stands the data file.
#include "core/check.hpp"
#include "evidence/plans/pages/report.hpp"
#include "evidence/plans/r_script.hpp"
#include "evidence/plans/run.hpp"
#include "evidence/plans/tables.hpp"
#include "statistics/data_file.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace evenhand::plans::plan_fuzz {

/// What takes long by design is made short: the plan may ask for a thousand imputations.
void shorten(Plan& plan)
{
    plan.frequency.clear();
    for (Analysis& analysis : plan.analyses) {
        analysis.draws = std::min(analysis.draws, 20);
        analysis.missing.imputations = 2;
        analysis.missing.rounds = 2;
    }
}

void run_on(Plan plan, std::string_view csv)
{
    auto data = statistics::read_data(csv, plan.read);
    if (!data) {
        CHECK(!data.error().empty());
        return;
    }
    shorten(plan);
    const auto result = run_plan(plan, *std::move(data));
    if (!result) {
        CHECK(!result.error().empty());
        return;
    }
    CHECK(!results_json(plan, *result, {}).empty());
    CHECK(!report(plan, *result, {}).empty());
    CHECK(!tables(plan, *result).empty());
}

} // namespace evenhand::plans::plan_fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace evenhand;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto end = std::min(text.find('\0'), text.size());
    const auto plan = plans::read_plan(text.substr(0, end));
    if (plan) {
        CHECK(!plans::r_script(*plan, {}).empty());
        plans::plan_fuzz::run_on(*plan, text.substr(std::min(end + 1, text.size())));
        return 0;
    }
    const auto lines = 1 + std::count(text.begin(), text.end(), '\n');
    CHECK(!plan.error().empty());
    for (const auto& error : plan.error()) {
        CHECK(error.line >= 0 && error.line <= lines);
        CHECK(!error.sentence.empty());
    }
    return 0;
}
