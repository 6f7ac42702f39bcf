#pragma once

#include <string_view>
#include <vector>

namespace evenhand::staff {

/// The dark and light squares of a QR code, without the quiet zone.
struct QrCode
{
    int width = 0; ///< and height
    std::vector<bool> dark;

    [[nodiscard]] bool is_dark(int row, int column) const
    {
        return dark[static_cast<std::size_t>(row) * static_cast<std::size_t>(width) +
                    static_cast<std::size_t>(column)];
    }
};

/// ISO/IEC 18004 by libqrencode, at error correction level M. CHECKs that the text fits.
QrCode make_qr_code(std::string_view text);

} // namespace evenhand::staff
