#include "app/reference_data.hpp"

#include "app/cannot_run.hpp"
#include "html/markdown.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>
#include <utility>

namespace evenhand::app {

namespace reference_data {

std::ifstream open(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    if (!stream) throw CannotRun(fmt::format("the file {} cannot be read", file.string()));
    return stream;
}

referral::Text text_from(const std::string& file, const std::string& content)
{
    referral::Text text{.title = html::markdown_title(content), .body = html::markdown(content)};
    if (text.title.empty())
        throw CannotRun(fmt::format("the text {} has no heading \"# …\"", file));
    return text;
}

referral::Text load_text(const std::filesystem::path& file)
{
    std::ostringstream content;
    content << open(file).rdbuf();
    return text_from(file.string(), content.str());
}

} // namespace reference_data

std::vector<LocalDate> load_bank_holidays(const std::filesystem::path& file)
{
    auto stream = reference_data::open(file);
    std::vector<LocalDate> days;
    std::string line;
    for (int number = 1; std::getline(stream, line); ++number) {
        if (line.empty() || line.front() == '#') continue;
        const auto day = LocalDate::parse(std::string_view(line).substr(0, line.find(' ')));
        if (!day || (!days.empty() && *day <= days.back())) {
            throw CannotRun(fmt::format(
                "{}:{}: each line begins with a day such as 2026-12-25, in order of time",
                file.string(), number));
        }
        days.push_back(*day);
    }
    return days;
}

consent::Sheets load_sheets(const std::string& protocol_path, const protocol::Protocol& protocol)
{
    const auto read = protocol::texts_beside(protocol_path);
    consent::Sheets sheets;
    for (const auto& text : protocol.consent.sheet.texts) {
        const auto content = read(text.file);
        if (!content) throw CannotRun(fmt::format("the file {} cannot be read", text.file));
        sheets.emplace(consent::information_key(text.format, text.language),
                       reference_data::text_from(text.file, *content).body);
    }
    return sheets;
}

std::map<std::string, referral::Text, std::less<>> load_texts(const std::filesystem::path& home,
                                                              const std::string& protocol_path,
                                                              const protocol::Protocol& protocol)
{
    std::map<std::string, referral::Text, std::less<>> texts;
    const auto read = protocol::texts_beside(protocol_path);
    const auto add_notice = [&](const char* name, std::string_view notice) {
        const std::string& file = protocol.notice(notice).file;
        const auto content = read(file);
        if (!content) throw CannotRun(fmt::format("the file {} cannot be read", file));
        texts.emplace(name, reference_data::text_from(file, *content));
    };
    add_notice("privacy", protocol::referral_notice);
    if (!protocol.referral.equality.empty()) add_notice("equality", protocol::equality_notice);
    for (const protocol::TextFile& sheet : protocol.consent.sheet.texts) {
        const bool easy = sheet.format == "easy-read";
        if (sheet.language != "en" || (!easy && sheet.format != "standard")) continue;
        const auto content = read(sheet.file);
        if (!content) throw CannotRun(fmt::format("the file {} cannot be read", sheet.file));
        texts.emplace(easy ? "information-easy-read" : "information",
                      reference_data::text_from(sheet.file, *content));
    }
    for (const char* name : {"accessibility", "cookies", "benefits-and-work", "about-easy-read",
                             "privacy-easy-read", "accessibility-easy-read", "other-formats"}) {
        texts.emplace(
            name, reference_data::load_text(home / "content" / "en" / (std::string(name) + ".md")));
    }
    return texts;
}

appointments::LastLetter load_last_letter(const std::filesystem::path& home,
                                          const std::string& protocol_path,
                                          const protocol::Protocol& protocol)
{
    const auto own =
        std::ranges::find(protocol.reference, "last-letter", &protocol::ReferenceFile::id);
    if (own == protocol.reference.end())
        return {.version = "standard",
                .body = reference_data::load_text(home / "content" / "en" / "last-letter.md").body};
    const auto content = protocol::texts_beside(protocol_path)(own->file);
    if (!content) throw CannotRun(fmt::format("the file {} cannot be read", own->file));
    return {.version = own->as_of.iso(),
            .body = reference_data::text_from(own->file, *content).body};
}

std::string load_safety_text(const std::string& protocol_path, const protocol::Protocol& protocol)
{
    const std::string& file = protocol.safety.out_of_hours;
    if (file.empty()) return {};
    auto content = protocol::texts_beside(protocol_path)(file);
    if (!content) throw CannotRun(fmt::format("the file {} cannot be read", file));
    return *std::move(content);
}

} // namespace evenhand::app
