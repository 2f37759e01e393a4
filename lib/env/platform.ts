// Where this process runs, according to its raw environment. Two questions, which fail closed in different directions: any sign
// of a function means that instances share nothing, but only Vercel's own statement means that Vercel's proxy is in front.
import "server-only";

/** The raw environment. */
export type Source = Record<string, string | undefined>;

/** Vercel sets all of these variables or none. An environment copied from there, or one set by hand, may contain only some. */
export const VERCEL_MARKS = ["VERCEL", "VERCEL_ENV", "VERCEL_URL", "VERCEL_REGION"] as const;

/** AWS sets these in every function, even if a Vercel project does not expose Vercel's own variables. */
export const LAMBDA_MARKS = ["AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_RUNTIME_API", "AWS_EXECUTION_ENV"] as const;

export interface Platform {
  /** Whether Vercel runs this process, with one proxy in front of it, and names the hosts of the deployment. */
  isVercel: boolean;
  /** Whether this is a serverless function: instances come and go, stand still between requests, and share nothing. */
  isServerless: boolean;
}

export function platformOf(source: Source): Platform {
  const marks = VERCEL_MARKS.filter((name) => source[name]);
  return { isVercel: source.VERCEL === "1", isServerless: marks.length > 0 || isLambda(source) };
}

/** Containers have AWS_EXECUTION_ENV too, with another value. */
function isLambda(source: Source): boolean {
  return LAMBDA_MARKS.some((name) => (name === "AWS_EXECUTION_ENV" ? /^AWS_Lambda/ : /./).test(source[name] ?? ""));
}
