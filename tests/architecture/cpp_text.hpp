#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace evenhand::architecture {

/// A word, number or sign of C++; `::` and `->` are one sign. A string literal is the token `""`.
struct Token
{
    std::string_view text;
    int line = 0;
};

/// A string literal, its line ends real and its other escapes as written; neighbours that the
/// compiler joins are one.
/// `token` is its place among the tokens.
struct Literal
{
    std::string text;
    int line = 0;
    std::size_t token = 0;
};

struct Include
{
    std::string path;
    bool quoted = false; ///< "ours", not <theirs>
    int line = 0;
};

/// C++ as the rules read it: no comments, no preprocessor lines but includes. The tokens point into
/// the text that was scanned, which must outlive this.
struct CppText
{
    std::vector<Token> tokens;
    std::vector<Literal> literals;
    std::vector<Include> includes;
};

CppText scan_cpp(std::string_view text);

} // namespace evenhand::architecture
