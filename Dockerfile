# syntax=docker/dockerfile:1

FROM node:26-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The package better-sqlite3 contains its binaries, so no install script has to run.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund \
 && npm cache clean --force
# Remove files that never run: C sources, binaries of other platforms, type files, source maps, documentation.
RUN cd node_modules \
 && rm -rf better-sqlite3/deps better-sqlite3/src \
 && find better-sqlite3/prebuilds -name '*.node' ! -name "linux-$(node -p process.arch).node" -delete \
 && find . -type f \( -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' -o -name '*.map' -o -iname '*.md' \) -delete \
 && find . -type d \( -name esm -o -name esnext \) -path '*/@opentelemetry/*' -prune -exec rm -rf {} + \
 && find . -depth -type d \( -name test -o -name tests -o -name docs -o -name examples -o -name benchmark \) -exec rm -rf {} +
COPY src src
COPY migrations migrations
COPY openapi/openapi.json openapi/openapi.json
COPY seed seed
RUN npm run --silent build -- seed /app/orgfacts.db
# Fill the compile cache here, so that a start does not compile the modules again.
RUN NODE_COMPILE_CACHE=/app/compiled node src/cli/serve.ts --help > /dev/null

FROM node:26-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATABASE=/app/orgfacts.db \
    NODE_COMPILE_CACHE=/app/compiled
COPY --from=build /app /app
USER node
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=3s --start-period=5s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:'+(+process.env.METRICS_PORT||process.env.PORT)+'/readyz').then((r)=>process.exit(r.ok?0:1),()=>process.exit(1))"]
# Runs node directly, because npm does not forward signals. The permissions (https://nodejs.org/api/permissions.html)
# allow it to read /app, to listen, and to verify a new database in a worker thread; better-sqlite3 is an addon.
CMD ["node", "--permission", "--allow-fs-read=/app", "--allow-fs-write=/app/compiled", "--allow-net", "--allow-worker", "--allow-addons", \
     "--disable-warning=SecurityWarning", "--disable-warning=ExperimentalWarning", "src/cli/serve.ts"]
