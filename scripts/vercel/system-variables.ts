// The variables that the platform sets. https://vercel.com/docs/environment-variables/system-environment-variables

/** @param host the production domain */
export function systemVariables(host: string): Record<string, string> {
  return {
    VERCEL: "1",
    VERCEL_ENV: "production",
    VERCEL_REGION: "iad1",
    VERCEL_URL: "gatehouse-1234567890.vercel.test",
    VERCEL_BRANCH_URL: "gatehouse-git-main.vercel.test",
    VERCEL_PROJECT_PRODUCTION_URL: host,
    VERCEL_DEPLOYMENT_ID: "dpl_local",
    AWS_LAMBDA_FUNCTION_NAME: "gatehouse",
    AWS_EXECUTION_ENV: "AWS_Lambda_nodejs",
  };
}
