#pragma once

#include "core/result.h"
#include "net/httpresponse.h"
#include "net/retryrules.h"

/// What an answer of PostgREST, or of the gateway in front of it, that is no success means: the
/// kinds of HubServer, and a sentence that says what to do. `isWrite`: an answer that came from
/// neither the database nor PostgREST leaves it open what became of the request.
[[nodiscard]] Error supabaseError(const HttpResponse &response, bool isWrite, const QString &label);

/// Which answers may be followed by the same request once more: decided by the SQLSTATE or the code
/// of PostgREST in the body, not by the HTTP status (a row twice in one batch is a 500).
[[nodiscard]] Repeat supabaseRepeatRule(const HttpResponse &response);
