// Errors whose message is written for the person at the terminal: printed as one line, without a stack.
export class Failure extends Error {
  override readonly name = "Failure";
}

/** Runs a script's main function; a failure sets the exit code and is told readably. */
export async function runScript(main: () => Promise<number | void>): Promise<void> {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    process.exitCode = 1;
    if (error instanceof Failure) console.error(error.message);
    else console.error(error);
  }
}

export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
