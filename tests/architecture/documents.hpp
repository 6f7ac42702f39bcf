#pragma once

#include "tests/architecture/tree.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace evenhand::architecture {

/// A line of words.txt: `word [in folders…]: say this instead`. A word that ends in `*` stands for
/// every word that begins so.
struct BannedWord
{
    std::string word;
    std::vector<std::string> folders; ///< empty: everywhere
    std::string instead;
};

std::vector<BannedWord> parse_words(std::string_view text);

/// "word": a word the glossary has a better one for, or a spelling that is not British.
Findings check_words(const Tree& tree, const std::vector<BannedWord>& words);

/// "mark": a note that something is unfinished. Finish it or delete it.
Findings check_marks(const Tree& tree);

/// "adr": a decision record whose number, name or headings are not as style 11 says.
Findings check_decisions(const Tree& tree);

/// "glossary": terms out of order or twice.
Findings check_glossary(const Tree& tree);

/// "link": a document that points at a file that is not there, by link or by name.
Findings check_links(const Tree& tree);

/// "dead": a header nobody includes, a file of assets/, content/ or protocols/ that nothing names,
/// a command that no document tells of.
Findings check_dead(const Tree& tree);

} // namespace evenhand::architecture
