# The app's container. The preview that tests use, `npm run preview -- --strict`, reads the stage `app` of this file and runs
# the same files with the same command: docs/how-to/run-in-a-container.md.
#
# The image is pinned by its exact version. To pin its content as well, look its digest up, and append it here:
#   docker buildx imagetools inspect node:24.22.3-bookworm-slim
ARG NODE_IMAGE=node:24.22.3-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN ["npm", "ci", "--ignore-scripts"]
COPY . .
RUN ["npm", "run", "build"]

# Commands that need the sources and all packages: migrating the database, creating the first system admin.
FROM build AS migrate
USER node
CMD ["node", "--conditions=react-server", "--import", "tsx", "scripts/migrate.ts"]

FROM ${NODE_IMAGE} AS app
WORKDIR /app
ENV NODE_ENV=production HOSTNAME=0.0.0.0 PORT=3000
COPY --from=build /app/.next/standalone ./
COPY --from=build /app/.next/static ./.next/static
USER node
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server.js"]
