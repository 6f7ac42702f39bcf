#include "people/staff/pages/qr_code.hpp"

#include "core/check.hpp"

#include <qrencode.h>

#include <memory>
#include <string>

namespace evenhand::staff {

QrCode make_qr_code(std::string_view text)
{
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> made(
        QRcode_encodeString(std::string(text).c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1),
        &QRcode_free);
    CHECK(made != nullptr);
    QrCode code{.width = made->width, .dark = {}};
    const auto count =
        static_cast<std::size_t>(made->width) * static_cast<std::size_t>(made->width);
    code.dark.reserve(count);
    for (std::size_t i = 0; i < count; ++i)
        code.dark.push_back((made->data[i] & 1U) != 0);
    return code;
}

} // namespace evenhand::staff
