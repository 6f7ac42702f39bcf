#include "people/staff/pages/show_account.hpp"

#include "core/check.hpp"
#include "html/components.hpp"
#include "people/staff/pages/frame.hpp"

#include <vector>

namespace evenhand::staff {
namespace show_account_parts {

html::Html roles_of(std::span<const RoleGrant> roles)
{
    if (roles.empty()) return "None yet";
    html::Html items;
    for (const auto& grant : roles) {
        items += html::element("li", {}, title_of(grant.role), ", since ", moment(grant.since));
    }
    return html::element("ul", {html::attr("class", "govuk-list")}, items);
}

html::Html holds(const Training& training, LocalDate today)
{
    if (!is_in_force(training, today)) {
        return html::tag({.text = "Run out", .classes = "govuk-tag--red"});
    }
    return html::tag({.text = "In force", .classes = "govuk-tag--green"});
}

} // namespace show_account_parts

html::Html show_state(AccountState state)
{
    switch (state) {
    case AccountState::invited:
        return html::tag({.text = "Invited", .classes = "govuk-tag--yellow"});
    case AccountState::active:
        return html::tag({.text = "Active", .classes = "govuk-tag--green"});
    case AccountState::ended:
        return html::tag({.text = "Ended", .classes = "govuk-tag--grey"});
    }
    CHECK(false);
}

std::string works_in(const StaffServices& services, storage::UnitOfWork& work, AccountId account)
{
    const auto posting = services.postings.current(work, account);
    return posting ? words_of(*posting, services.settings.areas) : "No area yet";
}

html::Html show_account(const Account& account, std::span<const RoleGrant> roles,
                        std::string_view works_in)
{
    std::vector<html::SummaryRow> rows{
        {.key = "Name", .value = account.name},
        {.key = "Email address", .value = account.email},
        {.key = "Account", .value = show_state(account.state)},
        {.key = "Roles", .value = show_account_parts::roles_of(roles)},
        {.key = "Works in", .value = works_in},
    };
    if (account.ended_at) rows.push_back({.key = "Ended", .value = moment(*account.ended_at)});
    return html::summary_list({.rows = std::move(rows)});
}

html::Html show_trainings(std::span<const Training> trainings, LocalDate today)
{
    const auto title = html::element("h2", {html::attr("class", "govuk-heading-m")}, "Training");
    if (trainings.empty()) return html::fragment(title, paragraph("No training is recorded."));
    std::vector<html::TableRow> rows;
    for (const auto& training : trainings) {
        rows.push_back(
            {{.text = training.course},
             {.text = training.completed_on.plain()},
             {.text = training.valid_until ? training.valid_until->plain() : "No end date"},
             {.text = show_account_parts::holds(training, today)}});
    }
    return html::fragment(title, html::scrolling_table({.caption = "Training completed",
                                                        .caption_classes = "govuk-visually-hidden",
                                                        .head = {{.text = "Course"},
                                                                 {.text = "Completed"},
                                                                 {.text = "Valid until"},
                                                                 {.text = "Now"}},
                                                        .rows = std::move(rows)},
                                                       "Training completed"));
}

} // namespace evenhand::staff
