#pragma once

#include "app/connection/mappingpreview.h"
#include "connectors/notion/notionsamples.h"

/// Finds the verdict on each field of one service from what its sides were found to have. Pure.
class FieldJudge
{
public:
    /// `schemas` in the order of the definition's sides; all three are borrowed.
    FieldJudge(const ServiceDefinition &definition, const std::vector<SideSchema> &schemas,
               const NotionSamples &samples);

    /// Fills in verdict and words; the places are filled already.
    void judge(int field, FieldPreview &preview) const;

private:
    struct Finding
    {
        FieldVerdict verdict = FieldVerdict::Good;
        QString words;
    };

    [[nodiscard]] Finding findingOn(int field, int side) const;
    [[nodiscard]] Finding problemOn(int side, const FieldBinding &binding) const;
    [[nodiscard]] Finding notionFinding(int field, int side, const FieldBinding &binding) const;
    [[nodiscard]] Finding lossIn(const QString &property, const QString &type,
                                 const QJsonObject &mapping) const;
    [[nodiscard]] bool needsWrite(int side) const;

    const ServiceDefinition &m_definition;
    const std::vector<SideSchema> &m_schemas;
    const NotionSamples &m_samples;
};
