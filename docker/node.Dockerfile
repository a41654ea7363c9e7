# One image for every Node service; WORKSPACE names the folder: gateway, subgraphs/auth, docker/ollama-simulator, …
# TypeScript runs unbuilt on Node's type stripping, so there is no build stage.
FROM node:24-trixie-slim AS base
WORKDIR /app
ENV NODE_ENV=production

FROM base AS manifests
# Only what npm reads, so that a change of the sources does not install anew.
COPY package.json package-lock.json .npmrc ./
COPY platform/package.json platform/
COPY gateway/package.json gateway/
COPY schema/package.json schema/
COPY standalone/package.json standalone/
COPY web/package.json web/
COPY subgraphs/auth/package.json subgraphs/auth/
COPY subgraphs/business/package.json subgraphs/business/
COPY subgraphs/ml/package.json subgraphs/ml/
COPY docker/ollama-simulator/package.json docker/ollama-simulator/

FROM manifests AS dependencies
ARG WORKSPACE
# Only production packages of this workspace. The embedded database is the standalone process's: services speak to a
# Postgres server and never load it. Tools for making migrations come along as peers of Better Auth; nothing here runs them.
RUN --mount=type=cache,target=/root/.npm \
    npm ci --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error --workspace="${WORKSPACE}" \
 && rm -rf node_modules/@electric-sql \
           node_modules/drizzle-kit node_modules/@drizzle-team node_modules/tsx \
           node_modules/esbuild node_modules/@esbuild node_modules/@esbuild-kit

FROM manifests AS development-dependencies
RUN --mount=type=cache,target=/root/.npm \
    npm ci --include=dev --ignore-scripts --no-audit --no-fund --loglevel=error

FROM base AS sources
ARG WORKSPACE
COPY package.json ./
COPY tsconfig.json ./
COPY platform/ platform/
COPY schema/supergraph.graphql schema/
COPY schema/operations/manifests/ schema/operations/manifests/
COPY ${WORKSPACE}/ ${WORKSPACE}/

FROM base AS service
ARG WORKSPACE
# What starting up needed is given back: two arenas instead of one for each thread, a young generation of 4 MiB.
ENV WORKSPACE=${WORKSPACE} HOST=0.0.0.0 DATA_DIR=/data MALLOC_ARENA_MAX=2 NODE_OPTIONS=--max-semi-space-size=4
# Volumes take their owner from the image.
RUN mkdir /data /secrets && chown node:node /data /secrets
VOLUME /data
USER node
# The shell is replaced, so that signals reach Node.
CMD ["sh", "-c", "exec node --disable-warning=ExperimentalWarning ${WORKSPACE}/src/index.ts"]

FROM service AS development
ENV NODE_ENV=development
# The tools of development write their caches beside what they serve.
COPY --chown=node:node --from=development-dependencies /app ./
COPY --chown=node:node --from=sources /app ./
CMD ["sh", "-c", "exec node --disable-warning=ExperimentalWarning --watch --inspect=0.0.0.0:9229 ${WORKSPACE}/src/index.ts"]

FROM service AS production
COPY --from=dependencies /app ./
COPY --from=sources /app ./
