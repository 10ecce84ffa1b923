#!/bin/sh
# Rights of each principal on a shared Kafka. Made from the topic table, packages/events/src/topics.ts: do not edit.
# BOOTSTRAP=broker:9092 ADMIN=admin.properties PREFIX= sh kafka-acls.sh
set -eu
allow() { kafka-acls.sh --bootstrap-server "$BOOTSTRAP" --command-config "$ADMIN" --add "$@"; }

# upstream
allow --allow-principal User:upstream --operation Write --operation Describe --topic "${PREFIX-}account.events" --topic "${PREFIX-}account.contacts"
allow --allow-principal User:upstream --operation Read --operation Describe --topic "${PREFIX-}risk.decisions" --topic "${PREFIX-}risk.outcomes"

# scorer
allow --allow-principal User:scorer --operation Write --operation Describe --topic "${PREFIX-}account.events" --topic "${PREFIX-}risk.decisions" --topic "${PREFIX-}risk.challenges" --topic "${PREFIX-}risk.labels" --topic "${PREFIX-}risk.dead-letters"
allow --allow-principal User:scorer --operation Read --operation Describe --topic "${PREFIX-}account.events" --topic "${PREFIX-}risk.decisions" --topic "${PREFIX-}risk.outcomes" --topic "${PREFIX-}risk.labels" --topic "${PREFIX-}risk.policies"
allow --allow-principal User:scorer --operation Read --operation Describe --group "${PREFIX-}countersign-scorer"

# notifier
allow --allow-principal User:notifier --operation Write --operation Describe --topic "${PREFIX-}risk.decisions" --topic "${PREFIX-}risk.outcomes" --topic "${PREFIX-}risk.labels" --topic "${PREFIX-}risk.dead-letters"
allow --allow-principal User:notifier --operation Read --operation Describe --topic "${PREFIX-}account.contacts" --topic "${PREFIX-}risk.decisions" --topic "${PREFIX-}risk.challenges" --topic "${PREFIX-}risk.labels"
allow --allow-principal User:notifier --operation Read --operation Describe --group "${PREFIX-}countersign-notifier" --group "${PREFIX-}countersign-cases"

# analysts
allow --allow-principal User:analysts --operation Write --operation Describe --topic "${PREFIX-}risk.labels"
allow --allow-principal User:analysts --operation Read --operation Describe --topic "${PREFIX-}risk.decisions" --topic "${PREFIX-}risk.outcomes" --topic "${PREFIX-}risk.labels" --topic "${PREFIX-}risk.policies"

# operators
allow --allow-principal User:operators --operation Write --operation Describe --topic "${PREFIX-}account.events" --topic "${PREFIX-}account.contacts" --topic "${PREFIX-}risk.labels" --topic "${PREFIX-}risk.policies"
allow --allow-principal User:operators --operation Read --operation Describe --topic "${PREFIX-}account.events" --topic "${PREFIX-}account.contacts" --topic "${PREFIX-}risk.decisions" --topic "${PREFIX-}risk.challenges" --topic "${PREFIX-}risk.outcomes" --topic "${PREFIX-}risk.labels" --topic "${PREFIX-}risk.policies" --topic "${PREFIX-}risk.dead-letters"
allow --allow-principal User:operators --operation Create --operation Describe --topic "${PREFIX-}account.events" --topic "${PREFIX-}account.contacts" --topic "${PREFIX-}risk.decisions" --topic "${PREFIX-}risk.challenges" --topic "${PREFIX-}risk.outcomes" --topic "${PREFIX-}risk.labels" --topic "${PREFIX-}risk.policies" --topic "${PREFIX-}risk.dead-letters"
