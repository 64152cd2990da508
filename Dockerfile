# The service as an image, of the jar that was tested: mvn package && docker build -t multigate .
# Both bases must be the same Java 25 on glibc; another registry's are named by --build-arg.
ARG JDK_IMAGE=docker.io/library/eclipse-temurin:25-jdk
ARG JRE_IMAGE=docker.io/library/eclipse-temurin:25-jre

FROM ${JDK_IMAGE} AS parts
COPY target/multigate.jar .
RUN java -Djarmode=tools -jar multigate.jar extract --layers --destination parts
WORKDIR /parts
# Natives stand unpacked beside the jars, which go without: JavaCPP would unpack them at each start. OpenBLAS takes the
# name that its first user asks for; under its own, which the others ask for, JavaCPP would link to it from a cache.
RUN mkdir natives && cd natives \
    && if ! ls ../dependencies/lib/openblas-*-linux-*.jar; then \
        echo 'multigate.jar was not packaged for Linux: README.md, Image, says how' >&2; exit 1; fi \
    && for jar in ../dependencies/lib/*-linux-*.jar; do jar xf "$jar" && rm "$jar"; done \
    && find . -name '*.so*' -exec mv -t . {} + && rm -r META-INF org \
    && mv libopenblas.so.0 libopenblas_nolapack.so.0
COPY models models
COPY src/image/java.options .
# Whatever the umask of the machine that builds.
RUN chmod -R a+rX,go-w .

FROM ${JRE_IMAGE}
LABEL org.opencontainers.image.title="multigate" \
    org.opencontainers.image.description="Online prediction service for multi-task CTR/CVR ranking models" \
    org.opencontainers.image.licenses="Apache-2.0"
WORKDIR /multigate
# What changes rarely comes first.
COPY --from=parts /parts/natives natives
COPY --from=parts /parts/dependencies .
COPY --from=parts /parts/models /models
COPY --from=parts /parts/application .
COPY --from=parts /parts/java.options .
ENV MULTIGATE_MODELS_DIRECTORY=/models
# A start as far as the doors, with all checks of the shipped models, to write down which classes it took. Where
# that cannot be written Java ends as ever, and later starts slowly without it. Classes are not linked in it
# (-XX:+AOTClassLinking): that takes an archived boot layer, which Java 25 does not make with an incubating module in it.
RUN java -Xlog:aot=error -XX:AOTCacheOutput=/multigate/multigate.aot -Dspring.context.exit=onRefresh \
    @/multigate/java.options -jar /multigate/multigate.jar \
    && test -s /multigate/multigate.aot && rm -rf /tmp/*
USER 10001:10001
EXPOSE 8080 8081
ENTRYPOINT ["java", "-XX:AOTCache=/multigate/multigate.aot", "@/multigate/java.options", "-jar", "/multigate/multigate.jar"]
