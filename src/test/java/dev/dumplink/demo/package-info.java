/**
 * The world around dumplink, small enough for one machine: a PostgreSQL server, an S3 store, a Slack with a web page,
 * a browser to look at it and a network that can be made to fail.
 *
 * <p>Tests and the demo start these and point the product at them; none of it is in the shipped jar. Every server binds
 * 127.0.0.1 (the stand-in for Slack that others wrote cannot be told to) and ends when it is closed.
 * {@link dev.dumplink.demo.FakeSlack} is a Slack workspace with one bot: tests drive it from Java, people on its web page;
 * it follows Slack's documentation and is stricter than Slack where Slack is vague. {@link dev.dumplink.demo.Needs} holds
 * the one rule about what happens where a program is missing. Open {@link dev.dumplink.demo.Demo} first.
 */
package dev.dumplink.demo;
