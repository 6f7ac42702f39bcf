#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <string>

// docs/protocol-file.md is the reference of every setting: one that the program reads and the page
// does not name fails here.

namespace evenhand::protocol::protocol_document_test {

std::string text_of(const std::filesystem::path& file)
{
    std::ifstream stream(file);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

/// The names in the readers' calls: reader.text("name"), own_id(item, …) apart.
std::set<std::string> settings_read()
{
    const std::regex call("(?:text|optional_text|id|ids|codes|number|optional_number|numbers|flag|"
                          "date|table|list|file|named<\\w+>|part|read_choices|read_options)"
                          "\\((?:\\w+, )?\"([a-z_]+)\"");
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator("src/protocol")) {
        const std::string name = entry.path().filename().string();
        if (!name.ends_with(".cpp") || name.ends_with("_test.cpp")) continue;
        const std::string text = text_of(entry.path());
        for (auto at = std::sregex_iterator(text.begin(), text.end(), call);
             at != std::sregex_iterator(); ++at)
            names.insert((*at)[1]);
    }
    return names;
}

TEST(ProtocolDocument, NamesEverySettingThatTheProgramReads)
{
    const std::string page = text_of("docs/protocol-file.md");
    const auto names = settings_read();
    ASSERT_GT(names.size(), 80U) << "the readers are found no more";
    for (const std::string& name : names)
        EXPECT_NE(page.find("`" + name + "`"), std::string::npos) << name << " is not told of";
}

} // namespace evenhand::protocol::protocol_document_test
