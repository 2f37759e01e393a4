import type { NextConfig } from "next";
import { ROOT_FILES } from "./lib/web/edge/paths";
import { STATIC_HEADERS } from "./lib/web/edge/security-headers";

/** Set here for static files, which bypass the middleware. */
const fileHeaders = Object.entries(STATIC_HEADERS).map(([key, value]) => ({ key, value }));

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  agentRules: false,
  devIndicators: false,
  // The app writes its own line for each request.
  logging: false,
  serverExternalPackages: ["argon2", "nodemailer", "pg", "@prisma/client", "@prisma/adapter-pg"],
  // Metadata is sent in the head to every client, not only to the bots that Next knows to need it there.
  htmlLimitedBots: /.*/,
  images: { unoptimized: true },
  headers: () =>
    Promise.resolve(["/_next/static/:path*", ...ROOT_FILES].map((source) => ({ source, headers: fileHeaders }))),
  experimental: {
    // Enables forbidden(), for pages that a user may know of but not open.
    authInterrupts: true,
    // Larger than the 64 KiB that the adapters accept by more than a chunk: a longer body must reach them to get a 413.
    proxyClientMaxBodySize: "160kb",
    // How long a page that was loaded on intent may be shown; the shortest time that the framework accepts.
    staleTimes: { static: 30 },
    serverActions: { bodySizeLimit: "64kb" },
  },
};

export default config;
