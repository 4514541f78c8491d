/**
 * What people in Slack see and click, over HTTP or Socket Mode.
 *
 * <p>The only package that may touch Bolt, the Slack SDK and Jetty. It can neither sign a link nor write the log: it turns
 * a verified payload into an {@code audit} request, asks {@code link}, and words the outcome. Open
 * {@link dev.dumplink.slack.SlackBot} first (what is answered), then {@link dev.dumplink.slack.SlackEndpoint} (what is
 * let in).
 *
 * <p>Decisions: our own verifier stands in front of Bolt, whose own lets replays and future times through and which parses
 * before it verifies. Nothing that was verified gets another status than 200, because Slack shows people anything else as
 * a broken app. Blocks, payloads and response URLs hold live links and are never logged.
 */
package dev.dumplink.slack;
