package dev.dumplink.link;

import dev.dumplink.audit.Actor;
import java.util.Optional;
import java.util.Set;

/** What the chat system says about people, cached by whoever implements it. Never guesses: what it cannot tell is empty. */
public interface Directory {

    /** The person, {@link Profile#incomplete} if the system answers and says too little, or empty if it does not answer. */
    Optional<Profile> profile(Actor actor);

    /** The users in a user group, or empty if the system cannot be asked now. */
    Optional<Set<String>> usersIn(String userGroup);
}
