package dev.dumplink.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One method of the Web API: arguments in, Slack's answer out. */
@FunctionalInterface
interface ApiMethod {
    ObjectNode call(Arguments arguments);
}
