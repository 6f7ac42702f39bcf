#pragma once

#include <string>

namespace evenhand::tests {

/// What a small plan of analysis begins with: all but its analyses. `data` are further lines of its
/// section of the data, each with its end; without any, the first analysis begins on line 14.
inline std::string plan_head(const std::string& treated = "1", const std::string& control = "0",
                             const std::string& data = "")
{
    return "[plan]\nid = \"small\"\nversion = \"1\"\ntitle = \"A small plan\"\n\n[data]\nname = "
           "\"Made-up people\"\n" +
           data + "\n[treatment]\ncolumn = \"arm\"\ntreated = \"" + treated + "\"\ncontrol = \"" +
           control + "\"\n\n";
}

} // namespace evenhand::tests
