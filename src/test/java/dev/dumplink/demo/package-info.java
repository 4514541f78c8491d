/**
 * What stands in for the outside world in tests and in the demo. {@link dev.dumplink.demo.FakeSlack} is a Slack workspace
 * with one bot: tests drive it from Java, people on its web page. It follows Slack's documentation as gathered by this
 * project, and is stricter than Slack where Slack is vague.
 */
package dev.dumplink.demo;
