#pragma once

#include "core/result.h"
#include "net/httpresponse.h"

/// What a request was about, for sentences: "the database 6c42…", "the page \"Dune\"".
struct NotionTarget
{
    QString what;
    QString advice; ///< a sentence for the case that it is missing or not shared; may be empty
};

/// The error that an answer other than the expected one stands for. Decided by Notion's stable
/// `code` (and the status), never by its message; secrets do not occur. `isWrite` turns what may
/// have been carried out into LostAnswer, with `committedId` where Notion names what it saved.
[[nodiscard]] Error notionError(const HttpResponse &response, const NotionTarget &target,
                                bool isWrite);

/// The error of an answer that is a success and yet not what was asked for.
[[nodiscard]] Error notionMalformed(const NotionTarget &target, bool isWrite);
