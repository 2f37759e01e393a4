// What a feature says about itself to the rest of the product, in lib/<feature>/feature.ts. The list is lib/features/list.ts.
import "server-only";
import type { TenantDb } from "@/lib/db/transaction";
import type { Page } from "@/lib/lists/pages";
import type { Caller, MemberActor } from "./actor";
import type { OrganizationRole } from "./roles";

/** An icon of components/layout/feature-icon.tsx. */
export type FeatureIcon = "calendar" | "chart" | "file" | "folder" | "list" | "pen";

/** A link to a page of the feature; the path continues that of the organization. */
export interface FeatureLink {
  label: string;
  path: string;
}

export interface DashboardItem {
  id: string;
  path: string;
  title: string;
  text: string;
  /** Null for a former member. */
  author: string | null;
  /** What happened at that time, such as "written". */
  event: string;
  at: string;
}

export interface DashboardPart {
  count: { label: string; value: number };
  /** The link to create one, and what a new organization reads about it. Null for a role that may not. */
  create: (FeatureLink & { firstStep: { title: string; text: string; label: string } }) | null;
  latest: { title: string; all: string; items: DashboardItem[] };
}

export type ReadDashboardPart = (db: TenantDb, actor: MemberActor) => Promise<DashboardPart>;

/** An operation that reads a part of a person's export, one page at a time (lib/users/export-page). */
export type ReadExportPart = (caller: Caller, input: { cursor?: string }) => Promise<Page<object>>;

export interface Feature {
  /** The folder in lib, the first part of the operations' names, and the path of the pages below the organization's. */
  name: string;
  navigation: { label: string; icon: FeatureIcon; minRole: OrganizationRole };
  /** Word to sentence: what a page says after an action. */
  flashes: Readonly<Record<string, string>>;
  /**
   * By key in the file, what a person's export has of the feature. Code is loaded when it is used, so that a request about
   * something else does not load it.
   */
  exports: Readonly<Record<string, { description: string; load: () => Promise<ReadExportPart> }>>;
  dashboard: () => Promise<ReadDashboardPart>;
}
