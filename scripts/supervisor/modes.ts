// The modes in which the app runs on this machine, and their differences.
import type { EmulatorOptions } from "../vercel/emulator";

export interface Mode {
  name: string;
  appEnv: "dev" | "beta";
  database: string;
  /** A production build with `next start` instead of the development server. */
  built: boolean;
  /** Runs the build from the files of the container, and with its command, instead of with `next start`. */
  container?: boolean;
  /** As strict as production: over TLS, without seeded users or the mailbox page. */
  strict: boolean;
  variables: Record<string, string>;
  /** Runs the output of Vercel's builder in an emulator of the platform, instead of Next.js itself. */
  emulator?: EmulatorOptions;
}

export const DEV: Mode = {
  name: "npm run dev",
  appEnv: "dev",
  database: "gatehouse",
  built: false,
  strict: false,
  variables: { RATE_LIMIT_SCALE: "10" },
};

export const PREVIEW: Mode = {
  name: "npm run preview",
  appEnv: "dev",
  database: "gatehouse",
  built: true,
  strict: false,
  variables: {},
};

export const STRICT_PREVIEW: Mode = {
  name: "npm run preview -- --strict",
  appEnv: "beta",
  database: "gatehouse_strict",
  built: true,
  container: true,
  strict: true,
  variables: { TRUSTED_PROXY_HOPS: "1" },
};

export const vercelPreview = (emulator: EmulatorOptions): Mode => ({
  name: "npm run preview -- --vercel",
  appEnv: "beta",
  database: "gatehouse_vercel",
  built: true,
  strict: true,
  variables: { RATE_LIMIT_STORE: "upstash" },
  emulator,
});
