// The seeded sign-ins. The seed runs as a program of its own, with the app's configuration.
import { Failure } from "../failure";
import { runChild } from "./child";
import type { RunLock } from "./run-lock";
import type { Shutdown } from "./shutdown";

export interface SignIn {
  role: string;
  email: string;
  password: string;
  organization: string | null;
}

const SCRIPT = ["--conditions=react-server", "--import", "tsx", "prisma/seed.ts"];

/** Nothing but the sign-ins on stdout, and no call outside for passwords that everybody knows. */
const QUIET = { LOG_LEVEL: "error", BREACHED_PASSWORD_API_URL: "" };

/** Fills the database, as often as it is called, and returns who can sign in. */
export async function seed(env: NodeJS.ProcessEnv, lock: RunLock, shutdown: Shutdown): Promise<SignIn[]> {
  const printed = await runChild({ name: "the seed", args: SCRIPT, env: { ...env, ...QUIET } }, lock, shutdown);
  try {
    return (JSON.parse(printed) as { sign_ins: SignIn[] }).sign_ins;
  } catch {
    throw new Failure(`The seed printed something else than its sign-ins:\n${printed}`);
  }
}
