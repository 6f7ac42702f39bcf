#pragma once

#include "core/result.hpp"
#include "storage/statement.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::storage {

struct Migration;

/// What a migration's head says of a table that it makes. One comment line a table:
///   -- table: referral | class: contact | retention: until ten years after the trial | purpose:
///   recruitment | append-only
/// (on one line). `class` is contact, casework, research, linkage, audit or operations; the last
/// part is there for fact tables only.
struct TableDeclaration
{
    std::string name;
    std::string data_class;
    std::string retention;
    std::string purpose;
    bool append_only = false;
    std::string migration; ///< the name of the migration that makes it
};

/// The declarations of a migration, in order. Fails with a sentence if a table that it makes is not
/// declared in it, a declaration is incomplete, or a column has a type that the engines read
/// differently: TEXT and BIGINT are the two there are (design 8.10).
Result<std::vector<TableDeclaration>, std::string> declarations(const Migration& migration);

/// The same over all of them; throws Bug on the first that is refused, as the build's own test
/// does.
std::vector<TableDeclaration> declared_tables(std::span<const Migration> migrations);

/// A migration's text as an engine takes it, with the guards of its append-only tables. SQLite:
/// STRICT tables, BIGINT becomes INTEGER. PostgreSQL: TEXT columns compare by byte, as SQLite's do.
std::string for_engine(Engine engine, const Migration& migration);

/// The trigger function that PostgreSQL's guards call; made once, before the first migration.
extern const char* const postgres_guard_function;

} // namespace evenhand::storage
