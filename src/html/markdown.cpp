#include "html/markdown.hpp"

#include "core/check.hpp"

#include <cmark.h>

#include <memory>

namespace evenhand::html {

namespace markdown_nodes {

using Document = std::unique_ptr<cmark_node, decltype(&cmark_node_free)>;

Document parse(std::string_view text)
{
    Document document(
        cmark_parse_document(text.data(), text.size(), CMARK_OPT_VALIDATE_UTF8 | CMARK_OPT_SMART),
        &cmark_node_free);
    CHECK(document != nullptr);
    return document;
}

std::string_view literal(cmark_node* node)
{
    const char* text = cmark_node_get_literal(node);
    return text ? std::string_view{text} : std::string_view{};
}

Html node_html(cmark_node* node);

Html children_html(cmark_node* node)
{
    Html all;
    for (cmark_node* child = cmark_node_first_child(node); child; child = cmark_node_next(child)) {
        all += node_html(child);
    }
    return all;
}

Html heading(cmark_node* node)
{
    const Html words = children_html(node);
    switch (cmark_node_get_heading_level(node)) {
    case 1:
        return element("h1", {attr("class", "govuk-heading-l")}, words);
    case 2:
        return element("h2", {attr("class", "govuk-heading-m")}, words);
    }
    return element("h3", {attr("class", "govuk-heading-s")}, words);
}

Html list(cmark_node* node)
{
    if (cmark_node_get_list_type(node) == CMARK_ORDERED_LIST) {
        return element("ol", {attr("class", "govuk-list govuk-list--number")}, children_html(node));
    }
    return element("ul", {attr("class", "govuk-list govuk-list--bullet")}, children_html(node));
}

/// A paragraph, but for those of a tight list, whose items hold their words directly.
Html paragraph(cmark_node* node)
{
    cmark_node* item = cmark_node_parent(node);
    cmark_node* in = item ? cmark_node_parent(item) : nullptr;
    if (in && cmark_node_get_type(in) == CMARK_NODE_LIST && cmark_node_get_list_tight(in)) {
        return children_html(node);
    }
    return element("p", {attr("class", "govuk-body")}, children_html(node));
}

Html node_html(cmark_node* node)
{
    const cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_HEADING) return heading(node);
    if (type == CMARK_NODE_LIST) return list(node);
    if (type == CMARK_NODE_PARAGRAPH) return paragraph(node);
    if (type == CMARK_NODE_ITEM) return element("li", {}, children_html(node));
    if (type == CMARK_NODE_BLOCK_QUOTE) {
        return element("div", {attr("class", "govuk-inset-text")}, children_html(node));
    }
    if (type == CMARK_NODE_EMPH) return element("em", {}, children_html(node));
    if (type == CMARK_NODE_STRONG) return element("strong", {}, children_html(node));
    if (type == CMARK_NODE_LINK) {
        const char* url = cmark_node_get_url(node);
        return element("a", {attr("class", "govuk-link"), attr("href", url ? url : "")},
                       children_html(node));
    }
    if (type == CMARK_NODE_SOFTBREAK) return Html{" "};
    if (type == CMARK_NODE_LINEBREAK) return element("br", {});
    if (type == CMARK_NODE_THEMATIC_BREAK)
        return element("hr", {attr("class", "govuk-section-break")});
    if (cmark_node_first_child(node)) return children_html(node);
    return Html{literal(node)};
}

std::string plain_words(cmark_node* node)
{
    std::string words(literal(node));
    for (cmark_node* child = cmark_node_first_child(node); child; child = cmark_node_next(child)) {
        words += plain_words(child);
    }
    return words;
}

} // namespace markdown_nodes

Html markdown(std::string_view text)
{
    return markdown_nodes::children_html(markdown_nodes::parse(text).get());
}

std::string markdown_title(std::string_view text)
{
    const auto document = markdown_nodes::parse(text);
    for (cmark_node* node = cmark_node_first_child(document.get()); node;
         node = cmark_node_next(node)) {
        if (cmark_node_get_type(node) == CMARK_NODE_HEADING &&
            cmark_node_get_heading_level(node) == 1) {
            return markdown_nodes::plain_words(node);
        }
    }
    return {};
}

} // namespace evenhand::html
