// The documents of the repository that the front page links to.

export interface Document {
  label: string;
  /** The path from the root of the repository; a folder ends with a slash. */
  path: string;
}

export const DOCUMENTATION: Document[] = [
  { label: "Overview", path: "README.md" },
  { label: "Architecture", path: "docs/architecture.md" },
  { label: "Add a feature", path: "docs/how-to/add-a-feature.md" },
  { label: "Testing", path: "docs/testing.md" },
  { label: "Operations", path: "docs/operations.md" },
];

export const SECURITY: Document[] = [
  { label: "Report a vulnerability", path: "SECURITY.md" },
  { label: "Access matrix", path: "docs/security/access-matrix.md" },
  { label: "The edge", path: "docs/security/edge.md" },
  { label: "Decisions", path: "docs/decisions/" },
];
