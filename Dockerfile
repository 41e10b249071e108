# syntax=docker/dockerfile:1
FROM eclipse-temurin:21-jdk AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 ./mvnw -B -q package -DskipTests -pl app -am \
 && java -Djarmode=tools -jar app/target/qubix.jar extract --layers --destination /layers

FROM eclipse-temurin:21-jre
RUN useradd --system --uid 10001 qubix && install -d -o qubix /data
WORKDIR /app
# What changes least comes first.
COPY --from=build /layers/dependencies/ ./
COPY --from=build /layers/spring-boot-loader/ ./
COPY --from=build /layers/snapshot-dependencies/ ./
COPY --from=build /layers/application/ ./
USER qubix
ENV QUBIX_DATA=/data
VOLUME /data
EXPOSE 8080
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=75", "-XX:+ExitOnOutOfMemoryError", "-jar", "qubix.jar"]
