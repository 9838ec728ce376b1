#pragma once

#include "sandbox/apirequest.h"
#include "sandbox/cursor.h"
#include "sandbox/pagefilter.h"

namespace sandbox {

/// POST /v1/data_sources/{id}/query: live paging over one data source. Rows are read at the moment
/// of the request, so a row that moves in the order between two pages shows twice or not at all.
class PageQuery
{
public:
    PageQuery(const Workspace &workspace, int table, const ApiRequest &request);

    [[nodiscard]] ApiText run();

private:
    struct Sort
    {
        const Property *property = nullptr;
        bool byCreated = true;
        bool descending = false;
    };
    using Rows = std::vector<OrderEntry>;
    using Keys = std::vector<QJsonValue>; ///< what a row is sorted by, one for each sort

    [[nodiscard]] ApiResult<void> readSorts();
    [[nodiscard]] ApiResult<void> readCursorAndSize();
    [[nodiscard]] ApiResult<void> readProperties();
    [[nodiscard]] bool isVisible(PageKey key) const;
    [[nodiscard]] bool matches(PageKey key) const;
    [[nodiscard]] bool isCapped(const Rows &rows, std::size_t from, std::size_t to) const;
    [[nodiscard]] QJsonValue keyOf(const Sort &sort, PageKey key) const;
    [[nodiscard]] bool isBefore(const Keys &left, const Keys &right) const;
    [[nodiscard]] Rows sortedRows() const;
    [[nodiscard]] ApiText answerFrom(const Rows &rows, std::size_t from, std::size_t to) const;
    [[nodiscard]] std::size_t startPosition(const Rows &rows, std::size_t from,
                                            std::size_t to) const;
    [[nodiscard]] QByteArray answer(const Rows &rows, bool hasMore, bool capped) const;

    const Workspace &m_workspace;
    const Store &m_store;
    int m_table;
    const ApiRequest &m_request;
    PageFilter m_filter;
    std::vector<Sort> m_sorts;
    QStringList m_propertyIds;
    Cursor m_cursor;
    bool m_hasCursor = false;
    bool m_isArchived = false;
    quint64 m_hash = 0;
    int m_pageSize = 100;
    qint64 m_now = 0;
};

/// The property ids that a request's filter_properties name; an unknown one is an error.
[[nodiscard]] ApiResult<QStringList> requestedProperties(const ApiRequest &request,
                                                         const Schema &schema);

} // namespace sandbox
