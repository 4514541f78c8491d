/**
 * The program: its commands, its configuration, and how the parts are put together.
 *
 * <p>Nothing imports this package. Open {@link dev.dumplink.Main} for the commands, {@link dev.dumplink.Wiring} for the
 * whole of {@code serve} on one screen, {@link dev.dumplink.Settings} for the configuration file.
 */
package dev.dumplink;
