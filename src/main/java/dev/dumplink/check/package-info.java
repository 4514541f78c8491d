/**
 * Findings before they hurt: each check tries one thing that {@code serve} or {@code dump} needs and says, in one line,
 * what is wrong and how to mend it.
 *
 * <p>Fed by the command line; changes nothing. Open {@link dev.dumplink.check.PolicyCheck} first; {@link
 * dev.dumplink.check.PolicySuggestion} is for whoever has no policy yet.
 */
package dev.dumplink.check;
