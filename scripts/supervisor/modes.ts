// The modes in which the app runs on this machine, and their differences.
import type { ImageOptions } from "../container/run-image";
import type { EmulatorOptions } from "../vercel/start-emulator";

/**
 * The development server; or a production build with `next start`, with the container's files and command, in a container of
 * an image, or, if Vercel's builder made it, in an emulator of the platform.
 */
type Runs =
  | { kind: "next-dev" | "next-start" | "container" }
  | ({ kind: "image" } & ImageOptions)
  | ({ kind: "emulator" } & EmulatorOptions);

export interface Mode {
  name: string;
  appEnv: "dev" | "beta";
  database: string;
  runs: Runs;
  /** As strict as production: over TLS, without seeded users or the mailbox page. */
  strict: boolean;
  variables: Record<string, string>;
}

export const DEV: Mode = {
  name: "npm run dev",
  appEnv: "dev",
  database: "gatehouse",
  runs: { kind: "next-dev" },
  strict: false,
  variables: { RATE_LIMIT_SCALE: "10" },
};

export const PREVIEW: Mode = {
  name: "npm run preview",
  appEnv: "dev",
  database: "gatehouse",
  runs: { kind: "next-start" },
  strict: false,
  variables: {},
};

export const STRICT_PREVIEW: Mode = {
  name: "npm run preview -- --strict",
  appEnv: "beta",
  database: "gatehouse_strict",
  runs: { kind: "container" },
  strict: true,
  variables: { TRUSTED_PROXY_HOPS: "1" },
};

export const imagePreview = (image: ImageOptions): Mode => ({
  ...STRICT_PREVIEW,
  name: "npm run preview -- --image",
  runs: { kind: "image", ...image },
});

export const vercelPreview = (emulator: EmulatorOptions): Mode => ({
  name: "npm run preview -- --vercel",
  appEnv: "beta",
  database: "gatehouse_vercel",
  runs: { kind: "emulator", ...emulator },
  strict: true,
  variables: { RATE_LIMIT_STORE: "upstash" },
});
