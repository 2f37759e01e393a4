// Prints the URL of the app and the sign-ins, and writes a description of the run to a file for scripts.
import type { EngineContainer } from "../container/run-image";
import type { SignIn } from "./sign-ins";
import { writeRecord } from "./state-dir";

export const RUN_FILE = "dev.json";

export interface RunDescription {
  url: string;
  database_url: string;
  superuser_database_url: string | null;
  cron_secret: string;
  sign_ins: SignIn[];
  certificate_spki_sha256?: string;
  /** The origin of the provider that stands in for Google. */
  google_url?: string | undefined;
  /** The address of the simulator of Stripe, whose first page shows what a developer can make happen there. */
  stripe_url?: string | undefined;
  /** With which that simulator signs its events. */
  stripe_webhook_secret?: string | undefined;
  /** The folder with the container's files, if the app runs from it. */
  container_folder?: string;
  /** The container, if the app runs in one. */
  container?: EngineContainer;
  /** Where tests control the emulator of Vercel. */
  emulator_url?: string;
}

export function announce(stateDir: string, run: RunDescription): void {
  writeRecord(stateDir, RUN_FILE, run);
  const lines = ["", `  Gatehouse is ready at ${run.url}`, ""];
  const width = Math.max(0, ...run.sign_ins.map(({ email }) => email.length));
  for (const { role, email, password, organization } of run.sign_ins) {
    lines.push(`  ${role.padEnd(10)}  ${email.padEnd(width)}  ${password}  ${organization ?? ""}`.trimEnd());
  }
  if (run.sign_ins.length > 0) lines.push("");
  if (run.stripe_url) lines.push(`  Stripe is simulated at ${run.stripe_url}`, "");
  console.log([...lines, "  Ctrl-C stops it.", ""].join("\n"));
}
