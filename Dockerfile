# syntax=docker/dockerfile:1

# The tag moves with each patch of Node.js and Debian. To build from the same base image again, pass its digest:
#   docker buildx imagetools inspect node:26-bookworm-slim       # prints the digest
#   docker build --build-arg BASE=node:26-bookworm-slim@sha256:... .
ARG BASE=node:26-bookworm-slim

FROM $BASE AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The package better-sqlite3 contains its binaries, so no install script has to run.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund \
 && npm cache clean --force
# Remove files that never run: C sources, binaries of other platforms, type files, source maps, documentation.
# Keep licences. Some are Markdown, and some packages state theirs only in the README.
RUN cd node_modules \
 && rm -rf better-sqlite3/deps better-sqlite3/src \
 && find better-sqlite3/prebuilds -name '*.node' ! -name "linux-$(node -p process.arch).node" -delete \
 && find . -type f \( -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' -o -name '*.map' \) -delete \
 && find . -type f -iname '*.md' ! -iname 'licen[cs]e*' ! -iname 'copying*' ! -iname 'notice*' ! -iname 'readme*' -delete \
 && find . -type d \( -name esm -o -name esnext \) -path '*/@opentelemetry/*' -prune -exec rm -rf {} + \
 && find . -depth -type d \( -name test -o -name tests -o -name docs -o -name examples -o -name benchmark \) -exec rm -rf {} +
COPY LICENSE LICENSE-DATA ./
COPY src src
COPY migrations migrations
COPY openapi/openapi.json openapi/openapi.json
COPY seed seed
RUN npm run --silent build -- seed /app/orgfacts.db
COPY deploy/add-runtime-to-sbom.ts deploy/add-runtime-to-sbom.ts
RUN npm run --silent sbom > sbom.cdx.json
# Fill the compile cache here, so that a start does not compile the modules again.
RUN NODE_COMPILE_CACHE=/app/compiled node src/cli/serve.ts --help > /dev/null

FROM $BASE
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATABASE=/app/orgfacts.db \
    NODE_COMPILE_CACHE=/app/compiled
# For a volume with a database of the operator: docs/operating.md. A new volume gets this owner.
RUN install --directory --owner=1000 --group=1000 data
COPY --from=build /app /app
# The user `node`. Kubernetes needs numbers to see that it is not root.
USER 1000:1000
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=3s --start-period=5s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:'+(+process.env.METRICS_PORT||process.env.PORT)+'/readyz').then((r)=>process.exit(r.ok?0:1),()=>process.exit(1))"]
# Values that a build may set. https://github.com/opencontainers/image-spec/blob/main/annotations.md
ARG VERSION=0.6.0
ARG REVISION
# The URL of the repository.
ARG SOURCE
LABEL org.opencontainers.image.title="orgfacts" \
      org.opencontainers.image.description="A REST API that serves facts about organizations, every value with its source." \
      org.opencontainers.image.licenses="MIT AND CC0-1.0" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION" \
      org.opencontainers.image.source="$SOURCE" \
      org.opencontainers.image.documentation="$SOURCE"
# Runs node directly, because npm does not forward signals. The permissions (https://nodejs.org/api/permissions.html)
# allow it to read /app, to listen, and to verify a new database in a worker thread; better-sqlite3 is an addon.
# SIGUSR1 would start the debugger of Node.js.
CMD ["node", "--disable-sigusr1", "--permission", "--allow-fs-read=/app", "--allow-fs-write=/app/compiled", "--allow-net", "--allow-worker", "--allow-addons", \
     "--disable-warning=SecurityWarning", "--disable-warning=ExperimentalWarning", "src/cli/serve.ts"]
