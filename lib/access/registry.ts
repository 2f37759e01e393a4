// Every operation of the product, by name: the source of the access matrix, and of tests that go through all operations.
import type { z } from "zod";
import type { AppMode } from "@/lib/env/schema";
import type { Caller } from "./actor";
import type { RecentProof } from "./recent-proof";
import type { OrganizationRole } from "./roles";

export type LeastRole = "public" | "user" | OrganizationRole | "sys_admin" | "system";

export interface OperationMeta {
  name: string;
  minRole: LeastRole;
  onlyInMode: AppMode | undefined;
  effect: "read" | "write";
  recent: RecentProof | undefined;
  limits: string[];
  input: z.ZodType;
  perform: (caller: Caller, input: unknown) => Promise<unknown>;
}

const operations: OperationMeta[] = [];

export function register(meta: OperationMeta): void {
  operations.push(meta);
}

export function registeredOperations(): OperationMeta[] {
  return operations.toSorted((a, b) => a.name.localeCompare(b.name));
}
