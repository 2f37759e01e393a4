// The seeded sign-ins. The seed runs as a separate process, with the app's configuration.
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

/** With these variables, the seed prints only the sign-ins to stdout, and looks up no password in an outside service. */
const QUIET = { LOG_LEVEL: "error", BREACHED_PASSWORD_API_URL: "" };

/** Seeds the database and returns the seeded users' sign-ins. A later run adds only missing users. */
export async function seed(env: NodeJS.ProcessEnv, history: boolean, lock: RunLock, shutdown: Shutdown): Promise<SignIn[]> {
  const args = history ? [...SCRIPT, "--history"] : SCRIPT;
  const printed = await runChild({ name: "The seed", args, env: { ...env, ...QUIET } }, lock, shutdown);
  try {
    return (JSON.parse(printed) as { sign_ins: SignIn[] }).sign_ins;
  } catch {
    throw new Failure(`The seed printed something other than its sign-ins:\n${printed}`);
  }
}
