/**
 * The product's act: may this person have this dump?
 *
 * <p>Fed by whatever a person types or clicks (today {@code slack}), which can ask but neither sign nor record by itself:
 * every answer here is in the audit log before it is given. Open {@link dev.dumplink.link.LinkIssuer} first; it reads as
 * the list of steps that every request goes through. {@link dev.dumplink.link.Directory} is what it must be told about
 * people, {@link dev.dumplink.link.Catalog} what it knows of dumps, {@link dev.dumplink.link.Downloads} what became of links
 * by the store's own account.
 */
package dev.dumplink.link;
