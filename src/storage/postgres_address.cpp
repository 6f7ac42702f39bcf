// A password that holds an @ or a / and is not written in per cent signs moves the borders between
// the parts of an address, and libpq then names a piece of the password as a host, a port or a
// database that it cannot find. So an address with such signs in those parts is refused before
// libpq sees it.
#include "storage/postgres_address.hpp"

#include <libpq-fe.h>

#include <fmt/format.h>

#include <memory>

namespace evenhand::storage {
namespace postgres_address {

constexpr std::string_view digits_and_commas = "0123456789,";

using Options = std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)>;

Options parsed(const std::string& address)
{
    char* fault = nullptr;
    Options options(PQconninfoParse(address.c_str(), &fault), &PQconninfoFree);
    PQfreemem(fault);
    return options;
}

std::string_view value_of(const Options& options, std::string_view keyword)
{
    for (const auto* option = options.get(); option != nullptr && option->keyword != nullptr;
         ++option) {
        if (option->keyword == keyword && option->val != nullptr) return option->val;
    }
    return {};
}

bool has(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

/// As it stands between the first colon and the first @, still in per cent signs.
std::string_view password_as_written(std::string_view address)
{
    const auto begin = address.find("//") + 2;
    const auto at = address.find('@', begin);
    const auto colon = address.find(':', begin);
    if (at == std::string_view::npos || colon >= at) return {};
    return address.substr(colon + 1, at - colon - 1);
}

/// The first line of libpq's own; the line before it is SOCI's, and what follows advises.
std::string_view first_reason(std::string_view said)
{
    constexpr std::string_view of_soci = "Cannot establish connection to the database.";
    if (said.starts_with(of_soci)) said.remove_prefix(of_soci.size());
    const auto begin = said.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos) return {};
    said.remove_prefix(begin);
    return said.substr(0, said.find_first_of("\t\r\n"));
}

} // namespace postgres_address

std::optional<std::string> fault_of_postgres_address(const std::string& address)
{
    using postgres_address::value_of;
    const auto options = postgres_address::parsed(address);
    const auto port = value_of(options, "port");
    const bool clear =
        options != nullptr && !postgres_address::has(value_of(options, "host"), "@") &&
        !postgres_address::has(value_of(options, "dbname"), "@") &&
        port.find_first_not_of(postgres_address::digits_and_commas) == std::string_view::npos;
    if (clear) return std::nullopt;
    return "The PostgreSQL address cannot be read: it is "
           "postgresql://USER:PASSWORD@HOST:PORT/NAME, and in the password %40 stands for @, %2F "
           "for / and %25 for %.";
}

std::string refused_connection(std::string_view said, const std::string& address)
{
    constexpr std::string_view sentence = "Cannot reach the PostgreSQL server";
    const auto options = postgres_address::parsed(address);
    const auto reason = postgres_address::first_reason(said);
    bool tells = false;
    for (const auto password : {postgres_address::value_of(options, "password"),
                                postgres_address::password_as_written(address)})
        tells |= !password.empty() && postgres_address::has(reason, password);
    if (reason.empty() || tells) return fmt::format("{}.", sentence);
    return fmt::format("{}: {}{}", sentence, reason, reason.ends_with('.') ? "" : ".");
}

} // namespace evenhand::storage
