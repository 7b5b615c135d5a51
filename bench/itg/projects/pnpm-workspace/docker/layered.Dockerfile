FROM node:24-trixie-slim AS build
RUN npm install --global pnpm@10.20.0
WORKDIR /app
COPY pnpm-lock.yaml pnpm-workspace.yaml ./
RUN --mount=type=cache,target=/root/.local/share/pnpm/store pnpm fetch
COPY . .
RUN --mount=type=cache,target=/root/.local/share/pnpm/store \
    pnpm install --frozen-lockfile --offline && pnpm build

FROM node:24-trixie-slim
WORKDIR /app
COPY --from=build /app/apps/web/dist ./
USER node
EXPOSE 3000
HEALTHCHECK CMD ["node", "-e", "fetch('http://127.0.0.1:3000/health').then((r) => process.exit(r.ok ? 0 : 1))"]
CMD ["node", "server.js"]
