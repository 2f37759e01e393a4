// The default of the variable HSTS, two years, also for static files, which the app does not answer itself on Vercel.
export const DEFAULT_HSTS = "max-age=63072000; includeSubDomains";
