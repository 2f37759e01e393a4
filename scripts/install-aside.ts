// Installs a package that is no dependency of the project, into a folder of its own below node_modules/.cache: exactly the
// versions of a lockfile, with their checksums, and without install scripts. npm gets only the variables that it needs, and
// so none of the project's secrets. A folder is renamed to its name when it is complete.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Failure } from "./failure";

const CACHE = fileURLToPath(new URL("../node_modules/.cache", import.meta.url));
const LOCKFILES = fileURLToPath(new URL("aside", import.meta.url));

/** Runs Node with arguments and an environment. Throws if the program fails. */
export type Run = (args: string[], env: NodeJS.ProcessEnv) => Promise<unknown>;

/** Folders, the network, and npm's own configuration. */
const NEEDED =
  /^(path|pathext|home|homedrive|homepath|userprofile|appdata|localappdata|programdata|systemroot|windir|comspec|te?mp|tmpdir|lang|(https?|no|all)_proxy|ssl_cert_(file|dir)|node_extra_ca_certs|npm_config_.*)$/i;

export function npmEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => NEEDED.test(name))) as NodeJS.ProcessEnv;
}

export interface Aside {
  /** Names the folder, together with a hash of the lockfile. */
  name: string;
  manifest: string;
  lockfile: string;
}

/** A package whose manifest and lockfile are in a folder of scripts/aside. */
export function lockedAside(name: string): Aside {
  const read = (file: string) => readFileSync(path.join(LOCKFILES, name, file), "utf8");
  return { name, manifest: read("package.json"), lockfile: read("package-lock.json") };
}

/**
 * Does nothing if the folder exists.
 * @returns the folder
 * @throws Failure if the script was not started by npm
 */
export async function installAside({ name, manifest, lockfile }: Aside, run: Run, cache = CACHE): Promise<string> {
  const hash = createHash("sha256").update(manifest).update(lockfile).digest("hex").slice(0, 12);
  const folder = path.join(cache, `${name}-${hash}`);
  if (existsSync(folder)) return folder;
  const npm = process.env.npm_execpath;
  if (!npm) throw new Failure(`Start the script with npm run, because npm has to fetch ${name} first.`);
  console.log(`Fetching ${name} from npm …`);
  mkdirSync(cache, { recursive: true });
  const incomplete = mkdtempSync(path.join(cache, `.${name}-`));
  try {
    writeFileSync(path.join(incomplete, "package.json"), manifest);
    writeFileSync(path.join(incomplete, "package-lock.json"), lockfile);
    const options = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    await run([npm, "ci", "--prefix", incomplete, ...options], npmEnvironment(process.env));
    // Another run may have installed the same meanwhile.
    if (!existsSync(folder)) renameSync(incomplete, folder);
  } finally {
    rmSync(incomplete, { recursive: true, force: true });
  }
  return folder;
}
