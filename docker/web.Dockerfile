# The entry: Caddy with the built web app.
FROM node:24-trixie-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY web/package.json web/
RUN --mount=type=cache,target=/root/.npm \
    npm ci --ignore-scripts --no-audit --no-fund --loglevel=error --workspace=web
COPY tsconfig.json ./
COPY web/ web/
RUN npm run --silent build --workspace web

FROM caddy:2 AS production
COPY docker/caddy/Caddyfile /etc/caddy/Caddyfile
COPY --from=build /app/web/dist /srv
