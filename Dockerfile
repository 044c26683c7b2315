# syntax=docker/dockerfile:1
# One image for both processes: the gateway (its command by default) and the worker.

FROM node:24-slim AS build
WORKDIR /src
RUN npm install --global pnpm@12.21.0
# The packages of the lockfile first: a change of the sources alone doesn't fetch them again.
COPY pnpm-lock.yaml pnpm-workspace.yaml ./
COPY patches patches
RUN pnpm fetch
COPY . .
RUN pnpm install --offline --frozen-lockfile
RUN pnpm run build
# What runs is bundled; node_modules holds what can't be, the dependencies of an app that aren't for development: a native
# module. The embedded PostgreSQL isn't among them.
RUN pnpm --filter @kolony/gateway deploy --prod /out

FROM node:24-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000
WORKDIR /kolony
COPY --from=build /out/node_modules node_modules
COPY --from=build /src/package.json /src/LICENSE ./
COPY --from=build /src/apps/gateway/package.json apps/gateway/
COPY --from=build /src/apps/gateway/dist apps/gateway/dist
COPY --from=build /src/apps/worker/package.json apps/worker/
COPY --from=build /src/apps/worker/dist apps/worker/dist
COPY --from=build /src/apps/admin/dist apps/admin/dist
# Nothing in here is written while it runs: data lies in PostgreSQL.
USER node
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --start-interval=1s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# A small young generation: large batches pass through it, and it would keep 100 MB of their garbage.
CMD ["node", "--max-semi-space-size=16", "--heap-growing-percent=100", "--no-parallel-scavenge", "apps/gateway/dist/main.js"]
