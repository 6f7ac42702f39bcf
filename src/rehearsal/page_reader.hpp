#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace evenhand::rehearsal {

// What somebody who meets a page can do with it. Not a browser's parser: it reads the markup that
// this program writes, which quotes every attribute and closes every element (html/html.hpp).

struct PageField
{
    std::string name;
    std::string type;   ///< "text", "hidden", "radio", "checkbox", "textarea", "select", …
    std::string value;  ///< as the page shows it; of a choice or a select, what it would send
    bool chosen = true; ///< whether it is sent as it stands
};

struct PageButton
{
    std::string text;
    std::string name;
    std::string value;
};

struct PageForm
{
    std::string action;
    std::string method;
    std::vector<PageField> fields;
    std::vector<PageButton> buttons;
};

struct PageLink
{
    std::string text;
    std::string href;
};

struct PageParts
{
    std::string title;
    std::vector<PageLink> links;
    std::vector<PageForm> forms;
    std::vector<std::string> strong; ///< what stands out: references and codes
};

PageParts read_page(std::string_view html);

/// Where the links of the page lead that begin and end like that, around an id; each once.
std::vector<std::string> addresses(const PageParts& page, std::string_view before,
                                   std::string_view after);

} // namespace evenhand::rehearsal
