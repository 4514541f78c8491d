/**
 * The night's conductor: one consistent read of production, masked in flight, written as one archive, searched for
 * real values, and only then published.
 *
 * <p>Fed by the command line and the nightly function. It owns the order of the steps and none of their details.
 */
package dev.dumplink.dump;
