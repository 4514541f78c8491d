package dev.dumplink.masking;

import dev.dumplink.schema.DataType;
import java.util.Optional;

/**
 * A column as it leaves.
 *
 * @param mask the mask's name, nothing where the column is kept
 */
public record CompiledColumn(String name, DataType type, Optional<String> mask) {}
