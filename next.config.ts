import type { NextConfig } from "next";
import { ROOT_FILES } from "./lib/web/edge/paths";
import { STATIC_HEADERS } from "./lib/web/edge/security-headers";

/** The middleware does not meet static files. */
const fileHeaders = Object.entries(STATIC_HEADERS).map(([key, value]) => ({ key, value }));

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  agentRules: false,
  devIndicators: false,
  // One line a request is ours to write.
  logging: false,
  serverExternalPackages: ["argon2", "nodemailer", "pg", "@prisma/client", "@prisma/adapter-pg"],
  // Metadata belongs in the head for every client, not only for those that are known to look nowhere else.
  htmlLimitedBots: /.*/,
  images: { unoptimized: true },
  headers: () =>
    Promise.resolve(["/_next/static/:path*", ...ROOT_FILES].map((source) => ({ source, headers: fileHeaders }))),
  experimental: {
    // For forbidden(): the page of what somebody may know, but not enter.
    authInterrupts: true,
    // More than the 64 KiB that the adapters accept, and a chunk: a longer body must reach them to get its 413.
    proxyClientMaxBodySize: "160kb",
    serverActions: { bodySizeLimit: "64kb" },
  },
};

export default config;
