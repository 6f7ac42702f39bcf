#include "randomisation/sealed/contribution_words.hpp"

#include "core/check.hpp"
#include "core/secret.hpp"
#include "crypto/hash.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace evenhand::sealed {

namespace contribution_words {

using crypto::SecretKey;

// One word for each value of a byte, in the order of the alphabet. No two begin with the same four
// letters, so that handwriting is told apart. Part of the paper that somebody keeps for years: no
// word is ever exchanged.
constexpr std::array<std::string_view, 256> words{
    "acorn",   "actor",   "adopt",   "agree",    "album",   "alert",    "almond",  "amber",
    "anchor",  "angle",   "ankle",   "apple",    "apron",   "arch",     "army",    "arrow",
    "artist",  "aunt",    "autumn",  "award",    "badge",   "baker",    "balcony", "banana",
    "barn",    "basket",  "beach",   "beaver",   "belt",    "bench",    "berry",   "bicycle",
    "birch",   "bishop",  "blanket", "blossom",  "bonnet",  "border",   "bottle",  "boulder",
    "branch",  "bread",   "bridge",  "brook",    "bucket",  "button",   "cabbage", "cactus",
    "camel",   "candle",  "canvas",  "captain",  "carrot",  "castle",   "cattle",  "cellar",
    "chalk",   "cheese",  "cherry",  "chimney",  "circle",  "clever",   "clock",   "cloud",
    "coast",   "cobweb",  "coffee",  "collar",   "comet",   "copper",   "coral",   "corner",
    "cotton",  "cousin",  "cradle",  "cricket",  "crown",   "crystal",  "curtain", "cushion",
    "daisy",   "dancer",  "dawn",    "debate",   "desert",  "diamond",  "dinner",  "doctor",
    "dolphin", "donkey",  "dragon",  "drawer",   "dream",   "drum",     "eagle",   "earth",
    "echo",    "elbow",   "elder",   "elephant", "engine",  "envelope", "equal",   "evening",
    "fabric",  "falcon",  "farmer",  "feather",  "fence",   "fern",     "ferry",   "fiddle",
    "field",   "finger",  "flame",   "flower",   "flute",   "forest",   "fossil",  "fountain",
    "frost",   "fruit",   "gadget",  "galaxy",   "garden",  "gate",     "gentle",  "giant",
    "ginger",  "glacier", "glove",   "goblet",   "goose",   "grape",    "gravel",  "guitar",
    "hammer",  "harbour", "harvest", "hazel",    "heron",   "hickory",  "hill",    "honey",
    "horse",   "hotel",   "hunter",  "igloo",    "insect",  "iron",     "island",  "ivory",
    "jacket",  "jelly",   "jewel",   "jigsaw",   "journal", "jungle",   "kettle",  "kitchen",
    "kite",    "kitten",  "ladder",  "lagoon",   "lantern", "laurel",   "lemon",   "letter",
    "lily",    "linen",   "lion",    "lobster",  "locket",  "lunch",    "magnet",  "mango",
    "maple",   "marble",  "meadow",  "melon",    "mirror",  "monkey",   "moss",    "mountain",
    "museum",  "mustard", "napkin",  "needle",   "nephew",  "noble",    "north",   "nutmeg",
    "oak",     "oatmeal", "ocean",   "olive",    "onion",   "orange",   "orchard", "otter",
    "oval",    "owl",     "oyster",  "paddle",   "palace",  "panda",    "paper",   "parcel",
    "pasture", "peach",   "pebble",  "pencil",   "pepper",  "piano",    "picnic",  "pigeon",
    "pillow",  "planet",  "plum",    "pocket",   "polar",   "pond",     "poppy",   "potato",
    "prince",  "pumpkin", "puppet",  "quarry",   "queen",   "quilt",    "rabbit",  "radio",
    "raft",    "rain",    "raven",   "ribbon",   "river",   "robin",    "rocket",  "rose",
    "ruby",    "saddle",  "sailor",  "salmon",   "sandal",  "school",   "shadow",  "shell",
    "silver",  "singer",  "sister",  "sketch",   "slipper", "snow",     "spider",  "square",
};

/// What shows that a word was copied wrongly.
std::uint8_t check_byte(ByteView bytes)
{
    return crypto::Sha256().add(as_bytes("rct-words/1\n")).add(bytes).finish().bytes()[0];
}

std::vector<std::string> split(std::string_view text)
{
    std::vector<std::string> found(1);
    for (const char letter : text) {
        const bool parts = letter == ' ' || letter == '\n' || letter == '\r' || letter == '\t';
        if (!parts) {
            const bool upper = letter >= 'A' && letter <= 'Z';
            found.back() += static_cast<char>(upper ? letter - 'A' + 'a' : letter);
        } else if (!found.back().empty()) {
            found.emplace_back();
        }
    }
    if (found.back().empty()) found.pop_back();
    return found;
}

Result<SecretKey, std::string> key_from(Bytes bytes)
{
    auto key = SecretKey::from_bytes(bytes);
    wipe(bytes.data(), bytes.size());
    CHECK(key.has_value());
    return std::move(*key);
}

} // namespace contribution_words

std::vector<std::string_view> words_of(const crypto::SecretKey& contribution)
{
    std::vector<std::string_view> all;
    for (const std::uint8_t byte : contribution.bytes())
        all.push_back(contribution_words::words.at(byte));
    all.push_back(
        contribution_words::words.at(contribution_words::check_byte(contribution.bytes())));
    return all;
}

Result<crypto::SecretKey, std::string> contribution_from(std::string_view typed)
{
    using namespace contribution_words;
    const auto given = split(typed);
    constexpr std::size_t digits = 2 * SecretKey::size;
    if (given.size() == 1 && given.front().size() == digits) {
        auto bytes = from_hex(given.front());
        if (bytes) return key_from(*std::move(bytes));
    }
    if (given.size() != words_in_contribution) {
        return refuse(fmt::format("a contribution is {} words or {} hexadecimal digits",
                                  words_in_contribution, digits));
    }
    Bytes bytes;
    for (std::size_t number = 0; number < given.size(); ++number) {
        const auto found = std::ranges::lower_bound(words, given[number]);
        // Which word was typed is not said: a sentence may stand on a screen or in a log.
        if (found == words.end() || *found != given[number])
            return refuse(fmt::format("word {} is not on the list of words", number + 1));
        bytes.push_back(static_cast<std::uint8_t>(found - words.begin()));
    }
    const std::uint8_t check = bytes.back();
    bytes.pop_back();
    if (check != check_byte(bytes))
        return refuse(std::string("the last word does not fit: one of the words is wrong"));
    return key_from(std::move(bytes));
}

} // namespace evenhand::sealed
