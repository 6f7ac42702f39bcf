#include "app/user_commands.hpp"

#include "app/terminal.hpp"
#include "people/staff/user_commands.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace evenhand::app {

namespace user_commands {

constexpr std::size_t words_of_a_request = 8;

AdminWords to_words(const UserRequest& request)
{
    return {request.verb,   request.email,  request.name,         request.role,
            request.reason, request.course, request.completed_on, request.until};
}

UserRequest from_words(const AdminWords& words)
{
    return {.verb = words[0],
            .email = words[1],
            .name = words[2],
            .role = words[3],
            .reason = words[4],
            .course = words[5],
            .completed_on = words[6],
            .until = words[7]};
}

AdminAnswer refused(const std::string& sentence)
{
    return {.exit_code = 1, .text = "evenhand: " + sentence + "\n"};
}

AdminAnswer told(const Result<std::string, std::string>& result)
{
    return result ? AdminAnswer{.exit_code = 0, .text = *result + "\n"} : refused(result.error());
}

AdminAnswer invited(const Result<staff::InvitedUser, std::string>& result)
{
    if (!result) return refused(result.error());
    return {
        .exit_code = 0,
        .text = fmt::format(
            "Give this link to its owner and to nobody else. It works once, for seven days:\n{}\n",
            result->link)};
}

AdminAnswer listed(const std::vector<staff::AccountRow>& rows)
{
    if (rows.empty())
        return {.exit_code = 0,
                .text = "There are no accounts. Add one with `evenhand user add`.\n"};
    std::string text;
    for (const staff::AccountRow& row : rows) {
        std::string roles;
        for (const staff::Role role : row.roles)
            roles += fmt::format("{}{}", roles.empty() ? "" : ", ", name_of(role));
        text += fmt::format("{:<36} {:<28} {:<9} {}\n", row.account.email, row.account.name,
                            name_of(row.account.state), roles.empty() ? "no role" : roles);
    }
    return {.exit_code = 0, .text = text};
}

AdminAnswer run(const staff::StaffServices& services, storage::Units& units,
                const UserRequest& request)
{
    if (request.verb == "add")
        return invited(staff::add_user(services, units, request.name, request.email));
    if (request.verb == "reset")
        return invited(staff::reset_user(services, units, request.email, request.reason));
    if (request.verb == "grant") {
        return told(
            staff::grant_role(services, units, request.email, request.role, request.reason));
    }
    if (request.verb == "revoke") {
        return told(
            staff::revoke_role(services, units, request.email, request.role, request.reason));
    }
    if (request.verb == "train") {
        return told(staff::train_user(services, units, request.email,
                                      {.course = request.course,
                                       .completed_on = request.completed_on,
                                       .until = request.until}));
    }
    if (request.verb == "end")
        return told(staff::end_user(services, units, request.email, request.reason));
    return listed(staff::list_users(services, units));
}

} // namespace user_commands

AdminAnswer answer_user_command(House& house, const AdminWords& words)
{
    if (words.size() != user_commands::words_of_a_request) {
        return {.exit_code = 2,
                .text = "evenhand: the running server is of another version; restart it\n"};
    }
    return user_commands::run(house.staff, *house.units, user_commands::from_words(words));
}

int run_user_command(const Place& place, const ServeOptions& options, const UserRequest& request)
{
    const AdminWords words = user_commands::to_words(request);
    auto answer = ask_running_server(place.admin_socket, words);
    if (!answer) {
        const SystemTrialClock trial_clock;
        const SystemMachineClock machine_clock;
        SystemRandomSource random;
        House house(house_options(place, options, trial_clock, machine_clock, random));
        answer = answer_user_command(house, words);
    }
    print(answer->text);
    return answer->exit_code;
}

} // namespace evenhand::app
