// Reads migrations just well enough to adapt column types, find the tables that are made, and hold
// each to its declaration. Not a parser of SQL: what it does not understand it passes on untouched,
// and the engine is the judge.
#include "storage/migration_text.hpp"

#include "core/check.hpp"
#include "storage/migrations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace evenhand::storage {
namespace migration_text {

enum class Kind { word, symbol, other }; ///< other: spaces, comments and quoted text

struct Token
{
    Kind kind;
    std::string_view text;
};

bool is_word(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

std::size_t end_of(std::string_view sql, std::string_view closing, std::size_t from)
{
    const auto at = sql.find(closing, from);
    return at == std::string_view::npos ? sql.size() : at + closing.size();
}

/// Where the token that starts at `at` ends.
Token token_at(std::string_view sql, std::size_t at)
{
    const auto until = [&](std::size_t end) { return sql.substr(at, end - at); };
    const auto rest = sql.substr(at);
    if (rest.starts_with("--")) return {Kind::other, until(end_of(sql, "\n", at))};
    if (rest.starts_with("/*")) return {Kind::other, until(end_of(sql, "*/", at + 2))};
    if (rest.starts_with("$$")) return {Kind::other, until(end_of(sql, "$$", at + 2))};
    if (rest.front() == '\'' || rest.front() == '"') {
        return {Kind::other, until(end_of(sql, rest.substr(0, 1), at + 1))};
    }
    const auto run = [&](auto&& belongs) {
        return static_cast<std::size_t>(std::find_if_not(rest.begin(), rest.end(), belongs) -
                                        rest.begin());
    };
    if (is_word(rest.front())) return {Kind::word, rest.substr(0, run(is_word))};
    const auto space = [](char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; };
    if (space(rest.front())) return {Kind::other, rest.substr(0, run(space))};
    return {Kind::symbol, rest.substr(0, 1)};
}

std::string upper(std::string_view word)
{
    std::string out(word);
    std::transform(out.begin(), out.end(), out.begin(), [](char c) {
        return static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    });
    return out;
}

/// Follows the words of a statement and says of each token what it is there: the name of a table
/// being made, the type of a column, or the bracket that ends the columns.
class Reader
{
public:
    enum class Place { elsewhere, new_table, column_type, end_of_columns };

    Place next(const Token& token)
    {
        if (token.kind == Kind::symbol) return symbol(token.text.front());
        if (token.kind == Kind::word) return word(token.text);
        return Place::elsewhere;
    }

private:
    enum class State { start, other, create, table, columns, alter, add };

    Place symbol(char c)
    {
        if (c == ';') {
            *this = Reader();
        } else if (c == '(') {
            if (state_ == State::columns && depth_ == 0) words_ = 0;
            ++depth_;
        } else if (c == ')') {
            --depth_;
            if (state_ == State::columns && depth_ == 0) {
                state_ = State::other;
                return Place::end_of_columns;
            }
        } else if (c == ',' && depth_ == 1) {
            words_ = 0;
        }
        return Place::elsewhere;
    }

    Place word(std::string_view text)
    {
        const auto said = upper(text);
        switch (state_) {
        case State::start:
            state_ = said == "CREATE"  ? State::create
                     : said == "ALTER" ? State::alter
                                       : State::other;
            return Place::elsewhere;
        case State::create:
            state_ = said == "TABLE" ? State::table : State::other;
            return Place::elsewhere;
        case State::table:
            state_ = State::columns;
            return Place::new_table;
        case State::columns:
            return depth_ == 1 ? column_word(said) : Place::elsewhere;
        case State::alter:
            if (said == "ADD") state_ = State::add;
            return Place::elsewhere;
        case State::add:
            return said == "COLUMN" ? Place::elsewhere : column_word(said);
        case State::other:
            return Place::elsewhere;
        }
        CHECK(false);
    }

    /// Inside the brackets each entry is a column (name, type, …) or a rule of the table.
    Place column_word(const std::string& said)
    {
        static constexpr std::array<std::string_view, 5> rules{"CONSTRAINT", "PRIMARY", "UNIQUE",
                                                               "CHECK", "FOREIGN"};
        ++words_;
        if (words_ == 1 && std::find(rules.begin(), rules.end(), said) != rules.end()) words_ = 2;
        return words_ == 2 && std::find(rules.begin(), rules.end(), said) == rules.end()
                   ? Place::column_type
                   : Place::elsewhere;
    }

    State state_ = State::start;
    int depth_ = 0;
    int words_ = 0;
};

template <class Visit>
void walk(std::string_view sql, Visit&& visit)
{
    Reader reader;
    for (std::size_t at = 0; at < sql.size();) {
        const auto token = token_at(sql, at);
        visit(token.text, reader.next(token));
        at += token.text.size();
    }
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\r'))
        text.remove_suffix(1);
    return text;
}

/// "-- table: a | class: b | …" into a declaration; nothing from another line.
bool read_line(std::string_view line, TableDeclaration& out)
{
    constexpr std::string_view head = "-- table:";
    if (!line.starts_with(head)) return false;
    out = TableDeclaration();
    line.remove_prefix(3);
    while (!line.empty()) {
        const auto bar = line.find('|');
        const auto part = trimmed(line.substr(0, bar));
        line = bar == std::string_view::npos ? std::string_view() : line.substr(bar + 1);
        const auto colon = part.find(':');
        const auto name = part.substr(0, colon);
        const auto value =
            colon == std::string_view::npos ? "" : std::string(trimmed(part.substr(colon + 1)));
        if (name == "table") out.name = value;
        if (name == "class") out.data_class = value;
        if (name == "retention") out.retention = value;
        if (name == "purpose") out.purpose = value;
        if (name == "append-only") out.append_only = true;
    }
    return true;
}

std::vector<TableDeclaration> read_head(const Migration& migration)
{
    std::vector<TableDeclaration> found;
    for (auto rest = migration.sql; !rest.empty();) {
        const auto end = rest.find('\n');
        TableDeclaration line;
        if (read_line(rest.substr(0, end), line)) {
            line.migration = migration.name;
            found.push_back(std::move(line));
        }
        rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    }
    return found;
}

/// A table may hold rows of several classes: "contact, casework".
bool known_classes(std::string_view listed)
{
    static constexpr std::array<std::string_view, 6> classes{"contact", "casework", "research",
                                                             "linkage", "audit",    "operations"};
    while (true) {
        const auto comma = listed.find(',');
        const auto one = trimmed(listed.substr(0, comma));
        if (std::find(classes.begin(), classes.end(), one) == classes.end()) return false;
        if (comma == std::string_view::npos) return true;
        listed = listed.substr(comma + 1);
    }
}

bool complete(const TableDeclaration& table)
{
    return known_classes(table.data_class) && !table.retention.empty() && !table.purpose.empty();
}

std::string guard(Engine engine, std::string_view table)
{
    if (engine == Engine::sqlite) {
        return fmt::format("\nCREATE TRIGGER {0}_append_only_update BEFORE UPDATE ON {0} "
                           "BEGIN SELECT RAISE(ABORT, 'append-only'); END;\n"
                           "CREATE TRIGGER {0}_append_only_delete BEFORE DELETE ON {0} "
                           "BEGIN SELECT RAISE(ABORT, 'append-only'); END;\n",
                           table);
    }
    // Row by row like SQLite's, so that a statement that finds no row is no error on either.
    return fmt::format("\nCREATE TRIGGER {0}_append_only BEFORE UPDATE OR DELETE ON {0} "
                       "FOR EACH ROW EXECUTE FUNCTION evenhand_append_only();\n"
                       "CREATE TRIGGER {0}_append_only_truncate BEFORE TRUNCATE ON {0} "
                       "FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only();\n",
                       table);
}

std::string_view column_type(Engine engine, std::string_view type)
{
    const auto said = upper(type);
    if (engine == Engine::sqlite && said == "BIGINT") return "INTEGER";
    if (engine == Engine::postgresql && said == "TEXT") return "TEXT COLLATE \"C\"";
    return type;
}

} // namespace migration_text

const char* const postgres_guard_function =
    "CREATE OR REPLACE FUNCTION evenhand_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ "
    "BEGIN RAISE EXCEPTION 'append-only' USING ERRCODE = '42501'; END $$";

Result<std::vector<TableDeclaration>, std::string> declarations(const Migration& migration)
{
    using migration_text::Reader;
    auto found = migration_text::read_head(migration);
    std::vector<std::string> made;
    std::string wrong_type;
    migration_text::walk(migration.sql, [&](std::string_view text, Reader::Place place) {
        if (place == Reader::Place::new_table) made.emplace_back(text);
        if (place == Reader::Place::column_type) {
            const auto type = migration_text::upper(text);
            if (type != "TEXT" && type != "BIGINT") wrong_type = text;
        }
    });
    if (!wrong_type.empty()) {
        return refuse(fmt::format("{}: a column has the type {}; TEXT and BIGINT are the two that "
                                  "both engines read alike.",
                                  migration.name, wrong_type));
    }
    for (const auto& name : made) {
        const auto declared = std::find_if(found.begin(), found.end(),
                                           [&](const auto& table) { return table.name == name; });
        if (declared == found.end() || !migration_text::complete(*declared)) {
            return refuse(fmt::format("{}: table {} needs a line \"-- table: {} | class: … | "
                                      "retention: … | purpose: …\".",
                                      migration.name, name, name));
        }
    }
    if (made.size() != found.size()) {
        return refuse(fmt::format(
            "{}: a table is declared that the migration does not make, or twice.", migration.name));
    }
    return found;
}

std::vector<TableDeclaration> declared_tables(std::span<const Migration> migrations)
{
    std::vector<TableDeclaration> all;
    for (const auto& migration : migrations) {
        auto found = declarations(migration);
        CHECK(found.has_value());
        all.insert(all.end(), found->begin(), found->end());
    }
    return all;
}

std::string for_engine(Engine engine, const Migration& migration)
{
    using migration_text::Reader;
    const auto text = engine == Engine::postgresql && !migration.postgresql.empty()
                          ? migration.postgresql
                          : migration.sql;
    std::string out;
    migration_text::walk(text, [&](std::string_view token, Reader::Place place) {
        out += place == Reader::Place::column_type ? migration_text::column_type(engine, token)
                                                   : token;
        if (place == Reader::Place::end_of_columns && engine == Engine::sqlite) out += " STRICT";
    });
    for (const auto& table : migration_text::read_head(migration)) {
        if (table.append_only) out += migration_text::guard(engine, table.name);
    }
    return out;
}

} // namespace evenhand::storage
