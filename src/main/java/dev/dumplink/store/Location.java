package dev.dumplink.store;

import dev.dumplink.archive.DatabaseName;

/**
 * Where the dumps of one database are.
 *
 * @param prefix what their keys begin with, such as {@code anonymized/shop/}
 * @param manifestRequired whether only dumps with a manifest count, or also those of other tools
 */
public record Location(DatabaseName database, String prefix, boolean manifestRequired) {}
