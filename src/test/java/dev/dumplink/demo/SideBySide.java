package dev.dumplink.demo;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.ResourceLockTarget;

/** Test cases of a class that share nothing and mostly wait: some of them run at the same time. */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = SideBySide.PROCESSORS, mode = ResourceAccessMode.READ, target = ResourceLockTarget.CHILDREN)
public @interface SideBySide {
    /** What those among them lock that look how long something takes, or load the machine. */
    String PROCESSORS = "processors";

    /** Such a case runs when no other of its class does. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @ResourceLock(PROCESSORS)
    @interface Alone {}
}
