#include "tests/architecture/sql.hpp"

#include "tests/architecture/cpp_text.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace evenhand::architecture {

namespace sql {

using Words = std::vector<std::string>;

std::size_t name_length(std::string_view text)
{
    const auto end = std::ranges::find_if_not(
        text, [](unsigned char c) { return std::isalnum(c) != 0 || c == '_' || c == '.'; });
    return static_cast<std::size_t>(end - text.begin());
}

/// Lower-case words and signs; a qualified name (arm.allocation) is one word; quoted text is gone.
Words words_of_sql(std::string_view text)
{
    Words words;
    for (std::size_t i = 0; i < text.size();) {
        const char c = text[i];
        if (c == '\'') {
            i = std::min(text.find('\'', i + 1), text.size() - 1) + 1;
            continue;
        }
        if (text.substr(i).starts_with("--")) {
            i = std::min(text.find('\n', i), text.size());
            continue;
        }
        // A placeholder (:id) or a cast (::text) names no table.
        const std::size_t colons = std::min(text.find_first_not_of(':', i), text.size()) - i;
        const std::size_t length = name_length(text.substr(i + colons));
        if (colons > 0) {
            i += colons + length;
            continue;
        }
        if (length == 0) {
            if (std::isspace(static_cast<unsigned char>(c)) == 0) words.emplace_back(1, c);
            ++i;
            continue;
        }
        std::string word(text.substr(i, length));
        std::ranges::transform(word, word.begin(),
                               [](unsigned char l) { return static_cast<char>(std::tolower(l)); });
        words.push_back(std::move(word));
        i += length;
    }
    return words;
}

bool has(const Words& words, std::string_view word)
{
    return std::ranges::find(words, word) != words.end();
}

bool is_name(const std::string& word)
{
    return std::isalpha(static_cast<unsigned char>(word.front())) != 0 || word.front() == '_';
}

const std::string& word_at(const Words& words, std::size_t i)
{
    static const std::string none;
    return i < words.size() ? words[i] : none;
}

/// WITH x AS (…), y(a, b) AS (…): names that the statement itself defines.
std::set<std::string> defined_names(const Words& words)
{
    std::set<std::string> names;
    if (!has(words, "with")) return names;
    for (std::size_t i = 1; i + 1 < words.size(); ++i) {
        if (words[i] != "as" || words[i + 1] != "(") continue;
        std::size_t name = i - 1;
        if (words[name] == ")") {
            while (name > 0 && words[name] != "(")
                --name;
            if (name > 0) --name;
        }
        if (is_name(words[name])) names.insert(words[name]);
    }
    return names;
}

/// FROM in these is not a table's: EXTRACT(day FROM x), IS DISTINCT FROM x.
bool is_table_from(const Words& words, std::size_t i)
{
    if (i == 0 || words[i - 1] == "distinct") return false;
    return !(i >= 3 && words[i - 2] == "(" &&
             (words[i - 3] == "extract" || words[i - 3] == "substring" || words[i - 3] == "trim"));
}

class TableFinder
{
public:
    explicit TableFinder(std::string_view text)
        : words_(words_of_sql(text)), defined_(defined_names(words_))
    {
    }

    std::vector<TableUse> find()
    {
        for (std::size_t i = 0; i < words_.size(); ++i) {
            const auto& word = words_[i];
            const std::string before = i == 0 ? "" : words_[i - 1];
            if (word == "from" && is_table_from(words_, i)) list(i + 1, before == "delete");
            if (word == "join") name(i + 1, false);
            if (word == "into" || word == "truncate") name(i + 1, true);
            if (word == "update" && before != "for" && before != "do") update(i + 1);
            const bool table_word = word == "table" || word == "references";
            if (table_word && before != "alter" && before != "truncate") name(past_if(i + 1), true);
        }
        return std::move(found_);
    }

private:
    std::size_t past_if(std::size_t i) const
    {
        while (word_at(words_, i) == "if" || word_at(words_, i) == "not" ||
               word_at(words_, i) == "exists") {
            ++i;
        }
        return i;
    }

    void update(std::size_t i)
    {
        if (word_at(words_, i) == "or") i += 2;
        if (word_at(words_, i) != "set" && word_at(words_, i) != "of") name(i, true);
    }

    void list(std::size_t i, bool writes)
    {
        name(i, writes);
        // FROM a x, b y: a comma within the list, before any bracket or keyword that ends it.
        for (++i; i < words_.size() && (is_name(words_[i]) || words_[i] == ","); ++i) {
            const auto& word = words_[i];
            if (word == "where" || word == "join" || word == "on" || word == "order" ||
                word == "group" || word == "limit") {
                return;
            }
            if (word == ",") name(i + 1, writes);
        }
    }

    void name(std::size_t i, bool writes)
    {
        const auto& word = word_at(words_, i);
        const bool function = !writes && word_at(words_, i + 1) == "(";
        if (word.empty() || !is_name(word) || function || word == "select" || word == "lateral") {
            return;
        }
        if (defined_.contains(word)) return;
        const TableUse use{word, writes};
        if (std::ranges::find(found_, use) == found_.end()) found_.push_back(use);
    }

    Words words_;
    std::set<std::string> defined_;
    std::vector<TableUse> found_;
};

bool may_hold_sql(std::string_view path)
{
    return path.starts_with("src/storage/") ||
           file_name(path).find("_store") != std::string_view::npos;
}

/// `storage::table("referral", …)` and `storage::fact_table` give storage leave to write a room's
/// rows: they are a use as well.
bool declares_table(const CppText& text, const Literal& literal)
{
    if (literal.token < 4) return false;
    const auto* before = &text.tokens[literal.token];
    const bool maker = before[-2].text == "table" || before[-2].text == "fact_table";
    return before[-1].text == "(" && maker && before[-3].text == "::" &&
           before[-4].text == "storage";
}

/// "…" + x or fmt::format("SELECT …"): no input may become part of a statement.
bool is_built(const CppText& text, const Literal& literal)
{
    const auto& tokens = text.tokens;
    const auto next = literal.token + 1;
    const bool joined = (next < tokens.size() && tokens[next].text == "+") ||
                        (literal.token > 0 && tokens[literal.token - 1].text == "+");
    const bool formatted = literal.token >= 2 && tokens[literal.token - 1].text == "(" &&
                           tokens[literal.token - 2].text.starts_with("format");
    return joined || formatted;
}

class FileChecker
{
public:
    FileChecker(const std::string& path, const std::string& room, const TableRules& tables)
        : path_(path), room_(room), tables_(tables)
    {
    }

    Findings check(const std::string& text)
    {
        const CppText scanned = scan_cpp(text);
        for (const auto& literal : scanned.literals) {
            const bool declaration = declares_table(scanned, literal);
            if (!declaration && !looks_like_sql(literal.text)) continue;
            if (!may_hold_sql(path_)) {
                add("sql", literal.line,
                    "SQL stands in a _store only: " + literal.text.substr(0, 60));
            }
            if (declaration) {
                check_use({literal.text, true}, literal.line);
                continue;
            }
            // Storage puts statements together from compile-time names; half a statement tells no
            // tables.
            const bool built = is_built(scanned, literal);
            if (built)
                add("built", literal.line, "a statement is one literal; every value is bound");
            if (built && room_ == "storage") continue;
            for (const auto& use : tables_in(literal.text)) {
                check_use(use, literal.line);
            }
        }
        return std::move(found_);
    }

private:
    void check_use(const TableUse& use, int line)
    {
        const bool catalogue = use.table.starts_with("pg_") || use.table.starts_with("sqlite_") ||
                               use.table.starts_with("information_schema.");
        if (catalogue && room_ == "storage") return;
        const auto rule = tables_.find(use.table);
        if (rule == tables_.end()) {
            return add("table", line, use.table + " is not in tables.txt");
        }
        if (rule->second.room == room_) return;
        if (use.writes) {
            return add("table", line, use.table + " is written by " + rule->second.room + " alone");
        }
        if (!rule->second.readers.contains(room_)) {
            add("table", line, room_ + " may not read " + use.table + " of " + rule->second.room);
        }
    }

    void add(std::string rule, int line, std::string what)
    {
        found_.push_back({std::move(rule), path_, line, std::move(what)});
    }

    const std::string& path_;
    const std::string& room_;
    const TableRules& tables_;
    Findings found_;
};

bool digits(std::string_view text)
{
    return std::ranges::all_of(text, [](unsigned char c) { return std::isdigit(c) != 0; });
}

/// 20261201T0900_consent_create.sql, or …_create.postgres.sql beside it.
bool is_migration_name(std::string_view name)
{
    return name.size() > 18 && digits(name.substr(0, 8)) && name[8] == 'T' &&
           digits(name.substr(9, 4)) && name[13] == '_';
}

/// The tables and views that one migration makes. A fixture's columns never follow `create table`.
std::set<std::string> created_in(std::string_view text)
{
    std::set<std::string> made;
    const Words words = words_of_sql(text);
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
        if (words[i] != "create") continue;
        std::size_t kind = i + 1;
        while (word_at(words, kind) == "unlogged" || word_at(words, kind) == "temporary")
            ++kind;
        if (word_at(words, kind) != "table" && word_at(words, kind) != "view") continue;
        std::size_t name = kind + 1;
        while (word_at(words, name) == "if" || word_at(words, name) == "not" ||
               word_at(words, name) == "exists") {
            ++name;
        }
        made.insert(word_at(words, name));
    }
    return made;
}

} // namespace sql

TableRules parse_tables(std::string_view text)
{
    TableRules rules;
    for (const auto line : lines_of(text)) {
        const auto colon = line.find(':');
        if (line.empty() || line.starts_with('#') || colon == std::string_view::npos) continue;
        auto& rule = rules[std::string(line.substr(0, colon))];
        for (const auto room : words_of(line.substr(colon + 1))) {
            if (rule.room.empty()) {
                rule.room = room;
            } else {
                rule.readers.emplace(room);
            }
        }
    }
    return rules;
}

bool looks_like_sql(std::string_view text)
{
    const sql::Words words = sql::words_of_sql(text);
    if (words.size() < 2) return false;
    const auto& first = words[0];
    const auto& second = words[1];
    // English in capitals or with a sign of SQL in it is not prose: "Select a date from the list".
    const auto letters = text.substr(0, text.find_first_of(" \n"));
    const bool shouted =
        std::ranges::none_of(letters, [](unsigned char c) { return std::islower(c) != 0; });
    const bool signs = text.find_first_of("=*:_") != std::string_view::npos;
    if (!shouted && !signs) return false;
    if (first == "select" || first == "with")
        return sql::has(words, "from") || sql::has(words, "select");
    if (first == "insert") return second == "into" || second == "or";
    if (first == "update") return sql::has(words, "set");
    if (first == "delete") return second == "from";
    constexpr std::array<std::string_view, 8> things = {"table", "index",  "view",     "trigger",
                                                        "role",  "schema", "database", "unique"};
    const bool thing = std::ranges::find(things, second) != things.end();
    return (first == "create" || first == "alter" || first == "drop" || first == "truncate" ||
            first == "lock") &&
           thing;
}

std::vector<TableUse> tables_in(std::string_view sql_text)
{
    return sql::TableFinder(sql_text).find();
}

Findings check_sql(const Tree& tree, const Layers& layers, const TableRules& tables)
{
    Findings found;
    for (const auto& [path, text] : tree) {
        if (!is_source(path) || is_test_source(path)) continue;
        const std::string room = room_of(layers, path);
        auto more = sql::FileChecker(path, room, tables).check(text);
        std::ranges::move(more, std::back_inserter(found));
    }
    return found;
}

Findings check_migrations(const Tree& tree, const Layers& layers, const TableRules& tables)
{
    Findings found;
    std::map<std::string, std::set<std::string>> times;
    std::map<std::string, std::string> made;
    for (const auto& [path, text] : tree) {
        // The table that lists the migrations is older than the first of them.
        if (path.starts_with("src/storage/") && is_source(path) && !is_test_source(path)) {
            for (const auto& literal : scan_cpp(text).literals) {
                for (const auto& table : sql::created_in(literal.text))
                    made[table] = "storage";
            }
        }
        if (!path.starts_with("src/") || !path.ends_with(".sql")) continue;
        const std::string name(file_name(path));
        const std::string room = room_of(layers, path);
        if (!sql::is_migration_name(name)) {
            found.push_back({"migration", path, 0, "is not named YYYYMMDDTHHMM_name.sql"});
            continue;
        }
        const std::string stem = path.substr(0, path.find('.', path.rfind('/')));
        times[name.substr(0, 13)].insert(stem);
        for (const auto& table : sql::created_in(text)) {
            made[table] = room;
            const auto rule = tables.find(table);
            if (rule == tables.end() || rule->second.room != room) {
                found.push_back(
                    {"migration", path, 0, table + " is not listed as a table of " + room});
            }
        }
    }
    for (const auto& [time, stems] : times) {
        if (stems.size() == 1) continue;
        found.push_back({"migration", *stems.rbegin(), 0, "has the time of " + *stems.begin()});
    }
    for (const auto& [table, rule] : tables) {
        if (made.contains(table)) continue;
        found.push_back({"migration", "tests/architecture/tables.txt", 0,
                         table + " is made by no migration: take the line out"});
    }
    return found;
}

} // namespace evenhand::architecture
