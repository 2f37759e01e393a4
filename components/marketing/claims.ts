// The descriptions of the product, for the front page and for previews of links to it.

export const TAGLINE = "The multi-tenant Next.js foundation with its walls already built.";
export const SUMMARY =
  "Accounts, sessions, organizations and an audit log on PostgreSQL. Run it locally, and build your product on it.";
