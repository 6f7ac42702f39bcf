// Whatever bytes stand in the table of leaves or inside an opening: no reader may read outside them
// or set aside memory that they do not pay for, and what one accepts must be exactly what the
// writer would have written.
#include "core/check.hpp"
#include "storage/audit_leaf.hpp"
#include "storage/audit_row.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

namespace evenhand::storage {

namespace audit_leaf_fuzz {

void read_leaf(ByteView bytes)
{
    const auto leaf = parse_leaf(bytes);
    if (!leaf) return;
    const Bytes again = canonical_leaf(*leaf);
    CHECK(std::equal(again.begin(), again.end(), bytes.begin(), bytes.end()));
}

/// A row has no writer without its table, so its reader is held to what a table could hold.
void read_row(ByteView bytes)
{
    const auto row = parse_row(bytes);
    if (!row) return;
    CHECK(row->columns.size() <= Table::most_columns);
    for (const auto& [name, value] : row->columns) {
        if (const std::string* text = value.text()) CHECK(text->size() <= bytes.size());
        CHECK(name.size() <= bytes.size());
    }
}

} // namespace audit_leaf_fuzz

} // namespace evenhand::storage

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const evenhand::ByteView bytes(data, size);
    evenhand::storage::audit_leaf_fuzz::read_leaf(bytes);
    evenhand::storage::audit_leaf_fuzz::read_row(bytes);
    return 0;
}
