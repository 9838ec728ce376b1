#pragma once

#include "app/session/samplescene.h"
#include "app/session/session.h"

#include <QHash>
#include <QMutex>

/// What can happen to the sample data of a sandbox home: edits, conflicts, deletions and mishaps,
/// the same for every service and made from its definition. Each is done by people (never by the
/// integration) to a record that was left alone so far, and told in one sentence with what to try
/// next. Any thread; every call blocks it.
class SampleStories
{
public:
    SampleStories(Configuration configuration, std::vector<ServiceDefinition> services);

    /// All that fit the service's pattern, and whether they can be played now. Before the first
    /// sync one without an id says what to do first. None: the service is not in the sandbox.
    [[nodiscard]] Result<std::vector<SampleStory>> list(const QString &service);
    /// Usage where the story cannot be played now.
    [[nodiscard]] Result<QString> play(const QString &service, const QString &story);

private:
    [[nodiscard]] const ServiceDefinition *find(const QString &service) const;

    const Configuration m_configuration;
    std::vector<ServiceDefinition> m_services;
    QMutex m_mutex;
    QHash<QString, SampleAffairs> m_affairs; ///< by service
};
