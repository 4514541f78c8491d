/**
 * The program: its commands, its configuration, and how the parts are put together.
 *
 * <p>Nothing imports this package. Open {@link dev.dumplink.Main} for the commands, {@link dev.dumplink.Wiring} for the
 * whole of {@code serve} on one screen, {@link dev.dumplink.Nights} for the nightly job, which {@link dev.dumplink.DumpCommand}
 * starts at a shell and {@link dev.dumplink.NightlyHandler} in AWS Lambda, {@link dev.dumplink.Settings} for the configuration
 * file.
 */
package dev.dumplink;
