// The descriptions of the product, for the front page and for previews of links to it.

export const TAGLINE = "A multi-tenant Next.js app whose walls already hold.";
export const SUMMARY =
  "Accounts, sessions, organizations and an audit log on PostgreSQL. Clone it, run one command, and build your product on it.";
