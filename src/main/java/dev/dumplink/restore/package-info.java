/**
 * From a link to a local database: guard, verify, load into a new database, swap by renaming. Never over production.
 *
 * <p>Fed by the command line. There is no statement in this package that destroys data.
 */
package dev.dumplink.restore;
