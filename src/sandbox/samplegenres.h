#pragma once

namespace sandbox {

/// What books are about, and the tags of their highlights.
inline constexpr const char16_t *sampleGenres[] = {
    u"Classics",  u"Fiction",    u"Science Fiction", u"History",     u"Biography",
    u"Computing", u"Psychology", u"Design",          u"Nature",      u"Mystery",
    u"Memoir",    u"Writing",    u"Productivity",    u"Mathematics",
};

} // namespace sandbox
