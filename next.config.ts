import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  agentRules: false,
  devIndicators: false,
  // One line a request is ours to write.
  logging: false,
  serverExternalPackages: ["argon2", "nodemailer", "pg", "@prisma/client", "@prisma/adapter-pg"],
  experimental: {
    // A little over the 64 KiB that the adapters accept: a longer body must reach them to get its 413.
    proxyClientMaxBodySize: "80kb",
    serverActions: { bodySizeLimit: "64kb" },
  },
};

export default config;
