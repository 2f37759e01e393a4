import type { NextConfig } from "next";
import { DEFAULT_HSTS } from "./lib/env/default-hsts";
import { ROOT_FILES } from "./lib/web/edge/paths";
import { STATIC_HEADERS } from "./lib/web/edge/security-headers";

/** Set here for static files, which bypass the middleware. On Vercel they bypass this app's HTTP server, too. */
const fileHeaders = Object.entries(STATIC_HEADERS).map(([key, value]) => ({ key, value }));
if (process.env.VERCEL === "1") {
  fileHeaders.push({ key: "Strict-Transport-Security", value: process.env.HSTS || DEFAULT_HSTS });
}

/**
 * The build also writes the files of the container. Not on Vercel, whose builder makes functions. And only while building: this
 * file is read again by `next start`, which would warn.
 */
const standalone: NextConfig =
  process.env.GATEHOUSE_STANDALONE === "1" && process.env.VERCEL !== "1"
    ? { output: "standalone", outputFileTracingRoot: import.meta.dirname }
    : {};

const config: NextConfig = {
  ...standalone,
  poweredByHeader: false,
  reactStrictMode: true,
  agentRules: false,
  // The middleware redirects instead, because not every host sends the framework's own redirects with our headers.
  skipTrailingSlashRedirect: true,
  devIndicators: false,
  // The app writes its own log line for each request.
  logging: false,
  serverExternalPackages: ["argon2", "nodemailer", "pg", "@prisma/client", "@prisma/adapter-pg"],
  // Sends metadata in the head to every client, not only to the bots on Next's own list.
  htmlLimitedBots: /.*/,
  images: { unoptimized: true },
  headers: () =>
    Promise.resolve(["/_next/static/:path*", ...ROOT_FILES].map((source) => ({ source, headers: fileHeaders }))),
  experimental: {
    // Enables forbidden(), for pages that a user may know of but not open.
    authInterrupts: true,
    // Exceeds the largest limit of a route, 128 KiB, by more than one chunk: a body that is too long must reach it to get a 413.
    proxyClientMaxBodySize: "256kb",
    // Seconds for which the router may show a fully prefetched page. The framework accepts no fewer.
    staleTimes: { static: 30 },
    serverActions: { bodySizeLimit: "64kb" },
  },
};

export default config;
