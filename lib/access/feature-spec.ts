// What a feature declares to the rest of the product, in lib/<feature>/feature.ts. lib/features/list.ts lists the features.
import "server-only";
import type { TenantDb } from "@/lib/db/transaction";
import type { Page } from "@/lib/lists/pages";
import type { Caller, MemberActor, OrganizationActor } from "./actor";
import type { PlanFeature } from "./plan-feature";
import type { OrganizationRole } from "./roles";

/** An icon of components/layout/feature-icon.tsx. */
export type FeatureIcon = "calendar" | "chart" | "file" | "folder" | "list" | "pen";

/** A link to a page of the feature. The path is relative to the path of the organization. */
export interface FeatureLink {
  label: string;
  path: string;
}

export interface DashboardItem {
  id: string;
  path: string;
  title: string;
  text: string;
  /** The author's name; null for a former member. */
  author: string | null;
  /** When it was created. */
  createdAt: string;
  /** When it was changed last, possibly by another user than the author. */
  at: string;
}

export interface DashboardPart {
  count: { label: string; value: number };
  /**
   * The link to create an item, which is also a first step in a new organization. Null for a role that may not create items.
   */
  create: (FeatureLink & { firstStep: { title: string; text: string; isDone: boolean } }) | null;
  latest: { title: string; all: string; items: DashboardItem[] };
  /** A number for each of the last weeks, which begin on Mondays, in UTC. */
  weekly: { title: string; unit: string; values: { day: string; value: number }[] };
}

export type ReadDashboardPart = (db: TenantDb, actor: MemberActor) => Promise<DashboardPart>;

/** Reads the names of the feature's items by id, as the organization's admins see them in the audit log. */
export type ReadNames = (db: TenantDb, ids: string[]) => Promise<ReadonlyMap<string, string>>;

/** A result in the command palette. The path is relative to the path of the organization. */
export interface SearchHit {
  id: string;
  label: string;
  hint: string;
  path: string;
  /** Text of the item around the search, if the label does not contain the search. */
  excerpt?: string | undefined;
}

export interface SearchPart {
  search: string;
  limit: number;
}

export type FindInSearch = (db: TenantDb, actor: OrganizationActor, part: SearchPart) => Promise<SearchHit[]>;

/** An operation that reads a part of a user's export, one page at a time (lib/users/export-page). */
export type ReadExportPart = (caller: Caller, input: { cursor?: string }) => Promise<Page<object>>;

export interface Feature {
  /**
   * The name of the feature's folder in lib. The names of its operations begin with this name, and so do the paths of its
   * pages within an organization.
   */
  name: string;
  navigation: { label: string; icon: FeatureIcon; minRole: OrganizationRole };
  /** The link to create an item, for the command palette. */
  create: FeatureLink & { minRole: OrganizationRole };
  /** Messages that a page shows after an action, by key. */
  flashes: Readonly<Record<string, string>>;
  /**
   * The feature's parts of a user's export, by their key in the file. Loaded on use, so that other requests do not load the
   * code.
   */
  exports: Readonly<Record<string, { description: string; load: () => Promise<ReadExportPart> }>>;
  dashboard: () => Promise<ReadDashboardPart>;
  /** The names of the feature's writes, for the filters of the audit log. */
  actions: readonly string[];
  /** Names for the audit log, by the entity type of the feature's entries. */
  auditNames: Readonly<Record<string, () => Promise<ReadNames>>>;
  search: () => Promise<FindInSearch>;
  /** What plans can limit or include. The feature's own operations enforce it. */
  planFeatures?: readonly PlanFeature[];
}
