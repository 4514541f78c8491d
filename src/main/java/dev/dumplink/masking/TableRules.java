package dev.dumplink.masking;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a policy says of one table.
 *
 * @param rows whether its rows are dumped at all
 * @param columns a rule for each column, in the order of the policy
 * @param vouched constraints and indexes that somebody says will hold, with the reason
 */
record TableRules(boolean rows, Map<String, Rule> columns, Map<String, String> vouched) {
    /** What a suggestion writes for a reason: no reason at all, since nobody has looked. */
    static final String UNPROVED = "suggested, not proved";

    TableRules {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        vouched = Collections.unmodifiableMap(new LinkedHashMap<>(vouched));
    }
}
