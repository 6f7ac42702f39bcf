#pragma once

// What every answer of the program must be, whoever asked for whatever: its headers, its weight,
// its title. Each rule gives a sentence for each way in which an answer breaks it.

#include "http/exchange.hpp"
#include "storage/database.hpp"
#include "storage/store_digest.hpp"
#include "tests/support/test_client.hpp"

#include <string>
#include <vector>

namespace evenhand::matrix {

using Faults = std::vector<std::string>;

/// Of HTML, as it comes over the wire: dynamic pages are never compressed (design 4, B html).
inline constexpr std::size_t most_page_bytes = 100 * 1000;

/// The security headers (security 4.9), on any answer.
Faults header_faults(const tests::Visit& answer);
/// The weight, and a title that begins with "Error: " where, and only where, the page has an error
/// summary. Nothing for what is no page.
Faults page_faults(const tests::Visit& answer, std::size_t most_bytes = most_page_bytes);
/// Each error of the summary leads to something on the page, and has words.
Faults summary_faults(const tests::Visit& answer);

struct SummaryError
{
    std::string text;
    std::string id; ///< of the input to which it leads
};
std::vector<SummaryError> error_summary_of(const tests::Visit& answer);

/// Of every table but the audit log's, and without when sessions were seen: what a page that is
/// only looked at must leave as it is (design 4, http).
std::vector<storage::TableDigest> digest_of(storage::Database& database);
/// The tables that changed from one digest to the other.
Faults changed_tables(const std::vector<storage::TableDigest>& before,
                      const std::vector<storage::TableDigest>& after);

} // namespace evenhand::matrix
