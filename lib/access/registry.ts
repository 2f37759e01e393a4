// Every operation of the product, by name: the source of the access matrix, and of tests that go through all operations.
import "server-only";
import type { z } from "zod";
import type { AppMode } from "@/lib/env/schema";
import type { Accepts } from "./accepts";
import type { Caller } from "./actor";
import type { RecentProof } from "./recent-proof";
import type { Standing } from "./roles";

export interface OperationMeta {
  name: string;
  minRole: Standing;
  /** Undefined for public and system operations. */
  accepts: Accepts | undefined;
  onlyInMode: AppMode | undefined;
  effect: "read" | "write";
  isRoutine: boolean;
  recent: RecentProof | undefined;
  idempotent: boolean;
  limits: string[];
  changesCookies: boolean;
  input: z.ZodType;
  output: z.ZodType | undefined;
  perform: (caller: Caller, input: unknown) => Promise<unknown>;
}

const operations: OperationMeta[] = [];

export function register(meta: OperationMeta): void {
  operations.push(meta);
}

export function registeredOperations(): OperationMeta[] {
  return operations.toSorted((a, b) => a.name.localeCompare(b.name));
}
