#include "crypto/hash.hpp"
#include "protocol/reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace evenhand::protocol {

namespace read_consent_part {

constexpr std::array scopes{ConsentScope::take_part,          ConsentScope::surveys,
                            ConsentScope::government_records, ConsentScope::health_records,
                            ConsentScope::practice_told,      ConsentScope::interviews,
                            ConsentScope::future_research};
constexpr std::array methods{SignatureMethod::typed_name, SignatureMethod::witnessed_verbal,
                             SignatureMethod::paper};
constexpr std::size_t statement_most = 600;

template <class Value, std::size_t Size>
std::array<std::pair<std::string_view, Value>, Size> with_names(const std::array<Value, Size>& all)
{
    std::array<std::pair<std::string_view, Value>, Size> named;
    for (std::size_t i = 0; i < Size; ++i)
        named.at(i) = {name_of(all.at(i)), all.at(i)};
    return named;
}

void read_sheet(TomlReader& table, Reading& reading)
{
    InformationSheet& sheet = reading.protocol.consent.sheet;
    sheet.version = table.text("version", 20);
    Seen seen;
    table.list("text", 1, [&](TomlReader& item) {
        sheet.texts.push_back({.format = item.id("format"),
                               .language = item.id("language"),
                               .file = reading.file(item, "file")});
        TextFile& text = sheet.texts.back();
        text.hash = crypto::sha256(reading.text_of(text.file).value_or("")).text();
        if (!seen.insert(text.format + " " + text.language).second)
            item.fault("format", "stands twice in that language");
    });
    if (table.sound("text") && sheet.texts.front().format != "standard")
        table.fault("text", "must begin with the text in the format \"standard\"");
}

ConsentItem read_item(TomlReader& item, Seen& seen, Seen& scopes_seen)
{
    ConsentItem made;
    made.id = own_id(item, seen);
    made.scope = named<ConsentScope>(item, "scope", with_names(scopes));
    made.required = item.flag("required");
    made.statement = item.text("statement", statement_most);
    made.if_no = item.text("if_no");
    if (!item.sound("scope")) return made;
    if (!scopes_seen.emplace(name_of(made.scope)).second)
        item.fault("scope", "is that of another item too: withdrawal could not tell them apart");
    if (made.scope == ConsentScope::take_part && !made.required && item.sound("required"))
        item.fault("required", "must be true for the scope \"take-part\"");
    return made;
}

void read_methods(TomlReader& table, ConsentForm& form)
{
    const auto known = with_names(methods);
    for (const std::string& name : table.ids("methods")) {
        const auto found =
            std::ranges::find(known, name, [](const auto& pair) { return pair.first; });
        if (found == known.end()) {
            table.fault("methods", fmt::format("\"{}\" is no way to sign: give \"typed-name\", "
                                               "\"witnessed-verbal\" or \"paper\"",
                                               name));
        } else if (std::ranges::find(form.methods, found->second) != form.methods.end()) {
            table.fault("methods", fmt::format("\"{}\" stands twice", name));
        } else {
            form.methods.push_back(found->second);
        }
    }
    if (form.methods.empty() && table.sound("methods"))
        table.fault("methods", "give at least one way to sign");
}

} // namespace read_consent_part

void read_consent(TomlReader& table, Reading& reading)
{
    ConsentForm& form = reading.protocol.consent;
    form.version = table.text("version", 20);
    form.training = table.id("training");
    read_consent_part::read_methods(table, form);
    table.table("sheet", [&](TomlReader& sheet) { read_consent_part::read_sheet(sheet, reading); });
    Seen points;
    table.list("teach_back", 1, [&](TomlReader& item) {
        form.teach_back.push_back({.id = own_id(item, points),
                                   .ask = item.text("ask"),
                                   .listen_for = item.text("listen_for")});
    });
    Seen items;
    Seen scopes;
    table.list("item", 1, [&](TomlReader& item) {
        form.items.push_back(read_consent_part::read_item(item, items, scopes));
    });
    if (table.sound("item") && find_item(form, ConsentScope::take_part) == nullptr)
        table.fault("item", "must have an item of the scope \"take-part\"");
}

Safety read_safety(TomlReader& table, Reading& reading)
{
    return {.duty_rota = table.text("duty_rota"),
            .out_of_hours = reading.file(table, "out_of_hours")};
}

} // namespace evenhand::protocol
