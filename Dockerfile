# Build: docker build -t dumplink .
# Run:   docker run --read-only --cap-drop ALL -p 3000:3000 -v dumplink:/var/lib/dumplink -v "$PWD/dumplink.yml:/etc/dumplink/dumplink.yml:ro" dumplink
# Night: docker run --rm --read-only --cap-drop ALL -v dumplink:/var/lib/dumplink -v "$PWD:/etc/dumplink:ro" --entrypoint java dumplink \
#            @/opt/dumplink/night.options -jar /opt/dumplink/dumplink.jar dump --config /etc/dumplink/dumplink.yml
# Lambda: src/deploy/lambda.yml has its entry point.
# Both stages are Debian with Debian's own packages; nothing else is downloaded but what pom.xml names.

FROM debian:trixie-slim AS build
# The certificate (PEM text) of a proxy that looks into TLS, where the network has one; it stays in this stage.
ARG EXTRA_CA_CERT=""
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates maven openjdk-25-jdk-headless \
    && apt-get clean \
    && rm -rf /var/lib/apt/lists/* \
    && ln -s /usr/lib/jvm/java-25-openjdk-* /opt/java \
    && if [ -n "$EXTRA_CA_CERT" ]; then \
           printf '%s\n' "$EXTRA_CA_CERT" > /usr/local/share/ca-certificates/extra.crt && update-ca-certificates; \
       fi
ENV JAVA_HOME=/opt/java
WORKDIR /build
# without sources: this layer, with everything that is downloaded, stays until pom.xml changes
COPY pom.xml .
RUN mvn -B -q -DskipTests package \
        org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=target/lib
COPY src src
RUN mvn -B -q -DskipTests package
# SQLite's native library in a place of its own, so that nothing has to be unpacked into /tmp, which may be noexec
RUN mkdir -p target/native \
    && cd target/native \
    && "$JAVA_HOME/bin/jar" --extract --file ../dumplink.jar "org/sqlite/native/Linux/$(uname -m)/libsqlitejdbc.so" \
    && mv org/sqlite/native/Linux/*/libsqlitejdbc.so . \
    && rm -r org

FROM debian:trixie-slim AS runtime
RUN apt-get update \
    # pg_dump, for the nights
    && apt-get install -y --no-install-recommends openjdk-25-jre-headless postgresql-client-17 \
    && apt-get clean \
    && rm -rf /var/lib/apt/lists/* \
    # the JVM's own class archives for object layouts that a small heap never has
    && rm -f /usr/lib/jvm/java-25-openjdk-*/lib/server/classes_*.jsa \
    && install -d -o 10001 -g 10001 -m 700 /var/lib/dumplink
# the program itself and not Debian's wrapper, which asks for Perl and for a server's settings
ENV PATH=/usr/lib/postgresql/17/bin:$PATH
COPY src/deploy/jvm.options src/deploy/night.options /opt/dumplink/
COPY --from=build /build/target/native/libsqlitejdbc.so /opt/dumplink/native/libsqlitejdbc.so
COPY --from=build /build/target/dumplink.jar /opt/dumplink/dumplink.jar

# One morning of the real jar on the real JVM, between a Slack and an S3 store of its own: what it loads goes into a cache.
FROM runtime AS training
COPY --from=build /build/target/lib /training/lib
COPY --from=build /build/target/classes /training/classes
COPY --from=build /build/target/test-classes /training/test-classes
WORKDIR /training/work
RUN java -cp "/training/test-classes:/training/classes:/training/lib/*" dev.dumplink.demo.Training \
        /opt/dumplink/dumplink.jar @/opt/dumplink/jvm.options -Xlog:aot=error -XX:AOTCacheOutput=/opt/dumplink/dumplink.aot

FROM runtime
LABEL org.opencontainers.image.title="dumplink" \
      org.opencontainers.image.description="The latest anonymized database dump, as a three-minute link in Slack" \
      org.opencontainers.image.version="0.1.0"
COPY --from=training /opt/dumplink/dumplink.aot /opt/dumplink/dumplink.aot
# a number, so that Kubernetes can see that it is not root
USER 10001:10001
# a relative jdbc:sqlite: URL, such as the default, ends up in the volume
WORKDIR /var/lib/dumplink
VOLUME /var/lib/dumplink
EXPOSE 3000 3001
# where the health check asks; to be set where server.management_host or server.management_port is
ENV DUMPLINK_HEALTH_URL=http://127.0.0.1:3001/health/live
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
    CMD ["bash", "-c", "[[ $DUMPLINK_HEALTH_URL =~ ^http://\\[?([^]/]+)\\]?:([0-9]+)(/.*)$ ]] && exec 3<>\"/dev/tcp/${BASH_REMATCH[1]}/${BASH_REMATCH[2]}\" && printf 'GET %s HTTP/1.0\\r\\n\\r\\n' \"${BASH_REMATCH[3]}\" >&3 && read -r -t 2 _ status _ <&3 && [ \"$status\" = 200 ]"]
ENTRYPOINT ["java", "@/opt/dumplink/jvm.options", "-XX:AOTCache=/opt/dumplink/dumplink.aot", "-jar", "/opt/dumplink/dumplink.jar"]
CMD ["serve", "--config", "/etc/dumplink/dumplink.yml"]
